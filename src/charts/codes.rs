//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::{Code, Severity};

/// The findings about charts.
pub const TABLE: &[Code] = &[Code {
    id: "C001",
    severity: Severity::Error,
    meaning: "a chart has no honest picture: its kind is unknown, or its data do not fit the kind",
}];
