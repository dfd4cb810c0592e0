//! The panel: every indicator for all areas and years at once, computed by polars.
//!
//! One frame, a row an area and year, complete, by area and then by year; a column an indicator. Ranks over many areas,
//! checks of plausibility and the comparison with the exact evaluation read it. Its numbers are binary: they check what
//! is printed and are never printed. A value that is missing, in words or a range is null; a hedged one is its number.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, Float64Chunked};

use crate::book::Period;
use crate::formula::{Expr, Node, YearSelector};
use crate::{Error, Result};

use super::Catalogue;

mod cells;
mod grid;
mod moves;
mod pairs;
mod program;
mod sources;
mod walk;

pub(super) use walk::Tamper;

use grid::Grid;
use walk::Walk;

/// A formula that is none of the declared ones, such as a template call asks for.
#[derive(Clone, Debug)]
pub struct Question(Expr);

impl Question {
    /// Returns a question; names in `expr` are resolved. A figure of a span of years is the same for all years, so that
    /// the panel answers it in every row.
    #[must_use]
    pub fn new(expr: &Expr, period: Period) -> Self {
        match period {
            Period::Year(_) => Self(expr.clone()),
            Period::Span(from, to) => {
                let year = Some(YearSelector::Span(from, to));
                let node = Node::Select { of: Box::new(expr.clone()), area: None, year };
                Self(Expr { node, span: expr.span.clone() })
            }
        }
    }

    /// Questions with the same key have the same answer: the formula's canonical text.
    fn key(&self) -> String {
        self.0.to_string()
    }
}

/// All indicators of a book over all areas and years, and the answers to questions.
#[derive(Debug)]
pub struct Panel {
    frame: DataFrame,
    grid: Grid,
    /// Column by indicator id.
    indicators: BTreeMap<String, String>,
    /// Column by key of a question.
    questions: BTreeMap<String, String>,
}

impl Panel {
    /// Computes all indicators of the catalogue and the answers to `questions`.
    ///
    /// # Errors
    /// When polars fails, which is a fault of the program.
    pub fn compute(catalogue: &Catalogue<'_>, questions: &[Question]) -> Result<Self> {
        Self::of(catalogue, catalogue.ids(), questions)
    }

    /// Computes some indicators of the catalogue and the answers to `questions`, and whatever these are computed from.
    ///
    /// # Errors
    /// When polars fails, which is a fault of the program.
    pub fn of<'i>(
        catalogue: &Catalogue<'_>,
        ids: impl Iterator<Item = &'i str>,
        questions: &[Question],
    ) -> Result<Self> {
        Self::with(catalogue, ids, questions, None)
    }

    /// Computes with a fault in the results of functions: how tests prove that one faulty computation alone is found.
    #[cfg(test)]
    pub(super) fn tampered(catalogue: &Catalogue<'_>, questions: &[Question], tamper: Option<Tamper>) -> Result<Self> {
        Self::with(catalogue, catalogue.ids(), questions, tamper)
    }

    fn with<'i>(
        catalogue: &Catalogue<'_>,
        ids: impl Iterator<Item = &'i str>,
        questions: &[Question],
        tamper: Option<Tamper>,
    ) -> Result<Self> {
        let grid = Grid::new(catalogue, questions.iter().map(|question| &question.0));
        let mut walk = Walk::new(catalogue, &grid, tamper);
        let indicators: BTreeMap<_, _> = ids.map(|id| (id.to_owned(), walk.indicator(id).column)).collect();
        let questions: BTreeMap<_, _> =
            questions.iter().map(|question| (question.key(), walk.formula(&question.0).column)).collect();
        let wanted: BTreeSet<&str> = indicators.values().chain(questions.values()).map(String::as_str).collect();
        let frame = walk.finish().run(&grid, &wanted)?;
        Ok(Self { frame, grid, indicators, questions })
    }

    /// Returns an indicator's value in base units.
    #[must_use]
    pub fn value(&self, id: &str, area: &str, year: i32) -> Option<f64> {
        self.cell(self.indicators.get(id)?, area, year)
    }

    /// Returns the answer to a question in base units; for a span of years, any year will do.
    #[must_use]
    pub fn answer(&self, question: &Question, area: &str, year: i32) -> Option<f64> {
        self.cell(self.questions.get(&question.key())?, area, year)
    }

    /// Returns all answers to a question; `None` if it was not asked when the panel was computed.
    #[must_use]
    pub fn answers(&self, question: &Question) -> Option<Answers<'_>> {
        let column = self.questions.get(&question.key())?;
        Some(Answers(self.frame.column(column).ok().and_then(|column| column.f64().ok())))
    }

    /// Returns the row of an area and a year, if there is one.
    #[must_use]
    pub fn row(&self, area: &str, year: i32) -> Option<usize> {
        self.grid.row(area, year)
    }

    /// Returns all values of an indicator: area, year, value in base units.
    pub fn values<'p>(&'p self, id: &str) -> impl Iterator<Item = (&'p str, i32, f64)> {
        let column = self.indicators.get(id).and_then(|column| self.frame.column(column).ok());
        let numbers = column.and_then(|column| column.f64().ok());
        let rows = numbers.into_iter().flat_map(|numbers| self.grid.rows().map(move |row| (numbers, row)));
        rows.filter_map(|(numbers, (row, area, year))| Some((area, year, numbers.get(row)?)))
    }

    /// Returns the areas and years of all rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = (&str, i32)> {
        self.grid.rows().map(|(_, area, year)| (area, year))
    }

    fn cell(&self, column: &str, area: &str, year: i32) -> Option<f64> {
        let row = self.grid.row(area, year)?;
        self.frame.column(column).ok()?.f64().ok()?.get(row)
    }
}

/// The answers to one question, a row an area and year.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'p>(Option<&'p Float64Chunked>);

impl Answers<'_> {
    /// Returns the answer in a row, in base units.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<f64> {
        self.0?.get(row)
    }
}

fn fault(error: polars::error::PolarsError) -> Error {
    Error::internal("polars could not compute the panel").caused_by(error)
}
