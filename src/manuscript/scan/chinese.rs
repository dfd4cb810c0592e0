//! Numbers in Chinese numerals.
//!
//! | written | read as |
//! |---|---|
//! | `百分之四十一点七八`, `千分之三` | a quantity in %, ‰ |
//! | `四分之一` | a fraction |
//! | `七十一点六三亿元`, `一千二百万`, `十年`, `两亿元` | a quantity |
//! | `三成`, `八成五`, `半数`, `一半` | a share |
//! | `翻一番`, `翻两番`, `翻番`, `翻倍` | a doubling |
//! | `二〇一六年` | a date |
//!
//! Approximate numbers (`几千`, `三四个`, `数百`) and fixed phrases count nothing.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::Read;
use super::chars::Chars;
use super::figure::{Date, Decimal, FigureMention, Kind, power_of_ten};
use super::idioms;
use super::quantity::qualifier;
use super::{dates, units};

/// Reads what begins with a Chinese numeral.
pub(super) fn read(chars: &Chars, at: usize) -> Read {
    let first = chars.get(at);
    if first == '翻' {
        return doubling(chars, at);
    }
    if first == '半' || chars.is(at, "一半") {
        return half(chars, at);
    }
    if !is_numeral(first) {
        return None;
    }
    let end = run(chars, at, |c| is_numeral(c) || c == '点');
    let end = (at..=end).rev().find(|e| chars.before(*e) != '点')?;
    parts_of(chars, at).or_else(|| year(chars, at, end)).or_else(|| plain(chars, at, end)).or(Some((None, end)))
}

/// The end of a run, not longer than any number is.
fn run(chars: &Chars, at: usize, accept: impl Fn(char) -> bool) -> usize {
    const LONGEST: usize = 40;
    at + (0..LONGEST).take_while(|i| accept(chars.get(at + i))).count()
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// A number in words: value and power of ten of its last place.
fn number(text: &[char]) -> Option<(BigRational, i32)> {
    let (whole, fraction) = match text.iter().position(|c| *c == '点') {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &text[..0]),
    };
    if fraction.is_empty() {
        return integer(whole).map(|(value, place)| (BigRational::from_integer(value), place));
    }
    let digits = fraction.iter().take_while(|c| digit(**c).is_some()).count();
    let multiplier: u32 = fraction[digits..].iter().map(|c| place(*c)).try_fold(0, |sum, p| p.map(|p| sum + p))?;
    if digits == 0 {
        return None;
    }
    let tail: String = fraction[..digits].iter().filter_map(|c| digit(*c)).map(|d| d.to_string()).collect();
    let shift = i32::try_from(digits).ok()?;
    let tail = BigRational::from_integer(tail.parse::<BigInt>().ok()?) * power_of_ten(-shift);
    let exponent = i32::try_from(multiplier).ok()?;
    let value = (BigRational::from_integer(integer(whole)?.0) + tail) * power_of_ten(exponent);
    Some((value, exponent - shift))
}

/// A whole number in words, or none if the words are in no order (三四, 十三五, 几).
fn integer(text: &[char]) -> Option<(BigInt, i32)> {
    let mut total = BigInt::zero();
    let mut section = BigInt::zero();
    let mut pending: Option<u32> = None;
    let mut last_place = i32::MAX;
    let mut result_place = 0;
    for &c in text {
        if let Some(d) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(d);
            result_place = 0;
            continue;
        }
        let place = i32::try_from(place(c)?).ok()?;
        let ten = BigInt::from(10).pow(u32::try_from(place).ok()?);
        if place < 4 {
            if place >= last_place {
                return None;
            }
            section += BigInt::from(pending.take().unwrap_or(1)) * ten;
            last_place = place;
        } else {
            section += pending.take().unwrap_or(0);
            if section.is_zero() && total.is_zero() {
                section = BigInt::one();
            }
            total = (total + section) * ten;
            section = BigInt::zero();
            last_place = i32::MAX;
        }
        result_place = place;
    }
    Some((total + section + pending.unwrap_or(0), result_place))
}

/// `百分之X`, `X分之Y`, and 成.
fn parts_of(chars: &Chars, at: usize) -> Read {
    let top_end = run(chars, at, is_numeral);
    if !chars.is(top_end, "分之") {
        return None;
    }
    let whole = &characters(chars, at, top_end);
    let from = top_end + 2;
    let to = run(chars, from, |c| is_numeral(c) || c == '点');
    if to == from {
        let arabic = super::numeral::read(chars, from)?;
        let unit = rate_of(whole)?;
        let value = arabic.decimal(chars, 0)?;
        return Some((Some(quantity(chars, (at, arabic.to), value, unit)), arabic.to));
    }
    let (value, place) = number(&characters(chars, from, to))?;
    let value = Decimal { value, place, span: chars.span(from, to) };
    if let Some(unit) = rate_of(whole) {
        return Some((Some(quantity(chars, (at, to), value, unit)), to));
    }
    let (bottom, place) = number(whole)?;
    let mut mention = FigureMention { chinese: true, ..FigureMention::new(chars.span(at, to), Kind::Fraction) };
    mention.values = vec![value, Decimal { value: bottom, place, span: chars.span(at, top_end) }];
    Some((Some(mention), to))
}

fn rate_of(whole: &[char]) -> Option<&'static str> {
    match whole {
        ['百'] => Some("%"),
        ['千'] => Some("‰"),
        ['万'] => Some("‱"),
        _ => None,
    }
}

fn characters(chars: &Chars, from: usize, to: usize) -> Vec<char> {
    chars.text(from, to).chars().collect()
}

