//! The first reading of a chapter: each figure gets its entry and its place in reading order, and what cannot be
//! published is reported.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::book::{Chapter, Id};
use crate::findings::Code;
use crate::findings::{Findings, Place, Problem};
use crate::ledger::{ChapterLedger, Figure};
use crate::render::chapters::Written;
use crate::render::codes;
use crate::render::token::{self, Piece, Token, pieces};

use super::repair::{Gap, repair};
use super::{is_comment, is_entry, options, shown, whole, words};

/// Addresses that a link may have.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The templates that a chapter was made of: where its text comes from.
pub(in crate::render) struct Origins<'a> {
    chapter: &'a Chapter,
    /// Number of the chapter in the book, from 1.
    number: usize,
    templates: Vec<(&'a str, &'a str)>,
}

impl<'a> Origins<'a> {
    /// Takes the chapter, its number in the book, and the path and source of each template.
    pub(in crate::render) fn new(
        chapter: &'a Chapter,
        number: usize,
        templates: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self { chapter, number, templates: templates.collect() }
    }

    /// Returns where a text stands in a template, or the chapter's file if it was put together.
    fn place(&self, text: &str) -> Place {
        let text = text.trim();
        let own = |(file, source): &(&'a str, &'a str)| {
            let body = if *file == self.chapter.file { self.chapter.body } else { 0 };
            let at = source[body..].find(text)? + body;
            Some(Place::in_text(file, source, at..at + text.len()))
        };
        let found = if text.is_empty() { None } else { self.templates.iter().find_map(own) };
        found.unwrap_or_else(|| whole(&self.chapter.file))
    }
}

/// Reads a chapter's text.
pub(in crate::render) fn arrange(written: &mut Written, origins: &Origins<'_>, findings: &mut Findings) {
    let text = repair(&written.text, Gap::Comment);
    let mut reading = Reading { ledger: &mut written.ledger, origins, findings, order: 0, state: State::default() };
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        reading.event(&event, &text, range);
    }
    reading.check_printed();
}

struct Reading<'a> {
    ledger: &'a mut ChapterLedger,
    origins: &'a Origins<'a>,
    findings: &'a mut Findings,
    order: usize,
    state: State,
}

/// Where in the text the reading stands.
#[derive(Default)]
struct State {
    /// The entry.
    entry: Option<Id>,
    /// Words of the entry heading that is being read, and figures in it.
    heading: Option<(String, Vec<Token>)>,
    /// How many blocks and inline elements are open, and how many of them are code or an image.
    depth: usize,
    opaque: usize,
    /// Charts and tables of the paragraph, and whether it has anything else.
    blocks: Vec<Token>,
    has_words: bool,
    /// Charts that the text prints, and tables: each kind is numbered by itself.
    charts: Vec<usize>,
    tables: Vec<usize>,
    /// Sparklines that have been printed.
    sparklines: Vec<usize>,
}

