//! The words around a figure: its clause, its sentence.

use std::ops::Range;

use crate::render::{Passage, TextMark};

/// What ends a sentence, or a part of it that speaks of something else.
const SENTENCE_ENDS: [char; 7] = ['。', '；', '！', '？', ';', '!', '?'];
/// What ends a clause.
const CLAUSE_ENDS: [char; 11] = ['，', '、', '：', '。', '；', '！', '？', ';', '!', '?', '（'];

/// Returns the words of the clause before a number, the call's own word for it included; not beyond the figure before it.
pub(super) fn lead<'a>(passage: &'a Passage, mark: &TextMark) -> &'a str {
    let head = &passage.text[..mark.token.start];
    let clause = head.rfind(CLAUSE_ENDS).map_or(0, |at| at + width(head, at));
    let figure = passage.marks.iter().map(|other| other.token.end).filter(|end| *end <= mark.token.start).max();
    &head[clause.max(figure.unwrap_or(0))..]
}

/// Returns what follows a number, up to the end of its clause or the next figure.
pub(super) fn tail<'a>(passage: &'a Passage, mark: &TextMark) -> &'a str {
    let next = passage.marks.iter().map(|other| other.span.start).filter(|start| *start >= mark.token.end).min();
    let rest = &passage.text[mark.token.end..next.unwrap_or(passage.text.len()).max(mark.token.end)];
    &rest[..rest.find(CLAUSE_ENDS).unwrap_or(rest.len())]
}

/// Returns the sentence before a number: from the mark that ended the one before it.
pub(super) fn sentence_before<'a>(passage: &'a Passage, mark: &TextMark) -> &'a str {
    let head = &passage.text[..mark.token.start];
    &head[head.rfind(SENTENCE_ENDS).map_or(0, |at| at + width(head, at))..]
}

/// Returns the clause around a place.
pub(super) fn clause_around(text: &str, at: &Range<usize>) -> Range<usize> {
    let from = text[..at.start].rfind(CLAUSE_ENDS).map_or(0, |end| end + width(text, end));
    let to = text[at.end..].find(CLAUSE_ENDS).map_or(text.len(), |start| at.end + start);
    from..to
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
