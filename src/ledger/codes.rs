//! The findings that this room makes.

use crate::findings::{Findings, Problem, Severity};

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `N003`, …
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Code {
    pub(super) fn report(self, findings: &mut Findings, problem: Problem) {
        findings.push(self.id, self.severity, problem);
    }
}

/// A figure hangs on a datum of status V.
pub(super) const UNVALIDATED: Code = Code {
    id: "N003",
    severity: Severity::Warning,
    meaning: "a printed figure hangs on a datum that has not been validated (status V)",
};
/// `growth()` of a rate.
pub(super) const GROWTH_OF_RATE: Code = Code {
    id: "N004",
    severity: Severity::Warning,
    meaning: "a rate of growth is printed for what is itself a rate: 百分点 is usually meant",
};

/// All findings of this room, by code.
pub const CODES: [Code; 2] = [UNVALIDATED, GROWTH_OF_RATE];
