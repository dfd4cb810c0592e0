//! A formula's text → tokens. Full-width signs of Chinese keyboards are read as their ASCII twins.

use std::ops::Range;

use super::FormulaProblem;

/// A token with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with at most one point.
    Number(String),
    /// An id or a name, or any text in quotes.
    Name(String),
    /// An operator or a bracket, in ASCII; `—` for the dash of a span.
    Sign(&'static str),
    End,
}

/// A formula longer than this is a mistake.
const LONGEST: usize = 10_000;

/// Each sign with all the ways it is written; longer ones first.
const SIGNS: &[(&str, &[&str])] = &[
    ("==", &["==", "＝＝"]),
    ("!=", &["!=", "≠"]),
    ("<=", &["<=", "≤"]),
    (">=", &[">=", "≥"]),
    ("<", &["<", "＜"]),
    (">", &[">", "＞"]),
    ("+", &["+", "＋"]),
    ("-", &["-", "－", "−"]),
    ("*", &["*", "×", "＊"]),
    ("/", &["/", "÷", "／"]),
    ("^", &["^", "＾"]),
    ("%", &["%", "％"]),
    ("‰", &["‰"]),
    ("(", &["(", "（"]),
    (")", &[")", "）"]),
    ("[", &["[", "［"]),
    ("]", &["]", "］"]),
    (",", &[",", "，"]),
    (":", &[":", "："]),
    ("—", &["—", "–", "~", "～"]),
];

/// Splits a formula into tokens; the last is [`Kind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FormulaProblem> {
    if text.len() > LONGEST {
        let message = format!("the formula has {} bytes, more than {LONGEST}", text.len());
        return Err(FormulaProblem::new(0..text.len(), message).hint("split it into indicators"));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = token_at(text, at, first)?;
        tokens.push(Token { kind, span: at..at + length });
        at += length;
    }
    tokens.push(Token { kind: Kind::End, span: text.len()..text.len() });
    Ok(tokens)
}

fn token_at(text: &str, at: usize, first: char) -> Result<(Kind, usize), FormulaProblem> {
    let rest = &text[at..];
    if ascii_digit(first).is_some_and(|digit| digit != '.') {
        return number(rest, at);
    }
    if let Some(close) = closing_quote(first) {
        return quoted(rest, at, first, close);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        return Ok((Kind::Name(rest[..length].to_owned()), length));
    }
    for (sign, spellings) in SIGNS {
        if let Some(spelling) = spellings.iter().find(|spelling| rest.starts_with(**spelling)) {
            return Ok((Kind::Sign(sign), spelling.len()));
        }
    }
    let span = at..at + first.len_utf8();
    let hint = match first {
        '=' | '＝' => "compare with `==`",
        '!' | '！' => "write `!=` for not equal",
        _ => "a formula has names, numbers, + - * / ^, brackets and functions; quote a name that has other signs",
    };
    Err(FormulaProblem::new(span, format!("`{first}` means nothing in a formula")).hint(hint))
}

/// Digits and points, in their half-width form.
fn number(rest: &str, at: usize) -> Result<(Kind, usize), FormulaProblem> {
    let length = rest.find(|c: char| ascii_digit(c).is_none()).unwrap_or(rest.len());
    let tail = rest[length..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len() - length);
    if tail > 0 {
        let whole = &rest[..length + tail];
        let problem = FormulaProblem::new(at..at + whole.len(), format!("`{whole}` is neither a number nor a name"));
        return Err(
            problem.hint("write a number in digits only, without 万 or a unit; quote a name that begins with a digit")
        );
    }
    Ok((Kind::Number(rest[..length].chars().filter_map(ascii_digit).collect()), length))
}

/// A digit or a point of either width.
fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' | '.' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '．' => Some('.'),
        _ => None,
    }
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' | '\'' | '`' => Some(open),
        '“' => Some('”'),
        '‘' => Some('’'),
        '「' => Some('」'),
        _ => None,
    }
}

fn quoted(rest: &str, at: usize, open: char, close: char) -> Result<(Kind, usize), FormulaProblem> {
    let inside = &rest[open.len_utf8()..];
    let Some(end) = inside.find(close) else {
        return Err(FormulaProblem::new(
            at..at + open.len_utf8(),
            format!("the quotation that begins with {open} is not closed"),
        )
        .hint(format!("close it with {close}")));
    };
    if end == 0 {
        let span = at..at + open.len_utf8() + close.len_utf8();
        return Err(FormulaProblem::new(span, "the quotation is empty").hint("write the name of an indicator in it"));
    }
    Ok((Kind::Name(inside[..end].to_owned()), open.len_utf8() + end + close.len_utf8()))
}
