//! Phrases that hold no figure of their own and change with the data all the same: 连续5年下降, 居第3位, 为2012年以来最低, 翻番.
//!
//! Must not know: files, Markdown.

use std::ops::Range;

use crate::book::Period;
use crate::ledger::FigureFunction;
use crate::manuscript::reading::Mention;

use super::ask::Ask;
use super::candidates::{Desk, Printed, covering};
use super::facts::Key;

/// What begins a phrase, and what prints it.
const PHRASES: &[(&str, FigureFunction)] =
    &[("连续", FigureFunction::Streak), ("居第", FigureFunction::Rank), ("年以来最", FigureFunction::Extreme)];

/// Returns the phrases that a call prints exactly.
pub(super) fn phrases(desk: &Desk<'_>) -> Vec<Printed> {
    let mut found = Vec::new();
    for (needle, function) in PHRASES {
        for (at, _) in desk.reading.text.match_indices(needle) {
            found.extend(phrase(desk, *function, at..at + needle.len()));
        }
    }
    found
}

fn phrase(desk: &Desk<'_>, function: FigureFunction, needle: Range<usize>) -> Option<Printed> {
    let text = &desk.reading.text;
    let asks = subjects(desk, needle.start).into_iter().flat_map(|key| {
        let plain = Ask::new(function, &key, desk.chapter);
        let asks = match function {
            FigureFunction::Extreme => {
                let since = since(text, needle.start)
                    .map(|year| plain.clone().with("since", crate::ledger::Argument::Integer(year)));
                since.into_iter().chain([plain.clone()]).collect()
            }
            _ => vec![plain],
        };
        asks.into_iter().map(move |ask| (ask, key.clone()))
    });
    asks.into_iter().find_map(|(ask, key)| {
        let printed = desk.print(&ask)?;
        let span = covering(text, &needle, &printed)?;
        Some(Printed { span, ask, text: printed, key })
    })
}

/// The year right before 年以来.
fn since(text: &str, at: usize) -> Option<i64> {
    let start = at.checked_sub(4)?;
    text.get(start..at)?.parse().ok()
}

/// The data that the words before a place name, in the area that they speak of; where they name nothing, the datum that
/// stands before them in their sentence.
fn subjects(desk: &Desk<'_>, at: usize) -> Vec<Key> {
    let reading = desk.reading;
    let sentence = reading.sentence_at(at);
    let from = reading.sentences.get(sentence).map_or(0, |span| span.start);
    let words = reading.text.get(from..at).unwrap_or_default();
    let clause = words.rsplit(['，', '；', '：']).next().unwrap_or_default();
    let year = desk.facts.data.year();
    let area = desk.facts.data.area_at(&reading.text, at);
    let mut keys = desk.named(clause, year);
    keys.retain(|key| key.area == area);
    let before = reading.mentions.partition_point(|mention: &Mention| mention.figure.span.end <= at);
    let silent = clause.chars().count() <= 3;
    let stands =
        desk.found.range(..before).next_back().filter(|(at, _)| silent && reading.mentions[**at].sentence == sentence);
    keys.extend(stands.map(|(_, key)| Key { period: Period::Year(year), ..key.clone() }));
    keys
}
