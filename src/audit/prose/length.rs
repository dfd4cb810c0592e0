//! P008: entries that are too long.

use std::collections::BTreeMap;

use crate::findings::{Code, Findings, Place, Problem, Severity};
use crate::render::Part;

use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P008", severity: Severity::Info, meaning: "an entry is longer than the book wants" },
    doc: "\
## What it does
Counts the characters of each entry's text, without spaces, headings, charts and tables, and compares them with
`prose: entry_characters` (1,000 unless the book says otherwise).

## Why
An entry tells one thing. Yearbook offices ask for 500 to 1,000 characters in a survey, and about 300 in other entries.

## Example
An entry of 1,460 characters in a book whose most is 1,000.

## What to do
Divide the entry, or move its enumerations into a table.",
    look: Look::Chapter(look),
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    let most = prose.book.prose.entry_characters;
    for chapter in &prose.chapters {
        let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
        for read in chapter.passages.iter().filter(|read| read.passage.part == Part::Paragraph) {
            let entry = read.passage.entry.as_deref().unwrap_or_default();
            *lengths.entry(entry).or_default() += read.passage.text.chars().filter(|c| !c.is_whitespace()).count();
        }
        for (entry, length) in lengths.into_iter().filter(|(_, length)| *length > most) {
            let heading =
                chapter.passages.iter().find(|read| read.passage.part == Part::Heading && read.passage.text == entry);
            let place = heading.map_or_else(
                || Place::file(&chapter.chapter.file),
                |read| prose.place(chapter.chapter, &read.passage, &(0..read.passage.text.len())),
            );
            let problem = Problem::new(format!("the entry 【{entry}】 has {length} characters, {most} are the most"));
            let problem = problem.about(format!("{}/{entry}", chapter.chapter.id)).at(place);
            CHECK.code.report(findings, problem.hint("divide it, or set `prose: entry_characters`"));
        }
    }
}
