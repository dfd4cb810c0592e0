//! Changes: growth, increments, percentage points, multiples.

use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::findings::Problem;
use crate::formula::{Facts, Function, YearSelector};
use crate::quantity::{Exact, Unit};

use super::super::level::unit;
use super::super::round::round;
use super::super::wording::Kind;
use super::super::{Call, FigureFunction, Print};
use super::{Amount, Built, Clerk, Draft, Measure, Subject, base_year, call_expr, indicator_expr};

/// Decimals of a multiple, unless a call says otherwise.
const OF_MULTIPLES: u32 = 2;

impl Clerk<'_> {
    pub(super) fn change(&self, call: &Call, subject: &Subject) -> Built {
        let base = base_year(&call.arguments);
        let (function, kind) = match call.function {
            FigureFunction::Growth => (Function::Growth { base }, Kind::Growth),
            FigureFunction::Points => (Function::Points { base }, Kind::Points),
            _ => (Function::Change { base }, Kind::Change),
        };
        let formula = call_expr(function, vec![indicator_expr(&subject.indicator)]);
        let natural = self.check_units(&formula)?;
        let (usual, usual_decimals) = match kind {
            Kind::Change => self.increment_unit(subject, base, natural),
            _ => (natural, 1),
        };
        let unit = unit(call.arguments.text("unit"), &usual, &self.book.units)?;
        let measure = Measure { formula, unit, decimals: call.arguments.count("decimals").unwrap_or(usual_decimals) };
        let (amount, evaluation) = self.rounded(&measure, &subject.context)?;
        let print = self.worded(call, subject, kind, &amount);
        Ok(Draft { formula: measure.formula, evaluation, print })
    }

    /// An increment is printed in the unit of the current datum, with the decimals of the data in that unit.
    fn increment_unit(&self, subject: &Subject, base: YearSelector, natural: Unit) -> (Unit, u32) {
        let Some(current) = self.datum(subject) else {
            return (natural, self.catalogue.decimals(&subject.indicator).unwrap_or(2));
        };
        let period = base.resolve(subject.context.period);
        let before = self.catalogue.observation(&subject.indicator, &subject.context.area, period);
        let alike = before.filter(|before| before.unit.scale() == current.unit.scale());
        (current.unit.clone(), current.decimals.max(alike.map_or(0, |before| before.decimals)))
    }

    pub(super) fn times(&self, call: &Call, subject: &Subject) -> Built {
        let base = base_year(&call.arguments);
        let formula = call_expr(Function::Times { base }, vec![indicator_expr(&subject.indicator)]);
        let unit = self.check_units(&formula)?;
        let measure = Measure { formula, unit, decimals: call.arguments.count("decimals").unwrap_or(OF_MULTIPLES) };
        match call.arguments.text("form") {
            None => self.multiple(call, subject, measure),
            Some("growth") => self.growth_in_multiples(subject, measure),
            Some("double") => self.doublings(subject, measure),
            Some(other) => {
                let forms = "form=\"growth\" prints 增长2.94倍, form=\"double\" prints 翻番; without it 是上年的3.94倍";
                Err(Problem::new(format!("times() has no form \"{other}\"")).hint(forms).into())
            }
        }
    }

    fn multiple(&self, call: &Call, subject: &Subject, measure: Measure) -> Built {
        let (amount, evaluation) = self.rounded(&measure, &subject.context)?;
        let token = format!("{}{}", amount.rounded.signed(), amount.unit);
        let phrase = self.wording.multiple(&token, call.arguments.year("base"));
        let word = match (call.arguments.text("word"), call.arguments.flag("word")) {
            (Some(word), _) => word.to_owned(),
            (None, Some(false)) => String::new(),
            _ => phrase.before,
        };
        let print = Print { word, token: phrase.token, after: phrase.after, ..amount.print() };
        Ok(Draft { formula: measure.formula, evaluation, print })
    }

    fn growth_in_multiples(&self, subject: &Subject, measure: Measure) -> Built {
        let law = self.book.rounding;
        let (rounded, evaluation) = self.settle(&measure.formula, &subject.context, |value, _| {
            round(&(value - &Exact::one()), measure.decimals, law).ok()
        })?;
        if rounded.sign() <= 0 {
            let problem = Problem::new("a fall is never worded in multiples (下降 does not go with 倍)");
            return Err(problem.hint("use growth()").into());
        }
        let amount = Amount { rounded, unit: measure.unit };
        let phrase = self.wording.growth_in_multiples(&format!("{}{}", amount.rounded.unsigned(), amount.unit));
        let print = Print { word: phrase.before, token: phrase.token, after: phrase.after, ..amount.print() };
        Ok(Draft { formula: measure.formula, evaluation, print })
    }

    /// 翻番 where the ratio is nearly 2, 翻两番 where it is nearly 4, …
    fn doublings(&self, subject: &Subject, measure: Measure) -> Built {
        let (times, evaluation) =
            self.settle(&measure.formula, &subject.context, |value, _| Some(self.count_doublings(value)))?;
        let Some(times) = times else {
            let ratio = evaluation.value().map_or(0.0, Exact::to_f64);
            let problem =
                Problem::new(format!("the ratio {ratio:.3} is no doubling: 翻番 is twice, 翻两番 four times"));
            return Err(problem.hint("use times() without form, or widen the band of 翻番 in `hedges`").into());
        };
        let print = Print {
            token: self.wording.doublings(times),
            unit: Some(measure.unit),
            rounded: Some(Exact::from(1 << times)),
            ..Print::default()
        };
        Ok(Draft { formula: measure.formula, evaluation, print })
    }

    fn count_doublings(&self, ratio: &Exact) -> Option<u32> {
        const MOST: u32 = 10;
        let (from, to) = self.book.hedges.get("翻番").copied().unwrap_or((1.95, 2.05));
        (1..=MOST).find(|times| {
            let once = BigRational::new((1 << (times - 1)).into(), 1.into());
            let left = (ratio.lo() / once).to_f64().unwrap_or(0.0);
            (from..to).contains(&left)
        })
    }
}
