//! An edition → its record.

use std::collections::BTreeSet;

use crate::book::{Book, Period};
use crate::formula::{Evaluation, Input, Outcome};
use crate::indicators::Catalogue;
use crate::ingest::{Observation, Observations};
use crate::ledger::{ChartEntry, Figure, TableEntry, record as json};
use crate::render::{self, Marked, Part, Written};

use super::record::{FORMAT, Mark, Observed, Printed, Record, Said, Shown, VERSION};

/// Which observations a record lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Those that something printed was computed from.
    Used,
    /// All of the book.
    All,
}

/// Returns what an edition prints, as its record.
#[must_use]
pub fn record(catalogue: &Catalogue<'_>, chapters: &[Written], extent: Extent) -> Record {
    let (book, observations) = (catalogue.book(), catalogue.observations());
    let printed = |figure: &Figure| printed(catalogue, figure);
    let mut record = Record {
        format: FORMAT.to_owned(),
        version: VERSION,
        name: book.year.to_string(),
        year: book.year,
        title: book.title.get(book.language).unwrap_or_default().to_owned(),
        language: book.language,
        released: None,
        all_observations: extent == Extent::All,
        observations: Vec::new(),
        figures: Vec::new(),
        exhibits: Vec::new(),
        passages: Vec::new(),
    };
    for written in chapters {
        let ledger = &written.ledger;
        let mut figures: Vec<&Figure> = ledger.figures.iter().filter(|figure| figure.order > 0).collect();
        figures.sort_by_key(|figure| figure.order);
        record.figures.extend(figures.into_iter().map(printed));
        record.exhibits.extend(ledger.charts.iter().map(|chart| chart_shown(chart, "chart", &printed)));
        record.exhibits.extend(ledger.sparklines.iter().map(|line| chart_shown(line, "sparkline", &printed)));
        record.exhibits.extend(ledger.tables.iter().map(|table| table_shown(table, &printed)));
        record.passages.extend(said(book, written));
    }
    let cells = record.exhibits.iter().flat_map(|exhibit| &exhibit.cells);
    let used: BTreeSet<&String> = record.figures.iter().chain(cells).flat_map(|figure| &figure.inputs).collect();
    record.observations = match extent {
        Extent::All => observations.iter().map(|observation| observed(&observation)).collect(),
        Extent::Used => {
            used.into_iter().filter_map(|key| find(observations, key)).map(|found| observed(&found)).collect()
        }
    };
    record
}

pub(super) fn key(input: &Input) -> String {
    format!("{}@{}@{}", input.indicator, input.area, input.period)
}

/// Returns the observation of a key: `indicator@area@period`.
pub(super) fn find<'a>(observations: &'a Observations, key: &str) -> Option<Observation<'a>> {
    let (indicator, rest) = key.split_once('@')?;
    let (area, period) = rest.rsplit_once('@')?;
    observations.get(indicator, area, Period::parse(period)?)
}

/// An observation as a record has it.
pub(super) fn observed(observation: &Observation<'_>) -> Observed {
    let (raw, unit) = (observation.raw.to_string(), observation.unit.to_string());
    let text = if raw.ends_with(&unit) { raw } else { format!("{raw}{unit}") };
    Observed {
        key: format!("{}@{}@{}", observation.indicator, observation.area, observation.period),
        text,
        value: observation.in_base_units().as_ref().map(json::fraction),
        status: format!("{:?}", observation.status),
        at: observation.place().to_string(),
    }
}

/// A figure as a record has it.
fn printed(catalogue: &Catalogue<'_>, figure: &Figure) -> Printed {
    Printed {
        id: figure.id.clone(),
        entry: figure.entry.as_deref().map(str::to_owned),
        function: figure.function.name().to_owned(),
        text: figure.print.text(),
        word: figure.print.word.clone(),
        value: figure.value().map(json::fraction),
        class: figure.class.name().to_owned(),
        outcome: outcome(&figure.evaluation).to_owned(),
        rule: figure.provenance(catalogue).rule,
        inputs: figure.evaluation.inputs.iter().map(key).collect(),
        site: figure.site.to_string(),
    }
}

fn outcome(evaluation: &Evaluation) -> &'static str {
    match &evaluation.outcome {
        Outcome::Value { .. } => "value",
        Outcome::None(reason) => reason.name(),
    }
}

fn chart_shown(chart: &ChartEntry, kind: &str, printed: &dyn Fn(&Figure) -> Printed) -> Shown {
    Shown {
        id: chart.id.clone(),
        kind: kind.to_owned(),
        entry: chart.figures().next().and_then(|figure| figure.entry.as_deref().map(str::to_owned)),
        title: chart.title.clone(),
        cells: chart.figures().map(printed).collect(),
        site: chart.site.to_string(),
    }
}

fn table_shown(table: &TableEntry, printed: &dyn Fn(&Figure) -> Printed) -> Shown {
    Shown {
        id: table.id.clone(),
        kind: "table".to_owned(),
        entry: table.figures().next().and_then(|figure| figure.entry.as_deref().map(str::to_owned)),
        title: table.title.text.clone(),
        cells: table.figures().map(printed).collect(),
        site: table.site.to_string(),
    }
}

fn said<'a>(book: &Book, written: &'a Written) -> impl Iterator<Item = Said> + 'a {
    render::passages(book, written).into_iter().map(|passage| {
        let figures = passage.marks.iter().filter_map(|mark| match mark.what {
            Marked::Figure(index) => Some(Mark {
                id: written.ledger.figures.get(index)?.id.clone(),
                span: (mark.span.start, mark.span.end),
                token: (mark.token.start, mark.token.end),
            }),
            Marked::Reference(_) => None,
        });
        let figures = figures.collect();
        let part = part(passage.part).to_owned();
        Said { chapter: written.chapter.clone(), entry: passage.entry, part, text: passage.text, figures }
    })
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Front => "front",
        Part::Heading => "heading",
        Part::Paragraph => "paragraph",
        Part::Cell => "cell",
        Part::Chart => "chart",
        Part::Table => "table",
    }
}
