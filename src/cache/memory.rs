//! What is remembered of one run.
//!
//! Must not know: how it is kept, how it is printed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::book::Asked;
use crate::findings::{Findings, SavedFindings};
use crate::publish::Inventory;

/// A run that was done: what it read, what it left on disk, what it told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The program that ran.
    pub(super) program: String,
    /// What was asked of it.
    pub(super) request: String,
    /// When it began to read, by the clock of the disk.
    pub(super) read_from: i64,
    /// When its output had been looked at, by the same clock.
    pub(super) published_by: i64,
    inputs: Asked,
    outputs: Option<Inventory>,
    told: SavedTold,
}

/// What a run tells: enough to print it in any format.
#[derive(Clone, Debug)]
pub struct Told {
    /// Everything wrong with the book.
    pub findings: Findings,
    /// How many figures it prints.
    pub figures: usize,
    /// What a draft prints as pending.
    pub pending: Vec<Pending>,
}

/// A figure that a draft prints as pending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Its id.
    pub id: String,
    /// What is missing.
    pub missing: String,
    /// Where it is printed, as text.
    pub site: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedTold {
    findings: SavedFindings,
    figures: usize,
    pending: Vec<Pending>,
}

impl Memory {
    /// Makes a memory; the cache adds by whom and when.
    #[must_use]
    pub fn new(inputs: Asked, outputs: Option<Inventory>, told: &Told) -> Self {
        let Told { findings, figures, pending } = told;
        let told = SavedTold { findings: findings.save(), figures: *figures, pending: pending.clone() };
        Self { program: String::new(), request: String::new(), read_from: 0, published_by: 0, inputs, outputs, told }
    }

    pub(super) fn written_by(self, program: &str, request: &str, read_from: i64, published_by: i64) -> Self {
        Self { program: program.to_owned(), request: request.to_owned(), read_from, published_by, ..self }
    }

    pub(super) fn with(&self, inputs: Asked, outputs: Option<Inventory>) -> Self {
        Self { inputs, outputs, ..self.clone() }
    }

    /// Returns what was asked of the book's files.
    #[must_use]
    pub fn inputs(&self) -> &Asked {
        &self.inputs
    }

    /// Returns what was published; `None` if nothing was.
    #[must_use]
    pub fn outputs(&self) -> Option<&Inventory> {
        self.outputs.as_ref()
    }

    /// Returns what was told; `None` if it speaks of findings that this program does not know.
    #[must_use]
    pub fn into_told(self) -> Option<Told> {
        let SavedTold { findings, figures, pending } = self.told;
        let codes: BTreeMap<&str, &'static str> = crate::codes::codes().map(|code| (code.id, code.id)).collect();
        Some(Told { findings: findings.restore(|id| codes.get(id).copied())?, figures, pending })
    }
}
