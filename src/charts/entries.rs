//! From the ledger's charts to pictures: one that stands alone, a wide one and a narrow one for a page.

use std::collections::BTreeMap;

use crate::book::Language;
use crate::findings::{Findings, Problem, nearest};
use crate::ingest::Status;
use crate::ledger::{ChapterLedger, ChartCell, ChartEntry};

use super::codes;
use super::{Axis, ChartError, ChartKind, ChartSpec, Mark, Point, Series, draw, sparkline};

/// Draws every chart of the ledgers: stem → SVG that stands alone, with its title; and, for a page whose caption holds the
/// title, without it: under the stem with `-wide`, and with `-narrow` for phones.
///
/// A chart that has no honest picture is a finding, and stands empty in the result, so that the rest can be laid out.
pub fn pictures<'a>(
    ledgers: impl Iterator<Item = &'a ChapterLedger>,
    language: Language,
    findings: &mut Findings,
) -> BTreeMap<String, String> {
    let mut pictures = BTreeMap::new();
    let ledgers: Vec<&ChapterLedger> = ledgers.collect();
    for line in ledgers.iter().flat_map(|ledger| &ledger.sparklines) {
        let values: Vec<Option<f64>> =
            line.series.iter().flat_map(|series| &series.cells).map(|cell| point(cell).value).collect();
        let picture = sparkline(&line.title, &values).unwrap_or_else(|error| {
            codes::NO_PICTURE.report(findings, problem(line, &error));
            String::new()
        });
        pictures.insert(line.stem.clone(), picture);
    }
    for chart in ledgers.iter().flat_map(|ledger| &ledger.charts) {
        for (ending, width, titled) in
            [("", ChartSpec::WIDTH, true), ("-wide", ChartSpec::WIDTH, false), ("-narrow", ChartSpec::NARROW, false)]
        {
            let stem = format!("{}{ending}", chart.stem);
            let spec = spec(chart, language, &stem).map(|spec| ChartSpec { width, titled, ..spec });
            let picture = spec.and_then(|spec| draw(&spec)).unwrap_or_else(|error| {
                if titled {
                    codes::NO_PICTURE.report(findings, problem(chart, &error));
                }
                String::new()
            });
            pictures.insert(stem, picture);
        }
    }
    pictures
}

fn problem(chart: &ChartEntry, error: &ChartError) -> Problem {
    let near = match error {
        ChartError::UnknownKind { .. } => {
            nearest(&chart.kind, ChartKind::names()).map(|near| format!("did you mean `{near}`?"))
        }
        _ => None,
    };
    Problem::new(error.to_string()).at(chart.site.clone()).maybe_hint(near)
}

fn spec(chart: &ChartEntry, language: Language, id: &str) -> Result<ChartSpec, ChartError> {
    let kind = ChartKind::from_name(&chart.kind)?;
    let series = chart.series.iter().map(|series| Series {
        name: series.name.clone(),
        axis: if series.right { Axis::Right } else { Axis::Left },
        points: series.cells.iter().map(point).collect(),
    });
    Ok(ChartSpec {
        language,
        unit_left: chart.units.0.clone(),
        unit_right: chart.units.1.clone(),
        categories: chart.categories.clone(),
        series: series.collect(),
        notes: chart.notes.clone(),
        source: chart.source.clone(),
        ..ChartSpec::new(id, kind, &chart.title)
    })
}

/// The geometry in the axis' unit, and the token as the ledger printed it.
fn point(cell: &ChartCell) -> Point {
    let Some(figure) = &cell.figure else {
        return Point { reason: cell.reason.clone(), break_before: cell.break_before, ..Point::default() };
    };
    let scale = figure.print.unit.as_ref().map_or_else(crate::quantity::Exact::one, crate::quantity::Unit::worth);
    let value = figure.value().and_then(|value| value.divide(&scale).ok()).map(|value| value.to_f64());
    Point {
        value,
        label: figure.print.token.clone(),
        mark: mark(figure.evaluation.statuses.iter()),
        break_before: cell.break_before,
        reason: None,
    }
}

/// The weakest standing among the inputs.
fn mark(statuses: impl Iterator<Item = Status>) -> Mark {
    let marks = statuses.map(|status| match status {
        Status::P => Mark::Provisional,
        Status::E | Status::I => Mark::Estimated,
        Status::V => Mark::Unvalidated,
        Status::A | Status::B | Status::M | Status::O => Mark::Normal,
    });
    marks.max().unwrap_or_default()
}
