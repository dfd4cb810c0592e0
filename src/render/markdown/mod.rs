//! Markdown with tokens: read once for the ledger, written twice (HTML, plain Markdown).
//!
//! Must not know: templates, files, page layouts.

mod arrange;
mod chart;
mod entry_text;
mod html;
mod passages;
mod plain;
mod repair;
mod table;
#[cfg(test)]
mod tests;

use pulldown_cmark::{Event, HeadingLevel, Options};

use crate::findings::Place;
use crate::ledger::Figure;

pub(super) use arrange::{Origins, arrange};
pub(super) use entry_text::entry_texts;
pub(super) use html::{Entry, Mark, Outline, body, source_id};
pub(crate) use html::{audit_element, element_id};
pub use passages::{Mark as TextMark, Marked, Part, Passage};
pub(super) use passages::{passages, typed_at};
pub(super) use plain::chapter as plain_chapter;
pub(crate) use table::table_source_id;

use super::token::{Piece, Token, pieces};

/// `CommonMark` and what GitHub adds.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Returns whether a heading begins an entry.
fn is_entry(level: HeadingLevel) -> bool {
    level <= HeadingLevel::H2
}

/// Returns whether a raw piece of HTML is a comment, which is left out without a word.
fn is_comment(html: &str) -> bool {
    html.trim().strip_prefix("<!--").is_some_and(|rest| rest.find("-->").is_some_and(|end| end + 3 == rest.len()))
}

/// Returns the words of an event that a reader sees, if it is a word.
fn words<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

/// Returns whether Chinese typography sets no space beside a character.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Returns a figure's text where all of it is one word, such as 持平: then that is what carries the figure.
fn tagged(figure: &Figure) -> (String, String, String) {
    let print = &figure.print;
    if print.token.is_empty() {
        return (String::new(), print.text(), String::new());
    }
    (format!("{}{}", print.word, print.hedge), print.token.clone(), print.after.clone())
}

/// Returns what a text shows with its figures put in; charts, tables and cross references show nothing.
fn shown(text: &str, figures: &[Figure]) -> String {
    let parts = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(words) => words.to_owned(),
        Piece::Token(Token::Figure(index)) => figures.get(index).map(|figure| figure.print.text()).unwrap_or_default(),
        Piece::Token(Token::Chart(_) | Token::Table(_) | Token::Reference(_) | Token::Sparkline(_)) => String::new(),
    });
    parts.collect()
}

/// Returns whether a line break between two texts shows no space.
fn joins(before: &str, after: &str, figures: &[Figure]) -> bool {
    let last = shown(before, figures).chars().next_back();
    let first = shown(after, figures).chars().next();
    [last, first].into_iter().flatten().any(is_wide)
}

/// Returns the place of a whole template.
fn whole(file: &str) -> Place {
    Place::file(file)
}
