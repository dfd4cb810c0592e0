//! Levels and quotations: a datum as recorded, or the value of a computed indicator.

use crate::findings::Problem;
use crate::formula::{Context, Expr, Facts, Function, Node};
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Unit};

use super::super::arguments::{Given, WordChoice};
use super::super::number::{Amount, Number, in_unit, natural_decimals};
use super::super::provenance::recorded_text;
use super::super::round::{Rounded, round};
use super::super::wording::{Movement, Sign};
use super::super::{Print, words_over};
use super::look::{Decimals, Look, numeric};
use super::{Built, Clerk, Draft, Refusal, Subject, indicator_expr};

/// Computed indicators that are nothing but another one are looked through so far.
const DEEPEST: usize = 20;

impl Clerk<'_> {
    pub(in crate::ledger) fn level(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        match self.datum(subject) {
            Some(observation) => self.recorded(given, subject, formula, &observation),
            None => self.computed(given, subject, formula),
        }
    }

    /// The observation behind an indicator that comes from data.
    pub(in crate::ledger) fn datum(&self, subject: &Subject) -> Option<Observation<'_>> {
        let Context { area, period } = &subject.context;
        let from_data = !self.catalogue.is_computed(&subject.indicator);
        self.catalogue.observation(&subject.indicator, area, *period).filter(|_| from_data)
    }

    fn recorded(&self, given: &Given<'_>, subject: &Subject, formula: Expr, observation: &Observation<'_>) -> Built {
        let look = self.look(given, observation.unit)?;
        if let Datum::Range(..) = &observation.datum {
            return self.range(given, subject, &look, observation);
        }
        let same_unit = look.unit == *observation.unit;
        // Declared decimals are meant for the recorded unit; another one keeps what is significant.
        let declared = self.catalogue.decimals(&subject.indicator).and_then(|decimals| i32::try_from(decimals).ok());
        let usual = declared.filter(|_| same_unit).map_or(Decimals::AsRecorded, Decimals::Fixed);
        let (rounded, evaluation) =
            self.settle(&formula, &subject.context, |value, evaluation| self.round(value, &look, usual, evaluation))?;
        if let (Some(asked), Some(value)) = (look.decimals, evaluation.value()) {
            bears(asked, &in_unit(value, &look.unit), &look.unit, observation)?;
        }
        // Only a hedge asks how the records place it.
        let raw = observation.qualifier.filter(|_| same_unit).map(|_| observation.raw.text()).unwrap_or_default();
        let own = observation.qualifier.map(|own| (own, &*raw));
        let hedged = own.is_some() || look.hedge.is_some();
        let written = self.write(&rounded, &look, own, evaluation.value())?;
        let print = self.level_print(given, written, hedged, &look.unit)?;
        Ok(Draft::new(formula, evaluation, with_number(print, &rounded, &look.unit)))
    }

    /// `3~4名`: each end as recorded.
    fn range(&self, given: &Given<'_>, subject: &Subject, look: &Look<'_>, observation: &Observation<'_>) -> Built {
        let Datum::Range(low, high) = &observation.datum else {
            return Err(Problem::new(format!("{} is no range", observation.raw)).into());
        };
        if let Some(hedge) = look.hedge {
            return Err(Problem::new(format!("a range takes no hedge, asked for {hedge}: {}", observation.raw))
                .hint("leave it out")
                .into());
        }
        let end = |end: &Exact| {
            let value = in_unit(&(end * &observation.unit.worth()), &look.unit);
            let natural = natural_decimals(&value, &look.unit, &[(observation.decimals, observation.unit)]);
            round(&value, look.decimals.or(natural).unwrap_or(2), self.book.rounding)
                .map_err(|_| Problem::new(format!("a range needs exact ends, found {}", observation.raw)))
        };
        let number = Number {
            hedge: observation.qualifier.map(str::to_owned),
            ..look_of(Amount::Range(end(low)?, end(high)?), look)
        };
        let print = self.level_print(given, self.wording.number(&number)?, number.hedge.is_some(), &look.unit)?;
        let formula = indicator_expr(&subject.indicator);
        let evaluation = self.evaluate(&formula, &subject.context);
        Ok(Draft::new(formula, evaluation, print))
    }

    fn computed(&self, given: &Given<'_>, subject: &Subject, formula: Expr) -> Built {
        let usual = match self.catalogue.unit(&subject.indicator) {
            Some(unit) => unit.clone(),
            None => self.unit_of(&formula)?,
        };
        let look = self.look(given, &usual)?;
        let declared = self.catalogue.decimals(&subject.indicator);
        let movement = self.movement_of(&subject.indicator);
        let additive = self.catalogue.formula(&subject.indicator).is_some_and(is_additive);
        let decimals = match (declared, movement) {
            (None, Some(Movement::Growth | Movement::Points)) => Decimals::Fixed(1),
            (None, _) if additive && !look.unit.is_rate() => Decimals::AsRecorded,
            _ => Decimals::computed(declared, &look.unit),
        };
        let (rounded, evaluation) = self
            .settle(&formula, &subject.context, |value, evaluation| self.round(value, &look, decimals, evaluation))?;
        if let Some(movement) = movement.filter(|_| look.hedge.is_none()) {
            let print = self.moved(given, subject, movement, (&rounded, &look))?;
            return Ok(Draft::new(formula, evaluation, print));
        }
        let own = evaluation.hedge.as_deref().map(|hedge| (self.inherited(hedge), ""));
        let hedged = own.is_some() || look.hedge.is_some();
        let written = self.write(&rounded, &look, own, evaluation.value())?;
        let print = self.level_print(given, written, hedged, &look.unit)?;
        Ok(Draft::new(formula, evaluation, with_number(print, &rounded, &look.unit)))
    }

    /// The hedge of a computed number: what is left of 多 after a calculation is 约.
    fn inherited<'h>(&self, hedge: &'h str) -> &'h str {
        if self.wording.is_whole(hedge) { self.wording.about() } else { hedge }
    }

    /// Whether a computed indicator is itself a change, which is worded by its sign.
    pub(super) fn movement_of(&self, indicator: &str) -> Option<Movement> {
        let mut formula = self.catalogue.formula(indicator)?;
        for _ in 0..DEEPEST {
            match &formula.node {
                Node::Indicator(id) => formula = self.catalogue.formula(id)?,
                Node::Select { of, .. } => formula = of,
                Node::Call(Function::Growth { .. } | Function::Cagr { .. } | Function::Deflate, _) => {
                    return Some(Movement::Growth);
                }
                Node::Call(Function::Change { .. }, _) => return Some(Movement::Change),
                Node::Call(Function::Points { .. }, _) => return Some(Movement::Points),
                _ => return None,
            }
        }
        None
    }

    /// A signed number as word and magnitude; `word=false` keeps the sign instead, a text takes the word's place.
    pub(super) fn moved(
        &self,
        given: &Given<'_>,
        subject: &Subject,
        movement: Movement,
        (rounded, look): (&Rounded, &Look<'_>),
    ) -> Result<Print, Problem> {
        let sign = Sign::of(rounded);
        let words = words_over(&given.words(), &self.catalogue.words(&subject.indicator));
        let usual = || sign.chosen(&words).unwrap_or_else(|| self.wording.movement(movement, sign)).to_owned();
        let (word, magnitude) = match given.word() {
            WordChoice::Usual if sign == Sign::Flat => {
                return Ok(Print { word: usual(), ..numeric(rounded, &look.unit) });
            }
            WordChoice::Usual => (usual(), rounded.abs()),
            WordChoice::Bare => (String::new(), rounded.clone()),
            WordChoice::Text(word) => (word.to_owned(), rounded.clone()),
        };
        let written = self.wording.number(&look_of(Amount::One(magnitude), look))?;
        Ok(Print {
            word,
            hedge: written.hedge,
            token: written.token,
            after: written.after,
            ..numeric(rounded, &look.unit)
        })
    }

    /// A datum as its source has it; a source is required.
    pub(in crate::ledger) fn quote(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let evaluation = self.evaluate(&formula, &subject.context);
        let key = format!("{}@{}@{}", subject.indicator, subject.context.area, subject.context.period);
        let Some(observation) = self.datum(subject) else {
            if self.catalogue.is_computed(&subject.indicator) {
                return Err(Problem::new(format!("{key} is computed, so there is nothing to quote"))
                    .hint("print it with figure()")
                    .into());
            }
            return Err(
                Refusal::of(&formula, &evaluation).unwrap_or_else(|| Problem::new(format!("{key} is no datum")).into())
            );
        };
        if observation.source.unwrap_or_default().trim().is_empty() {
            let problem = Problem::new(format!("{key} has no source, so it cannot be quoted"));
            return Err(problem.hint(format!("fill in `source` at {}", observation.place())).into());
        }
        match &observation.datum {
            Datum::Words(words) => {
                let word = if let WordChoice::Text(word) = given.word() { word.to_owned() } else { String::new() };
                let print = Print { word, token: words.clone(), ..Print::default() };
                Ok(Draft::new(formula, evaluation, print))
            }
            _ => self.recorded(given, subject, formula, &observation),
        }
    }

    /// A datum in its own words and digits: `1.89亿元`, `2800多万元`.
    pub(super) fn recorded_text(&self, observation: &Observation<'_>) -> String {
        recorded_text(observation, self.wording, self.book.rounding)
    }
}

