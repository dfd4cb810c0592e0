//! A verification for people and programs: the sentence with carets under its figures and the arithmetic beneath; JSON; an HTML page.
//!
//! Must not know: how claims are found.

mod html;

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::claims::{Claim, Verdict};
use super::sighting::{Sighting, Status};
use super::verify::{Verification, Verified, advice, code_of, message};
use crate::findings::Place;

pub use html::html;

/// What to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether to colour.
    pub colour: bool,
    /// Whether to show what holds, and what could not be recomputed.
    pub all: bool,
}

/// Renders the claims that do not hold (or all of them), each with its sentence.
#[must_use]
pub fn sentences(verification: &Verification, style: Style) -> String {
    let mut out = String::new();
    for file in &verification.files {
        for claim in file.claims.iter().filter(|claim| style.all || claim.verdict.is_wrong()) {
            out.push_str(&sentence(file, claim, style));
            out.push('\n');
        }
        out.push_str(&summary(file));
    }
    out
}

fn sentence(file: &Verified, claim: &Claim, style: Style) -> String {
    let start = claim.stated.span.start;
    let sentence = file.reading.sentence_at(start);
    let span = file.reading.sentences.get(sentence).cloned().unwrap_or(0..file.reading.text.len());
    let text = file.reading.text.get(span.clone()).unwrap_or_default();
    let inside = |range: &std::ops::Range<usize>| range.start >= span.start && range.end <= span.end;
    let local = |range: &std::ops::Range<usize>| range.start - span.start..range.end - span.start;
    let title = message(claim);
    let place = file.place(&claim.stated.span);
    let (line, path) = match &place {
        Place::Text { line, .. } => (*line, place.path().to_owned()),
        other => (1, other.path().to_owned()),
    };
    let mut snippet = Snippet::source(text)
        .path(path)
        .line_start(line)
        .annotation(AnnotationKind::Primary.span(local(&claim.stated.span)));
    for operand in claim.operands.iter().filter(|operand| inside(&operand.span)) {
        snippet = snippet.annotation(AnnotationKind::Context.span(local(&operand.span)));
    }
    let mut heading = level(claim.verdict).primary_title(title.as_str());
    if let Some(code) = code_of(claim.verdict) {
        heading = heading.id(code.id);
    }
    let mut group: Group<'_> = heading.element(snippet);
    let advice = advice(claim);
    if let Some(advice) = &advice {
        group = group.element(Level::HELP.message(advice.as_str()));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]).trim_end().to_owned() + "\n"
}

fn level(verdict: Verdict) -> Level<'static> {
    match verdict {
        Verdict::DoesNotHold => Level::ERROR,
        Verdict::LastPlace => Level::WARNING,
        _ => Level::INFO,
    }
}

/// `a.md: 120 figures, 31 claims: 28 right, 0 off in the last place, 1 wrong, …`.
fn summary(file: &Verified) -> String {
    let count = |verdicts: &[Verdict]| file.claims.iter().filter(|claim| verdicts.contains(&claim.verdict)).count();
    format!(
        "{}: {}, {}: {} right, {} off in the last place, {} wrong, {} not comparable, {} without a printed base\n",
        file.manuscript.name,
        counted(file.reading.mentions.len(), "figure"),
        counted(file.claims.len(), "claim"),
        count(&[Verdict::Holds, Verdict::WithinRounding]),
        count(&[Verdict::LastPlace]),
        count(&[Verdict::DoesNotHold]),
        count(&[Verdict::NotComparable]),
        count(&[Verdict::MissingOperand]),
    ) + &against(file)
}

/// `  against the book: 97 found, 1 near miss, 0 ambiguous, 12 not in the data`, where there is a book.
fn against(file: &Verified) -> String {
    if file.sightings.is_empty() {
        return String::new();
    }
    let count = |status| file.sightings.iter().filter(|sighting| sighting.status == status).count();
    let missed = count(Status::NearMiss);
    format!(
        "  against the book: {} found, {missed} near miss{}, {} ambiguous, {} not in the data\n",
        count(Status::Found),
        if missed == 1 { "" } else { "es" },
        count(Status::Ambiguous),
        count(Status::NotInTheData),
    )
}

/// `1 claim`, `2 claims`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Returns everything as JSON: figures, claims, remarks, conflicts, with places.
#[must_use]
pub fn json(verification: &Verification) -> Value {
    let files: Vec<Value> = verification.files.iter().map(file_json).collect();
    let conflicts: Vec<Value> = verification.conflicts.iter().map(|conflict| {
        let side = |(file, span, printed): &(usize, std::ops::Range<usize>, String)| {
            json!({"printed": printed, "place": verification.files[*file].place(span)})
        };
        json!({"subject": conflict.subject, "year": conflict.year, "first": side(&conflict.first), "second": side(&conflict.second)})
    }).collect();
    json!({"files": files, "conflicts": conflicts})
}

fn file_json(file: &Verified) -> Value {
    let sightings: BTreeMap<usize, &Sighting> =
        file.sightings.iter().map(|sighting| (sighting.mention, sighting)).collect();
    let figures: Vec<Value> = file
        .reading
        .mentions
        .iter()
        .enumerate()
        .map(|(at, mention)| {
            json!({
                "book": sightings.get(&at),
                "printed": file.reading.printed(mention),
                "kind": mention.figure.kind,
                "unit": mention.figure.unit,
                "qualifier": mention.figure.qualifier,
                "subject": mention.subject,
                "year": mention.year,
                "place": file.place(&mention.figure.span),
            })
        })
        .collect();
    let claims: Vec<Value> = file.claims.iter().map(|claim| claim_json(file, claim)).collect();
    let remarks: Vec<Value> = file.remarks.iter().map(|remark| {
        json!({"code": remark.code, "message": remark.message, "hint": remark.hint, "place": file.place(&remark.span)})
    }).collect();
    json!({"file": file.manuscript.name, "figures": figures, "claims": claims, "remarks": remarks})
}

fn claim_json(file: &Verified, claim: &Claim) -> Value {
    let computed = claim.computed.as_ref().map(|computed| {
        let value = crate::quantity::Exact::from(computed.value.clone()).to_string();
        json!({"value": value, "printed": computed.printed})
    });
    let operands: Vec<Value> = claim
        .operands
        .iter()
        .map(|operand| json!({"printed": operand.printed, "place": file.place(&operand.span)}))
        .collect();
    json!({
        "kind": claim.kind,
        "stated": {"printed": claim.stated.printed, "place": file.place(&claim.stated.span)},
        "operands": operands,
        "formula": claim.formula,
        "computed": computed,
        "verdict": claim.verdict,
        "cause": claim.cause,
        "note": claim.note,
    })
}
