//! Charts as a template asks for them: indicators × areas × years as cells, each a figure with its provenance.
//!
//! Years are the categories; areas where there is one year only. Must not know: how anything is drawn.

use std::sync::Arc;

use crate::book::{Id, Period};
use crate::findings::{Place, Problem};
use crate::formula::{Context, Facts};
use crate::ingest::Status;
use crate::quantity::Unit;

use super::arguments::Given;
use super::clerk::{Built, Clerk, Refusal, Subject, in_id, key, row};
use super::{Argument, Arguments, ChartCell, ChartEntry, ChartSeries, FigureFunction};

/// More years than one picture can show.
const MOST_YEARS: i32 = 120;

/// A chart under way.
struct Request<'r> {
    /// Without the chapter: `chart:x@A@2011—2019`.
    key: String,
    given: Given<'r>,
    indicators: Vec<Id>,
    areas: Vec<Id>,
    years: Vec<i32>,
    site: Arc<Place>,
}

/// One row of cells.
struct Row {
    name: String,
    subjects: Vec<Subject>,
}

impl Clerk<'_> {
    pub(super) fn chart_entry(&self, arguments: &Arguments, site: &Place, stem: &str) -> Result<ChartEntry, Problem> {
        let given = Given::check(row("chart")?, arguments)?;
        let request = self.request(given, site)?;
        let growth = given.text("kind") == Some("level-growth") && given.flag("growth") != Some(false);
        let left = self.common_unit(&request)?;
        let rows = self.rows(&request);
        let mut series = rows.iter().map(|row| self.levels(&request, row, &left)).collect::<Result<Vec<_>, _>>()?;
        if growth {
            for row in &rows {
                series.push(self.rates(&request, row, rows.len() > 1)?);
            }
        }
        check_not_empty(&request, &series)?;
        let (first, last) = request.span();
        let mut notes: Vec<String> = given.text("note").map(str::to_owned).into_iter().collect();
        notes.extend(remarks(&series).into_iter().filter(|remark| !notes.contains(remark)).collect::<Vec<_>>());
        let sources = Some(self.chapter.sources.join("、")).filter(|sources| !sources.is_empty());
        Ok(ChartEntry {
            id: format!("{}/{}", self.chapter.id, request.key),
            stem: stem.to_owned(),
            name: given.text("name").map(str::to_owned),
            kind: given.text("kind").unwrap_or_default().to_owned(),
            number: (0, 0),
            title: given.text("title").unwrap_or_default().to_owned(),
            units: (left.to_string(), growth.then(|| Unit::percent().to_string())),
            categories: self.categories(&request, (first, last)),
            series,
            notes,
            typed: given.text("note").map(str::to_owned),
            source: given.text("source").map(str::to_owned).or(sources),
            site: site.clone(),
        })
    }

    /// A line through one indicator's years: a chart of kind `line` that is drawn as small as a word.
    pub(super) fn sparkline_entry(
        &self,
        arguments: &Arguments,
        site: &Place,
        stem: &str,
    ) -> Result<ChartEntry, Problem> {
        Given::check(row("sparkline")?, arguments)?;
        let mut as_chart = arguments.clone();
        for (name, value) in [("kind", "line"), ("title", "sparkline")] {
            as_chart.0.insert(name.into(), Argument::Text(value.into()));
        }
        let entry = self.chart_entry(&as_chart, site, stem)?;
        let values = entry.series.iter().map(|series| {
            let cells = entry.categories.iter().zip(&series.cells);
            let token = |(category, cell): (&String, &ChartCell)| {
                Some(format!("{category}{}", cell.figure.as_ref()?.print.token))
            };
            let known: Vec<String> = cells.filter_map(token).collect();
            let ends = [known.first(), known.last().filter(|_| known.len() > 1)];
            format!("{} {}", series.name, ends.into_iter().flatten().cloned().collect::<Vec<_>>().join("—"))
        });
        let title = values.collect::<Vec<_>>().join(" ");
        Ok(ChartEntry { id: entry.id.replacen("/chart:", "/sparkline:", 1), kind: "sparkline".into(), title, ..entry })
    }

    fn request<'r>(&self, given: Given<'r>, site: &'r Place) -> Result<Request<'r>, Problem> {
        let indicators =
            given.list("indicator").into_iter().map(|name| self.indicator(name)).collect::<Result<Vec<_>, _>>()?;
        let named = given.list("area");
        let named = if named.is_empty() { vec![self.book.area_of(self.chapter)] } else { named };
        let areas = named.into_iter().map(|name| self.area(name)).collect::<Result<Vec<_>, _>>()?;
        let last = given.year("to").unwrap_or_else(|| self.book.year_of(self.chapter));
        let first = given.year("from").unwrap_or(last);
        self.check_period(Period::Year(first))?;
        self.check_period(Period::Year(last))?;
        if first > last || last - first >= MOST_YEARS {
            return Err(Problem::new(format!("a chart cannot show the years {first} to {last}"))
                .hint(format!("`from` is not after `to`, and there are at most {MOST_YEARS} years")));
        }
        let years = if first == last { first.to_string() } else { format!("{first}—{last}") };
        let key = format!("chart:{}@{}@{years}", in_id(&indicators), in_id(&areas));
        Ok(Request { key, given, indicators, areas, years: (first..=last).collect(), site: Arc::new(site.clone()) })
    }

    fn categories(&self, request: &Request<'_>, (first, last): (i32, i32)) -> Vec<String> {
        if request.across_areas() {
            return request.areas.iter().map(|area| self.area_name(area)).collect();
        }
        (first..=last).map(|year| self.wording.period(Period::Year(year))).collect()
    }

    pub(super) fn area_name(&self, id: &str) -> String {
        self.book.areas.get(id).and_then(|area| area.names.get(self.book.language)).unwrap_or(id).to_owned()
    }

    fn rows(&self, request: &Request<'_>) -> Vec<Row> {
        let subject = |indicator: &Id, area: &Id, year: i32| Subject {
            indicator: indicator.clone(),
            context: Context { area: area.clone(), period: Period::Year(year) },
        };
        let mut rows = Vec::new();
        for indicator in &request.indicators {
            let name = self.catalogue.name(indicator);
            if request.across_areas() {
                let subjects = request.areas.iter().map(|area| subject(indicator, area, request.years[0])).collect();
                rows.push(Row { name: name.to_owned(), subjects });
                continue;
            }
            for area in &request.areas {
                let name = match (request.indicators.len(), request.areas.len()) {
                    (_, 1) => name.to_owned(),
                    (1, _) => self.area_name(area),
                    _ => self.wording.series(name, &self.area_name(area)),
                };
                let subjects = request.years.iter().map(|year| subject(indicator, area, *year)).collect();
                rows.push(Row { name, subjects });
            }
        }
        if let ([only], Some(name)) = (rows.as_mut_slice(), request.given.text("series")) {
            name.clone_into(&mut only.name);
        }
        rows
    }

    /// The unit of the left axis: one for all series, that of the newest datum.
    fn common_unit(&self, request: &Request<'_>) -> Result<Unit, Problem> {
        let mut common: Option<(&str, Unit)> = None;
        for indicator in &request.indicators {
            let own = self.axis_unit(request, indicator);
            match &common {
                Some((first, unit)) if !unit.is_compatible(&own) => {
                    let message = format!("{first} is in {unit} and {indicator} in {own}: they cannot share one axis");
                    return Err(Problem::new(message).hint("draw two charts, or make an index of each"));
                }
                Some(_) => {}
                None => common = Some((indicator, own)),
            }
        }
        let own = common.map_or_else(Unit::none, |(_, unit)| unit);
        self.unit_asked(request.given.text("unit"), &own).map(|(unit, _)| unit)
    }

    fn axis_unit(&self, request: &Request<'_>, indicator: &str) -> Unit {
        let newest = |area: &Id| {
            let years = request.years.iter().rev();
            years.into_iter().find_map(|year| self.catalogue.observation(indicator, area, Period::Year(*year)))
        };
        let observation = request.areas.iter().find_map(newest).filter(|_| !self.catalogue.is_computed(indicator));
        let recorded = observation.map(|observation| observation.unit.clone());
        recorded.or_else(|| self.catalogue.unit(indicator).cloned()).unwrap_or_else(Unit::none)
    }

    fn levels(&self, request: &Request<'_>, row: &Row, unit: &Unit) -> Result<ChartSeries, Problem> {
        let mut arguments = bare();
        arguments.0.insert(
            "unit".into(),
            Argument::Text(if unit.symbol().is_empty() { "none".into() } else { unit.to_string() }),
        );
        if let Some(decimals) = request.given.decimals() {
            arguments.0.insert("decimals".into(), Argument::Integer(decimals.into()));
        }
        let cells = row.subjects.iter().map(|subject| {
            let built = self.level(&Given::made(FigureFunction::Figure.row(), &arguments), subject);
            let cell = self.cell(request, FigureFunction::Figure, subject, built)?;
            let observation = self.datum(subject);
            Ok(ChartCell {
                break_before: observation.is_some_and(|observation| observation.status == Status::B),
                ..cell
            })
        });
        Ok(ChartSeries { name: row.name.clone(), right: false, cells: cells.collect::<Result<_, Problem>>()? })
    }

    /// The rates of growth of a row, on the second axis.
    fn rates(&self, request: &Request<'_>, row: &Row, several: bool) -> Result<ChartSeries, Problem> {
        let arguments = bare();
        let cells = row.subjects.iter().map(|subject| {
            let built =
                self.change(FigureFunction::Growth, &Given::made(FigureFunction::Growth.row(), &arguments), subject);
            self.cell(request, FigureFunction::Growth, subject, built)
        });
        let name = self.wording.growth_series(several.then_some(row.name.as_str()));
        Ok(ChartSeries { name, right: true, cells: cells.collect::<Result<_, Problem>>()? })
    }

    /// A cell: a figure, or the reason why there is none.
    fn cell(
        &self,
        request: &Request<'_>,
        function: FigureFunction,
        subject: &Subject,
        built: Built,
    ) -> Result<ChartCell, Problem> {
        let missing = |reason: String| Ok(ChartCell { figure: None, reason: Some(reason), break_before: false });
        match built {
            Ok(draft) if draft.print.rounded.is_none() => missing(self.wording.no_number().to_owned()),
            Ok(draft) => {
                let key = format!("{}/{}", request.key, key(function, subject));
                let figure = self.figure_of(&key, (function, &request.site), subject, draft);
                Ok(ChartCell { figure: Some(figure), reason: None, break_before: false })
            }
            Err(Refusal::Wrong(problem)) => Err(problem),
            Err(refusal) => missing(refusal.for_readers(self).unwrap_or_default()),
        }
    }
}

