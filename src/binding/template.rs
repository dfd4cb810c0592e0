//! A template written down: the manuscript's own Markdown, or its paragraphs as Markdown, with calls put in.
//!
//! What the program itself adds when it publishes is taken out again: brackets around entry names, the heading that
//! repeats the title, notes of unvalidated data. Charts of a published page become remarks for the editor.
//! Must not know: figures, data.

use std::ops::Range;

use crate::book::{Book, EntryHeadings};
use crate::manuscript::text::{Format, Manuscript};

/// A template with its front matter.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) title: String,
    /// Where the body begins.
    pub(super) body: usize,
    left_out: Vec<String>,
}

impl Written {
    /// Returns whether a sentence was left out on purpose.
    pub(super) fn left_out(&self, sentence: &str) -> bool {
        let plain = |line: &String| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        self.left_out.iter().any(|line| plain(line).contains(sentence)) || self.title == sentence
    }
}

/// Writes a manuscript with its text at `filled` replaced.
pub(super) fn write(
    manuscript: &Manuscript,
    filled: Vec<(Range<usize>, String)>,
    (book, area, year): (&Book, &str, i32),
    id: &str,
) -> Written {
    let is_markdown = Format::of(&manuscript.name) == Some(Format::Markdown);
    let mut body = if is_markdown { in_markdown(manuscript, filled) } else { paragraphs(&manuscript.text, filled) };
    let mut left_out: Vec<String> = manuscript
        .source()
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("[^v").and_then(|note| note.split_once("]:")))
        .map(|(_, note)| note.to_owned())
        .collect();
    let title = title(manuscript, &mut body).unwrap_or_else(|| id.to_owned());
    let lines: Vec<String> =
        body.lines().filter_map(|line| kept(line, &title, book.entry_headings, &mut left_out)).collect();
    let mut text =
        front_matter(manuscript, &title, (area != book.area).then_some(area), (year != book.year).then_some(year));
    let start = text.len();
    text.push_str(&squeezed(&lines));
    Written { text, title, body: start, left_out }
}

/// One empty line between paragraphs, none at the ends.
fn squeezed(lines: &[String]) -> String {
    let mut out = String::from("\n");
    let mut empty = true;
    for line in lines {
        if !(empty && line.trim().is_empty()) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        empty = line.trim().is_empty();
    }
    out.trim_end().to_owned() + "\n"
}

fn front_matter(manuscript: &Manuscript, title: &str, area: Option<&str>, year: Option<i32>) -> String {
    let mut out = format!("---\ntitle: {}\n", yaml(title));
    if let Some(area) = area {
        out.push_str(&format!("area: {}\n", yaml(area)));
    }
    if let Some(year) = year {
        out.push_str(&format!("year: {year}\n"));
    }
    let own = manuscript.front_matter().unwrap_or_default();
    let mut keep = false;
    for line in own.lines() {
        if !line.starts_with([' ', '-', '\t']) {
            keep = line.starts_with("authors:") || line.starts_with("sources:");
        }
        if keep {
            out.push_str(line);
            out.push('\n');
        }
    }
    out + "---\n"
}

