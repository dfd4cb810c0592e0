//! Whether what is printed is still what was ticked.

use std::collections::BTreeMap;

use crate::ledger::ChapterLedger;

use super::{Change, SignOff, Tick, items};

/// Where something printed stands in the sign-off.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase", tag = "state")]
pub enum State {
    /// Nobody has ticked it.
    Unsigned,
    /// Ticked, and as it was ticked.
    Signed {
        /// The tick.
        tick: Tick,
    },
    /// Ticked, and different now.
    Reopened {
        /// The tick.
        tick: Tick,
        /// In what it differs.
        changes: Vec<Change>,
    },
}

impl State {
    /// Returns its name: `unsigned`, `signed`, `reopened`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Signed { .. } => "signed",
            Self::Reopened { .. } => "reopened",
        }
    }

    /// Returns whether a tick holds.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        matches!(self, Self::Signed { .. })
    }
}

/// Returns the state of all that is printed, by id.
pub fn states<'a>(ledgers: impl IntoIterator<Item = &'a ChapterLedger>, signoff: &SignOff) -> BTreeMap<String, State> {
    let all = ledgers.into_iter().flat_map(items);
    all.map(|item| (item.id.to_owned(), signoff.state(&item))).collect()
}
