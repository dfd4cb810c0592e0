//! A copy of a Word document with comments at places of its text; everything else stays as it is, byte for byte.
//!
//! A run that a comment begins or ends in is split there, and both halves keep its form. What is said of a note stands at
//! its mark in the text. Must not know: what is said.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::part::{Part, Words};
use super::{TextError, parts, text_of};

/// A remark on a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where, in bytes of the manuscript's text.
    pub span: Range<usize>,
    /// What is said, a paragraph a line.
    pub text: String,
}

const DOCUMENT: &str = "word/document.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const AUTHOR: &str = "yearbook";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Returns the document with comments added to those that it has.
///
/// # Errors
/// When the bytes are no Word document.
pub fn annotated(name: &str, bytes: &[u8], comments: &[Comment]) -> Result<Vec<u8>, TextError> {
    let broken = |reason: String| TextError::Docx { name: name.to_owned(), reason };
    let (_, parts) = parts(name, bytes)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut text = |path: &str| text_of(&mut package, path).map_err(&broken);
    let relations = text(RELATIONS)?.unwrap_or_else(no_relations);
    let target = commented_in(&relations);
    let list_path = format!("word/{}", target.as_deref().unwrap_or("comments.xml"));
    let list = text(&list_path)?;
    let first = list.as_deref().map_or(0, next_id);
    let Some(document) = parts.first() else { return Err(broken(format!("it has no {DOCUMENT}"))) };
    let placed = placed(&parts, comments);
    let mut changed = BTreeMap::from([
        (DOCUMENT.to_owned(), with_ranges(document, &placed, first)),
        (list_path, with_comments(list, &placed, first)),
    ]);
    if target.is_none() {
        let types = text(TYPES)?.ok_or_else(|| broken(format!("it has no {TYPES}")))?;
        changed.insert(RELATIONS.into(), before_end(&relations, "Relationships", &relation(&relations)));
        let part = format!("<Override PartName=\"/word/comments.xml\" ContentType=\"{TYPE}\"/>");
        changed.insert(TYPES.into(), before_end(&types, "Types", &part));
    }
    package_with(package, changed).map_err(|error| broken(error.to_string()))
}

/// The archive with some parts replaced or added; the others are copied as they are packed.
fn package_with(
    mut package: ZipArchive<Cursor<&[u8]>>,
    mut changed: BTreeMap<String, String>,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..package.len() {
        let file = package.by_index_raw(index)?;
        let path = file.name()?.into_owned();
        match changed.remove(&path) {
            None => writer.raw_copy_file(file)?,
            Some(text) => {
                writer.start_file(path, options)?;
                writer.write_all(text.as_bytes())?;
            }
        }
    }
    for (path, text) in changed {
        writer.start_file(path, options)?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Where a comment goes in the document.
enum Anchor {
    /// From here to there in the words of the document.
    Words(Range<usize>),
    /// Around a run: the mark of a note.
    Run(usize),
}

struct Placed<'a> {
    anchor: Anchor,
    comment: &'a Comment,
}

/// The comments that stand in the document or in one of its notes.
fn placed<'a>(parts: &[Part], comments: &'a [Comment]) -> Vec<Placed<'a>> {
    let Some(document) = parts.first() else { return Vec::new() };
    let in_words = |span: &Range<usize>| {
        let touches = |words: &&Words| words.text.start < span.end && span.start < words.text.end;
        document.words.iter().any(|words| touches(&words))
    };
    let in_note = |span: &Range<usize>| {
        let notes = parts.iter().skip(1).flat_map(|part| &part.notes);
        let id =
            notes.filter(|(_, text)| text.start <= span.start && span.start < text.end).map(|(id, _)| id).next()?;
        document.references.iter().find(|(reference, _)| reference == id).map(|(_, run)| *run)
    };
    let anchor = |comment: &'a Comment| {
        let anchor = if in_words(&comment.span) {
            Anchor::Words(comment.span.clone())
        } else {
            Anchor::Run(in_note(&comment.span)?)
        };
        Some(Placed { anchor, comment })
    };
    comments.iter().filter_map(anchor).collect()
}

/// Text to be put in at a place: ends of comments before beginnings.
type Inserted = BTreeMap<(usize, u8), String>;

