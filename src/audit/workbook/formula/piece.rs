//! A piece of a cell's formula: its text, how strongly it holds together, and what it comes to in binary numbers.
//!
//! Owns: the operators of spreadsheets and their brackets. Must not know: indicators, sheets.

use num_traits::{One, Signed, ToPrimitive};

use crate::formula::Binary;
use crate::quantity::Exact;

/// Values that differ by less than this part of themselves are equal: more than binary arithmetic loses, far less than
/// data can differ by.
const NOISE: f64 = 1e-12;

/// A cell that formulas refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::audit::workbook) struct Cell {
    /// Name of its sheet.
    pub(in crate::audit::workbook) sheet: &'static str,
    /// Letters of its column.
    pub(in crate::audit::workbook) column: &'static str,
    /// Row as a spreadsheet shows it.
    pub(in crate::audit::workbook) row: u32,
}

/// How strongly a text holds together. A sign is always put into brackets, because spreadsheets bind it before a power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    Sum,
    Product,
    Power,
    Atom,
}

/// A part of a formula.
#[derive(Clone, Debug)]
pub(in crate::audit::workbook) struct Piece {
    /// As a spreadsheet reads it, without `=`.
    pub(in crate::audit::workbook) text: String,
    /// What it comes to.
    pub(in crate::audit::workbook) value: f64,
    /// Brackets and functions within each other.
    pub(super) depth: usize,
    hold: Hold,
    /// The cell, where it is nothing else.
    pub(in crate::audit::workbook) cell: Option<Cell>,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!${}${}", self.sheet, self.column, self.row)
    }
}

impl Piece {
    fn new(text: String, value: f64, hold: Hold, depth: usize) -> Self {
        Self { text, value, depth, hold, cell: None }
    }

    /// A reference to a cell.
    pub(super) fn cell(cell: Cell, value: f64) -> Self {
        Self { cell: Some(cell), ..Self::new(cell.to_string(), value, Hold::Atom, 0) }
    }

    /// A number of the formula itself: a decimal where it ends, else a quotient.
    pub(super) fn number(number: &Exact) -> Self {
        const MOST_DECIMALS: usize = 12;
        let (exact, value) = (number.lo(), number.to_f64());
        let decimals = format!("{number}");
        let ends = decimals.rsplit_once('.').is_none_or(|(_, digits)| digits.len() <= MOST_DECIMALS);
        if exact.is_negative() {
            return Self::minus(&Self::number(&-number));
        }
        if ends && !decimals.ends_with('…') {
            return Self::new(decimals, value, Hold::Atom, 0);
        }
        let (numer, denom) = (exact.numer(), exact.denom());
        if denom.is_one() {
            return Self::new(numer.to_string(), numer.to_f64().unwrap_or(f64::NAN), Hold::Atom, 0);
        }
        Self::new(format!("{numer}/{denom}"), value, Hold::Product, 0)
    }

    /// A whole number.
    pub(super) fn integer(number: i32) -> Self {
        Self::number(&Exact::from(i64::from(number)))
    }

    /// `(-x)`
    pub(super) fn minus(of: &Self) -> Self {
        Self::new(format!("(-{})", of.held(Hold::Power)), -of.value, Hold::Atom, of.depth + 2)
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        self.join("+", other, (Hold::Sum, Hold::Sum), self.value + other.value)
    }

    pub(super) fn less(&self, other: &Self) -> Self {
        self.join("-", other, (Hold::Sum, Hold::Product), self.value - other.value)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        self.join("*", other, (Hold::Product, Hold::Product), self.value * other.value)
    }

    pub(super) fn over(&self, other: &Self) -> Self {
        self.join("/", other, (Hold::Product, Hold::Power), self.value / other.value)
    }

    pub(super) fn power(&self, other: &Self) -> Self {
        let value = libm::pow(self.value, other.value);
        let text = format!("{}^{}", self.held(Hold::Atom), other.held(Hold::Atom));
        Self::new(text, value, Hold::Power, self.depth.max(other.depth) + 1)
    }

    /// The function `name` over pieces, which comes to `value`.
    pub(super) fn call(name: &str, operands: &[Self], value: f64) -> Self {
        let texts = operands.iter().map(|operand| operand.text.as_str()).collect::<Vec<_>>();
        let depth = operands.iter().map(|operand| operand.depth).max().unwrap_or_default();
        Self::new(format!("{name}({})", texts.join(",")), value, Hold::Atom, depth + 1)
    }

    /// 1 where the comparison holds, else 0.
    pub(super) fn compare(operator: Binary, left: &Self, right: &Self) -> Self {
        let width = NOISE * left.value.abs();
        let apart = |from: &Self, to: &Self| to.value - from.value > width;
        let same = || (left.value - right.value).abs() <= width;
        let own = format!("{NOISE:E}*ABS({})", left.text);
        let (low, high) = (left.held(Hold::Sum), right.held(Hold::Product));
        let (rest, less) = (right.held(Hold::Sum), left.held(Hold::Product));
        let distance = format!("ABS({low}-{high})");
        let (text, holds) = match operator {
            Binary::Less => (format!("{rest}-{less}>{own}"), apart(left, right)),
            Binary::LessOrEqual => (format!("{low}-{high}<={own}"), !apart(right, left)),
            Binary::Greater => (format!("{low}-{high}>{own}"), apart(right, left)),
            Binary::GreaterOrEqual => (format!("{rest}-{less}<={own}"), !apart(left, right)),
            Binary::NotEqual => (format!("{distance}>{own}"), !same()),
            _ => (format!("{distance}<={own}"), same()),
        };
        let depth = left.depth.max(right.depth) + 3;
        Self::new(format!("IF({text},1,0)"), f64::from(u8::from(holds)), Hold::Atom, depth)
    }

    fn join(&self, sign: &str, other: &Self, (left, right): (Hold, Hold), value: f64) -> Self {
        let text = format!("{}{sign}{}", self.held(left), other.held(right));
        Self::new(text, value, left, self.depth.max(other.depth) + 1)
    }

    /// The text, in brackets where it holds less than it must.
    fn held(&self, least: Hold) -> String {
        if self.hold < least { format!("({})", self.text) } else { self.text.clone() }
    }
}
