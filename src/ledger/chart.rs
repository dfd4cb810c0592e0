//! Charts as a template asks for them: indicators × areas × years as cells, each a figure with its provenance.

use crate::book::Period;
use crate::findings::{Place, Problem};
use crate::formula::{Context, Expr, Facts, Function, YearSelector};
use crate::ingest::Status;
use crate::quantity::Unit;

use super::clerk::{Amount, Clerk, Draft, Refusal, call_expr, indicator_expr, row};
use super::level::{exact_decimals, in_unit, unit};
use super::round::round;
use super::{Arguments, ChartCell, ChartEntry, ChartSeries, Print};

/// More years than one picture can show.
const MOST_YEARS: i32 = 120;

/// Most decimals of a computed cell whose indicator declares none.
const MOST_DECIMALS: u32 = 2;

/// What the cells of one series have in common.
pub(super) struct CellColumn<'c> {
    pub(super) indicator: &'c str,
    pub(super) function: &'c str,
    pub(super) formula: Expr,
    pub(super) unit: Unit,
    pub(super) decimals: Option<u32>,
}

/// A chart under way.
struct Request<'r> {
    id: &'r str,
    arguments: &'r Arguments,
    indicators: Vec<String>,
    areas: Vec<String>,
    years: Vec<i32>,
}

impl Request<'_> {
    /// The chart's id without its chapter: what the ids of its cells begin with.
    fn key(&self) -> &str {
        self.id.split_once('/').map_or(self.id, |(_, rest)| rest)
    }
}

