//! What indicators are called: ids, and the names in every language that mean them.

use std::collections::BTreeMap;

use crate::book::{Book, Names};
use crate::findings::{Findings, Place, Problem, nearest};
use crate::indicators::codes;
use crate::ingest::Observations;

/// Ids and names, each with the id it means.
#[derive(Clone, Debug, Hash)]
pub(super) struct NameTable<'a> {
    by_name: BTreeMap<&'a str, &'a str>,
}

/// A name with the indicator that it is given to, and where; `None` for a name that came with data.
struct Given<'a> {
    name: &'a str,
    id: &'a str,
    place: Option<&'a Place>,
}

impl<'a> NameTable<'a> {
    /// Collects ids first, then declared names, then those that came with data: the first meaning of a name stays.
    pub(super) fn new(book: &'a Book, observations: &'a Observations, findings: &mut Findings) -> Self {
        let declared = book.indicators.iter().map(|def| def.id.as_str());
        let mut by_name: BTreeMap<&str, &str> = declared.chain(observations.indicators()).map(|id| (id, id)).collect();
        for given in names(book, observations) {
            let meaning = *by_name.entry(given.name).or_insert(given.id);
            if let Some(place) = given.place.filter(|_| meaning != given.id) {
                report(&given, meaning, place, findings);
            }
        }
        Self { by_name }
    }

    /// Returns the id that a name means.
    pub(super) fn id(&self, name: &str) -> Option<&'a str> {
        self.by_name.get(name).copied()
    }

    /// Returns all ids and names, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().copied()
    }

    /// Returns the known name that is nearest to one that is not.
    pub(super) fn nearest(&self, unknown: &str) -> Option<&'a str> {
        nearest(unknown, self.iter())
    }
}

/// A name that came with data has the place of the declaration of its indicator, if there is one: two names that both
/// came with data are for the room that reads data to compare.
fn names<'a>(book: &'a Book, observations: &'a Observations) -> Vec<Given<'a>> {
    let declared = book
        .indicators
        .iter()
        .flat_map(|def| def.names.iter().map(|name| Given { name, id: def.id.as_str(), place: Some(&def.place) }));
    let places: BTreeMap<&str, &Place> = book.indicators.iter().map(|def| (def.id.as_str(), &def.place)).collect();
    let recorded = observations.indicators().flat_map(|id| {
        let place = places.get(id).copied();
        let names = observations.names(id).into_iter().flat_map(Names::iter);
        names.map(move |name| Given { name, id, place })
    });
    declared.chain(recorded).collect()
}

fn report(given: &Given<'_>, meaning: &str, place: &Place, findings: &mut Findings) {
    let Given { name, id, .. } = given;
    let message = if *name == meaning {
        format!("indicator `{id}` has the name `{name}`, which is the id of another indicator")
    } else {
        format!("indicators `{meaning}` and `{id}` have the same name `{name}`")
    };
    let problem = Problem::new(message).at(place.clone()).hint("give one of them another name");
    codes::NAME_TWICE.report(findings, problem);
}
