//! Dates, years, spans of years, months and times of day.
//!
//! | written | read |
//! |---|---|
//! | `2016年`, `2016年末`, `2022 年 6 月 10 日` | year, month, day |
//! | `1986～1990年`, `2015—2017年` | first and last year |
//! | `1~7 月`, `6月`, `10日`, `20:00` | without a year: the reader carries it over |
//! | `80年代`, `20世纪` | a date without numbers |
//!
//! Must not know: quantities. `5年` and `3个月` are durations, that is quantities.

use super::Read;
use super::chars::{Chars, is_space};
use super::figure::{Date, FigureMention, Kind};
use super::numeral::{self, Numeral};

/// Reads a date that begins at a digit.
pub(super) fn read(chars: &Chars, at: usize) -> Read {
    let first = numeral::read(chars, at)?;
    let (date, end) = clock(chars, &first)
        .or_else(|| iso(chars, &first))
        .or_else(|| year_span(chars, &first))
        .or_else(|| from_year(chars, &first))
        .or_else(|| era(chars, &first))
        .or_else(|| from_month(chars, &first))
        .or_else(|| from_day(chars, &first))
        .or_else(|| bare_year(chars, &first))?;
    Some((Some(mention(chars, at, end, date)), end))
}

pub(super) fn mention(chars: &Chars, from: usize, to: usize, date: Date) -> FigureMention {
    FigureMention { date: Some(date), ..FigureMention::new(chars.span(from, to), Kind::Date) }
}

fn is_year(numeral: &Numeral) -> bool {
    numeral.is_plain(4..=4) && (1000..=2200).contains(&numeral.small().unwrap_or(0))
}

fn year_of(numeral: &Numeral) -> Option<i32> {
    numeral.small().and_then(|year| i32::try_from(year).ok())
}

/// The place after a word that may stand behind a space.
fn after(chars: &Chars, at: usize, word: &str) -> Option<usize> {
    let at = chars.skip_spaces(at);
    chars.is(at, word).then(|| at + word.chars().count())
}

/// The place after a dash between two numbers of a span.
pub(super) fn dash(chars: &Chars, at: usize) -> Option<usize> {
    let at = chars.skip_spaces(at);
    let end = match chars.get(at) {
        '~' | '-' | '至' | '到' => at + 1,
        '—' => chars.skip_while(at, |c| c == '—'),
        _ => return None,
    };
    Some(chars.skip_spaces(end))
}

fn number_after(chars: &Chars, at: usize, limit: u32) -> Option<(u32, usize)> {
    let at = chars.skip_spaces(at);
    let numeral = numeral::read(chars, at).filter(|n| n.is_plain(1..=2))?;
    numeral.small().filter(|n| (1..=limit).contains(n)).map(|n| (n, numeral.to))
}

/// `20:00`, `8时30分`.
fn clock(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let hour = first.small().filter(|h| *h <= 24 && first.is_plain(1..=2))?;
    if matches!(chars.get(first.to), ':' | '：') {
        let minutes = numeral::read(chars, first.to + 1).filter(|n| n.is_plain(2..=2))?;
        let early =
            ["比", "比为", "比例", "比例为", "构成", "结构", "∶", "："].iter().any(|word| chars.ends(first.from, word));
        let more = matches!(chars.get(minutes.to), ':' | '：') && !chars.ends(first.from, "日");
        let lone = minutes.small().is_some_and(|m| m < 60) && !early && !more;
        return lone.then(|| (Date::default(), minutes.to));
    }
    let clock_word = chars.is(first.to, "时") && !chars.is(first.to, "时期")
        || chars.is(first.to, "点钟")
        || chars.is(first.to, "点半");
    (clock_word && hour <= 24).then(|| {
        let end = first.to + if chars.get(first.to) == '时' { 1 } else { 2 };
        let minutes = numeral::read(chars, end).filter(|n| n.is_plain(1..=2) && chars.get(n.to) == '分');
        (Date::default(), minutes.map_or(end, |n| n.to + 1))
    })
}

/// `2016-05-03`, `2016.5.3`, `2016/5/3`.
fn iso(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let year = chars.text(first.from, first.from + 4);
    let separator = chars.get(first.from + 4);
    if !matches!(separator, '-' | '.' | '/') || !year.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (month, month_end) = plain_digits(chars, first.from + 5)?;
    if chars.get(month_end) != separator {
        return None;
    }
    let (day, end) = plain_digits(chars, month_end + 1)?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = Date { year: year.parse().ok(), month: Some(month), day: Some(day), ..Date::default() };
    valid.then_some((date, end))
}