impl Clerk<'_> {
    pub(super) fn chart_entry(&self, arguments: &Arguments, site: &Place, stem: &str) -> Result<ChartEntry, Problem> {
        arguments.check(row("chart")?)?;
        let (indicators, areas) = (self.chart_indicators(arguments)?, self.chart_areas(arguments)?);
        let (first, last) = self.chart_years(arguments)?;
        let id = format!("{}/chart:{}@{}@{first}—{last}", self.chapter.id, indicators.join("+"), areas.join("+"));
        let request = Request { id: &id, arguments, indicators, areas, years: (first..=last).collect() };
        let kind = arguments.text("kind").unwrap_or_default();
        let left = self.common_unit(&request)?;
        let across_areas = matches!(kind, "ranked" | "pie" | "doughnut");
        let (categories, mut series) = if across_areas {
            (request.areas.clone(), self.series_of_areas(&request, &left)?)
        } else {
            (
                request.years.iter().map(|year| self.wording.year(*year)).collect(),
                self.series_of_years(&request, &left)?,
            )
        };
        let growth = kind == "level-growth";
        if growth {
            series.push(self.growth_series(&request)?);
        }
        if series.iter().all(|series| series.cells.iter().all(|cell| cell.figure.is_none())) {
            let problem = Problem::new(format!(
                "the chart would be empty: {} has no value in {first}—{last}",
                request.indicators.join(", ")
            ));
            return Err(problem.hint("mend the indicator, the area or the years"));
        }
        let mut notes: Vec<String> = arguments.text("note").map(str::to_owned).into_iter().collect();
        notes.extend(self.chart_remarks(&series));
        Ok(ChartEntry {
            id: id.clone(),
            stem: stem.to_owned(),
            kind: kind.to_owned(),
            number: (0, 0),
            title: arguments.text("title").unwrap_or_default().to_owned(),
            units: (left.to_string(), growth.then(|| Unit::percent().to_string())),
            categories,
            series,
            notes,
            source: arguments.text("source").map(str::to_owned),
            site: site.clone(),
        })
    }

    fn chart_indicators(&self, arguments: &Arguments) -> Result<Vec<String>, Problem> {
        arguments.texts("indicator").into_iter().map(|name| self.indicator(name)).collect()
    }

    fn chart_areas(&self, arguments: &Arguments) -> Result<Vec<String>, Problem> {
        let named = arguments.texts("area");
        let named = if named.is_empty() { vec![self.book.area_of(self.chapter)] } else { named };
        named.into_iter().map(|name| self.area(name)).collect()
    }

    fn chart_years(&self, arguments: &Arguments) -> Result<(i32, i32), Problem> {
        let last = arguments.year("to").unwrap_or(self.book.year_of(self.chapter));
        let first = arguments.year("from").unwrap_or(last);
        let (from, to) = self.book.years;
        if first > last || last - first >= MOST_YEARS || first < from || last > to {
            let problem = Problem::new(format!("a chart cannot show {first}—{last}"));
            return Err(problem.hint(format!("`from` must not be after `to`, and both lie in {from}—{to}")));
        }
        Ok((first, last))
    }

    /// The unit of the left axis: one for all series, that of the newest datum.
    fn common_unit(&self, request: &Request<'_>) -> Result<Unit, Problem> {
        let mut common: Option<(&str, Unit)> = None;
        for indicator in &request.indicators {
            let recorded = request.areas.iter().find_map(|area| {
                let newest = request
                    .years
                    .iter()
                    .rev()
                    .find_map(|year| self.catalogue.observation(indicator, area, Period::Year(*year)));
                newest.filter(|_| !self.catalogue.is_computed(indicator)).map(|observation| observation.unit.clone())
            });
            let own = recorded.or_else(|| self.catalogue.unit(indicator).cloned()).unwrap_or_else(Unit::none);
            match &common {
                Some((first, unit)) if !unit.is_compatible(&own) => {
                    let problem = Problem::new(format!(
                        "{first} is in {unit} and {indicator} in {own}: they cannot share one axis"
                    ));
                    return Err(problem.hint("draw two charts, or use an index"));
                }
                Some(_) => {}
                None => common = Some((indicator, own)),
            }
        }
        let own = common.map_or_else(Unit::none, |(_, unit)| unit);
        unit(request.arguments.text("unit"), &own, &self.book.units)
    }

    fn series_of_years(&self, request: &Request<'_>, unit: &Unit) -> Result<Vec<ChartSeries>, Problem> {
        let mut series = Vec::new();
        for indicator in &request.indicators {
            for area in &request.areas {
                let contexts =
                    request.years.iter().map(|year| Context { area: area.clone(), period: Period::Year(*year) });
                let cells = contexts.map(|context| self.level_cell(request, indicator, &context, unit)).collect();
                series.push(ChartSeries { name: self.series_name(request, indicator, area), right: false, cells });
            }
        }
        Ok(series)
    }

    fn series_of_areas(&self, request: &Request<'_>, unit: &Unit) -> Result<Vec<ChartSeries>, Problem> {
        let year = *request.years.last().unwrap_or(&self.book.year);
        let one = |indicator: &String| {
            let contexts = request.areas.iter().map(|area| Context { area: area.clone(), period: Period::Year(year) });
            let cells = contexts.map(|context| self.level_cell(request, indicator, &context, unit)).collect();
            ChartSeries { name: self.catalogue.name(indicator).to_owned(), right: false, cells }
        };
        Ok(request.indicators.iter().map(one).collect())
    }

    fn series_name(&self, request: &Request<'_>, indicator: &str, area: &str) -> String {
        let name = self.catalogue.name(indicator).to_owned();
        match (request.indicators.len(), request.areas.len()) {
            (_, 1) => name,
            (1, _) => area.to_owned(),
            _ => format!("{area}{name}"),
        }
    }

    fn level_cell(&self, request: &Request<'_>, indicator: &str, context: &Context, unit: &Unit) -> ChartCell {
        let formula = indicator_expr(indicator);
        let observation = self
            .catalogue
            .observation(indicator, &context.area, context.period)
            .filter(|_| !self.catalogue.is_computed(indicator));
        let break_before = observation.is_some_and(|observation| observation.status == Status::B);
        let same_scale = observation
            .filter(|observation| observation.unit.scale() == unit.scale())
            .map(|observation| observation.decimals);
        let decimals =
            request.arguments.count("decimals").or(same_scale).or_else(|| self.catalogue.decimals(indicator));
        let column = CellColumn { indicator, function: "figure", formula, unit: unit.clone(), decimals };
        ChartCell { break_before, ..self.cell(request.key(), &column, context) }
    }

    fn growth_series(&self, request: &Request<'_>) -> Result<ChartSeries, Problem> {
        let ([indicator], [area]) = (request.indicators.as_slice(), request.areas.as_slice()) else {
            let problem = Problem::new("level-growth shows one indicator in one area");
            return Err(problem.hint("use kind=\"grouped\" or \"line\" for more"));
        };
        let formula = call_expr(Function::Growth { base: YearSelector::Relative(-1) }, vec![indicator_expr(indicator)]);
        self.check_units(&formula)?;
        let column = CellColumn { indicator, function: "growth", formula, unit: Unit::percent(), decimals: Some(1) };
        let cells = request.years.iter().map(|year| {
            let context = Context { area: area.clone(), period: Period::Year(*year) };
            self.cell(request.key(), &column, &context)
        });
        Ok(ChartSeries { name: self.wording.growth_name().to_owned(), right: true, cells: cells.collect() })
    }

    /// One value of a chart or a table: a figure of its own, under the key of what it stands in.
    pub(super) fn cell(&self, owner: &str, column: &CellColumn<'_>, context: &Context) -> ChartCell {
        let CellColumn { indicator, function, formula, unit, decimals } = column;
        let settled = self.settle(formula, context, |value, _| {
            let value = in_unit(value, unit);
            let own = exact_decimals(&value).unwrap_or(MOST_DECIMALS).min(MOST_DECIMALS);
            round(&value, decimals.unwrap_or(own), self.book.rounding).ok()
        });
        let (rounded, evaluation) = match settled {
            Ok(settled) => settled,
            Err(refusal) => {
                let reason = match refusal {
                    Refusal::NoValue(none) => self.wording.no_value(&none.reason).to_owned(),
                    Refusal::Wrong(problem) => problem.message,
                };
                return ChartCell { figure: None, reason: Some(reason), break_before: false };
            }
        };
        let amount = Amount { rounded, unit: unit.clone() };
        let print = Print { token: format!("{}{unit}", amount.rounded.signed()), ..amount.print() };
        let key = format!("{owner}/{function}:{indicator}@{}@{}", context.area, context.period);
        let draft = Draft { formula: formula.clone(), evaluation, print };
        ChartCell { figure: Some(self.figure_of(&key, indicator, context, draft)), reason: None, break_before: false }
    }

    /// Remarks of the cells, each once, in order.
    fn chart_remarks(&self, series: &[ChartSeries]) -> Vec<String> {
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
}
