//! Quantities in Arabic digits: number, multiplier, hedge and unit; ranges, ratios and fractions of them.
//!
//! Must not know: dates, names, Chinese numerals.

use super::Read;
use super::chars::Chars;
use super::dates::dash;
use super::figure::{Decimal, FigureMention, Kind, Qualifier};
use super::numeral::{self, Numeral};
use super::units;

/// Reads a quantity, range, ratio or fraction that begins at a digit or sign.
pub(super) fn read(chars: &Chars, at: usize) -> Read {
    let Some(first) = numeral::read(chars, at) else {
        // Too long to be a number: passed over as a whole.
        let end = chars.skip_while(at + 1, |c| c.is_ascii_digit() || c == '.');
        return Some((None, end));
    };
    let found = ratio(chars, &first)
        .or_else(|| fraction(chars, &first))
        .or_else(|| range(chars, &first))
        .or_else(|| single(chars, &first));
    Some(found.map_or((None, first.to), |(mention, end)| (Some(mention), end)))
}

/// `6.8：77.3：15.9`, `3:1`.
fn ratio(chars: &Chars, first: &Numeral) -> Option<(FigureMention, usize)> {
    let mut parts = vec![first.clone()];
    while let Some(last) = parts.last() {
        let next = matches!(chars.get(last.to), '：' | ':').then(|| numeral::read(chars, last.to + 1)).flatten();
        match next {
            Some(next) if parts.len() < 12 => parts.push(next),
            _ => break,
        }
    }
    let end = parts.last().filter(|_| parts.len() > 1)?.to;
    let measured = numeral::multiplier(chars, end).is_some() || units::read(chars, end).is_some();
    if measured {
        return None;
    }
    let mut mention = FigureMention::new(chars.span(first.from, end), Kind::Ratio);
    mention.values = parts.iter().filter_map(|part| part.decimal(chars, 0)).collect();
    Some((mention, end))
}

/// `1/4`.
fn fraction(chars: &Chars, first: &Numeral) -> Option<(FigureMention, usize)> {
    let slash = chars.get(first.to) == '/' && first.is_plain(1..=3);
    let second = slash.then(|| numeral::read(chars, first.to + 1)).flatten().filter(|n| n.is_plain(1..=3))?;
    if chars.get(second.to) == '/' || numeral::multiplier(chars, second.to).is_some() || second.small() == Some(0) {
        return None;
    }
    let mut mention = FigureMention::new(chars.span(first.from, second.to), Kind::Fraction);
    mention.values = vec![first.decimal(chars, 0)?, second.decimal(chars, 0)?];
    Some((mention, second.to))
}

/// What follows the digits of one number.
#[derive(Clone, Debug, Default)]
struct Tail {
    exponent: u32,
    unit: String,
    many: bool,
    end: usize,
}

/// `5～6万吨`, `15%~30%`, `3至5年`. After 由 or 从 the words 至 and 到 lead from one value to another.
fn range(chars: &Chars, first: &Numeral) -> Option<(FigureMention, usize)> {
    let own = tail(chars, first.to);
    let second_at = dash(chars, own.end)?;
    let by_word = matches!(chars.get(chars.skip_spaces(own.end)), '至' | '到');
    if by_word && leads_from(chars, first.from) {
        return None;
    }
    let second = numeral::read(chars, second_at).filter(|n| !n.negative || first.negative)?;
    let other = tail(chars, second.to);
    let same_unit = own.unit == other.unit || own.unit.is_empty();
    if !same_unit {
        return None;
    }
    let mut first_value = first.decimal(chars, own.exponent)?;
    let last_value = second.decimal(chars, other.exponent)?;
    if own.exponent == 0 && own.unit.is_empty() {
        // 5～6万吨 means 5万～6万吨 where that is in order.
        first_value =
            first.decimal(chars, other.exponent).filter(|v| v.value <= last_value.value).unwrap_or(first_value);
    }
    let mut mention = FigureMention::new(chars.span(first.from, other.end), Kind::Range);
    mention.values = vec![first_value, last_value];
    finish(chars, &mut mention, first.from, &other);
    Some((mention, other.end))
}

/// Whether 由 or 从 stands before, in the same clause.
fn leads_from(chars: &Chars, at: usize) -> bool {
    let clause = (at.saturating_sub(24)..at).rev().take_while(|i| !matches!(chars.get(*i), '，' | '。' | '；' | '\n'));
    clause.into_iter().any(|i| matches!(chars.get(i), '由' | '从'))
}

fn single(chars: &Chars, first: &Numeral) -> Option<(FigureMention, usize)> {
    let own = tail(chars, first.to);
    let mut mention = FigureMention::new(chars.span(first.from, own.end), Kind::Quantity);
    let mut value = first.decimal(chars, own.exponent)?;
    let mut own = own;
    // 10亿零817万5288人, 3亿4500万元
    while own.unit.is_empty() && own.exponent >= 4 && !own.many {
        let zero = usize::from(chars.get(own.end) == '零');
        let Some(next) = numeral::read(chars, own.end + zero).filter(|n| n.decimals == 0) else { break };
        let next_tail = tail(chars, next.to);
        let Some(part) = next.decimal(chars, next_tail.exponent).filter(|_| next_tail.exponent < own.exponent) else {
            break;
        };
        value = Decimal { value: value.value + part.value, place: part.place, span: value.span.start..part.span.end };
        own = next_tail;
        mention.span.end = chars.byte(own.end);
    }
    mention.values = vec![value];
    let end = own.end;
    finish(chars, &mut mention, first.from, &own);
    Some((mention, end))
}

