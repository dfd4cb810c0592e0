//! Paragraphs, sentences, clauses and brackets.
//!
//! Must not know: figures.

use std::ops::Range;

/// A sentence and the paragraph it stands in.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) span: Range<usize>,
    pub(super) paragraph: usize,
}

/// Splits a text at full stops and line ends. A stop that a unit follows (4.41。倍) is a stray one and splits nothing.
pub(super) fn split(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut from, mut paragraph) = (0, 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let line_end = c == '\n' || c == '|';
        if line_end || matches!(c, '。' | '！' | '？') && !is_stray(&text[end..]) {
            sentences.push(Sentence { span: from..end, paragraph });
            from = end;
            paragraph += usize::from(line_end);
        }
    }
    sentences.push(Sentence { span: from..text.len(), paragraph });
    sentences
}

/// No sentence begins with a unit.
fn is_stray(rest: &str) -> bool {
    ["倍", "%", "％", "‰", "个百分点", "百分点", "亿元", "万元"].iter().any(|unit| rest.starts_with(unit))
}

/// Where a byte stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    pub(super) sentence: usize,
    pub(super) depth: usize,
    pub(super) bracket: usize,
    pub(super) group: usize,
}

/// Walks once over the text and says where each place stands.
pub(super) struct Cutter<'a> {
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
    sentences: &'a [Sentence],
    now: Standing,
    open: Vec<usize>,
    brackets: usize,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, sentences: &'a [Sentence]) -> Self {
        let chars = text.char_indices().peekable();
        Self { chars, sentences, now: Standing::default(), open: Vec::new(), brackets: 0 }
    }

    /// Returns where a byte stands; places are asked in order.
    pub(super) fn place(&mut self, byte: usize) -> Standing {
        while let Some((at, c)) = self.chars.next_if(|(at, _)| *at < byte) {
            self.step(at, c);
        }
        while self.now.sentence + 1 < self.sentences.len() && self.sentences[self.now.sentence].span.end <= byte {
            self.now.sentence += 1;
        }
        Standing { depth: self.open.len(), bracket: self.open.last().copied().unwrap_or(0), ..self.now }
    }

    fn step(&mut self, _at: usize, c: char) {
        match c {
            '（' | '(' if self.open.len() < 8 => {
                self.brackets += 1;
                self.open.push(self.brackets);
            }
            '）' | ')' => {
                self.open.pop();
            }
            '\n' => {
                self.open.clear();
                self.now.group += 1;
            }
            '；' | ';' | '。' if self.open.is_empty() => self.now.group += 1,
            _ => {}
        }
    }
}

/// The words after the last mark; where nothing stands after it (`：`, `（`), the words before it too.
pub(super) fn last_clause(lead: &str) -> &str {
    let is_mark = |c: char| {
        matches!(
            c,
            '，' | ','
                | '；'
                | ';'
                | '：'
                | ':'
                | '（'
                | '('
                | '）'
                | ')'
                | '。'
                | '\n'
                | '|'
                | '—'
                | '“'
                | '！'
                | '？'
        )
    };
    let start = lead.rfind(is_mark).map_or(0, |at| at + lead[at..].chars().next().map_or(0, char::len_utf8));
    &lead[start..]
}

/// Half-width marks as Chinese ones, so that the words of both are read alike.
pub(super) fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        other => other,
    }
}

/// The words after a figure up to the next mark, at most a dozen, and the mark.
pub(super) fn tail(rest: &str) -> (String, char) {
    const LONGEST: usize = 14;
    let mut words = String::new();
    let mut in_note = false;
    for c in rest.chars().map(full_width) {
        match c {
            '[' | '［' => in_note = true,
            ']' | '］' => in_note = false,
            ' ' | '\u{a0}' => {}
            _ if in_note => {}
            '，' | ',' | '；' | ';' | '：' | ':' | '。' | '（' | '(' | '）' | ')' | '、' | '\n' | '|' | '！' => {
                return (words, c);
            }
            _ if words.chars().count() >= LONGEST => return (words, '\0'),
            c => words.push(c),
        }
    }
    (words, '\0')
}

/// Returns the words without the notes in brackets that open and close in them.
pub(super) fn without_notes(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(open) = rest.find(['（', '(']) {
        let after = &rest[open..];
        let Some(close) = after.find(['）', ')']) else { break };
        out.push_str(&rest[..open]);
        rest = &after[close + after[close..].chars().next().map_or(0, char::len_utf8)..];
    }
    out.push_str(rest);
    out
}