impl Request<'_> {
    fn across_areas(&self) -> bool {
        self.years.len() == 1 && self.areas.len() > 1
    }

    fn span(&self) -> (i32, i32) {
        let first = self.years.first().copied().unwrap_or_default();
        (first, self.years.last().copied().unwrap_or(first))
    }
}

/// Cells print the number alone, with its sign.
fn bare() -> Arguments {
    Arguments([("word".to_owned(), Argument::Flag(false))].into())
}

/// Remarks of the cells, each once, in order.
fn remarks(series: &[ChartSeries]) -> Vec<String> {
    let mut remarks: Vec<String> = Vec::new();
    for figure in series.iter().flat_map(|series| &series.cells).filter_map(|cell| cell.figure.as_ref()) {
        for note in &figure.notes {
            if !remarks.contains(note) {
                remarks.push(note.clone());
            }
        }
    }
    remarks
}

/// Refuses a chart without a single value.
fn check_not_empty(request: &Request<'_>, series: &[ChartSeries]) -> Result<(), Problem> {
    if series.iter().flat_map(|series| &series.cells).any(|cell| cell.figure.is_some()) {
        return Ok(());
    }
    let (first, last) = request.span();
    let years = if first == last { first.to_string() } else { format!("{first} to {last}") };
    let what = format!("{} for {}", request.indicators.join(", "), request.areas.join(", "));
    Err(Problem::new(format!("the chart would be empty: no value of {what} in {years}")).hint(
        "mend the indicator, the area or the years, or leave the chart out with {% if outcome(…) == \"value\" %}",
    ))
}
