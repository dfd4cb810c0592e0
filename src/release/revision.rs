//! R001—R003: what an earlier release printed and what differs now.

use std::collections::BTreeMap;

use crate::findings::{Findings, Place, Problem};
use crate::ingest::{Observation, Observations};
use crate::ledger::{Figure, record as json};

use super::record::{Observed, Printed};
use super::take::{find, key, observed};
use super::{Release, codes};

const REVISED: &str = "\
## What it does
Compares each observation with the newest release that used it (`releases/*.json`). R001: it has another value now, or is gone,
and its row has no `revised_from`, or one that is not what was published. R002 notes a revision that the row declares.

## Why
A published value that changes without a word breaks every series that others copied from the yearbook, and the change of
this year is computed over a base that no reader can find.

## Example
Release 2018 used 1660万人 for 2018; the data now say 1690万人.

## What to do
A slip: restore the value. A revision: put what was published into `revised_from` of the row, with a note that says why.";

const OTHERWISE: &str = "\
## What it does
Compares each figure with the newest release that printed the same figure: same chapter, function, indicator, area and period.
Another text is reported, with both, if no declared revision (R002) of its inputs explains it.

## Why
The same fact must not be printed differently in two editions, whether data, a formula, decimals or a word has changed.

## Example
Release 2018 printed 增长294%; the chapter now prints 增长301%.

## What to do
`yearbook diff releases/2018.json` shows what caused it. If it is right, declare the revision in the data, or waive it with the
reason.";

/// What each code of a revision does, why, an example, what to do: for `yearbook explain`.
pub const DOCS: &[(&str, &str)] = &[("R001", REVISED), ("R002", REVISED), ("R003", OTHERWISE)];

/// Returns the doc of a code of this room.
#[must_use]
pub fn doc(code: &str) -> Option<&'static str> {
    DOCS.iter().find(|(id, _)| *id == code).map(|(_, doc)| *doc)
}

/// Reports what the releases of a book printed and what differs now.
pub fn revisions<'f>(
    releases: &[Release],
    observations: &Observations,
    figures: impl Iterator<Item = &'f Figure>,
    findings: &mut Findings,
) {
    if releases.is_empty() {
        return;
    }
    let mut published: BTreeMap<&str, (&Release, &Observed)> = BTreeMap::new();
    let mut earlier: BTreeMap<&str, (&Release, &Printed)> = BTreeMap::new();
    for release in releases {
        published.extend(release.record.observations.iter().map(|old| (old.key.as_str(), (release, old))));
        let cells = release.record.exhibits.iter().flat_map(|exhibit| &exhibit.cells);
        earlier.extend(release.record.figures.iter().chain(cells).map(|old| (old.id.as_str(), (release, old))));
    }
    let mut declared = Vec::new();
    for (key, (release, old)) in &published {
        if observation(release, old, find(observations, key).as_ref(), findings) {
            declared.push(*key);
        }
    }
    for figure in figures {
        let Some((release, old)) = earlier.get(figure.id.as_str()) else { continue };
        let now = figure.print.text();
        let is_declared = || figure.evaluation.inputs.iter().any(|input| declared.contains(&key(input).as_str()));
        if now != old.text && !is_declared() {
            let message = format!(
                "`{}` prints {}, but release {} ({}) printed {}",
                figure.id, now, release.record.name, release.path, old.text
            );
            let hint = format!("`yearbook diff {}` shows what caused it", release.path);
            let problem = Problem::new(message).about(&figure.id).at(figure.site.clone()).hint(hint);
            codes::PRINTED_OTHERWISE.report(findings, problem);
        }
    }
}

/// Reports one observation that differs from its release; returns whether its row declares the revision.
fn observation(release: &Release, old: &Observed, now: Option<&Observation<'_>>, findings: &mut Findings) -> bool {
    let key = &old.key;
    let was = format!("release {} ({}) used {} from {}", release.record.name, release.path, old.text, old.at);
    let Some(now) = now else {
        let problem = Problem::new(format!("{key} is no longer in the data, but {was}")).about(key);
        let hint = "put the row back, or waive this with the reason";
        codes::REVISED_SILENTLY.report(findings, problem.at(Place::file(&release.path)).hint(hint));
        return false;
    };
    let found = observed(now);
    let same = if old.value.is_some() { old.value == found.value } else { old.text == found.text };
    if same {
        return false;
    }
    let message = format!("{key} is {}, but {was}", found.text);
    let problem = Problem::new(message).about(key).at(now.place());
    match &now.revised_from {
        Some(from) if Some(json::fraction(&(from * &now.unit.worth()))) == old.value => {
            codes::REVISED.report(findings, problem.hint("revised, as `revised_from` says"));
            return true;
        }
        Some(from) => {
            let hint = format!("its `revised_from` says {from}{}: put there what was published", now.unit);
            codes::REVISED_SILENTLY.report(findings, problem.hint(hint));
        }
        None => {
            let hint = "restore the value, or put what was published into `revised_from` of the row";
            codes::REVISED_SILENTLY.report(findings, problem.hint(hint));
        }
    }
    false
}
