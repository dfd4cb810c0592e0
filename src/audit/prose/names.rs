//! P010: listed names that no chapter contains.

use crate::findings::{Code, Findings, Problem, Severity};

use super::{Check, Look, Whole};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P010", severity: Severity::Warning, meaning: "a name listed under `prose` accounts for no numeral" },
    doc: "\
## What it does
Reports a name under `prose: names:` that accounts for no numeral of any chapter. Nothing is said while a chapter could not be
filled, or only some were.

## Why
A list of exceptions that nobody prunes hides the next typed number.

## Example
`{text: 六看一听, reason: …}` after the entry that spoke of it was deleted.

## What to do
Remove the name, or mend its text.",
    look: Look::Book(look),
};

fn look(whole: &Whole<'_>, findings: &mut Findings) {
    let Some(used) = whole.names_used else { return };
    for (_, name) in whole.catalogue.book().prose.names.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        let problem = Problem::new(format!("the name `{}` accounts for no numeral of any chapter", name.text));
        let problem = problem.about(&name.text).at(name.place.clone());
        CHECK.code.report(findings, problem.hint("remove it, or mend its text"));
    }
}
