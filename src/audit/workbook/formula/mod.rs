//! The walk that makes a cell's formula out of a formula of the book: `growth(x)` → `数据!$J$5/数据!$J$4-1`.
//!
//! Every observation is a cell. A computed indicator is a row of the sheet of steps, so that its value shows and no formula
//! repeats another; what would be too long for one cell is cut into such rows too. The walk reads the same syntax tree as
//! the exact evaluation and the panel, and shares no arithmetic with them: the spreadsheet computes a third time.
//!
//! Must not know: rounding, how sheets look.

mod base;
mod calls;
mod piece;

use std::collections::BTreeMap;

use crate::formula::{Binary, Context, Expr, Facts, Input, Node};
use crate::quantity::Exact;

pub(in crate::audit::workbook) use piece::{Cell, Piece};

/// A text longer than this, or deeper, gets a row of its own. Spreadsheets end at 8192 characters and 64 levels.
const MOST_TEXT: usize = 1500;
const DEEPEST: usize = 30;

/// Indicators within each other; a book whose figures were computed has fewer.
const MOST_NESTED: usize = 300;

/// Where the values of observations and steps stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// An observation in base units.
    pub(super) value: (&'static str, &'static str),
    /// Its comparable base in base units.
    pub(super) comparable: (&'static str, &'static str),
    /// A step.
    pub(super) step: (&'static str, &'static str),
}

/// What a row of the sheet of steps holds.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The value of a computed indicator in an area and period.
    Indicator(String, Context),
    /// A part of a longer formula.
    Part,
}

/// Makes formulas; remembers the rows that it needs.
pub(super) struct Formulas<'a> {
    facts: &'a dyn Facts,
    columns: Columns,
    observations: BTreeMap<Input, u32>,
    /// The rows of the sheet of steps, in order.
    pub(super) steps: Vec<(Step, Piece)>,
    known: BTreeMap<(String, Context), Option<Piece>>,
    calls: BTreeMap<(usize, Context), Option<Piece>>,
    nested: usize,
}

impl<'a> Formulas<'a> {
    /// Begins a workbook; `observations` says in which row each observation stands.
    pub(super) fn new(facts: &'a dyn Facts, columns: Columns, observations: BTreeMap<Input, u32>) -> Self {
        let (steps, known, calls) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { facts, columns, observations, steps, known, calls, nested: 0 }
    }

    /// Returns a formula's text; `None` where something that it reads is no number.
    pub(super) fn formula(&mut self, expr: &Expr, context: &Context) -> Option<Piece> {
        self.calls.clear();
        self.piece(expr, context)
    }

    /// Returns the cell that holds the value of an observation.
    pub(super) fn cell_of(&self, input: &Input) -> Option<Cell> {
        let (sheet, column) = self.columns.value;
        self.observations.get(input).map(|row| Cell { sheet, column, row: *row })
    }

    fn piece(&mut self, expr: &Expr, context: &Context) -> Option<Piece> {
        match &expr.node {
            Node::Number(number) => Some(Piece::number(number)),
            Node::Indicator(id) => self.indicator(id, context),
            Node::Select { of, .. } => self.piece(of, &selected(expr, context)),
            Node::Negate(of) => self.piece(of, context).map(|piece| Piece::minus(&piece)),
            Node::Binary(operator, left, right) => {
                let (left, right) = (self.piece(left, context)?, self.piece(right, context)?);
                let piece = binary(*operator, &left, &right);
                Some(self.cut(piece))
            }
            Node::Call(function, operands) => {
                let key = (std::ptr::from_ref(expr).addr(), context.clone());
                if let Some(known) = self.calls.get(&key) {
                    return known.clone();
                }
                let piece = self.call(function, operands, context).map(|piece| self.cut(piece));
                self.calls.insert(key, piece.clone());
                piece
            }
        }
    }

    /// An observation's cell, or the row of a computed indicator.
    fn indicator(&mut self, id: &str, context: &Context) -> Option<Piece> {
        let facts = self.facts;
        let Some(formula) = facts.formula(id) else { return self.observed(id, context) };
        if let Node::Number(number) = &formula.node {
            return Some(Piece::number(number));
        }
        let key = (id.to_owned(), context.clone());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        if self.nested >= MOST_NESTED {
            return None;
        }
        self.nested += 1;
        let piece = self.piece(formula, context);
        self.nested -= 1;
        let cell = piece.map(|piece| self.step(Step::Indicator(id.to_owned(), context.clone()), piece));
        self.known.insert(key, cell.clone());
        cell
    }

