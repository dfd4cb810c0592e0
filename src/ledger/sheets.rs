//! Charts and tables as comma-separated text: what a reader takes into a spreadsheet.
//!
//! The numbers are those that are printed. A text begins with a byte order mark, by which spreadsheets on Chinese systems
//! know UTF-8, and no cell can be read as a formula.

use crate::book::Language;

use super::record::quoted;
use super::wording;
use super::{ChartCell, ChartEntry, Gap, Label, TableColumn, TableEntry, TableRow};

/// By which spreadsheets know UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Returns the data of a table: its rows and columns as printed, each row's notes at its end.
#[must_use]
pub fn table_sheet(language: Language, table: &TableEntry) -> String {
    let words = wording::of(language).table();
    let has_units = table.rows().iter().any(|row| row.unit.is_some());
    let has_notes = !table.notes.is_empty();
    let mut head = vec![table.stub.text.clone()];
    head.extend(has_units.then(|| words.unit.to_owned()));
    head.extend(table.columns.iter().map(|column| in_head(column, table.unit.as_deref())));
    head.extend(has_notes.then(|| words.notes.to_owned()));
    let row = |row: &TableRow| {
        let mut cells = vec![row.label.text.clone()];
        cells.extend(has_units.then(|| row.unit.clone().unwrap_or_default()));
        cells.extend(row.cells.iter().map(super::TableCell::text));
        cells.extend(has_notes.then(|| notes_of(table, row)));
        line(&cells)
    };
    let rows: String = table.rows().iter().map(row).collect();
    format!("{BYTE_ORDER_MARK}{}{rows}", line(&head))
}

fn in_head(column: &TableColumn, common: Option<&str>) -> String {
    let words: Vec<&str> = column.path.iter().map(|label: &Label| label.text.as_str()).collect();
    let words = words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    let unit = column.unit.as_deref().or(common.filter(|_| !column.bare));
    unit.map_or(words.clone(), |unit| format!("{words}（{unit}）"))
}

/// The notes of a row's label and cells, each once.
fn notes_of(table: &TableEntry, row: &TableRow) -> String {
    let marks = row.marks.iter().chain(row.cells.iter().flat_map(|cell| &cell.marks));
    let marks: std::collections::BTreeSet<usize> = marks.copied().collect();
    marks.into_iter().filter_map(|mark| table.notes.get(mark).map(String::as_str)).collect::<Vec<_>>().join("；")
}

/// Returns the data of a chart: a row a category, a column a series.
#[must_use]
pub fn chart_sheet(chart: &ChartEntry) -> String {
    let (left, right) = &chart.units;
    let mut head = vec![String::new()];
    head.extend(chart.series.iter().map(|series| {
        let unit = if series.right { right.as_deref().unwrap_or_default() } else { left };
        if unit.is_empty() { series.name.clone() } else { format!("{}（{unit}）", series.name) }
    }));
    let row = |(index, category): (usize, &String)| {
        let values = chart.series.iter().map(|series| series.cells.get(index).map(value).unwrap_or_default());
        line(&std::iter::once(category.clone()).chain(values).collect::<Vec<_>>())
    };
    let rows: String = chart.categories.iter().enumerate().map(row).collect();
    format!("{BYTE_ORDER_MARK}{}{rows}", line(&head))
}

/// The printed number without its unit, which stands in the head.
fn value(cell: &ChartCell) -> String {
    let Some(figure) = &cell.figure else { return Gap::NotAvailable.sign().to_owned() };
    let token = &figure.print.token;
    let unit = figure.print.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    token.strip_suffix(unit.as_str()).unwrap_or(token).to_owned()
}

fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("=1+2", "'=1+2\n"),
            ("@x", "'@x\n"),
            ("-19.1", "-19.1\n"),
            ("-", "-\n"),
            ("-a", "'-a\n"),
            ("a,b", "\"a,b\"\n"),
            ("说\"一\"", "\"说\"\"一\"\"\"\n"),
            ("…", "…\n"),
            ("|", "|\n"),
        ] {
            assert_eq!(line(&[cell.to_owned()]), expected);
        }
    }
}
