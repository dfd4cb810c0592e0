//! Names in calls → ids, areas, years, units; each miss with the nearest name.

use crate::book::{Id, Period};
use crate::findings::{Problem, nearest};
use crate::formula::{Context, Expr, FormulaProblem, YearSelector, unit_of};
use crate::quantity::Unit;

use super::super::arguments::Given;
use super::{Clerk, Subject};

impl Clerk<'_> {
    /// The call's indicator, area and period, with the chapter's as defaults.
    pub(super) fn subject(&self, given: &Given<'_>) -> Result<Subject, Problem> {
        let indicator = self.indicator(given.text("indicator").unwrap_or_default())?;
        let area = self.area(given.text("area").unwrap_or_else(|| self.book.area_of(self.chapter)))?;
        let period = given.period("year").unwrap_or(Period::Year(self.book.year_of(self.chapter)));
        self.check_period(period)?;
        Ok(Subject { indicator, context: Context { area, period } })
    }

    /// The id of an indicator.
    pub(in crate::ledger) fn indicator(&self, name: &str) -> Result<Id, Problem> {
        if let Some(id) = self.catalogue.lookup(name) {
            return Ok(id.into());
        }
        let near = nearest(name, self.catalogue.names()).map(|near| format!("did you mean `{near}`?"));
        Err(Problem::new(format!("no indicator `{name}`"))
            .hint("an indicator has data or is declared with a formula in data/indicators/")
            .maybe_hint(near))
    }

    /// The id of an area.
    pub(in crate::ledger) fn area(&self, name: &str) -> Result<Id, Problem> {
        if let Some(area) = self.book.areas.get(name) {
            return Ok(area.id.clone());
        }
        let near = nearest(name, self.book.areas.names()).map(|near| format!("did you mean `{near}`?"));
        Err(Problem::new(format!("no area `{name}`"))
            .hint("areas are listed under `areas` in yearbook.yaml")
            .maybe_hint(near))
    }

    /// Refuses years outside the book's.
    pub(in crate::ledger) fn check_period(&self, period: Period) -> Result<(), Problem> {
        let (from, to) = self.book.years;
        if from <= period.first_year() && period.last_year() <= to {
            return Ok(());
        }
        Err(Problem::new(format!("{period} lies outside the book's years, {from} to {to}"))
            .hint("mend the year, or widen `years` in yearbook.yaml"))
    }

    /// The year that a change is measured against.
    pub(super) fn base(&self, given: &Given<'_>, subject: &Subject) -> Result<YearSelector, Problem> {
        let Subject { context, indicator } = subject;
        if let Period::Span(..) = context.period {
            let message = format!(
                "{}() compares years, and {indicator} is asked for the span {}",
                given.function.name, context.period
            );
            return Err(Problem::new(message).hint("give `year` as one year"));
        }
        let Some(base) = given.base("base") else { return Ok(YearSelector::Relative(-1)) };
        let period = base.resolve(context.period);
        self.check_period(period)?;
        if period >= context.period {
            let message = format!("base {period} is not before {}", context.period);
            return Err(
                Problem::new(message).hint("a change is measured against an earlier year: base=2012, or base=-2")
            );
        }
        Ok(base)
    }

    /// A period elsewhere than the subject's.
    pub(super) fn other_period(&self, given: &Given<'_>, name: &str) -> Result<Option<Period>, Problem> {
        let period = given.period(name);
        period.map_or(Ok(()), |period| self.check_period(period))?;
        Ok(period)
    }

    /// The unit of an expression that a template makes.
    pub(in crate::ledger) fn unit_of(&self, formula: &Expr) -> Result<Unit, Problem> {
        unit_of(formula, self.catalogue)
            .map_err(|FormulaProblem { message, hint, .. }| Problem::new(message).maybe_hint(hint))
    }

    /// The unit asked for, and whether its symbol is printed: `usual` where none is, `none` keeps the multiplier.
    pub(in crate::ledger) fn unit_asked(&self, asked: Option<&str>, usual: &Unit) -> Result<(Unit, bool), Problem> {
        let Some(text) = asked else { return Ok((usual.clone(), true)) };
        if text == "none" {
            return Ok((usual.clone(), false));
        }
        let unit = self.book.units.parse(text).map_err(|error| {
            let near = nearest(text, self.book.units.symbols()).map(|near| format!("did you mean `{near}`?"));
            Problem::new(error.to_string()).hint("units are declared under `units` in yearbook.yaml").maybe_hint(near)
        })?;
        if unit.symbol().is_empty() {
            return Ok((usual.with_multiplier(unit.multiplier()), false));
        }
        if unit.is_compatible(usual) {
            return Ok((unit, true));
        }
        let usual = if usual.symbol().is_empty() { "a pure number".to_owned() } else { format!("measured in {usual}") };
        Err(Problem::new(format!("what is {usual} cannot be printed in {unit}"))
            .hint("ask for a unit of the same kind, or \"none\""))
    }
}
