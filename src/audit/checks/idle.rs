//! D210, D211: declared checks that check nothing.

use crate::findings::{Code, Findings, Problem, Severity};

use super::super::{Check, Data, Look};
use super::relation::{self, Evaluated};

pub(in crate::audit) const UNREADABLE: Check = Check {
    code: Code { id: "D210", severity: Severity::Error, meaning: "a declared check cannot be evaluated" },
    doc: "\
## What it does
Reports declared checks that name an unknown indicator or area, are no comparison, or compare what cannot be compared.

## Why
A check that is silently left out is worse than none: everybody trusts it.

## Example
`that: first_secretaries == poor_vilages`: no indicator `poor_vilages`, did you mean `poor_villages`?

## What to do
Mend the check at the place that is shown. Numbers of unlike things (名, 个, 户) are compared with `counts: true`.",
    look: Look::Data(unreadable),
};

pub(in crate::audit) const IDLE: Check = Check {
    code: Code { id: "D211", severity: Severity::Warning, meaning: "a declared check never applies" },
    doc: "\
## What it does
Reports declared checks for which no area and year has a value on both sides.

## Why
Data that come in under another name or another year leave such a check idle, and nobody notices.

## Example
A check of 2016—2020 in a book whose data for these years are recorded one by one.

## What to do
Mend the check or the data; remove a check that is no longer needed.",
    look: Look::Data(idle),
};

fn unreadable(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    for declared in &catalogue.book().checks {
        if let Err(problem) = relation::read(declared, catalogue) {
            UNREADABLE.code.report(findings, problem.about(declared.id.as_str()));
        }
    }
}

fn idle(data: &Data<'_>, findings: &mut Findings) {
    for Evaluated { relation, instances, reason } in &data.relations {
        if instances.is_empty() {
            let declared = relation.declared;
            let message = format!("check {} never applies: no area and year has a value on both sides", declared.id);
            let problem = Problem::new(message).about(declared.id.as_str()).at(declared.place.clone());
            IDLE.code.report(findings, problem.hint(reason.as_deref().unwrap_or("no datum of it was read")));
        }
    }
}
