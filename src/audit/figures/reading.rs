//! Reads a printed number back: `2800多万元` is 2800, 万, 元.
//!
//! Shares nothing with what writes numbers, so that a slip of one is seen by the other.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::quantity::Unit;

/// A number as a reader reads it.
pub(super) struct Read {
    /// In the unit that is printed behind it, multiplier included.
    pub(super) number: BigRational,
    /// Digits behind the point.
    pub(super) decimals: u32,
    /// What is printed behind the number.
    pub(super) rest: String,
}

/// Reads a token that is one number; `None` for words and ranges.
pub(super) fn read(token: &str) -> Option<Read> {
    let plain: String = token.chars().filter(|c| !matches!(c, '多' | '余' | '第')).collect();
    let (sign, plain) = match plain.strip_prefix(['-', '−', '－']) {
        Some(rest) => (-1, rest),
        None => (1, plain.as_str()),
    };
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(plain.len());
    let (digits, rest) = plain.split_at(end);
    let (magnitude, decimals, rest) = if digits.is_empty() {
        let end = plain.find(|c: char| numeral(c).is_none() && small(c).is_none()).unwrap_or(plain.len());
        let (numerals, rest) = plain.split_at(end);
        (BigRational::from_integer(chinese(numerals)?), 0, rest)
    } else {
        let (number, decimals) = arabic(digits)?;
        (number, decimals, rest)
    };
    Some(Read { number: magnitude * BigRational::from_integer(sign.into()), decimals, rest: rest.to_owned() })
}

impl Read {
    /// Whether what stands behind the number is the unit, with its symbol or without; nothing at all in a cell, whose unit
    /// stands in the head.
    pub(super) fn is_in(&self, unit: &Unit, cell: bool) -> bool {
        if cell && self.rest.is_empty() {
            return true;
        }
        let multiplier = unit.multiplier().symbol();
        let Some(symbol) = self.rest.strip_prefix(multiplier) else { return false };
        let plain = |text: &str| text.trim_start_matches('个').replace('％', "%");
        symbol.is_empty() || plain(symbol) == plain(unit.symbol())
    }
}

fn arabic(digits: &str) -> Option<(BigRational, u32)> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = u32::try_from(fraction.len()).ok()?;
    let all: BigInt = format!("{whole}{fraction}").parse().ok()?;
    Some((BigRational::new(all, BigInt::from(10).pow(decimals)), decimals))
}

fn numeral(c: char) -> Option<u32> {
    let at = "零一二三四五六七八九".chars().position(|digit| digit == c)?;
    u32::try_from(at).ok()
}

/// 两 is a numeral before measure words; 十, 百 and 千 make larger ones.
fn small(c: char) -> Option<u32> {
    match c {
        '两' => Some(2),
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// 一千二百 → 1200; 十二 → 12.
fn chinese(text: &str) -> Option<BigInt> {
    let (mut sum, mut digit) = (0_u32, None);
    for c in text.chars() {
        match (c, numeral(c), small(c)) {
            ('两', ..) => digit = Some(2),
            (_, Some(value), _) => digit = Some(value),
            (_, None, Some(place)) => sum += digit.take().unwrap_or(1) * place,
            _ => return None,
        }
    }
    (!text.is_empty()).then(|| BigInt::from(sum + digit.unwrap_or(0)))
}
