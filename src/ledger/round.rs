//! The only rounding of the program: once, from the unrounded value, under the book's law.
//!
//! A [`Rounded`] number is the end of the road: no function here takes one, so nothing can be rounded twice
//! (GB/T 8170-2008 §3.3 forbids it: 97.46 is 97, not 97.5 and then 98). Must not know: units, words, languages.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use crate::book::RoundingLaw;
use crate::quantity::{Cut, Exact};

/// The value is an interval whose ends round differently: it must be computed with more digits first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsMoreDigits;

/// A number that has been rounded, with the decimals that it is printed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    value: Exact,
    decimals: i32,
    how: Rounding,
}

/// How a number was rounded: what the audit repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rounding {
    /// Decimals kept, before zeros were left out; negative ones are tens, hundreds, …
    pub places: i32,
    /// Which way it gave way.
    pub direction: Direction,
}

/// Which way a number gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// To the nearest, ties by the law.
    Nearest(RoundingLaw),
    /// Toward zero: what stands under 多, 超过.
    TowardZero,
    /// Away from zero: what stands over 近.
    AwayFromZero,
}

/// Rounds to `decimals` places; negative ones are tens, hundreds, …
///
/// # Errors
/// [`NeedsMoreDigits`] when the value is an interval that does not decide.
pub fn round(value: &Exact, decimals: i32, law: RoundingLaw) -> Result<Rounded, NeedsMoreDigits> {
    give_way(value, decimals, Direction::Nearest(law))
}

/// Rounds to a multiple of `step`, such as 0.5 or 0.2 (GB/T 8170-2008 §3.4), printed with the decimals of the step.
///
/// # Errors
/// [`NeedsMoreDigits`] when the value is an interval that does not decide.
///
/// # Panics
/// When `step` is not above zero.
pub fn round_to_step(value: &Exact, step: &BigRational, law: RoundingLaw) -> Result<Rounded, NeedsMoreDigits> {
    assert!(step.is_positive(), "a step of rounding is above zero");
    let step = Exact::from(step.clone());
    let decimals = i32::try_from(step.decimals().unwrap_or(0)).expect("a step has few decimals");
    let how = Rounding { places: decimals, direction: Direction::Nearest(law) };
    to_multiple(value, &step, how.direction).map(|value| Rounded { value, decimals, how })
}

/// Rounds in a given direction.
pub(crate) fn give_way(value: &Exact, decimals: i32, direction: Direction) -> Result<Rounded, NeedsMoreDigits> {
    let how = Rounding { places: decimals, direction };
    to_multiple(value, &Exact::power_of_ten(-decimals), direction).map(|value| Rounded { value, decimals, how })
}

/// Machine words are multiplied and divided in double words, where no product of two of them is too long.
fn to_multiple(value: &Exact, step: &Exact, direction: Direction) -> Result<Exact, NeedsMoreDigits> {
    let multiple = match (value.as_words(), step.as_words()) {
        (Some((numerator, denominator)), Some((up, down))) => {
            let numerator = i128::from(numerator) * i128::from(down);
            whole(to_integer(&numerator, &(i128::from(denominator) * i128::from(up)), direction))
        }
        _ => {
            let step = step.lo();
            let end =
                |end: &BigRational| to_integer(&(end.numer() * step.denom()), &(end.denom() * step.numer()), direction);
            let (low, high) = value.ends();
            let (low, high) = (end(&low), end(&high));
            if low != high {
                return Err(NeedsMoreDigits);
            }
            Exact::from(BigRational::from_integer(low))
        }
    };
    Ok(&multiple * step)
}

fn whole(integer: i128) -> Exact {
    i64::try_from(integer).map_or_else(|_| Exact::from(BigRational::from_integer(BigInt::from(integer))), Exact::from)
}

/// The magnitude is rounded and the sign put back, so that −355 goes the way of 355.
fn to_integer<N: Signed + Clone + PartialOrd>(numerator: &N, denominator: &N, direction: Direction) -> N {
    let magnitude = numerator.abs();
    let floor = magnitude.clone() / denominator.clone();
    let rest = magnitude - floor.clone() * denominator.clone();
    // Not twice the rest, which might be too long for a word.
    let other = denominator.clone() - rest.clone();
    let up = match direction {
        Direction::TowardZero => false,
        Direction::AwayFromZero => !rest.is_zero(),
        Direction::Nearest(_) if rest != other => rest > other,
        Direction::Nearest(RoundingLaw::HalfUp) => true,
        Direction::Nearest(RoundingLaw::HalfEven) => !(floor.clone() % (N::one() + N::one())).is_zero(),
    };
    let rounded = if up { floor + N::one() } else { floor };
    if numerator.is_negative() { -rounded } else { rounded }
}

impl Rounded {
    /// Returns how it was rounded.
    #[must_use]
    pub fn how(&self) -> Rounding {
        self.how
    }

    /// Returns whether it prints as zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.value.is_zero()
    }

    /// Returns whether it prints below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.value.is_negative()
    }

    /// Returns how many decimals are printed; tens and hundreds print none.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.decimals.max(0).unsigned_abs()
    }

    /// Returns the number itself: for provenance and comparison.
    #[must_use]
    pub fn to_exact(&self) -> Exact {
        self.value.clone()
    }

    /// Returns the printed number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self { value: self.value.abs(), ..self.clone() }
    }

    /// Returns the same number without decimals that are zero: 18.00 → 18.
    #[must_use]
    pub(crate) fn trimmed(&self) -> Self {
        let least = self.value.decimals().unwrap_or(0);
        let decimals = i32::try_from(least).map_or(self.decimals, |least| least.min(self.decimals));
        Self { decimals, ..self.clone() }
    }

    /// Returns the whole number, if it is one.
    #[must_use]
    pub(crate) fn integer(&self) -> Option<BigInt> {
        let whole = self.value.as_rational().filter(|value| value.is_integer() && self.decimals <= 0);
        whole.map(|value| value.to_integer())
    }
}

/// Writes ASCII digits without separators; zero has no sign.
impl std::fmt::Display for Rounded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        match self.value.cut(self.decimals()) {
            Some(Cut { whole, .. }) if self.decimals() == 0 => write!(f, "{sign}{whole}"),
            Some(Cut { whole, fraction, .. }) => {
                write!(f, "{sign}{whole}.{fraction:0width$}", width = self.decimals() as usize)
            }
            None => write!(f, "{sign}{}", long_digits(&self.value, self.decimals())),
        }
    }
}

/// The magnitude of a number that is too long for machine words.
fn long_digits(value: &Exact, decimals: u32) -> String {
    let scaled = value.lo() * BigInt::from(10).pow(decimals);
    let decimals = decimals as usize;
    let digits = format!("{:0>width$}", scaled.to_integer().abs().to_string(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if decimals == 0 { "" } else { "." };
    format!("{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests;