fn plain_digits(chars: &Chars, at: usize) -> Option<(u32, usize)> {
    let end = chars.skip_while(at, |c| c.is_ascii_digit());
    if end == at || end - at > 2 { None } else { Some((chars.text(at, end).parse().ok()?, end)) }
}

/// `1986～1990年`, `2015—2017`, `2015年—2017年` is left as two dates.
fn year_span(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    if !is_year(first) {
        return None;
    }
    let second = numeral::read(chars, dash(chars, first.to).or_else(|| slash(chars, first.to))?)?;
    let end = after(chars, second.to, "年").filter(|_| second.is_plain(2..=2) || is_year(&second));
    let bare = is_year(&second)
        && super::units::read(chars, second.to).is_none()
        && numeral::multiplier(chars, second.to).is_none();
    let end = end.or_else(|| bare.then_some(second.to))?;
    let end = if chars.get(end) == '度' { end + 1 } else { end };
    let first_year = year_of(first)?;
    let last = year_of(&second)?;
    let last = if last < 100 { first_year - first_year % 100 + last } else { last };
    (last >= first_year).then_some((Date { year: Some(first_year), last_year: Some(last), ..Date::default() }, end))
}

fn slash(chars: &Chars, at: usize) -> Option<usize> {
    (chars.get(at) == '/').then_some(at + 1)
}

/// A year and what follows: months, day, 末, 底, 初, 度.
fn from_year(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let end = after(chars, first.to, "年")?;
    let short = first.is_plain(2..=2) && chars.is(end, "代");
    if short {
        return Some((Date::default(), end + 1));
    }
    if !is_year(first) {
        return None;
    }
    let mut date = Date { year: year_of(first), ..Date::default() };
    let mut end = if chars.is(end, "代") { end + 1 } else { end };
    if let Some((month, month_end)) = months(chars, end) {
        (date.month, date.last_month, end) = (Some(month.0), month.1, month_end);
        if let Some((day, day_end)) = days(chars, end) {
            (date.day, end) = (Some(day), day_end);
        }
    } else if matches!(chars.get(end), '末' | '底' | '初' | '度' | '前') {
        end += 1;
    }
    Some((date, end))
}

/// `20世纪`, `21 世纪80年代`.
fn era(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    first.is_plain(1..=2).then(|| after(chars, first.to, "世纪")).flatten().map(|end| (Date::default(), end))
}

/// `6月`, `1~7 月份`, `1月至11月` is left as two dates.
fn months(chars: &Chars, at: usize) -> Option<((u32, Option<u32>), usize)> {
    let (month, end) = number_after(chars, at, 12)?;
    let (last, end) = match dash(chars, end).and_then(|at| number_after(chars, at, 12)) {
        Some((last, end)) => (Some(last), end),
        None => (None, end),
    };
    let end = after(chars, end, "月")?;
    Some(((month, last), if chars.get(end) == '份' { end + 1 } else { end }))
}

fn days(chars: &Chars, at: usize) -> Option<(u32, usize)> {
    let (day, end) = number_after(chars, at, 31)?;
    let end = match dash(chars, end).and_then(|at| number_after(chars, at, 31)) {
        Some((_, last)) if after(chars, last, "日").is_some() => last,
        _ => end,
    };
    let end = after(chars, end, "日").or_else(|| after(chars, end, "号"))?;
    Some((day, end))
}

fn from_month(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let ((month, last_month), mut end) = months(chars, first.from)?;
    let mut date = Date { month: Some(month), last_month, ..Date::default() };
    if let Some((day, day_end)) = days(chars, end) {
        (date.day, end) = (Some(day), day_end);
    }
    Some((date, end))
}

/// `10日`: not `10日内` of a duration? Both are printed as dates of the month.
fn from_day(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let (day, end) = days(chars, first.from)?;
    let is_day = chars.before(end) == '日' && !chars.ends(first.from, "第");
    is_day.then_some((Date { day: Some(day), ..Date::default() }, end))
}

/// `2016` alone, where nothing measures it: `2016版`, `（2016）`, `2016届`, or at the end of a name.
fn bare_year(chars: &Chars, first: &Numeral) -> Option<(Date, usize)> {
    let year = year_of(first).filter(|year| is_year(first) && (1900..=2100).contains(year))?;
    let next = chars.get(first.to);
    let enclosed =
        matches!(chars.before(first.from), '(' | '（' | '《' | '〔') && matches!(next, ')' | '）' | '》' | '〕');
    let named = matches!(next, '版' | '届' | '级' | '》');
    let stands = is_space(next) && chars.begins_line(first.from);
    (enclosed || named || stands).then_some((Date { year: Some(year), ..Date::default() }, first.to))
}
