//! D203: totals of which some parts are missing.

use crate::findings::{Code, Findings, Problem, Severity};

use super::super::{Check, Data, Look};
use super::totals::Fault;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D203", severity: Severity::Info, meaning: "some parts of a total have no value" },
    doc: "\
## What it does
Reports areas with a total of which two or more parts have a value, but not all.

## Why
A sum over what happens to be there is no total, and a growth of such sums compares different sets of areas. The program never
adds up a part of the parts; this tells where data are still to come.

## Example
全国 has a value for 2016, 东部地区 and 中部地区 too, 西部地区 has none.

## What to do
Add the missing rows; a part that cannot have a value gets `-` as its value.",
    look: Look::Data(look),
};

fn look(Data { totals, .. }: &Data<'_>, findings: &mut Findings) {
    for found in totals {
        let Fault::Missing(missing) = &found.fault else { continue };
        let (areas, subject) = (found.areas, found.subject());
        let message = format!(
            "{} of {areas} parts of {subject} have a value; missing: {}",
            areas - missing.len(),
            missing.join(", ")
        );
        CHECK.code.report(findings, Problem::new(message).about(subject).at(found.total.place()));
    }
}
