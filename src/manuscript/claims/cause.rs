//! What a wrong value looks like: the shapes of slips.
//!
//! | shape | example |
//! |---|---|
//! | one digit differs | 252 for 262 |
//! | neighbours changed places | 54.2 for 45.2 |
//! | a power of ten | 1.26 for 12.6, 亿 for 万, ‰ for % |
//! | the divisor is the current value | 6.5% for 7.0% |
//! | 增长 for 增长到 | 增长2.4倍 for 增长1.4倍 |
//!
//! Must not know: sentences.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::claim::Cause;
use super::judgement::round;
use crate::manuscript::measure::{Amount, Sort};
use crate::manuscript::scan::{multiplier_word, power_of_ten};

/// Returns the likely cause of a difference, if it has a known shape.
pub(super) fn of(stated: &Amount, value: &BigRational, lo: &BigRational, hi: &BigRational) -> Option<Cause> {
    mistaken(stated, value).or_else(|| magnitude(stated, value)).or_else(|| slip(stated, value, lo, hi))
}

/// A digit that differs, or two that changed places, from the value or from a neighbour that the operands allow.
fn slip(stated: &Amount, value: &BigRational, lo: &BigRational, hi: &BigRational) -> Option<Cause> {
    if stated.step.is_zero() {
        return None;
    }
    let printed = steps(&stated.value, stated);
    let centre = round(value, &stated.step);
    let half = &stated.step / BigRational::from_integer(2.into());
    let allowed = |offset: &i64| {
        let candidate = &centre + &stated.step * BigRational::from_integer((*offset).into());
        *offset == 0 || lo <= &(&candidate + &half) && &(&candidate - &half) <= hi
    };
    let candidates = [0, -1, 1, -2, 2].into_iter().filter(allowed);
    candidates
        .map(|offset: i64| steps(&(&centre + &stated.step * BigRational::from_integer(offset.into())), stated))
        .find_map(|right| digits_differ(&printed, &right))
}

/// A value in units of the last stated place, as digits.
fn steps(value: &BigRational, stated: &Amount) -> String {
    (round(value, &stated.step) / &stated.step).to_integer().abs().to_string()
}

fn digits_differ(printed: &str, right: &str) -> Option<Cause> {
    let (a, b) = (printed.as_bytes(), right.as_bytes());
    let width = a.len().max(b.len());
    if width < 2 && a != b || a.len().abs_diff(b.len()) > 1 {
        return None;
    }
    let padded = |text: &str| format!("{text:0>width$}").into_bytes();
    let (a, b) = (padded(printed), padded(right));
    let different: Vec<usize> = (0..width).filter(|at| a[*at] != b[*at]).collect();
    match different.as_slice() {
        [_] => Some(Cause::DigitSlip),
        [first, second] if second - first == 1 && a[*first] == b[*second] && a[*second] == b[*first] => {
            Some(Cause::DigitsSwapped)
        }
        _ => None,
    }
}

/// The same digits, another power of ten.
fn magnitude(stated: &Amount, value: &BigRational) -> Option<Cause> {
    if value.is_zero() || stated.value.is_zero() {
        return None;
    }
    let ratio = (&stated.value / value).abs();
    [1, 2, 3, 4, 8].into_iter().find_map(|exponent| {
        let power = BigRational::from_integer(BigInt::from(10).pow(exponent));
        let up = (&ratio / &power - BigRational::one()).abs();
        let down = (&ratio * &power - BigRational::one()).abs();
        let close = BigRational::new(1.into(), 200.into());
        (up < close || down < close).then_some(Cause::Magnitude)
    })
}

/// Wrong base, or growth and level mixed up; only for rates and multiples.
fn mistaken(stated: &Amount, value: &BigRational) -> Option<Cause> {
    let one = BigRational::one();
    let half = &stated.step / BigRational::from_integer(2.into());
    let is = |other: BigRational| (&other - &stated.value).abs() <= half;
    match stated.sort {
        Sort::Times | Sort::Rate if is(value + &one) || is(value - &one) => Some(Cause::GrowthForLevel),
        Sort::Rate if [value + &one, &one - value].into_iter().any(|base| !base.is_zero() && is(value / base)) => {
            Some(Cause::WrongBase)
        }
        _ => None,
    }
}

/// Returns a value as it would be printed: in the unit and at the precision of what is stated.
pub(super) fn printed(value: &BigRational, stated: &Amount) -> String {
    let in_unit = value / &stated.scale;
    let step = if stated.step.is_zero() { BigRational::one() } else { &stated.step / &stated.scale };
    let decimals = decimals_of(&step);
    let scaled = (in_unit * BigRational::from_integer(BigInt::from(10).pow(decimals))).round().to_integer();
    let digits = format!("{:0>width$}", scaled.abs().to_string(), width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    let sign = if scaled.is_negative() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Returns a value as it would be printed, with multiplier and unit.
pub(crate) fn written(value: &BigRational, stated: &Amount) -> String {
    let multiplier = power_of_ten(i32::try_from(stated.written.multiplier).unwrap_or(0));
    let scaled = Amount { scale: &stated.scale * multiplier, ..stated.clone() };
    format!("{}{}{}", printed(value, &scaled), multiplier_word(stated.written.multiplier), stated.written.unit)
}

/// How many decimals a step of a power of ten needs.
fn decimals_of(step: &BigRational) -> u32 {
    let mut decimals = 0;
    let mut step = step.clone();
    while !step.is_integer() && decimals < 12 {
        step *= BigRational::from_integer(10.into());
        decimals += 1;
    }
    decimals
}
