//! Tables as a template asks for them: rows and columns of indicators, areas and years, each cell a figure.
//!
//! Owns: what is asked ([`Plan`]), units and heads. Must not know: how a table is drawn.

mod cells;
mod entry;
mod layout;
mod notes;
mod rows;

pub use entry::{Exhibit, Gap, Label, Reference, TableCell, TableColumn, TableEntry, TableRow, Target};
pub use rows::Tally;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Id, Language, Period};
use crate::findings::{Place, Problem};
use crate::formula::Facts;
use crate::quantity::Unit;

use super::Arguments;
use super::arguments::Given;
use super::clerk::{Clerk, in_id, row};
use super::wording::{self, TableWords};
use notes::Notes;

/// More cells than one table can show.
const MOST_CELLS: usize = 20_000;

/// What goes down; the other two go across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Down {
    Years,
    Areas,
    Indicators,
}

/// What a column says of its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// The value itself.
    Level,
    /// Its increment over the year before, of a rate in percentage points.
    Change,
    /// Its rate of growth over the year before.
    Growth,
    /// Its share of the whole that the area is part of.
    Share,
    /// Its rank among the parts of the same whole.
    Rank,
}

/// One cell's, column's or row's coordinates; what is not fixed is empty.
#[derive(Clone, Debug, Default)]
struct Slot {
    indicator: Option<Id>,
    area: Option<Id>,
    year: Option<i32>,
    aspect: Option<Aspect>,
    /// Whether it belongs to the row of totals.
    total: bool,
}

/// A table under way.
struct Plan<'r> {
    given: Given<'r>,
    site: Arc<Place>,
    /// The table's id without its chapter: what the ids of its cells begin with.
    key: String,
    down: Down,
    indicators: Vec<Id>,
    areas: Vec<Id>,
    /// The nearest area of the table that each of `areas` is part of.
    wholes: Vec<Option<usize>>,
    years: Vec<i32>,
    /// What columns say beside the level.
    aspects: Vec<Aspect>,
    /// How the values of each indicator are printed.
    units: BTreeMap<Id, Unit>,
    /// The unit of all levels, unless each column has its own.
    unit: Option<Unit>,
    bilingual: bool,
}

impl Plan<'_> {
    fn flag(&self, name: &str) -> bool {
        self.given.flag(name).unwrap_or_default()
    }

    /// The areas of the table whose nearest whole in it is the one at a place; those that have none for `None`.
    fn parts_of(&self, whole: Option<usize>) -> impl Iterator<Item = &Id> {
        self.areas.iter().zip(&self.wholes).filter(move |(_, own)| **own == whole).map(|(area, _)| area)
    }

    fn newest(&self) -> i32 {
        self.years.iter().copied().max().unwrap_or_default()
    }
}

