//! The findings of this room.

use crate::findings::Severity;

/// A row of the table of codes.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means.
    pub meaning: &'static str,
}

const fn row(code: &'static str, severity: Severity, meaning: &'static str) -> Code {
    Code { code, severity, meaning }
}

/// The findings about indicators and about the agreement of the two computations.
pub const CODES: &[Code] = &[
    row("D040", Severity::Error, "a formula cannot be read"),
    row("D041", Severity::Error, "a formula names an indicator that does not exist"),
    row("D042", Severity::Error, "a formula names an area that does not exist"),
    row("D043", Severity::Error, "indicators are computed from each other in a circle"),
    row("D044", Severity::Error, "the units of a formula do not fit"),
    row("D045", Severity::Error, "the declared unit does not fit the formula or the data"),
    row("D046", Severity::Error, "an indicator has both data and a formula"),
    row("D047", Severity::Error, "neither data nor a formula gives an indicator"),
    row("D048", Severity::Error, "a name means two indicators"),
    row("D049", Severity::Warning, "a value lies outside what its indicator is expected to be"),
    row("N001", Severity::Error, "the two computations of a printed figure do not agree"),
];
