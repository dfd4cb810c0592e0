//! All template sources of a book's chapters, marked and compiled.
//!
//! Owns: which templates there are, under which names Tera knows them, and where each call stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Error, ErrorKind, Tera};

use crate::book::Book;
use crate::findings::{Findings, Place, Problem};

use super::source::{Citation, Marked};
use super::{codes, escape, functions, token, trouble};

/// One template.
pub(super) struct Source {
    /// Path in the book.
    pub(super) file: String,
    /// As written.
    pub(super) original: String,
    /// As compiled.
    pub(super) marked: Marked,
}

impl Source {
    /// Returns the place of a range of the compiled source.
    pub(super) fn place(&self, compiled: std::ops::Range<usize>) -> Place {
        Place::in_text(&self.file, &self.original, self.marked.original(compiled))
    }
}

/// All templates of the chapters, by the name that Tera knows them under.
pub(super) struct Sources {
    by_name: BTreeMap<String, Source>,
    /// Where each call stands, by its number.
    pub(super) sites: Arc<Vec<Place>>,
}

impl Sources {
    /// Collects the templates of a book: its chapters, and the partials that they may include.
    pub(super) fn new(book: &Book) -> Self {
        let mut sources = Self { by_name: BTreeMap::new(), sites: Arc::default() };
        let mut sites = Vec::new();
        for (name, text) in book.templates.iter().filter(|(name, _)| is_partial(name)) {
            sources.add(name, &format!("templates/{name}"), (text, 0), &mut sites);
        }
        for chapter in &book.chapters {
            sources.add(&chapter.file, &chapter.file, (&chapter.source, chapter.body), &mut sites);
        }
        sources.sites = Arc::new(sites);
        sources
    }

    fn add(&mut self, name: &str, file: &str, (text, body): (&str, usize), sites: &mut Vec<Place>) {
        let marked = Marked::new(text, body, sites.len(), functions::has_site);
        sites.extend(marked.calls.iter().map(|call| Place::in_text(file, text, call.range.clone())));
        let source = Source { file: file.to_owned(), original: text.to_owned(), marked };
        self.by_name.insert(name.to_owned(), source);
    }

    /// Returns a template.
    pub(super) fn get(&self, name: &str) -> Option<&Source> {
        self.by_name.get(name)
    }

    /// Returns the names of all templates.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Returns the names of all components.
    pub(super) fn components(&self) -> impl Iterator<Item = &str> {
        self.by_name.values().flat_map(|source| source.marked.defines.iter().map(String::as_str))
    }

    /// Returns the templates that a chapter is made of: its own, what it includes, and the components that it uses.
    pub(super) fn reach(&self, name: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            let Some((name, source)) = self.by_name.get_key_value(name) else { continue };
            if reached.insert(name.as_str()) {
                open.extend(source.marked.includes.iter().map(String::as_str));
                let uses = |other: &Source| source.marked.uses.iter().any(|used| other.marked.defines.contains(used));
                let defining = self.by_name.iter().filter(|(_, other)| uses(other));
                open.extend(defining.map(|(name, _)| name.as_str()));
            }
        }
        reached
    }

    /// Returns the citations of a chapter, partials and components included, with their places.
    pub(super) fn citations(&self, name: &str) -> Vec<(&Citation, Place)> {
        let reached = self.reach(name).into_iter().filter_map(|name| self.get(name));
        let of = |source: &'_ Source, citation: &Citation| {
            Place::in_text(&source.file, &source.original, citation.range.clone())
        };
        reached
            .flat_map(|source| source.marked.citations.iter().map(move |citation| (citation, of(source, citation))))
            .collect()
    }

    /// Reports characters that only the program itself may use.
    pub(super) fn check_characters(&self, findings: &mut Findings) {
        for source in self.by_name.values() {
            if let Some((at, found)) = source.original.char_indices().find(|(_, c)| token::is_mark(*c)) {
                let message = format!("the private character U+{:04X} cannot be used in a template", u32::from(found));
                let place = Place::in_text(&source.file, &source.original, at..at + found.len_utf8());
                let hint = "delete it: it marks figures while a chapter is made, and fonts have no glyph for it";
                codes::SYNTAX.report(findings, Problem::new(message).at(place).hint(hint));
            }
        }
    }

    /// Compiles all templates; reports those that are wrong, and returns them by name beside the rest.
    pub(super) fn compile(&self, findings: &mut Findings) -> (Tera, BTreeSet<String>) {
        let mut broken = BTreeSet::new();
        // Mostly nothing is wrong.
        let mut tera = environment();
        if tera.add_raw_templates(self.by_name.iter().map(|(name, source)| (name, &source.marked.text))).is_ok() {
            return (tera, broken);
        }
        for (name, source) in &self.by_name {
            if let Err(error) = environment().add_raw_template(name, &source.marked.text)
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                trouble::report(self, name, &error, findings);
                broken.insert(name.clone());
            }
        }
        let mut first = true;
        loop {
            let mut tera = environment();
            let text = |(name, source): (&String, &Source)| {
                let text = if broken.contains(name) { String::new() } else { source.marked.text.clone() };
                (name.clone(), text)
            };
            let Err(error) = tera.add_raw_templates(self.by_name.iter().map(text)) else { return (tera, broken) };
            // What fails only because a broken template was left out is no fault of its own.
            let blamed = self.blamed(&error, &broken);
            if first || broken.is_empty() {
                trouble::report(self, "", &error, findings);
            }
            first = false;
            let before = broken.len();
            broken.extend(blamed);
            if broken.len() == before {
                broken.extend(self.names().map(str::to_owned));
                return (environment(), broken);
            }
        }
    }

    /// Returns the templates that an error of the whole set is about.
    fn blamed(&self, error: &Error, broken: &BTreeSet<String>) -> Vec<String> {
        let text = error.to_string();
        let is_named = |name: &&str| {
            text.contains(&format!("--> {name}:"))
                || text.contains(&format!("`{name}`"))
                || text.contains(&format!("'{name}'"))
        };
        self.names().filter(|name| !broken.contains(*name)).filter(is_named).map(str::to_owned).collect()
    }
}

/// Partials and components; layouts and styles belong to the pages, unlisted chapters to nobody.
fn is_partial(name: &str) -> bool {
    let is_text = [".css", ".js"].iter().all(|end| !name.ends_with(end));
    is_text && !name.starts_with("layouts/") && !name.starts_with("chapters/")
}

fn environment() -> Tera {
    let mut tera = Tera::new();
    functions::register(&mut tera);
    tera.set_escape_fn(escape::into_markdown);
    // Every name ends so: all templates make Markdown.
    tera.autoescape_on([""]);
    tera
}
