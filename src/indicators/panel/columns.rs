//! The raw columns: areas × years, complete, with a column per indicator of the data.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::book::Period;
use crate::formula::Facts;
use crate::ingest::Status;
use crate::quantity::Exact;

use super::Catalogue;

/// Column of the area.
pub(super) const AREA: &str = "@area";
/// Column of the year.
pub(super) const YEAR: &str = "@year";
/// Column of the area that an area is part of; its own id where it is part of none.
pub(super) const WHOLE: &str = "@whole";

/// Column of an indicator of the data.
pub(super) fn value(id: &str) -> String {
    format!("v:{id}")
}

/// Column of the comparable base of an indicator.
pub(super) fn base(id: &str) -> String {
    format!("b:{id}")
}

/// Column that counts the breaks of a series up to a year.
pub(super) fn breaks(id: &str) -> String {
    format!("k:{id}")
}

/// Column of an indicator's value for a span, the same in every year.
pub(super) fn span(id: &str, (from, to): (i32, i32)) -> String {
    format!("s:{id}@{from}—{to}")
}

/// Builds the frame, sorted by area (in the book's order) and year.
pub(super) fn frame(catalogue: &Catalogue<'_>, spans: &[(String, (i32, i32))]) -> PolarsResult<DataFrame> {
    let (book, observations) = (catalogue.book(), catalogue.observations());
    let (from, to) = book.years;
    let years = usize::try_from(to - from + 1).unwrap_or(0);
    let areas: Vec<&str> = book.areas.iter().map(|area| area.id.as_str()).collect();
    let place: BTreeMap<&str, usize> = areas.iter().enumerate().map(|(index, area)| (*area, index)).collect();
    let height = areas.len() * years;
    let mut columns = keys(catalogue, &areas, (from, to));
    for id in catalogue.order().iter().filter(|id| !catalogue.is_computed(id)) {
        let mut values = vec![None; height];
        let mut bases = vec![None; height];
        let mut broken = vec![0.0; height];
        for observation in observations.of(id) {
            let (Period::Year(year), Some(area)) = (observation.period, place.get(observation.area.as_str())) else {
                continue;
            };
            let Some(offset) = usize::try_from(year - from).ok().filter(|offset| *offset < years) else { continue };
            let row = area * years + offset;
            values[row] = observation.in_base_units().map(|value| value.to_f64());
            let scale = Exact::from(observation.unit.scale());
            bases[row] = observation.comparable_base.as_ref().map(|base| (base * &scale).to_f64());
            broken[row] = f64::from(u8::from(observation.status == Status::B));
        }
        running(&mut broken, years);
        columns.push(column(&value(id), values));
        columns.push(column(&base(id), bases));
        columns.push(column(&breaks(id), broken.into_iter().map(Some).collect()));
    }
    for (id, ends) in spans {
        let mut values = vec![None; height];
        for (area, index) in &place {
            let observation = catalogue.observation(id, area, Period::Span(ends.0, ends.1));
            let number = observation.and_then(crate::ingest::Observation::in_base_units).map(|value| value.to_f64());
            values[index * years..(index + 1) * years].fill(number);
        }
        columns.push(column(&span(id, *ends), values));
    }
    DataFrame::new(height, columns)
}

fn column(name: &str, values: Vec<Option<f64>>) -> Column {
    Series::new(name.into(), values).into()
}

fn keys(catalogue: &Catalogue<'_>, areas: &[&str], (from, to): (i32, i32)) -> Vec<Column> {
    let mut area_column = Vec::new();
    let mut whole_column = Vec::new();
    let mut year_column = Vec::new();
    for area in areas {
        let whole =
            catalogue.areas().get(area).and_then(|area| area.part_of.clone()).unwrap_or_else(|| (*area).to_owned());
        for year in from..=to {
            area_column.push((*area).to_owned());
            whole_column.push(whole.clone());
            year_column.push(f64::from(year));
        }
    }
    vec![
        Series::new(AREA.into(), area_column).into(),
        Series::new(WHOLE.into(), whole_column).into(),
        Series::new(YEAR.into(), year_column).into(),
    ]
}

/// Running totals within each area.
fn running(values: &mut [f64], years: usize) {
    for area in values.chunks_mut(years.max(1)) {
        for index in 1..area.len() {
            area[index] += area[index - 1];
        }
    }
}
