//! The data of a book: read from its files, or taken as an earlier run read and checked them.
//!
//! They hang on the data files and on whatever else of the book is no template; a template says nothing of data.

use serde::{Deserialize, Serialize};

use crate::audit;
use crate::book::{Asked, Book};
use crate::cache::Cache;
use crate::findings::{Findings, SavedFindings};
use crate::indicators::Catalogue;
use crate::ingest::{Observations, Room, ingest};
use crate::kept;

use super::store::{head_of, restored};

/// What is known of the data beside the observations.
pub(super) struct Background<'c> {
    /// What the files said; `None` if they changed meanwhile, or are in memory.
    asked: Option<Asked>,
    /// What the checks of the data found, if an earlier run looked at the very same.
    checks: Option<Findings>,
    /// What was found while they were read.
    reading: Findings,
    /// What all chapters hang on, if an earlier run has found it from the same files.
    settings: Option<String>,
    cache: Option<&'c Cache>,
}

/// What the data that are kept came from: a part of its own, since they are large, and not read where they do not hold. The data begin
/// with the fingerprint of these answers; behind it stand the findings of the reading, those of the checks, and the observations.
#[derive(Serialize, Deserialize)]
struct Head {
    asked: Asked,
    /// When the run began that read them.
    moment: i64,
    /// What all chapters hang on: it is found from the same files.
    settings: String,
}

/// Reads the data of a book, or takes them from the cache.
pub(super) fn data<'c>(
    book: &Book,
    room: &Room,
    cache: Option<&'c Cache>,
    findings: &mut Findings,
) -> (Observations, Background<'c>) {
    if let Some((observations, known)) = cache.and_then(|cache| taken(book, cache)) {
        findings.append(known.reading.clone());
        return (observations, known);
    }
    let mut reading = Findings::default();
    let observations = ingest(book, room, &mut reading);
    findings.append(reading.clone());
    let asked = cache.and_then(|_| book.files.asked()).map(|asked| asked.without(|name| book.is_template(name)));
    (observations, Background { asked, checks: None, reading, settings: None, cache })
}

fn taken<'c>(book: &Book, cache: &'c Cache) -> Option<(Observations, Background<'c>)> {
    let Head { asked, moment, settings } = kept::from_bytes(&cache.part(&head_of(&name(book)))?)?;
    let asked = book.files.ask_again(&asked, cache.trust(moment))?;
    let bytes = cache.part(&name(book))?;
    let (fingerprint, rest) = kept::first_from_bytes::<String>(&bytes)?;
    if fingerprint != asked.fingerprint() {
        return None;
    }
    let (reading, rest) = kept::first_from_bytes::<SavedFindings>(rest)?;
    let (checks, rest) = kept::first_from_bytes::<SavedFindings>(rest)?;
    let observations = kept::from_bytes(rest)?;
    let (checks, reading) = (Some(restored(checks)?), restored(reading)?);
    book.files.note_again(&asked);
    let known = Background { checks, reading, asked: Some(asked), settings: Some(settings), cache: Some(cache) };
    Some((observations, known))
}

impl Background<'_> {
    /// Returns what tells these data from others; empty where nothing does.
    pub(super) fn fingerprint(&self) -> String {
        self.asked.as_ref().map(Asked::fingerprint).unwrap_or_default()
    }

    /// Returns what all chapters hang on, as `find` finds it or as an earlier run did.
    pub(super) fn settings(&mut self, find: impl FnOnce() -> String) -> String {
        self.settings.get_or_insert_with(find).clone()
    }

    /// Checks the data, or tells what was found of the very same; keeps them, if they are new.
    pub(super) fn check(&self, catalogue: &Catalogue<'_>, findings: &mut Findings) {
        match &self.checks {
            Some(found) => findings.append(found.clone()),
            None => {
                let mut found = Findings::default();
                audit::data(catalogue, &mut found);
                self.keep(catalogue, &found);
                findings.append(found);
            }
        }
        audit::used(catalogue, findings);
    }

    fn keep(&self, catalogue: &Catalogue<'_>, checks: &Findings) {
        let (Some(cache), Some(asked)) = (self.cache, self.asked.clone()) else { return };
        let settings = self.settings.clone().unwrap_or_default();
        let Some(moment) = cache.moment() else { return };
        // Not begun where it would have to be given up.
        let observations = catalogue.observations();
        if !observations.are_held() || !cache.has_room_for(observations.kept_bytes()) {
            return;
        }
        let name = name(catalogue.book());
        cache.keep_part(&name, |out| {
            kept::write(&asked.fingerprint(), out)?;
            kept::write(&self.reading.save(), out)?;
            kept::write(&checks.save(), out)?;
            kept::write(observations, out)
        });
        cache.keep_part(&head_of(&name), |out| kept::write(&Head { asked, moment, settings }, out));
    }
}

/// A name for each year that the book is made for: checks of data and the settings of chapters may hang on it.
fn name(book: &Book) -> String {
    format!("data {}", book.year)
}
