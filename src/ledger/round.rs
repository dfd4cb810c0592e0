//! The only rounding of the program: once, from the unrounded value, under the book's law.
//!
//! A [`Rounded`] number is the end of the road: no function here takes one, so nothing can be rounded twice
//! (GB/T 8170-2008 §3.3 forbids it: 97.46 is 97, not 97.5 and then 98). Must not know: units, words, languages.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::book::RoundingLaw;
use crate::quantity::Exact;

/// The value is an interval whose ends round differently: it must be computed with more digits first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsMoreDigits;

/// A number that has been rounded, with the decimals that it is printed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    value: BigRational,
    decimals: i32,
    how: Rounding,
}

/// How a number was rounded: what the audit repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Decimals kept, before zeros were left out; negative ones are tens, hundreds, …
    pub places: i32,
    /// Which way it gave way.
    pub direction: Direction,
}

/// Which way a number gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    let decimals = terminating_decimals(step).unwrap_or(0);
    let decimals = i32::try_from(decimals).expect("a step has few decimals");
    let how = Rounding { places: decimals, direction: Direction::Nearest(law) };
    to_multiple(value, step, how.direction).map(|value| Rounded { value, decimals, how })
}

/// Rounds in a given direction.
pub(crate) fn give_way(value: &Exact, decimals: i32, direction: Direction) -> Result<Rounded, NeedsMoreDigits> {
    let step = Exact::power_of_ten(-decimals).lo().clone();
    let how = Rounding { places: decimals, direction };
    to_multiple(value, &step, direction).map(|value| Rounded { value, decimals, how })
}

fn to_multiple(value: &Exact, step: &BigRational, direction: Direction) -> Result<BigRational, NeedsMoreDigits> {
    let low = to_integer(&(value.lo() / step), direction);
    let high = value.as_rational().map_or_else(|| to_integer(&(value.hi() / step), direction), |_| low.clone());
    if low == high { Ok(BigRational::from_integer(low) * step) } else { Err(NeedsMoreDigits) }
}

/// The magnitude is rounded and the sign put back, so that −355 goes the way of 355.
fn to_integer(value: &BigRational, direction: Direction) -> BigInt {
    let magnitude = value.abs();
    let floor = magnitude.floor().to_integer();
    let rest = magnitude - BigRational::from_integer(floor.clone());
    let half = BigRational::new(1.into(), 2.into());
    let up = match direction {
        Direction::TowardZero => false,
        Direction::AwayFromZero => !rest.is_zero(),
        Direction::Nearest(_) if rest != half => rest > half,
        Direction::Nearest(RoundingLaw::HalfUp) => true,
        Direction::Nearest(RoundingLaw::HalfEven) => &floor % BigInt::from(2) == BigInt::one(),
    };
    let rounded = if up { floor + 1 } else { floor };
    if value.is_negative() { -rounded } else { rounded }
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
        Exact::from(self.value.clone())
    }

    /// Returns the printed number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self { value: self.value.abs(), ..self.clone() }
    }

    /// Returns the same number without decimals that are zero: 18.00 → 18.
    #[must_use]
    pub(crate) fn trimmed(&self) -> Self {
        let least = terminating_decimals(&self.value).unwrap_or(0);
        let decimals = i32::try_from(least).map_or(self.decimals, |least| least.min(self.decimals));
        Self { decimals, ..self.clone() }
    }

    /// Returns the whole number, if it is one.
    #[must_use]
    pub(crate) fn integer(&self) -> Option<BigInt> {
        (self.value.is_integer() && self.decimals <= 0).then(|| self.value.to_integer())
    }
}

/// Writes ASCII digits without separators; zero has no sign.
impl std::fmt::Display for Rounded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimals = self.decimals() as usize;
        let scaled = &self.value * Exact::power_of_ten(self.decimals.max(0)).lo();
        let digits = format!("{:0>width$}", scaled.to_integer().abs().to_string(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if self.is_negative() { "-" } else { "" };
        let point = if decimals == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// Returns how many decimals write a number in full, or `None` where no number of them does (1/3).
pub(crate) fn terminating_decimals(value: &BigRational) -> Option<u32> {
    let mut rest = value.denom().clone();
    let mut count = |prime: u32| {
        let prime = BigInt::from(prime);
        let mut times = 0_u32;
        while (&rest % &prime).is_zero() {
            rest /= &prime;
            times += 1;
        }
        times
    };
    let decimals = count(2).max(count(5));
    rest.is_one().then_some(decimals)
}

#[cfg(test)]
mod tests;
