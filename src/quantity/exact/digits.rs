//! The digits of an exact number: how many decimals it has, what stands on either side of the point, its text.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::{Exact, Form};

/// A magnitude that is cut off behind some decimal place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// What stands before the point.
    pub(crate) whole: u64,
    /// What stands behind it, as a whole number of the last place.
    pub(crate) fraction: u64,
    /// Whether nothing was cut off.
    pub(crate) is_all: bool,
}

impl Exact {
    /// Returns the magnitude of a number in machine words, cut off behind `places` decimals; `None` for a longer one.
    pub(crate) fn cut(&self, places: u32) -> Option<Cut> {
        let Form::Small(small) = &self.0 else { return None };
        let scale = 10_u64.checked_pow(places)?;
        let (magnitude, denominator) = (small.numerator().unsigned_abs(), small.denominator().unsigned_abs());
        let (whole, rest) = (magnitude / denominator, magnitude % denominator);
        let (rest, denominator) = (u128::from(rest) * u128::from(scale), u128::from(denominator));
        let fraction = u64::try_from(rest / denominator).ok()?;
        Some(Cut { whole, fraction, is_all: rest.is_multiple_of(denominator) })
    }

    /// Returns how many decimals write it in full, or `None` where no number of them does (1/3).
    #[must_use]
    pub fn decimals(&self) -> Option<u32> {
        match &self.0 {
            Form::Small(small) => small.decimals(),
            Form::Large(_) => decimals_of(&self.as_rational()?),
        }
    }
}

fn decimals_of(value: &BigRational) -> Option<u32> {
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

/// Decimals shown at most.
const SHOWN: u32 = 12;

/// Writes a terminating decimal in full, and anything else as its first digits and `…`: for explanations.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Cut { whole, mut fraction, is_all }) = self.cut(SHOWN) else { return write_long(self, f) };
        let sign = if self.is_negative() { "-" } else { "" };
        if !is_all {
            return write!(f, "{sign}{whole}.{:09}…", fraction / 1000);
        }
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let mut width = SHOWN as usize;
        while fraction.is_multiple_of(10) {
            (fraction, width) = (fraction / 10, width - 1);
        }
        write!(f, "{sign}{whole}.{fraction:0width$}")
    }
}

fn write_long(value: &Exact, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (lo, _) = value.ends();
    let scale = BigInt::from(10).pow(SHOWN);
    let scaled = &lo * BigRational::from_integer(scale);
    let cut = scaled.trunc();
    let terminates = value.is_point() && cut == scaled;
    let digits = format!("{:0>width$}", cut.numer().abs().to_string(), width = SHOWN as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - SHOWN as usize);
    let sign = if lo.is_negative() { "-" } else { "" };
    if terminates {
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        return write!(f, "{sign}{whole}{point}{fraction}");
    }
    write!(f, "{sign}{whole}.{}…", &fraction[..9])
}
