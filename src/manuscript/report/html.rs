//! A verification as one HTML page: the text with its figures marked, and the list of what was found.
//!
//! Must not know: how claims are found.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::manuscript::claims::{Claim, Verdict};
use crate::manuscript::verify::{Verification, Verified, advice, message};

const STYLE: &str = "body{font:16px/1.8 serif;max-width:46em;margin:2em auto;padding:0 1em}\
mark{background:none;border-bottom:2px solid #9ab}mark.holds{border-color:#2a7}mark.wrong{background:#fdd;border-color:#c22}\
mark.last{background:#fec;border-color:#c80}mark.open{border-style:dotted}li.wrong{color:#a00}li.last{color:#850}";

/// Renders the page.
#[must_use]
pub fn html(verification: &Verification) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n");
    let names: Vec<&str> = verification.files.iter().map(|file| file.manuscript.name.as_str()).collect();
    let title = escape(&names.join(", "));
    let _ = write!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n");
    for file in &verification.files {
        page(file, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn page(file: &Verified, out: &mut String) {
    let _ = write!(out, "<h1>{}</h1>\n<ol>\n", escape(&file.manuscript.name));
    for claim in file.claims.iter().filter(|claim| !holds(claim)) {
        let advice = advice(claim).map(|advice| format!(" ({advice})")).unwrap_or_default();
        let line = escape(&format!("{}{advice}", message(claim)));
        let _ = writeln!(
            out,
            "<li class=\"{}\"><a href=\"#f{}\">{line}</a></li>",
            class(claim.verdict),
            claim.stated.span.start
        );
    }
    for remark in &file.remarks {
        let line = escape(&format!("{}: {}; {}", remark.code, remark.message, remark.hint));
        let _ = writeln!(out, "<li>{line}</li>");
    }
    out.push_str("</ol>\n<p>");
    marked(file, out);
    out.push_str("</p>\n");
}

fn holds(claim: &Claim) -> bool {
    matches!(claim.verdict, Verdict::Holds | Verdict::WithinRounding)
}

/// The text, each figure in a mark that says on hovering what is claimed of it.
fn marked(file: &Verified, out: &mut String) {
    let mut claims: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
    for claim in &file.claims {
        claims.entry(claim.stated.span.start).or_default().push(claim);
    }
    let text = &file.reading.text;
    let mut from = 0;
    for mention in &file.reading.mentions {
        let span = &mention.figure.span;
        out.push_str(&lines(&text[from..span.start]));
        let own: Vec<&Claim> = claims.range(span.clone()).flat_map(|(_, claims)| claims.iter().copied()).collect();
        let worst = own.iter().map(|claim| claim.verdict).max_by_key(|verdict| rank(*verdict));
        let title: Vec<String> = own.iter().map(|claim| message(claim)).collect();
        let class = worst.map_or("", class);
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
