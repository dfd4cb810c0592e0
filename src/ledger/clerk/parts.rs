//! Parts of wholes: shares and the attainment of targets.

use crate::findings::Problem;
use crate::formula::{Expr, Function};
use crate::quantity::Unit;

use super::super::arguments::Given;
use super::expression::select_expr;
use super::{Built, Clerk, Draft, Subject, call_expr, indicator_expr};

impl Clerk<'_> {
    pub(in crate::ledger) fn share(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let area = given.text("of_area").map(|area| self.area(area)).transpose()?;
        let period = self.other_period(given, "of_year")?;
        let of = match given.text("of") {
            Some(of) => Some(self.indicator(of)?),
            // The same indicator in another area or year is a whole too.
            None if area.is_some() || period.is_some() => Some(subject.indicator.clone()),
            None => {
                self.check_has_whole(subject)?;
                None
            }
        };
        let whole = of.map(|of| select_expr(indicator_expr(&of), area, period));
        let operands = std::iter::once(indicator_expr(&subject.indicator)).chain(whole).collect();
        self.part(given, subject, operands, self.wording.share())
    }

    /// Without `of` the whole is the area that this one is part of.
    fn check_has_whole(&self, subject: &Subject) -> Result<(), Problem> {
        let Subject { indicator, context } = subject;
        match self.book.areas.get(&context.area) {
            Some(area) if area.part_of.is_none() => Err(Problem::new(format!(
                "share of {indicator}@{}: the area is part of no other, so there is no whole",
                area.id
            ))
            .hint("name the whole: of=\"…\" (an indicator), or of_area=\"…\" (the same indicator there)")),
            _ => Ok(()),
        }
    }

    pub(super) fn completion(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let target = self.indicator(given.text("target").unwrap_or_default())?;
        let area = given.text("target_area").map(|area| self.area(area)).transpose()?;
        let target = select_expr(indicator_expr(&target), area, self.other_period(given, "target_year")?);
        self.part(given, subject, vec![indicator_expr(&subject.indicator), target], self.wording.completion())
    }

    fn part(&self, given: &Given<'_>, subject: &Subject, operands: Vec<Expr>, usual: &str) -> Built {
        let formula = call_expr(Function::Share, operands);
        self.unit_of(&formula)?;
        let (rounded, evaluation) = self.settle(&formula, &subject.context, |value, _| self.percent(value, given))?;
        let print = self.plain(given, usual, &rounded, &Unit::percent())?;
        Ok(Draft::new(formula, evaluation, print))
    }
}
