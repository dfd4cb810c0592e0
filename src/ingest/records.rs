//! Rows → observations: keys, values, units and attributes of each.
//!
//! Must not know: file formats.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::{Area, Book, Dataset, Period};
use crate::findings::{Place, Problem, nearest};
use crate::quantity::{Exact, Unit};

use crate::findings::Code;

use super::codes::{self, Report};
use super::layout::{Plan, ValueColumn, Word, constant};
use super::observations::{Added, Collector};
use super::register::Register;
use super::table::{Row, Table};
use super::value::{self, Unreadable, Value};
use super::{Datum, Missing, Recorded, period};

mod checks;
mod plain;
mod units;

pub(super) use checks::report_conflicts;

use plain::Shortcut;

/// Reads tables into observations.
pub(super) struct Records<'a, 'b> {
    book: &'a Book,
    register: &'a Register<'a>,
    collector: &'a mut Collector,
    report: &'a mut Report<'b>,
    periods: BTreeMap<String, Result<Period, &'static str>>,
    units: BTreeMap<String, Option<Unit>>,
    /// The first unit of each indicator, and where it stands.
    first_units: BTreeMap<String, (Unit, Place)>,
    /// What was told of a header of the current table, which is wrong in each row.
    told: BTreeSet<(usize, &'static str)>,
}

/// A table that is being read.
#[derive(Clone, Copy)]
struct Reading<'t> {
    dataset: &'t Dataset,
    table: &'t Table,
    plan: &'t Plan,
}

/// A cell that holds a value.
#[derive(Clone, Copy)]
struct Cell<'t> {
    of: Reading<'t>,
    row: &'t Row<'t>,
    header: &'t ValueColumn,
}

impl<'t> Cell<'t> {
    /// What the row, or else the dataset, says of this value.
    fn attribute(&self, word: Word) -> &'t str {
        let cell = self.of.plan.column(word).map_or("", |column| self.row.cell(column));
        if cell.is_empty() { constant(self.of.dataset, word).unwrap_or_default() } else { cell }
    }

    /// An attribute that the header may say.
    fn key(&self, word: Word) -> &'t str {
        self.said_by_header(word).unwrap_or_else(|| self.attribute(word))
    }

    fn said_by_header(&self, word: Word) -> Option<&'t str> {
        match word {
            Word::Indicator => self.header.indicator.as_deref(),
            Word::Area => self.header.area.as_deref(),
            Word::Year => self.header.year.as_deref(),
            _ => None,
        }
    }

    fn text(&self) -> &'t str {
        self.row.cell(self.header.column)
    }

    fn place(&self) -> Place {
        self.of.table.place(self.row, self.header.column)
    }

    /// The place of an attribute: its own cell where it has one.
    fn place_of(&self, word: Word) -> Place {
        match self.of.plan.column(word) {
            Some(column) => self.of.table.place(self.row, column),
            None => self.place(),
        }
    }
}

impl<'a, 'b> Records<'a, 'b> {
    pub(super) fn new(
        book: &'a Book,
        register: &'a Register<'a>,
        collector: &'a mut Collector,
        report: &'a mut Report<'b>,
    ) -> Self {
        let (periods, units) = (BTreeMap::new(), BTreeMap::new());
        Self { book, register, collector, report, periods, units, first_units: BTreeMap::new(), told: BTreeSet::new() }
    }

    /// Reads all rows of a table.
    pub(super) fn read(&mut self, dataset: &Dataset, table: &Table, plan: &Plan) {
        let of = Reading { dataset, table, plan };
        self.told.clear();
        let mut shortcut = Shortcut::new(table, dataset, plan);
        let read = table.each(|row| match row {
            Ok(row) => {
                let is_done = shortcut.as_mut().is_some_and(|shortcut| shortcut.take(&row, self.collector));
                if !is_done {
                    self.row(of, &row, shortcut.as_mut());
                }
            }
            Err(fault) => table.report_fault(&fault, self.report),
        });
        if let Err(fault) = read {
            self.report.add(fault.code, fault.problem.at(table.whole()));
        }
    }

