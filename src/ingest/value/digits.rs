//! The digits of a number: sign, thousands separators, decimals.
//!
//! Must not know: what stands before or after them.

use crate::quantity::Exact;

use super::Unreadable;

/// More digits than any statistic has.
pub(super) const MOST: usize = 60;

/// The number at the start of a text.
pub(super) struct Digits<'a> {
    pub(super) number: Exact,
    pub(super) decimals: u32,
    /// What follows, without leading spaces.
    pub(super) rest: &'a str,
}

/// Reads the number that a text begins with; `None` when it begins with something else.
pub(super) fn scan(text: &str) -> Option<Result<Digits<'_>, Unreadable>> {
    let (negative, unsigned) = sign(text);
    let length = extent(unsigned);
    let (written, rest) = unsigned.split_at(length);
    written.bytes().any(|byte| byte.is_ascii_digit()).then(|| finish(negative, written, rest))
}

/// Splits off a sign that stands right before a digit.
fn sign(text: &str) -> (bool, &str) {
    let signed = [("-", true), ("—", true), ("–", true), ("负", true), ("+", false)];
    let found = signed.into_iter().find_map(|(sign, negative)| Some((negative, text.strip_prefix(sign)?.trim_start())));
    found.filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')).unwrap_or((false, text))
}

/// How many bytes belong to the number: digits, points, and separators with a digit after them.
fn extent(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let belongs = |at: usize| match bytes[at] {
        b'.' | b',' => digit(at + 1) || (at > 0 && digit(at - 1)),
        b' ' => at > 0 && digit(at - 1) && digit(at + 1),
        _ => digit(at),
    };
    (0..bytes.len()).find(|&at| !belongs(at)).unwrap_or(bytes.len())
}

fn finish<'a>(negative: bool, written: &str, rest: &'a str) -> Result<Digits<'a>, Unreadable> {
    let (whole, fraction) = match written.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (written, None),
    };
    if written.bytes().filter(u8::is_ascii_digit).count() > MOST {
        let hint = "look for lost separators between cells";
        return Err(Unreadable::new(format!("has more than {MOST} digits"), hint));
    }
    if fraction.is_some_and(|fraction| fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit())) {
        let hint = "write one decimal point with digits on its right, such as `1283.4`";
        return Err(Unreadable::new("has a decimal point in the wrong place", hint));
    }
    let whole = ungrouped(whole)?;
    let fraction = fraction.unwrap_or_default();
    let decimals = u32::try_from(fraction.len()).expect("at most `MOST` digits");
    let point = if fraction.is_empty() { "" } else { "." };
    let plain =
        format!("{}{}{point}{fraction}", if negative { "-" } else { "" }, if whole.is_empty() { "0" } else { &whole });
    let number = Exact::parse(&plain).expect("digits with at most one point");
    Ok(Digits { number, decimals, rest: rest.trim_start() })
}

/// Removes thousands separators, which must stand by threes and be of one kind.
fn ungrouped(whole: &str) -> Result<String, Unreadable> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Ok(whole.to_owned()) };
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first().expect("splitting gives at least one part");
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let sound =
        (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3) && groups.iter().all(digits);
    if sound {
        return Ok(groups.concat());
    }
    let what = if separator == ' ' { "spaces" } else { "commas" };
    Err(Unreadable::new(format!("has {what} that do not group digits by threes"), "write `1283400` or `1,283,400`"))
}
