//! Levels and quotations: a datum as recorded, or the value of a computed indicator.

use crate::findings::Problem;
use crate::formula::{Context, Evaluation, Expr, Facts, Function, Node};
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Unit};

use super::super::hedge::{self, Hedged};
use super::super::level::{exact_decimals, in_numerals, in_unit, range, unit};
use super::super::round::round;
use super::super::wording::{self, Kind};
use super::super::{Arguments, Call, Print, words_over};
use super::{Amount, Built, Clerk, Draft, Measure, Refusal, Subject, indicator_expr};

/// Most decimals of a computed level whose indicator declares none.
const OF_LEVELS: u32 = 2;

/// A level to be printed: decimals may be left to the value.
struct Level {
    formula: Expr,
    unit: Unit,
    decimals: Option<u32>,
    /// Most decimals where they are left to the value.
    most: u32,
}

impl Clerk<'_> {
    pub(super) fn level(&self, call: &Call, subject: &Subject) -> Built {
        match self.datum(subject) {
            Some(observation) => self.recorded(call, subject, observation),
            None => self.computed(call, subject),
        }
    }

    /// The observation behind an indicator that comes from data.
    pub(super) fn datum(&self, subject: &Subject) -> Option<&Observation> {
        let Context { area, period } = &subject.context;
        let from_data = !self.catalogue.is_computed(&subject.indicator);
        self.catalogue.observation(&subject.indicator, area, *period).filter(|_| from_data)
    }

    fn recorded(&self, call: &Call, subject: &Subject, observation: &Observation) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let unit = unit(call.arguments.text("unit"), &observation.unit, &self.book.units)?;
        match &observation.datum {
            Datum::Words(words) => {
                let problem = Problem::new(format!("{} is in words: {words}", subject.indicator));
                Err(problem.hint("print words with quote()").into())
            }
            Datum::Range(from, to) => {
                let evaluation = self.evaluate(&formula, &subject.context);
                let text = |end: &Exact| self.end_of_range(end, observation, &unit);
                let token = range(&text(from)?, &text(to)?, &unit);
                let placed = hedge::place(observation.qualifier.as_deref(), "", &Unit::none(), None)?;
                let print =
                    Print { hedge: placed.before, token, after: placed.after, unit: Some(unit), ..Print::default() };
                Ok(Draft { formula, evaluation, print })
            }
            Datum::Number(_) | Datum::Missing(_) => {
                let as_recorded = (unit.scale() == observation.unit.scale()).then_some(observation.decimals);
                let declared = self.catalogue.decimals(&subject.indicator);
                let decimals = call.arguments.count("decimals").or(declared).or(as_recorded);
                let level = Level { formula, unit, decimals, most: u32::MAX };
                let (amount, evaluation) = self.round_level(call, &level, &subject.context)?;
                let own = observation.qualifier.as_deref().map(|hedge| (hedge, observation.raw.as_str()));
                let print = self.print_level(&call.arguments, &amount, own)?;
                Ok(Draft { formula: level.formula, evaluation, print })
            }
        }
    }

    fn end_of_range(&self, end: &Exact, observation: &Observation, unit: &Unit) -> Result<String, Problem> {
        let value = in_unit(&(end * &Exact::from(observation.unit.scale())), unit);
        let as_recorded = unit.scale() == observation.unit.scale();
        let decimals = if as_recorded { Some(observation.decimals) } else { exact_decimals(&value) };
        let rounded = round(&value, decimals.unwrap_or(OF_LEVELS), self.book.rounding);
        rounded.map(|rounded| rounded.signed()).map_err(|_| Problem::new("a range needs exact ends"))
    }

    /// Rounds a level; with `hedge=` toward the side on which the hedge holds, to `step=` where it is given.
    fn round_level(&self, call: &Call, level: &Level, context: &Context) -> Result<(Amount, Evaluation), Refusal> {
        let asked = call.arguments.text("hedge");
        let (rounded, evaluation) = self.settle(&level.formula, context, |value, _| {
            let value = in_unit(value, &level.unit);
            match asked {
                Some(hedge) => {
                    let step =
                        hedge::Step { decimals: level.decimals.unwrap_or(0), step: call.arguments.count("step") };
                    Some(hedge::rounded(&value, hedge, &step, self.book.rounding))
                }
                None => {
                    let own = exact_decimals(&value).unwrap_or(OF_LEVELS).min(level.most);
                    round(&value, level.decimals.unwrap_or(own), self.book.rounding).ok()
                }
            }
        })?;
        if let (Some(hedge), Some(value)) = (asked, evaluation.value()) {
            hedge::check(hedge, &in_unit(value, &level.unit), &rounded.value(), &self.book.hedges)?;
        }
        Ok((Amount { rounded, unit: level.unit.clone() }, evaluation))
    }

    /// `own` is the hedge that came with the datum and the datum's text; one that the call asks for takes its place.
    fn print_level(&self, arguments: &Arguments, amount: &Amount, own: Option<(&str, &str)>) -> Result<Print, Problem> {
        let Amount { rounded, unit } = amount;
        let hedged = if arguments.text("numerals") == Some("zh") {
            Hedged { token: in_numerals(rounded, unit)?, ..Hedged::default() }
        } else {
            let asked = arguments.text("hedge").map(|hedge| (hedge, None));
            let (hedge, raw) = asked.or(own.map(|(hedge, raw)| (hedge, Some(raw)))).unzip();
            hedge::place(hedge, &rounded.signed(), unit, raw.flatten())?
        };
        Ok(Print {
            word: arguments.text("word").unwrap_or_default().to_owned(),
            hedge: hedged.before,
            token: hedged.token,
            after: hedged.after,
            ..amount.print()
        })
    }

    fn computed(&self, call: &Call, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let declared = self.catalogue.unit(&subject.indicator).cloned().unwrap_or_else(Unit::none);
        let unit = unit(call.arguments.text("unit"), &declared, &self.book.units)?;
        let decimals = call.arguments.count("decimals").or_else(|| self.catalogue.decimals(&subject.indicator));
        let decimals = decimals.or(unit.is_rate().then_some(1));
        let worded = call.arguments.flag("word") != Some(false);
        if let Some(kind) = self.change_kind(&subject.indicator).filter(|_| worded) {
            let measure = Measure { formula, unit, decimals: decimals.unwrap_or(1) };
            let (amount, evaluation) = self.rounded(&measure, &subject.context)?;
            let print = self.worded(call, subject, kind, &amount);
            return Ok(Draft { formula: measure.formula, evaluation, print });
        }
        let level = Level { formula, unit, decimals, most: OF_LEVELS };
        let (amount, evaluation) = self.round_level(call, &level, &subject.context)?;
        let inherited = evaluation.hedge.as_deref().map(|hedge| (hedge, ""));
        let print = self.print_level(&call.arguments, &amount, inherited)?;
        Ok(Draft { formula: level.formula, evaluation, print })
    }

    /// Whether a computed indicator is itself a change, which is worded by its sign.
    fn change_kind(&self, indicator: &str) -> Option<Kind> {
        match &self.catalogue.formula(indicator)?.node {
            Node::Call(Function::Growth { .. } | Function::Cagr { .. } | Function::Deflate, _) => Some(Kind::Growth),
            Node::Call(Function::Change { .. }, _) => Some(Kind::Change),
            Node::Call(Function::Points { .. }, _) => Some(Kind::Points),
            _ => None,
        }
    }

    /// A signed value as word and magnitude; `word=false` keeps the sign instead, a text takes the word's place.
    pub(super) fn worded(&self, call: &Call, subject: &Subject, kind: Kind, amount: &Amount) -> Print {
        let Amount { rounded, unit } = amount;
        let bare = call.arguments.flag("word") == Some(false);
        let words = words_over(&call.arguments.words("words"), &self.catalogue.words(&subject.indicator));
        let word = match call.arguments.text("word") {
            Some(word) => word.to_owned(),
            None if bare => String::new(),
            None => wording::direction(self.wording, kind, rounded.sign(), &words),
        };
        let digits = if bare { rounded.signed() } else { rounded.unsigned() };
        let flat = rounded.sign() == 0 && !bare;
        let token = if flat { String::new() } else { format!("{digits}{unit}") };
        Print { word, token, ..amount.print() }
    }

    /// A datum as its source has it; a source is required.
    pub(super) fn quote(&self, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let evaluation = self.evaluate(&formula, &subject.context);
        let key = format!("{}@{}@{}", subject.indicator, subject.context.area, subject.context.period);
        let Some(observation) = self.datum(subject) else {
            let problem = Problem::new(format!("{key} is no datum, so there is nothing to quote"));
            let hint = "quote() takes a data row with a source; print computed indicators with figure()";
            return Err(problem.hint(hint).into());
        };
        if observation.source.as_deref().unwrap_or_default().trim().is_empty() {
            let problem = Problem::new(format!("{key} has no source, so it cannot be quoted"));
            return Err(problem.hint(format!("fill in `source` at {}", observation.place())).into());
        }
        let raw = observation.raw.as_str();
        let is_words = matches!(observation.datum, Datum::Words(_));
        let unit = if is_words { String::new() } else { observation.unit.to_string() };
        let print = Print {
            token: if raw.ends_with(&unit) { raw.to_owned() } else { format!("{raw}{unit}") },
            unit: Some(observation.unit.clone()),
            decimals: observation.decimals,
            rounded: observation.in_base_units(),
            ..Print::default()
        };
        Ok(Draft { formula, evaluation, print })
    }
}
