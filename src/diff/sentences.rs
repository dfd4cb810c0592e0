//! Which sentences differ. Sentences are matched by what the template says, figures being the same wherever they are the same
//! call, so that a change of data is a change within a sentence; only then by likeness.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::release::{Mark, Record, Said};

use super::align::{align, with_years};
use super::{Cause, FigureChange, SentenceChange, words};

/// How much of two sentences must be alike, for them to be one that was changed: parts of 100.
const ALIKE: usize = 40;

/// The two editions, and the figures of the text that differ.
pub(super) struct Sides<'a> {
    pub(super) old: &'a Record,
    pub(super) new: &'a Record,
    pub(super) figures: &'a [FigureChange],
}

/// A sentence where it stands.
pub(super) struct Sentence<'a> {
    pub(super) said: &'a Said,
    pub(super) range: Range<usize>,
    /// The text with the id of each figure in the place of what it prints.
    skeleton: String,
}

impl<'a> Sentence<'a> {
    pub(super) fn text(&self) -> &'a str {
        &self.said.text[self.range.clone()]
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = &'a Mark> {
        let range = self.range.clone();
        self.said.figures.iter().filter(move |mark| range.contains(&mark.span.0))
    }
}

impl Sides<'_> {
    pub(super) fn compare(&self) -> Vec<SentenceChange> {
        let old_ids = self.old.figures.iter().map(|figure| figure.id.as_str());
        let new_ids = self.new.figures.iter().map(|figure| figure.id.as_str());
        let pairs = align(old_ids, new_ids, (self.old.year, self.new.year));
        let (from, to) = (self.old.year, self.new.year);
        let moved = |text: &str| with_years(text, |year| if year == from { to } else { year });
        let old = sentences(self.old, |id| pairs.get(id).map_or(id, |new| new).to_owned(), moved);
        let new = sentences(self.new, str::to_owned, str::to_owned);
        let mut chapters: Vec<&str> = Vec::new();
        for said in self.new.passages.iter().chain(&self.old.passages) {
            if !chapters.contains(&said.chapter.as_str()) {
                chapters.push(&said.chapter);
            }
        }
        let none = Vec::new();
        chapters
            .into_iter()
            .flat_map(|chapter| {
                let (old, new) = (old.get(chapter).unwrap_or(&none), new.get(chapter).unwrap_or(&none));
                self.chapter(old, new)
            })
            .collect()
    }

    fn chapter(&self, old: &[Sentence<'_>], new: &[Sentence<'_>]) -> Vec<SentenceChange> {
        let skeletons = |all: &[Sentence<'_>]| all.iter().map(|sentence| sentence.skeleton.clone()).collect::<Vec<_>>();
        let mut changes = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &skeletons(old), &skeletons(new)) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    let pairs = (0..len).map(|at| (Some(&old[old_index + at]), Some(&new[new_index + at])));
                    changes.extend(pairs.filter_map(|pair| self.sentence(pair)));
                }
                _ => {
                    let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
                    changes.extend(matched(old, new).into_iter().filter_map(|pair| self.sentence(pair)));
                }
            }
        }
        changes
    }

    fn sentence(&self, (old, new): (Option<&Sentence<'_>>, Option<&Sentence<'_>>)) -> Option<SentenceChange> {
        let any = new.or(old)?;
        let text = |sentence: Option<&Sentence<'_>>| sentence.map(|sentence| sentence.text().to_owned());
        if text(old) == text(new) {
            return None;
        }
        let (old_runs, new_runs) = words::compare(old, new);
        let ids: BTreeSet<&str> =
            [old, new].into_iter().flatten().flat_map(Sentence::marks).map(|m| m.id.as_str()).collect();
        let changed: Vec<&FigureChange> =
            self.figures.iter().filter(|figure| ids.contains(figure.id.as_str())).collect();
        let mut causes: BTreeSet<Cause> = changed.iter().flat_map(|figure| figure.causes.iter().cloned()).collect();
        let same_template = old.map(|sentence| &sentence.skeleton) == new.map(|sentence| &sentence.skeleton);
        let another_year = self.old.year != self.new.year;
        if !same_template && causes.is_empty() {
            causes.insert(if another_year { Cause::Year } else { Cause::Template });
        } else if causes.is_empty() {
            causes.insert(if another_year { Cause::Year } else { Cause::Form });
        }
        Some(SentenceChange {
            chapter: any.said.chapter.clone(),
            entry: any.said.entry.clone(),
            part: any.said.part.clone(),
            old: old_runs,
            new: new_runs,
            figures: changed.iter().map(|figure| figure.id.clone()).collect(),
            causes: causes.into_iter().collect(),
        })
    }
}

