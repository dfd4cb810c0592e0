//! The machine-readable value of a figure: a plain decimal in base units.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::quantity::Exact;

/// A decimal that ends is written in full up to so many decimals; one that does not is cut after so many
/// significant digits.
const MOST_DECIMALS: usize = 60;
const SIGNIFICANT: usize = 20;

/// Returns a plain decimal: no exponent, no separators. A quotient that does not end, and a root, are cut (not rounded)
/// after 20 significant digits; of a root only digits that are certain are given.
pub(super) fn decimal(value: &Exact) -> String {
    match value.as_rational() {
        Some(number) => full(&number).unwrap_or_else(|| cut(&number, SIGNIFICANT)),
        None => certain(&value.lo(), &value.hi()),
    }
}

/// The whole decimal, if it ends soon enough.
fn full(number: &BigRational) -> Option<String> {
    let mut denominator = number.denom().clone();
    let mut count = |factor: u32| {
        let factor = BigInt::from(factor);
        let mut times = 0;
        while (&denominator % &factor).is_zero() {
            denominator /= &factor;
            times += 1;
        }
        times
    };
    let decimals = usize::max(count(2), count(5));
    (denominator.is_one() && decimals <= MOST_DECIMALS).then(|| digits(number, decimals))
}

/// The digits of a number, cut after `decimals`.
fn digits(number: &BigRational, decimals: usize) -> String {
    let scale = num_traits::pow(BigInt::from(10), decimals);
    let scaled = (number.abs() * BigRational::from_integer(scale)).to_integer();
    let digits = format!("{scaled:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if decimals > 0 { "." } else { "" };
    let sign = if number.is_negative() && !scaled.is_zero() { "-" } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

fn cut(number: &BigRational, significant: usize) -> String {
    let whole = number.abs().to_integer();
    if !whole.is_zero() {
        return digits(number, significant.saturating_sub(whole.to_string().len()));
    }
    // Zeros behind the point are not significant.
    let zeros = (0..).take_while(|n| {
        (number.abs() * BigRational::from_integer(num_traits::pow(BigInt::from(10), n + 1))).to_integer().is_zero()
    });
    digits(number, significant + zeros.count())
}

/// The digits on which both ends of an interval agree.
fn certain(lo: &BigRational, hi: &BigRational) -> String {
    (1..=SIGNIFICANT)
        .rev()
        .map(|n| (cut(lo, n), cut(hi, n)))
        .find(|(lo, hi)| lo == hi)
        .map_or_else(|| cut(lo, 1), |(lo, _)| lo)
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use crate::quantity::Exact;

    fn quotient(a: i64, b: i64) -> Exact {
        Exact::ratio(a, b)
    }

    #[test]
    fn values_are_plain_decimals() {
        for (value, expected) in [
            (Exact::from(189_000_000), "189000000"),
            (quotient(127, 1000), "0.127"),
            (quotient(-1, 8), "-0.125"),
            (Exact::zero(), "0"),
            (quotient(18900, 4797), "3.9399624765478424015"),
            (quotient(-1, 3), "-0.33333333333333333333"),
            (quotient(1, 3000), "0.00033333333333333333333"),
            (Exact::from(2).root(2, 10).expect("positive"), "1.414213562"),
        ] {
            assert_eq!(decimal(&value), expected);
        }
    }
}
