//! Chapters: templates and a clerk → Markdown with tokens and a ledger.
//!
//! 1. All templates are marked and compiled; what is wrong with them is reported at once.
//! 2. Chapters are put into waves, so that a citation comes after the figure that it quotes.
//! 3. The chapters of a wave are filled in parallel, each with its own clerk, but for those that stand on the shelf.
//! 4. Each is read as Markdown: figures get their entry and their order, and what cannot be published is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::{Context, Tera};

use crate::book::{Book, Chapter, Hash};
use crate::findings::{Findings, Place, Problem};
use crate::ledger::{ChapterLedger, Figure, TableEntry};

use super::desk::{Office, Outcome, Recorder, attend};
use super::functions::{self, Surroundings};
use super::sources::Sources;
use super::{codes, markdown, token, trouble, waves};

/// How many undefined variables of one chapter are looked for.
const MOST_UNKNOWN: usize = 50;

/// So many cells of large tables are left open, some 200 MiB, before those of further chapters are put to rest.
const MOST_OPEN: usize = 350_000;

/// A chapter as its template wrote it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Written {
    /// The chapter's id.
    pub chapter: String,
    /// Markdown without front matter. Figures, charts, tables and references stand in it as marks, which `render::token` describes.
    pub text: String,
    /// What was recorded, with each figure's entry and order.
    pub ledger: ChapterLedger,
    /// The names of the partials that it is made of, as the book has them.
    pub partials: Vec<String>,
    /// What tells this chapter and the data that it shows from any other, where that is known; else empty.
    #[serde(skip)]
    pub identity: String,
}

impl Written {
    /// Returns the chapter to look at its tables: those that are at rest are opened aside, and let go with what is returned.
    #[must_use]
    pub fn aside(&self) -> Aside<'_> {
        Aside { written: self, copy: OnceLock::new() }
    }

    /// Returns whether some of its tables are at rest.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.ledger.tables.iter().any(TableEntry::is_at_rest)
    }

    /// Puts its large tables to rest.
    pub fn rest(&mut self) {
        self.ledger.tables.iter_mut().for_each(TableEntry::rest);
    }

    /// Returns how many cells its large tables hold open.
    fn open_cells(&self) -> usize {
        let open = self.ledger.tables.iter().filter(|table| table.is_large() && !table.is_at_rest());
        open.map(|table| table.height() * table.columns.len()).sum()
    }
}

/// A chapter to look at: a copy, if some of its tables are at rest, made when somebody looks.
#[derive(Debug)]
pub struct Aside<'w> {
    written: &'w Written,
    copy: OnceLock<Box<Written>>,
}

impl Deref for Aside<'_> {
    type Target = Written;

    fn deref(&self) -> &Written {
        if self.written.is_at_rest() { self.copy.get_or_init(|| Box::new(self.written.clone())) } else { self.written }
    }
}

/// A chapter that was filled, or why it was not.
#[derive(Debug)]
pub struct Filled {
    /// What its template wrote; `None` if it failed.
    pub written: Option<Written>,
    /// What was found while it was filled.
    pub findings: Findings,
    /// What it was written from, the data aside: the SHA-256 of its templates, of the settings of the book, of what it cites.
    pub origin: String,
    /// Whether an earlier run wrote it.
    pub is_kept: bool,
}

/// Where chapters that earlier runs wrote are kept.
pub trait Shelf: Sync {
    /// Returns what a run wrote of a chapter from this very origin, with what it found, if the data still say what they said.
    fn take(&self, chapter: &Chapter, origin: &str) -> Option<(Written, Findings)>;
}

/// Fills all chapters of a book; those that fail are reported and left out.
pub(super) fn write<O: Office>(
    book: &Book,
    office: &O,
    shelf: Option<&dyn Shelf>,
    findings: &mut Findings,
) -> Vec<Filled> {
    let sources = Sources::new(book);
    sources.check_characters(findings);
    let (tera, broken) = sources.compile(findings);
    let waves = waves::waves(book, &sources, findings);
    let press = Press {
        book,
        sources: &sources,
        tera: &tera,
        broken: &broken,
        areas: Arc::new(book.areas.clone()),
        shelf,
        open: AtomicUsize::new(0),
    };
    let mut made: BTreeMap<usize, Filled> = BTreeMap::new();
    for wave in waves {
        let cited = citable(&made);
        let filled = wave.into_par_iter().map(|index| (index, press.fill(&book.chapters[index], office, &cited)));
        made.extend(filled.collect::<Vec<_>>());
    }
    made.into_values().collect()
}