    fn observed(&self, id: &str, context: &Context) -> Option<Piece> {
        let observation = self.facts.observation(id, &context.area, context.period)?;
        let value = observation.in_base_units()?;
        let cell = self.cell_of(&input(id, context))?;
        Some(Piece::cell(cell, value.to_f64()))
    }

    /// The sum of pieces: neighbouring cells as one range, and rows of partial sums where there are many.
    fn sum(&mut self, pieces: Vec<Piece>) -> Piece {
        let total = |pieces: &[Piece]| pieces.iter().map(|piece| piece.value).sum::<f64>();
        if let [only] = pieces.as_slice() {
            return only.clone();
        }
        let whole = Piece::call("SUM", &ranges(&pieces), total(&pieces));
        if whole.text.len() <= MOST_TEXT {
            return whole;
        }
        let (mut parts, mut part, mut length) = (Vec::new(), Vec::new(), 0);
        for piece in pieces {
            length += piece.text.len() + 1;
            if length > MOST_TEXT && part.len() > 1 {
                let some = std::mem::take(&mut part);
                parts.push(self.step(Step::Part, Piece::call("SUM", &ranges(&some), total(&some))));
                length = piece.text.len() + 1;
            }
            part.push(piece);
        }
        parts.push(self.step(Step::Part, Piece::call("SUM", &ranges(&part), total(&part))));
        self.sum(parts)
    }

    /// Gives a piece that is too long or too deep a row of its own.
    fn cut(&mut self, piece: Piece) -> Piece {
        let fits = piece.text.len() <= MOST_TEXT && piece.depth <= DEEPEST;
        if fits { piece } else { self.step(Step::Part, piece) }
    }

    /// Puts a piece into a row of its own and refers to it.
    fn step(&mut self, step: Step, piece: Piece) -> Piece {
        let (sheet, column) = self.columns.step;
        let row = u32::try_from(self.steps.len()).unwrap_or(u32::MAX - 2) + 2;
        let reference = Piece::cell(Cell { sheet, column, row }, piece.value);
        self.steps.push((step, piece));
        reference
    }
}

fn binary(operator: Binary, left: &Piece, right: &Piece) -> Piece {
    match operator {
        Binary::Add => left.plus(right),
        Binary::Subtract => left.less(right),
        Binary::Multiply => left.times(right),
        Binary::Divide => left.over(right),
        Binary::Power => left.power(right),
        comparison => Piece::compare(comparison, left, right),
    }
}

/// Cells that follow each other in one column become a range.
fn ranges(pieces: &[Piece]) -> Vec<Piece> {
    let mut ranges: Vec<(Piece, Option<Cell>)> = Vec::new();
    for piece in pieces {
        let follows = |end: &Cell| piece.cell.is_some_and(|cell| Cell { row: end.row + 1, ..*end } == cell);
        match ranges.last_mut() {
            Some((_, Some(end))) if follows(end) => end.row += 1,
            _ => ranges.push((piece.clone(), piece.cell)),
        }
    }
    let text = |(mut piece, end): (Piece, Option<Cell>)| {
        if let Some(end) = end.filter(|end| piece.cell != Some(*end)) {
            piece.text.push_str(&format!(":${}${}", end.column, end.row));
        }
        piece
    };
    ranges.into_iter().map(text).collect()
}

/// The context that a selector makes out of another.
fn selected(expr: &Expr, context: &Context) -> Context {
    let Node::Select { area, year, .. } = &expr.node else { return context.clone() };
    let period = year.map_or(context.period, |year| year.resolve(context.period));
    Context { area: area.clone().unwrap_or_else(|| context.area.clone()), period }
}

fn input(id: &str, context: &Context) -> Input {
    Input { indicator: id.into(), area: context.area.clone(), period: context.period }
}

fn hundred() -> Piece {
    Piece::number(&Exact::from(100))
}