/// Reads multiplier, 多 or 余, and unit.
fn tail(chars: &Chars, at: usize) -> Tail {
    let mut tail = Tail { end: at, ..Tail::default() };
    let unit_first = chars.skip_spaces(at);
    if !chars.is(unit_first, "千") && !chars.is(unit_first, "百") || units::read(chars, unit_first).is_none() {
        take_many(chars, &mut tail);
        let next = chars.skip_spaces(tail.end);
        if let Some((exponent, end)) = numeral::multiplier(chars, next) {
            tail.exponent = exponent;
            tail.end = end;
            take_many(chars, &mut tail);
        }
    }
    let next = chars.skip_spaces(tail.end);
    if let Some((unit, end)) = per_population(chars, tail.end).filter(|_| tail.exponent == 0) {
        (tail.unit, tail.end) = (unit, end);
    } else if let Some((unit, end)) = units::read(chars, next) {
        tail.unit = unit;
        tail.end = end;
    } else if tail.many && tail.exponent == 0 {
        // 多 without a unit belongs to what follows.
        tail.end = at;
    }
    tail
}

/// `216.4/10万`: cases by so many inhabitants.
fn per_population(chars: &Chars, at: usize) -> Option<(String, usize)> {
    let words = ["/10万人", "/10万", "/百万", "/万人", "/万"];
    words.iter().find(|word| chars.is(at, word)).map(|word| ((*word).to_owned(), at + word.chars().count()))
}

/// 多, 余, 来 between number and unit; 几 is never exact.
fn take_many(chars: &Chars, tail: &mut Tail) {
    let at = chars.skip_spaces(tail.end);
    let is_many = matches!(chars.get(at), '多' | '余' | '来');
    let next = chars.skip_spaces(at + 1);
    let continues = numeral::multiplier(chars, next).is_some() || units::read(chars, next).is_some();
    if is_many && (continues || tail.exponent > 0) && !chars.is(at, "多元") && !chars.is(at, "来自") {
        tail.many = true;
        tail.end = at + 1;
    }
}

fn finish(chars: &Chars, mention: &mut FigureMention, from: usize, tail: &Tail) {
    mention.multiplier = tail.exponent;
    mention.unit.clone_from(&tail.unit);
    mention.qualifier = if tail.many { Some(Qualifier::Above) } else { qualifier(chars, from, tail.end) };
}

/// Words before a number that hedge it.
const BEFORE: &[(&str, Qualifier)] = &[
    ("不足", Qualifier::Below),
    ("不到", Qualifier::Below),
    ("接近", Qualifier::Below),
    ("将近", Qualifier::Below),
    ("至多", Qualifier::Below),
    ("低于", Qualifier::Below),
    ("近", Qualifier::Below),
    ("超过", Qualifier::Above),
    ("突破", Qualifier::Above),
    ("高于", Qualifier::Above),
    ("不低于", Qualifier::Above),
    ("不少于", Qualifier::Above),
    ("至少", Qualifier::Above),
    ("逾", Qualifier::Above),
    ("超", Qualifier::Above),
    ("大约", Qualifier::About),
    ("约为", Qualifier::About),
    ("约", Qualifier::About),
];

/// Words after a number that hedge it.
const AFTER: &[(&str, Qualifier)] = &[
    ("以上", Qualifier::Above),
    ("多", Qualifier::Above),
    ("余", Qualifier::Above),
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
    ("以下", Qualifier::Below),
    ("以内", Qualifier::Below),
];

/// Returns the hedge of a number that stands between two places.
pub(super) fn qualifier(chars: &Chars, from: usize, to: usize) -> Option<Qualifier> {
    let mut start = from;
    while super::chars::is_space(chars.before(start)) {
        start -= 1;
    }
    let before = BEFORE.iter().filter(|(word, _)| chars.ends(start, word)).max_by_key(|(word, _)| word.len());
    let after = || AFTER.iter().find(|(word, _)| chars.is(chars.skip_spaces(to), word));
    before.or_else(after).map(|(_, qualifier)| *qualifier)
}

/// `1.7、2.2个百分点`, `2.8个、8.9个百分点`: the numbers of a list have the unit of its last one.
pub(super) fn share_units(chars: &Chars, found: &mut [FigureMention]) {
    let mut text_between = BetweenReader { chars, at: 0 };
    let joins: Vec<bool> =
        found.windows(2).map(|pair| text_between.joins(pair[0].span.end, pair[1].span.start)).collect();
    for at in (0..joins.len()).rev() {
        let (left, right) = found.split_at_mut(at + 1);
        let (left, right) = (&mut left[at], &right[0]);
        let both = left.kind == Kind::Quantity && right.kind == Kind::Quantity && joins[at];
        let open = left.unit.is_empty() && left.multiplier == 0 || left.unit == "个" && right.unit.starts_with('个');
        if both && open && !right.unit.is_empty() {
            left.unit.clone_from(&right.unit);
        }
    }
}

/// Walks over the characters between mentions once, from left to right.
struct BetweenReader<'a> {
    chars: &'a Chars,
    at: usize,
}

impl BetweenReader<'_> {
    fn joins(&mut self, from: usize, to: usize) -> bool {
        while self.at < self.chars.len() && self.chars.byte(self.at) < from {
            self.at += 1;
        }
        let mut at = self.at;
        let mut joined = false;
        while at < self.chars.len() && self.chars.byte(at) < to {
            match self.chars.get(at) {
                '、' | '和' | '及' | '与' => joined = true,
                ' ' => {}
                _ => return false,
            }
            at += 1;
        }
        joined
    }
}
