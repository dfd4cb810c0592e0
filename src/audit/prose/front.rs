//! P009: chapters without author or source.

use crate::findings::{Code, Findings, Place, Problem, Severity};

use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P009", severity: Severity::Info, meaning: "a chapter names no author or no source" },
    doc: "\
## What it does
Looks for `authors` and `sources` in the front matter of each chapter.

## Why
A yearbook signs its entries, and readers must be able to ask where the material came from.

## Example
A chapter whose front matter has only a title.

## What to do
Add `authors: [name]` and `sources: [name of the office or the document]`.",
    look: Look::Chapter(look),
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for chapter in prose.chapters.iter().map(|read| read.chapter) {
        let lacking = [("authors", chapter.authors.is_empty()), ("sources", chapter.sources.is_empty())];
        let lacking: Vec<&str> = lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
        if !lacking.is_empty() {
            let what = lacking.join(" and no ");
            let problem = Problem::new(format!("the chapter `{}` names no {what}", chapter.id)).about(&chapter.id);
            CHECK.code.report(findings, problem.at(Place::file(&chapter.file)).hint("add them to its front matter"));
        }
    }
}
