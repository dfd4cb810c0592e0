//! P001: numerals that nothing accounts for.

use serde::{Deserialize, Serialize};

use crate::findings::{Code, Findings, Place, Problem, Severity};

use super::hint::{Wanted, suggestions};
use super::numerals::Account;
use super::{Check, Look, Prose, Whole};

pub(super) const CHECK: Check = Check {
    code: Code {
        id: "P001",
        severity: Severity::Warning,
        meaning: "a numeral in the text is no figure of the ledger, no date, no rank and no name",
    },
    doc: "\
## What it does
Looks at each numeral of a chapter as it will be printed, Arabic, full-width or Chinese (23, ２３, 三级, 翻一番, 百分之十二), in
the text, in headings, in titles and notes of charts and tables, and in the front matter. A numeral is accounted for when the
ledger printed it (`figure`, `growth`, `quote` and the like), when it belongs to a date, a rank in a sequence (第三次) or a name
that the language knows (十三五, 三农, 5G), or when the book lists the name with a reason. Any other is reported, with the
datum of the book that has this value and fits best.

## Why
A number typed by hand has no source, is not rounded by the book's law, and is last year's number next year. Seven errors in
ten of a printed yearbook are numbers.

## Example
`退出贫困村23个` typed in a template: the report names the line and asks
``did you mean {{ figure(indicator=\"poor_villages_exited\") }}?``

## What to do
Put the number into the data and print it by a call; quote it with its source (`quote`) if it comes from a document; or, where
it counts nothing, list the name in `yearbook.yaml`:

    prose:
      names:
        - {text: 六看一听, reason: name of a method}",
    look: Look::Book(look),
};

/// A numeral that nothing accounts for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Typed {
    subject: String,
    message: String,
    place: Place,
    wanted: Option<Wanted>,
}

/// Returns the numerals of chapters that nothing accounts for.
pub(super) fn typed(prose: &Prose<'_>) -> Vec<Typed> {
    let unaccounted = prose.passages().flat_map(|(chapter, read)| {
        let numerals = read.numerals.iter().filter(|numeral| numeral.account == Account::Unaccounted);
        numerals.map(|numeral| (chapter.chapter, &read.passage, numeral))
    });
    let typed = unaccounted.map(|(chapter, passage, numeral)| {
        let printed = &passage.text[numeral.span.clone()];
        let entry = passage.entry.as_deref().map_or(String::new(), |entry| format!(" in 【{entry}】"));
        Typed {
            subject: format!("{}/numeral:{printed}", chapter.id),
            message: format!("`{printed}`{entry} is no figure of the ledger: nothing tells where it comes from"),
            place: prose.place(chapter, passage, &numeral.span),
            wanted: Wanted::new(prose.book, chapter, passage, numeral),
        }
    });
    typed.collect()
}

fn look(whole: &Whole<'_>, findings: &mut Findings) {
    let calls = suggestions(whole.catalogue, whole.typed.iter().map(|typed| typed.wanted.as_ref()));
    for (Typed { subject, message, place, .. }, call) in whole.typed.iter().zip(calls) {
        let hint = call.map_or_else(
            || {
                "print it by a call, quote it with its source, or list the name under `prose: names:` with a reason"
                    .to_owned()
            },
            |call| format!("did you mean `{{{{ {call} }}}}`?"),
        );
        CHECK.code.report(findings, Problem::new(message).about(subject).at(place.clone()).hint(hint));
    }
}
