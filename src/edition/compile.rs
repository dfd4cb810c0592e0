//! The chapters of a book, each filled, computed again, checked and drawn, or taken as an earlier run left it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::Result;
use crate::audit::prose::{Coverage, Prose, Typed};
use crate::audit::{self, Ledgers};
use crate::charts;
use crate::findings::{Findings, Severity};
use crate::indicators::{self, Catalogue, Printed};
use crate::kept;
use crate::ledger::{ChapterLedger, ChartEntry, Figure, FigureFunction, TableEntry};
use crate::render::{self, Aside, Filled, Written};

use super::store::{Checked, Made, Store};

/// All chapters, with what was made of each.
#[derive(Default)]
pub(super) struct Compiled {
    pub(super) chapters: Vec<Written>,
    pub(super) coverage: Coverage,
    pub(super) names_used: BTreeSet<usize>,
    pub(super) typed: Vec<Typed>,
    pub(super) pictures: BTreeMap<String, String>,
}

/// What is known of a chapter beside its text.
struct Known {
    findings: Findings,
    origin: String,
    is_kept: bool,
}

/// Checks the chapters that were filled just now, and keeps them. What is found goes to `findings`, chapter by chapter, then
/// what concerns several of them.
pub(super) fn compile(
    catalogue: &Catalogue<'_>,
    filled: Vec<Filled>,
    store: Option<&Store<'_>>,
    findings: &mut Findings,
) -> Result<Compiled> {
    let (mut chapters, mut known) = (Vec::new(), Vec::new());
    for Filled { written, findings: found, origin, is_kept } in filled {
        match written {
            Some(written) => {
                chapters.push(written);
                known.push(Known { findings: found, origin, is_kept });
            }
            None => findings.append(found),
        }
    }
    let mut across = Findings::default();
    render::references(&mut chapters, &mut across);
    let kept: Vec<Option<Checked>> =
        chapters.iter().map(|written| store.and_then(|store| store.checks_of(written))).collect();
    let anew: Vec<&Written> =
        chapters.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(new, _)| new).collect();
    indicators::plausible(catalogue, findings)?;
    let mut checked = check_all(catalogue, &anew, store.is_some())?.into_iter();
    let checked: Vec<(Checked, bool)> = kept
        .into_iter()
        .filter_map(|kept| kept.map(|kept| (kept, false)).or_else(|| Some((checked.next()?, true))))
        .collect();
    if let Some(store) = store {
        // What was made of less than all data is not kept.
        catalogue.observations().whole()?;
        let made = store.keep(worth_keeping(&chapters, &known, &checked));
        chapters.iter_mut().for_each(|written| identify(written, &made));
    }
    let (mut compiled, mut facts) = (Compiled { chapters, ..Compiled::default() }, Vec::new());
    for (known, (checked, _)) in known.into_iter().zip(checked) {
        findings.append(known.findings);
        findings.append(checked.findings);
        compiled.coverage += checked.coverage;
        compiled.names_used.extend(checked.names_used);
        compiled.typed.extend(checked.typed);
        compiled.pictures.extend(checked.pictures);
        facts.push(checked.facts);
    }
    findings.append(across);
    audit::facts(&Ledgers { catalogue, chapters: &compiled.chapters }, &facts, findings);
    Ok(compiled)
}

/// Gives a chapter its identity, to which belongs what its references lead to: those numbers are another chapter's.
fn identify(written: &mut Written, made: &BTreeMap<String, String>) {
    if let Some(identity) = made.get(&written.chapter) {
        written.identity.clone_from(identity);
    }
    if !written.identity.is_empty() {
        let targets = written.ledger.references.iter().map(|reference| &reference.target);
        let told = format!("{} {:?}", written.identity, targets.collect::<Vec<_>>());
        written.identity = kept::checksum(told.as_bytes());
    }
}

/// The chapters that are new or were checked anew. One that failed is told about again, not remembered.
fn worth_keeping<'a>(chapters: &'a [Written], known: &'a [Known], checked: &'a [(Checked, bool)]) -> Vec<Made<'a>> {
    let all = chapters.iter().zip(known).zip(checked);
    let new = all.filter(|((_, known), (_, is_new))| *is_new || !known.is_kept);
    let sound = new.filter(|((_, known), _)| !known.findings.any(Severity::Error));
    sound
        .map(|((written, known), (checked, _))| Made {
            findings: &known.findings,
            written,
            checked,
            origin: &known.origin,
        })
        .collect()
}

/// Chapters whose tables are at rest are opened to be checked, so many at a time.
pub(super) const MOST_OPENED: usize = 6;

/// Computes chapters again, checks and draws them.
pub(super) fn check_all(catalogue: &Catalogue<'_>, chapters: &[&Written], is_kept: bool) -> Result<Vec<Checked>> {
    // Those before the first one at rest are open as they are. What comes out stays in the order of the chapters.
    let (first, rest) = chapters.split_at(chapters.iter().take_while(|written| !written.is_at_rest()).count());
    let mut checked = Vec::new();
    for group in std::iter::once(first).chain(rest.chunks(MOST_OPENED)) {
        let group: Vec<_> = group.iter().map(|written| written.aside()).collect();
        let (again, of_group) = rayon::join(
            || compute_again(catalogue, &group),
            || group.par_iter().map(|written| check(catalogue, written, is_kept)).collect::<Vec<_>>(),
        );
        checked.extend(of_group.into_iter().zip(again?).map(|(checked, mut findings)| {
            findings.append(checked.findings);
            Checked { findings, ..checked }
        }));
    }
    Ok(checked)
}

/// The checks of one chapter, and its drawings.
fn check(catalogue: &Catalogue<'_>, written: &Written, is_kept: bool) -> Checked {
    // What the checks of this chapter read, and no other.
    let logged = is_kept.then(|| catalogue.logged());
    let catalogue = logged.as_ref().unwrap_or(catalogue);
    let mut findings = Findings::default();
    let chapter = std::slice::from_ref(written);
    let prose = Prose::new(catalogue, chapter);
    prose.check(&mut findings);
    let ledgers = Ledgers { catalogue, chapters: chapter };
    audit::figures(&ledgers, &mut findings);
    let facts = audit::stated(&ledgers);
    let pictures = charts::pictures(std::iter::once(&written.ledger), catalogue.book().language, &mut findings);
    let (coverage, names_used, typed) = (prose.coverage(), prose.names_used(), prose.typed());
    Checked { findings, coverage, names_used, typed, pictures, facts, reads: catalogue.reads() }
}

/// Every printed figure, those in charts and tables included, against the panel; returns what differs, by chapter. A citation
/// was compared where it was computed.
fn compute_again(catalogue: &Catalogue<'_>, chapters: &[Aside<'_>]) -> Result<Vec<Findings>> {
    let chapters = chapters.iter().map(|written| {
        let printed = printed(&written.ledger).map(|figure| Printed {
            id: &figure.id,
            formula: &figure.formula,
            area: &figure.area,
            period: figure.period,
            evaluation: &figure.evaluation,
            place: &figure.site,
        });
        printed.collect()
    });
    indicators::check(catalogue, &chapters.collect::<Vec<_>>())
}

fn printed(ledger: &ChapterLedger) -> impl Iterator<Item = &Figure> {
    let in_text = ledger.figures.iter().filter(|figure| figure.function != FigureFunction::Cite);
    let in_charts = ledger.pictures().flat_map(ChartEntry::figures);
    in_text.chain(in_charts).chain(ledger.tables.iter().flat_map(TableEntry::figures))
}
