//! A verification as one HTML page: the text with its figures marked, and the list of what was found.
//!
//! Must not know: how claims are found.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use crate::manuscript::claims::{Claim, Verdict};
use crate::manuscript::verify::{Verification, Verified, message};
use crate::manuscript::{Sighting, Status};

const STYLE: &str = "body{font:16px/1.8 serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222;background:#fff}\
mark{background:none;color:inherit;border-bottom:2px solid #9ab}mark.holds{border-color:#2a7}\
mark.wrong{background:#fdd;border-color:#c22}mark.last,mark.near{background:#fec;border-color:#c80}mark.open{border-bottom-style:dotted}\
mark.found{border-color:#2a7;border-bottom-style:double;border-bottom-width:4px}mark:target{outline:2px solid #36c}\
li b{font:600 .8em sans-serif;margin-right:.5em}li.error b{color:#a00}li.warning b{color:#850}li.info b{color:#456}\
li small{display:block;color:#555}.key mark{margin-right:1em}";

const KEY: &str = "<p class=\"key\"><mark class=\"holds\">holds</mark><mark class=\"found\">in the book</mark>\
<mark class=\"open\">not recomputed</mark><mark class=\"last\">last place</mark><mark class=\"near\">near miss</mark>\
<mark class=\"wrong\">does not hold</mark><mark>no claim</mark></p>\n";

/// Renders the page.
#[must_use]
pub fn html(verification: &Verification) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n");
    let names: Vec<&str> = verification.files.iter().map(|file| file.manuscript.name.as_str()).collect();
    let title = escape(&names.join(", "));
    let _ = write!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n");
    out.push_str(KEY);
    for (index, file) in verification.files.iter().enumerate() {
        page(verification, index, file, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn page(verification: &Verification, index: usize, file: &Verified, out: &mut String) {
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n<ol>\n",
        escape(&file.manuscript.name),
        escape(super::summary(file).trim())
    );
    for (span, code, problem) in verification.told(index, file) {
        let hints: String = problem.hint.iter().map(|hint| format!("<small>{}</small>", escape(hint))).collect();
        let message = escape(&problem.message);
        let said = match figure_at(file, &span) {
            Some(figure) => format!("<a href=\"#f{figure}\">{message}</a>"),
            None => message,
        };
        let _ = writeln!(out, "<li class=\"{}\"><b>{}</b>{said}{hints}</li>", code.severity, code.id);
    }
    out.push_str("</ol>\n<p>");
    marked(file, out);
    out.push_str("</p>\n");
}

/// The figure that a place is in, by where it begins.
fn figure_at(file: &Verified, span: &Range<usize>) -> Option<usize> {
    let mentions = &file.reading.mentions;
    let at = mentions.partition_point(|mention| mention.figure.span.end <= span.start);
    mentions.get(at).map(|mention| mention.figure.span.start).filter(|start| *start < span.end)
}

/// The text, each figure in a mark that says on hovering what is claimed of it.
fn marked(file: &Verified, out: &mut String) {
    let mut claims: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
    for claim in &file.claims {
        claims.entry(claim.stated.span.start).or_default().push(claim);
    }
    let sightings: BTreeMap<usize, &Sighting> = file.sightings.iter().map(|seen| (seen.mention, seen)).collect();
    let text = &file.reading.text;
    let mut from = 0;
    for (at, mention) in file.reading.mentions.iter().enumerate() {
        let span = &mention.figure.span;
        out.push_str(&lines(&text[from..span.start]));
        let own: Vec<&Claim> = claims.range(span.clone()).flat_map(|(_, claims)| claims.iter().copied()).collect();
        let worst = own.iter().map(|claim| claim.verdict).max_by_key(|verdict| rank(*verdict));
        let seen = sightings.get(&at).copied();
        let mut title: Vec<String> = own.iter().map(|claim| message(claim)).collect();
        title.extend(seen.and_then(told));
        let class = match (worst.map_or("", class), seen.map(|seen| seen.status)) {
            (own @ ("wrong" | "last" | "holds"), _) => own,
            (_, Some(Status::NearMiss)) => "near",
            (_, Some(Status::Found)) => "found",
            (own, _) => own,
        };
        let printed = escape(&text[span.clone()]);
        let _ = write!(
            out,
            "<mark id=\"f{}\" class=\"{class}\" title=\"{}\">{printed}</mark>",
            span.start,
            escape(&title.join("\n"))
        );
        from = span.end;
    }
    out.push_str(&lines(&text[from..]));
}

/// What a figure is among the data of the book.
fn told(seen: &Sighting) -> Option<String> {
    let data = seen.data.join(", ");
    let value = seen.value.as_deref().unwrap_or_default();
    match seen.status {
        Status::Found => Some(format!("in the book: {data}")),
        Status::NearMiss => Some(format!("the book has {value}: {data}")),
        Status::Ambiguous => Some(format!("in the book, one of: {data}")),
        Status::NotInTheData => None,
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Holds | Verdict::WithinRounding => 1,
        Verdict::NotComparable | Verdict::MissingOperand => 0,
        Verdict::LastPlace => 2,
        Verdict::DoesNotHold => 3,
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds | Verdict::WithinRounding => "holds",
        Verdict::NotComparable | Verdict::MissingOperand => "open",
        Verdict::LastPlace => "last",
        Verdict::DoesNotHold => "wrong",
    }
}

/// Text with its line ends as paragraphs.
fn lines(text: &str) -> String {
    escape(text).replace('\n', "</p>\n<p>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
