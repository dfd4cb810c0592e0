//! P002: figures whose value the text around them changes.

use crate::findings::{Code, Findings, Severity};

use super::numerals::Account;
use super::{Check, Look, Prose, Shown};

pub(super) const CHECK: Check = Check {
    code: Code {
        id: "P002",
        severity: Severity::Error,
        meaning: "the text puts digits, a multiplier or a percent sign right beside a figure, and so changes its value",
    },
    doc: "\
## What it does
Reports a figure of the ledger that reads as another number in print, because a digit, a point, 万, 亿 or % was typed right
before or behind the call.

## Why
`{{ figure(indicator=\"fund\", unit=\"none\") }}万元` prints ten thousand times the value once the record is in 元.

## Example
`1{{ figure(indicator=\"villages\") }}` prints 123个 where the value is 23.

## What to do
Give the call the unit (`unit=\"万元\"`), and take the digits out of the text.",
    look: Look::Chapter(look),
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for (chapter, read) in prose.passages() {
        for numeral in &read.numerals {
            let Account::Changed(index) = numeral.account else { continue };
            let (passage, figure) = (&read.passage, &chapter.ledger.figures[index]);
            let Some(mark) = passage
                .marks
                .iter()
                .find(|mark| mark.token.start >= numeral.span.start || mark.token.end > numeral.span.start)
            else {
                continue;
            };
            let shown = Shown { passage, mark, figure, before: None };
            let printed = &passage.text[numeral.span.clone()];
            let message = format!("`{}` reads as `{printed}` with the text around it", figure.print.token);
            shown.report(CHECK.code, findings, message, "give the call its unit, and take the digits out of the text");
        }
    }
}
