//! The pipeline: a book's files → an edition as values.

mod compile;
mod data;
mod earlier;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::Result;
use crate::audit::prose::{self, Coverage};
use crate::audit::{self, Signature};
use crate::book::{Book, Files};
use crate::cache::Cache;
use crate::findings::Findings;
use crate::indicators::Catalogue;
use crate::ingest::{Observations, Room};
use crate::ledger::{ChapterLedger, ChartEntry, Figure, TableEntry, record};
use crate::output::{Earlier, InMemory, Never, Output};
use crate::release;
use crate::render::{self, Shelf, Written};
use crate::signoff::{self, SignOff, State};

pub use earlier::LastOutput;

use compile::{Compiled, compile};
use store::Store;

/// What to build.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Another data year than the book's.
    pub year: Option<i32>,
    /// Only these chapters; all when empty.
    pub chapters: Vec<String>,
    /// Print missing figures as pending instead of refusing them.
    pub draft: bool,
    /// Everything printed must be signed off.
    pub require_signed: bool,
    /// How many observations are held in memory, and where the others go.
    pub room: Room,
}

/// What is being done, for a progress display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the book's own files.
    Book,
    /// Reading data files.
    Data,
    /// Checking formulas.
    Indicators,
    /// Filling the chapters.
    Chapters,
    /// Computing the panel, comparing, checking, drawing.
    Panel,
    /// Laying out.
    Pages,
}

impl Stage {
    /// Returns what is being done, in words.
    #[must_use]
    pub fn doing(self) -> &'static str {
        match self {
            Self::Book => "reading the book",
            Self::Data => "reading data",
            Self::Indicators => "checking formulas",
            Self::Chapters => "filling chapters",
            Self::Panel => "computing again, checking, drawing charts",
            Self::Pages => "laying out pages",
        }
    }
}

/// A book for one data year, as values.
#[derive(Debug)]
pub struct Edition {
    /// The book.
    pub book: Book,
    /// Its observations.
    pub observations: Observations,
    /// Its chapters as written, with their ledgers.
    pub chapters: Vec<Written>,
    /// How the numerals of its chapters are accounted for.
    pub coverage: Coverage,
    /// Whether what is printed is signed off, by id of figure, chart or table.
    pub signoff: BTreeMap<String, State>,
    /// Everything wrong with it.
    pub findings: Findings,
    /// The drawing of each chart and sparkline, by its stem.
    pub pictures: BTreeMap<String, String>,
}

impl Edition {
    /// Returns the indicators over its observations.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue<'_> {
        // What it finds has been told when the edition was made.
        Catalogue::new(&self.book, &self.observations, &mut Findings::default())
    }

    /// Returns the figures of all chapters, in the order in which they were recorded.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.chapters.iter().flat_map(|chapter| &chapter.ledger.figures)
    }

    /// Returns the figures of the cells of all charts and tables.
    pub fn cells(&self) -> impl Iterator<Item = &Figure> {
        let charts = ledgers(&self.chapters).flat_map(ChapterLedger::pictures).flat_map(ChartEntry::figures);
        charts.chain(ledgers(&self.chapters).flat_map(|ledger| &ledger.tables).flat_map(TableEntry::figures))
    }

    /// Returns the figures that a draft prints as pending, each with what is missing.
    pub fn pending(&self) -> impl Iterator<Item = (&Figure, &str)> {
        self.figures().filter_map(|figure| Some((figure, figure.pending.as_deref()?)))
    }

    /// Makes the output: path to bytes. Made when it is asked for, since a check needs none of it.
    ///
    /// # Errors
    /// When a layout of the book fails, or a file cannot be made, which is a fault of the program.
    pub fn pages(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let output = InMemory::default();
        self.pages_again(&Never, &output)?;
        Ok(output.into_files())
    }

    /// Hands the same files on as they are made, with the help of the last output.
    ///
    /// # Errors
    /// As for [`Edition::pages`], and when a file cannot be written.
    pub(crate) fn pages_again(&self, earlier: &dyn Earlier, out: &dyn Output) -> Result<()> {
        let catalogue = self.catalogue();
        render::pages_again(&catalogue, &self.chapters, &self.pictures, (earlier, out))?;
        if self.book.publish.observations {
            let mut file = out.begin("data/observations.csv")?;
            record::observations(&self.observations, &mut |bytes| file.add(bytes))?;
            file.end()?;
        }
        let record = audit::Record {
            catalogue: &catalogue,
            chapters: &self.chapters,
            findings: &self.findings,
            signatures: &signatures(&self.signoff),
            coverage: self.coverage,
        };
        audit::report_again(&record, (earlier, out))?;
        self.observations.whole()
    }

    /// Lays out the pages if the book has layouts of its own, and throws them away: the built-in ones do not fail.
    ///
    /// # Errors
    /// When a layout fails.
    pub fn try_layouts(&self) -> Result<()> {
        let has_own = self.book.templates.keys().any(|name| name.starts_with("layouts/"));
        if has_own { render::pages(&self.catalogue(), &self.chapters, &self.pictures).map(drop) } else { Ok(()) }
    }
}