    fn row(&mut self, of: Reading<'_>, row: &Row<'_>, shortcut: Option<&mut Shortcut<'_>>) {
        // Headings inside a table stand in sheets and texts; a Parquet file has columns alone.
        let narrow = of.table.headers.len() < 3 || of.table.header_row.is_none();
        match row.filled() {
            0 => {}
            1 if !narrow => {
                let problem = Problem::new("the row has a single cell and is not read").at(of.table.row_place(row));
                let hint = "a heading or note inside a table is harmless; limit a sheet by `range`";
                self.report.add(codes::LONE_CELL, problem.hint(hint));
            }
            _ => {
                let faults = self.report.total();
                let added = of.plan.values.iter().map(|header| self.cell(Cell { of, row, header })).last().flatten();
                if let (Some(shortcut), Some((added, period))) = (shortcut, added)
                    && self.report.total() == faults
                {
                    shortcut.learn(row, &added, period);
                }
            }
        }
    }

    /// Reads a value; returns what became of it.
    fn cell(&mut self, cell: Cell<'_>) -> Option<(Added, Period)> {
        if cell.of.table.is_copied(cell.row, cell.header.column) && !cell.text().is_empty() {
            let problem = Problem::new(format!("`{}` stands in a merged cell over several observations", cell.text()));
            let hint = "split the merged cell and write each value of its own";
            self.report.add(codes::MERGED_VALUE, problem.at(cell.place()).hint(hint));
            return None;
        }
        let observation = self.observation(&cell)?;
        let period = observation.period;
        Some((self.collector.add(observation, cell.of.plan.is_wide), period))
    }

    fn observation(&mut self, cell: &Cell<'_>) -> Option<Recorded> {
        // All of them first, so that every fault of a row is told in one run.
        let (indicator, area, period) = (self.indicator(cell), self.area(cell), self.period(cell));
        let value = self.value(cell);
        let status = self.status(cell);
        let (indicator, value) = (indicator?, value?);
        let unit = self.unit(cell, indicator, &value)?;
        let comparable_base = self.base(cell, Word::ComparableBase, &unit);
        let revised_from = self.base(cell, Word::RevisedFrom, &unit);
        let qualifier = self.qualifier(cell, &value);
        let (area, period) = (area?, period?);
        let text = |word| Some(cell.attribute(word)).filter(|text| !text.is_empty()).map(str::to_owned);
        let status = self.settle(cell, status, &value.datum)?;
        Some(Recorded {
            indicator: indicator.to_owned(),
            area: area.id.to_string(),
            period,
            raw: cell.text().to_owned(),
            decimals: value.decimals,
            datum: value.datum,
            unit,
            status,
            qualifier,
            note: text(Word::Note),
            source: text(Word::Source),
            comparable_base,
            revised_from,
            file: Arc::clone(&cell.of.table.file),
            sheet: cell.of.table.sheet.clone(),
            row: cell.row.number,
            column: Arc::clone(&cell.of.table.headers[cell.header.column].text),
        })
    }

