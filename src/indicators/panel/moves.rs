//! Values of other areas and other years, beside each row.

use std::cmp::Ordering;

use polars::prelude::{Expr as Columns, IdxSize, col, lit, when};

use crate::formula::{Expr, YearSelector};

use super::grid::{FIRST, PARTS_START, START, WHOLE_START, YEAR, YEAR_INDEX};
use super::program::Value;
use super::walk::{At, Frame, Walk, null};

impl Walk<'_> {
    /// The operand in the period that a selector means.
    pub(super) fn in_period(&mut self, operand: &Expr, selector: YearSelector, frame: Frame) -> Value {
        if let YearSelector::Span(from, to) = selector {
            return self.value(operand, Frame { at: At::Span(from, to), ..frame });
        }
        let value = self.value(operand, Frame { at: At::Row, ..frame });
        self.moved(&value, selector, frame.at)
    }

    /// A column of yearly values in the year that a selector means.
    pub(super) fn moved(&mut self, value: &Value, selector: YearSelector, at: At) -> Value {
        match (selector, at) {
            (YearSelector::Relative(0), At::Row) => value.clone(),
            (YearSelector::Relative(offset), At::Row) => self.years_from_here(value, offset),
            (YearSelector::Relative(offset), At::Span(_, to)) => self.in_year(value, to.saturating_add(offset)),
            (YearSelector::Absolute(year), _) => self.in_year(value, year),
            (YearSelector::Span(..), _) => self.nothing(),
        }
    }

    /// Years are complete, so the value of so many years ago stands so many rows above, if that is still the same area.
    fn years_from_here(&mut self, value: &Value, offset: i32) -> Value {
        let (first, last) = self.grid.years;
        if offset.unsigned_abs() > (last - first).unsigned_abs() {
            return self.nothing();
        }
        let inside = col(YEAR).gt_eq(lit(first - offset)).and(col(YEAR).lt_eq(lit(last - offset)));
        let shifted = value.col().shift(lit(-i64::from(offset)));
        self.program.step(&[value], when(inside).then(shifted).otherwise(null()))
    }

    /// The value of one year, in every row of the same area.
    pub(super) fn in_year(&mut self, value: &Value, year: i32) -> Value {
        match self.grid.year_index(year) {
            Some(index) => self.program.step(&[value], value.col().gather(col(START) + index_literal(index), true)),
            None => self.nothing(),
        }
    }

    /// The value of one area, in every row of the same year.
    pub(super) fn in_area(&mut self, value: &Value, area: &str) -> Value {
        match self.grid.start(area) {
            Some(start) => {
                let rows = col(FIRST) + col(YEAR_INDEX) + index_literal(start);
                self.program.step(&[value], value.col().gather(rows, true))
            }
            None => self.nothing(),
        }
    }

    /// The value of the area that the row's area is part of.
    pub(super) fn in_whole(&mut self, value: &Value) -> Value {
        self.program.step(&[value], value.col().gather(col(WHOLE_START) + col(YEAR_INDEX), true))
    }

    /// The value of the first part of the row's area.
    pub(super) fn in_first_part(&mut self, value: &Value) -> Value {
        self.program.step(&[value], value.col().gather(col(PARTS_START) + col(YEAR_INDEX), true))
    }

    /// No value, anywhere.
    pub(super) fn nothing(&mut self) -> Value {
        self.program.step(&[], when(col(YEAR).is_null()).then(lit(0.0)).otherwise(null()))
    }

    /// The same number in every row.
    pub(super) fn number(&mut self, number: f64) -> Value {
        self.program.step(&[], when(col(YEAR).is_not_null()).then(lit(number)).otherwise(null()))
    }
}

/// The year that a selector means, beside each row.
pub(super) fn year_of(selector: YearSelector, at: At) -> Columns {
    match (selector, at) {
        (YearSelector::Relative(offset), At::Row) => col(YEAR) + lit(offset),
        (YearSelector::Relative(offset), At::Span(_, to)) => lit(to.saturating_add(offset)),
        (YearSelector::Absolute(year) | YearSelector::Span(_, year), _) => lit(year),
    }
}

/// How two years lie to each other, where that is so in every row.
pub(super) fn order_of(a: YearSelector, b: YearSelector) -> Option<Ordering> {
    use YearSelector::{Absolute, Relative, Span};
    match (a, b) {
        (Relative(a), Relative(b)) | (Absolute(a) | Span(_, a), Absolute(b) | Span(_, b)) => Some(a.cmp(&b)),
        _ => None,
    }
}

fn index_literal(index: usize) -> Columns {
    lit(IdxSize::try_from(index).unwrap_or(IdxSize::MAX))
}
