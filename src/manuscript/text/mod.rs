//! Manuscripts as plain text that knows where each of its characters came from.
//!
//! Owns: the formats ([`Format`]) and [`Manuscript`]. A table row is a line whose cells end in `|`; notes follow the
//! text. Must not know: figures.

mod docx;
mod error;
mod html;
mod markdown;
mod plain;

use std::ops::Range;

use crate::findings::Place;

pub use docx::{Comment, annotated};
pub use error::TextError;

/// What a manuscript is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, UTF-8 or GB 18030.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Word (.docx).
    Docx,
}

impl Format {
    /// Returns the format that a file name says.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Plain,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "docx" => Self::Docx,
            _ => return None,
        })
    }
}

/// A line that is longer than this, in bytes, is not shown under a finding.
const LONGEST_EXCERPT: usize = 16 << 10;

/// Where a piece of the text came from: equally long pieces are mapped character by character.
#[derive(Clone, Debug)]
struct Piece {
    text: usize,
    length: usize,
    source: Range<usize>,
}

/// A manuscript as plain text.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its file.
    pub name: String,
    /// Its words: one paragraph a line.
    pub text: String,
    /// What places refer to: the file's own text, or the text itself for Word, where a line is a paragraph.
    source: Option<String>,
    pieces: Vec<Piece>,
    index: Index,
}

/// Finds lines and columns quickly.
#[derive(Clone, Debug)]
struct Index {
    /// Where each line begins.
    lines: Vec<usize>,
    /// Characters before each block of [`Index::BLOCK`] bytes.
    characters: Vec<usize>,
}

impl Index {
    const BLOCK: usize = 1024;

    fn new(text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(Self::BLOCK) {
            characters.push(characters.last().copied().unwrap_or(0) + count(block));
        }
        Self { lines, characters }
    }

    /// Returns how many characters stand before a byte.
    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let block = byte / Self::BLOCK;
        let rest = text.as_bytes().get(block * Self::BLOCK..byte).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or(0) + count(rest)
    }
}

/// Characters that begin in some bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl Manuscript {
    /// Reads a manuscript.
    ///
    /// # Errors
    /// When the format is not known, or the bytes are not in it.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, TextError> {
        let format = Format::of(name).ok_or_else(|| TextError::UnknownFormat { name: name.to_owned() })?;
        match format {
            Format::Docx => docx::read(name, bytes),
            Format::Plain => Ok(Self::of_text(name, &plain::decode(name, bytes)?)),
            Format::Markdown => Ok(markdown::read(name, plain::decode(name, bytes)?)),
            Format::Html => Ok(html::read(name, plain::decode(name, bytes)?)),
        }
    }

    /// Returns a manuscript of plain text.
    #[must_use]
    pub fn of_text(name: &str, text: &str) -> Self {
        let index = Index::new(text);
        Self { name: name.to_owned(), text: text.to_owned(), source: None, pieces: Vec::new(), index }
    }

    /// Returns the file's own text, where there is one that reads.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Returns where a range of the text stands in the file's own text.
    #[must_use]
    pub fn in_source(&self, range: Range<usize>) -> Range<usize> {
        match self.source {
            None => range,
            Some(_) => self.origin(range.start)..self.origin_of_end(range),
        }
    }

    /// Returns the front matter of a Markdown file: what stands between two lines of `---` at its start.
    #[must_use]
    pub fn front_matter(&self) -> Option<&str> {
        let rest = self.source()?.trim_start_matches('\u{feff}').strip_prefix("---\n")?;
        rest.find("\n---").map(|end| &rest[..end])
    }

    /// Returns the place of a range of the text, in the file it came from.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        match &self.source {
            None => self.in_lines(&self.text, range),
            Some(source) => self.in_lines(source, self.origin(range.start)..self.origin_of_end(range)),
        }
    }

    /// The place by the index of lines: a long text has many places.
    fn in_lines(&self, source: &str, range: Range<usize>) -> Place {
        let lines = &self.index.lines;
        let line = lines.partition_point(|start| *start <= range.start).max(1);
        let start = lines.get(line - 1).copied().unwrap_or(0);
        let end = lines.get(line).copied().unwrap_or(source.len());
        let whole = source.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let excerpt = if whole.len() > LONGEST_EXCERPT { "" } else { whole };
        let column =
            self.index.characters_before(source, range.start) - self.index.characters_before(source, start) + 1;
        let meant = source.get(range.start..range.end.min(start + whole.len()).max(range.start)).unwrap_or_default();
        Place::Text {
            file: self.name.clone(),
            line,
            column,
            length: meant.chars().count(),
            excerpt: excerpt.to_owned(),
        }
    }

    fn origin(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.text <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(index) else { return 0 };
        let offset = at - piece.text.min(at);
        if piece.length == piece.source.len() {
            piece.source.start + offset.min(piece.length)
        } else {
            piece.source.start
        }
    }

    fn origin_of_end(&self, range: Range<usize>) -> usize {
        let last =
            self.text[range.start..range.end].char_indices().last().map_or(range.start, |(at, _)| range.start + at);
        let start = self.origin(last);
        start + self.text.get(last..range.end).map_or(1, str::len)
    }
}

/// Builds a text out of pieces of a source.
struct Builder {
    text: String,
    pieces: Vec<Piece>,
}

impl Builder {
    fn new() -> Self {
        Self { text: String::new(), pieces: Vec::new() }
    }

    fn push(&mut self, words: &str, source: Range<usize>) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(Piece { text: self.text.len(), length: words.len(), source });
        self.text.push_str(words);
    }

    /// Ends a paragraph, or a table cell, unless nothing stands in it.
    fn end(&mut self, mark: char) {
        let ended = mark == '\n' && self.text.ends_with('\n');
        if !self.text.is_empty() && !ended {
            self.text.push(mark);
        }
    }

    fn finish(self, name: &str, source: Option<String>) -> Manuscript {
        let index = Index::new(source.as_deref().unwrap_or(&self.text));
        Manuscript { name: name.to_owned(), text: self.text, source, pieces: self.pieces, index }
    }
}

#[cfg(test)]
mod tests;
