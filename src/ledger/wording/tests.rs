//! Chinese numerals, and that no language lacks a word.

use num_bigint::BigInt;

use super::numerals_zh::chinese;
use super::{Movement, Sign, of};
use crate::book::Language;

#[test]
fn chinese_numerals() {
    for (number, measured, expected) in [
        (0_i64, true, "零"),
        (2, true, "两"),
        (2, false, "二"),
        (10, true, "十"),
        (12, true, "十二"),
        (20, true, "二十"),
        (22, true, "二十二"),
        (108, true, "一百零八"),
        (110, true, "一百一十"),
        (200, true, "二百"),
        (1005, true, "一千零五"),
        (1050, true, "一千零五十"),
        (10_000, true, "一万"),
        (10_005, true, "一万零五"),
        (100_500, true, "十万零五百"),
        (101_000, true, "十万一千"),
        (12_000_000, true, "一千二百万"),
        (100_000_001, true, "一亿零一"),
        (120_000_000_000, true, "一千二百亿"),
        (1_000_000_000_000, true, "一万亿"),
        (1_200_000_000_000, true, "一万二千亿"),
        (-3, true, "负三"),
    ] {
        assert_eq!(chinese(&BigInt::from(number), measured).as_deref(), Some(expected), "{number}");
    }
    assert_eq!(chinese(&(BigInt::from(10).pow(16)), true), None);
}

/// A language that forgets a word would print nothing where a fall is meant.
#[test]
fn every_language_has_a_word_for_every_movement() {
    for language in [Language::Zh, Language::En] {
        for movement in [Movement::Growth, Movement::Change, Movement::Points] {
            let words = [Sign::Up, Sign::Down, Sign::Flat].map(|sign| of(language).movement(movement, sign));
            assert!(words.iter().all(|word| !word.is_empty()), "{language:?} {movement:?}");
            assert!(words[0] != words[1] && words[1] != words[2], "{language:?} {movement:?}");
        }
    }
}