    fn indicator<'t>(&mut self, cell: &Cell<'t>) -> Option<&'t str>
    where
        'a: 't,
    {
        let name = cell.key(Word::Indicator);
        if name.is_empty() {
            self.blank(cell, Word::Indicator);
            return None;
        }
        Some(self.register.indicator(name))
    }

    /// Adds a finding about a key: at its cell, or once at the header that says it.
    fn tell(&mut self, cell: &Cell<'_>, word: Word, code: Code, problem: Problem) {
        if cell.said_by_header(word).is_none() {
            self.report.add(code, problem.at(cell.place_of(word)));
        } else if self.told.insert((cell.header.column, code.id)) {
            self.report.add(code, problem.at(cell.of.table.header_place(Some(cell.header.column))));
        }
    }

    fn blank(&mut self, cell: &Cell<'_>, word: Word) {
        let problem = Problem::new(format!("the row does not say its {}", word.key())).at(cell.place_of(word));
        self.report.add(codes::BLANK_KEY, problem.hint(format!("fill the cell, or state a `{}` constant", word.key())));
    }

    fn area(&mut self, cell: &Cell<'_>) -> Option<&'a Area> {
        let name = cell.key(Word::Area);
        if name.is_empty() {
            self.blank(cell, Word::Area);
            return None;
        }
        let area = self.register.area(name);
        if area.is_none() {
            let near = nearest(name, self.book.areas.names());
            let hint = near.map_or_else(
                || "list it under `areas` in yearbook.yaml".to_owned(),
                |near| format!("did you mean `{near}`? otherwise list it under `areas` in yearbook.yaml"),
            );
            self.tell(cell, Word::Area, codes::UNKNOWN_AREA, Problem::new(format!("unknown area `{name}`")).hint(hint));
        }
        area
    }

    fn period(&mut self, cell: &Cell<'_>) -> Option<Period> {
        let text = cell.key(Word::Year);
        if text.is_empty() {
            self.blank(cell, Word::Year);
            return None;
        }
        let read = match self.periods.get(text) {
            Some(read) => *read,
            None => *self.periods.entry(text.to_owned()).or_insert_with(|| period::read(text)),
        };
        let period = match read {
            Ok(period) => period,
            Err(hint) => {
                let problem = Problem::new(format!("expected a year, found `{text}`")).hint(hint);
                self.tell(cell, Word::Year, codes::UNREADABLE_YEAR, problem);
                return None;
            }
        };
        let (first, last) = self.book.years;
        if period.first_year() < first || period.last_year() > last {
            let problem = Problem::new(format!("year {period} lies outside the book's years {first}—{last}"));
            let hint = "correct the year, or widen `years` in yearbook.yaml";
            self.tell(cell, Word::Year, codes::YEAR_OUTSIDE, problem.hint(hint));
            return None;
        }
        Some(period)
    }

    fn value(&mut self, cell: &Cell<'_>) -> Option<Value> {
        let text = cell.text();
        if let Some(missing) = declared_missing(cell.of.dataset, text) {
            return Some(Value { datum: Datum::Missing(missing), decimals: 0, qualifier: None, unit: None });
        }
        match value::read(text, &self.book.units) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.unreadable(text, fault, cell.place());
                None
            }
        }
    }

    fn unreadable(&mut self, text: &str, fault: Unreadable, place: Place) {
        let shown = excerpt(text);
        let Unreadable { code, reason, hint } = fault;
        self.report.add(code, Problem::new(format!("`{shown}` {reason}")).at(place).maybe_hint(hint));
    }

    /// A number beside the value: the comparable base, the value before a revision; in the recorded unit.
    fn base(&mut self, cell: &Cell<'_>, word: Word, unit: &Unit) -> Option<Exact> {
        let text = cell.attribute(word);
        if text.is_empty() {
            return None;
        }
        let place = cell.place_of(word);
        match value::read(text, &self.book.units) {
            Ok(Value { datum: Datum::Missing(_), .. }) => None,
            Ok(Value { datum: Datum::Number(number), unit: own, .. }) => {
                match own.map(|own| units::convert(&own, unit)) {
                    None => Some(number),
                    Some(Some(factor)) => Some(&number * &factor),
                    Some(None) => {
                        let problem =
                            Problem::new(format!("`{text}` cannot be converted into the value's unit `{unit}`"))
                                .at(place);
                        self.report
                            .add(codes::UNIT_CONFLICT, problem.hint("write the number in the unit of the value"));
                        None
                    }
                }
            }
            Ok(_) => {
                let problem = Problem::new(format!("expected one number as {}, found `{}`", word.key(), excerpt(text)));
                self.report
                    .add(codes::UNREADABLE_NUMBER, problem.at(place).hint("write one number, or leave it blank"));
                None
            }
            Err(fault) => {
                self.unreadable(text, fault, place);
                None
            }
        }
    }

    /// The qualifier of the column and that of the text are one, or one is absent.
    fn qualifier(&mut self, cell: &Cell<'_>, value: &Value) -> Option<String> {
        let stated = Some(cell.attribute(Word::Qualifier)).filter(|text| !text.is_empty());
        match (stated, value.qualifier) {
            (Some(stated), Some(own)) if stated != own => {
                let message = format!("`{}` carries the qualifier {own}, and the row states {stated}", cell.text());
                let problem = Problem::new(message).at(cell.place_of(Word::Qualifier)).hint("keep one of the two");
                self.report.add(codes::QUALIFIER_CONFLICT, problem);
                None
            }
            (stated, own) => stated.or(own).map(str::to_owned),
        }
    }
}

/// What the dataset says that a text means.
fn declared_missing(dataset: &Dataset, text: &str) -> Option<Missing> {
    let kind = dataset.missing.iter().find(|(mark, _)| value::trim(mark) == text)?.1;
    match kind.as_str() {
        "below_unit" => Some(Missing::BelowUnit),
        "not_available" => Some(Missing::NotAvailable),
        "not_applicable" => Some(Missing::NotApplicable),
        _ => None,
    }
}

/// A text for a message, not longer than a line.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 40;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() { line + "…" } else { line }
}
