//! A number on its way to paper: rounded, with its unit and its hedge, before any language writes it.
//!
//! Must not know: languages, indicators.

use crate::quantity::{Exact, Multiplier, Unit};

use super::round::Rounded;

/// Which numerals write a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numerals {
    /// 1200
    #[default]
    Arabic,
    /// 一千二百
    Chinese,
}

/// One number, or a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// `1.89`
    One(Rounded),
    /// `3~4`
    Range(Rounded, Rounded),
}

/// How much more than the printed number is meant by 多 or 余, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// At least one whole unit (2853 over 2800): the word stands behind the digits.
    Units,
    /// Less than one (10.9 over 10): the word stands behind the multiplier or the unit.
    Fraction,
}

/// A number as it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// In `unit`.
    pub(crate) amount: Amount,
    /// Multiplier and symbol.
    pub(crate) unit: Unit,
    /// Whether the symbol is written; the multiplier always is.
    pub(crate) symbol: bool,
    /// Which numerals.
    pub(crate) numerals: Numerals,
    /// 约, 多, 以上, …: one at most, so that hedges are never doubled.
    pub(crate) hedge: Option<String>,
    /// The text in the data file, whose own placing of 多 comes first.
    pub(crate) raw: Option<String>,
    /// What lies beyond the printed number, if that is known.
    pub(crate) beyond: Option<Beyond>,
}

impl Number {
    /// Returns a plain number.
    pub(crate) fn new(amount: Amount, unit: Unit) -> Self {
        Self { amount, unit, symbol: true, numerals: Numerals::Arabic, hedge: None, raw: None, beyond: None }
    }
}

/// A number in words and digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Before it: 超过.
    pub(crate) hedge: String,
    /// Itself.
    pub(crate) token: String,
    /// Behind it: 以上.
    pub(crate) after: String,
}

/// Returns a value in base units as a number of `unit`.
pub(crate) fn in_unit(value: &Exact, unit: &Unit) -> Exact {
    value.divide(&unit.worth()).expect("a unit is worth something")
}

/// Returns the decimals that print a number in full as it was recorded: all that it needs, and those zeros behind the
/// point that the records wrote (33.30). `records` are the decimals and units of what it was taken or added up from.
/// `None` where no number of decimals is enough (500亩 in 公顷).
pub(crate) fn natural_decimals(value: &Exact, unit: &Unit, records: &[(u32, &Unit)]) -> Option<i32> {
    let needed = i32::try_from(value.decimals()?).ok()?;
    let written = records.iter().map(|(decimals, recorded)| {
        if *decimals == 0 {
            0
        } else {
            i32::try_from(*decimals).unwrap_or(0) - places_between(recorded, unit).unwrap_or(0)
        }
    });
    Some(written.fold(needed, i32::max))
}

/// Returns by how many places the point moves from one unit to another: 亿元 → 万元 is 4; `None` if not by whole ones.
fn places_between(from: &Unit, to: &Unit) -> Option<i32> {
    if from == to {
        return Some(0);
    }
    let places = |power: i64| {
        let exponent = power.checked_ilog10()?;
        i32::try_from(exponent).ok().filter(|_| 10_i64.checked_pow(exponent) == Some(power))
    };
    match in_unit(&from.worth(), to).as_words()? {
        (power, 1) => places(power),
        (1, power) => places(power).map(|places| -places),
        _ => None,
    }
}

/// Returns whether a unit repeats in a range: a multiplier or a percent sign must, a measure word need not.
pub(crate) fn repeats_in_range(unit: &Unit) -> bool {
    unit.multiplier() != Multiplier::One || unit.is_rate()
}
