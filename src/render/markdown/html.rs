//! A chapter's text as HTML: sections with run-in headings, tagged figures, charts with captions.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::book::{Book, EntryHeadings};
use crate::ledger::{Class, Figure};
use crate::render::chapters::Written;
use crate::render::decimal::decimal;
use crate::render::escape::{fragment, html};
use crate::render::labels::Labels;
use crate::render::token::{Piece, Token, pieces};

use super::repair::{Gap, repair};
use super::{is_entry, joins, options, shown, tagged, words};

/// An entry of a chapter, for its contents.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::render) struct Entry {
    /// Its element's id.
    pub(in crate::render) id: String,
    /// The address of its element within the page.
    pub(in crate::render) link: String,
    /// Its heading, without brackets.
    pub(in crate::render) title: String,
}

/// A note on a figure that is marked in print.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::render) struct Mark {
    /// The note's element.
    pub(in crate::render) id: String,
    /// The address of the figure.
    pub(in crate::render) figure: String,
    /// The figure as printed.
    pub(in crate::render) printed: String,
    /// What is to be said.
    pub(in crate::render) text: String,
}

/// What a chapter's page says about its text.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(in crate::render) struct Outline {
    /// Its entries.
    pub(in crate::render) entries: Vec<Entry>,
    /// Notes on marked figures.
    pub(in crate::render) marks: Vec<Mark>,
    /// The figures as they stand in the text, by index in the ledger.
    pub(in crate::render) figures: Vec<usize>,
}

/// Returns the id of a figure's element: its id without the chapter, which is the page.
pub(crate) fn element_id(figure: &Figure) -> String {
    let own = figure.id.strip_prefix(&*figure.chapter).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&figure.id);
    own.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Returns the id of a figure's row in the audit, which has the figures of all chapters.
pub(crate) fn audit_element(figure: &Figure) -> String {
    figure.id.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Returns the id of the element that tells where a figure comes from.
pub(in crate::render) fn source_id(figure: &Figure) -> String {
    format!("source-{}", element_id(figure))
}

/// Returns what is to be said in print about a figure that rests on unvalidated data, or is pending in a draft.
pub(super) fn mark_of(figure: &Figure) -> Option<String> {
    (!figure.marks.is_empty()).then(|| figure.marks.join("；"))
}

/// Writes a chapter's text, which is HTML, and tells what is in it. `charts` holds the pictures by their stems.
pub(in crate::render) fn body(book: &Book, written: &Written, charts: &BTreeMap<String, String>) -> (String, Outline) {
    let text = repair(&written.text, Gap::Comment);
    let events = Parser::new_ext(&text, options()).collect::<Vec<_>>();
    let mut writer = Writer {
        written,
        charts,
        labels: Labels::new(book.language),
        brackets: book.entry_headings == EntryHeadings::Brackets,
        outline: Outline::default(),
        ids: BTreeMap::new(),
        in_section: false,
        printed: BTreeSet::new(),
        drawn: BTreeSet::new(),
        in_link: false,
        table: Table::default(),
    };
    let mut out = Vec::new();
    for index in 0..events.len() {
        writer.event(&events, index, &mut out);
    }
    if writer.in_section {
        out.push(raw("</section>\n"));
    }
    let mut page = String::with_capacity(text.len() * 4);
    pulldown_cmark::html::push_html(&mut page, out.into_iter());
    (page, writer.outline)
}

fn raw<'a>(html: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::Html(html.into())
}

struct Writer<'a> {
    written: &'a Written,
    charts: &'a BTreeMap<String, String>,
    labels: Labels,
    brackets: bool,
    outline: Outline,
    /// How often an id has been given.
    ids: BTreeMap<String, usize>,
    in_section: bool,
    /// Figures that the text has shown.
    printed: BTreeSet<usize>,
    /// Sparklines that have been printed.
    drawn: BTreeSet<usize>,
    /// A link may hold no other link.
    in_link: bool,
    table: Table,
}

/// The table that is being written. Its alignment is told by classes: the page's policy forbids style attributes.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
}

impl Table {
    /// Writes what belongs to a table; returns whether it did.
    fn event(&mut self, event: &Event<'_>, out: &mut Vec<Event<'_>>) -> bool {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                out.push(raw("<div class=\"table\">\n<table>\n"));
            }
            Event::End(TagEnd::Table) => out.push(raw("</tbody>\n</table>\n</div>\n")),
            Event::Start(Tag::TableHead) => self.start_row(true, "<thead>\n<tr>", out),
            Event::End(TagEnd::TableHead) => out.push(raw("</tr>\n</thead>\n<tbody>\n")),
            Event::Start(Tag::TableRow) => self.start_row(false, "<tr>", out),
            Event::End(TagEnd::TableRow) => out.push(raw("</tr>\n")),
            Event::Start(Tag::TableCell) => out.push(raw(self.open_cell())),
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                out.push(raw(format!("</{}>", self.cell())));
            }
            _ => return false,
        }
        true
    }

    fn start_row(&mut self, in_head: bool, tag: &'static str, out: &mut Vec<Event<'_>>) {
        (self.in_head, self.column) = (in_head, 0);
        out.push(raw(tag));
    }

    fn cell(&self) -> &'static str {
        if self.in_head { "th" } else { "td" }
    }

    fn open_cell(&self) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        let scope = if self.in_head { " scope=\"col\"" } else { "" };
        format!("<{}{scope}{class}>", self.cell())
    }
}

