//! Chapters that an earlier run has written and checked, and whether they would be written so again.
//!
//! A chapter hangs on its templates, on the settings of the book, on the indicators as they are declared, and on the
//! observations that it asked for: those that it prints, those that it was told are missing, those that a check looked at. Where
//! all of them are as they were, it is taken as it is; its place in the files, which its page shows, is asked for anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::audit::prose::{Coverage, Typed};
use crate::book::{Book, Chapter, Hash};
use crate::cache::Cache;
use crate::findings::{Findings, SavedFindings};
use crate::indicators::{Catalogue, Reads};
use crate::kept;
use crate::ledger::Reference;
use crate::render::{Shelf, Written};

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
    reads: Reads,
    answers: String,
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
}

/// The chapters of one book and year that are kept.
pub(super) struct Store<'a> {
    cache: &'a Cache,
    catalogue: &'a Catalogue<'a>,
    /// What all chapters hang on.
    settings: String,
    codes: BTreeMap<&'static str, &'static str>,
    /// The checks of the chapters that were taken, with the references as they were then.
    taken: Mutex<BTreeMap<String, (Checked, Vec<Reference>)>>,
}

impl<'a> Store<'a> {
    pub(super) fn new(cache: &'a Cache, catalogue: &'a Catalogue<'a>) -> Self {
        let codes = crate::codes::codes().map(|code| (code.id, code.id)).collect();
        Self { cache, catalogue, settings: settings(catalogue), codes, taken: Mutex::default() }
    }

    /// Returns the checks of a chapter that was taken, unless a chart or table that it refers to has another number now: the
    /// number stands in its text.
    pub(super) fn checks_of(&self, written: &Written) -> Option<Checked> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (checked, references) = taken.remove(&written.chapter)?;
        let same = |(now, then): (&Reference, &Reference)| now.target == then.target;
        written.ledger.references.iter().zip(&references).all(same).then_some(checked)
    }

    /// Keeps chapters for the next run.
    pub(super) fn keep(&self, chapters: Vec<Made<'_>>) {
        let names: Vec<String> = chapters.iter().map(|made| self.name(&made.written.chapter)).collect();
        let parts = names.par_iter().zip(chapters).filter_map(|(name, made)| Some((name.as_str(), self.bytes(&made)?)));
        self.cache.keep_parts(parts);
    }

    /// Years and drafts are kept beside each other.
    fn name(&self, chapter: &str) -> String {
        let book = self.catalogue.book();
        format!("{} {} {chapter}", book.year, book.draft)
    }

    /// The head behind its length, then the body.
    fn bytes(&self, made: &Made<'_>) -> Option<Vec<u8>> {
        let mut reads = made.written.ledger.reads.clone();
        reads.extend(made.checked.reads.clone());
        let answers = reads.answers(self.catalogue.observations());
        let head = kept::to_bytes(&Head { origin: self.whole_origin(made.origin), reads, answers })?;
        let body = kept::to_bytes(&Body {
            written: made.written,
            filling: made.findings.save(),
            checks: made.checked.findings.save(),
            coverage: made.checked.coverage,
            names_used: made.checked.names_used.clone(),
            typed: made.checked.typed.clone(),
            pictures: made.checked.pictures.clone(),
        })?;
        Some([&(head.len() as u64).to_le_bytes()[..], &head, &body].concat())
    }

    fn whole_origin(&self, origin: &str) -> String {
        format!("{origin} {}", self.settings)
    }

    fn restored(&self, findings: SavedFindings) -> Option<Findings> {
        findings.restore(|id| self.codes.get(id).copied())
    }

    fn found(&self, chapter: &str, origin: &str) -> Option<(Written, Findings, Checked)> {
        let bytes = self.cache.part(&self.name(chapter))?;
        let (length, rest) = bytes.split_first_chunk()?;
        let (head, body) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let Head { origin: was, reads, answers } = kept::from_bytes(head)?;
        if was != self.whole_origin(origin) || answers != reads.answers(self.catalogue.observations()) {
            return None;
        }
        let Body { mut written, filling, checks, coverage, names_used, typed, pictures } =
            kept::from_bytes::<Body<Written>>(body)?;
        written.ledger.reads = reads;
        let (findings, reads) = (self.restored(checks)?, Reads::default());
        let checked = Checked { findings, coverage, names_used, typed, pictures, reads };
        Some((written, self.restored(filling)?, checked))
    }
}

impl Shelf for Store<'_> {
    fn take(&self, chapter: &Chapter, origin: &str) -> Option<(Written, Findings)> {
        let (written, findings, checked) = self.found(&chapter.id, origin)?;
        let references = written.ledger.references.clone();
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(chapter.id.clone(), (checked, references));
        Some((written, findings))
    }
}

/// The SHA-256 of what the book and its indicators say, as far as any chapter hangs on it.
fn settings(catalogue: &Catalogue<'_>) -> String {
    let book: &Book = catalogue.book();
    let Book { title, publisher, area, year, years, language, rounding, entry_headings, areas, units, .. } = book;
    let Book { hedges, draft, charts, tables, prose, .. } = book;
    let names = (title, publisher, area, year, years, language, draft);
    let rules = (rounding, entry_headings, areas, units, hedges, charts, tables, prose);
    let mut hash = Hash::default();
    hash.update(format!("{names:?} {rules:?} {}", catalogue.shape()).as_bytes());
    hash.text()
}
