//! Chapters that an earlier run has written and checked, and whether they would be written so again.
//!
//! A chapter hangs on its templates, on the settings of the book, on the indicators as they are declared, and on the
//! observations that it asked for: those that it prints, those that it was told are missing, those that a check looked at. Where
//! all of them are as they were, it is taken as it is; its place in the files, which its page shows, is asked for anew.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::audit::Facts;
use crate::audit::prose::{Coverage, Typed};
use crate::book::{Book, Chapter};
use crate::cache::Cache;
use crate::findings::{Findings, SavedFindings};
use crate::indicators::{Catalogue, Reads};
use crate::kept::{self, Fingerprint};
use crate::ledger::Reference;
use crate::render::{Shelf, Written};

use super::data::Background;

/// What the checks of one chapter came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    /// What they found.
    pub(super) findings: Findings,
    /// How its numerals are accounted for.
    pub(super) coverage: Coverage,
    /// Which of the listed names occur in it.
    pub(super) names_used: BTreeSet<usize>,
    /// The numerals that nothing accounts for.
    pub(super) typed: Vec<Typed>,
    /// The drawings of its charts and sparklines, by stem.
    pub(super) pictures: BTreeMap<String, String>,
    /// What it states.
    pub(super) facts: Facts,
    /// What they read of the data.
    pub(super) reads: Reads,
}

/// A chapter that is to be kept.
pub(super) struct Made<'a> {
    /// What was found while it was filled.
    pub(super) findings: &'a Findings,
    pub(super) written: &'a Written,
    pub(super) checked: &'a Checked,
    pub(super) origin: &'a str,
}

/// What a chapter was made from.
#[derive(Serialize, Deserialize)]
struct Head {
    origin: String,
    /// The fingerprint of the data.
    data: String,
    reads: Reads,
    answers: String,
    /// The checksum of the body.
    body: String,
}

impl Head {
    /// What tells the chapter from any other: what it was made from, the data that it shows, and what it came to.
    fn identity(&self) -> String {
        kept::checksum(format!("{} {} {}", self.origin, self.answers, self.body).as_bytes())
    }
}

/// A chapter as it was made.
#[derive(Serialize, Deserialize)]
struct Body<W> {
    written: W,
    filling: SavedFindings,
    checks: SavedFindings,
    coverage: Coverage,
    names_used: BTreeSet<usize>,
    typed: Vec<Typed>,
    pictures: BTreeMap<String, String>,
    facts: Facts,
}

/// The chapters of one book and year that are kept.
pub(super) struct Store<'a> {
    cache: &'a Cache,
    catalogue: &'a Catalogue<'a>,
    /// What all chapters hang on.
    settings: String,
    /// The fingerprint of the data and of how they were read.
    data: String,
    /// The checks of the chapters that were taken, with the references as they were then.
    taken: Mutex<BTreeMap<String, (Checked, Vec<Reference>)>>,
    /// What the chapters that were taken had read.
    read: Mutex<BTreeMap<String, Reads>>,
    /// The heads of chapters that hold for these data too, by name.
    renewed: Mutex<Vec<(String, Vec<u8>)>>,
}

impl<'a> Store<'a> {
    pub(super) fn new(cache: &'a Cache, catalogue: &'a Catalogue<'a>, known: &mut Background<'_>) -> Self {
        let (settings, data) = (known.settings(|| settings(catalogue)), known.fingerprint());
        let (taken, read, renewed) = Default::default();
        Self { cache, catalogue, settings, data, taken, read, renewed }
    }

    /// Returns the checks of a chapter that was taken, unless a chart or table that it refers to has another number now: the
    /// number stands in its text.
    pub(super) fn checks_of(&self, written: &Written) -> Option<Checked> {
        let (checked, references) = unpoisoned(&self.taken).remove(&written.chapter)?;
        let same = |(now, then): (&Reference, &Reference)| now.target == then.target;
        written.ledger.references.iter().zip(&references).all(same).then_some(checked)
    }

