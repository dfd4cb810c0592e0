//! D214: a set of parts that changes between years.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::{Code, Findings, Problem, Severity};
use crate::ingest::{Datum, History, Observation};

use super::super::{Check, Data, Look};
use super::totals;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D214", severity: Severity::Warning, meaning: "other parts of an area have a value than in the year before" },
    doc: "\
## What it does
For each area with parts, compares which of them have a value with the year before. Reported are years in which some have gone
or come, where at least two had a value before.

## Why
A sum over the parts, its growth, a rank and a share then compare different sets of areas. It is how a merged county or an
office that handed in nothing shows.

## Example
Nine counties in 2015, eight in 2016: 铁山县 has gone.

## What to do
Add the row; give `-` where there can be no value any more; or restrict what is printed to the areas that both years have.",
    look: Look::Data(look),
};

/// How many parts must have had a value before.
const FEWEST: usize = 2;

fn look(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    let wholes = totals::wholes(catalogue);
    for histories in catalogue.observations().histories() {
        for whole in &wholes {
            let mut parts: Vec<_> = whole.parts(&histories).filter_map(|(_, part)| Some(part?.years())).collect();
            // Parts that have the same years, one after the other, neither go nor come.
            if parts.iter().all(|part| part.is_steady_with(&parts[0])) {
                continue;
            }
            parts.sort_by_key(History::area);
            let mut years: BTreeMap<i32, Vec<Observation<'_>>> = BTreeMap::new();
            for datum in parts.into_iter().flat_map(History::observations) {
                years.entry(datum.period.last_year()).or_default().push(datum);
            }
            for (year, now) in &years {
                let Some(before) = years.get(&(year - 1)) else { continue };
                let subject = format!("{}@{}@{year}", histories.indicator(), whole.id);
                compare(&subject, (before, now), whole.areas(), findings);
            }
        }
    }
}

/// What cannot have a value (`-`) is no gap.
fn compare(
    subject: &str,
    (before, now): (&[Observation<'_>], &[Observation<'_>]),
    parts: usize,
    findings: &mut Findings,
) {
    let (had, has_now) = (with_value(before), with_value(now));
    let gone: Vec<&str> = had.difference(&named(now)).copied().collect();
    let come: Vec<&str> = has_now.difference(&named(before)).copied().collect();
    if had.len() < FEWEST || (gone.is_empty() && come.is_empty()) {
        return;
    }
    let list = |what: &str, areas: &[&str]| {
        if areas.is_empty() { String::new() } else { format!("; {what}: {}", areas.join(", ")) }
    };
    let message = format!(
        "{subject}: {} of {parts} parts have a value, {} had one the year before{}{}",
        has_now.len(),
        had.len(),
        list("gone", &gone),
        list("new", &come)
    );
    let place = now.first().map(Observation::place);
    let problem = Problem { place, ..Problem::new(message).about(subject) };
    CHECK.code.report(findings, problem.hint("sums, growth, shares and ranks over these years compare different sets"));
}

/// The areas that data name.
fn named<'a>(data: &[Observation<'a>]) -> BTreeSet<&'a str> {
    data.iter().map(|datum| datum.area).collect()
}

/// Those of them with a value.
fn with_value<'a>(data: &[Observation<'a>]) -> BTreeSet<&'a str> {
    data.iter().filter(|datum| !matches!(datum.datum, Datum::Missing(_))).map(|datum| datum.area).collect()
}
