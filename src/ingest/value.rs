//! The reading of one number as people write it: `1.89`, `１，２３４`, `20多万`, `超过1.2亿元`, `3~4`, `翻番`.
//!
//! Owns: digits and signs in all their widths, separators, qualifiers, multipliers, ranges, the marks of missing values.
//! Must not know: tables, files, indicators.

use std::borrow::Cow;

use crate::findings::nearest;
use crate::quantity::{Exact, Unit, UnitTable};

use crate::findings::Code;

use super::codes;
use super::{Datum, Missing};

mod digits;
mod parts;
#[cfg(test)]
mod tests;

/// What one text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// Number, range, words, or nothing.
    pub(crate) datum: Datum,
    /// Decimals as written.
    pub(crate) decimals: u32,
    /// 约, 近, 超过, 多, 以上 …, if the text has one.
    pub(crate) qualifier: Option<&'static str>,
    /// Multiplier and unit, if the text has them: 亿元 of `1.89亿元`.
    pub(crate) unit: Option<Unit>,
}

impl Value {
    fn plain(datum: Datum) -> Self {
        Self { datum, decimals: 0, qualifier: None, unit: None }
    }
}

/// Why a text is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The finding.
    pub(crate) code: Code,
    /// What is wrong with it: follows the text in a message.
    pub(crate) reason: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Unreadable {
    fn new(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: codes::UNREADABLE_NUMBER, reason: reason.into(), hint: Some(hint.into()) }
    }
}

/// Texts that others write for "no value"; which kind they mean only the book can say.
const NULLS: [&str; 27] = [
    "na",
    "n/a",
    "n.a.",
    "nan",
    "null",
    "none",
    "nil",
    "inf",
    "-inf",
    "infinity",
    "true",
    "false",
    "无",
    "暂无",
    "不详",
    "缺",
    "缺失",
    "空",
    "空缺",
    "没有",
    "无数据",
    "未统计",
    "无统计",
    "不适用",
    "不可比",
    "x",
    "未知",
];

/// Reads a text.
pub(crate) fn read(text: &str, units: &UnitTable) -> Result<Value, Unreadable> {
    let trimmed = trim(text);
    if let Some(value) = plain_number(trimmed) {
        return Ok(value);
    }
    let text = normalise(trimmed);
    if let Some(missing) = missing(&text) {
        return Ok(Value::plain(Datum::Missing(missing)));
    }
    if matches!(&*text, "|" | "│" | "||") {
        let hint =
            "a break between two observations is status `B` of the later one; leave the value blank if there is none";
        return Err(Unreadable {
            code: codes::BREAK_AS_VALUE,
            reason: "marks a break in the series and is no value".into(),
            hint: Some(hint.into()),
        });
    }
    if text.starts_with('#') && text.len() > 1 {
        return Err(Unreadable::new("is an error of a spreadsheet program", "mend the cell's formula"));
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return parts::quantity(&text, units);
    }
    words(trimmed, &text)
}

/// Words are quoted as they stand; signs alone, and texts that mean "nothing", are not words.
fn words(raw: &str, text: &str) -> Result<Value, Unreadable> {
    let lower = text.to_lowercase();
    if NULLS.contains(&lower.as_str()) || !text.chars().any(char::is_alphabetic) {
        let hint = "leave it blank for not available, write `-` for not applicable, `…` for less than half the smallest unit, \
                    or say what it means under the dataset's `missing`";
        return Err(Unreadable::new("is neither a number nor words that could be quoted", hint));
    }
    Ok(Value::plain(Datum::Words(raw.to_owned())))
}

/// The commonest case at no cost: ASCII digits, one point at most, a minus sign.
fn plain_number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.len() <= digits::MOST && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = plain.then(|| Exact::parse(text)).flatten()?;
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some(Value { decimals: u32::try_from(decimals).ok()?, ..Value::plain(Datum::Number(number)) })
}

/// Reads the digits and decimals of a text that is a plain decimal in its one spelling: no superfluous zeros in front, no
/// sign of zero, few enough digits for a machine word.
pub(crate) fn plain_decimal(text: &[u8]) -> Option<(i64, u8)> {
    const MOST_DIGITS: usize = 17;
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > MOST_DIGITS + 1 {
        return None;
    }
    let (mut value, mut point) = (0_i64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte.wrapping_sub(b'0') {
            digit @ 0..=9 => value = value * 10 + i64::from(digit),
            _ if *byte == b'.' && point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits.len());
    let decimals = point.map_or(0, |point| digits.len() - point - 1);
    let one_spelling = whole > 0 && (whole == 1 || digits[0] != b'0') && (point.is_none() || decimals > 0);
    let fits = whole + decimals <= MOST_DIGITS && !(negative && value == 0);
    (one_spelling && fits).then_some((if negative { -value } else { value }, u8::try_from(decimals).ok()?))
}

/// The built-in marks of missing values.
fn missing(text: &str) -> Option<Missing> {
    let all = |marks: &[char]| text.chars().all(|c| marks.contains(&c));
    if text.is_empty() {
        return Some(Missing::NotAvailable);
    }
    if all(&['…', '⋯']) || (text.len() >= 3 && all(&['.'])) {
        return Some(Missing::BelowUnit);
    }
    (text.chars().count() <= 2 && all(&['-', '—', '–', '―', '─'])).then_some(Missing::NotApplicable)
}

/// Removes what is invisible at both ends: spaces of any width, zero-width marks.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

/// Makes full-width forms half-width and all minus signs and spaces one.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{fe63}' => '-',
        '〜' | '∼' => '~',
        '﹪' => '%',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

/// A unit's text that no table knows, with the nearest that one does.
pub(crate) fn unknown_unit(symbol: &str, units: &UnitTable) -> Unreadable {
    const OFFERED: usize = 4;
    let near: Vec<&str> = match nearest(symbol, units.symbols()) {
        Some(near) => vec![near],
        None => units.symbols().filter(|known| differs_in_one(symbol, known)).take(OFFERED).collect(),
    };
    let hint = match near.as_slice() {
        [] => "write a known unit, or declare it under `units` in yearbook.yaml".to_owned(),
        near => format!("did you mean `{}`? otherwise declare it under `units` in yearbook.yaml", near.join("` or `")),
    };
    Unreadable { code: codes::UNKNOWN_UNIT, reason: format!("has an unknown unit `{symbol}`"), hint: Some(hint) }
}

/// Whether two texts of two characters or more differ in one of them: 公倾 for 公顷 is too short for a likeness.
fn differs_in_one(a: &str, b: &str) -> bool {
    let (length, other) = (a.chars().count(), b.chars().count());
    length >= 2 && length == other && a.chars().zip(b.chars()).filter(|(a, b)| a != b).count() == 1
}
