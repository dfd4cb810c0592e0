//! Functions of the formula language, functions of templates, and codes: explained without a book.

use std::io;

use crate::findings::Code;
use crate::{formula, ledger};

use super::super::Streams;
use super::super::args::OutputFormat;

/// An entry of one of the tables.
pub(super) struct Reference {
    entries: Vec<Lines>,
}

/// Looks a name up in the tables: a function may be one of formulas and one of templates.
pub(super) fn find(name: &str) -> Option<Reference> {
    let mut entries = Vec::new();
    entries.extend(formula::function(name).map(of_formulas));
    entries.extend(ledger::template_function(name).map(of_templates));
    entries.extend(crate::codes().find(|code| code.id.eq_ignore_ascii_case(name)).map(of_code));
    (!entries.is_empty()).then_some(Reference { entries })
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

fn of_code(code: Code) -> Lines {
    let doc = crate::audit::doc(code.id)
        .or_else(|| crate::release::doc(code.id))
        .or_else(|| crate::manuscript::wording::doc(code.id))
        .map(|doc| ("doc", format!("\n\n{doc}")));
    let lines =
        [("code", code.id.to_owned()), ("severity", code.severity.to_string()), ("means", code.meaning.to_owned())];
    lines.into_iter().chain(doc).collect()
}

/// The names of all entries: for suggestions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let functions = formula::FUNCTIONS.iter().map(|row| row.name);
    functions.chain(ledger::TEMPLATE_FUNCTIONS.iter().map(|row| row.name)).chain(crate::codes().map(|code| code.id))
}

/// Prints an entry.
pub(super) fn show(reference: &Reference, streams: &mut Streams<'_>) -> io::Result<()> {
    if streams.format == OutputFormat::Json {
        let object =
            |lines: &Lines| lines.iter().map(|(label, text)| ((*label).to_owned(), text.clone().into())).collect();
        let objects = reference.entries.iter().map(object).map(serde_json::Value::Object).collect();
        return streams.json(&serde_json::Value::Array(objects));
    }
    for (index, lines) in reference.entries.iter().enumerate() {
        if index > 0 {
            writeln!(streams.out)?;
        }
        for (label, text) in lines {
            writeln!(streams.out, "{label:<10} {text}")?;
        }
    }
    Ok(())
}
