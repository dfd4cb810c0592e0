//! How well the words around a figure name a datum.
//!
//! Must not know: values.

use crate::manuscript::reading::{Mention, Reading};

/// The words around a figure: those between the figure before it and its own mark, and all of its sentence up to it.
pub(super) struct Words {
    near: Vec<char>,
    wide: Vec<char>,
    line: Vec<char>,
}

impl Words {
    pub(super) fn new(reading: &Reading, mention: &Mention) -> Self {
        let sentence = reading.around(mention);
        let from = sentence.as_ptr() as usize - reading.text.as_ptr() as usize;
        let before = reading.text.get(from..mention.figure.span.start).unwrap_or_default();
        let near = format!("{}{}{}", mention.lead, mention.figure.unit, mention.tail);
        let wide = format!("{before}{}{}", mention.figure.unit, mention.tail);
        let line = reading.text.get(line_before(&reading.text, mention.figure.span.start)).unwrap_or_default();
        let line = format!("{line}{}{}", mention.figure.unit, mention.tail);
        Self { near: letters(&near), wide: letters(&wide), line: letters(&line) }
    }

    /// The words of a table: of a cell's row and column.
    pub(super) fn of_cell(words: &str) -> Self {
        Self { near: letters(words), wide: letters(words), line: Vec::new() }
    }

    /// Returns the part of a name that the words cover, from 0 to 1: letters and pairs of letters; the words next to the
    /// figure count more than those of the sentence.
    pub(super) fn cover(&self, name: &str) -> f64 {
        let name = letters(&plain(name));
        if name.is_empty() {
            return 0.0;
        }
        let (near, wide) = (covered(&name, &self.near), covered(&name, &self.wide));
        // A thing is named once and then left unsaid: in its sentence, or in its paragraph.
        let line = 0.45 * covered(&name, &self.line) + 0.1 * near;
        (0.6 * near + 0.4 * wide).max(0.55 * wide).max(line) + 0.1 * near
    }
}

/// The line up to a place, as far as a few sentences reach.
fn line_before(text: &str, at: usize) -> std::ops::Range<usize> {
    const REACH: usize = 450;
    let mut start = text[..at].rfind('\n').map_or(0, |line| line + 1).max(at.saturating_sub(REACH));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start..at
}

fn covered(name: &[char], words: &[char]) -> f64 {
    let single = name.iter().filter(|c| words.contains(c)).count() as f64 / name.len() as f64;
    if name.len() < 2 {
        return single;
    }
    let pairs = name.windows(2).filter(|pair| words.windows(2).any(|other| other == *pair)).count();
    0.4 * single + 0.6 * (pairs as f64 / (name.len() - 1) as f64)
}

/// Returns the part of a name that some words cover.
#[must_use]
pub fn cover(words: &str, name: &str) -> f64 {
    let name = letters(&plain(name));
    if name.is_empty() { 0.0 } else { covered(&name, &letters(words)) }
}

/// Letters and digits, without marks and 的.
fn letters(words: &str) -> Vec<char> {
    words.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '的' | '了' | '和' | '及')).collect()
}

/// Returns a name as texts use it: without marks, without a last 数, 额 or 量 that only says that it is counted.
pub(super) fn plain(name: &str) -> String {
    let letters: String = letters(name).into_iter().collect();
    let short = ["人数", "户数", "面积", "长度", "数量", "总数", "数", "额"]
        .iter()
        .find_map(|suffix| letters.strip_suffix(suffix));
    short.filter(|short| short.chars().count() >= 2).unwrap_or(&letters).to_owned()
}
