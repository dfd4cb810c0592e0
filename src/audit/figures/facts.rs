//! What the chapters print of each fact: one rule (spelt out), one area, one period.
//!
//! A book has millions of cells and hardly a contradiction. So each chapter leaves a few words of each figure, from which can be
//! told whether two of them may say different things of one fact; only then the figures themselves are looked at. What is left may
//! doubt too much, and too little only where two hashes are the same that should not be.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::book::Period;
use crate::findings::Findings;
use crate::kept::Checksum;
use crate::ledger::Figure;
use crate::quantity::Exact;

use super::{CHECKS, Ledgers, Look, rule, twice};

/// Of the numbers of one chapter, in the order of [`Ledgers::all`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts(Vec<Stated>);

/// A number that states a fact.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Stated {
    /// Which fact: a hash of its rule, area and period.
    fact: u64,
    /// The printed number in base units, and half a unit of its last place.
    value: f64,
    half: f32,
    /// Which unit: a hash of its text.
    unit: u32,
    /// Which figure of the chapter.
    index: u32,
    decimals: u8,
    /// Whether it is printed without 约, 多, 以上 and the like.
    plain: bool,
    kind: Kind,
}

/// Where a number stands, in the order in which they are set against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Kind {
    Text,
    Chart,
    Table,
}

/// How much closer than by their decimals two numbers may come before their figures are looked at: far more than a binary number
/// is off.
const DOUBT: (f64, f64) = (1e-6, 1e-12);

impl Stated {
    /// Whether the intervals that two printed numbers stand for may not meet.
    fn may_be_apart(&self, other: &Self) -> bool {
        let (own, others) = (f64::from(self.half), f64::from(other.half));
        let uncertain = self.value.abs().max(other.value.abs()) * DOUBT.1;
        let surely_meet = (self.value - other.value).abs() + uncertain < (own + others) * (1.0 - DOUBT.0);
        // What is no number is looked at.
        !surely_meet
    }

    /// Whether this one may be found to differ from the first plain one of the text.
    fn may_differ(&self, first: &Self) -> bool {
        if self.unit == first.unit { self.decimals != first.decimals } else { self.kind == Kind::Text }
    }
}

/// Returns what one chapter states.
pub fn stated(ledgers: &Ledgers<'_>) -> Facts {
    let mut recent = rule::Recent::new();
    let in_charts = ledgers.drawn().count();
    let in_text = ledgers.figures().count();
    let all = ledgers.all().enumerate().filter_map(|(index, figure)| {
        let rounded = figure.print.rounded.as_ref()?;
        let rule = recent.of(&figure.formula, || {
            number(&[rule::spelt_out(&figure.formula, ledgers.catalogue).to_string().as_bytes()])
        });
        let kind = match index {
            _ if index < in_text => Kind::Text,
            _ if index < in_text + in_charts => Kind::Chart,
            _ => Kind::Table,
        };
        Some(of((figure, rounded), rule, (kind, u32::try_from(index).ok()?)))
    });
    let mut facts: Vec<Stated> = all.collect();
    facts.shrink_to_fit();
    Facts(facts)
}

#[expect(clippy::cast_possible_truncation, reason = "half a unit is compared with a margin that is wider")]
fn of((figure, rounded): (&Figure, &Exact), rule: u64, (kind, index): (Kind, u32)) -> Stated {
    let (from, to) = (figure.period.first_year(), figure.period.last_year());
    let unit = figure.print.unit.as_ref().map(ToString::to_string);
    Stated {
        fact: number(&[&rule.to_le_bytes(), figure.area.as_bytes(), &from.to_le_bytes(), &to.to_le_bytes()]),
        value: rounded.to_f64(),
        half: twice::half(figure).to_f64() as f32,
        unit: unit.map_or(0, |unit| number(&[unit.as_bytes()]) as u32),
        decimals: u8::try_from(figure.print.decimals).unwrap_or(u8::MAX),
        plain: twice::is_plain(figure),
        index,
        kind,
    }
}

fn number(parts: &[&[u8]]) -> u64 {
    let mut checksum = Checksum::default();
    parts.iter().for_each(|part| checksum.update(part));
    checksum.number()
}

/// Runs the checks that set the figures of all chapters against each other; `facts` are those of each chapter.
pub fn facts(ledgers: &Ledgers<'_>, facts: &[Facts], findings: &mut Findings) {
    let doubtful = doubtful(facts);
    if doubtful.is_empty() {
        return;
    }
    let figures = figures(ledgers, &doubtful);
    let groups = doubtful.iter().flat_map(|group| {
        // A hash is no proof that it is one fact.
        let mut alike: BTreeMap<(String, &str, Period), Vec<&Figure>> = BTreeMap::new();
        for figure in group.iter().filter_map(|place| figures.get(place)) {
            let rule = rule::spelt_out(&figure.formula, ledgers.catalogue).to_string();
            alike.entry((rule, &figure.area, figure.period)).or_default().push(figure);
        }
        alike.into_values()
    });
    let groups: Vec<_> = groups.collect();
    for check in CHECKS {
        if let Look::Facts(look) = check.look {
            look(ledgers, &groups, findings);
        }
    }
}

/// Where a figure is: the index of its chapter, and its own among those of the chapter.
type Place = (usize, u32);

/// The figures at some places: chapters are opened one after the other, and let go.
fn figures(ledgers: &Ledgers<'_>, groups: &[Vec<Place>]) -> BTreeMap<Place, Figure> {
    let mut wanted: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for (chapter, index) in groups.iter().flatten() {
        wanted.entry(*chapter).or_default().insert(*index);
    }
    let mut found = BTreeMap::new();
    for (chapter, indices) in wanted {
        let Some(written) = ledgers.chapters.get(chapter) else { continue };
        let open = written.aside();
        let own = Ledgers { chapters: std::slice::from_ref(&open), ..*ledgers };
        let all = (0..).zip(own.all()).filter(|(index, _)| indices.contains(index));
        found.extend(all.map(|(index, figure)| ((chapter, index), figure.clone())));
    }
    found
}

/// The figures of each fact of which two numbers may say different things, in reading order, by chapter and index.
fn doubtful(facts: &[Facts]) -> Vec<Vec<Place>> {
    let all = facts.iter().enumerate().flat_map(|(chapter, facts)| facts.0.iter().map(move |stated| (chapter, stated)));
    let mut all: Vec<(usize, &Stated)> = all.collect();
    all.sort_unstable_by_key(|(chapter, stated)| (stated.fact, stated.kind, *chapter, stated.index));
    let groups = all.chunk_by(|(_, one), (_, next)| one.fact == next.fact).filter(|group| {
        let mut plain = group.iter().map(|(_, stated)| *stated).filter(|stated| stated.plain);
        // As N108 looks (`precision::look`), then as N107 does (`twice::look`): these lines change with them.
        let first_in_text = plain.clone().find(|stated| stated.kind == Kind::Text);
        let differs = first_in_text.is_some_and(|first| plain.clone().any(|other| other.may_differ(first)));
        differs || plain.next().is_some_and(|first| plain.any(|other| first.may_be_apart(other)))
    });
    let mut groups: Vec<&[(usize, &Stated)]> = groups.collect();
    groups.sort_by_key(|group| group.first().map(|(chapter, stated)| (*chapter, stated.kind, stated.index)));
    groups.into_iter().map(|group| group.iter().map(|(chapter, stated)| (*chapter, stated.index)).collect()).collect()
}
