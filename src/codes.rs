//! The codes of all rooms in one list: for `yearbook explain` and for the guide.

use crate::findings::{Code, Severity};
use crate::{audit, binding, book, charts, indicators, ingest, ledger, manuscript, release, render, signoff};

/// Returns whether findings of a code can never be waived or made less than an error: what they say makes the book
/// impossible, or its figures uncertain. What a check of the audit suspects is the book's own to judge.
pub(crate) fn is_fixed(id: &str) -> bool {
    let tables = [
        book::codes::TABLE,
        ingest::codes::TABLE,
        indicators::codes::TABLE,
        ledger::codes::TABLE,
        charts::codes::TABLE,
        render::codes::TABLE,
    ];
    tables.into_iter().flatten().any(|code| code.id == id && code.severity == Severity::Error)
}

/// Returns every code that a finding may have, room by room in the order in which data flows.
pub fn codes() -> impl Iterator<Item = Code> {
    let tables = [
        book::codes::TABLE,
        ingest::codes::TABLE,
        indicators::codes::TABLE,
        ledger::codes::TABLE,
        signoff::codes::TABLE,
        charts::codes::TABLE,
        render::codes::TABLE,
        release::codes::TABLE,
        manuscript::codes::TABLE,
        binding::codes::TABLE,
    ];
    let checks = audit::CHECKS.iter().map(|check| check.code);
    let prose = audit::prose::CHECKS.iter().map(|check| check.code);
    let figures = audit::FIGURE_CHECKS.iter().map(|check| check.code);
    let wording = manuscript::wording::RULES.iter().map(manuscript::wording::Rule::code);
    tables.into_iter().flatten().copied().chain(checks).chain(figures).chain(prose).chain(wording)
}
