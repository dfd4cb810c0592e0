//! A chapter as a Markdown file: front matter, `CommonMark` and GFM, no HTML, figures as text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::book::{Book, Chapter, EntryHeadings};
use crate::ledger::{ChapterLedger, Figure};
use crate::render::chapters::Written;
use crate::render::escape::{markdown, yaml};
use crate::render::labels::Labels;
use crate::render::token::{Piece, Token, pieces};

use super::html::mark_of;
use super::repair::{Edit, Gap, apply, repair};
use super::{is_entry, is_wide, options};

/// Writes a chapter's file.
pub(in crate::render) fn chapter(book: &Book, chapter: &Chapter, written: &Written) -> String {
    let labels = Labels::new(book.language);
    let mut notes = Vec::new();
    let text = with_figures(&written.text, &written.ledger, &labels, &mut notes);
    let text = repair(&text, Gap::Space);
    let brackets = if book.entry_headings == EntryHeadings::Brackets { labels.brackets() } else { ("", "") };
    let text = apply(&text, tidying(&text, brackets));
    let body = blank_lines(&text);
    let notes = notes.into_iter().enumerate().map(|(at, note)| format!("\n[^v{}]: {}\n", at + 1, markdown(&note)));
    let heading = format!("# {}\n", markdown(&chapter.title));
    format!("{}\n{heading}\n{body}{}", front_matter(book, chapter), notes.collect::<String>())
}

fn front_matter(book: &Book, chapter: &Chapter) -> String {
    let mut lines = vec![
        format!("title: {}", yaml(&chapter.title)),
        format!("area: {}", yaml(book.area_of(chapter))),
        format!("year: {}", book.year_of(chapter)),
    ];
    for (name, list) in [("authors", &chapter.authors), ("sources", &chapter.sources)] {
        if !list.is_empty() {
            lines.push(format!("{name}:"));
            lines.extend(list.iter().map(|item| format!("  - {}", yaml(item))));
        }
    }
    if book.draft {
        lines.push("draft: true".to_owned());
    }
    format!("---\n{}\n---\n", lines.join("\n"))
}

/// Puts figures and charts in. What a figure prints is text wherever it stands.
fn with_figures(text: &str, ledger: &ChapterLedger, labels: &Labels, notes: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let parts = pieces(text);
    for (at, piece) in parts.iter().enumerate() {
        match piece {
            Piece::Text(words) => out.push_str(words),
            Piece::Token(Token::Figure(index)) => {
                let Some(figure) = ledger.figures.get(*index) else { continue };
                let next = parts
                    .get(at + 1)
                    .and_then(|next| if let Piece::Text(words) = next { words.chars().next() } else { None });
                out.push_str(&figure_text(figure, &out, next));
                if let Some(note) = mark_of(figure) {
                    let known = notes.iter().position(|known| *known == note).unwrap_or(notes.len());
                    if known == notes.len() {
                        notes.push(note);
                    }
                    out.push_str(&format!("[^v{}]", known + 1));
                }
            }
            Piece::Token(Token::Chart(index)) => {
                let Some(chart) = ledger.charts.get(*index) else { continue };
                let caption = format!("{} {}", labels.chart_number(chart.number), chart.title);
                let data = super::table::plain_download(labels, &chart.stem);
                let picture = format!("![{0}](charts/{1}.svg)\n\n{0}{data}", markdown(&caption), chart.stem);
                let gap = if out.ends_with('\n') || out.is_empty() { "" } else { "\n" };
                out.push_str(&format!("{gap}\n{picture}\n\n"));
            }
            Piece::Token(Token::Table(index)) => {
                let Some(table) = ledger.tables.get(*index) else { continue };
                let gap = if out.ends_with('\n') || out.is_empty() { "" } else { "\n" };
                out.push_str(&format!("{gap}\n{}\n\n", super::table::plain(labels, table)));
            }
            // A line in the text has no form without HTML; its numbers stand in the text around it.
            Piece::Token(Token::Sparkline(_)) => {}
            Piece::Token(Token::Reference(index)) => {
                let target = ledger.references.get(*index).and_then(|reference| reference.target.as_ref());
                let number = target.map(|target| labels.exhibit_number(target.exhibit, target.number));
                out.push_str(&number.unwrap_or_default());
            }
        }
    }
    out
}

/// A figure's text, escaped as its place needs: `3.` begins a list only at the beginning of a line.
fn figure_text(figure: &Figure, before: &str, next: Option<char>) -> String {
    let text = figure.print.text();
    let line = before.rsplit('\n').next().unwrap_or_default();
    if !line.trim_matches([' ', '>', '\t']).is_empty() {
        // The first character is no block's beginning here: a letter before it says so.
        let escaped = markdown(&format!("x{text}"));
        return escaped[1..].to_owned();
    }
    let escaped = markdown(&text);
    let is_number = !escaped.is_empty() && escaped.bytes().all(|b| b.is_ascii_digit());
    if is_number && matches!(next, Some('.' | ')')) { format!("{escaped}\\") } else { escaped }
}

/// Brackets for entry headings; no comments; no space in a Chinese line break; `\` for a hard break.
fn tidying(text: &str, (open, close): (&str, &str)) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut heading: Option<Option<Range<usize>>> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if let Some(inside) = &mut heading
            && !matches!(event, Event::End(TagEnd::Heading(_)))
        {
            let start = inside.as_ref().map_or(range.start, |inside| inside.start);
            *inside = Some(start..range.end.max(inside.as_ref().map_or(0, |inside| inside.end)));
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) if is_entry(level) => heading = Some(None),
            Event::End(TagEnd::Heading(level)) if is_entry(level) => {
                if let Some(Some(inside)) = heading.take() {
                    edits.push(Edit::insert(inside.start, open));
                    edits.push(Edit::insert(inside.end, close));
                }
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let start = text[..range.start].trim_end_matches(' ').len();
                edits.push(Edit { at: start..range.end, text: String::new() });
            }
            Event::HardBreak if !text[range.clone()].starts_with('\\') => {
                edits.push(Edit { at: range, text: "\\\n".to_owned() });
            }
            Event::SoftBreak if joins_here(text, &range) => edits.push(Edit { at: range, text: String::new() }),
            _ => {}
        }
    }
    edits
}

/// Returns whether a line break between Chinese text can be taken out without touching a block's prefix.
fn joins_here(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let is_plain = after.is_some_and(|c| !c.is_whitespace() && c != '>');
    is_plain && [before, after].into_iter().flatten().any(is_wide)
}

/// One blank line between blocks, one line end at the end, no spaces before a line's end; code stays as it is.
fn blank_lines(text: &str) -> String {
    let code = Parser::new_ext(text, options()).into_offset_iter();
    let code = code
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(range))
        .collect::<Vec<_>>();
    let mut lines: Vec<&str> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_code = code.iter().any(|range| range.contains(&at));
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if is_code {
            lines.push(line);
            continue;
        }
        let line = line.trim_end();
        let is_heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let after_heading = lines.last().is_some_and(|last| last.starts_with("# ") || last.starts_with("## "));
        let needs_gap =
            (is_heading || after_heading) && !line.is_empty() && lines.last().is_some_and(|last| !last.is_empty());
        if needs_gap {
            lines.push("");
        }
        let is_double = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !is_double {
            lines.push(line);
        }
    }
    let text = lines.join("\n");
    let text = text.trim_end();
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}
