//! The walk that makes columns: every node of the tree becomes a column of the whole panel.
//!
//! It shares nothing with the exact walk but the tree: each function is written here once more, for columns, so that a
//! slip in either shows as a disagreement.

use std::collections::BTreeMap;

use crate::book::Id;

use num_traits::ToPrimitive;
use polars::prelude::{DataType, Expr as Columns, RankMethod, RankOptions, Scalar, col, lit, when};

use crate::formula::{Binary, Expr, Facts, Function, Node, YearSelector};
use crate::indicators::Catalogue;

use super::cells::{Rarities, Slot};
use super::grid::{COHORT, Grid, START, YEAR};
use super::pairs::{BEFORE, Pair, divided};
use super::program::{Program, Value};

/// A fault put into the results of functions. Nothing but tests asks for it.
pub(in crate::indicators) type Tamper = fn(&Function, Columns) -> Columns;

/// The period in which a formula is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Each row's own year.
    Row,
    /// One span of years in all rows.
    Span(i32, i32),
}

/// How a formula is evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) at: At,
    /// Whether operands may carry a hedge.
    pub(super) accept_hedged: bool,
}

/// More years than a window can have.
const MOST_YEARS: i32 = 1000;

/// What is left of a sum of unlike signs counts as zero below this part of its operands.
const NOISE: f64 = 1e-14;

/// 2¹³ + 1: what a number is multiplied with to split off its last 13 bits (Dekker 1971).
const SPLITTER: f64 = 8193.0;

