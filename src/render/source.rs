//! Template sources with the site of each call written in.
//!
//! Tera tells where a call *failed*, never where one succeeded. So each call of a recorded function gets a hidden
//! argument `_at=N` before the template is compiled, and whoever answers the call looks the site up by its number.
//! Owns: the reading of template tags, the rewriting, and the way back from an offset in a rewritten source to the
//! original one. Must not know: what the functions do.

use std::ops::Range;

#[cfg(test)]
mod tests;

/// Name of the hidden argument that carries a call's site.
pub(super) const SITE_ARGUMENT: &str = "_at";

/// What a piece of a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `{{` or `{%`, with its `-`.
    Start,
    /// `}}` or `%}`, with its `-`.
    End,
    /// A name.
    Ident,
    /// A quoted text, with its quotes.
    Text,
    /// Any other character.
    Punct,
}

#[derive(Clone, Debug)]
struct Lexeme {
    kind: Kind,
    range: Range<usize>,
}

/// A call found in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CallSite {
    /// The function.
    pub(super) name: String,
    /// From the name to the closing parenthesis, in the original source.
    pub(super) range: Range<usize>,
}

/// A chapter that is cited: the beginning of a literal `figure="chapter/…"`, or `None` where the text is no literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Citation {
    /// Id of the cited chapter, if the template says it.
    pub(super) chapter: Option<String>,
    /// Whether it is only asked for, by `outcome(kind="cite")`: that does not wait for the chapter.
    pub(super) is_asked: bool,
    /// The call, in the original source.
    pub(super) range: Range<usize>,
}

/// A template as it is compiled.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// The source for Tera.
    pub(super) text: String,
    /// The calls, in order; the n-th carries the number `first + n`.
    pub(super) calls: Vec<CallSite>,
    /// Chapters that are cited.
    pub(super) citations: Vec<Citation>,
    /// Names of included templates.
    pub(super) includes: Vec<String>,
    /// Names of the components that it defines.
    pub(super) defines: Vec<String>,
    /// Names of the components that it uses.
    pub(super) uses: Vec<String>,
    /// Stretches that were copied: where they begin in `text`, and in the original.
    copied: Vec<(Range<usize>, usize)>,
}

