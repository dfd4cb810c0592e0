//! Finds the figures of a Chinese text, and what looks like one and is none.
//!
//! Owns: [`scan`], which knows how numbers, multipliers, units, ranges, ratios, dates and names with digits are written
//! (GB/T 15835-2011). Shared by the reading of manuscripts and by the coverage check of generated chapters.
//! Must not know: claims, books, files.
//!
//! | written | read as |
//! |---|---|
//! | `247.4亿元`, `84205 亿元`, `13,878人`, `１．５％`, `8万多人` | [`Kind::Quantity`] |
//! | `七十一点六三亿元`, `百分之四十一点七八`, `三成`, `半数` | [`Kind::Quantity`], `chinese` |
//! | `5～6万吨`, `15%~30%`, `3至5年` | [`Kind::Range`] |
//! | `6.8：77.3：15.9` | [`Kind::Ratio`] |
//! | `1/4`, `四分之一` | [`Kind::Fraction`] |
//! | `翻番`, `翻两番`, `翻倍` | [`Kind::Doubling`] |
//! | `第4位`, `第三次` | [`Kind::Ordinal`] |
//! | `2016年`, `1986～1990年`, `10月10日20:00` | [`Kind::Date`] |
//! | `M40`, `5G`, `双11`, `十三五`, `五个一批`, `GB/T 8170—2008`, `[2]`, `0730-8880000`, `北纬29°` | [`Kind::Name`] |

mod chars;
mod chinese;
mod dates;
mod figure;
mod idioms;
mod names;
mod numeral;
mod quantity;
mod units;

use super::Vocabulary;
use chars::Chars;

pub(crate) use figure::power_of_ten;
pub use figure::{Date, Decimal, FigureMention, Kind, Qualifier};
pub(crate) use numeral::word as multiplier_word;

/// Returns every figure, date and name with digits in `text`, in reading order, without overlaps.
///
/// ```ignore
/// let found = scan("到2015年，产值287.9亿元，增长12.1%");
/// let printed: Vec<_> = found.iter().filter(|f| f.is_figure()).map(|f| f.printed("…")).collect();
/// ```
#[must_use]
pub fn scan(text: &str) -> Vec<FigureMention> {
    scan_with(text, &Vocabulary::default())
}

/// Scans a text that also uses the units and names of a book.
#[must_use]
pub fn scan_with(text: &str, vocabulary: &Vocabulary) -> Vec<FigureMention> {
    let chars = Chars::new(text, vocabulary);
    let mut found: Vec<FigureMention> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((mention, end)) = read_at(&chars, at) else {
            at += 1;
            continue;
        };
        found.extend(mention);
        at = end.max(at + 1);
    }
    quantity::share_units(&chars, &mut found);
    found
}

/// Returns where a fixed phrase ends whose numerals count nothing (`三农`, `十佳`, `统一`), if the numeral at byte `at` belongs to
/// one.
#[must_use]
pub fn phrase(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    let rest = text.get(at..)?;
    let near = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| &rest[..end]);
    let chars = Chars::new(near, &Vocabulary::default());
    // Two times of something is a count, although seldom a statistic.
    if let Some((_, end)) = chars.any(0, idioms::PHRASES).filter(|(word, _)| *word != "两次") {
        return Some(at + chars.byte(end));
    }
    let first = text[at..].chars().next()?;
    // A quotation mark is no word: what is quoted may well be a number.
    let mut words = idioms::BEFORE.iter().filter(|word| **word != "“");
    words.any(|word| text[..at].ends_with(word)).then_some(at + first.len_utf8())
}

/// Returns a figure with the unit that it carries applied to its number: 万元 said once for a whole table.
#[must_use]
pub(crate) fn with_unit(figure: FigureMention) -> FigureMention {
    let Some((exponent, rest)) = multiplier_prefix(&figure.unit) else { return figure };
    let factor = power_of_ten(i32::try_from(exponent).unwrap_or(0));
    let shift = i32::try_from(exponent).unwrap_or(0);
    let values = figure.values.iter().map(|value| Decimal {
        value: &value.value * &factor,
        place: value.place + shift,
        span: value.span.clone(),
    });
    FigureMention { values: values.collect(), multiplier: exponent, unit: rest.to_owned(), ..figure.clone() }
}

/// 万元 → 4 and 元; none where the unit itself begins so (千米, 千克).
fn multiplier_prefix(unit: &str) -> Option<(u32, &str)> {
    [("万亿", 12), ("亿", 8), ("万", 4), ("百", 2)]
        .into_iter()
        .find_map(|(word, exponent)| Some((exponent, unit.strip_prefix(word)?)))
}

/// What begins at a place: a mention (or text to pass over), and where reading goes on.
type Read = Option<(Option<FigureMention>, usize)>;

fn read_at(chars: &Chars, at: usize) -> Read {
    let first = chars.get(at);
    if let Some(end) = chars.name(at) {
        return Some((Some(FigureMention::new(chars.span(at, end), Kind::Name)), end));
    }
    if first.is_ascii_alphabetic() {
        return names::latin(chars, at);
    }
    if let Some(skipped) = names::bracketed(chars, at) {
        return Some(skipped);
    }
    if first.is_ascii_digit() || numeral::is_sign(chars, at) {
        return names::with_digits(chars, at).or_else(|| dates::read(chars, at)).or_else(|| quantity::read(chars, at));
    }
    chinese::read(chars, at)
}

#[cfg(test)]
mod tests;
