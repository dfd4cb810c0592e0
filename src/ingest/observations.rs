//! All observations of a book, compactly: a cell of 24 bytes a value, everything that rows share held once.
//!
//! A series (the observations of one indicator) holds its cells by area and period, a run of cells an area. What a row
//! says beside its number (unit, status, file, source …) is mostly what the row before said, and is interned. A decimal is
//! an integer and its number of places; what is no plain decimal stands aside. Must not know: how files are read.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::book::{Names, Period};
use crate::quantity::{Exact, Unit};

use super::observation::{Datum, Missing, Observation, RawText, SourceFile, Status};

mod collect;
mod history;
#[cfg(test)]
mod tests;
mod within;

pub(super) use collect::{Added, Collector, Conflict, Plain};
pub(crate) use history::{Amount, AreaNumber, Histories, History};

/// All observations of a book, by indicator, area and period.
#[derive(Clone, Debug, Default)]
pub struct Observations {
    /// Sorted; the series of each stands at the same index.
    indicators: Vec<Arc<str>>,
    series: Vec<Series>,
    indicator_index: HashMap<Arc<str>, usize>,
    /// Sorted, so that order by number is order by id.
    areas: Vec<Arc<str>>,
    area_index: HashMap<Arc<str>, u32>,
    attributes: Vec<Attributes>,
    rare: Vec<Rare>,
    names: BTreeMap<String, Names>,
    files: Vec<Arc<SourceFile>>,
}

/// The observations of one indicator.
#[derive(Clone, Debug, Default)]
struct Series {
    /// By area and then by period.
    cells: Vec<Cell>,
    /// The areas that have cells, and where those of each begin.
    runs: Vec<(u32, u32)>,
}

/// One value.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The digits of a decimal, or where in `rare` the value stands.
    content: i64,
    period: PeriodKey,
    row: u32,
    attributes: u32,
    decimals: u8,
    kind: Kind,
    /// From a wide table, in which a blank is a gap.
    is_wide: bool,
    /// The cell in the file is empty.
    is_blank: bool,
}

/// How to read a cell's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Decimal,
    /// Nothing stands there, and nothing is available.
    Blank,
    Rare,
}

/// A period in the order of periods: years, and then spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PeriodKey(u32);

/// The bits of a year, of which books have those from 1 to 9999.
const YEAR_BITS: u32 = 14;

impl PeriodKey {
    fn new(period: Period) -> Self {
        let bits = |year: i32| u32::try_from(year.clamp(0, (1 << YEAR_BITS) - 1)).unwrap_or(0);
        match period {
            Period::Year(year) => Self(bits(year)),
            Period::Span(from, to) => Self(1 << (2 * YEAR_BITS) | bits(from) << YEAR_BITS | bits(to)),
        }
    }

    fn period(self) -> Period {
        let year = |bits: u32| i32::try_from(bits & ((1 << YEAR_BITS) - 1)).unwrap_or(0);
        match self.0 >> (2 * YEAR_BITS) {
            0 => Period::Year(year(self.0)),
            _ => Period::Span(year(self.0 >> YEAR_BITS), year(self.0)),
        }
    }
}

/// What rows share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Attributes {
    unit: Unit,
    status: Status,
    qualifier: Option<Box<str>>,
    note: Option<Box<str>>,
    source: Option<Box<str>>,
    file: Arc<SourceFile>,
    sheet: Option<Arc<str>>,
    column: Arc<str>,
}

/// What is no plain decimal, or has another number beside it.
#[derive(Clone, Debug)]
struct Rare {
    datum: Datum,
    raw: Box<str>,
    decimals: u32,
    row: u64,
    comparable_base: Option<Exact>,
    revised_from: Option<Exact>,
}

impl Series {
    fn run(&self, index: usize) -> &[Cell] {
        let end = self.runs.get(index + 1).map_or(self.cells.len(), |(_, start)| *start as usize);
        &self.cells[self.runs[index].1 as usize..end]
    }

    /// Mostly each area has a run: look there first.
    fn run_of(&self, area: u32) -> Option<usize> {
        let likely = area.checked_sub(self.runs.first()?.0)? as usize;
        match self.runs.get(likely) {
            Some((found, _)) if *found == area => Some(likely),
            _ => self.runs.binary_search_by_key(&area, |(area, _)| *area).ok(),
        }
    }

