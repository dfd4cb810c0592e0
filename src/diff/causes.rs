//! Why a figure is printed otherwise: its inputs are followed to the observations that changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::release::{Observed, Printed};

use super::Cause;
use super::model::Pair;

/// The observations that changed, by key.
pub(super) type Changed<'a> = BTreeMap<&'a str, &'a Pair<Observed>>;

/// Returns what caused a figure to change.
pub(super) fn of_figure(pair: (Option<&Printed>, Option<&Printed>), changed: &Changed<'_>, year: bool) -> Vec<Cause> {
    let inputs = |figure: Option<&Printed>| -> BTreeSet<String> {
        figure.into_iter().flat_map(|figure| figure.inputs.iter().cloned()).collect()
    };
    let (old, new) = (inputs(pair.0), inputs(pair.1));
    let mut causes: Vec<Cause> = old.union(&new).filter_map(|key| observation(key, changed)).collect();
    let (Some(before), Some(after)) = pair else {
        // A figure that comes or goes: by its data if they do, else by its template.
        if causes.is_empty() {
            causes.push(if year { Cause::Year } else { Cause::Template });
        }
        return causes;
    };
    if year {
        causes.push(Cause::Year);
        return causes;
    }
    if before.rule != after.rule {
        causes.push(Cause::Rule { old: before.rule.clone(), new: after.rule.clone() });
    } else if old != new && causes.is_empty() {
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        causes.push(Cause::Inputs { old: only(&old, &new), new: only(&new, &old) });
    }
    if causes.is_empty() {
        causes.push(if before.value == after.value { Cause::Form } else { Cause::Elsewhere });
    }
    causes
}

fn observation(key: &str, changed: &Changed<'_>) -> Option<Cause> {
    let pair = changed.get(key)?;
    let text = |observed: &Option<Observed>| observed.as_ref().map(|observed| observed.text.clone());
    Some(Cause::Observation { key: key.to_owned(), old: text(&pair.old), new: text(&pair.new) })
}