/// A number that looks as asked, without hedge.
fn look_of(amount: Amount, look: &Look<'_>) -> Number {
    let (symbol, numerals) = look.symbol_and_numerals();
    Number { symbol, numerals, ..Number::new(amount, look.unit.clone()) }
}

fn with_number(print: Print, rounded: &Rounded, unit: &Unit) -> Print {
    Print { word: print.word, hedge: print.hedge, token: print.token, after: print.after, ..numeric(rounded, unit) }
}

/// Refuses more decimals than were recorded: 1.89 printed as 1.8900 would claim more than is known.
fn bears(asked: i32, value: &Exact, unit: &Unit, observation: &Observation<'_>) -> Result<(), Problem> {
    match natural_decimals(value, unit, &[(observation.decimals, observation.unit)]) {
        Some(natural) if asked > natural.max(0) => {
            let message =
                format!("decimals={asked} would claim more than is recorded: {}{}", observation.raw, observation.unit);
            Err(Problem::new(message).hint(format!("print at most {natural} decimals in {unit}")))
        }
        _ => Ok(()),
    }
}

/// Whether a formula only adds up and takes away, so that its result has the decimals of its operands.
fn is_additive(formula: &Expr) -> bool {
    use crate::formula::Binary;
    match &formula.node {
        Node::Indicator(_) => true,
        Node::Select { of, .. } | Node::Negate(of) => is_additive(of),
        Node::Binary(Binary::Add | Binary::Subtract, left, right) => is_additive(left) && is_additive(right),
        Node::Call(Function::Change { .. } | Function::Cumulative { .. } | Function::Sum { .. }, operands) => {
            operands.iter().all(is_additive)
        }
        _ => false,
    }
}