/// All figures made so far, by id.
fn citable(made: &BTreeMap<usize, Filled>) -> BTreeMap<String, Figure> {
    let figures =
        made.values().filter_map(|filled| filled.written.as_ref()).flat_map(|written| &written.ledger.figures);
    figures.map(|figure| (figure.id.clone(), figure.clone())).collect()
}

/// What filling a chapter takes.
struct Press<'a> {
    book: &'a Book,
    sources: &'a Sources,
    tera: &'a Tera,
    broken: &'a BTreeSet<String>,
    areas: Arc<crate::book::AreaTree>,
    shelf: Option<&'a dyn Shelf>,
    /// How many cells of large tables are open.
    open: AtomicUsize,
}

/// What Tera made of a chapter, or why it did not.
type Output = Result<String, Vec<tera::Error>>;

impl Press<'_> {
    /// Takes a chapter from the shelf, or fills it.
    fn fill<O: Office>(&self, chapter: &Chapter, office: &O, cited: &BTreeMap<String, Figure>) -> Filled {
        if self.sources.reach(&chapter.file).iter().any(|name| self.broken.contains(*name)) {
            return Filled { written: None, findings: Findings::default(), origin: String::new(), is_kept: false };
        }
        // Nobody asks for the origin of a chapter that is not kept.
        let origin = self.shelf.map(|_| self.origin(chapter, cited)).unwrap_or_default();
        if let Some((written, findings)) = self.shelf.and_then(|shelf| shelf.take(chapter, &origin)) {
            return Filled { written: Some(written), findings, origin, is_kept: true };
        }
        let (mut written, findings) = self.fill_anew(chapter, office, cited);
        if let Some(written) = &mut written {
            let own = written.open_cells();
            if self.open.fetch_add(own, Ordering::Relaxed) + own > MOST_OPEN {
                written.rest();
            }
        }
        Filled { written, findings, origin, is_kept: false }
    }

    /// What a chapter is written from, the data and the settings of the book aside.
    fn origin(&self, chapter: &Chapter, cited: &BTreeMap<String, Figure>) -> String {
        let mut hash = Hash::default();
        let mut add = |text: &str| {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        // Its source is among the templates below.
        let Chapter { id, file, title, area, year, authors, sources, source: _, body } = chapter;
        let number = self.number(chapter);
        add(&format!("{number} {id:?} {file:?} {title:?} {area:?} {year:?} {authors:?} {sources:?} {body}"));
        for source in self.sources.reach(&chapter.file).into_iter().filter_map(|name| self.sources.get(name)) {
            add(&source.file);
            add(&source.original);
        }
        for (citation, _) in self.sources.citations(&chapter.file) {
            let Some(id) = &citation.chapter else {
                // Whatever it asks for is one of these.
                cited.values().for_each(|figure| add(&format!("{figure:?}")));
                continue;
            };
            let other = self.book.chapters.iter().find(|other| other.id == *id);
            add(other.map_or("", |other| &other.title));
            let figures = cited.values().filter(|figure| *figure.chapter == **id);
            figures.for_each(|figure| add(&format!("{figure:?}")));
        }
        hash.text()
    }

    /// Its place among the chapters, from 1.
    fn number(&self, chapter: &Chapter) -> usize {
        self.book.chapters.iter().take_while(|other| other.id != chapter.id).count() + 1
    }

    fn fill_anew<O: Office>(
        &self,
        chapter: &Chapter,
        office: &O,
        cited: &BTreeMap<String, Figure>,
    ) -> (Option<Written>, Findings) {
        let mut findings = Findings::default();
        let (filled, outcome, ledger) = office.with_clerk(chapter, cited, |mut clerk| {
            let (filled, outcome) = attend(&mut clerk, |desk| self.run(chapter, desk));
            (filled, outcome, clerk.finish())
        });
        for problem in &outcome.problems {
            codes::REFUSED_CALL.report(&mut findings, in_chapter(chapter, problem.clone()));
        }
        match filled {
            Ok(text) => {
                let written = self.finish(chapter, (&text, &outcome), ledger, &mut findings);
                (Some(written), findings)
            }
            Err(errors) => {
                for error in errors {
                    trouble::report(self.sources, &chapter.file, &error, &mut findings);
                }
                (None, findings)
            }
        }
    }

    /// Runs the template at a desk.
    fn run(&self, chapter: &Chapter, desk: super::desk::Desk) -> Output {
        let surroundings = Surroundings {
            sites: Arc::clone(&self.sources.sites),
            areas: Arc::clone(&self.areas),
            area: self.book.area_of(chapter).to_owned(),
            year: self.book.year_of(chapter),
        };
        functions::seated(desk, surroundings, || self.render(chapter))
    }

    /// Runs the template; goes on after an undefined variable, so that all are found.
    fn render(&self, chapter: &Chapter) -> Output {
        let mut context = self.context(chapter);
        let mut errors: Vec<tera::Error> = Vec::new();
        for _ in 0..MOST_UNKNOWN {
            let error = match self.tera.render(&chapter.file, &context) {
                Ok(text) if errors.is_empty() => return Ok(text),
                Ok(_) => break,
                Err(error) => error,
            };
            let unknown = trouble::missing_variable(&error).map(str::to_owned);
            let is_new = unknown.as_ref().is_some_and(|name| !context.contains_key(name));
            // Once a variable has been made up, only further unknown ones are worth telling.
            if errors.is_empty() || is_new {
                errors.push(error);
            }
            match unknown {
                Some(name) if is_new => context.insert(name, &token::UNKNOWN.to_string()),
                _ => break,
            }
        }
        Err(errors)
    }

    fn context(&self, chapter: &Chapter) -> Context {
        let clean = token::without_marks;
        let book = BTreeMap::from([
            ("title", clean(self.book.title.get(self.book.language).unwrap_or_default())),
            ("publisher", clean(&self.book.publisher)),
            ("language", self.book.language.tag().to_owned()),
        ]);
        let mut book = serde_json::json!(book);
        book["year"] = self.book.year.into();
        let mut context = Context::new();
        context.insert("year", &self.book.year_of(chapter));
        context.insert("area", &clean(self.book.area_of(chapter)));
        context.insert("title", &clean(&chapter.title));
        context.insert("chapter", &clean(&chapter.id));
        context.insert("book", &book);
        context
    }

    fn finish(
        &self,
        chapter: &Chapter,
        (filled, outcome): (&str, &Outcome),
        mut ledger: ChapterLedger,
        findings: &mut Findings,
    ) -> Written {
        let (text, damaged) = token::unseal(filled);
        let text = outcome.settle(text);
        if damaged > 0 {
            let problem = Problem::new(format!("chapter `{}` changes or cuts {damaged} of its figures", chapter.id));
            let hint = "print a figure as the call gives it, without filters such as `truncate` or `reverse`";
            codes::TAMPERED_FIGURE.report(findings, problem.at(Place::file(&chapter.file)).hint(hint));
        }
        findings.append(std::mem::take(&mut ledger.findings));
        let reached = self.sources.reach(&chapter.file).into_iter().filter(|name| **name != *chapter.file);
        let partials = reached.map(str::to_owned).collect();
        let mut written = Written { chapter: chapter.id.clone(), text, ledger, partials, identity: String::new() };
        let templates = self.sources.reach(&chapter.file).into_iter().filter_map(|name| self.sources.get(name));
        let templates = templates.map(|source| (source.file.as_str(), source.original.as_str()));
        let number = self.number(chapter);
        markdown::arrange(&mut written, &markdown::Origins::new(chapter, number, templates), findings);
        written
    }
}

/// Says for which chapter a partial was filled when a call in it was refused.
fn in_chapter(chapter: &Chapter, problem: Problem) -> Problem {
    let is_own = problem
        .place
        .as_ref()
        .is_none_or(|place| place.path() == chapter.file || !place.path().starts_with("templates/"));
    if is_own {
        return problem;
    }
    trouble::with_note(problem, &format!("in chapter `{}`", chapter.id))
}
