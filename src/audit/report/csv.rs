//! `figures.csv`: the ledger as comma-separated text, a figure a row in reading order. No cell is read as a formula.

use crate::ledger::Provenance;
use crate::ledger::record::quoted;

use super::gathered::Gathered;
use super::record::{Line, Record};

const HEADS: [&str; 23] = [
    "number",
    "chapter",
    "entry",
    "where",
    "id",
    "indicator",
    "area",
    "year",
    "class",
    "text",
    "token",
    "unit",
    "unrounded",
    "rounded",
    "decimals",
    "rule",
    "filled",
    "inputs",
    "notes",
    "signature",
    "findings",
    "href",
    "site",
];

/// Writes the head, with the mark by which spreadsheets know UTF-8.
pub(super) fn begin(out: &mut Gathered<'_>) {
    out.push_str(&format!("\u{FEFF}{}\n", HEADS.join(",")));
}

/// Adds the rows of some figures.
pub(super) fn rows(record: &Record<'_>, lines: &[Line<'_>], text: &mut Vec<u8>) {
    for line in lines {
        for (index, cell) in cells(record, line).iter().enumerate() {
            text.extend_from_slice(if index == 0 { b"" } else { b"," });
            text.extend_from_slice(quoted(cell).as_bytes());
        }
        text.push(b'\n');
    }
}

fn cells(record: &Record<'_>, line: &Line<'_>) -> [String; 23] {
    let figure = line.figure;
    let print = &figure.print;
    let place = [Some(line.spot.name().to_owned()), line.spot.number()].into_iter().flatten().collect::<Vec<_>>();
    let Provenance { rule, filled, inputs } = line.provenance(record);
    let inputs = inputs.iter().map(|record| {
        let input = &record.input;
        format!("{}@{}@{} {} {}", input.indicator, input.area, input.period, record.recorded, record.place)
    });
    let found = line.findings.iter().filter_map(|at| record.findings.as_slice().get(*at)).map(|finding| finding.code);
    [
        line.number.to_string(),
        line.chapter.id.clone(),
        figure.entry.as_deref().unwrap_or_default().to_owned(),
        place.join(" "),
        figure.id.clone(),
        figure.indicator.to_string(),
        figure.area.to_string(),
        figure.period.to_string(),
        format!("{:?}", figure.class).to_lowercase(),
        print.text(),
        print.token.clone(),
        print.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        line.unrounded().unwrap_or_default(),
        print.rounded.as_ref().map(ToString::to_string).unwrap_or_default(),
        print.rounded.as_ref().map(|_| print.decimals.to_string()).unwrap_or_default(),
        rule.clone(),
        filled.clone(),
        inputs.collect::<Vec<_>>().join("; "),
        figure.notes.join(" "),
        format!("{:?}", line.signature).to_lowercase(),
        found.collect::<Vec<_>>().join(" "),
        line.address(),
        figure.site.to_string(),
    ]
}
