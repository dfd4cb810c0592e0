//! The functions, each by its own definition.

use crate::book::Period;
use crate::quantity::Exact;

use super::super::{Context, Expr, Function, NoValue, YearSelector};
use super::change::Pair;
use super::{Frame, Value, Walk, quotient, undecided, with_period};

/// More years than a book can have; a bound on running totals.
const MOST_YEARS: i32 = 1000;

impl Walk<'_> {
    pub(super) fn call(&self, function: &Function, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let first = &operands[0];
        let one = Exact::one();
        match function {
            Function::Growth { base } => Ok(&self.pair(first, *base, frame)?.ratio()? - &one),
            Function::Change { base } | Function::Points { base } => Ok(self.pair(first, *base, frame)?.change()),
            Function::Times { base } => self.pair(first, *base, frame)?.ratio(),
            Function::Index { base } => self.index(first, *base, frame),
            Function::Ratio | Function::Per => quotient(&self.value(first, frame)?, &self.value(&operands[1], frame)?),
            Function::Share => {
                let part = self.value(first, frame)?;
                quotient(&part, &self.whole(operands, frame, Self::value)?)
            }
            Function::Cagr { from, to } => self.cagr(first, (*from, *to), frame),
            Function::Cumulative { from } => {
                let from = from.unwrap_or(YearSelector::Absolute(self.facts().years().0));
                Ok(self.over_years(first, (from, YearSelector::Relative(0)), frame)?.0)
            }
            Function::Mean { from, to } => {
                let (total, count) = self.over_years(first, (*from, *to), frame)?;
                quotient(&total, &Exact::from(i64::from(count)))
            }
            Function::Sum { areas } => self.sum(first, areas, frame),
            Function::Rank { ascending } => self.rank(first, *ascending, frame),
            Function::Contribution => {
                let part = self.before(first, frame)?.change();
                quotient(&part, &self.whole(operands, frame, Self::before)?.change())
            }
            Function::Pull => {
                let part = self.before(first, frame)?.change();
                let total = self.whole(operands, frame, Self::before)?;
                if total.base.is_zero() || total.base.is_negative() {
                    return total.ratio().and(Err(NoValue::ZeroBase));
                }
                quotient(&part, &total.base)
            }
            Function::Deflate => {
                let nominal = self.before(first, frame)?.ratio()?;
                let prices = quotient(&self.value(&operands[1], frame)?, &Exact::from(100))?;
                Ok(&quotient(&nominal, &prices)? - &one)
            }
        }
    }

    fn before(&self, operand: &Expr, frame: &Frame<'_>) -> Result<Pair, NoValue> {
        self.pair(operand, YearSelector::Relative(-1), frame)
    }

    /// The second operand here, or the first in the area that this one is part of.
    fn whole<T>(
        &self,
        operands: &[Expr],
        frame: &Frame<'_>,
        of: impl Fn(&Self, &Expr, &Frame<'_>) -> Result<T, NoValue>,
    ) -> Result<T, NoValue> {
        if let [_, whole] = operands {
            return of(self, whole, frame);
        }
        let area = &frame.context.area;
        let parent = self.facts().areas().get(area).and_then(|area| area.part_of.clone());
        let Some(parent) = parent else {
            return Err(NoValue::NotANumber {
                what: format!("{area} is part of no other area, so there is no whole to compare with"),
            });
        };
        let context = Context { area: parent, period: frame.context.period };
        of(self, &operands[0], &frame.at(&context))
    }

    fn index(&self, operand: &Expr, base: YearSelector, frame: &Frame<'_>) -> Value {
        let hundred = Exact::from(100);
        if base.resolve(frame.context.period) == frame.context.period {
            let pair = Pair { current: self.value(operand, frame)?, base: self.value(operand, frame)? };
            return Ok(&pair.ratio()? * &hundred);
        }
        Ok(&self.pair(operand, base, frame)?.ratio()? * &hundred)
    }

    fn cagr(&self, operand: &Expr, (from, to): (YearSelector, YearSelector), frame: &Frame<'_>) -> Value {
        let (first, last) = (from.resolve(frame.context.period), to.resolve(frame.context.period));
        let years = last.last_year() - first.last_year();
        if years < 1 {
            let reason = format!("average growth from {first} to {last} spans no year");
            return Err(NoValue::NotComparable { reason });
        }
        let context = with_period(frame.context, last);
        let pair = self.pair(operand, YearSelector::Absolute(first.last_year()), &frame.at(&context))?;
        let root = pair.ratio()?.root(years.unsigned_abs(), self.evaluator.digits).ok_or_else(undecided)?;
        Ok(&root - &Exact::one())
    }

    /// The total over years and how many there are; a missing year is never left out silently.
    fn over_years(
        &self,
        operand: &Expr,
        (from, to): (YearSelector, YearSelector),
        frame: &Frame<'_>,
    ) -> Result<(Exact, i32), NoValue> {
        let (first, last) =
            (from.resolve(frame.context.period).last_year(), to.resolve(frame.context.period).last_year());
        let count = last - first + 1;
        if !(1..=MOST_YEARS).contains(&count) {
            return Err(NoValue::NotComparable { reason: format!("there is no year from {first} to {last}") });
        }
        let mut total = Exact::zero();
        for year in first..=last {
            let context = with_period(frame.context, Period::Year(year));
            total = &total + &self.value(operand, &frame.at(&context))?;
        }
        Ok((total, count))
    }

    fn sum(&self, operand: &Expr, listed: &[String], frame: &Frame<'_>) -> Value {
        let area = &frame.context.area;
        let parts: Vec<String> = match listed {
            [] => self.facts().areas().parts(area).map(|part| part.id.clone()).collect(),
            listed => listed.to_vec(),
        };
        if parts.is_empty() {
            return Err(NoValue::NotANumber { what: format!("{area} has no parts to add up") });
        }
        parts.into_iter().try_fold(Exact::zero(), |total, part| {
            let context = Context { area: part, period: frame.context.period };
            Ok(&total + &self.value(operand, &frame.at(&context))?)
        })
    }

    fn rank(&self, operand: &Expr, ascending: bool, frame: &Frame<'_>) -> Value {
        let own = self.value(operand, frame)?;
        let siblings: Vec<String> =
            self.facts().areas().siblings(&frame.context.area).iter().map(|area| area.id.clone()).collect();
        let mut ahead = 0;
        for sibling in siblings.into_iter().filter(|sibling| *sibling != frame.context.area) {
            let context = Context { area: sibling, period: frame.context.period };
            let other = self.value(operand, &frame.at(&context))?;
            let order = other.order(&own).ok_or_else(undecided)?;
            ahead += i64::from(if ascending { order.is_lt() } else { order.is_gt() });
        }
        Ok(Exact::from(ahead + 1))
    }
}
