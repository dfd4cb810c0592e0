//! P010: listed names that no chapter contains.

use crate::findings::{Code, Findings, Problem, Severity};

use super::numerals::Account;
use super::{Check, Prose};

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
    look,
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    if !prose.whole {
        return;
    }
    for (index, name) in prose.book.prose.names.iter().enumerate() {
        let is_used = prose
            .passages()
            .flat_map(|(_, read)| &read.numerals)
            .any(|numeral| numeral.account == Account::Listed(index));
        if !is_used {
            let problem = Problem::new(format!("the name `{}` accounts for no numeral of any chapter", name.text));
            CHECK
                .code
                .report(findings, problem.about(&name.text).at(name.place.clone()).hint("remove it, or mend its text"));
        }
    }
}
