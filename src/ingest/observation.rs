//! One value of one indicator, for one area and period, with everything the file said about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Names, Period};
use crate::findings::Place;
use crate::quantity::{Exact, Unit};

/// SDMX code list `CL_OBS_STATUS` (version 2.2), the codes that yearbooks meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Status {
    /// Normal value.
    #[default]
    A,
    /// Break in the series.
    B,
    /// Estimated.
    E,
    /// Imputed: worked back from something published.
    I,
    /// Cannot exist.
    M,
    /// Missing.
    O,
    /// Provisional.
    P,
    /// Unvalidated.
    V,
}

/// Why there is no number. The kinds stay apart end to end and are never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// `…`: less than half the smallest unit.
    BelowUnit,
    /// Blank: not available.
    NotAvailable,
    /// `-`: not applicable, cannot exist.
    NotApplicable,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// A number in the recorded unit (multiplier not applied): `1.89` of 1.89亿元.
    Number(Exact),
    /// A range in the recorded unit: `3~4`.
    Range(Exact, Exact),
    /// Words quoted from the source (翻番, 全覆盖); never computed with.
    Words(String),
    /// Nothing, and why.
    Missing(Missing),
}

/// An observation with its attributes.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Indicator id.
    pub indicator: String,
    /// Area id.
    pub area: String,
    /// Time period.
    pub period: Period,
    /// The value.
    pub datum: Datum,
    /// The text in the file, trimmed.
    pub raw: String,
    /// Decimals as recorded.
    pub decimals: u32,
    /// Unit as recorded, with its multiplier.
    pub unit: Unit,
    /// Observation status.
    pub status: Status,
    /// 约, 近, 超过, 多, 余, 以上 …
    pub qualifier: Option<String>,
    /// Remark of the data staff.
    pub note: Option<String>,
    /// Where the value was published.
    pub source: Option<String>,
    /// Last period's value on this period's basis (可比口径), in the recorded unit.
    pub comparable_base: Option<Exact>,
    /// What was published for this period before a revision, in the recorded unit.
    pub revised_from: Option<Exact>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Row in the file, from 1, header included.
    pub row: u64,
    /// Header of the column that held the value.
    pub column: Arc<str>,
}

impl Observation {
    /// Returns where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::Cell {
            file: self.file.path.clone(),
            sheet: self.sheet.as_deref().map(str::to_owned),
            row: Some(self.row),
            column: Some(self.column.to_string()),
        }
    }

    /// Returns the number in base units: 1.89亿元 → 189000000; 12.7 % → 0.127. `None` for words, ranges, missing.
    #[must_use]
    pub fn in_base_units(&self) -> Option<Exact> {
        match &self.datum {
            Datum::Number(number) => Some(number * &self.unit.worth()),
            _ => None,
        }
    }
}

/// A data file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path in the book.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// All observations of a book, by indicator, area and period.
#[derive(Clone, Debug, Default)]
pub struct Observations {
    by_key: BTreeMap<String, BTreeMap<(String, Period), Observation>>,
    names: BTreeMap<String, Names>,
    files: Vec<Arc<SourceFile>>,
}

impl Observations {
    /// Returns the observation of an indicator for an area and a period.
    #[must_use]
    pub fn get(&self, indicator: &str, area: &str, period: Period) -> Option<&Observation> {
        self.by_key.get(indicator)?.get(&(area.to_owned(), period))
    }

    /// Returns all observations of one indicator, by area and period.
    pub fn of(&self, indicator: &str) -> impl Iterator<Item = &Observation> {
        self.by_key.get(indicator).into_iter().flat_map(BTreeMap::values)
    }

    /// Returns all observations, by indicator, area and period.
    pub fn iter(&self) -> impl Iterator<Item = &Observation> {
        self.by_key.values().flat_map(BTreeMap::values)
    }

    /// Returns the ids of all indicators that have data.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
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

    /// Adds an observation; returns the earlier one with the same key, which stays.
    pub(crate) fn add(&mut self, observation: Observation) -> Result<(), (Box<Observation>, &Observation)> {
        use std::collections::btree_map::Entry;
        let key = (observation.area.clone(), observation.period);
        match self.by_key.entry(observation.indicator.clone()).or_default().entry(key) {
            Entry::Vacant(slot) => {
                slot.insert(observation);
                Ok(())
            }
            Entry::Occupied(slot) => Err((Box::new(observation), slot.into_mut())),
        }
    }

    /// Puts an observation in the place of the earlier one with the same key.
    pub(crate) fn replace(&mut self, observation: Observation) {
        let key = (observation.area.clone(), observation.period);
        self.by_key.entry(observation.indicator.clone()).or_default().insert(key, observation);
    }

    /// Notes the names that a row gives its indicator.
    pub(crate) fn name(&mut self, indicator: &str, names: Names) {
        self.names.entry(indicator.to_owned()).or_default().0.extend(names.0);
    }

    /// Notes a file that was read.
    pub(crate) fn read(&mut self, file: Arc<SourceFile>) {
        self.files.push(file);
    }
}
