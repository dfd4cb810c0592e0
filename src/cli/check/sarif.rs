//! Findings as a SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format).
//!
//! A cell of a workbook has no line: it is a logical location, and stands in the message.

use serde_json::{Value, json};

use crate::findings::{Code, Finding, Findings, Place, Problem, Severity};

use super::places::{self, Prefix};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Returns the log of a check that was done.
pub(super) fn log(findings: &Findings, prefix: &Prefix) -> Value {
    let rules: Vec<Code> = crate::codes().collect();
    let index = |code: &str| rules.iter().position(|rule| rule.id == code);
    let found = findings.as_slice().iter().map(|finding| result(finding, index(finding.code), prefix));
    let waived = findings.waived().iter().map(|waived| {
        let mut value = result(&waived.finding, index(waived.finding.code), prefix);
        value["suppressions"] = json!([{ "kind": "external", "justification": waived.reason }]);
        value
    });
    let results: Vec<Value> = found.chain(waived).collect();
    run(&rules, &results, &json!({ "executionSuccessful": true }))
}

/// Returns the log of a check that could not be done.
pub(super) fn failure(problem: &Problem, prefix: &Prefix) -> Value {
    let notification = json!({
        "level": "error",
        "message": { "text": text(problem) },
        "locations": locations(problem, prefix),
    });
    let invocation = json!({ "executionSuccessful": false, "toolExecutionNotifications": [notification] });
    run(&[], &[], &invocation)
}

fn run(rules: &[Code], results: &[Value], invocation: &Value) -> Value {
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: &Code) -> Value {
    let mut rule = json!({
        "id": code.id,
        "shortDescription": { "text": code.meaning },
        "defaultConfiguration": { "level": level(code.severity) },
    });
    if let Some(doc) = crate::audit::doc(code.id) {
        rule["help"] = json!({ "text": doc, "markdown": doc });
    }
    rule
}

fn result(finding: &Finding, rule: Option<usize>, prefix: &Prefix) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text(&finding.problem) },
        "locations": locations(&finding.problem, prefix),
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    if let Some(subject) = &finding.problem.subject {
        result["partialFingerprints"] = json!({ "subject/v1": format!("{} {subject}", finding.code) });
    }
    result
}

fn text(problem: &Problem) -> String {
    let cell = problem.place.as_ref().and_then(places::cell).map_or_else(String::new, |cell| format!("{cell}: "));
    let hint = problem.hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
    format!("{cell}{}{hint}", problem.message)
}

fn locations(problem: &Problem, prefix: &Prefix) -> Value {
    let logical = |name: &String, kind: &str| json!({ "fullyQualifiedName": name, "kind": kind });
    let cell = problem.place.as_ref().and_then(places::cell);
    let logical: Vec<Value> = problem
        .subject
        .iter()
        .map(|subject| logical(subject, "member"))
        .chain(cell.iter().map(|cell| logical(cell, "element")))
        .collect();
    let mut location = serde_json::Map::new();
    if let Some(place) = &problem.place {
        location.insert("physicalLocation".to_owned(), physical(place, prefix));
    }
    if !logical.is_empty() {
        location.insert("logicalLocations".to_owned(), Value::Array(logical));
    }
    if location.is_empty() { json!([]) } else { json!([location]) }
}

fn physical(place: &Place, prefix: &Prefix) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": prefix.address(place) } });
    if let Some(region) = places::region(place) {
        physical["region"] = json!({ "startLine": region.line });
        if let Some((column, end)) = region.columns {
            physical["region"]["startColumn"] = json!(column);
            physical["region"]["endColumn"] = json!(end);
        }
    }
    if let Place::Text { excerpt, .. } = place {
        physical["region"]["snippet"] = json!({ "text": excerpt });
    }
    physical
}
