//! Checks of the prose of chapters as they will be printed: nothing unaccounted for, and no word against its figure.
//!
//! Owns: the checks, each in a file of its own with its doc, one row in [`CHECKS`]; the [`Coverage`] of numerals.
//! Must not know: files, pages, how a figure was computed.

mod base;
mod changed;
mod claims;
mod clause;
mod front;
mod hedge;
mod hint;
mod length;
mod names;
pub mod numerals;
mod trend;
mod typed_year;
mod unaccounted;
mod wording;

use std::collections::BTreeSet;
use std::ops::{AddAssign, Range};

use crate::book::{Book, Chapter};
use crate::findings::{Code, Findings, Place, Problem};
use crate::indicators::Catalogue;
use crate::ledger::{ChapterLedger, Class, Figure};
use crate::render::{Marked, Passage, TextMark, Written, passages, typed_at};

use numerals::{Account, Numeral};
pub use unaccounted::Typed;

/// A check of prose: its code, its doc, and the function that looks.
#[derive(Clone, Copy)]
pub struct Check {
    /// What it reports under.
    pub code: Code,
    /// What it does, why, an example, what to do: printed by `yearbook explain`.
    pub doc: &'static str,
    look: Look,
}

/// What a check of prose needs to see.
#[derive(Clone, Copy)]
enum Look {
    /// One chapter.
    Chapter(fn(&Prose<'_>, &mut Findings)),
    /// What was gathered in all chapters of a book.
    Book(fn(&Whole<'_>, &mut Findings)),
}

/// What was gathered in the chapters of a book.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// The indicators and their data.
    pub catalogue: &'a Catalogue<'a>,
    /// The numerals that nothing accounts for ([`Prose::typed`]).
    pub typed: &'a [Typed],
    /// The listed names that account for a numeral ([`Prose::names_used`]); `None` while some chapter has not been read.
    pub names_used: Option<&'a BTreeSet<usize>>,
}

/// All checks of prose, by code.
pub const CHECKS: &[Check] = &[
    unaccounted::CHECK,
    changed::CHECK,
    trend::CHECK,
    base::CHECK,
    hedge::CHECK,
    typed_year::CHECK,
    claims::CHECK,
    length::CHECK,
    front::CHECK,
    names::CHECK,
];

/// The chapters of a book, read for their numerals.
pub struct Prose<'a> {
    book: &'a Book,
    catalogue: &'a Catalogue<'a>,
    chapters: Vec<ReadChapter<'a>>,
}

/// A chapter, read.
struct ReadChapter<'a> {
    chapter: &'a Chapter,
    /// The names of its partials.
    partials: &'a [String],
    ledger: &'a ChapterLedger,
    passages: Vec<ReadPassage>,
}

/// A passage with its numerals.
struct ReadPassage {
    passage: Passage,
    numerals: Vec<Numeral>,
}

/// How the numerals of a book are accounted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// Figures computed from data by a declared rule.
    pub computed: usize,
    /// Figures that hang on a value that was worked back from a published figure.
    pub reconstructed: usize,
    /// Figures quoted with their source.
    pub quoted: usize,
    /// Dates, years and times.
    pub dates: usize,
    /// Ranks in a sequence.
    pub ordinals: usize,
    /// Parts of names, the listed ones too, and numbers of charts and tables.
    pub names: usize,
    /// Typed by hand, and accounted for by nothing.
    pub unaccounted: usize,
}

impl Coverage {
    /// Returns how many figures the ledger has printed.
    #[must_use]
    pub fn figures(&self) -> usize {
        self.computed + self.reconstructed + self.quoted
    }
}

impl AddAssign for Coverage {
    fn add_assign(&mut self, other: Self) {
        self.computed += other.computed;
        self.reconstructed += other.reconstructed;
        self.quoted += other.quoted;
        self.dates += other.dates;
        self.ordinals += other.ordinals;
        self.names += other.names;
        self.unaccounted += other.unaccounted;
    }
}