/// Makes an edition of a book, a call a stage.
///
/// # Errors
/// When the book's own files cannot be read, when the request does not fit the book, or when the temporary file for data that are
/// larger than memory fails. Whatever else is wrong is in the
/// edition's findings, but for layouts that fail: [`Edition::pages`] and [`Edition::try_layouts`] tell that.
pub fn edition(files: Files, request: &Request, progress: &dyn Fn(Stage)) -> Result<Edition> {
    edition_with(files, request, None, progress)
}

/// Makes the same edition with the help of what is kept of earlier ones: a chapter is only made again if anything that it
/// hangs on has changed.
///
/// # Errors
/// As for [`edition`].
pub fn edition_with(
    files: Files,
    request: &Request,
    cache: Option<&Cache>,
    progress: &dyn Fn(Stage),
) -> Result<Edition> {
    let mut findings = Findings::default();
    progress(Stage::Book);
    let book = requested(Book::load(files, &mut findings)?, request)?;
    progress(Stage::Data);
    let (observations, mut known) = data::data(&book, &request.room, cache, &mut findings);
    observations.whole()?;
    progress(Stage::Indicators);
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    progress(Stage::Chapters);
    let store = cache.map(|cache| Store::new(cache, &catalogue, &mut known));
    let shelf = store.as_ref().map(|store| store as &dyn Shelf);
    let (((), of_data), (filled, of_templates)) = rayon::join(
        || aside(|findings| known.check(&catalogue, findings)),
        || aside(|findings| render::fill(&book, &catalogue, shelf, findings)),
    );
    findings.append(of_data);
    findings.append(of_templates);
    progress(Stage::Panel);
    let Compiled { mut chapters, coverage, names_used, typed, pictures } =
        compile(&catalogue, filled, store.as_ref(), &mut findings)?;
    let whole = request.chapters.is_empty();
    let names_used = (whole && chapters.len() == book.chapters.len()).then_some(&names_used);
    prose::whole(&prose::Whole { catalogue: &catalogue, typed: &typed, names_used }, &mut findings);
    revised(&book, &observations, &chapters, &mut findings);
    let signoff = signed(&book, &chapters, request, &mut findings);
    // What releases and ticks were compared with is let go.
    chapters.iter_mut().filter(|written| written.is_at_rest()).for_each(Written::rest);
    let whole = whole && request.year.is_none() && !request.draft;
    rules::apply(&book, whole, &mut findings);
    observations.whole()?;
    Ok(Edition { book, observations, chapters, coverage, signoff, findings, pictures })
}

/// Work whose findings are put in order when all that is done beside it is done.
fn aside<T>(work: impl FnOnce(&mut Findings) -> T) -> (T, Findings) {
    let mut findings = Findings::default();
    (work(&mut findings), findings)
}

fn requested(book: Book, request: &Request) -> Result<Book> {
    let book = request.year.map_or(Ok(book.clone()), |year| book.with_year(year))?.with_chapters(&request.chapters)?;
    Ok(Book { draft: request.draft, ..book })
}

fn ledgers(chapters: &[Written]) -> impl Iterator<Item = &ChapterLedger> {
    chapters.iter().map(|chapter| &chapter.ledger)
}

/// What earlier releases printed, against what is printed now.
fn revised(book: &Book, observations: &Observations, chapters: &[Written], findings: &mut Findings) {
    let releases = release::load(&book.files, findings);
    if releases.is_empty() {
        return;
    }
    let in_text = ledgers(chapters).flat_map(|ledger| &ledger.figures).filter(|figure| figure.pending.is_none());
    let in_charts = ledgers(chapters).flat_map(ChapterLedger::pictures).flat_map(ChartEntry::figures);
    let in_tables = ledgers(chapters).flat_map(|ledger| &ledger.tables).flat_map(TableEntry::figures);
    release::revisions(&releases, observations, in_text.chain(in_charts).chain(in_tables), findings);
}

/// What is signed off. A draft is not looked at: what it prints as pending is not what was signed.
fn signed(book: &Book, chapters: &[Written], request: &Request, findings: &mut Findings) -> BTreeMap<String, State> {
    let signoff = SignOff::load(&book.files, book.year, findings);
    let by_chapter: Vec<_> = chapters.iter().map(|chapter| (chapter.chapter.as_str(), &chapter.ledger)).collect();
    let whole = request.chapters.is_empty() && chapters.len() == book.chapters.len();
    let strictness = signoff::Strictness { require_signed: request.require_signed, whole };
    if !request.draft {
        signoff::report(&by_chapter, (&signoff, book.year), strictness, findings);
    }
    signoff::states(ledgers(chapters), &signoff)
}

/// What the audit says of the sign-off of each figure of the text, each chart and each table.
fn signatures(signoff: &BTreeMap<String, State>) -> BTreeMap<String, Signature> {
    let signature = |state: &State| match state {
        State::Signed { .. } => Signature::Signed,
        State::Reopened { .. } => Signature::Reopened,
        State::Unsigned => Signature::Unsigned,
    };
    signoff.iter().map(|(id, state)| (id.clone(), signature(state))).collect()
}