    /// Keeps chapters for the next run; returns the identity of each.
    pub(super) fn keep(&self, chapters: Vec<Made<'_>>) -> BTreeMap<String, String> {
        let made: BTreeSet<String> = chapters.iter().map(|made| head_of(&self.name(&made.written.chapter))).collect();
        let renewed = std::mem::take(&mut *unpoisoned(&self.renewed)).into_iter();
        let renewed: Vec<_> = renewed.filter(|(name, _)| !made.contains(name)).collect();
        let identities = Mutex::new(BTreeMap::new());
        let parts = chapters.into_par_iter().filter_map(|made| {
            let (head, body) = self.parts(&made)?;
            let chapter = made.written.chapter.clone();
            let name = self.name(&chapter);
            unpoisoned(&identities).insert(chapter, head.identity());
            Some([(head_of(&name), kept::to_bytes(&head)?), (name, body)])
        });
        self.cache.keep_parts(parts.flat_map_iter(|parts| parts).chain(renewed));
        identities.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Years and drafts are kept beside each other.
    fn name(&self, chapter: &str) -> String {
        let book = self.catalogue.book();
        format!("chapter {} {} {chapter}", book.year, book.draft)
    }

    /// The head and the body.
    fn parts(&self, made: &Made<'_>) -> Option<(Head, Vec<u8>)> {
        let observations = self.catalogue.observations();
        // A chapter that was taken, of which the checks alone were made again, has read what it read then.
        let earlier = unpoisoned(&self.read).get(&made.written.chapter).cloned().unwrap_or_default();
        let reads = Reads::of_all(&[&made.written.ledger.reads, &made.checked.reads, &earlier], observations);
        let body = kept::to_bytes(&Body {
            written: made.written,
            filling: made.findings.save(),
            checks: made.checked.findings.save(),
            coverage: made.checked.coverage,
            names_used: made.checked.names_used.clone(),
            typed: made.checked.typed.clone(),
            pictures: made.checked.pictures.clone(),
            facts: made.checked.facts.clone(),
        })?;
        let head = Head {
            origin: self.whole_origin(made.origin),
            data: self.data.clone(),
            answers: reads.answers(observations),
            reads,
            body: kept::checksum(&body),
        };
        Some((head, body))
    }

    fn whole_origin(&self, origin: &str) -> String {
        format!("{origin} {} {}", self.settings, self.catalogue.book().draft)
    }

    fn found(&self, chapter: &str, origin: &str) -> Option<(Written, Findings, Checked)> {
        let name = self.name(chapter);
        let head: Head = kept::from_bytes(&self.cache.part(&head_of(&name))?)?;
        if head.origin != self.whole_origin(origin) {
            return None;
        }
        // The very same data need not be asked again.
        let is_same = !self.data.is_empty() && head.data == self.data;
        if !is_same && head.answers != head.reads.answers(self.catalogue.observations()) {
            return None;
        }
        let bytes = self.cache.part(&name).filter(|bytes| kept::checksum(bytes) == head.body)?;
        let Body { mut written, filling, checks, coverage, names_used, typed, pictures, facts } =
            kept::from_bytes::<Body<Written>>(&bytes)?;
        written.identity = head.identity();
        let (filling, findings) = (restored(filling)?, restored(checks)?);
        let head = Head { data: self.data.clone(), ..head };
        if let Some(bytes) = kept::to_bytes(&head).filter(|_| !is_same) {
            unpoisoned(&self.renewed).push((head_of(&name), bytes));
        }
        unpoisoned(&self.read).insert(chapter.to_owned(), head.reads);
        let checked = Checked { findings, coverage, names_used, typed, pictures, facts, reads: Reads::default() };
        Some((written, filling, checked))
    }
}

/// The name of a head: kept apart from its body, because data that changed elsewhere make it new.
pub(super) fn head_of(name: &str) -> String {
    format!("head of {name}")
}

/// A thread that panicked left nothing half done.
fn unpoisoned<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shelf for Store<'_> {
    fn take(&self, chapter: &Chapter, origin: &str) -> Option<(Written, Findings)> {
        let (written, findings, checked) = self.found(&chapter.id, origin)?;
        let references = written.ledger.references.clone();
        unpoisoned(&self.taken).insert(chapter.id.clone(), (checked, references));
        Some((written, findings))
    }
}

/// The checksum of what the book and its indicators say, as far as any chapter hangs on it.
pub(super) fn settings(catalogue: &Catalogue<'_>) -> String {
    let book: &Book = catalogue.book();
    let Book { title, publisher, area, year, years, language, rounding, entry_headings, areas, units, .. } = book;
    let Book { hedges, charts, tables, prose, .. } = book;
    let names = (title, publisher, area, year, years, language);
    let rules = (rounding, entry_headings, areas, units, charts, tables, prose);
    let mut fingerprint = Fingerprint::default();
    (names, rules).hash(&mut fingerprint);
    hedges.len().hash(&mut fingerprint);
    for (word, (from, to)) in hedges {
        (word, from.to_bits(), to.to_bits()).hash(&mut fingerprint);
    }
    catalogue.shape(&mut fingerprint);
    fingerprint.text()
}

/// Returns findings that were kept; `None` if one has a code that this program does not know.
pub(super) fn restored(findings: SavedFindings) -> Option<Findings> {
    let codes: BTreeMap<&str, &'static str> = crate::codes::codes().map(|code| (code.id, code.id)).collect();
    findings.restore(|id| codes.get(id).copied())
}
