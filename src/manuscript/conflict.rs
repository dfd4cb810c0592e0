//! One thing of one year with two values, in one manuscript or in several.
//!
//! Things are the same if their words are (全县粮食总产量), not only like: 在校生 of two schools are two things.
//! Must not know: claims.

use std::collections::BTreeMap;
use std::ops::Range;

use super::measure::Sort;
use super::reading::{Reading, Role};

/// Two places that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is said of.
    pub subject: String,
    /// The year.
    pub year: i32,
    /// Manuscript, place and print of the first value.
    pub first: (usize, Range<usize>, String),
    /// Manuscript, place and print of the other.
    pub second: (usize, Range<usize>, String),
}

/// The shortest words that name a thing without its sentence.
const SHORTEST: usize = 5;

/// Returns the conflicts among manuscripts.
pub(super) fn conflicts(readings: &[&Reading]) -> Vec<Conflict> {
    let mut seen: BTreeMap<(String, i32, String), (usize, usize)> = BTreeMap::new();
    let mut found = Vec::new();
    for (file, reading) in readings.iter().enumerate() {
        for (at, mention) in reading.mentions.iter().enumerate() {
            let (Some(amount), Some(year)) = (&mention.amount, mention.year) else { continue };
            let stands = matches!(mention.role, Role::Level | Role::To) && mention.depth == 0 && mention.list.is_none();
            if !stands
                || amount.sort != Sort::Amount
                || mention.subject.chars().count() < SHORTEST
                || is_monthly(before(reading, mention))
            {
                continue;
            }
            let words: String = mention.clause.chars().filter(|c| !c.is_control()).collect();
            let key = (words, year, amount.class.clone());
            let Some(&(other_file, other_at)) = seen.get(&key) else {
                seen.insert(key, (file, at));
                continue;
            };
            let other = &readings[other_file].mentions[other_at];
            let apart = other
                .amount
                .as_ref()
                .is_some_and(|o| o.interval.order(&amount.interval).is_some_and(std::cmp::Ordering::is_ne));
            if apart {
                let place = |file: usize, m: &super::reading::Mention| {
                    (file, m.figure.span.clone(), readings[file].printed(m).to_owned())
                };
                found.push(Conflict {
                    subject: mention.subject.clone(),
                    year,
                    first: place(other_file, other),
                    second: place(file, mention),
                });
            }
        }
    }
    found
}

/// The words of the paragraph before a mention, as far as its period may be said there.
fn before<'a>(reading: &'a Reading, mention: &super::reading::Mention) -> &'a str {
    let end = mention.figure.span.start;
    let mut from = end.saturating_sub(600);
    while !reading.text.is_char_boundary(from) {
        from += 1;
    }
    let words = &reading.text[from..end];
    words.rsplit('\n').next().unwrap_or_default()
}

/// Months, quarters and half years have values of their own.
fn is_monthly(sentence: &str) -> bool {
    ["月", "季度", "半年"].iter().any(|word| sentence.contains(word))
}
