//! The reading of years.
//!
//! Must not know: which years a book has.

use crate::book::Period;

use super::value;

/// Reads `2016`, `２０１６年`, `2016年度`, `2016—2020`, or a date of a workbook, whose year counts.
pub(super) fn read(text: &str) -> Result<Period, &'static str> {
    const HINT: &str = "write a year such as 2016, or a span such as 2016—2020; anything else belongs in the note";
    let text = value::normalise(value::trim(text));
    let text = text.trim();
    let text = text.strip_suffix("年度").unwrap_or(text);
    if let Some(period) = Period::parse(text).or_else(|| date(text)) {
        return Ok(period);
    }
    // A year that a workbook shows with decimals.
    let whole =
        text.split_once('.').filter(|(_, fraction)| !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0'));
    whole.and_then(|(whole, _)| Period::parse(whole)).ok_or(HINT)
}

/// `2016-12-31`, `2016/12/31`, with or without a time.
fn date(text: &str) -> Option<Period> {
    let day = text.split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let within = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let sound = year.len() == 4 && within(month, 12) && within(day, 31);
    sound.then(|| Period::parse(year)).flatten()
}
