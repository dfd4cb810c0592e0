//! D217: a value that is last year's.

use crate::findings::{Code, Findings, Problem, Severity};
use crate::ingest::{Amount, History};

use super::super::{Check, Data, Look};
use super::series;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D217", severity: Severity::Warning, meaning: "a value repeats the year before to the last digit" },
    doc: "\
## What it does
Reports a value of three digits or more that equals the value of the year before, in a series of which no two years were alike
before.

## Why
Offices that hand in late send last year's sheet; a row is copied down and its value forgotten. Three digits that agree are
hardly ever chance, and what really stands still (an area, a number of counties) has stood still before.

## Example
3.76, 3.81, 3.92, 3.87, 3.87亿元.

## What to do
Ask the office for the new value; waive the finding where it really is the same.",
    look: Look::Data(look),
};

/// The years that must have moved before.
const MOVED: usize = 3;
/// The digits that must agree.
const DIGITS: usize = 3;

fn look(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    for run in series::runs(catalogue.observations()).filter(|run| run.len() > MOVED + 1) {
        let Some(first) = repeated(&run).filter(|first| *first >= MOVED) else { continue };
        let (before, found) = (run.observation(first), run.observation(first + 1));
        if significant(&found.raw.text()) >= DIGITS {
            let subject = series::subject(&found);
            let message = format!("{subject} = {} is the value of {} again", series::shown(&found), before.period);
            let problem = Problem::new(message).about(subject).at(found.place());
            CHECK.code.report(findings, problem.hint(format!("the year before: {}", before.place())));
        }
    }
}

/// The first year whose value the next one repeats.
fn repeated(run: &History<'_>) -> Option<usize> {
    let exact = |index: usize| run.observation(index).in_base_units();
    let pairs = run.own_amounts().zip(run.own_amounts().skip(1)).enumerate();
    let mut repeated = pairs.filter(|(index, amounts)| match amounts {
        (Amount::Decimal(before, _), Amount::Decimal(next, _)) => before == next,
        _ => exact(*index) == exact(index + 1),
    });
    repeated.next().map(|(index, _)| index)
}

/// Digits from the first that is not zero on, without zeros at the end of a whole number.
fn significant(raw: &str) -> usize {
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if raw.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() }
}