impl Clerk<'_> {
    pub(super) fn table_entry(
        &mut self,
        arguments: &Arguments,
        site: &Place,
        stem: &str,
    ) -> Result<TableEntry, Problem> {
        let given = Given::check(row("table")?, arguments)?;
        let plan = self.table_plan(given, site)?;
        let id = format!("{}/{}", self.chapter.id, plan.key);
        let mut notes = Notes::new(self.bindings(&plan)?);
        let columns = self.table_columns(&plan, &mut notes)?;
        let rows = self.table_rows(&plan, &columns, &mut notes)?;
        if rows.iter().flat_map(|row| &row.cells).all(|cell| cell.figure.is_none()) {
            let what = plan.indicators.join(", ");
            let problem = Problem::new(format!("the table would be empty: {what} has no value there"));
            return Err(problem.hint("mend the indicators, the areas or the years"));
        }
        let legend = self.legend(&rows);
        let (notes, typed) = notes.finish()?;
        Ok(TableEntry {
            id,
            stem: stem.to_owned(),
            name: given.text("name").map(str::to_owned),
            number: (0, 0),
            title: Label {
                text: given.text("title").unwrap_or_default().to_owned(),
                english: given.text("title_en").map(str::to_owned),
            },
            unit: plan.unit.as_ref().and_then(unit_text),
            stub: self.stub(&plan),
            columns: columns.into_iter().map(|(_, column)| column).collect(),
            rows: rows.into(),
            notes,
            typed,
            remarks: given.list("note").into_iter().map(str::to_owned).collect(),
            legend,
            source: self.source_line(given),
            split: given.count("split"),
            site: site.clone(),
        })
    }

    fn table_plan<'r>(&mut self, given: Given<'r>, site: &'r Place) -> Result<Plan<'r>, Problem> {
        let down = match given.text("rows") {
            Some("areas") => Down::Areas,
            Some("indicators") => Down::Indicators,
            _ => Down::Years,
        };
        let indicators = given.list("indicator").into_iter().map(|name| self.indicator(name));
        let indicators = indicators.collect::<Result<Vec<_>, _>>()?;
        let (areas, years) = (self.table_areas(given, down)?, self.table_years(given)?);
        once("indicator", &indicators)?;
        once("area", &areas)?;
        once("year", &years)?;
        let aspects = self.aspects(given, &areas)?;
        let wholes = self.listed_wholes(&areas);
        let cells = indicators.len() * areas.len() * years.len() * (1 + aspects.len());
        if cells == 0 || cells > MOST_CELLS {
            let problem = Problem::new(format!("a table of {cells} cells cannot be shown"));
            return Err(
                problem.hint(format!("give at least one indicator, area and year, and at most {MOST_CELLS} cells"))
            );
        }
        if down != Down::Areas && given.flag("total") == Some(true) {
            let problem = Problem::new("total=true adds a row for the whole of the areas, but the rows are no areas");
            return Err(problem.hint("use rows=\"areas\", or leave it out"));
        }
        let key = match given.text("name") {
            Some(name) => format!("table:{name}"),
            None => {
                let (first, last) = (years.iter().min(), years.iter().max());
                let span = first.zip(last).map(|(first, last)| format!("{first}—{last}")).unwrap_or_default();
                format!("table:{}@{}@{span}", in_id(&indicators), in_id(&areas))
            }
        };
        let key = self.unique(format!("{}/{key}", self.chapter.id)).split_off(self.chapter.id.len() + 1);
        let mut plan = Plan {
            given,
            site: Arc::new(site.clone()),
            key,
            down,
            indicators,
            areas,
            wholes,
            years,
            aspects,
            units: BTreeMap::new(),
            unit: None,
            bilingual: given.flag("bilingual").unwrap_or_default(),
        };
        self.choose_units(&mut plan)?;
        Ok(plan)
    }

    fn table_areas(&self, given: Given<'_>, down: Down) -> Result<Vec<Id>, Problem> {
        let named = given.list("areas");
        let own = self.book.area_of(self.chapter);
        if !named.is_empty() {
            return named.into_iter().map(|name| self.area(name)).collect();
        }
        let parts: Vec<Id> = self.book.areas.parts(own).map(|area| area.id.clone()).collect();
        if down == Down::Areas && !parts.is_empty() { Ok(parts) } else { self.area(own).map(|own| vec![own]) }
    }

    fn table_years(&self, given: Given<'_>) -> Result<Vec<i32>, Problem> {
        let mut years = given.years("years");
        if years.is_empty() {
            let last = given.year("to").unwrap_or(self.book.year_of(self.chapter));
            years = (given.year("from").unwrap_or(last)..=last).collect();
        }
        years.iter().try_for_each(|year| self.check_period(Period::Year(*year)))?;
        Ok(years)
    }

    fn aspects(&self, given: Given<'_>, areas: &[Id]) -> Result<Vec<Aspect>, Problem> {
        let asked =
            [("change", Aspect::Change), ("growth", Aspect::Growth), ("share", Aspect::Share), ("rank", Aspect::Rank)];
        let aspects: Vec<_> = asked.into_iter().filter(|(name, _)| given.flag(name) == Some(true)).collect();
        for (name, aspect) in &aspects {
            let alone = areas.iter().find(|area| self.book.areas.siblings(area).len() < 2);
            if let Some(area) = alone.filter(|_| matches!(aspect, Aspect::Share | Aspect::Rank)) {
                let problem = Problem::new(format!("{name}=true, but {area} is part of no whole with other parts"));
                return Err(problem.hint("list parts of one area, or leave it out"));
            }
        }
        Ok(aspects.into_iter().map(|(_, aspect)| aspect).collect())
    }

    /// Chooses how each indicator is printed, and the unit of the table where one does for all.
    fn choose_units(&self, plan: &mut Plan<'_>) -> Result<(), Problem> {
        let asked = plan.given.text("unit");
        let by_column = asked == Some("column");
        for indicator in &plan.indicators {
            let own = self.recorded_unit(plan, indicator);
            let (unit, symbol) = self.unit_asked(asked.filter(|_| !by_column), &own)?;
            let unit = if symbol { unit } else { unit.without_symbol() };
            plan.units.insert(indicator.clone(), unit);
        }
        let mut units = plan.indicators.iter().map(|indicator| (indicator, &plan.units[indicator]));
        let Some((first, unit)) = units.next() else { return Ok(()) };
        match units.find(|(_, other)| *other != unit).filter(|_| !by_column) {
            Some((indicator, other)) => {
                let (unit, other) = (spoken(unit), spoken(other));
                let message = format!("the table mixes units: {first} is in {unit}, {indicator} in {other}");
                Err(Problem::new(message).hint("print units in the heads with unit=\"column\", or choose one for all"))
            }
            None => {
                let one = unit.clone();
                plan.unit = (!by_column).then_some(one);
                Ok(())
            }
        }
    }

    /// The unit of the newest datum in the table, else the declared one.
    fn recorded_unit(&self, plan: &Plan<'_>, indicator: &str) -> Unit {
        let years = plan.years.iter().rev();
        let mut places = years.flat_map(|year| plan.areas.iter().map(|area| (area, Period::Year(*year))));
        let newest = places.find_map(|(area, period)| self.catalogue.observation(indicator, area, period));
        let recorded = newest.filter(|_| !self.catalogue.is_computed(indicator)).map(|datum| datum.unit.clone());
        recorded.or_else(|| self.catalogue.unit(indicator).cloned()).unwrap_or_else(Unit::none)
    }

    fn source_line(&self, given: Given<'_>) -> Option<String> {
        let own = given.text("source").map(str::to_owned);
        own.or_else(|| Some(self.chapter.sources.join("、")).filter(|sources| !sources.is_empty()))
    }

    /// The English name of something in a bilingual table.
    fn english(&self, plan: &Plan<'_>, of: &str, name: Option<&str>) -> Result<Option<String>, Problem> {
        match name {
            _ if !plan.bilingual => Ok(None),
            Some(name) => Ok(Some(name.to_owned())),
            None => {
                let problem = Problem::new(format!("the table is bilingual, but {of} has no English name"));
                Err(problem.hint("add it where it is declared: name: {zh: …, en: …}"))
            }
        }
    }

    fn indicator_label(&self, plan: &Plan<'_>, id: &str) -> Result<Label, Problem> {
        let english = Some(self.catalogue.name_in(id, Language::En)).filter(|name| *name != id);
        Ok(Label { text: self.catalogue.name(id).to_owned(), english: self.english(plan, id, english)? })
    }

    fn area_label(&self, plan: &Plan<'_>, id: &str) -> Result<Label, Problem> {
        let names = self.book.areas.get(id).map(|area| &area.names);
        let text = names.and_then(|names| names.get(self.book.language)).unwrap_or(id).to_owned();
        let english = names.and_then(|names| names.get(Language::En)).filter(|name| *name != id);
        Ok(Label { text, english: self.english(plan, id, english)? })
    }

    fn year_label(&self, plan: &Plan<'_>, year: i32) -> Label {
        Label { text: self.wording.period(Period::Year(year)), english: plan.bilingual.then(|| year.to_string()) }
    }

    /// A label of the language's own, of one year where that must be said.
    fn word_label(&self, plan: &Plan<'_>, word: fn(&TableWords) -> &'static str, year: Option<i32>) -> Label {
        let label = |wording: &dyn wording::Wording| {
            let word = word(wording.table());
            year.map_or_else(|| word.to_owned(), |year| wording.of_year(word, year))
        };
        Label { text: label(self.wording), english: plan.bilingual.then(|| label(wording::of(Language::En))) }
    }

    fn stub(&self, plan: &Plan<'_>) -> Label {
        let word: fn(&TableWords) -> &'static str = match plan.down {
            Down::Years => |words| words.years,
            Down::Areas => |words| words.areas,
            Down::Indicators => |words| words.indicators,
        };
        self.word_label(plan, word, None)
    }
}

/// Refuses what is listed twice: a column or row would stand twice in the table.
fn once<T: PartialEq + std::fmt::Display>(what: &str, listed: &[T]) -> Result<(), Problem> {
    match listed.iter().enumerate().find(|(index, item)| listed[..*index].contains(item)) {
        Some((_, item)) => {
            let problem = Problem::new(format!("the {what} {item} stands twice in the table"));
            Err(problem.hint("list it once; two names may mean the same"))
        }
        None => Ok(()),
    }
}

/// A unit as a head prints it: nothing for pure numbers.
fn unit_text(unit: &Unit) -> Option<String> {
    let text = unit.to_string();
    let text = text.strip_prefix('个').filter(|rest| *rest == "百分点").unwrap_or(&text);
    (!text.is_empty()).then(|| text.to_owned())
}

fn spoken(unit: &Unit) -> String {
    unit_text(unit).unwrap_or_else(|| "pure numbers".to_owned())
}
