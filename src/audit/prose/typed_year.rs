//! P006: the year of the edition, typed by hand.

use crate::findings::{Code, Findings, Place, Problem, Severity};
use crate::manuscript::scan::scan;

use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P006", severity: Severity::Info, meaning: "the edition's year, or the year before, is typed by hand" },
    doc: "\
## What it does
Points at a year that stands in a template in digits and is the chapter's year or the one before it. Titles in 《》 and the front
matter are passed over.

## Why
Next year's chapter is made of this template. A typed year is then last year's, beside this year's figures.

## Example
`2016年，全市退出贫困村{{ figure(indicator=\"exited\") }}。`

## What to do
Write `{{ year }}年`, `{{ year - 1 }}年`. A year that must not move (a plan's, an event's) may stay: this is only pointed out.",
    look: Look::Chapter(look),
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for chapter in prose.chapters.iter().map(|read| read.chapter) {
        let year = prose.book.year_of(chapter);
        let typed = outside_tags(&chapter.source[chapter.body..]);
        for mention in scan(&typed) {
            let Some(date) = mention.date.filter(|date| date.last_year.is_none()) else { continue };
            let printed = mention.printed(&typed);
            let Some(named) = date.year.filter(|named| *named == year || *named == year - 1) else { continue };
            let before = &typed[..mention.span.start];
            let in_title = before.matches('《').count() > before.matches('》').count();
            if in_title || !printed.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let at = chapter.body + mention.span.start..chapter.body + mention.span.end;
            let problem = Problem::new(format!("`{printed}` is typed: next year's chapter will still say {named}"))
                .about(format!("{}/year:{printed}", chapter.id))
                .at(Place::in_text(&chapter.file, &chapter.source, at));
            let write = if named == year { "{{ year }}" } else { "{{ year - 1 }}" };
            CHECK.code.report(findings, problem.hint(format!("write `{write}`, unless this year must not move")));
        }
    }
}

/// A template with blanks where its tags and comments stand, so that places stay.
fn outside_tags(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    let opens = |rest: &str| {
        let mut braces = rest.match_indices('{').map(|(at, _)| at);
        braces.find(|at| rest[at + 1..].starts_with(['{', '%', '#']))
    };
    while let Some(start) = opens(rest) {
        text.push_str(&rest[..start]);
        let close = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + 2);
        text.extend(std::iter::repeat_n(' ', end - start));
        rest = &rest[end..];
    }
    text + rest
}
