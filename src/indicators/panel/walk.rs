//! The walk over a formula: each node becomes a column, in the order in which it is needed.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, Expr as Column, IntoLazy, LazyFrame, NULL, PolarsResult, col, lit, when};

use crate::formula::{Binary, Expr, Facts, Function, Node, YearSelector};

use super::columns::{self, AREA, WHOLE, YEAR};
use super::{Catalogue, PanelTamper};

type Span = Option<(i32, i32)>;

/// Columns under way.
pub(super) struct Walk<'a> {
    frame: LazyFrame,
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) tamper: PanelTamper,
    made: usize,
    /// What has been computed, by formula and span: the same growth is asked for in many places.
    known: BTreeMap<(String, Span), String>,
    pub(super) failed: Option<polars::prelude::PolarsError>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(frame: LazyFrame, catalogue: &'a Catalogue<'a>, tamper: PanelTamper) -> Self {
        Self { frame, catalogue, tamper, made: 0, known: BTreeMap::new(), failed: None }
    }

    /// Computes everything that was asked for.
    pub(super) fn finish(self) -> PolarsResult<DataFrame> {
        match self.failed {
            Some(error) => Err(error),
            None => self.frame.collect(),
        }
    }

    /// The column of an indicator.
    pub(super) fn indicator(&mut self, id: &str) -> String {
        self.indicator_in(id, None)
    }

    /// The column of a formula.
    pub(super) fn asked(&mut self, expr: &Expr, span: Span) -> String {
        self.column(expr, span)
    }

    fn indicator_in(&mut self, id: &str, span: Span) -> String {
        match (self.catalogue.formula(id), span) {
            (Some(formula), _) => self.column(&formula.clone(), span),
            (None, None) => columns::value(id),
            (None, Some(span)) => columns::span(id, span),
        }
    }

    /// Adds a column; returns its name.
    pub(super) fn add(&mut self, column: Column) -> String {
        self.made += 1;
        let name = format!("t{}", self.made);
        // polars walks a plan by recursion, a step a call: every so often what is there is computed, so that a book of many
        // formulas needs no deep stack.
        const STEPS: usize = 12;
        let next = self.frame.clone().with_columns([column.cast(DataType::Float64).alias(name.as_str())]);
        self.frame = if self.made.is_multiple_of(STEPS) {
            match next.collect() {
                Ok(frame) => frame.lazy(),
                Err(error) => {
                    self.failed.get_or_insert(error);
                    self.frame.clone()
                }
            }
        } else {
            next
        };
        name
    }

    pub(super) fn column(&mut self, expr: &Expr, span: Span) -> String {
        let key = (expr.to_string(), span);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let name = self.compute(expr, span);
        self.known.insert(key, name.clone());
        name
    }

    fn compute(&mut self, expr: &Expr, span: Span) -> String {
        match &expr.node {
            Node::Number(number) => self.add(lit(number.to_f64())),
            Node::Indicator(id) => self.indicator_in(id, span),
            Node::Select { of, area, year } => self.select(of, area.as_deref(), *year, span),
            Node::Negate(of) => {
                let of = self.column(of, span);
                self.add(lit(0.0) - col(of))
            }
            Node::Binary(operator, left, right) => {
                let (left, right) = (self.column(left, span), self.column(right, span));
                self.add(binary(*operator, &left, &right))
            }
            Node::Call(function, operands) => self.call(function, operands, span),
        }
    }

    fn call(&mut self, function: &Function, operands: &[Expr], span: Span) -> String {
        let result = self.function(function, operands, span);
        let tampered = (self.tamper)(function, col(result));
        self.add(tampered)
    }

    fn select(&mut self, of: &Expr, area: Option<&str>, year: Option<YearSelector>, span: Span) -> String {
        let mut name = match year {
            None => self.column(of, span),
            Some(YearSelector::Span(from, to)) => self.column(of, Some((from, to))),
            Some(selector) => {
                let column = self.column(of, None);
                self.at_year(&column, selector, span)
            }
        };
        if let Some(area) = area {
            name = self.at_area(&name, area);
        }
        name
    }

    /// A column as it stands in another year. In the context of a span, offsets count from its last year.
    pub(super) fn at_year(&mut self, column: &str, year: YearSelector, span: Span) -> String {
        match (year, span) {
            (YearSelector::Relative(offset), None) => self.add(col(column).shift(lit(-offset)).over_areas()),
            (YearSelector::Relative(offset), Some((_, last))) => self.in_year(column, last + offset),
            (YearSelector::Absolute(year), _) => self.in_year(column, year),
            (YearSelector::Span(..), _) => column.to_owned(),
        }
    }

    /// The value of one year, in every row of its area.
    pub(super) fn in_year(&mut self, column: &str, year: i32) -> String {
        let only = when(col(YEAR).eq(lit(f64::from(year)))).then(col(column)).otherwise(nothing());
        self.add(only.max().over_areas())
    }

    /// The value of one area, in every row of its year.
    pub(super) fn at_area(&mut self, column: &str, area: &str) -> String {
        let only = when(col(AREA).eq(lit(area))).then(col(column)).otherwise(nothing());
        self.add(only.max().over_years())
    }

    /// The value of the area that each area is part of; nothing where it is part of none.
    pub(super) fn of_whole(&mut self, column: &str) -> String {
        let wholes: std::collections::BTreeSet<String> =
            self.catalogue.areas().iter().filter_map(|area| area.part_of.clone()).collect();
        let mut result = nothing();
        for whole in wholes {
            let value = self.at_area(column, &whole);
            let is_part = col(WHOLE).eq(lit(whole.as_str())).and(col(AREA).neq(lit(whole.as_str())));
            result = when(is_part).then(col(value)).otherwise(result);
        }
        self.add(result)
    }

    /// The total over the parts of each area; nothing where a part has no value or there is no part.
    pub(super) fn of_parts(&mut self, column: &str, listed: &[String]) -> String {
        if !listed.is_empty() {
            return self.total_of(column, listed);
        }
        let mut result = nothing();
        let areas: Vec<String> = self.catalogue.areas().iter().map(|area| area.id.clone()).collect();
        for area in areas {
            let parts: Vec<String> = self.catalogue.areas().parts(&area).map(|part| part.id.clone()).collect();
            if !parts.is_empty() {
                let total = self.total_of(column, &parts);
                result = when(col(AREA).eq(lit(area.as_str()))).then(col(total)).otherwise(result);
            }
        }
        self.add(result)
    }

    fn total_of(&mut self, column: &str, parts: &[String]) -> String {
        let is_part = parts.iter().fold(lit(false), |any, part| any.or(col(AREA).eq(lit(part.as_str()))));
        let only = when(is_part).then(col(column)).otherwise(nothing());
        let (total, count) = (only.clone().sum().over_years(), only.count().over_years().cast(DataType::Float64));
        let (total, count) = (self.add(total), self.add(count));
        let complete = col(count).eq(lit(f64::from(u32::try_from(parts.len()).unwrap_or(u32::MAX))));
        self.add(when(complete).then(col(total)).otherwise(nothing()))
    }
}

