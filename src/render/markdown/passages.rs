//! The text of a chapter as a reader sees it, stretch by stretch, with the figures marked in it: what prose is checked on,
//! and what two editions are compared by.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::book::{Book, Chapter};
use crate::findings::Place;
use crate::ledger::{Print, TableEntry};
use crate::render::chapters::Written;
use crate::render::labels::Labels;
use crate::render::token::{Piece, Token, pieces};

use super::repair::{Gap, repair};
use super::{is_entry, is_wide, options, words};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The chapter's title, an author or a source, from its front matter.
    Front,
    /// The heading of an entry, or one below it.
    Heading,
    /// A paragraph, or an item of a list.
    Paragraph,
    /// A cell of a table that the editor typed.
    Cell,
    /// Title, note or remark of a chart.
    Chart,
    /// Title, note or remark of a table.
    Table,
}

/// What stands at a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marked {
    /// A figure, by its index in the chapter's ledger.
    Figure(usize),
    /// The number of a chart or a table that is referred to.
    Reference(usize),
}

/// A stretch of a passage that the ledger put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub what: Marked,
    /// All that the call printed, in bytes of the passage: `增长294%`.
    pub span: Range<usize>,
    /// The number in it, without the words around it: `294%`. As `span` where the figure is one word (持平).
    pub token: Range<usize>,
}

/// A stretch of a chapter as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The entry that it stands in; none before the first.
    pub entry: Option<String>,
    /// What it is.
    pub part: Part,
    /// Its text.
    pub text: String,
    /// What the ledger put into it, in reading order.
    pub marks: Vec<Mark>,
    /// The call that made it, for titles and notes of charts and tables.
    pub site: Option<Place>,
}

impl Passage {
    fn new(entry: Option<&str>, part: Part) -> Self {
        Self { entry: entry.map(str::to_owned), part, text: String::new(), marks: Vec::new(), site: None }
    }

    fn said(entry: Option<&str>, part: Part, text: &str, site: Option<&Place>) -> Self {
        Self { text: text.to_owned(), site: site.cloned(), ..Self::new(entry, part) }
    }

    /// Returns the stretch around a place that no mark interrupts: what the editor typed there.
    #[must_use]
    pub fn typed(&self, at: &Range<usize>) -> Range<usize> {
        let from = self.marks.iter().map(|mark| mark.span.end).filter(|end| *end <= at.start).max();
        let to = self.marks.iter().map(|mark| mark.span.start).filter(|start| *start >= at.end).min();
        from.unwrap_or(0)..to.unwrap_or(self.text.len())
    }

    fn mark(&mut self, what: Marked, text: &str, token: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.marks.push(Mark { what, span: start..self.text.len(), token: start + token.start..start + token.end });
    }

    fn trim(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }
}

/// Returns the passages of a chapter in reading order, those of its front matter first.
pub(in crate::render) fn passages(book: &Book, written: &Written) -> Vec<Passage> {
    let mut reading =
        Reading { written, labels: Labels::new(book.language), entry: None, open: None, done: Vec::new() };
    let chapter = book.chapters.iter().find(|chapter| chapter.id == written.chapter);
    for text in chapter.into_iter().flat_map(front) {
        reading.done.push(Passage::said(None, Part::Front, text, None));
    }
    let text = repair(&written.text, Gap::Comment);
    for event in Parser::new_ext(&text, options()) {
        reading.event(&event);
    }
    reading.close();
    reading.done
}

fn front(chapter: &Chapter) -> impl Iterator<Item = &str> {
    std::iter::once(&chapter.title).chain(&chapter.authors).chain(&chapter.sources).map(String::as_str)
}

struct Reading<'a> {
    written: &'a Written,
    labels: Labels,
    entry: Option<String>,
    open: Option<Passage>,
    done: Vec<Passage>,
}

