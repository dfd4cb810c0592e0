//! Findings as annotations of a GitHub workflow: `::error file=…,line=…,title=D201::…`, a line each.

use crate::findings::{Finding, Findings, Problem, Severity};

use super::places::{self, Prefix};

/// Returns an annotation a finding.
pub(super) fn all(findings: &Findings, prefix: &Prefix) -> String {
    findings.as_slice().iter().map(|finding| one(finding, prefix)).collect()
}

/// Returns the annotation of what stopped the program.
pub(super) fn failure(problem: &Problem, prefix: &Prefix) -> String {
    annotation("error", None, problem, prefix)
}

fn one(Finding { code, severity, problem }: &Finding, prefix: &Prefix) -> String {
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    annotation(command, Some(code), problem, prefix)
}

fn annotation(command: &str, code: Option<&str>, problem: &Problem, prefix: &Prefix) -> String {
    let mut properties = Vec::new();
    let mut text = problem.message.clone();
    if let Some(place) = &problem.place {
        properties.push(format!("file={}", property(&prefix.path(place))));
        if let Some(region) = places::region(place) {
            properties.push(format!("line={}", region.line));
            if let Some((column, end)) = region.columns {
                properties.push(format!("col={column},endColumn={end}"));
            }
        }
        text = places::cell(place).map_or(text.clone(), |cell| format!("{cell}: {text}"));
    }
    properties.extend(code.map(|code| format!("title={}", property(code))));
    let hint = problem.hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
    let space = if properties.is_empty() { "" } else { " " };
    format!("::{command}{space}{}::{}\n", properties.join(","), data(&format!("{text}{hint}")))
}

/// Escapes a message, as the workflow commands want it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
