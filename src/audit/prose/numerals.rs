//! Every numeral of a passage, Arabic, full-width or Chinese, and what accounts for it.
//!
//! Stricter than the scanner of manuscripts, which looks for figures only: here a numeral is accounted for, or it is not.
//! Must not know: findings.

use std::ops::Range;

use crate::book::{Language, ListedName};
use crate::ledger::Figure;
use crate::manuscript::scan::{FigureMention, Kind, phrase, scan};
use crate::render::{Marked, Passage};

/// What accounts for a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// A figure of the ledger, by its index in the chapter.
    Figure(usize),
    /// The number of a chart or a table.
    Reference,
    /// A date, a year, a span of years, a time.
    Date,
    /// A rank in a sequence: 第三次.
    Ordinal,
    /// A name with digits, a fixed phrase, a number that only names (A4, 十三五).
    Name,
    /// A name that the book lists, by its index there.
    Listed(usize),
    /// Nothing.
    Unaccounted,
    /// A figure of the ledger (by its index) to which the text around adds digits, a multiplier or a percent sign.
    Changed(usize),
}

/// A numeral of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands, in bytes of the passage.
    pub span: Range<usize>,
    /// What accounts for it.
    pub account: Account,
    /// What the scanner made of it.
    pub mention: Option<FigureMention>,
}

/// Chinese numerals, multipliers included.
const CHINESE: &str = "〇零一二两三四五六七八九十百千万亿";
/// What only scales a number, or stands in a unit's name: 单位：万元.
const MULTIPLIERS: [&str; 7] = ["百", "千", "万", "亿", "百万", "千万", "万亿"];
/// Words before a numeral that make a vague number of it: 上百, 数千, 几万.
const VAGUE: &str = "上数几近超约";
/// What changes the value of the number that it stands beside.
const SCALING: &str = "%％‰.．";

/// Returns the numerals of a passage in reading order.
#[must_use]
pub fn numerals(passage: &Passage, figures: &[Figure], names: &[ListedName], language: Language) -> Vec<Numeral> {
    let listed = occurrences(&passage.text, names);
    let reading = Reading { passage, figures, listed, language };
    let mut found: Vec<Numeral> = scan(&passage.text).into_iter().map(|mention| reading.of_mention(mention)).collect();
    let covered: Vec<Range<usize>> = found.iter().map(|numeral| numeral.span.clone()).collect();
    found.extend(reading.figures_beside(&covered));
    found.extend(reading.left_over(&covered));
    found.sort_by_key(|numeral| (numeral.span.start, numeral.span.end));
    found
}

/// Where the names that the book lists stand.
fn occurrences(text: &str, names: &[ListedName]) -> Vec<(Range<usize>, usize)> {
    let each = names.iter().enumerate().filter(|(_, name)| !name.text.is_empty());
    each.flat_map(|(index, name)| {
        text.match_indices(name.text.as_str()).map(move |(at, name)| (at..at + name.len(), index))
    })
    .collect()
}

struct Reading<'a> {
    passage: &'a Passage,
    figures: &'a [Figure],
    listed: Vec<(Range<usize>, usize)>,
    language: Language,
}

