//! What stands around the digits: qualifiers, multipliers, units, the other end of a range.

use crate::quantity::{Exact, Multiplier, Unit, UnitTable};

use super::digits::{self, Digits};
use super::{Datum, Unreadable, Value, codes, unknown_unit};

/// Before the number; a longer one stands before those that it begins with.
const BEFORE: [&str; 34] = [
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "不多于",
    "大约",
    "大概",
    "约为",
    "约",
    "将近",
    "接近",
    "近",
    "超过",
    "超出",
    "超",
    "突破",
    "高于",
    "多于",
    "大于",
    "逾",
    "至少",
    "至多",
    "最多",
    "不足",
    "不到",
    "不满",
    "低于",
    "少于",
    "小于",
    ">",
    "<",
    "≥",
    "≤",
    "≈",
];

/// After the number and its unit.
const AFTER: [&str; 7] = ["以上", "以下", "以内", "左右", "上下", "有余", "开外"];

/// Between the digits and the unit, before or after a multiplier.
const WITHIN: [&str; 3] = ["多", "余", "几"];

/// One number with what follows it.
struct Amount {
    number: Exact,
    decimals: u32,
    within: Option<&'static str>,
    unit: Option<Unit>,
}

/// Reads a text that has digits.
pub(super) fn quantity(text: &str, units: &UnitTable) -> Result<Value, Unreadable> {
    let (before, text) = split_before(text);
    let (after, text) = split_after(text);
    let value = match range_mark(text) {
        Some((left, right)) => range(left, right, units)?,
        None => single(amount(text, units)?),
    };
    let mut qualifiers = [before, value.qualifier, after].into_iter().flatten();
    let qualifier = qualifiers.next();
    match (qualifier, qualifiers.next()) {
        (Some(one), Some(two)) => Err(Unreadable {
            code: codes::QUALIFIER_CONFLICT,
            reason: format!("carries two qualifiers, {one} and {two}"),
            hint: Some("keep one of the two".into()),
        }),
        _ => Ok(Value { qualifier, ..value }),
    }
}

fn single(amount: Amount) -> Value {
    let Amount { number, decimals, within, unit } = amount;
    Value { datum: Datum::Number(number), decimals, qualifier: within, unit }
}

/// A qualifier counts only when a number follows it.
fn split_before(text: &str) -> (Option<&'static str>, &str) {
    let numeric = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let found = BEFORE.into_iter().find_map(|word| Some((word, text.strip_prefix(word)?.trim_start())));
    match found.filter(|(_, rest)| numeric(rest)) {
        Some((word, rest)) => (Some(word), rest),
        None => (None, text),
    }
}

fn split_after(text: &str) -> (Option<&'static str>, &str) {
    let found = AFTER.into_iter().find_map(|word| Some((word, text.strip_suffix(word)?.trim_end())));
    found.map_or((None, text), |(word, rest)| (Some(word), rest))
}

