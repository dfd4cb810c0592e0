//! A difference for programs: `yearbook-diff`, version 1.

use serde_json::{Value, json as object};

use super::{Difference, FigureChange};

/// Returns a difference as JSON. Keys are stable within a version.
#[must_use]
pub fn json(difference: &Difference) -> Value {
    let id = |figure: &FigureChange| figure.id.clone();
    object!({
        "format": "yearbook-diff",
        "version": 1,
        "same": difference.is_empty(),
        "old": difference.old,
        "new": difference.new,
        "flips": difference.flips().map(|(figure, _)| id(figure)).collect::<Vec<_>>(),
        "ranks": difference.ranks().map(id).collect::<Vec<_>>(),
        "outcomes": difference.outcomes().map(|(figure, _)| id(figure)).collect::<Vec<_>>(),
        "observations": difference.observations,
        "figures": difference.figures,
        "sentences": difference.sentences,
        "exhibits": difference.exhibits,
    })
}