fn with_ranges(document: &Part, placed: &[Placed<'_>], first: usize) -> String {
    let mut cuts: BTreeMap<usize, (String, String)> = BTreeMap::new();
    let mut inserted = Inserted::new();
    for (number, placed) in placed.iter().enumerate() {
        let (start, end) = marks(prefix(document), first + number);
        match &placed.anchor {
            Anchor::Words(span) => {
                cuts.entry(span.start).or_default().1.push_str(&start);
                cuts.entry(span.end).or_default().0.push_str(&end);
            }
            Anchor::Run(run) => {
                let span = &document.runs[*run].span;
                inserted.entry((span.start, 1)).or_default().push_str(&start);
                inserted.entry((span.end, 0)).or_default().push_str(&end);
            }
        }
    }
    for (at, (ends, starts)) in cuts {
        cut(document, at, &ends, &starts, &mut inserted);
    }
    let mut out = String::with_capacity(document.xml.len() + 1024);
    let mut from = 0;
    for ((at, _), text) in inserted {
        out.push_str(&document.xml[from..at]);
        out.push_str(&text);
        from = at;
    }
    out + &document.xml[from..]
}

/// The prefix of the document's own names, with its colon.
fn prefix(document: &Part) -> &str {
    document.runs.first().map_or("w:", |run| run.name.strip_suffix('r').unwrap_or("w:"))
}

fn marks(prefix: &str, id: usize) -> (String, String) {
    let tag = |name: &str| format!("<{prefix}{name} {prefix}id=\"{id}\"/>");
    let reference = format!("<{prefix}r>{}</{prefix}r>", tag("commentReference"));
    (tag("commentRangeStart"), tag("commentRangeEnd") + &reference)
}

/// Puts marks at a place of the text: beginnings before what follows, ends behind what precedes, between two runs where
/// one begins or ends there, else in the middle of a run that is split.
fn cut(document: &Part, at: usize, ends: &str, starts: &str, inserted: &mut Inserted) {
    let words = &document.words;
    if !starts.is_empty()
        && let Some(piece) = words.get(words.partition_point(|words| words.text.end <= at))
    {
        mark(document, piece, at.max(piece.text.start), (starts, 1), inserted);
    }
    if !ends.is_empty()
        && let Some(piece) =
            words.partition_point(|words| words.text.start < at).checked_sub(1).and_then(|i| words.get(i))
    {
        mark(document, piece, at.min(piece.text.end), (ends, 0), inserted);
    }
}

fn mark(document: &Part, piece: &Words, at: usize, (text, order): (&str, u8), inserted: &mut Inserted) {
    let run = &document.runs[piece.run];
    let xml = &document.xml;
    if at == piece.text.start && piece.first {
        inserted.entry((run.span.start, order)).or_default().push_str(text);
        return;
    }
    let element = run.name.strip_suffix('r').map_or_else(|| "w:t".to_owned(), |prefix| format!("{prefix}t"));
    let closing = format!("</{element}></{}>", run.name);
    if at == piece.text.end && xml[piece.source.end..].starts_with(&closing) {
        inserted.entry((run.span.end, order)).or_default().push_str(text);
        return;
    }
    // A reference such as &amp; is one piece, and is never cut in two.
    let whole = piece.source.len() == piece.text.len();
    let source = match at - piece.text.start {
        0 => piece.source.start,
        offset if whole => piece.source.start + offset,
        _ => piece.source.end,
    };
    let opening = format!("<{}>{}<{element} xml:space=\"preserve\">", run.name, &xml[run.form.clone()]);
    let own = inserted.entry((source, 1)).or_default();
    match own.strip_prefix(&closing).and_then(|rest| rest.strip_suffix(&opening)) {
        // Ends stand before beginnings in one cut.
        Some(inner) if order == 0 => *own = format!("{closing}{text}{inner}{opening}"),
        Some(inner) => *own = format!("{closing}{inner}{text}{opening}"),
        None => *own = format!("{closing}{text}{opening}"),
    }
    if !xml[piece.tag.clone()].contains("xml:space") {
        inserted.insert((piece.tag.end - 1, 0), " xml:space=\"preserve\"".into());
    }
}

fn with_comments(list: Option<String>, placed: &[Placed<'_>], first: usize) -> String {
    let list = list.unwrap_or_else(|| format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{MAIN}\"></w:comments>"));
    let end = list.rfind("comments>").and_then(|at| list[..at].rfind("</").map(|open| list[open + 2..at].to_owned()));
    let prefix = end.unwrap_or_else(|| "w:".into());
    let mut added = String::new();
    for (number, placed) in placed.iter().enumerate() {
        let id = first + number;
        let paragraphs = placed.comment.text.lines().map(|line| {
            format!(
                "<{prefix}p><{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}p>",
                escaped(line)
            )
        });
        let body: String = paragraphs.collect();
        added.push_str(&format!(
            "<{prefix}comment {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\" {prefix}initials=\"yb\">{body}</{prefix}comment>"
        ));
    }
    before_end(&list, &format!("{prefix}comments"), &added)
}

/// The first number that no comment has.
fn next_id(list: &str) -> usize {
    let ids = list.split("comment ").skip(1).filter_map(|rest| {
        let value = rest.split_once("id=\"")?.1;
        value.split_once('"')?.0.parse::<usize>().ok()
    });
    ids.max().map_or(0, |most| most + 1)
}

/// The part that the comments stand in, as the relations name it.
fn commented_in(relations: &str) -> Option<String> {
    let relation = relations.split("<Relationship ").find(|relation| relation.contains("/relationships/comments\""))?;
    let target = relation.split_once("Target=\"")?.1.split_once('"')?.0;
    Some(target.trim_start_matches("/word/").to_owned())
}

fn relation(relations: &str) -> String {
    let free = |number: &usize| !relations.contains(&format!("\"rIdYearbook{number}\""));
    let number = (1..).find(free).unwrap_or(1);
    format!("<Relationship Id=\"rIdYearbook{number}\" Type=\"{RELATION}\" Target=\"comments.xml\"/>")
}

fn no_relations() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".into()
}

/// Puts something before the end of an element, which may be an empty one.
fn before_end(xml: &str, element: &str, added: &str) -> String {
    let closing = format!("</{element}>");
    if let Some(at) = xml.rfind(&closing) {
        return format!("{}{added}{}", &xml[..at], &xml[at..]);
    }
    let Some(at) = xml.find(&format!("<{element}")) else { return xml.to_owned() };
    match xml[at..].find("/>").map(|end| at + end) {
        Some(end) => format!("{}>{added}{closing}{}", &xml[..end], &xml[end + 2..]),
        None => xml.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