/// A sentence of each edition, or of one only.
type Match<'s, 'a> = (Option<&'s Sentence<'a>>, Option<&'s Sentence<'a>>);

/// Pairs sentences that are alike, in their order; the rest are gone or new.
fn matched<'s, 'a>(old: &'s [Sentence<'a>], new: &'s [Sentence<'a>]) -> Vec<Match<'s, 'a>> {
    let mut pairs = Vec::new();
    let mut from = 0;
    for sentence in new {
        let found = (from..old.len()).find(|at| are_alike(&old[*at], sentence));
        if let Some(at) = found {
            pairs.extend(old[from..at].iter().map(|gone| (Some(gone), None)));
            from = at + 1;
        }
        pairs.push((found.map(|at| &old[at]), Some(sentence)));
    }
    pairs.extend(old[from..].iter().map(|gone| (Some(gone), None)));
    pairs
}

fn are_alike(old: &Sentence<'_>, new: &Sentence<'_>) -> bool {
    if old.said.part != new.said.part {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (old.text().chars().collect(), new.text().chars().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    let same: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    200 * same >= ALIKE * (a.len() + b.len())
}

/// All sentences of an edition by chapter.
fn sentences<'a>(
    record: &'a Record,
    id: impl Fn(&str) -> String,
    typed: impl Fn(&str) -> String,
) -> BTreeMap<&'a str, Vec<Sentence<'a>>> {
    let mut all: BTreeMap<&str, Vec<Sentence<'a>>> = BTreeMap::new();
    for said in &record.passages {
        let own = all.entry(&said.chapter).or_default();
        for range in split(&said.text, &said.figures) {
            let mut sentence = Sentence { said, range, skeleton: String::new() };
            sentence.skeleton = skeleton(&sentence, &id, &typed);
            own.push(sentence);
        }
    }
    all
}

fn skeleton(sentence: &Sentence<'_>, id: impl Fn(&str) -> String, typed: impl Fn(&str) -> String) -> String {
    let mut out = format!("{}\u{0}", sentence.said.part);
    let mut from = sentence.range.start;
    for mark in sentence.marks() {
        out.push_str(&typed(stretch(&sentence.said.text, from..mark.span.0)));
        out.push_str(&format!("\u{0}{}\u{0}", id(&mark.id)));
        from = mark.span.1;
    }
    out.push_str(&typed(stretch(&sentence.said.text, from..sentence.range.end)));
    out
}

/// A stretch of a text; nothing where a release that was edited by hand names none.
pub(super) fn stretch(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// A text at the ends of its sentences, none of which lies in a figure.
fn split(text: &str, figures: &[Mark]) -> Vec<Range<usize>> {
    let in_figure = |at: usize| figures.iter().any(|mark| (mark.span.0..mark.span.1).contains(&at));
    let mut ranges = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '。' | '！' | '？') && !in_figure(at) {
            ranges.push(from..at + c.len_utf8());
            from = at + c.len_utf8();
        }
    }
    if !text[from..].trim().is_empty() {
        ranges.push(from..text.len());
    }
    ranges
}
