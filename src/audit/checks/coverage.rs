//! D214: a set of parts that changes between years.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Period;
use crate::findings::{Code, Findings, Problem, Severity};
use crate::formula::Facts;
use crate::ingest::{Datum, Observation};

use super::super::{Check, Data};

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
    look,
};

/// How many parts must have had a value before.
const FEWEST: usize = 2;

fn look(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    let observations = catalogue.observations();
    let wholes: BTreeSet<&str> = catalogue.areas().iter().filter_map(|area| area.part_of.as_deref()).collect();
    for id in observations.indicators() {
        for whole in &wholes {
            let parts: BTreeSet<&str> = catalogue.areas().parts(whole).map(|part| part.id.as_str()).collect();
            let mut years: BTreeMap<i32, Vec<Observation<'_>>> = BTreeMap::new();
            for datum in observations.of(id).filter(|datum| parts.contains(datum.area)) {
                if let Period::Year(year) = datum.period {
                    years.entry(year).or_default().push(datum);
                }
            }
            for (year, now) in &years {
                let Some(before) = years.get(&(year - 1)) else { continue };
                compare(&format!("{id}@{whole}@{year}"), (before, now), parts.len(), findings);
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
    let has = |data: &[Observation<'_>]| -> BTreeSet<String> {
        let there = data.iter().filter(|datum| !matches!(datum.datum, Datum::Missing(_)));
        there.map(|datum| datum.area.to_owned()).collect()
    };
    let named =
        |data: &[Observation<'_>]| -> BTreeSet<String> { data.iter().map(|datum| datum.area.to_owned()).collect() };
    let (had, has_now) = (has(before), has(now));
    let gone: Vec<String> = had.difference(&named(now)).cloned().collect();
    let come: Vec<String> = has_now.difference(&named(before)).cloned().collect();
    if had.len() < FEWEST || (gone.is_empty() && come.is_empty()) {
        return;
    }
    let list = |what: &str, areas: &[String]| {
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