impl<'a> Prose<'a> {
    /// Reads chapters as they were written.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue<'a>, written: &'a [Written]) -> Self {
        let book = catalogue.book();
        let chapter = |written: &'a Written| {
            let chapter = book.chapters.iter().find(|chapter| chapter.id == written.chapter)?;
            let read = |passage: Passage| ReadPassage {
                numerals: numerals::numerals(&passage, &written.ledger.figures, &book.prose.names, book.language),
                passage,
            };
            let passages = passages(book, written).into_iter().map(read).collect();
            Some(ReadChapter { chapter, partials: &written.partials, ledger: &written.ledger, passages })
        };
        Self { book, catalogue, chapters: written.iter().filter_map(chapter).collect() }
    }

    /// Runs every check that looks at one chapter alone.
    pub fn check(&self, findings: &mut Findings) {
        for check in CHECKS {
            if let Look::Chapter(look) = check.look {
                look(self, findings);
            }
        }
        wording::look(self, findings);
    }

    /// Returns the numerals that nothing accounts for.
    #[must_use]
    pub fn typed(&self) -> Vec<Typed> {
        unaccounted::typed(self)
    }

    /// Returns which of the listed names of the book account for a numeral here, by their place in the list.
    #[must_use]
    pub fn names_used(&self) -> BTreeSet<usize> {
        let numerals = self.passages().flat_map(|(_, read)| &read.numerals);
        let listed = numerals.filter_map(|numeral| match numeral.account {
            Account::Listed(index) => Some(index),
            _ => None,
        });
        listed.collect()
    }

    /// Returns how the numerals of all chapters are accounted for; cells of charts and tables count too.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for chapter in &self.chapters {
            for figure in chapter.figures() {
                match figure.class {
                    Class::Computed => coverage.computed += 1,
                    Class::Reconstructed => coverage.reconstructed += 1,
                    Class::Quoted => coverage.quoted += 1,
                }
            }
            for numeral in chapter.passages.iter().flat_map(|passage| &passage.numerals) {
                match numeral.account {
                    Account::Figure(_) => {}
                    Account::Unaccounted | Account::Changed(_) => coverage.unaccounted += 1,
                    Account::Date => coverage.dates += 1,
                    Account::Ordinal => coverage.ordinals += 1,
                    Account::Name | Account::Listed(_) | Account::Reference => coverage.names += 1,
                }
            }
        }
        coverage
    }

    /// Every passage with its chapter.
    fn passages(&self) -> impl Iterator<Item = (&ReadChapter<'a>, &ReadPassage)> {
        self.chapters.iter().flat_map(|chapter| chapter.passages.iter().map(move |passage| (chapter, passage)))
    }

    /// Every figure in the text, with the passage and the mark that show it.
    fn figures(&self) -> impl Iterator<Item = Shown<'_>> {
        self.passages().flat_map(|(chapter, read)| {
            let figure = |mark: &TextMark| match mark.what {
                Marked::Figure(index) => chapter.ledger.figures.get(index),
                Marked::Reference(_) => None,
            };
            let marks = &read.passage.marks;
            marks.iter().enumerate().filter_map(move |(at, mark)| {
                let before = marks[..at].iter().rev().find_map(figure);
                Some(Shown { passage: &read.passage, mark, figure: figure(mark)?, before })
            })
        })
    }

    /// Where an editor typed a stretch of a passage, or else the chapter.
    fn place(&self, chapter: &Chapter, passage: &Passage, at: &Range<usize>) -> Place {
        let read = self.chapters.iter().find(|read| read.chapter.id == chapter.id);
        let typed = typed_at(self.book, (chapter, read.map_or(&[], |read| read.partials)), passage, at);
        typed.or_else(|| passage.site.clone()).unwrap_or_else(|| Place::file(&chapter.file))
    }
}

impl ReadChapter<'_> {
    /// All figures of the chapter, those in charts and tables too.
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        let drawn = self.ledger.pictures().flat_map(crate::ledger::ChartEntry::figures);
        let tabled = self.ledger.tables.iter().flat_map(crate::ledger::TableEntry::figures);
        self.ledger.figures.iter().chain(drawn).chain(tabled)
    }
}

/// A figure where it is shown.
struct Shown<'a> {
    passage: &'a Passage,
    mark: &'a TextMark,
    figure: &'a Figure,
    /// The figure before it in the passage.
    before: Option<&'a Figure>,
}

impl Shown<'_> {
    /// Reports something about the figure, at its call.
    fn report(&self, code: Code, findings: &mut Findings, message: String, hint: impl Into<String>) {
        let problem = Problem::new(message).about(&self.figure.id).at(self.figure.site.clone());
        code.report(findings, problem.hint(hint));
    }
}

/// Runs the checks that look at a book as a whole.
pub fn whole(whole: &Whole<'_>, findings: &mut Findings) {
    for check in CHECKS {
        if let Look::Book(look) = check.look {
            look(whole, findings);
        }
    }
}

/// Returns a check of prose by its code.
#[must_use]
pub fn check(code: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.code.id == code)
}