fn quantity(chars: &Chars, (from, to): (usize, usize), value: Decimal, unit: &str) -> FigureMention {
    let mut mention = FigureMention::new(chars.span(from, to), Kind::Quantity);
    mention.values = vec![value];
    unit.clone_into(&mut mention.unit);
    mention.chinese = true;
    mention.qualifier = qualifier(chars, from, to);
    mention
}

/// `二〇一六年`, `一九九〇年`.
fn year(chars: &Chars, at: usize, end: usize) -> Read {
    if end - at != 4 || chars.get(end) != '年' {
        return None;
    }
    let digits: Option<Vec<u32>> = (at..end).map(|i| digit(chars.get(i))).collect();
    let year = digits?.iter().fold(0, |year, d| year * 10 + d);
    let date = Date { year: i32::try_from(year).ok(), ..Date::default() };
    (1000..2200).contains(&year).then(|| (Some(dates::mention(chars, at, end + 1, date)), end + 1))
}

/// A numeral with a unit. A single numeral needs a unit that is no ordinary word, or a count that is no slogan.
fn plain(chars: &Chars, at: usize, end: usize) -> Read {
    if chars.any(at, idioms::PHRASES).is_some() || idioms::BEFORE.iter().any(|word| chars.ends(at, word)) {
        return None;
    }
    // 几十家, 数百人, 上万次: nobody counted.
    if matches!(chars.before(at), '几' | '数' | '上' | '成') && place(chars.get(at)).is_some() {
        return None;
    }
    let text = characters(chars, at, end);
    if let Some(read) = tenths(chars, at, end, &text) {
        return Some(read);
    }
    let (value, place) = number(&text)?;
    let many = matches!(chars.get(end), '多' | '余' | '来');
    let unit_at = chars.skip_spaces(if many { end + 1 } else { end });
    let long = text.len() >= 3 || text.contains(&'点');
    let no_digit = text.iter().all(|c| digit(*c).is_none());
    if no_digit
        && (matches!(text.as_slice(), ['百' | '千' | '万' | '亿'])
            || chars.is(unit_at, "级")
            || is_graded(chars, unit_at))
    {
        return None;
    }
    let unit = units::read(chars, unit_at);
    let (unit, to) = match unit {
        Some((unit, to)) if !is_loose(chars, &text, &unit, to) => (unit, to),
        None if long && text.iter().any(|c| place_of_amount(*c)) => (String::new(), end),
        _ => return None,
    };
    let mut mention = quantity(chars, (at, to), Decimal { value, place, span: chars.span(at, end) }, &unit);
    if many {
        mention.qualifier = Some(super::Qualifier::Above);
    }
    Some((Some(mention), to))
}

/// `万吨级`, `百亿级`: a class, not an amount.
fn is_graded(chars: &Chars, at: usize) -> bool {
    units::read(chars, at).is_some_and(|(_, end)| chars.get(end) == '级')
}

fn place_of_amount(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿' | '点')
}

/// A short numeral before a word that is only sometimes a unit (三个方面, 一点, 四方), or a bare 一 as an article.
fn is_loose(chars: &Chars, text: &[char], unit: &str, unit_end: usize) -> bool {
    if text == ['一'] {
        return !matches!(unit, "年" | "倍" | "番")
            || !chars.ends(unit_end - unit.chars().count() - 1, "近") && unit == "年";
    }
    if unit == "月" || unit == "日" {
        return true;
    }
    let slogan = chars.any(unit_end, idioms::SLOGANS).is_some();
    text.len() == 1
        && (slogan || !units::is_measure(unit) && !matches!(unit, "个" | "次" | "项" | "家" | "所" | "位" | "名"))
}

/// `三成`, `八成五`.
fn tenths(chars: &Chars, at: usize, end: usize, text: &[char]) -> Read {
    let [c] = text else { return None };
    let tenths = digit(*c).filter(|_| chars.get(end) == '成' && units::read(chars, end).is_some())?;
    let extra = digit(chars.get(end + 1));
    let to = end + 1 + usize::from(extra.is_some());
    let (value, place) = match extra {
        Some(extra) => (BigRational::new((tenths * 10 + extra).into(), 10.into()), -1),
        None => (BigRational::from_integer(tenths.into()), 0),
    };
    Some((Some(quantity(chars, (at, to), Decimal { value, place, span: chars.span(at, end) }, "成")), to))
}

/// `一半`, `半数`.
fn half(chars: &Chars, at: usize) -> Read {
    let (_, end) = chars.any(at, &["一半", "半数"])?;
    let part =
        |value: i64| Decimal { value: BigRational::from_integer(value.into()), place: 0, span: chars.span(at, end) };
    let mut mention = FigureMention { chinese: true, ..FigureMention::new(chars.span(at, end), Kind::Fraction) };
    mention.values = vec![part(1), part(2)];
    mention.qualifier = qualifier(chars, at, end).or(Some(super::Qualifier::About));
    Some((Some(mention), end))
}

/// `翻番`, `翻倍`, `翻一番`, `翻两番`, `翻了两番`.
fn doubling(chars: &Chars, at: usize) -> Read {
    let count_at = at + if chars.get(at + 1) == '了' { 2 } else { 1 };
    let count = digit(chars.get(count_at)).filter(|d| *d > 0);
    let word_at = count_at + usize::from(count.is_some());
    if !matches!(chars.get(word_at), '番' | '倍') {
        return None;
    }
    let end = word_at + 1;
    let times = if chars.get(word_at) == '倍' { 1 } else { count.unwrap_or(1) };
    let mut mention = FigureMention { chinese: true, ..FigureMention::new(chars.span(at, end), Kind::Doubling) };
    mention.values =
        vec![Decimal { value: BigRational::from_integer(times.into()), place: 0, span: chars.span(at, end) }];
    mention.qualifier = qualifier(chars, at, end);
    Some((Some(mention), end))
}