impl Reading<'_> {
    fn event(&mut self, event: &Event<'_>, text: &str, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, text, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) | Event::Code(_) => self.words(words(event).unwrap_or_default()),
            Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak | Event::Html(_) => {}
            _ => self.state.has_words = true,
        }
    }

    fn start(&mut self, tag: &Tag<'_>, text: &str, range: Range<usize>) {
        self.state.depth += 1;
        match tag {
            Tag::Heading { level, .. } if is_entry(*level) => {
                self.state.heading = Some((String::new(), Vec::new()));
                if *level == HeadingLevel::H1 {
                    let line = text[range].trim_end();
                    let problem = Problem::new(
                        "a heading of the first level stands in the chapter, whose title is in its front matter",
                    );
                    let problem = problem.at(self.place(line)).hint("begin entries with `##`");
                    self.report(codes::SECOND_TITLE, problem);
                }
            }
            Tag::Paragraph => {
                self.state.blocks.clear();
                self.state.has_words = false;
            }
            Tag::CodeBlock(_) | Tag::Image { .. } => self.state.opaque += 1,
            Tag::HtmlBlock => self.html(&text[range]),
            _ => {}
        }
        if let Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } = tag {
            self.state.has_words = true;
            self.link(dest_url, title);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.state.depth -= 1;
        match tag {
            TagEnd::Heading(level) if is_entry(level) => self.end_heading(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::CodeBlock | TagEnd::Image => self.state.opaque -= 1,
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let (words, tokens) = self.state.heading.take().unwrap_or_default();
        self.state.entry = Some(words.trim().into());
        for token in tokens {
            self.enter(token);
        }
    }

    /// A chart or a table is a paragraph of its own, outside lists and quotations.
    fn end_paragraph(&mut self) {
        if self.state.has_words {
            for token in std::mem::take(&mut self.state.blocks) {
                self.block_in_text(token);
            }
        }
    }

    fn words(&mut self, words: &str) {
        for piece in pieces(words) {
            match piece {
                Piece::Text(text) => {
                    self.state.has_words |= !text.trim().is_empty();
                    if let Some((heading, _)) = &mut self.state.heading {
                        heading.push_str(text);
                    }
                }
                Piece::Token(token) if self.state.opaque > 0 => {
                    self.hidden(token, "a block of code or a picture's description");
                }
                Piece::Token(token) => self.token(token),
            }
        }
    }

    fn token(&mut self, token: Token) {
        if let Token::Figure(index) = token {
            self.state.has_words = true;
            if let Some((heading, tokens)) = &mut self.state.heading {
                heading.push_str(&self.ledger.figures.get(index).map(|figure| figure.print.text()).unwrap_or_default());
                tokens.push(token);
                return;
            }
        }
        match token {
            Token::Chart(_) | Token::Table(_) => {
                // Only a paragraph of the chapter itself is closed with a look at its charts and tables.
                let is_paragraph = self.state.depth == 1 && self.state.heading.is_none();
                if is_paragraph { self.state.blocks.push(token) } else { self.block_in_text(token) }
            }
            Token::Reference(_) | Token::Figure(_) | Token::Sparkline(_) => self.state.has_words = true,
        }
        self.enter(token);
    }

    /// Writes into the ledger where a figure, a chart or a table stands, and numbers the latter two. A figure printed twice
    /// keeps its first place.
    fn enter(&mut self, token: Token) {
        let entry = self.state.entry.clone();
        match token {
            Token::Figure(index) => {
                let Some(figure) = self.ledger.figures.get_mut(index) else { return };
                if figure.order == 0 {
                    place(std::iter::once(figure), &mut self.order, entry.as_ref());
                }
            }
            Token::Reference(_) => {}
            Token::Sparkline(index) => {
                self.state.sparklines.push(index);
                let Some(line) = self.ledger.sparklines.get_mut(index) else { return };
                place(line.figures_mut(), &mut self.order, entry.as_ref());
            }
            Token::Chart(index) => {
                if self.is_repeated(token, index) {
                    return;
                }
                self.state.charts.push(index);
                let number = (self.origins.number, self.state.charts.len());
                let Some(chart) = self.ledger.charts.get_mut(index) else { return };
                chart.number = number;
                place(chart.figures_mut(), &mut self.order, entry.as_ref());
            }
            Token::Table(index) => {
                if self.is_repeated(token, index) {
                    return;
                }
                self.state.tables.push(index);
                let number = (self.origins.number, self.state.tables.len());
                let Some(table) = self.ledger.tables.get_mut(index) else { return };
                table.number = number;
                place(table.figures_mut(), &mut self.order, entry.as_ref());
            }
        }
    }

    /// Reports a chart or a table that the text has printed before.
    fn is_repeated(&mut self, token: Token, index: usize) -> bool {
        let printed = if matches!(token, Token::Chart(_)) { &self.state.charts } else { &self.state.tables };
        let repeated = printed.contains(&index);
        if repeated {
            let mut problem = Problem::new(format!("a {} is printed twice", name(token)));
            problem.place = self.site(token);
            self.report(codes::REPEATED_CHART, problem.hint("print it once and refer to it by its number"));
        }
        repeated
    }

    fn html(&mut self, html: &str) {
        if is_comment(html) {
            return;
        }
        let snippet = html.lines().next().unwrap_or_default().trim();
        let problem = Problem::new(format!("raw HTML is not published: `{snippet}`")).at(self.place(snippet));
        self.report(codes::RAW_HTML, problem.hint("write Markdown; a `<` that is meant as such is written `\\<`"));
    }

    fn link(&mut self, address: &str, title: &str) {
        for token in [address, title].into_iter().flat_map(pieces) {
            if let Piece::Token(token) = token {
                self.hidden(token, "the address or the title of a link");
            }
        }
        if let Some(scheme) = scheme(address).filter(|scheme| !SCHEMES.contains(&scheme.as_str())) {
            let problem = Problem::new(format!("a link may not lead to `{scheme}:`")).at(self.place(address));
            let hint = format!("addresses begin with {}:, or name a file of the book", SCHEMES.join(":, "));
            self.report(codes::UNSAFE_LINK, problem.hint(hint));
        }
    }

    fn block_in_text(&mut self, token: Token) {
        let mut problem = Problem::new(format!("a {} stands inside text", name(token)));
        problem.place = self.site(token);
        self.report(
            codes::CHART_IN_TEXT,
            problem.hint("put an empty line before and after the call, outside lists, tables and headings"),
        );
    }

    fn hidden(&mut self, token: Token, what: &str) {
        let mut problem = Problem::new(format!("{} stands in {what}, where it cannot be shown", name(token)));
        problem.place = self.site(token);
        self.report(codes::FIGURE_IN_LINK, problem.hint("print it in the text"));
        self.enter(token);
    }

    /// Reports what was computed in vain.
    fn check_printed(&mut self) {
        let figures = (0..self.ledger.figures.len()).filter(|index| self.ledger.figures[*index].order == 0);
        let charts = (0..self.ledger.charts.len()).filter(|index| !self.state.charts.contains(index));
        let tables = (0..self.ledger.tables.len()).filter(|index| !self.state.tables.contains(index));
        let lines = (0..self.ledger.sparklines.len()).filter(|index| !self.state.sparklines.contains(index));
        let blocks = charts.map(Token::Chart).chain(tables.map(Token::Table)).chain(lines.map(Token::Sparkline));
        let tokens = figures.map(Token::Figure).chain(blocks).collect::<Vec<_>>();
        for token in tokens {
            let id = match token {
                Token::Figure(index) => &self.ledger.figures[index].id,
                Token::Chart(index) => &self.ledger.charts[index].id,
                Token::Table(index) => &self.ledger.tables[index].id,
                Token::Reference(index) => &self.ledger.references[index].to,
                Token::Sparkline(index) => &self.ledger.sparklines[index].id,
            };
            let mut problem = Problem::new(format!("{} `{id}` is computed, but not printed", name(token)));
            problem.place = self.site(token);
            self.report(
                codes::NOT_PRINTED,
                problem.hint("print it, delete the call, or ask with `outcome`, which records nothing"),
            );
        }
    }

    fn site(&self, token: Token) -> Option<Place> {
        match token {
            Token::Figure(index) => self.ledger.figures.get(index).map(|figure| figure.site.clone().into()),
            Token::Chart(index) => self.ledger.charts.get(index).map(|chart| chart.site.clone()),
            Token::Table(index) => self.ledger.tables.get(index).map(|table| table.site.clone()),
            Token::Reference(index) => self.ledger.references.get(index).map(|reference| reference.site.clone()),
            Token::Sparkline(index) => self.ledger.sparklines.get(index).map(|line| line.site.clone()),
        }
    }

    fn place(&self, text: &str) -> Place {
        let words = if token::has_mark(text) { shown(text, &self.ledger.figures) } else { text.to_owned() };
        self.origins.place(&words)
    }

    fn report(&mut self, code: Code, problem: Problem) {
        code.report(self.findings, problem);
    }
}

/// Gives figures the next places in reading order, and their entry.
fn place<'f>(figures: impl Iterator<Item = &'f mut Figure>, order: &mut usize, entry: Option<&Id>) {
    for figure in figures {
        *order += 1;
        (figure.order, figure.entry) = (*order, entry.cloned());
    }
}

fn name(token: Token) -> &'static str {
    match token {
        Token::Figure(_) => "figure",
        Token::Chart(_) => "chart",
        Token::Table(_) => "table",
        Token::Reference(_) => "cross reference",
        Token::Sparkline(_) => "sparkline",
    }
}

/// The scheme of an address, in small letters, as a browser reads it: white space and control characters do not count.
fn scheme(address: &str) -> Option<String> {
    let clean = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    let (scheme, _) = clean.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}
