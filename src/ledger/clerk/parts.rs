//! Parts of wholes: shares and the attainment of targets.

use crate::formula::Function;

use super::super::{Call, Print};
use super::{Built, Clerk, Draft, Measure, Subject, call_expr, indicator_expr, select_expr};

impl Clerk<'_> {
    pub(super) fn share(&self, call: &Call, subject: &Subject) -> Built {
        let arguments = &call.arguments;
        let elsewhere = arguments.text("of_area").map(|area| self.area(area)).transpose()?;
        let of = match arguments.text("of") {
            Some(of) => Some(self.indicator(of)?),
            // Another area or year of the same indicator is a whole too.
            None if elsewhere.is_some() || arguments.period("of_year").is_some() => Some(subject.indicator.clone()),
            None => None,
        };
        let whole = of.map(|of| select_expr(indicator_expr(&of), elsewhere, arguments.period("of_year")));
        let operands = std::iter::once(indicator_expr(&subject.indicator)).chain(whole).collect();
        self.part(call, subject, operands, self.wording.share())
    }

    pub(super) fn completion(&self, call: &Call, subject: &Subject) -> Built {
        let arguments = &call.arguments;
        let target = self.indicator(arguments.text("target").unwrap_or_default())?;
        let area = arguments.text("target_area").map(|area| self.area(area)).transpose()?;
        let target = select_expr(indicator_expr(&target), area, arguments.period("target_year"));
        self.part(call, subject, vec![indicator_expr(&subject.indicator), target], self.wording.completion())
    }

    fn part(&self, call: &Call, subject: &Subject, operands: Vec<crate::formula::Expr>, usual_word: &str) -> Built {
        let formula = call_expr(Function::Share, operands);
        let unit = self.check_units(&formula)?;
        let measure = Measure { formula, unit, decimals: call.arguments.count("decimals").unwrap_or(1) };
        let (amount, evaluation) = self.rounded(&measure, &subject.context)?;
        let word = match (call.arguments.text("word"), call.arguments.flag("word")) {
            (Some(word), _) => word,
            (None, Some(false)) => "",
            _ => usual_word,
        };
        let print = Print {
            word: word.to_owned(),
            token: format!("{}{}", amount.rounded.signed(), amount.unit),
            ..amount.print()
        };
        Ok(Draft { formula: measure.formula, evaluation, print })
    }
}
