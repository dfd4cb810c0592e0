//! A tiny book of its own for every test: written in the test, built in memory, read back.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Deref;

use yearbook::book::Files;
use yearbook::findings::Printer;
use yearbook::ledger::Figure;
use yearbook::{Edition, Request};

/// A book under construction.
#[derive(Clone)]
pub(crate) struct TestBook {
    files: BTreeMap<String, Vec<u8>>,
    pub(crate) request: Request,
}

impl TestBook {
    /// A book of one area (全国 with two parts), the years 2010 to 2020, edition 2016, `data/a.csv` and one chapter `c`.
    pub(crate) fn new(data: &str, chapter: &str) -> Self {
        let yaml = "title: 试书\narea: 全国\nyear: 2016\nyears: {from: 2010, to: 2020}\n\
            areas:\n  - 全国\n  - {id: 甲县, part_of: 全国}\n  - {id: 乙县, part_of: 全国}\n\
            datasets:\n  - file: data/a.csv\nchapters:\n  - templates/chapters/c.md\n";
        let book = Self { files: BTreeMap::new(), request: Request::default() };
        book.file("yearbook.yaml", yaml).file("data/a.csv", data).chapter(chapter)
    }

    /// Adds or replaces a file.
    pub(crate) fn file(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), content.as_ref().to_vec());
        self
    }

    /// Returns all files.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Replaces the chapter's body.
    pub(crate) fn chapter(self, body: &str) -> Self {
        self.file(
            "templates/chapters/c.md",
            format!("---\n{{title: 章, authors: [某人], sources: [某局]}}\n---\n{body}"),
        )
    }

    /// Replaces a text inside a file; it must be there.
    pub(crate) fn replace(mut self, path: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.files[path].clone()).expect("a text file");
        assert!(text.contains(from), "{path} does not contain {from}");
        self.files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        self
    }

    /// Builds for another year.
    pub(crate) fn year(mut self, year: i32) -> Self {
        self.request.year = Some(year);
        self
    }

    /// Builds the edition.
    pub(crate) fn build(&self) -> yearbook::Result<Made> {
        Made::new(Files::in_memory(self.files.clone()), &self.request)
    }

    /// Builds and returns everything that is said to be wrong.
    pub(crate) fn messages(&self) -> String {
        match self.build() {
            Ok(edition) => Printer::default().findings(&edition.findings),
            Err(error) => Printer::default().problem(error.problem()),
        }
    }

    /// Builds a book that must be right; returns its edition.
    pub(crate) fn good(&self) -> Made {
        let edition = self.build().unwrap_or_else(|error| panic!("{error}"));
        let messages = Printer::default().findings(&edition.findings);
        assert!(!edition.findings.any(yearbook::findings::Severity::Error), "{messages}");
        edition
    }

    /// Builds and returns the chapter's Markdown without its front matter.
    pub(crate) fn markdown(&self) -> String {
        let edition = self.good();
        let text = page(&edition, "markdown/c.md");
        let end = text.find("\n---\n").map_or(0, |at| at + 5);
        text[end..].trim().to_owned()
    }
}

/// An edition, and its pages once somebody has asked for them.
pub(crate) struct Made {
    edition: Edition,
    pages: OnceCell<BTreeMap<String, Vec<u8>>>,
}

impl Made {
    /// Makes the edition of a book; layouts that fail are told at once.
    pub(crate) fn new(files: Files, request: &Request) -> yearbook::Result<Self> {
        let edition = yearbook::edition(files, request, &|_| ())?;
        edition.try_layouts()?;
        Ok(Self { edition, pages: OnceCell::new() })
    }

    /// The output: path to bytes.
    pub(crate) fn pages(&self) -> &BTreeMap<String, Vec<u8>> {
        self.pages.get_or_init(|| self.edition.pages().unwrap_or_else(|error| panic!("{error}")))
    }
}

impl Deref for Made {
    type Target = Edition;

    fn deref(&self) -> &Edition {
        &self.edition
    }
}

/// A page of an edition as text.
pub(crate) fn page(edition: &Made, path: &str) -> String {
    let bytes = edition.pages().get(path).unwrap_or_else(|| panic!("no {path} in {:?}", edition.pages().keys()));
    String::from_utf8(bytes.clone()).expect("pages are UTF-8")
}

/// The figures of an edition by id.
pub(crate) fn figures(edition: &Edition) -> BTreeMap<String, Figure> {
    edition.figures().map(|figure| (figure.id.clone(), figure.clone())).collect()
}
