//! The account of a large table: its rules, each by the example of one cell, and where in the files its data stand.
//!
//! A cell of ten thousand differs from its neighbour by area and year alone, so that one rule with a table of row numbers says
//! what ten thousand accounts would.

use std::collections::BTreeMap;

use crate::book::{Book, Period};
use crate::formula::Facts;
use crate::indicators::Catalogue;
use crate::ingest::Observation;
use crate::ledger::{Figure, TableEntry};

use super::super::escape::fragment;
use super::super::labels::Labels;
use super::super::markdown::table_source_id;
use super::area_name;
use super::view::FigureView;

/// Where the figures of a table come from.
#[derive(Debug, serde::Serialize)]
pub(super) struct TableAccount {
    source_id: String,
    /// Address of the table in the text.
    link: String,
    number: String,
    title: String,
    examples: Vec<FigureView>,
    files: Vec<FileView>,
}

/// The data of one indicator that stand in one file.
#[derive(Debug, serde::Serialize)]
struct FileView {
    /// Its id, by which a cell finds it.
    indicator_id: String,
    indicator: String,
    place: String,
    periods: Vec<PeriodView>,
    rows: Vec<AreaView>,
}

/// A period: as a cell names it, and as a reader does.
#[derive(Debug, serde::Serialize)]
struct PeriodView {
    id: String,
    name: String,
}

/// The data of one area: the row of the file for each period, empty where it has none.
#[derive(Debug, serde::Serialize)]
struct AreaView {
    area_id: String,
    area: String,
    rows: Vec<String>,
}

/// By indicator, file, sheet and, where all have the same, column.
type Key<'a> = (&'a str, &'a str, Option<&'a str>, &'a str);

impl TableAccount {
    /// Returns the account of a table that is large.
    pub(super) fn new(catalogue: &Catalogue<'_>, table: &TableEntry) -> Option<Self> {
        if !table.is_large() {
            return None;
        }
        let labels = Labels::new(catalogue.book().language);
        let example = |figure: &Figure| FigureView::example(catalogue, &labels, figure);
        Some(Self {
            source_id: table_source_id(table),
            link: fragment(&table.stem),
            number: labels.table_number(table.number),
            title: table.title.text.clone(),
            examples: table.examples().into_iter().map(example).collect(),
            files: files(catalogue, &labels, table),
        })
    }
}

fn files(catalogue: &Catalogue<'_>, labels: &Labels, table: &TableEntry) -> Vec<FileView> {
    let mut by_file: BTreeMap<Key<'_>, Vec<Observation<'_>>> = BTreeMap::new();
    for input in table.inputs() {
        let Some(datum) = catalogue.observation(&input.indicator, &input.area, input.period) else { continue };
        // In a file with years across, the head of the column is the year that heads the column here.
        let column = if datum.column == datum.period.to_string() { "" } else { datum.column };
        by_file.entry((datum.indicator, datum.file.path.as_str(), datum.sheet, column)).or_default().push(datum);
    }
    by_file.into_values().map(|data| file(catalogue, labels, &data)).collect()
}

/// Sorted by area and period, as inputs are.
fn file(catalogue: &Catalogue<'_>, labels: &Labels, data: &[Observation<'_>]) -> FileView {
    let book: &Book = catalogue.book();
    let periods: std::collections::BTreeSet<Period> = data.iter().map(|datum| datum.period).collect();
    let row = |data: &[Observation<'_>]| {
        let mut rest = data.iter().peekable();
        let cell = |period: &Period| {
            rest.next_if(|datum| datum.period == *period).map_or(String::new(), |datum| datum.row.to_string())
        };
        let area = data[0].area;
        AreaView { area_id: area.to_owned(), area: area_name(book, area), rows: periods.iter().map(cell).collect() }
    };
    let first = &data[0];
    FileView {
        indicator_id: first.indicator.to_owned(),
        indicator: catalogue.name_in(first.indicator, book.language).to_owned(),
        place: labels.file(first),
        rows: data.chunk_by(|one, other| one.area == other.area).map(row).collect(),
        periods: periods
            .iter()
            .map(|period| PeriodView { id: period.to_string(), name: labels.period(*period) })
            .collect(),
    }
}
