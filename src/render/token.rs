//! The opaque marks that stand for figures, charts, tables and cross references in a chapter's text.
//!
//! In a [`Written`](super::Written) text a figure is `U+E000 index U+E001`, a chart begins with `U+E002`, a table with
//! `U+E003`, a cross reference with `U+E004`, a sparkline with
//! `U+E005`. While Tera runs, the digits of the index are private characters too, so that no filter of a template can turn one figure into
//! another: what comes out damaged is found by [`unseal`]. Must not know: what a figure prints.

/// Begins a figure.
const FIGURE: char = '\u{E000}';
/// Ends a figure or a chart.
const END: char = '\u{E001}';
/// Begins a chart.
const CHART: char = '\u{E002}';
/// Begins a table.
const TABLE: char = '\u{E003}';
/// Begins a cross reference.
const REFERENCE: char = '\u{E004}';
/// Begins a sparkline.
const SPARKLINE: char = '\u{E005}';
/// What marks begin with.
const STARTS: [char; 5] = [FIGURE, CHART, TABLE, REFERENCE, SPARKLINE];
/// The first of ten private digits.
const ZERO: u32 = 0xE010;
/// Stands for the value of an undefined variable while further faults are looked for.
pub(super) const UNKNOWN: char = '\u{E01F}';

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// A figure, by its index in the chapter's ledger.
    Figure(usize),
    /// A chart, by its index in the chapter's ledger.
    Chart(usize),
    /// A table, by its index in the chapter's ledger.
    Table(usize),
    /// A cross reference, by its index in the chapter's ledger.
    Reference(usize),
    /// A sparkline, by its index in the chapter's ledger.
    Sparkline(usize),
}

/// A stretch of a chapter's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A mark.
    Token(Token),
}

/// Returns the mark as templates pass it on.
pub(super) fn sealed(token: Token) -> String {
    let (start, index) = match token {
        Token::Figure(index) => (FIGURE, index),
        Token::Chart(index) => (CHART, index),
        Token::Table(index) => (TABLE, index),
        Token::Reference(index) => (REFERENCE, index),
        Token::Sparkline(index) => (SPARKLINE, index),
    };
    let digits = index.to_string().bytes().map(|digit| private(u32::from(digit - b'0'))).collect::<String>();
    format!("{start}{digits}{END}")
}

fn private(digit: u32) -> char {
    char::from_u32(ZERO + digit).expect("the private digits are characters")
}

/// Returns whether a character belongs to marks.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{E000}'..='\u{E01F}').contains(&c)
}

/// Returns whether a text holds a mark, or a part of one.
pub(super) fn has_mark(text: &str) -> bool {
    text.contains(is_mark)
}

/// Returns a text of the book without the characters that marks are made of.
pub(super) fn without_marks(text: &str) -> String {
    text.replace(is_mark, "")
}

/// Turns what Tera made into the text of a chapter; returns how many marks are damaged beside it.
pub(super) fn unseal(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut damaged = 0;
    let mut rest = text;
    while let Some(at) = rest.find(is_mark) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = sealed_length(rest) else {
            damaged += 1;
            let end = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
            rest = &rest[end..];
            continue;
        };
        out.extend(rest[..length].chars().map(|c| match u32::from(c) {
            digit @ 0xE010..=0xE019 => char::from_digit(digit - ZERO, 10).expect("a decimal digit"),
            _ => c,
        }));
        rest = &rest[length..];
    }
    out.push_str(rest);
    (out, damaged)
}

/// The bytes of a whole mark at the beginning of `text`.
fn sealed_length(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(STARTS)?;
    let after = digits.trim_start_matches(|c| matches!(c, '\u{E010}'..='\u{E019}'));
    let end = after.strip_prefix(END)?;
    (after.len() < digits.len()).then_some(text.len() - end.len())
}

/// Gives each mark of a chapter's text another number; one that gets none is left out.
pub(super) fn renumbered(text: &str, number: impl Fn(Token) -> Option<Token>) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Token(token) => number(token).map_or_else(String::new, |token| unseal(&sealed(token)).0),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// Splits a chapter's text at its marks.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(STARTS) {
        let (before, mark) = rest.split_at(at);
        let Some((token, after)) = token_at(mark) else { break };
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Token(token));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

fn token_at(text: &str) -> Option<(Token, &str)> {
    let start = text.chars().next()?;
    let (index, after) = text.strip_prefix(STARTS)?.split_once(END)?;
    let index = index.parse().ok()?;
    let token = match start {
        CHART => Token::Chart(index),
        TABLE => Token::Table(index),
        REFERENCE => Token::Reference(index),
        SPARKLINE => Token::Sparkline(index),
        _ => Token::Figure(index),
    };
    Some((token, after))
}

#[cfg(test)]
mod tests {
    use super::{Piece, Token, pieces, sealed, unseal};

    #[test]
    fn whole_marks_survive_and_damaged_ones_are_counted() {
        let (figure, chart) = (sealed(Token::Figure(120)), sealed(Token::Chart(3)));
        let reversed = figure.chars().rev().collect::<String>();
        let cut = figure.chars().take(2).collect::<String>();
        for (text, expected, damaged) in [
            (format!("甲{figure}乙"), "甲\u{E000}120\u{E001}乙", 0),
            (chart, "\u{E002}3\u{E001}", 0),
            (format!("{figure}{figure}"), "\u{E000}120\u{E001}\u{E000}120\u{E001}", 0),
            (format!("a{reversed}b"), "ab", 1),
            (format!("a{cut}…"), "a…", 1),
            (figure.replace('1', "2"), "\u{E000}120\u{E001}", 0),
        ] {
            assert_eq!(unseal(&text), (expected.to_owned(), damaged), "{text:?}");
        }
    }

    #[test]
    fn marks_get_other_numbers() {
        let back = |token| match token {
            Token::Figure(0) => None,
            Token::Figure(place) => Some(Token::Figure(place - 1)),
            other => Some(other),
        };
        let text = "甲\u{E000}0\u{E001}、\u{E000}12\u{E001}乙\u{E002}0\u{E001}";
        assert_eq!(super::renumbered(text, back), "甲、\u{E000}11\u{E001}乙\u{E002}0\u{E001}");
    }

    #[test]
    fn a_text_is_split_at_its_marks() {
        let found = pieces("甲\u{E000}12\u{E001}\u{E002}0\u{E001}乙");
        let expected =
            [Piece::Text("甲"), Piece::Token(Token::Figure(12)), Piece::Token(Token::Chart(0)), Piece::Text("乙")];
        assert_eq!(found, expected);
    }
}
