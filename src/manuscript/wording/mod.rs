//! Wording: how figures are written in yearbooks, one file a rule.
//!
//! The rules come from GB/T 15835-2011 and from the style guides of yearbook editors. To add one: a file with a `RULE`,
//! a row in [`RULES`], a test. Must not know: arithmetic, files.

mod customary_unit;
mod decimal_many;
mod decline_times;
mod double_unit;
mod exact_estimate;
mod first_person;
mod long_number;
mod mathematical_sign;
mod missing_zero;
mod mixed_numerals;
mod percent_points;
mod points_word;
mod range_scale;
mod rate_word;
mod short_year;
mod stacked_hedge;
mod time_word;
mod two_names;

use crate::findings::{Code, Severity};
use std::ops::Range;

use super::reading::Reading;

/// A remark on the wording of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The rule.
    pub code: &'static str,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: &'static str,
}

/// A rule of wording.
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// What it asks for, in one line.
    pub meaning: &'static str,
    /// What to write instead.
    pub hint: &'static str,
    /// What it does, why, a wrong and a right example, where it comes from; in Markdown.
    pub doc: &'static str,
    find: fn(&Reading) -> Vec<Hit>,
}

impl Rule {
    /// Returns what it reports under.
    #[must_use]
    pub fn code(&self) -> Code {
        Code { id: self.code, severity: Severity::Info, meaning: self.meaning }
    }
}

/// A place and what is wrong with it.
type Hit = (Range<usize>, String);

/// All rules, by code.
pub const RULES: &[Rule] = &[
    time_word::RULE,
    first_person::RULE,
    stacked_hedge::RULE,
    decimal_many::RULE,
    range_scale::RULE,
    percent_points::RULE,
    decline_times::RULE,
    rate_word::RULE,
    short_year::RULE,
    mixed_numerals::RULE,
    double_unit::RULE,
    mathematical_sign::RULE,
    missing_zero::RULE,
    customary_unit::RULE,
    two_names::RULE,
    long_number::RULE,
    exact_estimate::RULE,
    points_word::RULE,
];

/// Returns the doc of a rule.
#[must_use]
pub fn doc(code: &str) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.code == code).map(|rule| rule.doc)
}

/// Returns the remarks on a text, in reading order.
#[must_use]
pub fn remarks(reading: &Reading) -> Vec<Remark> {
    let found = RULES.iter().flat_map(|rule| {
        (rule.find)(reading).into_iter().map(|(span, message)| Remark {
            code: rule.code,
            span,
            message,
            hint: rule.hint,
        })
    });
    let mut remarks: Vec<Remark> = found.collect();
    remarks.sort_by_key(|remark| (remark.span.start, remark.code));
    remarks
}

/// Every place of any of `words`, the longest where several begin.
fn places(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> =
        words.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len())).collect();
    found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by(|next, kept| next.start < kept.end);
    found
}

/// The text after a place, up to `count` characters.
fn after(text: &str, at: usize, count: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.char_indices().nth(count).map_or(rest, |(end, _)| &rest[..end])
}

/// The text before a place, up to `count` characters.
fn before(text: &str, at: usize, count: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    head.char_indices().rev().nth(count.saturating_sub(1)).map_or(head, |(start, _)| &head[start..])
}

#[cfg(test)]
mod tests;