/// Splits a range at its mark; a hyphen or dash counts once, and not at the start, where it is a sign.
fn range_mark(text: &str) -> Option<(&str, &str)> {
    for mark in ["~", "至", "到"] {
        if let Some((left, right)) = text.split_once(mark).filter(|(left, right)| has_digit(left) && has_digit(right)) {
            return Some((left.trim(), right.trim()));
        }
    }
    let dash = |c: char| matches!(c, '-' | '—' | '–');
    let mut marks = text.char_indices().skip(1).filter(|(_, c)| dash(*c));
    let (at, mark) = marks.next()?;
    let (left, right) = (&text[..at], text[at + mark.len_utf8()..].trim_start_matches('—'));
    let once = right.find(dash).is_none();
    (once && has_digit(left) && has_digit(right)).then(|| (left.trim(), right.trim()))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn range(left: &str, right: &str, units: &UnitTable) -> Result<Value, Unreadable> {
    let (low, high) = (amount(left, units)?, amount(right, units)?);
    if let Some(within) = low.within.or(high.within) {
        let reason = format!("is a range with the qualifier {within}");
        return Err(Unreadable::new(reason, "write the range alone, such as `3~4`, or one number with its qualifier"));
    }
    let (unit, low_number) = common_unit(&low, &high, right)?;
    if low_number.order(&high.number) != Some(std::cmp::Ordering::Less) {
        return Err(Unreadable::new("is a range whose end is not above its start", "write the smaller number first"));
    }
    let decimals = low.decimals.max(high.decimals);
    Ok(Value { datum: Datum::Range(low_number, high.number), decimals, qualifier: None, unit })
}

/// The unit of both ends, and the lower end in it: `8000万~1.2亿` → 亿.
fn common_unit(low: &Amount, high: &Amount, right: &str) -> Result<(Option<Unit>, Exact), Unreadable> {
    let scaled = |unit: &Option<Unit>| unit.as_ref().is_some_and(|unit| unit.multiplier() != Multiplier::One);
    if scaled(&low.unit) != scaled(&high.unit) {
        let reason = "is a range in which only one end carries 万 or 亿, so that the other can be read in two ways";
        return Err(Unreadable::new(reason, "write it at both ends, such as `13万~17万`"));
    }
    let Some(high_unit) = &high.unit else { return Ok((low.unit.clone(), low.number.clone())) };
    let Some(low_unit) = &low.unit else { return Ok((Some(high_unit.clone()), low.number.clone())) };
    // `13万~17万元`: the unit proper may stand at the end alone.
    let shared =
        if low_unit.symbol().is_empty() { high_unit.with_multiplier(low_unit.multiplier()) } else { low_unit.clone() };
    if !shared.is_compatible(high_unit) {
        let reason = format!("is a range from `{low_unit}` to `{right}`, which cannot be compared");
        return Err(Unreadable::new(reason, "write both ends in one unit"));
    }
    let factor = Exact::from(shared.scale() / high_unit.scale());
    Ok((Some(high_unit.clone()), &low.number * &factor))
}

fn amount(text: &str, units: &UnitTable) -> Result<Amount, Unreadable> {
    let Some(scanned) = digits::scan(text) else { return Err(no_number(text)) };
    let Digits { number, decimals, rest } = scanned?;
    let (within, unit) = tail(text, rest, units)?;
    if let Some(within) = within.filter(|_| decimals > 0) {
        let reason = format!("has decimals and yet the qualifier {within}");
        return Err(Unreadable::new(reason, "write the number without decimals, or without the qualifier"));
    }
    Ok(Amount { number, decimals, within, unit })
}

/// Reads `多万元`, `万多人`, `亿元`, `%`.
fn tail(text: &str, rest: &str, units: &UnitTable) -> Result<(Option<&'static str>, Option<Unit>), Unreadable> {
    if rest.is_empty() {
        return Ok((None, None));
    }
    if let Ok(unit) = units.parse(rest) {
        return Ok((None, Some(unit)));
    }
    for multiplier in Multiplier::ALL {
        let Some(after) = rest.strip_prefix(multiplier.symbol()).map(str::trim_start) else { continue };
        let Some((word, symbol)) = WITHIN.into_iter().find_map(|word| Some((word, after.strip_prefix(word)?))) else {
            continue;
        };
        let symbol = format!("{}{}", multiplier.symbol(), symbol.trim_start());
        return match units.parse(&symbol) {
            Ok(_) if symbol.is_empty() => Ok((Some(word), None)),
            Ok(unit) => Ok((Some(word), Some(unit))),
            Err(_) => Err(unknown_unit(&symbol, units)),
        };
    }
    Err(bad_tail(text, rest, units))
}

/// Says of what follows the digits why it is no unit.
fn bad_tail(text: &str, rest: &str, units: &UnitTable) -> Unreadable {
    let first = rest.chars().next().unwrap_or_default();
    let next = rest.chars().nth(1).unwrap_or_default();
    if matches!(first, 'e' | 'E') && (next.is_ascii_digit() || matches!(next, '+' | '-')) {
        let hint = "digits may be lost: format the column as a number without decimals cut off, and export it again";
        return Unreadable::new("is in scientific notation", hint);
    }
    if looks_like_date(text) {
        return Unreadable::new(
            "looks like a date",
            "a spreadsheet program may have changed `3-4` into a date: write `3~4` as text",
        );
    }
    if matches!(first, '*' | '#' | '[' | '(' | '†' | '注' | '\u{2460}'..='\u{2473}') {
        return Unreadable::new("has a footnote mark after the number", "put the mark's text into the `note` column");
    }
    if matches!(first, '百' | '千' | '十') {
        return Unreadable::new(
            format!("has the Chinese numeral {first} after digits"),
            "write all digits; only 万 and 亿 may follow them",
        );
    }
    if has_digit(rest) {
        return Unreadable::new("is more than one number", "write one number, or a range such as `3~4`");
    }
    unknown_unit(rest, units)
}

fn no_number(text: &str) -> Unreadable {
    if text.starts_with('(') && text.ends_with(')') {
        return Unreadable::new("stands in parentheses", "write a negative number with a minus sign");
    }
    if looks_like_date(text) {
        return Unreadable::new("looks like a date", "write the number alone");
    }
    let hint = "write the number alone, with its qualifier in `qualifier` and its unit in `unit`; words are quoted only without digits";
    Unreadable::new("has digits but does not begin with a number", hint)
}

/// `2016-03-04`, `2016/3/4`, `2016年3月`.
fn looks_like_date(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    let marks = |mark: char| text.matches(mark).count() >= 2;
    numbers >= 2 && (marks('-') || marks('/') || marks(':') || (text.contains('年') && text.contains('月')))
}
