//! How a call wants its number to look, and the number made so.

use crate::findings::Problem;
use crate::formula::{Evaluation, Facts};
use crate::quantity::{Exact, Multiplier, Unit};

use super::super::Print;
use super::super::arguments::{Given, WordChoice};
use super::super::number::{Amount, Beyond, Number, Numerals, Written, in_unit, natural_decimals};
use super::super::round::{Direction, Rounded, give_way};
use super::{Clerk, hedge};

/// Decimals of what nothing says how to print: up to two, zeros left out.
const USUAL: i32 = 2;

/// The arguments that say how a number looks.
#[derive(Clone, Debug)]
pub(in crate::ledger) struct Look<'a> {
    pub(in crate::ledger) unit: Unit,
    symbol: bool,
    numerals: Numerals,
    /// Asked for: to be checked against the value.
    pub(super) hedge: Option<&'a str>,
    /// Asked for.
    pub(in crate::ledger) decimals: Option<i32>,
}

/// How many decimals to print, where the call does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ledger) enum Decimals {
    /// As many as the records of the inputs bear.
    AsRecorded,
    /// So many.
    Fixed(i32),
    /// Up to so many, zeros left out.
    UpTo(i32),
}

impl Decimals {
    /// What is declared, else the usual for a computed value.
    pub(in crate::ledger) fn computed(declared: Option<u32>, unit: &Unit) -> Self {
        match declared {
            Some(decimals) => Self::Fixed(i32::try_from(decimals).unwrap_or(USUAL)),
            None if unit.is_rate() => Self::Fixed(1),
            None => Self::UpTo(USUAL),
        }
    }
}

impl Look<'_> {
    /// Whether the unit's symbol is printed, and in which numerals the number is.
    pub(super) fn symbol_and_numerals(&self) -> (bool, Numerals) {
        (self.symbol, self.numerals)
    }
}

impl Clerk<'_> {
    /// Reads the arguments that say how a number looks; `usual` is its unit where none is asked for.
    pub(in crate::ledger) fn look<'a>(&self, given: &Given<'a>, usual: &Unit) -> Result<Look<'a>, Problem> {
        let (unit, symbol) = self.unit_asked(given.text("unit"), usual)?;
        let numerals = if given.text("numerals") == Some("zh") { Numerals::Chinese } else { Numerals::Arabic };
        let hedge = match (given.text("hedge"), given.flag("approx") == Some(true)) {
            (Some(hedge), true) => {
                let message =
                    format!("`approx` adds {} and `hedge` {hedge}: a number takes one hedge", self.wording.more());
                return Err(Problem::new(message).hint("leave one of them out"));
            }
            (None, true) => Some(self.wording.more()),
            (hedge, false) => hedge,
        };
        Ok(Look { unit, symbol, numerals, hedge, decimals: given.decimals() })
    }

    /// Rounds a value in base units, once. `None` asks for more digits.
    pub(in crate::ledger) fn round(
        &self,
        value: &Exact,
        look: &Look<'_>,
        usual: Decimals,
        evaluation: &Evaluation,
    ) -> Option<Rounded> {
        let value = in_unit(value, &look.unit);
        let direction =
            look.hedge.map_or(Direction::Nearest(self.book.rounding), |hedge| hedge::direction(hedge, self.book));
        let hedged = look.hedge.map(|hedge| hedge::usual_decimals(&value, self.wording.is_whole(hedge)));
        let usual = hedged.map_or(usual, Decimals::Fixed);
        match (look.decimals, usual) {
            (Some(decimals), _) | (None, Decimals::Fixed(decimals)) => give_way(&value, decimals, direction).ok(),
            (None, Decimals::UpTo(most)) => give_way(&value, most, direction).ok().map(|rounded| rounded.trimmed()),
            (None, Decimals::AsRecorded) => {
                let decimals = self.natural(&value, &look.unit, evaluation);
                give_way(&value, decimals.unwrap_or(USUAL), direction).ok()
            }
        }
    }

    /// The decimals that the records of an evaluation's inputs bear.
    fn natural(&self, value: &Exact, unit: &Unit, evaluation: &Evaluation) -> Option<i32> {
        let observations = evaluation
            .inputs
            .iter()
            .filter_map(|input| self.catalogue.observation(&input.indicator, &input.area, input.period));
        let records = observations.map(|observation| (observation.decimals, observation.unit)).collect::<Vec<_>>();
        natural_decimals(value, unit, &records)
    }

    /// Writes a rounded number with its own hedge or the one asked for, which must be true of the value.
    pub(super) fn write(
        &self,
        rounded: &Rounded,
        look: &Look<'_>,
        own: Option<(&str, &str)>,
        value: Option<&Exact>,
    ) -> Result<Written, Problem> {
        let mut number = Number {
            symbol: look.symbol,
            numerals: look.numerals,
            ..Number::new(Amount::One(rounded.clone()), look.unit.clone())
        };
        match (look.hedge, own) {
            (Some(asked), Some((own, _))) if asked != own => {
                return Err(Problem::new(format!(
                    "the value is recorded with {own} and cannot be hedged again with {asked}"
                ))
                .hint("leave the hedge out: the recorded one is printed unasked"));
            }
            (Some(asked), None) => {
                if let Some(value) = value {
                    let value = in_unit(value, &look.unit);
                    hedge::check(asked, &value, rounded, self.book)?;
                    number.beyond = Some(beyond(&value, rounded, &look.unit));
                }
                number.hedge = Some(asked.to_owned());
            }
            (_, Some((own, raw))) => {
                number.hedge = Some(own.to_owned());
                number.raw = Some(raw.to_owned());
            }
            (None, None) => {}
        }
        self.wording.number(&number)
    }

    /// Puts the word that a call chose before a written number; refuses two hedges in a row.
    pub(super) fn level_print(
        &self,
        given: &Given<'_>,
        written: Written,
        hedged: bool,
        unit: &Unit,
    ) -> Result<Print, Problem> {
        let word = match given.word() {
            WordChoice::Text(word) => word,
            WordChoice::Usual | WordChoice::Bare => "",
        };
        if hedged && self.wording.ends_in_hedge(word) {
            let shown = format!("{word}{}{}{}", written.hedge, written.token, written.after);
            return Err(
                Problem::new(format!("two hedges on one number: {shown}")).hint("leave the hedge out of `word`")
            );
        }
        Ok(Print {
            word: word.to_owned(),
            hedge: written.hedge,
            token: written.token,
            after: written.after,
            unit: Some(unit.clone()),
            ..Print::default()
        })
    }
}

/// Whether a whole unit more, or only a part of one, lies beyond a number that was cut off.
fn beyond(value: &Exact, rounded: &Rounded, unit: &Unit) -> Beyond {
    let rest = &value.abs() - &rounded.abs().to_exact();
    let below_one = rest.lo() < num_rational::BigRational::from_integer(1.into());
    if below_one && (unit.multiplier() != Multiplier::One || rounded.integer().is_some()) {
        Beyond::Fraction
    } else {
        Beyond::Units
    }
}

/// The part of a print that is a number.
pub(in crate::ledger) fn numeric(rounded: &Rounded, unit: &Unit) -> Print {
    Print {
        unit: Some(unit.clone()),
        decimals: rounded.decimals(),
        rounded: Some(&rounded.to_exact() * &unit.worth()),
        rounding: Some(rounded.how()),
        ..Print::default()
    }
}
