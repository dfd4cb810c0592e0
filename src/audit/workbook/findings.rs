//! The sheet of findings: what the checks found, then what the book waives with its reason.

use crate::Result;
use crate::findings::{Finding, Place};

use super::super::report::record::{Line, Record};
use super::sheet::{MOST_ROWS, Sheet, Value};
use super::words::Words;

const WIDTHS: [u16; 11] = [8, 8, 60, 50, 34, 28, 10, 6, 10, 40, 40];

/// Figures that are named beside a finding.
const NAMED: usize = 20;

/// Writes the sheet.
pub(super) fn sheet(record: &Record<'_>, words: &Words, lines: &[Line<'_>]) -> Result<Sheet> {
    let mut sheet = Sheet::new(words.findings, words.finding_heads, &WIDTHS, 1)?;
    let (found, waived) = (record.findings.as_slice(), record.findings.waived());
    let (of_found, of_waived) = (numbers(found.len(), lines, false), numbers(waived.len(), lines, true));
    let found = found.iter().zip(of_found).map(|(finding, numbers)| (finding, numbers, None));
    let waived = waived.iter().zip(of_waived);
    let waived = waived.map(|(waived, numbers)| (&waived.finding, numbers, Some(waived.reason.as_str())));
    for (finding, numbers, reason) in found.chain(waived).take(MOST_ROWS - 1) {
        sheet.row(values(words, finding, &numbers, reason))?;
    }
    Ok(sheet)
}

/// The numbers of the figures that each finding is about.
fn numbers(count: usize, lines: &[Line<'_>], waived: bool) -> Vec<Vec<usize>> {
    let mut numbers = vec![Vec::new(); count];
    for line in lines {
        for finding in if waived { &line.waived } else { &line.findings } {
            if let Some(numbers) = numbers.get_mut(*finding) {
                numbers.push(line.number);
            }
        }
    }
    numbers
}

fn values(words: &Words, finding: &Finding, numbers: &[usize], reason: Option<&str>) -> Vec<Value> {
    let problem = &finding.problem;
    let terms = words.terms;
    let severity = if reason.is_some() { terms.waived() } else { terms.severity(finding.severity) };
    let (file, sheet, row, column) = match &problem.place {
        None => (None, None, Value::Empty, None),
        Some(Place::File { file }) => (Some(file), None, Value::Empty, None),
        Some(Place::Cell { file, sheet, row, column }) => {
            (Some(file), sheet.as_ref(), row.map_or(Value::Empty, Value::integer), column.clone())
        }
        Some(Place::Text { file, line, column, .. }) => {
            (Some(file), None, Value::integer(*line as u64), Some(column.to_string()))
        }
    };
    let mut named = numbers.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if numbers.len() > NAMED {
        named.push_str(&format!(" … ({})", numbers.len()));
    }
    vec![
        Value::text(finding.code),
        Value::text(severity),
        Value::text(&problem.message),
        Value::maybe(problem.hint.as_deref()),
        Value::maybe(problem.subject.as_deref()),
        Value::maybe(file.map(String::as_str)),
        Value::maybe(sheet.map(String::as_str)),
        row,
        Value::maybe(column),
        Value::text(named),
        Value::maybe(reason),
    ]
}