impl Reading<'_> {
    fn of_mention(&self, mention: FigureMention) -> Numeral {
        let span = mention.span.clone();
        let account = self.of_marks(&span).or_else(|| self.of_names(&span)).unwrap_or(match mention.kind {
            Kind::Date => Account::Date,
            Kind::Ordinal => Account::Ordinal,
            Kind::Name => Account::Name,
            Kind::Quantity if self.language == Language::En && is_year(&mention) => Account::Date,
            _ => Account::Unaccounted,
        });
        Numeral { span, account, mention: Some(mention) }
    }

    /// What the ledger put where a mention stands.
    fn of_marks(&self, span: &Range<usize>) -> Option<Account> {
        let inside: Vec<_> = self.passage.marks.iter().filter(|mark| overlap(&mark.token, span)).collect();
        let first = inside.iter().find_map(|mark| match mark.what {
            Marked::Figure(index) => {
                self.figures.get(index).filter(|figure| !figure.print.token.is_empty()).map(|_| index)
            }
            Marked::Reference(_) => None,
        });
        let Some(index) = first else {
            return inside.iter().any(|mark| matches!(mark.what, Marked::Reference(_))).then_some(Account::Reference);
        };
        let mut typed = self.passage.text[span.clone()].to_owned();
        for mark in inside.iter().rev() {
            let within = mark.token.start.max(span.start) - span.start..mark.token.end.min(span.end) - span.start;
            typed.replace_range(within, "|");
        }
        let changes = |c: char| is_digit(c) || CHINESE.contains(c) || SCALING.contains(c);
        let changed = typed.replace("百分点", "").replace("千分点", "").contains(changes);
        Some(if changed { Account::Changed(index) } else { Account::Figure(index) })
    }

    fn of_names(&self, span: &Range<usize>) -> Option<Account> {
        self.listed.iter().find(|(name, _)| overlap(name, span)).map(|(_, index)| Account::Listed(*index))
    }

    /// Figures of the ledger that are no mention of their own: 全覆盖.
    fn figures_beside(&self, covered: &[Range<usize>]) -> Vec<Numeral> {
        let marks = self.passage.marks.iter().filter(|mark| !covered.iter().any(|span| overlap(span, &mark.token)));
        let figures = marks.filter_map(|mark| match mark.what {
            Marked::Figure(index) => Some((mark.token.clone(), Account::Figure(index))),
            Marked::Reference(_) => None,
        });
        figures.map(|(span, account)| Numeral { span, account, mention: None }).collect()
    }

    /// Numerals that the scanner passed over: it looks for figures, this for anything that could be one.
    fn left_over(&self, covered: &[Range<usize>]) -> Vec<Numeral> {
        let mut found = Vec::new();
        let mut from = 0;
        let free = |at: usize| {
            let in_mark = self
                .passage
                .marks
                .iter()
                .any(|mark| mark.token.contains(&at) && !mark.token.is_empty() && self.is_number(mark.what));
            !in_mark && !covered.iter().any(|span| span.contains(&at))
        };
        while let Some(run) = run(&self.passage.text, from, &free) {
            from = run.end;
            let (account, end) = self.of_run(&run);
            from = from.max(end);
            found.extend(account.map(|account| Numeral { span: run, account, mention: None }));
        }
        found
    }

    /// Whether the token of a mark is a number of the ledger, and not words given in its place.
    fn is_number(&self, mark: Marked) -> bool {
        match mark {
            Marked::Figure(index) => self.figures.get(index).is_some_and(|figure| !figure.print.token.is_empty()),
            Marked::Reference(_) => true,
        }
    }

    /// What accounts for a run of numerals, and where reading goes on; nothing where it is no number at all.
    fn of_run(&self, run: &Range<usize>) -> (Option<Account>, usize) {
        if let Some(account) = self.of_names(run) {
            return (Some(account), run.end);
        }
        let text = &self.passage.text;
        let digits = &text[run.clone()];
        if digits.chars().all(is_digit) {
            return (Some(Account::Unaccounted), run.end);
        }
        if is_plan(digits) && text[..run.start].ends_with(['“', '‘', '"', '《']) {
            return (Some(Account::Name), run.end);
        }
        if text[..run.start].ends_with('第') {
            return (Some(Account::Ordinal), run.end);
        }
        if let Some(end) = phrase(text, run.start) {
            return (Some(Account::Name), end.max(run.end));
        }
        let before = text[..run.start].chars().next_back();
        let vague = before.is_some_and(|c| VAGUE.contains(c));
        let is_article = digits == "一";
        let is_multiplier = MULTIPLIERS.contains(&digits) && !vague;
        (if is_article || is_multiplier { None } else { Some(Account::Unaccounted) }, run.end)
    }
}

/// The national plans by their number: 八五, 十三五, 二十五.
fn is_plan(digits: &str) -> bool {
    digits.strip_suffix('五').is_some_and(|number| {
        !number.is_empty() && number.chars().count() <= 3 && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    })
}

/// In English a year stands without a word for it.
fn is_year(mention: &FigureMention) -> bool {
    let [value] = mention.values.as_slice() else { return false };
    let is_plain = mention.unit.is_empty() && mention.multiplier == 0 && value.place == 0;
    is_plain && value.value.to_integer().try_into().is_ok_and(|year: i32| (1000..2200).contains(&year))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The next run of digits, or of Chinese numerals, from a place on.
fn run(text: &str, from: usize, free: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
    let kind = |c: char| {
        if is_digit(c) {
            1
        } else if CHINESE.contains(c) {
            2
        } else {
            0
        }
    };
    let numeral = |(at, c): (usize, char)| if free(from + at) { kind(c) } else { 0 };
    let mut chars = text[from..].char_indices();
    let (start, sort) = chars.find_map(|(at, c)| Some((at, numeral((at, c)))).filter(|(_, sort)| *sort > 0))?;
    let rest = text[from + start..].char_indices();
    let end = rest
        .map(|(at, c)| (start + at, c))
        .find(|(at, c)| numeral((*at, *c)) != sort)
        .map_or(text.len() - from, |(at, _)| at);
    Some(from + start..from + end)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