/// Makes columns out of formulas.
pub(super) struct Walk<'a> {
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) grid: &'a Grid,
    pub(super) program: Program,
    pub(super) rarities: BTreeMap<String, Rarities>,
    tamper: Option<Tamper>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(catalogue: &'a Catalogue<'a>, grid: &'a Grid, tamper: Option<Tamper>) -> Self {
        Self { catalogue, grid, program: Program::default(), rarities: BTreeMap::new(), tamper }
    }

    pub(super) fn finish(self) -> Program {
        self.program
    }

    /// Returns the column of an indicator, hedged values included.
    pub(super) fn indicator(&mut self, id: &str) -> Value {
        self.indicator_in(id, Frame { at: At::Row, accept_hedged: true })
    }

    /// Returns the column of a formula; one that is a mere indicator takes its hedged values too.
    pub(super) fn formula(&mut self, expr: &Expr) -> Value {
        self.value(expr, Frame { at: At::Row, accept_hedged: is_bare(expr) })
    }

    pub(super) fn value(&mut self, expr: &Expr, frame: Frame) -> Value {
        let key = format!("{frame:?} {expr}");
        if let Some(known) = self.program.known(&key) {
            return known;
        }
        let value = self.node(expr, frame);
        self.program.remember(key, &value);
        value
    }

    fn node(&mut self, expr: &Expr, frame: Frame) -> Value {
        match &expr.node {
            Node::Number(number) => self.number(number.to_f64()),
            Node::Indicator(id) => self.indicator_in(id, frame),
            Node::Select { of, area, year } => {
                let value = match year {
                    Some(year) => self.in_period(of, *year, frame),
                    None => self.value(of, frame),
                };
                area.as_ref().map_or(value.clone(), |area| self.in_area(&value, area))
            }
            Node::Negate(of) => {
                let value = self.value(of, frame);
                self.program.step(&[&value], lit(0.0) - value.col())
            }
            Node::Binary(operator, left, right) => self.binary(*operator, left, right, frame),
            Node::Call(function, operands) => {
                let value = self.call(function, operands, frame);
                match self.tamper {
                    Some(tamper) => self.program.step(&[&value], tamper(function, value.col())),
                    None => value,
                }
            }
        }
    }

    fn indicator_in(&mut self, id: &str, frame: Frame) -> Value {
        if let Some(formula) = self.catalogue.formula(id) {
            let accept_hedged = frame.accept_hedged && self.catalogue.accepts_hedged(id);
            return self.value(formula, Frame { accept_hedged, ..frame });
        }
        let slot = Slot::Numbers { at: frame.at, hedged: frame.accept_hedged };
        self.source(id, slot).unwrap_or_else(|| self.nothing())
    }

    fn binary(&mut self, operator: Binary, left: &Expr, right: &Expr, frame: Frame) -> Value {
        let (a, b) = (self.value(left, frame), self.value(right, frame));
        if operator == Binary::Power {
            return self.power(&a, &b, right);
        }
        let result = match operator {
            Binary::Add => without_noise(a.col() + b.col(), size(a.col()) + size(b.col())),
            Binary::Subtract => without_noise(a.col() - b.col(), size(a.col()) + size(b.col())),
            Binary::Multiply => a.col() * b.col(),
            Binary::Divide => divided(&a, &b),
            _ => return self.compared(operator, &a, &b),
        };
        self.program.step(&[&a, &b], result)
    }

    fn compared(&mut self, operator: Binary, a: &Value, b: &Value) -> Value {
        let (a, b) = (self.coarse(a), self.coarse(b));
        let truth = match operator {
            Binary::Equal => a.col().eq(b.col()),
            Binary::NotEqual => a.col().neq(b.col()),
            Binary::Less => a.col().lt(b.col()),
            Binary::LessOrEqual => a.col().lt_eq(b.col()),
            Binary::Greater => a.col().gt(b.col()),
            _ => a.col().gt_eq(b.col()),
        };
        self.program.step(&[&a, &b], truth.cast(DataType::Float64))
    }

    /// A quotient as an exponent is a power and a root.
    fn power(&mut self, base: &Value, exponent: &Value, written: &Expr) -> Value {
        let quotient = match &written.node {
            Node::Number(number) => number.as_rational().and_then(|n| Some((n.numer().to_f64()?, n.denom().to_f64()?))),
            _ => None,
        };
        let raised = match quotient {
            Some((p, q)) => {
                let power = self.program.step(&[base], base.col().pow(lit(p)));
                self.program.step(&[&power], power.col().pow(lit(1.0 / q)))
            }
            None => self.program.step(&[base, exponent], base.col().pow(exponent.col())),
        };
        self.program.step(&[&raised], or_null(raised.col().is_finite(), raised.col()))
    }

    /// Drops the last bits, so that what is equal in decimals is equal here.
    fn coarse(&mut self, value: &Value) -> Value {
        let scaled = self.program.step(&[value], value.col() * lit(SPLITTER));
        let tail = self.program.step(&[value, &scaled], scaled.col() - value.col());
        self.program.step(&[&scaled, &tail], scaled.col() - tail.col())
    }

    fn call(&mut self, function: &Function, operands: &[Expr], frame: Frame) -> Value {
        let x = &operands[0];
        match function {
            Function::Growth { base } => {
                let times = self.times(x, *base, frame);
                self.minus_one(&times)
            }
            Function::Change { base } | Function::Points { base } => {
                let pair = self.pair(x, None, *base, frame);
                self.difference_of(&pair)
            }
            Function::Times { base } => self.times(x, *base, frame),
            Function::Ratio | Function::Per => {
                let (a, b) = (self.value(x, frame), self.value(&operands[1], frame));
                self.program.step(&[&a, &b], divided(&a, &b))
            }
            Function::Share => self.share(operands, frame),
            Function::Index { base } => self.index(x, *base, frame),
            Function::Cagr { from, to } => self.cagr(x, *from, *to, frame),
            Function::Cumulative { from } => {
                let from = from.unwrap_or(YearSelector::Absolute(self.catalogue.years().0));
                self.window(x, from, YearSelector::Relative(0), frame)
            }
            Function::Mean { from, to } => self.mean(x, *from, *to, frame),
            Function::Sum { areas } => self.sum(x, areas, frame),
            Function::Rank { ascending, gaps } => self.rank(x, (*ascending, *gaps), frame),
            Function::Contribution => {
                let (part, whole) = self.part_and_whole(operands, frame);
                let (part, whole) = (self.difference_of(&part), self.difference_of(&whole));
                self.program.step(&[&part, &whole], divided(&part, &whole))
            }
            Function::Pull => {
                let (part, whole) = self.part_and_whole(operands, frame);
                let part = self.difference_of(&part);
                let sound = whole.base.col().gt(lit(0.0)).and(whole.now.col().is_not_null());
                let pulled = or_null(sound, part.col() / whole.base.col());
                self.program.step(&[&part, &whole.base, &whole.now], pulled)
            }
            Function::Deflate => self.deflate(operands, frame),
        }
    }

    fn times(&mut self, x: &Expr, base: YearSelector, frame: Frame) -> Value {
        let pair = self.pair(x, None, base, frame);
        self.quotient_of(&pair)
    }

    fn minus_one(&mut self, value: &Value) -> Value {
        self.program.step(&[value], without_noise(value.col() - lit(1.0), size(value.col()) + lit(1.0)))
    }

    fn share(&mut self, operands: &[Expr], frame: Frame) -> Value {
        let part = self.value(&operands[0], frame);
        let whole = match operands.get(1) {
            Some(whole) => self.value(whole, frame),
            None => self.in_whole(&part),
        };
        self.program.step(&[&part, &whole], divided(&part, &whole))
    }

    /// 100 in the base year itself, if the value there is a sound base.
    fn index(&mut self, x: &Expr, base: YearSelector, frame: Frame) -> Value {
        let pair = self.pair_in_any_order(x, None, base, frame);
        let multiple = self.quotient_of(&pair);
        let is_base_year = match (base, frame.at) {
            (YearSelector::Absolute(year), At::Row) => col(YEAR).eq(lit(year)),
            (YearSelector::Relative(offset), At::Row) => lit(offset == 0),
            _ => lit(false),
        };
        let own = pair.now.clone();
        let at_base = is_base_year.and(own.col().gt(lit(0.0)));
        let index = when(at_base).then(lit(100.0)).otherwise(multiple.col() * lit(100.0));
        self.program.step(&[&multiple, &own], index)
    }

    fn cagr(&mut self, x: &Expr, from: YearSelector, to: YearSelector, frame: Frame) -> Value {
        let pair = self.pair(x, Some(to), from, frame);
        let multiple = self.quotient_of(&pair);
        let years = super::moves::year_of(to, frame.at) - super::moves::year_of(from, frame.at);
        let exponent = lit(1.0) / years.clone().cast(DataType::Float64);
        let root = multiple.col().pow(exponent);
        let root = self.program.step(&[&multiple], or_null(years.gt_eq(lit(1)), root));
        self.minus_one(&root)
    }

    fn mean(&mut self, x: &Expr, from: YearSelector, to: YearSelector, frame: Frame) -> Value {
        let total = self.window(x, from, to, frame);
        let years = super::moves::year_of(to, frame.at) - super::moves::year_of(from, frame.at) + lit(1);
        self.program.step(&[&total], total.col() / years.cast(DataType::Float64))
    }

    /// The total over years, both ends included; null where one of them has no value, or where there is none.
    fn window(&mut self, x: &Expr, from: YearSelector, to: YearSelector, frame: Frame) -> Value {
        use YearSelector::{Absolute, Relative};
        let value = self.value(x, Frame { at: At::Row, ..frame });
        let resolved = |selector| match (selector, frame.at) {
            (Relative(offset), At::Span(_, last)) => Absolute(last.saturating_add(offset)),
            (other, _) => other,
        };
        match (resolved(from), resolved(to)) {
            (Absolute(from), Absolute(to)) => self.total(&value, (from, to), Absolute, frame),
            (Relative(from), Relative(to)) => self.total(&value, (from, to), Relative, frame),
            (Absolute(from), to @ Relative(_)) => {
                let total = self.running(&value, from, false);
                self.moved(&total, to, At::Row)
            }
            (from @ Relative(_), Absolute(to)) => {
                let total = self.running(&value, to, true);
                self.moved(&total, from, At::Row)
            }
            _ => self.nothing(),
        }
    }

    fn total(&mut self, value: &Value, years: (i32, i32), selector: fn(i32) -> YearSelector, frame: Frame) -> Value {
        let (from, to) = years;
        if from > to || to - from >= MOST_YEARS {
            return self.nothing();
        }
        let values: Vec<Value> = (from..=to).map(|year| self.moved(value, selector(year), frame.at)).collect();
        self.added(&values)
    }

    fn added(&mut self, values: &[Value]) -> Value {
        let sum = values.iter().skip(1).fold(values[0].col(), |sum, value| sum + value.col());
        self.program.step(&values.iter().collect::<Vec<_>>(), sum)
    }

    /// The total from a year up to each later one, or (reversed) from each earlier year up to it.
    fn running(&mut self, value: &Value, year: i32, reverse: bool) -> Value {
        if self.grid.year_index(year).is_none() {
            return self.nothing();
        }
        let inside = if reverse { col(YEAR).lt_eq(lit(year)) } else { col(YEAR).gt_eq(lit(year)) };
        let counted = when(inside.clone()).then(value.col()).otherwise(lit(0.0)).fill_null(lit(0.0));
        let missing = inside.clone().and(value.col().is_null()).cast(DataType::Float64);
        let total = self.program.step(&[value], over(counted.cum_sum(reverse), START));
        let missing = self.program.step(&[value], over(missing.cum_sum(reverse), START));
        let whole = inside.and(missing.col().eq(lit(0.0)));
        self.program.step(&[&total, &missing], or_null(whole, total.col()))
    }

    fn sum(&mut self, x: &Expr, areas: &[Id], frame: Frame) -> Value {
        let value = self.value(x, frame);
        if !areas.is_empty() {
            let listed: Vec<Value> = areas.iter().map(|area| self.in_area(&value, area)).collect();
            return self.added(&listed);
        }
        let total = self.program.step(&[&value], over(value.col().sum(), COHORT));
        let complete = self.without_gaps(&value, &total);
        self.in_first_part(&complete)
    }

    fn rank(&mut self, x: &Expr, (ascending, gaps): (bool, bool), frame: Frame) -> Value {
        let value = self.value(x, frame);
        let coarse = self.coarse(&value);
        let options = RankOptions { method: RankMethod::Min, descending: !ascending };
        let rank = over(coarse.col().rank(options, None), COHORT).cast(DataType::Float64);
        let rank = self.program.step(&[&coarse], rank);
        if gaps { rank } else { self.without_gaps(&value, &rank) }
    }

    /// The result where all areas that stand together in a year have a value.
    fn without_gaps(&mut self, value: &Value, result: &Value) -> Value {
        let missing = over(value.col().is_null().cast(DataType::Float64).sum(), COHORT);
        let missing = self.program.step(&[value], missing);
        self.program.step(&[result, &missing], or_null(missing.col().eq(lit(0.0)), result.col()))
    }

    fn part_and_whole(&mut self, operands: &[Expr], frame: Frame) -> (Pair, Pair) {
        let part = self.pair(&operands[0], None, BEFORE, frame);
        let whole = match operands.get(1) {
            Some(whole) => self.pair(whole, None, BEFORE, frame),
            None => self.pair_of_whole(&part),
        };
        (part, whole)
    }

    fn deflate(&mut self, operands: &[Expr], frame: Frame) -> Value {
        let nominal = self.times(&operands[0], BEFORE, frame);
        let prices = self.value(&operands[1], frame);
        let real = or_null(prices.col().neq(lit(0.0)), nominal.col() / (prices.col() / lit(100.0)));
        let real = self.program.step(&[&nominal, &prices], real);
        self.minus_one(&real)
    }
}

/// Whether a formula is one indicator, perhaps of another area or year.
fn is_bare(expr: &Expr) -> bool {
    match &expr.node {
        Node::Indicator(_) => true,
        Node::Select { of, .. } => is_bare(of),
        _ => false,
    }
}

/// The value where a condition holds, else null.
pub(super) fn or_null(condition: Columns, value: Columns) -> Columns {
    when(condition).then(value).otherwise(null())
}

/// No number. Without its type, each of them would be a column of its own that is made and cast.
pub(super) fn null() -> Columns {
    lit(Scalar::null(DataType::Float64))
}

/// A sum or difference, zero where only noise of binary arithmetic is left of its operands, whose sizes add up to `operands`.
pub(super) fn without_noise(result: Columns, operands: Columns) -> Columns {
    let noise = operands * lit(NOISE);
    when(size(result.clone()).lt_eq(noise)).then(lit(0.0)).otherwise(result)
}

pub(super) fn size(x: Columns) -> Columns {
    when(x.clone().lt(lit(0.0))).then(lit(0.0) - x.clone()).otherwise(x)
}

pub(super) fn over(expression: Columns, key: &str) -> Columns {
    expression.over([col(key)]).expect("one key is given")
}