    fn find(&self, area: u32, period: PeriodKey) -> Option<&Cell> {
        find(self.run(self.run_of(area)?), period)
    }
}

/// Mostly each year has a cell: look there first.
fn find(cells: &[Cell], period: PeriodKey) -> Option<&Cell> {
    let likely = period.0.checked_sub(cells.first()?.period.0)? as usize;
    match cells.get(likely) {
        Some(cell) if cell.period == period => Some(cell),
        _ => cells.binary_search_by_key(&period, |cell| cell.period).ok().map(|at| &cells[at]),
    }
}

impl Observations {
    /// Returns the observation of an indicator for an area and a period.
    #[must_use]
    pub fn get(&self, indicator: &str, area: &str, period: Period) -> Option<Observation<'_>> {
        let series = *self.indicator_index.get(indicator)?;
        let area = *self.area_index.get(area)?;
        let cell = self.series[series].find(area, PeriodKey::new(period))?;
        Some(self.show(series, area, cell))
    }

    /// Returns all observations of one indicator, by area and period.
    pub fn of(&self, indicator: &str) -> impl Iterator<Item = Observation<'_>> {
        self.indicator_index.get(indicator).into_iter().flat_map(|series| self.of_series(*series))
    }

    /// Returns all observations, by indicator, area and period.
    pub fn iter(&self) -> impl Iterator<Item = Observation<'_>> {
        (0..self.series.len()).flat_map(|series| self.of_series(series))
    }

    fn of_series(&self, series: usize) -> impl Iterator<Item = Observation<'_>> {
        let runs = &self.series[series].runs;
        (0..runs.len()).flat_map(move |run| {
            let cells = self.series[series].run(run).iter();
            cells.map(move |cell| self.show(series, runs[run].0, cell))
        })
    }

    fn show(&self, series: usize, area: u32, cell: &Cell) -> Observation<'_> {
        let Attributes { unit, status, qualifier, note, source, file, sheet, column } =
            &self.attributes[cell.attributes as usize];
        let rare = (cell.kind == Kind::Rare).then(|| self.rare_of(cell));
        let decimals = u32::from(cell.decimals);
        let (datum, raw) = match (cell.kind, rare) {
            (_, Some(rare)) => (rare.datum.clone(), RawText::Text(&rare.raw)),
            (Kind::Blank, _) => (Datum::Missing(Missing::NotAvailable), RawText::Text("")),
            _ => (Datum::Number(Exact::decimal(cell.content, decimals)), RawText::Decimal(cell.content, decimals)),
        };
        Observation {
            indicator: &self.indicators[series],
            area: &self.areas[area as usize],
            period: cell.period.period(),
            datum,
            raw,
            decimals: rare.map_or(decimals, |rare| rare.decimals),
            unit,
            status: *status,
            qualifier: qualifier.as_deref(),
            note: note.as_deref(),
            source: source.as_deref(),
            comparable_base: rare.and_then(|rare| rare.comparable_base.clone()),
            revised_from: rare.and_then(|rare| rare.revised_from.clone()),
            file,
            sheet: sheet.as_deref(),
            row: rare.map_or(u64::from(cell.row), |rare| rare.row),
            column,
        }
    }

    fn rare_of(&self, cell: &Cell) -> &Rare {
        &self.rare[usize::try_from(cell.content).unwrap_or(0)]
    }

    /// Returns the ids of all indicators that have data.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        self.indicators.iter().map(|id| &**id)
    }

    /// Returns the names of an indicator that came with its rows.
    #[must_use]
    pub fn names(&self, indicator: &str) -> Option<&Names> {
        self.names.get(indicator)
    }

    /// Returns the files that were read.
    #[must_use]
    pub fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    /// Returns how many observations there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.series.iter().map(|series| series.cells.len()).sum()
    }

    /// Returns observations that came from no file.
    #[cfg(test)]
    pub(crate) fn recorded(all: Vec<super::Recorded>) -> Self {
        let mut collector = Collector::default();
        for recorded in all {
            collector.add(recorded, false);
        }
        let (all, conflicts) = collector.finish();
        assert!(conflicts.is_empty(), "once each");
        all
    }

    /// Notes the names that rows give an indicator.
    pub(crate) fn name(&mut self, indicator: &str, names: Names) {
        self.names.entry(indicator.to_owned()).or_default().0.extend(names.0);
    }
}
