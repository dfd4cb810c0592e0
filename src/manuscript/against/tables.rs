//! Cells of tables in a text: their row, their column and their unit stand elsewhere than beside them.
//!
//! Must not know: data.

use std::collections::BTreeMap;

/// What a cell's table says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The words of the title, of its row and of its column.
    pub(super) words: String,
    /// The unit of its column, its row or the whole table.
    pub(super) unit: String,
    /// Whether the column holds something computed from others: 比上年增减, 比重, 位次.
    pub(super) derived: bool,
}

/// A line before a table that is longer is no title.
const LONGEST_TITLE: usize = 60;

/// Columns that are computed from others of the table.
const DERIVED: &[&str] = &["增减", "增长", "比上年", "比重", "位次", "占比", "构成", "±", "速度"];

/// The tables of a text, line by line.
pub(super) struct Tables {
    /// Of each line in a table: where it begins and what its table is.
    lines: BTreeMap<usize, Line>,
}

struct Line {
    cells: Vec<(usize, String)>,
    header: Vec<String>,
    unit: String,
    title: String,
}

impl Tables {
    pub(super) fn new(text: &str) -> Self {
        let mut lines = BTreeMap::new();
        let (mut header, mut unit, mut title, mut start) = (Vec::new(), String::new(), String::new(), 0);
        for line in text.split_inclusive('\n') {
            let cells = cells(line);
            if cells.len() < 2 {
                header.clear();
                let short = line.chars().count() <= LONGEST_TITLE;
                if !line.trim().is_empty() && !line.trim_start().starts_with("单位") {
                    title = if short { line.trim().to_owned() } else { String::new() };
                }
                let said =
                    line.trim().strip_prefix("单位：").or_else(|| line.split_once("单位：").map(|(_, rest)| rest));
                unit = said.map_or_else(String::new, |said| said.trim().trim_end_matches(['）', ')']).to_owned());
            } else if header.is_empty() {
                header = cells.into_iter().map(|(_, cell)| cell).collect();
            } else {
                let cells = cells.into_iter().map(|(at, cell)| (start + at, cell)).collect();
                lines.insert(start, Line { cells, header: header.clone(), unit: unit.clone(), title: title.clone() });
            }
            start += line.len();
        }
        Self { lines }
    }

    /// Returns what the table says of the cell at a place; `None` outside of tables.
    pub(super) fn cell(&self, at: usize) -> Option<Cell> {
        let (_, line) = self.lines.range(..=at).next_back()?;
        let column = line.cells.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let (start, cell) = &line.cells[column];
        if at > start + cell.len() || column == 0 {
            return None;
        }
        let head = line.header.get(column).map_or("", String::as_str);
        let label = line.cells.first().map_or("", |(_, label)| label.as_str());
        let own = line.header.iter().position(|head| head == "单位").and_then(|column| line.cells.get(column));
        let unit = in_brackets(head).or_else(|| own.map(|(_, unit)| unit.as_str())).or_else(|| in_brackets(label));
        Some(Cell {
            words: format!("{} {} {}", line.title, without_brackets(label), without_brackets(head)),
            unit: unit.unwrap_or(&line.unit).to_owned(),
            derived: DERIVED.iter().any(|word| head.contains(word)),
        })
    }
}

fn cells(line: &str) -> Vec<(usize, String)> {
    if !line.contains('|') {
        return Vec::new();
    }
    let mut at = 0;
    let mut cells = Vec::new();
    for cell in line.trim_end().split('|') {
        cells.push((at, cell.trim().to_owned()));
        at += cell.len() + 1;
    }
    cells
}

fn in_brackets(head: &str) -> Option<&str> {
    let start = head.rfind(['（', '('])?;
    let rest = head[start..].trim_start_matches(['（', '(']);
    Some(rest.trim_end_matches(['）', ')'])).filter(|unit| !unit.is_empty())
}

fn without_brackets(head: &str) -> &str {
    head.find(['（', '(']).map_or(head, |at| &head[..at])
}
