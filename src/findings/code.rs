//! Kinds of findings: a table of them in every room that reports any.

use super::{Findings, Problem, Severity};

/// A kind of finding: a row of the tables behind `yearbook explain CODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, such as `B001`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Code {
    /// Adds a finding of this kind.
    pub(crate) fn report(self, findings: &mut Findings, problem: Problem) {
        findings.push(self.id, self.severity, problem);
    }
}

/// Makes a room's table: a constant a row, and all rows as `TABLE`.
macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $meaning:literal)*) => {
        $(pub(super) const $name: $crate::findings::Code = $crate::findings::Code {
            id: $id,
            severity: $crate::findings::Severity::$severity,
            meaning: $meaning,
        };)*
        /// All findings of this room, by code.
        pub const TABLE: &[$crate::findings::Code] = &[$($name),*];
    };
}
pub(crate) use codes;
