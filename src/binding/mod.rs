//! A manuscript and a book: which datum each figure is, and the chapter template that prints the manuscript again.
//!
//! 1. [`facts`](Book) turns a catalogue into the data and the vocabulary that `manuscript` compares texts with;
//! 2. [`compare`] says of each figure of a verification what it is among them;
//! 3. [`bind`] asks the ledger which call prints exactly what stands in the text, and writes a first template.
//!
//! Must not know: files, polars, tera, pages, how findings are printed.

mod ask;
mod bind;
mod candidates;
pub mod codes;
mod dates;
mod facts;
mod phrases;
mod template;

pub use bind::{Bound, Kept, bind};
pub use facts::{Book, Defaults};

use crate::book::Chapter;
use crate::manuscript::against::{Match, against, as_printed};
use crate::manuscript::{Sighting, Status, Verification, Verified};

/// Says of each figure of all manuscripts what it is among the data of a book.
pub fn compare(verification: &mut Verification, book: &Book<'_>, defaults: &Defaults) {
    for file in &mut verification.files {
        let (area, year) = book.defaults(&file.manuscript, defaults);
        file.sightings = sightings(file, book, (&area, year));
    }
}

fn sightings(file: &Verified, book: &Book<'_>, (area, year): (&str, i32)) -> Vec<Sighting> {
    let chapter = chapter(area, year);
    let facts = book.facts(&file.reading, area, year);
    let found = against(&file.reading, &facts.data);
    let mut sightings: Vec<Sighting> =
        found.iter().map(|(mention, found)| sighting(file, &facts, *mention, found)).collect();
    let known =
        sightings.iter().filter(|sighting| sighting.status == Status::Found).map(|s| s.mention).collect::<Vec<_>>();
    for derived in candidates::derived(book, &chapter, &file.reading, &facts, &found) {
        if known.contains(&derived.mention) {
            continue;
        }
        sightings.retain(|sighting| sighting.mention != derived.mention);
        sightings.push(derived);
    }
    sightings.sort_by_key(|sighting| sighting.mention);
    sightings
}

fn sighting(file: &Verified, facts: &facts::Facts, mention: usize, found: &Match) -> Sighting {
    let list = facts.data.list();
    let id = |number: &usize| list[*number].id.clone();
    let value = |number: usize| as_printed(&file.reading.mentions[mention], &list[number].value);
    let (status, data, value) = match found {
        Match::Found(number) => (Status::Found, vec![id(number)], Some(value(*number))),
        Match::NearMiss(number) => (Status::NearMiss, vec![id(number)], Some(value(*number))),
        Match::Ambiguous(numbers) => (Status::Ambiguous, numbers.iter().map(id).collect(), None),
        Match::NotInTheData => (Status::NotInTheData, Vec::new(), None),
    };
    Sighting { mention, status, data, value }
}

/// A chapter that stands for a manuscript when the ledger is asked.
fn chapter(area: &str, year: i32) -> Chapter {
    Chapter {
        id: "manuscript".into(),
        file: "manuscript".into(),
        title: String::new(),
        area: Some(area.to_owned()),
        year: Some(year),
        authors: Vec::new(),
        sources: Vec::new(),
        source: String::new(),
        body: 0,
    }
}
