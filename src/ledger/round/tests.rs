//! Known answers of GB/T 8170-2008, law by law, and intervals.

use num_rational::BigRational;

use super::{Direction, NeedsMoreDigits, give_way, round, round_to_step};
use crate::book::RoundingLaw::{self, HalfEven, HalfUp};
use crate::quantity::Exact;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn check(value: &str, decimals: i32, law: RoundingLaw, expected: &str) {
    let printed = round(&exact(value), decimals, law).unwrap().to_string();
    assert_eq!(printed, expected, "{value} to {decimals} decimals, {law:?}");
}

#[test]
fn known_answers_of_gb_t_8170() {
    for (value, decimals, expected) in [
        ("12.1498", 0, "12"),
        ("12.1498", 1, "12.1"),
        ("1268", -2, "1300"),
        ("10.5002", 0, "11"),
        ("1.050", 1, "1.0"),
        ("0.35", 1, "0.4"),
        ("2500", -3, "2000"),
        ("3500", -3, "4000"),
        ("-355", -1, "-360"),
        ("-325", -1, "-320"),
        ("-0.0365", 3, "-0.036"),
        ("97.46", 0, "97"),
        ("15.4546", 0, "15"),
        ("8.53459", 2, "8.53"),
        ("16.5203", 0, "17"),
        ("17.5000", 0, "18"),
    ] {
        check(value, decimals, HalfEven, expected);
    }
}

#[test]
fn half_up_goes_away_from_zero() {
    for (value, decimals, expected) in [
        ("1.050", 1, "1.1"),
        ("0.35", 1, "0.4"),
        ("2500", -3, "3000"),
        ("-355", -1, "-360"),
        ("-325", -1, "-330"),
        ("-0.0365", 3, "-0.037"),
        ("97.46", 0, "97"),
        ("15.4546", 0, "15"),
        ("293.996", 0, "294"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("99.95", 1, "100.0"),
        ("12.1498", 5, "12.14980"),
    ] {
        check(value, decimals, HalfUp, expected);
    }
}

#[test]
fn steps_of_half_and_fifth() {
    for (value, numerator, denominator, expected) in [
        ("60.25", 1, 2, "60.0"),
        ("60.38", 1, 2, "60.5"),
        ("60.28", 1, 2, "60.5"),
        ("-60.75", 1, 2, "-61.0"),
        ("830", 20, 1, "840"),
        ("842", 20, 1, "840"),
        ("832", 20, 1, "840"),
        ("-930", 20, 1, "-920"),
        ("0.31", 1, 5, "0.4"),
    ] {
        let step = BigRational::new(numerator.into(), denominator.into());
        let printed = round_to_step(&exact(value), &step, HalfEven).unwrap().to_string();
        assert_eq!(printed, expected, "{value} in steps of {step}");
    }
}

#[test]
fn zero_has_no_sign() {
    for (value, decimals, expected) in [("-0.04", 1, "0.0"), ("-0.4", 0, "0"), ("-4", -1, "0"), ("0", 2, "0.00")] {
        check(value, decimals, HalfUp, expected);
    }
    assert!(round(&exact("-0.04"), 1, HalfUp).unwrap().is_zero());
}

#[test]
fn an_interval_that_does_not_decide_asks_for_more_digits() {
    let interval = |low: &str, high: &str| Exact::between(exact(low).lo().clone(), exact(high).lo().clone());
    assert_eq!(round(&interval("0.149", "0.151"), 1, HalfUp), Err(NeedsMoreDigits));
    assert_eq!(round(&interval("0.1501", "0.1502"), 1, HalfUp).unwrap().to_string(), "0.2");
    // The tie itself is one of the ends: only the exact value can tell.
    assert_eq!(round(&interval("0.1499", "0.15"), 1, HalfUp), Err(NeedsMoreDigits));
    assert_eq!(round(&interval("-0.01", "0.01"), 1, HalfUp).unwrap().to_string(), "0.0");
}

#[test]
fn directions_for_hedges() {
    for (value, direction, expected) in [
        ("2853", Direction::TowardZero, "2800"),
        ("2853", Direction::AwayFromZero, "2900"),
        ("2800", Direction::AwayFromZero, "2800"),
        ("-2853", Direction::TowardZero, "-2800"),
        ("2853", Direction::Nearest(HalfUp), "2900"),
    ] {
        assert_eq!(give_way(&exact(value), -2, direction).unwrap().to_string(), expected, "{value} {direction:?}");
    }
}

#[test]
fn thirds_do_not_terminate() {
    for (numerator, denominator, expected) in [(1, 3, None), (1, 8, Some(3)), (7, 1, Some(0)), (189, 100, Some(2))] {
        assert_eq!(Exact::ratio(numerator, denominator).decimals(), expected, "{numerator}/{denominator}");
    }
}

#[test]
fn trailing_zeros_can_be_left_out() {
    let trimmed = |value: &str, decimals| round(&exact(value), decimals, HalfUp).unwrap().trimmed().to_string();
    assert_eq!(trimmed("18", 2), "18");
    assert_eq!(trimmed("3.60", 2), "3.6");
    assert_eq!(trimmed("1268", -2), "1300");
}
