//! The codes of all rooms in one list: for `yearbook explain` and for the guide.

use crate::findings::Code;
use crate::{book, charts, indicators, ingest, ledger, render};

/// Returns every code that a finding may have, room by room in the order in which data flows.
pub fn codes() -> impl Iterator<Item = Code> {
    let data = ingest::codes::TABLE.iter().map(|row| Code { id: row.id, severity: row.severity, meaning: row.meaning });
    let indicators =
        indicators::CODES.iter().map(|row| Code { id: row.code, severity: row.severity, meaning: row.meaning });
    let templates =
        render::codes::TABLE.iter().map(|row| Code { id: row.id, severity: row.severity, meaning: row.meaning });
    let figures = ledger::CODES.iter().map(|row| Code { id: row.id, severity: row.severity, meaning: row.meaning });
    let shared = |table: &'static [Code]| table.iter().copied();
    shared(book::codes::TABLE)
        .chain(data)
        .chain(indicators)
        .chain(figures)
        .chain(shared(charts::codes::TABLE))
        .chain(templates)
}
