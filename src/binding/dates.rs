//! The years that move with the edition: the chapter's own and the one before, as Tera has them.
//!
//! A full date is an event, a name in book marks a document, a span that ends in another year a plan: they stay.
//! Must not know: figures.

use std::ops::Range;

use crate::manuscript::reading::Reading;
use crate::manuscript::scan::Kind;

/// Returns the stretches of a text that are years to be filled in, each with what fills it.
pub(super) fn years(reading: &Reading, year: i32) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for mention in reading.scanned.iter().filter(|mention| mention.kind == Kind::Date) {
        let Some(date) = mention.date else { continue };
        let printed = mention.printed(&reading.text);
        let meant = match date.last_year {
            Some(last) => (last == year).then_some(last),
            None => date.year.filter(|own| (*own == year || *own == year - 1) && date.day.is_none()),
        };
        let Some(meant) = meant.filter(|_| !is_title(reading, mention.span.start)) else { continue };
        let Some(at) = printed.rfind(&meant.to_string()) else { continue };
        let start = mention.span.start + at;
        let filled = if meant == year { "{{ year }}" } else { "{{ year - 1 }}" };
        found.push((start..start + 4, filled.to_owned()));
    }
    found
}

/// Whether a place stands in 《》 or in quotation marks, in its line.
fn is_title(reading: &Reading, at: usize) -> bool {
    let before = reading.text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let open = |open: char, close: char| line.rfind(open).is_some_and(|at| !line[at..].contains(close));
    open('《', '》') || open('“', '”') || open('〔', '〕')
}
