//! For data staff: what is suspect in the data and in the prose of a book.
//!
//! Owns: the checks, each in a file of its own with its doc, one row in [`CHECKS`]. Nobody depends on it but the pipeline and
//! the command line. Must not know: files, templates, pages.

mod checks;
pub mod prose;
mod report;
mod terms;
mod workbook;

pub use prose::Coverage;
pub use report::{Record, Signature, report};

use crate::findings::{Code, Findings};
use crate::indicators::Catalogue;

pub use figures::{CHECKS as FIGURE_CHECKS, FigureCheck, Ledgers, figures};

/// A check of data: its code, its doc, and the function that looks.
#[derive(Clone, Copy)]
pub struct Check {
    /// What it reports under.
    pub code: Code,
    /// What it does, why, an example, what to do: printed by `yearbook explain`.
    pub doc: &'static str,
    look: fn(&Catalogue<'_>, &mut Findings),
}

/// All checks, by code.
pub const CHECKS: &[Check] = &[
    checks::parts::CHECK,
    checks::residue::CHECK,
    checks::incomplete::CHECK,
    checks::slip::CHECK,
    checks::components::APART,
    checks::components::RESIDUE,
    checks::components::HUNDRED,
    checks::comparison::CHECK,
    checks::bounds::CHECK,
    checks::idle::UNREADABLE,
    checks::idle::IDLE,
    checks::outlier::CHECK,
    checks::unit::CHECK,
    checks::coverage::CHECK,
    checks::misspelt::CHECK,
    checks::still::CHECK,
];

/// Runs every check over the data of a book.
pub fn data(catalogue: &Catalogue<'_>, findings: &mut Findings) {
    for check in CHECKS {
        (check.look)(catalogue, findings);
    }
}

/// Returns a check by its code.
#[must_use]
pub fn check(code: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.code.id == code)
}

/// Returns what a check does, why, an example and what to do, by its code.
#[must_use]
pub fn doc(code: &str) -> Option<&'static str> {
    check(code).map(|check| check.doc).or_else(|| prose::check(code).map(|check| check.doc))
}

#[cfg(test)]
mod tests;
