//! All observations of a book, compactly: a cell of 16 bytes a value, everything that rows share held once.
//!
//! A series (the observations of one indicator) holds its cells by area and period, a run of cells for years that follow
//! each other. What a row says beside its number (unit, status, file, source …) is mostly what the row before said, and is
//! interned. A decimal is an integer and its number of places; what is no plain decimal stands aside.
//! Must not know: how files are read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::book::{Names, Period};
use crate::lookup::Lookup;
use crate::quantity::{Exact, Unit};

use super::observation::{Datum, Missing, Observation, RawText, SourceFile, Status};

mod collect;
mod history;
mod kept;
mod scratch;
mod series;
mod shelves;
mod stock;
#[cfg(test)]
mod tests;
mod within;

pub(super) use collect::{Added, Collector, Conflict};
pub(crate) use history::{Amount, AreaNumber, Histories, History};
pub(super) use series::{Cell, PeriodKey};
pub use shelves::Room;
pub use stock::{Rows, Stock};

use series::Content;
use shelves::Shelves;

/// All observations of a book, by indicator, area and period.
#[derive(Clone, Debug, Default)]
pub struct Observations {
    /// Sorted; the series of each stands at the same index.
    indicators: Vec<Arc<str>>,
    series: Shelves,
    indicator_index: Lookup<Arc<str>, usize>,
    /// Sorted, so that order by number is order by id.
    areas: Vec<Arc<str>>,
    area_index: Lookup<Arc<str>, u32>,
    attributes: Vec<Attributes>,
    rare: Vec<Rare>,
    names: BTreeMap<String, Names>,
    files: Vec<Arc<SourceFile>>,
    /// The first and the last year that any of them speaks of.
    years: Option<(i32, i32)>,
}

/// What rows share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attributes {
    unit: Unit,
    status: Status,
    qualifier: Option<Box<str>>,
    note: Option<Box<str>>,
    source: Option<Box<str>>,
    #[serde(with = "crate::kept::shared")]
    file: Arc<SourceFile>,
    #[serde(with = "crate::kept::shared_option")]
    sheet: Option<Arc<str>>,
    #[serde(with = "crate::kept::shared")]
    column: Arc<str>,
}

/// What is no plain decimal, or has another number beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Rare {
    datum: Datum,
    raw: Box<str>,
    decimals: u32,
    row: u64,
    comparable_base: Option<Exact>,
    revised_from: Option<Exact>,
}

impl Observations {
    /// The same observations, with what is found from them: where each indicator and area stands, and the years. A book may name an
    /// indicator and give it no row.
    fn indexed(mut self) -> Self {
        self.indicator_index = self.indicators.iter().cloned().zip(0..).collect();
        self.area_index = self.areas.iter().cloned().zip(0..).collect();
        self.years = self.bounds();
        self
    }

    /// Returns the observation of an indicator for an area and a period.
    #[must_use]
    pub fn get(&self, indicator: &str, area: &str, period: Period) -> Option<Observation<'_>> {
        self.numbered(self.numbers(indicator, area)?, period)
    }

    /// Returns the numbers of an indicator and an area, if both have data.
    pub(crate) fn numbers(&self, indicator: &str, area: &str) -> Option<(u32, u32)> {
        let series = u32::try_from(*self.indicator_index.get(indicator)?).ok()?;
        Some((series, *self.area_index.get(area)?))
    }

    /// Returns an observation by the numbers of its indicator and area.
    pub(crate) fn numbered(&self, (indicator, area): (u32, u32), period: Period) -> Option<Observation<'_>> {
        let (number, period) = (indicator as usize, PeriodKey::new(period));
        let series = self.series.get(number);
        Some(self.show(number, (area, period), series.find(area, period)?))
    }

    /// Returns the indicator of a number.
    pub(crate) fn indicator_at(&self, number: u32) -> Option<&str> {
        self.indicators.get(number as usize).map(|id| &**id)
    }

    /// Returns the area of a number.
    pub(crate) fn area_at(&self, number: u32) -> Option<&str> {
        self.areas.get(number as usize).map(|id| &**id)
    }

    /// Returns the id of an indicator as it is kept here, if it has data.
    pub(crate) fn known(&self, indicator: &str) -> Option<&str> {
        self.indicator_index.get_key_value(indicator).map(|(id, _)| &**id)
    }

    /// Returns all observations of one indicator, by area and period.
    pub fn of(&self, indicator: &str) -> impl Iterator<Item = Observation<'_>> {
        self.histories_once(indicator).into_iter().flat_map(Histories::observations)
    }

    /// Returns all observations, by indicator, area and period.
    pub fn iter(&self) -> impl Iterator<Item = Observation<'_>> {
        self.histories().flat_map(Histories::observations)
    }

    fn show(&self, series: usize, (area, period): (u32, PeriodKey), cell: &Cell) -> Observation<'_> {
        let Attributes { unit, status, qualifier, note, source, file, sheet, column } =
            &self.attributes[cell.attributes as usize];
        let mut rare = None;
        let (datum, raw, decimals) = match cell.content() {
            Content::Decimal(digits, decimals) => {
                let decimals = u32::from(decimals);
                (Datum::Number(Exact::decimal(digits, decimals)), RawText::Decimal(digits, decimals), decimals)
            }
            Content::Blank => (Datum::Missing(Missing::NotAvailable), RawText::Text(""), 0),
            Content::Rare(at) => {
                let found = rare.insert(self.rare_at(at));
                (found.datum.clone(), RawText::Text(&found.raw), found.decimals)
            }
        };
        Observation {
            indicator: &self.indicators[series],
            area: &self.areas[area as usize],
            period: period.period(),
            datum,
            raw,
            decimals,
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

    fn rare_at(&self, at: usize) -> &Rare {
        &self.rare[at]
    }

    /// Returns the ids of all indicators that have data.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        self.indicators.iter().map(|id| &**id)
    }

    /// Returns how many observations each indicator has.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.indicators().enumerate().map(|(number, id)| (id, self.series.count_of(number)))
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

    /// Returns about how many bytes they are kept in.
    pub(crate) fn kept_bytes(&self) -> usize {
        self.series.kept_bytes()
    }

    /// Returns how many observations there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.series.count()
    }

    /// Returns whether they are in memory.
    pub(crate) fn are_held(&self) -> bool {
        self.series.store.is_none()
    }

    /// Tells whether all of them are there: those that there was no room for in memory may be lost with their file. To be asked
    /// before anything that was made of them is handed on.
    ///
    /// # Errors
    /// When the temporary file could not be written or read.
    pub fn whole(&self) -> crate::Result<()> {
        self.series.whole()
    }

    /// Returns observations that came from no file.
    #[cfg(test)]
    pub(crate) fn recorded(all: Vec<super::Recorded>) -> Self {
        let mut collector = Collector::new(&Room::default());
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
