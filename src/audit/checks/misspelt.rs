//! D216: an indicator that is another one, misspelt.

use std::collections::BTreeSet;

use crate::book::{Book, Setting};
use crate::findings::{Code, Findings, Problem, Severity};
use crate::indicators::Catalogue;
use crate::ingest::Observation;

use super::super::{Check, Look};

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D216", severity: Severity::Warning, meaning: "an indicator that nobody uses is spelt nearly like another" },
    doc: "\
## What it does
Reports an indicator that appears in a few rows of data only, is neither declared nor named by any formula, check or chapter,
and whose id differs by a slip of one or two letters from one that is used or has more rows. Where both have a value for one area
and year they are two indicators, and so are names that differ in digits (phase1, phase2).

## Why
An indicator needs no declaration: a row is enough. So a misspelt id silently becomes an indicator of its own, and the right one
lacks a value.

## Example
`rural_poor_popluation` for 2019, beside `rural_poor_population` for 2011—2018.

## What to do
Mend the id in the data; or declare the indicator, if it is one.",
    look: Look::Templates(look),
};

/// The most rows that a slip leaves.
const FEW: usize = 3;

fn look(catalogue: &Catalogue<'_>, findings: &mut Findings) {
    let rows: Vec<(&str, usize)> = catalogue.observations().counts().collect();
    if rows.iter().all(|(_, count)| *count > FEW) {
        return;
    }
    let uses = Uses::new(catalogue);
    for (id, count) in rows.iter().filter(|(id, count)| *count <= FEW && !uses.have(id)) {
        let alike = rows.iter().filter(|(other, rows)| other != id && rows >= count && is_slip(id, other));
        let known = alike.filter(|(other, rows)| *rows > 2 * count || uses.have(other));
        let meant = known.map(|(other, _)| *other).filter(|meant| fills_a_gap(id, meant, catalogue)).min();
        let Some(meant) = meant else { continue };
        let Some(first) = catalogue.observations().of(id).next() else { continue };
        let message =
            format!("indicator `{id}` has {count} row{} and is used nowhere", if *count == 1 { "" } else { "s" });
        let problem = Problem::new(message).about(*id).at(first.place());
        CHECK.code.report(
            findings,
            problem.hint(format!("did you mean `{meant}`? if not, declare `{id}` under `indicators`")),
        );
    }
}

/// Whether two ids differ as slips of the hand do, and not in a digit.
fn is_slip(id: &str, other: &str) -> bool {
    let (length, other_length) = (id.chars().count(), other.chars().count());
    let allowed = match (id.is_ascii(), length.min(other_length)) {
        (true, 0..=3) | (false, 0..=2) => 0,
        (true, 4..=7) | (false, _) => 1,
        (true, _) => 2,
    };
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    length.abs_diff(other_length) <= allowed
        && digits(id) == digits(other)
        && strsim::damerau_levenshtein(id, other) <= allowed
}

/// The rows of the misspelt one are missing from the other, and are measured alike.
fn fills_a_gap(id: &str, meant: &str, catalogue: &Catalogue<'_>) -> bool {
    let key = |datum: &Observation<'_>| (datum.area.to_owned(), datum.period);
    let taken: BTreeSet<_> = catalogue.observations().of(meant).map(|datum| key(&datum)).collect();
    let like = catalogue.observations().of(meant).next();
    catalogue.observations().of(id).all(|datum| {
        !taken.contains(&key(&datum)) && like.as_ref().is_none_or(|like| like.unit.is_compatible(datum.unit))
    })
}

/// What the book uses of its data.
struct Uses<'a> {
    catalogue: &'a Catalogue<'a>,
    texts: Vec<&'a str>,
    /// The ids that stand in the texts.
    ids: BTreeSet<&'a str>,
}

impl<'a> Uses<'a> {
    fn new(catalogue: &'a Catalogue<'a>) -> Self {
        let texts = texts(catalogue.book());
        let known = |word| catalogue.observations().known(word);
        let ids = texts.iter().flat_map(|text| words(text)).filter_map(known).collect();
        Self { catalogue, texts, ids }
    }

    /// Whether an indicator is declared, or a formula, a check, a chart, a table or a chapter names it, by id or by name.
    fn have(&self, id: &str) -> bool {
        let names = || self.catalogue.observations().names(id).into_iter().flat_map(crate::book::Names::iter);
        self.catalogue.declaration(id).is_some()
            || self.ids.contains(id)
            || names().any(|name| self.texts.iter().any(|text| text.contains(name)))
    }
}

/// Everything in which an indicator may be named.
fn texts(book: &Book) -> Vec<&str> {
    let mut texts: Vec<&str> = book.chapters.iter().map(|chapter| chapter.source.as_str()).collect();
    texts.extend(book.templates.values().map(String::as_str));
    texts.extend(book.indicators.iter().filter_map(|def| def.formula.as_ref()).map(|(formula, _)| formula.as_str()));
    for check in &book.checks {
        match &check.rule {
            crate::book::CheckRule::That((text, _)) => texts.push(text),
            crate::book::CheckRule::Total { total, parts } => {
                texts.extend(parts.iter().chain([total]).map(|(text, _)| text.as_str()));
            }
        }
    }
    for setting in book.charts.values().chain(book.tables.values()).flat_map(|declared| declared.settings.values()) {
        match setting {
            Setting::Text(text) => texts.push(text),
            Setting::List(list) => texts.extend(list.iter().map(String::as_str)),
            Setting::Map(map) => texts.extend(map.iter().flat_map(|(key, text)| [key.as_str(), text.as_str()])),
            Setting::Integer(_) | Setting::Flag(_) => {}
        }
    }
    texts
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.')).filter(|word| !word.is_empty())
}