/// No value.
pub(super) fn nothing() -> Column {
    lit(NULL).cast(DataType::Float64)
}

/// Windows of the panel.
pub(super) trait Windows {
    /// Within each area, in the order of years.
    fn over_areas(self) -> Column;
    /// Within each year.
    fn over_years(self) -> Column;
}

impl Windows for Column {
    fn over_areas(self) -> Column {
        // Columns of the panel exist by construction.
        self.over([col(AREA)]).expect("a partition by a column")
    }

    fn over_years(self) -> Column {
        self.over([col(YEAR)]).expect("a partition by a column")
    }
}

/// A quotient; nothing where the divisor is zero.
pub(super) fn divided(left: Column, right: Column) -> Column {
    when(right.clone().eq(lit(0.0))).then(nothing()).otherwise(left / right)
}

fn binary(operator: Binary, left: &str, right: &str) -> Column {
    let (a, b) = (col(left), col(right));
    let truth = |test: Column| {
        let known = a.clone().is_not_null().and(b.clone().is_not_null());
        when(known).then(when(test).then(lit(1.0)).otherwise(lit(0.0))).otherwise(nothing())
    };
    match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => divided(a, b),
        Binary::Power => a.pow(b),
        Binary::Equal => truth(a.clone().eq(b.clone())),
        Binary::NotEqual => truth(a.clone().neq(b.clone())),
        Binary::Less => truth(a.clone().lt(b.clone())),
        Binary::LessOrEqual => truth(a.clone().lt_eq(b.clone())),
        Binary::Greater => truth(a.clone().gt(b.clone())),
        Binary::GreaterOrEqual => truth(a.clone().gt_eq(b.clone())),
    }
}
