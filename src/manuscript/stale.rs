//! Sentences that were taken over from the manuscript of another year.
//!
//! Must not know: claims.

use std::collections::BTreeMap;
use std::ops::Range;

use super::reading::{Reading, likeness};

/// Fewer equal figures than these are chance.
const FEWEST: usize = 3;

/// A sentence that stands in the earlier manuscript too, with the same figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Where it stands.
    pub span: Range<usize>,
    /// Where it stands in the earlier manuscript.
    pub earlier: Range<usize>,
    /// How many figures are equal.
    pub figures: usize,
}

/// Returns the sentences whose figures, three or more, and whose words are those of an earlier manuscript.
pub(super) fn stale(reading: &Reading, earlier: &Reading) -> Vec<Stale> {
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for sentence in 0..earlier.sentences.len() {
        known.entry(figures(earlier, sentence)).or_insert(sentence);
    }
    let mut found = Vec::new();
    for (sentence, span) in reading.sentences.iter().enumerate() {
        let own = figures(reading, sentence);
        let Some(&other) = known.get(&own).filter(|_| own.len() >= FEWEST) else { continue };
        if likeness(words(reading, sentence), words(earlier, other)) >= 0.7 {
            found.push(Stale { span: span.clone(), earlier: earlier.sentences[other].clone(), figures: own.len() });
        }
    }
    found
}

fn figures(reading: &Reading, sentence: usize) -> Vec<String> {
    reading.of_sentence(sentence).map(|at| reading.printed(&reading.mentions[at]).replace(' ', "")).collect()
}

fn words(reading: &Reading, sentence: usize) -> &str {
    reading.sentence_text(sentence).trim()
}