impl Writer<'_> {
    fn event<'e>(&mut self, events: &[Event<'e>], index: usize, out: &mut Vec<Event<'e>>) {
        match &events[index] {
            Event::Start(Tag::Heading { level, .. }) => self.start_heading(*level, events, index, out),
            Event::End(TagEnd::Heading(level)) => self.end_heading(*level, out),
            Event::Start(Tag::Paragraph) if self.charts_at(events, index).is_some() => {}
            Event::End(TagEnd::Paragraph) if self.ends_charts(events, index) => {}
            Event::Text(text) if ends_heading(&events[index + 1..]) => {
                self.text(&text.trim_end().to_owned().into(), out);
            }
            Event::Text(text) => self.text(text, out),
            Event::Code(text) => {
                out.push(Event::InlineHtml("<code>".into()));
                self.text(text, out);
                out.push(Event::InlineHtml("</code>".into()));
            }
            Event::SoftBreak => {
                if !self.joins_at(events, index) {
                    out.push(Event::SoftBreak);
                }
            }
            // Raw HTML is reported and not published; comments and the fillers of `repair` are left out.
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            other => {
                self.in_link = match other {
                    Event::Start(Tag::Link { .. }) => true,
                    Event::End(TagEnd::Link) => false,
                    _ => self.in_link,
                };
                if !self.table.event(other, out) {
                    out.push(other.clone());
                }
            }
        }
    }

    /// An entry is a section; its heading runs into its first sentence by the style sheet.
    fn start_heading<'e>(&mut self, level: HeadingLevel, events: &[Event<'e>], index: usize, out: &mut Vec<Event<'e>>) {
        let title = self.heading_words(&events[index + 1..]);
        let id = self.unique(&title);
        if !is_entry(level) {
            let tag = format!("<{level} id=\"{}\">", html(&id));
            out.push(raw(tag));
            return;
        }
        if std::mem::replace(&mut self.in_section, true) {
            out.push(raw("</section>\n"));
        }
        let open = if self.brackets { self.labels.brackets().0 } else { "" };
        let section = format!("<section class=\"entry\" aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{open}", html(&id));
        out.push(raw(section));
        self.outline.entries.push(Entry { link: fragment(&id), id, title });
    }

    fn end_heading(&self, level: HeadingLevel, out: &mut Vec<Event<'_>>) {
        if is_entry(level) {
            let close = if self.brackets { self.labels.brackets().1 } else { "" };
            out.push(raw(format!("{close}</h2>\n")));
        } else {
            out.push(raw(format!("</{level}>\n")));
        }
    }

    fn heading_words(&self, events: &[Event<'_>]) -> String {
        let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let text = inside.filter_map(words).collect::<String>();
        shown(&text, &self.written.ledger.figures).trim().to_owned()
    }

    /// An id made of a heading's words, given once.
    fn unique(&mut self, title: &str) -> String {
        let words = title.split_whitespace().collect::<Vec<_>>().join("-");
        let base = if words.is_empty() { "entry".to_owned() } else { words };
        let times = self.ids.entry(base.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times == 1 { base } else { format!("{base}-{times}") }
    }

    /// Returns how many charts and tables a paragraph that begins at `index` holds, if it holds nothing else.
    fn charts_at(&self, events: &[Event<'_>], index: usize) -> Option<usize> {
        let mut charts = 0;
        for event in &events[index + 1..] {
            match event {
                Event::End(TagEnd::Paragraph) => return (charts > 0).then_some(charts),
                Event::SoftBreak => {}
                Event::Text(text) => {
                    for piece in pieces(text) {
                        match piece {
                            Piece::Token(Token::Chart(_) | Token::Table(_)) => charts += 1,
                            Piece::Text(words) if words.trim().is_empty() => {}
                            _ => return None,
                        }
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn ends_charts(&self, events: &[Event<'_>], index: usize) -> bool {
        let start = events[..index].iter().rposition(|event| matches!(event, Event::Start(Tag::Paragraph)));
        start.is_some_and(|start| self.charts_at(events, start).is_some())
    }

    /// Returns whether the line break at `index` shows no space.
    fn joins_at(&self, events: &[Event<'_>], index: usize) -> bool {
        let before = events[..index].iter().rev().find_map(words).unwrap_or_default();
        let after = events[index + 1..].iter().find_map(words).unwrap_or_default();
        joins(before, after, &self.written.ledger.figures)
    }

    fn text<'e>(&mut self, text: &CowStr<'e>, out: &mut Vec<Event<'e>>) {
        for piece in pieces(text) {
            match piece {
                Piece::Text(words) => out.push(Event::Text(words.to_owned().into())),
                Piece::Token(Token::Figure(index)) => out.push(Event::InlineHtml(self.figure(index).into())),
                Piece::Token(Token::Chart(index)) => out.push(raw(self.chart(index))),
                Piece::Token(Token::Table(index)) => {
                    let table = self.written.ledger.tables.get(index);
                    out.push(raw(table.map_or_else(String::new, |table| super::table::html(&self.labels, table))));
                }
                Piece::Token(Token::Sparkline(index)) => out.push(Event::InlineHtml(self.sparkline(index).into())),
                Piece::Token(Token::Reference(index)) => out.push(Event::InlineHtml(self.reference(index).into())),
            }
        }
    }

    /// Only the number itself is tagged; its word and its hedge stand outside.
    fn figure(&mut self, index: usize) -> String {
        let Some(figure) = self.written.ledger.figures.get(index) else { return String::new() };
        let is_first = self.printed.insert(index);
        let (before, token, after) = tagged(figure);
        let mark = mark_of(figure);
        let value = figure.printed_value().map_or_else(|| token.clone(), decimal);
        let id = if is_first { format!(" id=\"{}\"", html(&element_id(figure))) } else { String::new() };
        let flag = mark
            .as_ref()
            .map_or("", |_| if figure.pending.is_some() { " data-mark=\"O\"" } else { " data-mark=\"V\"" });
        let data = format!(
            "<data class=\"figure\"{id} value=\"{}\" data-class=\"{}\" data-figure=\"{}\"{flag}>{}</data>",
            html(&value),
            class_name(figure.class),
            html(&figure.id),
            self.linked(&source_id(figure), "", &token),
        );
        if is_first {
            self.outline.figures.push(index);
        }
        let mark = mark.map_or_else(String::new, |text| self.mark(figure, text, is_first));
        format!("{}{data}{}{mark}", html(&before), html(&after))
    }

    /// A text that leads to an element of the page, unless it stands in a link already.
    fn linked(&self, id: &str, attributes: &str, text: &str) -> String {
        if self.in_link {
            return html(text);
        }
        format!("<a href=\"{}\"{attributes}>{}</a>", html(&fragment(id)), html(text))
    }

    /// A mark behind the figure, and its note at the chapter's end.
    fn mark(&mut self, figure: &Figure, text: String, is_first: bool) -> String {
        let id = format!("note-{}", element_id(figure));
        let title = format!(" title=\"{}\"", html(&text));
        let link = format!("<sup class=\"mark\">{}</sup>", self.linked(&id, &title, "*"));
        if is_first {
            let printed = figure.print.text();
            self.outline.marks.push(Mark { id, figure: fragment(&element_id(figure)), printed, text });
        }
        link
    }

    /// 表2-1, which leads there.
    fn reference(&self, index: usize) -> String {
        let target = self.written.ledger.references.get(index).and_then(|reference| reference.target.as_ref());
        let Some(target) = target else { return String::new() };
        let label = html(&self.labels.exhibit_number(target.exhibit, target.number));
        if self.in_link {
            return label;
        }
        let page =
            if target.chapter == self.written.chapter { String::new() } else { format!("{}.html", target.chapter) };
        format!("<a class=\"ref\" href=\"{}\">{label}</a>", html(&format!("{page}{}", fragment(&target.stem))))
    }

    /// The picture, which the audit links to where it is printed first.
    fn sparkline(&mut self, index: usize) -> String {
        let Some(line) = self.written.ledger.sparklines.get(index) else { return String::new() };
        let picture = self.charts.get(&line.stem).map(|svg| inline(svg)).unwrap_or_default();
        if !self.drawn.insert(index) {
            return picture.to_owned();
        }
        picture.replacen("<svg", &format!("<svg id=\"{}\"", html(&line.stem)), 1)
    }

    fn chart(&self, index: usize) -> String {
        let Some(chart) = self.written.ledger.charts.get(index) else { return String::new() };
        let picture = |ending| self.charts.get(&format!("{}{ending}", chart.stem)).map(|svg| inline(svg));
        let picture = match (picture("-wide"), picture("-narrow")) {
            (Some(wide), Some(narrow)) => format!("<div class=\"yb-both\">\n{wide}\n{narrow}\n</div>"),
            _ => picture("").unwrap_or_default().to_owned(),
        };
        super::chart::figure(chart, &picture, &self.labels)
    }
}

/// Returns whether nothing but left-out HTML comes before the end of a heading.
fn ends_heading(events: &[Event<'_>]) -> bool {
    let next = events.iter().find(|event| !matches!(event, Event::InlineHtml(_)));
    matches!(next, Some(Event::End(TagEnd::Heading(_))))
}

/// An SVG document as an element of a page: without XML declaration and document type.
fn inline(svg: &str) -> &str {
    svg.find("<svg").map_or("", |start| svg[start..].trim_end())
}

pub(super) fn class_name(class: Class) -> &'static str {
    match class {
        Class::Computed => "computed",
        Class::Reconstructed => "reconstructed",
        Class::Quoted => "quoted",
    }
}
