//! The text as characters with their places, full-width forms folded.
//!
//! Must not know: what a number is.

use super::Vocabulary;

/// Characters of a text. Full-width digits, letters, `％`, `．`, `／`, `＋`, `－` and wide spaces are folded to ASCII; the
/// marks `，：；（）` are kept, because they are punctuation of their own.
pub(super) struct Chars {
    list: Vec<(usize, char)>,
    end: usize,
    names: Vec<Vec<char>>,
    units: Vec<Vec<char>>,
}

/// What stands beyond either end.
const NOTHING: char = '\0';

impl Chars {
    pub(super) fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        let names = vocabulary.names().iter().map(|name| name.chars().map(fold).collect()).collect();
        let list = text.char_indices().map(|(at, c)| (at, fold(c))).collect();
        Self { list, end: text.len(), names, units: vocabulary.units() }
    }

    /// Returns where a name of the vocabulary that begins here ends.
    pub(super) fn name(&self, at: usize) -> Option<usize> {
        self.longest(at, &self.names)
    }

    /// Returns where a unit of the vocabulary that begins here ends.
    pub(super) fn unit(&self, at: usize) -> Option<usize> {
        self.longest(at, &self.units)
    }

    fn longest(&self, at: usize, words: &[Vec<char>]) -> Option<usize> {
        let stands = |word: &&Vec<char>| word.iter().enumerate().all(|(i, c)| self.get(at + i) == *c);
        words.iter().find(stands).map(|word| at + word.len())
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the character at a place, or NUL beyond the end.
    pub(super) fn get(&self, at: usize) -> char {
        self.list.get(at).map_or(NOTHING, |(_, c)| *c)
    }

    /// Returns the character before a place, or NUL at the start.
    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(NOTHING, |at| self.get(at))
    }

    /// Returns where a character begins, in bytes.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.end, |(byte, _)| *byte)
    }

    /// Returns the range in bytes of a range of characters.
    pub(super) fn span(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.byte(from)..self.byte(to)
    }

    /// Returns whether `word` stands at a place.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.get(at + i) == c)
    }

    /// Returns whether `word` ends just before a place.
    pub(super) fn ends(&self, at: usize, word: &str) -> bool {
        let length = word.chars().count();
        at >= length && self.is(at - length, word)
    }

    /// Returns the first of `words` that stands at a place, and where it ends.
    pub(super) fn any<'a>(&self, at: usize, words: &[&'a str]) -> Option<(&'a str, usize)> {
        words.iter().find(|word| self.is(at, word)).map(|word| (*word, at + word.chars().count()))
    }

    /// Returns the place after up to two spaces.
    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        let spaces = (0..2).take_while(|i| is_space(self.get(at + i))).count();
        at + spaces
    }

    /// Returns the place after a run of characters that satisfy a condition.
    pub(super) fn skip_while(&self, at: usize, accept: impl Fn(char) -> bool) -> usize {
        let mut at = at;
        while at < self.len() && accept(self.get(at)) {
            at += 1;
        }
        at
    }

    /// Returns the characters of a range.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        (from..to.min(self.len())).map(|at| self.get(at)).collect()
    }

    /// Returns whether a place begins a line, a sentence, or the text.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        let mut at = at;
        while is_space(self.before(at)) {
            at -= 1;
        }
        matches!(self.before(at), NOTHING | '\n' | '\r' | '。' | '|')
    }
}

/// Returns whether this is a space within a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t')
}

fn fold(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '／' | '＋' | '－' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        '∶' | '︰' => '：',
        '〜' | '～' | '∼' => '~',
        '–' | '―' | '─' => '—',
        '−' | '﹣' => '-',
        other => other,
    }
}
