//! Arabic numerals: digits in groups, decimals, signs, and the multipliers that follow them.
//!
//! Must not know: units, dates.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::chars::{Chars, is_space};
use super::figure::{Decimal, power_of_ten};

/// Numerals longer than this are no quantities; they are passed over without being computed.
const LONGEST: usize = 40;

/// A numeral as read, before its multiplier.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) digits: String,
    pub(super) decimals: u32,
    pub(super) negative: bool,
}

impl Numeral {
    /// Returns the value under a multiplier of `10^exponent`.
    pub(super) fn decimal(&self, chars: &Chars, exponent: u32) -> Option<Decimal> {
        let mantissa: BigInt = self.digits.parse().ok()?;
        let place = i32::try_from(exponent).ok()? - i32::try_from(self.decimals).ok()?;
        let value = BigRational::from_integer(mantissa) * power_of_ten(place);
        let value = if self.negative { -value } else { value };
        Some(Decimal { value, place, span: chars.span(self.from, self.to) })
    }

    /// Returns whether this is an integer of so many digits, without separators.
    pub(super) fn is_plain(&self, digits: std::ops::RangeInclusive<usize>) -> bool {
        !self.negative
            && self.decimals == 0
            && digits.contains(&self.digits.len())
            && self.to - self.from == self.digits.len()
    }

    /// Returns a small whole number.
    pub(super) fn small(&self) -> Option<u32> {
        if self.decimals == 0 && !self.negative { self.digits.parse().ok() } else { None }
    }
}

/// Returns whether a minus or plus sign with a digit after it stands here, not between two numbers or words.
pub(super) fn is_sign(chars: &Chars, at: usize) -> bool {
    let before = chars.before(at);
    matches!(chars.get(at), '-' | '+')
        && chars.get(at + 1).is_ascii_digit()
        && !before.is_ascii_alphanumeric()
        && !matches!(before, '%' | '-' | '—' | ')' | '）' | ']' | '年' | '月' | '日' | '“')
}

/// Reads a numeral: `1038`, `13,878`, `1 283.4`, `-2.1`.
pub(super) fn read(chars: &Chars, at: usize) -> Option<Numeral> {
    let negative = is_sign(chars, at) && chars.get(at) == '-';
    let from = at;
    let mut at = if is_sign(chars, at) { at + 1 } else { at };
    let first_group = at;
    at = chars.skip_while(at, |c| c.is_ascii_digit());
    if at == first_group || at - first_group > LONGEST {
        return None;
    }
    let mut digits = chars.text(first_group, at);
    while digits.len() < LONGEST && at - first_group.min(at) > 0 && is_group(chars, at, &digits, first_group) {
        digits.push_str(&chars.text(at + 1, at + 4));
        at += 4;
    }
    let mut decimals = 0;
    if chars.get(at) == '.' && chars.get(at + 1).is_ascii_digit() {
        let end = chars.skip_while(at + 1, |c| c.is_ascii_digit());
        if end - at > LONGEST {
            return None;
        }
        digits.push_str(&chars.text(at + 1, end));
        decimals = u32::try_from(end - at - 1).ok()?;
        at = end;
    }
    Some(Numeral { from, to: at, digits, decimals, negative })
}

/// A separator (comma or thin space) and exactly three digits.
fn is_group(chars: &Chars, at: usize, digits: &str, first: usize) -> bool {
    let comma = chars.get(at) == ',';
    let space = is_space(chars.get(at)) && chars.get(at) != '\t';
    let first_length = chars.skip_while(first, |c| c.is_ascii_digit()) - first;
    (comma || space)
        && (1..=3).contains(&first_length)
        && digits.len() <= LONGEST
        && (1..=3).all(|i| chars.get(at + i).is_ascii_digit())
        && !chars.get(at + 4).is_ascii_digit()
        && !(space && chars.is(at + 4, "年"))
}

/// Multipliers after Arabic digits, longest first, with their powers of ten.
const MULTIPLIERS: &[(&str, u32)] = &[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// Reads a multiplier: its power of ten and where it ends.
pub(super) fn multiplier(chars: &Chars, at: usize) -> Option<(u32, usize)> {
    let (word, exponent) = MULTIPLIERS.iter().find(|(word, _)| chars.is(at, word))?;
    Some((*exponent, at + word.chars().count()))
}

/// Returns the word of a multiplier: 4 → 万.
pub(crate) fn word(exponent: u32) -> &'static str {
    MULTIPLIERS.iter().find(|(_, e)| *e == exponent).map_or("", |(word, _)| word)
}
