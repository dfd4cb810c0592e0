//! What `CommonMark` misreads in Chinese statistical prose, mended before it is parsed.
//!
//! - `2016. 年` at the beginning of a line is a year, not the first item of a list;
//! - `3~4名` is a range: a single tilde strikes nothing out;
//! - `**经费（万元）：**合计` is bold, although no space stands beside the asterisks.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::{is_wide, options};
use crate::render::token::is_mark;

/// From this number on a list's first number is a year.
const FIRST_YEAR: u64 = 1000;
/// Texts in which mending one thing brings up another are rare; this ends the search in any case.
const MOST_ROUNDS: usize = 8;

/// A change of a text: what is taken out at a place, and what is put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

impl Edit {
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { at: at..at, text: text.into() }
    }
}

/// Applies edits that do not overlap.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut out = String::with_capacity(text.len() + 16 * edits.len());
    let mut done = 0;
    for edit in edits.into_iter().filter(|edit| edit.at.end <= text.len()) {
        if edit.at.start >= done {
            out.push_str(&text[done..edit.at.start]);
            out.push_str(&edit.text);
            done = edit.at.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// What stands between an emphasis and the letter beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// An empty comment, which the HTML leaves out again.
    Comment,
    /// A space, as authors of Chinese Markdown set it.
    Space,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::Comment => "<!---->",
            Self::Space => " ",
        }
    }
}

/// Returns a text that `CommonMark` reads as it is meant.
pub(super) fn repair(text: &str, gap: Gap) -> String {
    let mut text = text.to_owned();
    for _ in 0..MOST_ROUNDS {
        let edits = escapes(&text);
        if edits.is_empty() {
            break;
        }
        text = apply(&text, edits);
    }
    let gaps = gaps(&text);
    apply(&text, gaps.into_iter().map(|at| Edit::insert(at, gap.text())).collect())
}

/// Backslashes for years that begin lists, and for tildes that strike out.
fn escapes(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut lists = Vec::new();
    let mut tildes = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(pulldown_cmark::TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item)
                if lists.last().is_some_and(|first| first.is_some_and(|first| first >= FIRST_YEAR)) =>
            {
                let digits = text[range.start..].bytes().take_while(u8::is_ascii_digit).count();
                edits.push(Edit::insert(range.start + digits, "\\"));
            }
            Event::Start(Tag::Strikethrough) if !text[range.clone()].starts_with("~~") => {
                edits.push(Edit::insert(range.start, "\\"));
                edits.push(Edit::insert(range.end - 1, "\\"));
            }
            Event::Text(_) => tildes.extend(single_tildes(text, range)),
            Event::Start(tag) if is_block(&tag) => edits.extend(pairing(&mut tildes)),
            _ => {}
        }
    }
    edits.extend(pairing(&mut tildes));
    edits
}

/// Single tildes of a stretch of text that are not escaped yet.
fn single_tildes(text: &str, range: Range<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_single = |at: &usize| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        bytes[*at] == b'~' && !matches!(before, Some(b'~' | b'\\')) && bytes.get(at + 1) != Some(&b'~')
    };
    range.filter(is_single).collect()
}

/// GitHub strikes out what stands between two tildes of a block; one alone is left as it is.
fn pairing(tildes: &mut Vec<usize>) -> Vec<Edit> {
    let found = std::mem::take(tildes);
    if found.len() < 2 { Vec::new() } else { found.into_iter().map(|at| Edit::insert(at, "\\")).collect() }
}

fn is_block(tag: &Tag<'_>) -> bool {
    use Tag::{CodeBlock, Heading, Item, Paragraph, TableCell};
    matches!(tag, Paragraph | Heading { .. } | Item | TableCell | CodeBlock(_))
}

/// Places beside `*`, `_` and `~~` where a gap lets an emphasis begin or end.
fn gaps(text: &str) -> Vec<usize> {
    let candidates = candidates(text);
    if candidates.is_empty() {
        return candidates;
    }
    let filler = Gap::Comment.text();
    let filled = apply(text, candidates.iter().map(|at| Edit::insert(*at, filler)).collect());
    let mut edges = std::collections::BTreeSet::new();
    for (event, range) in Parser::new_ext(&filled, options()).into_offset_iter() {
        if matches!(event, Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) {
            edges.extend([range.start, range.end]);
        }
    }
    // In the filled text, the n-th filler begins n fillers later than its place.
    let begins = |index: usize, at: usize| at + index * filler.len();
    let holds = |(index, at): &(usize, usize)| {
        let start = begins(*index, *at);
        edges.contains(&start) || edges.contains(&(start + filler.len()))
    };
    candidates.into_iter().enumerate().filter(holds).map(|(_, at)| at).collect()
}

/// Runs of delimiters with a letter outside and punctuation inside: where the gap would be.
fn candidates(text: &str) -> Vec<usize> {
    let chars = text.char_indices().collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let (start, mark) = chars[index];
        let run = chars[index..].iter().take_while(|(_, c)| *c == mark).count();
        let delimits = mark == '*' || (mark == '~' && run == 2);
        let before = index.checked_sub(1).map(|at| chars[at].1);
        let after = chars.get(index + run);
        // A single asterisk beside Latin letters and digits may be one.
        let is_outside = |c: char| is_letter(c) && (run > 1 || is_wide(c) || is_mark(c));
        if delimits && before != Some('\\') {
            match (before, after) {
                (Some(before), Some((_, after))) if is_outside(before) && is_punctuation(*after) => found.push(start),
                (Some(before), Some((end, after))) if is_punctuation(before) && is_outside(*after) => found.push(*end),
                _ => {}
            }
        }
        index += run;
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Punctuation and symbols, as far as figures and Chinese prose need them.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '‰' | '℃' | '±' | '×' | '÷') || (is_wide(c) && !c.is_alphanumeric())
}