impl Reading<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.begin(Part::Heading),
            Event::Start(Tag::TableCell) => self.begin(Part::Cell),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.begin(Part::Paragraph);
            }
            Event::End(TagEnd::Heading(level)) => {
                if is_entry(*level) {
                    self.entry = self.open.as_ref().map(|open| open.text.trim().to_owned());
                    let entry = self.entry.clone();
                    self.open.iter_mut().for_each(|open| open.entry.clone_from(&entry));
                }
                self.close();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) => self.close(),
            Event::SoftBreak | Event::HardBreak => self.space(),
            _ => {
                if let Some(words) = words(event) {
                    self.words(words);
                }
            }
        }
    }

    fn begin(&mut self, part: Part) {
        self.close();
        self.open = Some(Passage::new(self.entry.as_deref(), part));
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        open.trim();
        if !open.text.is_empty() {
            self.done.push(open);
        }
    }

    /// The passage that is open; a loose list's text may come after a nested list has closed its item.
    fn current(&mut self) -> &mut Passage {
        let entry = self.entry.as_deref();
        self.open.get_or_insert_with(|| Passage::new(entry, Part::Paragraph))
    }

    fn space(&mut self) {
        let current = self.current();
        if !current.text.ends_with(' ') {
            current.text.push(' ');
        }
    }

    fn words(&mut self, words: &str) {
        for piece in pieces(words) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Token(Token::Figure(index)) => self.figure(index),
                Piece::Token(Token::Reference(index)) => self.reference(index),
                Piece::Token(Token::Chart(index)) => self.chart(index),
                Piece::Token(Token::Table(index)) => self.table(index),
                Piece::Token(Token::Sparkline(_)) => {}
            }
        }
    }

    /// A space that a line end left between Chinese characters is none.
    fn join(&mut self, next: &str) {
        let current = self.current();
        if current.text.ends_with(' ') && (next.starts_with(is_wide) || current.text.trim_end().ends_with(is_wide)) {
            current.trim();
        }
    }

    fn text(&mut self, text: &str) {
        self.join(text);
        self.current().text.push_str(text);
    }

    fn figure(&mut self, index: usize) {
        let Some(figure) = self.written.ledger.figures.get(index) else { return };
        let text = figure.print.text();
        let token = token_in(&figure.print);
        self.join(&text);
        self.current().mark(Marked::Figure(index), &text, token);
    }

    fn reference(&mut self, index: usize) {
        let target = self.written.ledger.references.get(index).and_then(|reference| reference.target.as_ref());
        let Some(target) = target else { return };
        let text = self.labels.exhibit_number(target.exhibit, target.number);
        self.join(&text);
        let token = 0..text.len();
        self.current().mark(Marked::Reference(index), &text, token);
    }

    fn chart(&mut self, index: usize) {
        let Some(chart) = self.written.ledger.charts.get(index) else { return };
        let texts = std::iter::once(&chart.title).chain(&chart.typed).chain(&chart.source);
        let said = texts.map(|text| Passage::said(self.entry.as_deref(), Part::Chart, text, Some(&chart.site)));
        self.done.extend(said.collect::<Vec<_>>());
    }

    fn table(&mut self, index: usize) {
        let Some(table) = self.written.ledger.tables.get(index) else { return };
        let said = table_texts(table)
            .map(|text| Passage::said(self.entry.as_deref(), Part::Table, text, Some(&table.site)))
            .collect::<Vec<_>>();
        self.done.extend(said);
    }
}

/// What an editor wrote on a table: labels come from the book's indicators and areas.
fn table_texts(table: &TableEntry) -> impl Iterator<Item = &str> {
    std::iter::once(&table.title.text)
        .chain(&table.typed)
        .chain(&table.remarks)
        .chain(&table.source)
        .map(String::as_str)
}

/// Where the number of a printed figure stands in its text.
fn token_in(print: &Print) -> Range<usize> {
    let start = print.word.len() + print.hedge.len();
    if print.token.is_empty() { 0..print.text().len() } else { start..start + print.token.len() }
}

/// How many characters on either side of a place are looked for in a template, from the most to the least. Never none: digits
/// alone stand in many places.
const CONTEXTS: [usize; 4] = [16, 8, 4, 1];

/// Returns where an editor typed a stretch of a passage: in the chapter's file, or in one of its partials. `None` where
/// the text was put together by the template, such as the value of a variable.
pub(in crate::render) fn typed_at(
    book: &Book,
    (chapter, partials): (&Chapter, &[String]),
    passage: &Passage,
    at: &Range<usize>,
) -> Option<Place> {
    let partials = partials.iter().filter_map(|name| book.templates.get_key_value(name));
    let partials = partials.map(|(name, text)| (format!("templates/{name}"), text.as_str(), 0));
    let own =
        (chapter.file.clone(), chapter.source.as_str(), if passage.part == Part::Front { 0 } else { chapter.body });
    let files: Vec<_> = std::iter::once(own).chain(partials).collect();
    let run = passage.typed(at);
    for context in CONTEXTS {
        let from = widen(&passage.text[run.start..at.start], context, true) + run.start;
        let to = widen(&passage.text[at.end..run.end], context, false) + at.end;
        let wanted = &passage.text[from..to];
        for (file, source, body) in &files {
            if let Some(found) = source[*body..].find(wanted) {
                let start = body + found + (at.start - from);
                return Some(Place::in_text(file, source, start..start + at.len()));
            }
        }
    }
    None
}

/// Where the last (or the first) `count` characters of a text begin (or end).
fn widen(text: &str, count: usize, backward: bool) -> usize {
    if backward {
        count.checked_sub(1).map_or(text.len(), |last| text.char_indices().rev().nth(last).map_or(0, |(at, _)| at))
    } else {
        text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
    }
}
