//! `audit.json`: the audit for programs. Its schema is `docs/schema/audit-3.json`; a change that breaks a reader is another
//! version.

mod cells;

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use crate::book::Chapter;
use crate::findings::{Finding, Severity, Waived};
use crate::ingest::SourceFile;
use crate::ledger::{ChapterLedger, ChartEntry, record};

use super::gathered::Gathered;
use super::parts::{Parts, Section};
use super::record::{Line, Record, Signature, Spot};

/// Name and version of the format.
const FORMAT: (&str, u32) = ("yearbook-audit", 3);

/// Writes the audit up to its figures: an item of a list stands on a line of its own, so that two audits can be compared line by
/// line.
pub(super) fn begin(record: &Record<'_>, out: &mut Gathered<'_>) {
    out.push_str(&format!(
        "{{\n\"format\": \"{}\",\n\"version\": {},\n\"book\": {},\n\"totals\": {}",
        FORMAT.0,
        FORMAT.1,
        book(record),
        totals(record),
    ));
    list(out, "chapters", record.chapters.iter().filter_map(|written| chapter(record, &written.chapter)));
    open(out, "figures");
}

/// Adds some figures.
pub(super) fn figures(record: &Record<'_>, lines: &[Line<'_>], out: &mut Vec<u8>) {
    items(out, lines.iter().map(|line| figure(record, line)));
}

/// Adds all that stands behind the figures, which began at `begin`.
pub(super) fn end(record: &Record<'_>, parts: &Parts<'_, '_>, begin: usize, out: &mut Gathered<'_>) {
    let findings = record.findings;
    let waived = |waived: &Waived| {
        let mut value = finding(&waived.finding);
        value["reason"] = Value::from(waived.reason.as_str());
        value
    };
    let file = |file: &Arc<SourceFile>| json!({ "path": file.path, "sha256": file.sha256 });
    close(out, begin);
    open(out, "tables");
    let begin = out.len();
    for chapter in &parts.chapters {
        chapter.put((Section::Tables, begin), out, parts.earlier, |_, out| {
            let written = chapter.written.aside();
            items(out, written.ledger.tables.iter().map(|table| cells::table(record, table)));
        });
    }
    close(out, begin);
    let ledgers = record.chapters.iter().map(|written| &written.ledger);
    list(out, "charts", ledgers.flat_map(ChapterLedger::pictures).map(chart));
    list(out, "findings", findings.as_slice().iter().map(finding));
    list(out, "waived", findings.waived().iter().map(waived));
    list(out, "files", record.catalogue.observations().files().iter().map(file));
    out.push_str("\n}\n");
}

fn list<T: Serialize>(out: &mut Gathered<'_>, name: &str, all: impl Iterator<Item = T>) {
    open(out, name);
    let begin = out.len();
    items(out, all);
    close(out, begin);
}

fn open(out: &mut Gathered<'_>, name: &str) {
    out.push_str(&format!(",\n\"{name}\": [\n"));
}

fn close(out: &mut Gathered<'_>, begin: usize) {
    out.push_str(if out.len() == begin { "]" } else { "\n]" });
}

/// Neither memory nor a file that grows refuses a write.
fn items<T: Serialize>(out: &mut impl Write, all: impl Iterator<Item = T>) {
    for (index, item) in all.enumerate() {
        let _ = out.write_all(if index == 0 { b"" } else { b",\n" });
        // Texts, numbers and lists of them: nothing that could fail.
        let _ = serde_json::to_writer(&mut *out, &item);
    }
}

fn book(record: &Record<'_>) -> Value {
    let book = record.book();
    json!({
        "title": book.title.get(book.language),
        "publisher": book.publisher,
        "year": book.year,
        "area": book.area,
        "language": book.language.tag(),
        "rounding": book.rounding,
        "draft": book.draft,
    })
}

fn totals(record: &Record<'_>) -> Value {
    let count = |severity| record.findings.count(severity);
    json!({
        "figures": record.totals(),
        "numerals": record.coverage,
        "findings": {
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "info": count(Severity::Info),
            "waived": record.findings.waived().len(),
        },
    })
}

fn chapter(record: &Record<'_>, id: &str) -> Option<Value> {
    let book = record.book();
    let number = book.chapters.iter().position(|chapter| chapter.id == id)?;
    let chapter: &Chapter = &book.chapters[number];
    Some(json!({
        "id": chapter.id,
        "number": number + 1,
        "title": chapter.title,
        "file": chapter.file,
        "year": book.year_of(chapter),
        "area": book.area_of(chapter),
        "authors": chapter.authors,
        "sources": chapter.sources,
    }))
}

/// A figure with everything that is known of it, and where it stands.
#[derive(Serialize)]
struct FigureLine<'a> {
    number: usize,
    #[serde(flatten)]
    figure: record::FigureRecord<'a>,
    r#where: Where<'a>,
    href: String,
    signature: Signature,
    findings: &'a [usize],
    waived: &'a [usize],
}

#[derive(Serialize)]
struct Where<'a> {
    kind: &'static str,
    number: Option<String>,
    of: Option<&'a str>,
}

fn figure<'a>(record: &Record<'_>, line: &'a Line<'_>) -> FigureLine<'a> {
    let of = match line.spot {
        Spot::Text => None,
        Spot::Table(table) => Some(table.id.as_str()),
        Spot::Chart(chart) | Spot::Sparkline(chart) => Some(chart.id.as_str()),
    };
    FigureLine {
        number: line.number,
        figure: record::figure(line.figure, line.provenance(record), record.book().rounding).among_others(),
        r#where: Where { kind: line.spot.name(), number: line.spot.number(), of },
        href: line.address(),
        signature: line.signature,
        findings: &line.findings,
        waived: &line.waived,
    }
}

fn chart(chart: &ChartEntry) -> Value {
    json!({
        "id": chart.id,
        "stem": chart.stem,
        "name": chart.name,
        "number": [chart.number.0, chart.number.1],
        "kind": chart.kind,
        "title": chart.title,
        "notes": chart.notes,
        "source": chart.source,
        "site": chart.site.to_string(),
    })
}

fn finding(finding: &Finding) -> Value {
    let problem = &finding.problem;
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "message": problem.message,
        "hint": problem.hint,
        "subject": problem.subject,
        "place": problem.place,
        "at": problem.place.as_ref().map(ToString::to_string),
    })
}
