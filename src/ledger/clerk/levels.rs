//! Levels and quotations: a datum as recorded, or the value of a computed indicator.

use crate::findings::Problem;
use crate::formula::{Context, Expr, Facts, Function, Node};
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Unit};

use super::super::hedge;
use super::super::level::{exact_decimals, in_numerals, in_unit, range, unit};
use super::super::round::{Rounded, round, round_to_step};
use super::super::wording::{self, Kind};
use super::super::{Arguments, Call, Print, words_over};
use super::{Built, Clerk, Draft, Refusal, Subject, indicator_expr};

impl Clerk<'_> {
    pub(super) fn level(&self, call: &Call, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        match self.datum(subject) {
            Some(observation) => self.recorded(call, subject, formula, observation),
            None => self.computed(call, subject, formula),
        }
    }

    /// The observation behind an indicator that comes from data.
    pub(super) fn datum(&self, subject: &Subject) -> Option<&Observation> {
        let Context { area, period } = &subject.context;
        let from_data = !self.catalogue.is_computed(&subject.indicator);
        self.catalogue.observation(&subject.indicator, area, *period).filter(|_| from_data)
    }

    fn recorded(&self, call: &Call, subject: &Subject, formula: Expr, observation: &Observation) -> Built {
        let arguments = &call.arguments;
        let unit = unit(arguments.text("unit"), &observation.unit, &self.book.units)?;
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
                let same_scale = unit.scale() == observation.unit.scale();
                let declared = self.catalogue.decimals(&subject.indicator);
                let decimals = arguments.count("decimals").or(declared).or(same_scale.then_some(observation.decimals));
                let (rounded, evaluation) = self.round_level(call, &formula, &subject.context, &unit, decimals)?;
                let own = observation.qualifier.as_deref().filter(|_| arguments.text("hedge").is_none());
                let print =
                    self.print_level(arguments, &rounded, &unit, own.map(|hedge| (hedge, observation.raw.as_str())))?;
                Ok(Draft { formula, evaluation, print })
            }
        }
    }

    fn end_of_range(&self, end: &Exact, observation: &Observation, unit: &Unit) -> Result<String, Problem> {
        let base = end * &Exact::from(observation.unit.scale());
        let value = in_unit(&base, unit);
        let decimals = if unit.scale() == observation.unit.scale() {
            observation.decimals
        } else {
            exact_decimals(&value).unwrap_or(2)
        };
        let rounded =
            round(&value, decimals, self.book.rounding).map_err(|_| Problem::new("a range needs exact ends"))?;
        Ok(rounded.signed())
    }

    /// Rounds a level; with `hedge=` toward the side on which the hedge holds, to `step=` where it is given.
    fn round_level(
        &self,
        call: &Call,
        formula: &Expr,
        context: &Context,
        unit: &Unit,
        decimals: Option<u32>,
    ) -> Result<(Rounded, crate::formula::Evaluation), Refusal> {
        let Some(hedge) = call.arguments.text("hedge") else {
            return self.settle(formula, context, |value, _| {
                let value = in_unit(value, unit);
                let decimals = decimals.or_else(|| exact_decimals(&value)).unwrap_or(2);
                round(&value, decimals, self.book.rounding).ok()
            });
        };
        let (rounded, evaluation) = self.settle(formula, context, |value, _| {
            Some(hedged_rounding(
                &in_unit(value, unit),
                hedge,
                decimals.unwrap_or(0),
                call.arguments.count("step"),
                self.book.rounding,
            ))
        })?;
        if let Some(value) = evaluation.value() {
            hedge::check(hedge, &in_unit(value, unit), &rounded.value(), &self.book.hedges)?;
        }
        Ok((rounded, evaluation))
    }

    fn print_level(
        &self,
        arguments: &Arguments,
        rounded: &Rounded,
        unit: &Unit,
        own: Option<(&str, &str)>,
    ) -> Result<Print, Problem> {
        let asked = arguments.text("hedge");
        let print = |hedged: hedge::Hedged| Print {
            word: arguments.text("word").unwrap_or_default().to_owned(),
            hedge: hedged.before,
            token: hedged.token,
            after: hedged.after,
            unit: Some(unit.clone()),
            decimals: rounded.decimals(),
            rounded: Some(&rounded.value() * &Exact::from(unit.scale())),
        };
        if arguments.text("numerals") == Some("zh") {
            let token = in_numerals(rounded, unit)?;
            return Ok(print(hedge::Hedged { token, ..hedge::Hedged::default() }));
        }
        let (hedge, raw) = match (asked, own) {
            (Some(asked), _) => (Some(asked), None),
            (None, Some((own, raw))) => (Some(own), Some(raw)),
            (None, None) => (None, None),
        };
        Ok(print(hedge::place(hedge, &rounded.signed(), unit, raw)?))
    }

    fn computed(&self, call: &Call, subject: &Subject, formula: Expr) -> Built {
        let declared = self.catalogue.unit(&subject.indicator).cloned().unwrap_or_else(Unit::none);
        let unit = unit(call.arguments.text("unit"), &declared, &self.book.units)?;
        let decimals = call.arguments.count("decimals").or_else(|| self.catalogue.decimals(&subject.indicator));
        let decimals = decimals.or(unit.is_rate().then_some(1));
        if let Some(kind) = self.change_kind(&subject.indicator).filter(|_| call.arguments.flag("word") != Some(false))
        {
            let (rounded, evaluation) = self.rounded(&formula, &subject.context, &unit, decimals.unwrap_or(1))?;
            let print = self.worded(call, subject, kind, &rounded, &unit);
            return Ok(Draft { formula, evaluation, print });
        }
        let (rounded, evaluation) = match decimals {
            Some(decimals) => self.round_level(call, &formula, &subject.context, &unit, Some(decimals))?,
            None => self.settle(&formula, &subject.context, |value, _| {
                let value = in_unit(value, &unit);
                round(&value, exact_decimals(&value).unwrap_or(2).min(2), self.book.rounding).ok()
            })?,
        };
        let inherited = evaluation.hedge.as_deref().map(|hedge| (hedge, ""));
        let print = self.print_level(&call.arguments, &rounded, &unit, inherited)?;
        Ok(Draft { formula, evaluation, print })
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
    pub(super) fn worded(&self, call: &Call, subject: &Subject, kind: Kind, rounded: &Rounded, unit: &Unit) -> Print {
        let bare = call.arguments.flag("word") == Some(false);
        let words = words_over(&call.arguments.words("words"), &self.catalogue.words(&subject.indicator));
        let flat = rounded.sign() == 0 && !bare;
        let word = match call.arguments.text("word") {
            Some(word) => word.to_owned(),
            None if bare => String::new(),
            None => wording::direction(self.wording, kind, rounded.sign(), &words),
        };
        let digits = if bare { rounded.signed() } else { rounded.unsigned() };
        Print {
            word,
            token: if flat { String::new() } else { format!("{digits}{unit}") },
            unit: Some(unit.clone()),
            decimals: rounded.decimals(),
            rounded: Some(&rounded.value() * &Exact::from(unit.scale())),
            ..Print::default()
        }
    }

    /// A datum as its source has it; a source is required.
    pub(super) fn quote(&self, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let evaluation = self.evaluate(&formula, &subject.context);
        let key = format!("{}@{}@{}", subject.indicator, subject.context.area, subject.context.period);
        let Some(observation) = self.datum(subject) else {
            let problem = Problem::new(format!("{key} is no datum, so there is nothing to quote"));
            return Err(problem
                .hint("quote() takes a data row with a source; print computed indicators with figure()")
                .into());
        };
        if observation.source.as_deref().unwrap_or_default().trim().is_empty() {
            let problem = Problem::new(format!("{key} has no source, so it cannot be quoted"));
            return Err(problem.hint(format!("fill in `source` at {}", observation.place())).into());
        }
        let raw = observation.raw.as_str();
        let unit =
            if matches!(observation.datum, Datum::Words(_)) { String::new() } else { observation.unit.to_string() };
        let token = if raw.ends_with(&unit) { raw.to_owned() } else { format!("{raw}{unit}") };
        let print = Print {
            token,
            unit: Some(observation.unit.clone()),
            decimals: observation.decimals,
            rounded: observation.in_base_units(),
            ..Print::default()
        };
        Ok(Draft { formula, evaluation, print })
    }
}

/// 近 rounds up, 超过 and 多 down, 约 to the nearest: so that the printed number stands on the side that the word says.
fn hedged_rounding(
    value: &Exact,
    hedge: &str,
    decimals: u32,
    step: Option<u32>,
    law: crate::book::RoundingLaw,
) -> Rounded {
    use num_rational::BigRational;
    let step = match step {
        Some(step) if step > 0 => BigRational::from_integer(step.into()),
        _ => Exact::power_of_ten(-i32::try_from(decimals).unwrap_or(0)).lo().clone(),
    };
    let half = &step / BigRational::from_integer(2.into());
    let shifted = match hedge {
        "近" | "不足" | "不到" | "将近" | "接近" => (value.lo() / &step).ceil() * &step,
        "约" | "左右" | "上下" | "大约" => round_to_step(value.lo(), &step, law),
        _ => ((value.lo() - &half + &half) / &step).floor() * &step,
    };
    round(&Exact::from(shifted), decimals, law).unwrap_or_else(|_| unreachable_rounding())
}

/// A point is always rounded with certainty.
fn unreachable_rounding() -> Rounded {
    round(&Exact::zero(), 0, crate::book::RoundingLaw::HalfUp).expect("zero is a point")
}