/// A text as a YAML scalar.
fn yaml(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || "（）、—".contains(c)) && !text.is_empty();
    let number = text.chars().all(|c| c.is_ascii_digit());
    if plain && !number { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// The title: of the front matter, of the first heading, or a first line that is none of the sentences.
fn title(manuscript: &Manuscript, body: &mut String) -> Option<String> {
    let declared = manuscript.front_matter().and_then(|front| {
        front
            .lines()
            .find_map(|line| line.strip_prefix("title:"))
            .map(|title| title.trim().trim_matches(['"', '\'']).to_owned())
    });
    if declared.is_some() {
        return declared;
    }
    let first = body.lines().find(|line| !line.trim().is_empty())?.trim().to_owned();
    let heading = first.strip_prefix("# ").map(str::to_owned);
    let short = first.chars().count() <= 30 && !first.contains(['。', '，', '{', '#', '【']);
    let title = heading.or_else(|| short.then(|| first.clone()))?;
    *body = body.replacen(&first, "", 1);
    Some(title.replace('\\', ""))
}

/// The Markdown source with calls put in, from the end of its front matter on.
fn in_markdown(manuscript: &Manuscript, filled: Vec<(Range<usize>, String)>) -> String {
    let source = manuscript.source().unwrap_or_default();
    let start = manuscript.front_matter().map_or(0, |front| {
        let end = source.find(front).unwrap_or(0) + front.len() + "\n---".len();
        source[end..].find('\n').map_or(source.len(), |line| end + line + 1)
    });
    let stands = |(range, call): (Range<usize>, String)| {
        let own = manuscript.in_source(range.clone());
        (source.get(own.clone()) == manuscript.text.get(range)).then_some((own, call))
    };
    spliced(source, start, filled.into_iter().filter_map(stands).collect(), literal)
}

/// Paragraphs of a text that is no Markdown; 【…】 at the start of one begins an entry.
fn paragraphs(text: &str, filled: Vec<(Range<usize>, String)>) -> String {
    let body = spliced(text, 0, filled, |text| literal(&escaped(text)));
    let paragraphs = body.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let entry = line.trim().strip_prefix('【').and_then(|rest| rest.split_once('】'));
        entry.map_or_else(|| line.trim().to_owned(), |(name, rest)| format!("## {name}\n\n{}", rest.trim()))
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn spliced(
    text: &str,
    start: usize,
    mut filled: Vec<(Range<usize>, String)>,
    literal: impl Fn(&str) -> String,
) -> String {
    filled.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut from = start;
    for (range, call) in filled.into_iter().filter(|(range, _)| range.start >= start) {
        if range.start < from {
            continue;
        }
        out.push_str(&literal(&text[from..range.start]));
        out.push_str(&call);
        from = range.end;
    }
    out.push_str(&literal(text.get(from..).unwrap_or_default()));
    out
}

/// Text that Tera would read as its own.
fn literal(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let pair = rest.get(at..at + 2).unwrap_or_default();
        let is_tera = matches!(pair, "{{" | "{%" | "{#" | "}}" | "%}" | "#}");
        let length = if is_tera { 2 } else { 1 };
        out.push_str(&rest[..at]);
        let piece = &rest[at..at + length];
        out.push_str(&if is_tera { format!("{{{{ \"{piece}\" }}}}") } else { piece.to_owned() });
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// Text that Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins = text[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0;
        let special = matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~' | '&')
            || begins && matches!(c, '#' | '>' | '+' | '-' | '=');
        let listed = matches!(c, '.' | ')') && begins_number(&text[..at]);
        if special || listed {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a line so far is nothing but digits.
fn begins_number(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    !line.is_empty() && line.len() <= 9 && line.bytes().all(|b| b.is_ascii_digit())
}

/// A line of the template, or `None` for one that the program adds by itself when it publishes.
fn kept(line: &str, title: &str, headings: EntryHeadings, left_out: &mut Vec<String>) -> Option<String> {
    let trimmed = line.trim();
    if trimmed.strip_prefix("# ").is_some_and(|heading| heading.trim() == title) {
        return None;
    }
    if trimmed.starts_with("[^v") && trimmed.contains("]:") {
        return None;
    }
    if trimmed.starts_with("![") && trimmed.contains("](charts/") || trimmed.starts_with("[下载数据（CSV）](") {
        let said = trimmed.trim_start_matches(['!', '[']).split(']').next().unwrap_or_default();
        left_out.push(said.to_owned());
        return trimmed.starts_with('!').then(|| format!("{{# {said}: place it with chart(…) #}}"));
    }
    let mut line = line.to_owned();
    while let Some(at) = line.find("[^v") {
        let Some(end) = line[at..].find(']') else { break };
        line.replace_range(at..=at + end, "");
    }
    if headings == EntryHeadings::Brackets && trimmed.starts_with("## ") {
        line = line.replace(['【', '】'], "");
    }
    Some(line)
}
