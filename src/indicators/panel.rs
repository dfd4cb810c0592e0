//! The panel: every indicator for all areas and years, computed by polars.
//!
//! It is the second computation of every printed figure. It walks the same syntax tree as `formula`'s exact evaluation,
//! but shares no step with it: a change is a shift of a column, a share a division of columns. Years are complete per
//! area, so that the row before is the year before. Its numbers are binary and never printed.

mod columns;
mod functions;
mod walk;

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, IntoLazy};

use crate::book::{Book, Period};
use crate::formula::{Context, Expr, Function, Node};
use crate::{Error, Result};

use super::Catalogue;

/// A fault put into a function's column: how tests prove that one faulty computation alone is found.
pub type PanelTamper = fn(&Function, polars::prelude::Expr) -> polars::prelude::Expr;

/// All indicators of a book as one table: areas × years × indicators, in base units.
#[derive(Debug)]
pub struct Panel {
    areas: BTreeMap<String, usize>,
    first_year: i32,
    years: usize,
    columns: BTreeMap<String, Vec<Option<f64>>>,
}

/// A formula with the span in which it is evaluated, if its period is a span.
pub(crate) type Asked<'e> = (&'e Expr, Option<(i32, i32)>);

impl Panel {
    /// Computes all indicators, and the formulas that templates asked for.
    ///
    /// # Errors
    /// When polars fails, which is a fault of the program.
    pub fn compute(catalogue: &Catalogue<'_>, asked: &[Asked<'_>]) -> Result<Self> {
        Self::tampered(catalogue, asked, |_, column| column)
    }

    /// Computes with a fault put into every function. Nothing but tests asks for it.
    ///
    /// # Errors
    /// As [`Panel::compute`].
    pub fn tampered(catalogue: &Catalogue<'_>, asked: &[Asked<'_>], tamper: PanelTamper) -> Result<Self> {
        // polars reports some faults by panicking; that must not take the program down.
        let work = || Self::by_polars(catalogue, asked, tamper);
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
            Ok(Ok(panel)) => Ok(panel),
            Ok(Err(error)) => Err(Error::internal(format!("the panel cannot be computed: {error}"))),
            Err(_) => Err(Error::internal("the panel cannot be computed: polars gave up")),
        }
    }

    fn by_polars(
        catalogue: &Catalogue<'_>,
        asked: &[Asked<'_>],
        tamper: PanelTamper,
    ) -> polars::prelude::PolarsResult<Self> {
        let frame = columns::frame(catalogue, &spans(catalogue, asked))?;
        let mut walk = walk::Walk::new(frame.lazy(), catalogue, tamper);
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for id in catalogue.order() {
            names.insert(id.clone(), walk.indicator(id));
        }
        for (expr, span) in asked {
            names.insert(key(expr, *span), walk.asked(expr, *span));
        }
        let done = walk.finish()?;
        Self::read(catalogue.book(), &done, &names)
    }

    fn read(book: &Book, frame: &DataFrame, names: &BTreeMap<String, String>) -> polars::prelude::PolarsResult<Self> {
        let mut columns = BTreeMap::new();
        for (key, name) in names {
            let values =
                frame.column(name)?.f64()?.iter().map(|value| value.filter(|value| value.is_finite())).collect();
            columns.insert(key.clone(), values);
        }
        let areas = book.areas.iter().enumerate().map(|(index, area)| (area.id.clone(), index)).collect();
        let (from, to) = book.years;
        Ok(Self { areas, first_year: from, years: usize::try_from(to - from + 1).unwrap_or(0), columns })
    }

    /// Returns the value of an indicator (by id), if there is one.
    #[must_use]
    pub fn get(&self, indicator: &str, area: &str, year: i32) -> Option<f64> {
        let column = self.columns.get(indicator)?;
        let row = self.areas.get(area)? * self.years
            + usize::try_from(year - self.first_year).ok().filter(|year| *year < self.years)?;
        column.get(row).copied().flatten()
    }

    /// Returns the value of a formula that was asked for, in a context.
    #[must_use]
    pub fn value(&self, expr: &Expr, context: &Context) -> Option<f64> {
        let span = span_of(context.period);
        self.get(&key(expr, span), &context.area, context.period.last_year())
    }
}

/// The span of a period that is one.
pub(crate) fn span_of(period: Period) -> Option<(i32, i32)> {
    match period {
        Period::Year(_) => None,
        Period::Span(from, to) => Some((from, to)),
    }
}

fn key(expr: &Expr, span: Option<(i32, i32)>) -> String {
    match span {
        None => expr.to_string(),
        Some((from, to)) => format!("{expr} [{from}—{to}]"),
    }
}

/// Every indicator of the data that is read for a span, with that span.
fn spans(catalogue: &Catalogue<'_>, asked: &[Asked<'_>]) -> Vec<(String, (i32, i32))> {
    let mut found = std::collections::BTreeSet::new();
    for (expr, span) in asked {
        gather(catalogue, expr, *span, &mut found);
    }
    for id in catalogue.order() {
        gather(catalogue, &Expr { node: Node::Indicator(id.clone()), span: 0..0 }, None, &mut found);
    }
    found.into_iter().collect()
}

fn gather(
    catalogue: &Catalogue<'_>,
    expr: &Expr,
    span: Option<(i32, i32)>,
    found: &mut std::collections::BTreeSet<(String, (i32, i32))>,
) {
    use crate::formula::{Facts, YearSelector};
    match &expr.node {
        Node::Number(_) => {}
        Node::Indicator(id) => match (catalogue.formula(id), span) {
            (Some(formula), _) => gather(catalogue, formula, span, found),
            (None, Some(span)) => drop(found.insert((id.clone(), span))),
            (None, None) => {}
        },
        Node::Select { of, year, .. } => {
            let span = match year {
                None => span,
                Some(YearSelector::Span(from, to)) => Some((*from, *to)),
                Some(_) => None,
            };
            gather(catalogue, of, span, found);
        }
        Node::Negate(of) => gather(catalogue, of, span, found),
        Node::Binary(_, left, right) => {
            gather(catalogue, left, span, found);
            gather(catalogue, right, span, found);
        }
        Node::Call(_, operands) => operands.iter().for_each(|operand| gather(catalogue, operand, span, found)),
    }
}
