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
        None => {
            let (lo, hi) = value.ends();
            certain(&lo, &hi)
        }
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

/// The magnitude in units of the last of so many decimals, cut.
fn scaled(number: &BigRational, decimals: usize) -> BigInt {
    number.numer().abs() * num_traits::pow(BigInt::from(10), decimals) / number.denom()
}

/// The digits of a number, cut after `decimals`.
fn digits(number: &BigRational, decimals: usize) -> String {
    let scaled = scaled(number, decimals);
    let digits = format!("{scaled:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if decimals > 0 { "." } else { "" };
    let sign = if number.is_negative() && !scaled.is_zero() { "-" } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

fn cut(number: &BigRational, significant: usize) -> String {
    let whole = scaled(number, 0);
    if !whole.is_zero() {
        return digits(number, significant.saturating_sub(whole.to_string().len()));
    }
    // Zeros behind the point are not significant.
    let zeros = (0..).take_while(|n| scaled(number, n + 1).is_zero());
    digits(number, significant + zeros.count())
}

/// The digits on which both ends of an interval agree, at least one.
fn certain(lo: &BigRational, hi: &BigRational) -> String {
    let (low, high) = (cut(lo, SIGNIFICANT), cut(hi, SIGNIFICANT));
    let common = low.bytes().zip(high.bytes()).take_while(|(a, b)| a == b).count();
    let agreed = low[..common].trim_end_matches('.');
    let is_whole = |text: &str| text.find('.').unwrap_or(text.len());
    let has_whole = common >= is_whole(&low) && is_whole(&low) == is_whole(&high);
    if has_whole && agreed.contains(|c: char| ('1'..='9').contains(&c)) { agreed.to_owned() } else { cut(lo, 1) }
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use crate::quantity::Exact;

    fn quotient(a: i64, b: i64) -> Exact {
        Exact::ratio(a, b)
    }

    fn between(lo: (i64, i64), hi: (i64, i64)) -> Exact {
        Exact::between(quotient(lo.0, lo.1).lo(), quotient(hi.0, hi.1).lo())
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
            (between((1, 1), (2, 1)), "1"),
            (between((123, 10), (127, 10)), "12"),
            (between((99, 10), (101, 10)), "9"),
            (between((-1235, 100), (-1234, 100)), "-12.3"),
            (between((1234, 1_000_000), (1239, 1_000_000)), "0.00123"),
            (between((9, 10_000), (11, 10_000)), "0.0009"),
            (between((-1, 10), (1, 10)), "-0.1"),
        ] {
            assert_eq!(decimal(&value), expected);
        }
    }
}