impl Marked {
    /// Writes the sites into the part of `source` that begins at `body`; the first call gets the number `first`.
    pub(super) fn new(source: &str, body: usize, first: usize, is_recorded: impl Fn(&str) -> bool) -> Self {
        let lexemes = lexemes(source, body);
        let mut marked = Self {
            text: String::with_capacity(source.len()),
            calls: Vec::new(),
            citations: citations(source, &lexemes),
            includes: includes(source, &lexemes),
            defines: names_after(source, &lexemes, |before, word| before == Kind::Start && word == "component"),
            uses: used(source, &lexemes),
            copied: Vec::new(),
        };
        let mut done = body;
        for edit in edits(source, &lexemes, first, is_recorded, &mut marked.calls) {
            marked.copy(source, done..edit.at.start);
            marked.text.push_str(&edit.text);
            done = edit.at.end;
        }
        marked.copy(source, done..source.len());
        marked
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&source[range.clone()]);
        self.copied.push((start..self.text.len(), range.start));
    }

    /// Returns the range of the original source that a range of the compiled one came from.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.original_offset(range.start);
        start..self.original_offset(range.end).max(start)
    }

    fn original_offset(&self, offset: usize) -> usize {
        let after = self.copied.partition_point(|(copied, _)| copied.start <= offset);
        let Some((copied, start)) = after.checked_sub(1).map(|index| &self.copied[index]) else { return 0 };
        start + (offset - copied.start).min(copied.len())
    }

    /// Returns the offset in the compiled source of a line and a column in characters, both from 1.
    pub(super) fn offset_of(&self, line: usize, column: usize) -> usize {
        let start = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
        let rest = &self.text[start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

/// A replacement in the original source.
struct Edit {
    at: Range<usize>,
    text: String,
}

/// The edits of a source, in order: a site for each recorded call, and `{"up": …}` for `{up=…}`.
fn edits(
    source: &str,
    lexemes: &[Lexeme],
    first: usize,
    is_recorded: impl Fn(&str) -> bool,
    calls: &mut Vec<CallSite>,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for index in 0..lexemes.len() {
        if let Some(open) = call_at(source, lexemes, index) {
            let name = &source[lexemes[index].range.clone()];
            if is_recorded(name) {
                let empty = lexemes.get(open + 1).is_none_or(|next| &source[next.range.clone()] == ")");
                let comma = if empty { "" } else { ", " };
                let at = lexemes[open].range.end;
                edits.push(Edit { at: at..at, text: format!("{SITE_ARGUMENT}={}{comma}", first + calls.len()) });
                let end = closing(source, lexemes, open).unwrap_or(lexemes[open].range.end);
                calls.push(CallSite { name: name.to_owned(), range: lexemes[index].range.start..end });
            }
        }
        if let Some(equals) = map_key_at(source, lexemes, index) {
            let key = lexemes[index].range.clone();
            edits.push(Edit { at: key.start..equals, text: format!("\"{}\":", &source[key]) });
        }
    }
    edits
}

/// Returns the index of the opening parenthesis, if a call of a function begins at `index`.
fn call_at(source: &str, lexemes: &[Lexeme], index: usize) -> Option<usize> {
    let text = |at: usize| lexemes.get(at).map(|lexeme| &source[lexeme.range.clone()]);
    if lexemes[index].kind != Kind::Ident || text(index + 1) != Some("(") {
        return None;
    }
    let before = index.checked_sub(1).and_then(text);
    let other = matches!(before, Some("." | "|" | "component" | "endcomponent" | "is"))
        || (before == Some("not") && index.checked_sub(2).and_then(text) == Some("is"));
    (!other).then_some(index + 1)
}

/// Returns the end of `key=` in a map written `{key=value}`, if such a key stands at `index`.
fn map_key_at(source: &str, lexemes: &[Lexeme], index: usize) -> Option<usize> {
    let text = |at: usize| lexemes.get(at).map(|lexeme| &source[lexeme.range.clone()]);
    if lexemes[index].kind != Kind::Ident || text(index + 1) != Some("=") || text(index + 2) == Some("=") {
        return None;
    }
    let mut depth = 0_usize;
    if !matches!(index.checked_sub(1).and_then(text), Some("{" | ",")) {
        return None;
    }
    for at in (0..index).rev() {
        match (lexemes[at].kind, text(at)) {
            (Kind::Start, _) => return None,
            (Kind::Punct, Some(")" | "]" | "}")) => depth += 1,
            (Kind::Punct, Some("{")) if depth == 0 => return Some(lexemes[index + 1].range.end),
            (Kind::Punct, Some("(" | "[")) if depth == 0 => return None,
            (Kind::Punct, Some("(" | "[" | "{")) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the end of the parenthesis that opens at `open`.
fn closing(source: &str, lexemes: &[Lexeme], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for lexeme in &lexemes[open..] {
        match (lexeme.kind, &source[lexeme.range.clone()]) {
            (Kind::Punct, "(") => depth += 1,
            (Kind::Punct, ")") if depth == 1 => return Some(lexeme.range.end),
            (Kind::Punct, ")") => depth -= 1,
            (Kind::End, _) => return None,
            _ => {}
        }
    }
    None
}

/// Finds the chapters that a source cites.
fn citations(source: &str, lexemes: &[Lexeme]) -> Vec<Citation> {
    let text = |index: usize| &source[lexemes[index].range.clone()];
    let calls = (0..lexemes.len()).filter(|index| matches!(text(*index), "cite" | "outcome"));
    let calls = calls.filter_map(|index| Some((index, call_at(source, lexemes, index)?)));
    calls
        .filter_map(|(index, open)| {
            let end = closing(source, lexemes, open).unwrap_or(lexemes[open].range.end);
            let inside = lexemes[open..].iter().take_while(|lexeme| lexeme.range.end < end).collect::<Vec<_>>();
            let is_asked = text(index) == "outcome";
            if is_asked && !inside.iter().any(|lexeme| lexeme.kind == Kind::Text && unquoted(source, lexeme) == "cite")
            {
                return None;
            }
            let literal = inside.windows(3).find_map(|three| {
                let [name, equals, value] = three else { return None };
                let is_figure = &source[name.range.clone()] == "figure" && &source[equals.range.clone()] == "=";
                (is_figure && value.kind == Kind::Text).then(|| unquoted(source, value))
            });
            let chapter = literal.and_then(|text| text.split_once('/')).map(|(chapter, _)| chapter.to_owned());
            Some(Citation { chapter, is_asked, range: lexemes[index].range.start..end })
        })
        .collect()
}

/// Finds the templates that a source includes.
fn includes(source: &str, lexemes: &[Lexeme]) -> Vec<String> {
    let pairs = lexemes
        .windows(2)
        .filter(|pair| pair[1].kind == Kind::Text && matches!(&source[pair[0].range.clone()], "include" | "extends"));
    pairs.map(|pair| unquoted(source, &pair[1]).to_owned()).collect()
}

/// Finds names that stand second in a tag, after a word that `is_mark` knows.
fn names_after(source: &str, lexemes: &[Lexeme], is_mark: impl Fn(Kind, &str) -> bool) -> Vec<String> {
    let triples = lexemes.windows(3).filter(|three| is_mark(three[0].kind, &source[three[1].range.clone()]));
    triples
        .filter(|three| three[2].kind == Kind::Ident)
        .map(|three| source[three[2].range.clone()].to_owned())
        .collect()
}

/// Finds the components that may be used: a name behind `<`, which stands wherever an expression may. A comparison with a
/// variable of a component's name is taken for one, which does no harm.
fn used(source: &str, lexemes: &[Lexeme]) -> Vec<String> {
    let pairs = lexemes.windows(2).filter(|pair| &source[pair[0].range.clone()] == "<" && pair[1].kind == Kind::Ident);
    pairs.map(|pair| source[pair[1].range.clone()].to_owned()).collect()
}

fn unquoted<'a>(source: &'a str, lexeme: &Lexeme) -> &'a str {
    &source[lexeme.range.start + 1..lexeme.range.end - 1]
}

/// Reads the tags of a template, from `start` on; what Tera will refuse ends the reading early.
fn lexemes(source: &str, start: usize) -> Vec<Lexeme> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(next) = next_tag(source, at) {
        let rest = &source[next..];
        let skipped = if rest.starts_with("{#") { rest.find("#}").map(|end| end + 2) } else { raw_block(rest) };
        at = match skipped {
            Some(length) => next + length,
            None if rest.starts_with("{#") => return found,
            None => match tag(source, next, &mut found) {
                Some(end) => end,
                None => return found,
            },
        };
    }
    found
}

/// Returns where the next tag or comment begins.
fn next_tag(source: &str, from: usize) -> Option<usize> {
    let pairs = source.as_bytes().get(from..)?.windows(2);
    pairs.into_iter().position(|pair| matches!(pair, b"{{" | b"{%" | b"{#")).map(|at| from + at)
}

/// Returns the length of a raw block, from its `{%` to its last `%}`.
fn raw_block(rest: &str) -> Option<usize> {
    let mut end = bare_tag(rest, "raw")?;
    while let Some(at) = rest[end..].find("{%") {
        end += at;
        if let Some(length) = bare_tag(&rest[end..], "endraw") {
            return Some(end + length);
        }
        end += 2;
    }
    Some(rest.len())
}

/// Returns the length of a tag that holds one word only, such as `{%- raw %}`.
fn bare_tag(text: &str, word: &str) -> Option<usize> {
    let inside = text.strip_prefix("{%")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside).trim_ascii_start().strip_prefix(word)?.trim_ascii_start();
    let after = inside.strip_prefix('-').unwrap_or(inside).strip_prefix("%}")?;
    Some(text.len() - after.len())
}

/// Reads one tag; returns its end, or `None` where it has none.
fn tag(source: &str, start: usize, found: &mut Vec<Lexeme>) -> Option<usize> {
    let bytes = source.as_bytes();
    let end_mark: &[u8] = if bytes[start + 1] == b'{' { b"}}" } else { b"%}" };
    let mut at = start + 2 + usize::from(bytes.get(start + 2) == Some(&b'-'));
    found.push(Lexeme { kind: Kind::Start, range: start..at });
    loop {
        let byte = *bytes.get(at)?;
        let dash = usize::from(byte == b'-');
        if bytes[at + dash..].starts_with(end_mark) {
            found.push(Lexeme { kind: Kind::End, range: at..at + dash + 2 });
            return Some(at + dash + 2);
        }
        let (kind, length) = match byte {
            _ if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'"' | b'\'' | b'`' => (Kind::Text, quoted_length(&bytes[at..])?),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => (Kind::Ident, name_length(&bytes[at..])),
            b'0'..=b'9' => (Kind::Punct, name_length(&bytes[at..])),
            _ => (Kind::Punct, source[at..].chars().next().map_or(1, char::len_utf8)),
        };
        found.push(Lexeme { kind, range: at..at + length });
        at += length;
    }
}

fn name_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

/// The length of a quoted text with both quotes; `\` escapes.
fn quoted_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    while *bytes.get(at)? != bytes[0] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some(at + 1)
}
