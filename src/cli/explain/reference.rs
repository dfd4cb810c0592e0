//! Functions of the formula language, functions of templates, and codes: explained without a book.

use std::io;

use crate::findings::Severity;
use crate::{formula, indicators, ingest, ledger, render};

use super::super::Streams;
use super::super::args::OutputFormat;

/// An entry of one of the tables.
pub(super) struct Reference {
    lines: Vec<(&'static str, String)>,
}

/// Looks a name up in the tables: a function may be one of formulas and one of templates.
pub(super) fn find(name: &str) -> Option<Reference> {
    let mut lines = Vec::new();
    lines.extend(formula::function(name).map(of_formulas).into_iter().flatten());
    lines.extend(ledger::template_function(name).map(of_templates).into_iter().flatten());
    lines.extend(codes().find(|(code, ..)| *code == name).map(of_code).into_iter().flatten());
    (!lines.is_empty()).then_some(Reference { lines })
}

type Lines = Vec<(&'static str, String)>;

fn of_formulas(row: &formula::FunctionRow) -> Lines {
    vec![
        ("formula", row.signature.to_owned()),
        ("means", row.meaning.to_owned()),
        ("computes", row.definition.to_owned()),
        ("unit", row.unit.to_owned()),
        ("method", row.method.to_owned()),
    ]
}

fn of_templates(row: &ledger::TemplateFunction) -> Lines {
    let arguments = row.parameters().map(|parameter| {
        let needed = if parameter.required { " (needed)" } else { "" };
        format!("{}{needed}: {}", parameter.name, parameter.doc)
    });
    vec![
        ("template", row.name.to_owned()),
        ("prints", row.prints.to_owned()),
        ("means", row.doc.to_owned()),
        ("takes", arguments.collect::<Vec<_>>().join("; ")),
    ]
}

fn of_code((code, severity, meaning): (&str, Severity, &str)) -> Lines {
    vec![("code", code.to_owned()), ("severity", severity.to_string()), ("means", meaning.to_owned())]
}

/// All codes of all rooms.
fn codes() -> impl Iterator<Item = (&'static str, Severity, &'static str)> {
    let data = ingest::codes::TABLE.iter().map(|row| (row.id, row.severity, row.meaning));
    let indicators = indicators::CODES.iter().map(|row| (row.code, row.severity, row.meaning));
    let templates = render::codes::TABLE.iter().map(|row| (row.id, row.severity, row.meaning));
    let figures = ledger::CODES.iter().map(|row| (row.id, row.severity, row.meaning));
    data.chain(indicators).chain(figures).chain(templates)
}

/// Prints an entry.
pub(super) fn show(reference: &Reference, streams: &mut Streams<'_>) -> io::Result<()> {
    if streams.format == OutputFormat::Json {
        let object = reference.lines.iter().map(|(label, text)| ((*label).to_owned(), text.clone().into())).collect();
        return streams.json(&serde_json::Value::Object(object));
    }
    for (label, text) in &reference.lines {
        writeln!(streams.out, "{label:<10} {text}")?;
    }
    Ok(())
}
