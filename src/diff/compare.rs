//! Two records → their difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::release::{Observed, Printed, Record, Shown};

use super::align::align;
use super::causes::{self, Changed};
use super::model::Pair;
use super::{Difference, ExhibitChange, FigureChange, Side, sentences};

/// Functions whose word says in which direction something went.
const DIRECTED: [&str; 6] = ["growth", "change", "points", "times", "streak", "extreme"];

/// Compares two editions; `names` are what the reader calls them.
#[must_use]
pub fn compare(old: &Record, new: &Record, names: (&str, &str)) -> Difference {
    let observations = observations(old, new);
    let changed: Changed<'_> = observations.iter().map(|pair| (key(pair), pair)).collect();
    let view = View { years: (old.year, new.year), changed: &changed };
    let figures = view.figures(&old.figures, &new.figures, false);
    let exhibits = view.exhibits(&old.exhibits, &new.exhibits);
    let text = sentences::Sides { old, new, figures: &figures };
    let sentences = text.compare();
    let side = |name: &str, record: &Record| Side { name: name.to_owned(), year: record.year };
    Difference {
        old: side(names.0, old),
        new: side(names.1, new),
        language: new.language,
        sentences,
        figures,
        exhibits,
        observations,
    }
}

fn key(pair: &Pair<Observed>) -> &str {
    pair.new.as_ref().or(pair.old.as_ref()).map_or("", |observed| &observed.key)
}

/// The observations that differ. A release lists only what it used: against it, only that is compared.
fn observations(old: &Record, new: &Record) -> Vec<Pair<Observed>> {
    let listed = |record: &Record, keys: Option<&BTreeSet<String>>| -> BTreeMap<String, Observed> {
        let is_meant = |observed: &&Observed| keys.is_none_or(|keys| keys.contains(&observed.key));
        let meant = record.observations.iter().filter(is_meant);
        meant.map(|observed| (observed.key.clone(), observed.clone())).collect()
    };
    let both = |a: &Record, b: &Record| (!b.all_observations).then(|| used(a).union(&used(b)).cloned().collect());
    let (old, new) = (listed(old, both(old, new).as_ref()), listed(new, both(new, old).as_ref()));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let pairs = keys.into_iter().map(|key| Pair { old: old.get(key).cloned(), new: new.get(key).cloned() });
    pairs.filter(differs).collect()
}

fn differs(pair: &Pair<Observed>) -> bool {
    match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => old.text != new.text || old.value != new.value || old.status != new.status,
        _ => true,
    }
}

fn used(record: &Record) -> BTreeSet<String> {
    let cells = record.exhibits.iter().flat_map(|exhibit| &exhibit.cells);
    record.figures.iter().chain(cells).flat_map(|figure| figure.inputs.iter().cloned()).collect()
}

struct View<'a> {
    years: (i32, i32),
    changed: &'a Changed<'a>,
}

impl View<'_> {
    fn figures(&self, old: &[Printed], new: &[Printed], in_cell: bool) -> Vec<FigureChange> {
        let pairs = align(old.iter().map(|f| f.id.as_str()), new.iter().map(|f| f.id.as_str()), self.years);
        let by_id: BTreeMap<&str, &Printed> = old.iter().map(|figure| (figure.id.as_str(), figure)).collect();
        let back: BTreeMap<&str, &str> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
        let kept = new.iter().map(|figure| {
            let before = back.get(figure.id.as_str()).and_then(|id| by_id.get(id)).copied();
            (before, Some(figure))
        });
        let gone =
            old.iter().filter(|figure| !pairs.contains_key(figure.id.as_str())).map(|figure| (Some(figure), None));
        kept.chain(gone).filter_map(|pair| self.figure(pair, in_cell)).collect()
    }

    fn figure(&self, pair: (Option<&Printed>, Option<&Printed>), in_cell: bool) -> Option<FigureChange> {
        let (old, new) = pair;
        let any = new.or(old)?;
        let same = |of: fn(&Printed) -> &String| old.map(of) == new.map(of);
        if same(|figure| &figure.text) && same(|figure| &figure.outcome) {
            return None;
        }
        let differing = |of: fn(&Printed) -> &String| {
            let (old, new) = (old.map(of)?, new.map(of)?);
            (old != new).then(|| (old.clone(), new.clone()))
        };
        let flip = differing(|figure| &figure.word).filter(|(old, new)| !old.is_empty() && !new.is_empty());
        let outcome = differing(|figure| &figure.outcome);
        Some(FigureChange {
            id: any.id.clone(),
            entry: any.entry.clone(),
            in_cell,
            old: old.map(|figure| figure.text.clone()),
            new: new.map(|figure| figure.text.clone()),
            flip: flip.filter(|_| outcome.is_none() && DIRECTED.contains(&any.function.as_str())),
            is_rank: any.function == "rank",
            outcome,
            causes: causes::of_figure(pair, self.changed, self.years.0 != self.years.1),
            site: any.site.clone(),
        })
    }

    fn exhibits(&self, old: &[Shown], new: &[Shown]) -> Vec<ExhibitChange> {
        let pairs = align(old.iter().map(|e| e.id.as_str()), new.iter().map(|e| e.id.as_str()), self.years);
        let find = |id: &str| old.iter().find(|exhibit| pairs.get(exhibit.id.as_str()) == Some(&id));
        let kept = new.iter().map(|exhibit| (find(&exhibit.id), Some(exhibit)));
        let gone = old.iter().filter(|exhibit| !pairs.contains_key(exhibit.id.as_str()));
        let all = kept.chain(gone.map(|exhibit| (Some(exhibit), None)));
        all.filter_map(|(old, new)| self.exhibit(old, new)).collect()
    }

    fn exhibit(&self, old: Option<&Shown>, new: Option<&Shown>) -> Option<ExhibitChange> {
        let any = new.or(old)?;
        let title = Pair { old: old.map(|shown| shown.title.clone()), new: new.map(|shown| shown.title.clone()) };
        // A cell's id begins with that of its table, which may name the year too: only the rest is compared.
        let cells = |shown: Option<&Shown>| -> Vec<Printed> {
            let own = |shown: &Shown, cell: &Printed| {
                let id = cell.id.strip_prefix(&shown.id).unwrap_or(&cell.id).trim_start_matches('/').to_owned();
                Printed { id, ..cell.clone() }
            };
            shown
                .into_iter()
                .flat_map(|shown| shown.cells.iter().map(|cell| own(shown, cell)).collect::<Vec<_>>())
                .collect()
        };
        let changes = match (old, new) {
            (Some(_), Some(_)) => self.figures(&cells(old), &cells(new), true),
            _ => Vec::new(),
        };
        let same = title.old == title.new && changes.is_empty();
        let entry = any.entry.clone();
        (!same).then(|| ExhibitChange { id: any.id.clone(), kind: any.kind.clone(), entry, title, cells: changes })
    }
}
