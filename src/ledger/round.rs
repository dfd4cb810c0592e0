//! The rounding laws: the only place where a number loses digits.
//!
//! `half_up` (四舍五入) sends a tie away from zero; `half_even` (GB/T 8170-2008, 四舍六入五留双) sends it to the even digit.
//! Both round the absolute value once, from the unrounded rational. Successive rounding (连续修约) is impossible by
//! construction: a [`Rounded`] is not a value that can be rounded.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::book::RoundingLaw;
use crate::quantity::Exact;

/// A rounded number: digits and where the point stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    digits: BigInt,
    decimals: u32,
}

/// The ends of an interval round differently: the value must be computed with more digits first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsMoreDigits;

/// Rounds to a number of decimals.
///
/// # Errors
/// [`NeedsMoreDigits`] for an interval whose ends round differently.
pub fn round(value: &Exact, decimals: u32, law: RoundingLaw) -> Result<Rounded, NeedsMoreDigits> {
    let scale = BigRational::from_integer(BigInt::from(10).pow(decimals));
    let low = to_integer(&(value.lo() * &scale), law);
    let same = value.as_rational().is_some() || low == to_integer(&(value.hi() * &scale), law);
    if same { Ok(Rounded { digits: low, decimals }) } else { Err(NeedsMoreDigits) }
}

/// Rounds to a multiple of a step, such as 0.5 or 0.2 (GB/T 8170-2008, 3.4: multiply, round, divide), or of 100.
#[must_use]
pub fn round_to_step(value: &BigRational, step: &BigRational, law: RoundingLaw) -> BigRational {
    BigRational::from_integer(to_integer(&(value / step), law)) * step
}

fn to_integer(value: &BigRational, law: RoundingLaw) -> BigInt {
    let magnitude = value.abs();
    let (whole, rest) = (magnitude.numer() / magnitude.denom(), magnitude.numer() % magnitude.denom());
    let twice: BigInt = rest * 2;
    let up = match twice.cmp(magnitude.denom()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => law == RoundingLaw::HalfUp || whole.bit(0),
    };
    let rounded = if up { whole + BigInt::one() } else { whole };
    if value.is_negative() { -rounded } else { rounded }
}

impl Rounded {
    /// Returns the number that the digits stand for.
    #[must_use]
    pub fn value(&self) -> Exact {
        Exact::from(BigRational::new(self.digits.clone(), BigInt::from(10).pow(self.decimals)))
    }

    /// Returns −1, 0 or 1: the sign of what is printed, which chooses the word.
    #[must_use]
    pub fn sign(&self) -> i32 {
        if self.digits.is_zero() {
            0
        } else if self.digits.is_negative() {
            -1
        } else {
            1
        }
    }

    /// Returns the decimals.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// Returns the digits without a sign: `0.46`, `1283.40`.
    #[must_use]
    pub fn unsigned(&self) -> String {
        let width = self.decimals as usize;
        let digits = format!("{:0>width$}", self.digits.abs().to_string(), width = width + 1);
        let (whole, fraction) = digits.split_at(digits.len() - width);
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    }

    /// Returns the digits with a minus sign where they are below zero; zero has none.
    #[must_use]
    pub fn signed(&self) -> String {
        if self.sign() < 0 { format!("-{}", self.unsigned()) } else { self.unsigned() }
    }
}
