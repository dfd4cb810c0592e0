//! The functions, each by its own definition.

use crate::book::{Id, Period};
use crate::quantity::Exact;

use super::super::{Context, Expr, Function, NoValue, Note, YearSelector};
use super::change::Pair;
use super::walk::{Frame, Walk};
use super::{Value, quotient, undecided, with_period};

/// More years than a book can have; a bound on running totals.
const MOST_YEARS: i32 = 1000;

impl Walk<'_> {
    pub(super) fn call(&self, function: &Function, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let first = &operands[0];
        match function {
            Function::Growth { base } => self.growth(first, *base, frame),
            Function::Change { base } | Function::Points { base } => Ok(self.pair(first, *base, frame)?.change()),
            Function::Times { base } => self.pair(first, *base, frame)?.ratio(),
            Function::Index { base } => self.index(first, *base, frame),
            Function::Ratio | Function::Per => quotient(&self.value(first, frame)?, &self.value(&operands[1], frame)?),
            Function::Share => self.share(operands, frame),
            Function::Cagr { from, to } => self.cagr(first, (*from, *to), frame),
            Function::Cumulative { from } => self.cumulative(first, *from, frame),
            Function::Mean { from, to } => self.mean(first, (*from, *to), frame),
            Function::Sum { areas } => self.sum(first, areas, frame),
            Function::Rank { ascending, gaps } => self.rank(first, (*ascending, *gaps), frame),
            Function::Contribution => self.contribution(operands, frame),
            Function::Pull => self.pull(operands, frame),
            Function::Deflate => self.deflate(operands, frame),
        }
    }

    fn share(&self, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let part = self.value(&operands[0], frame)?;
        quotient(&part, &self.whole(operands, frame, Self::value)?)
    }

    fn contribution(&self, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let part = self.before(&operands[0], frame)?.change();
        quotient(&part, &self.whole(operands, frame, Self::before)?.change())
    }

    fn pull(&self, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let part = self.before(&operands[0], frame)?.change();
        let total = self.whole(operands, frame, Self::before)?;
        if total.base.is_zero() || total.base.is_negative() {
            return total.ratio().and(Err(NoValue::ZeroBase));
        }
        quotient(&part, &total.base)
    }

    fn deflate(&self, operands: &[Expr], frame: &Frame<'_>) -> Value {
        let nominal = self.before(&operands[0], frame)?.ratio()?;
        let prices = quotient(&self.value(&operands[1], frame)?, &Exact::from(100))?;
        Ok(&quotient(&nominal, &prices)? - &Exact::one())
    }

    fn growth(&self, operand: &Expr, base: YearSelector, frame: &Frame<'_>) -> Value {
        Ok(&self.pair(operand, base, frame)?.ratio()? - &Exact::one())
    }

    fn cumulative(&self, operand: &Expr, from: Option<YearSelector>, frame: &Frame<'_>) -> Value {
        let from = from.unwrap_or(YearSelector::Absolute(self.facts().years().0));
        Ok(self.over_years(operand, (from, YearSelector::Relative(0)), frame)?.0)
    }

    fn mean(&self, operand: &Expr, years: (YearSelector, YearSelector), frame: &Frame<'_>) -> Value {
        let (total, count) = self.over_years(operand, years, frame)?;
        quotient(&total, &Exact::from(i64::from(count)))
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
        let own_year = base.resolve(frame.context.period) == frame.context.period;
        let pair = if own_year {
            let own = self.value(operand, frame)?;
            Pair { current: own.clone(), base: own }
        } else {
            self.pair_in_any_order(operand, base, frame)?
        };
        Ok(&pair.ratio()? * &Exact::from(100))
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
        let contexts = (first..=last).map(|year| with_period(frame.context, Period::Year(year)));
        let values = self.values(operand, contexts, frame)?;
        Ok((values.iter().fold(Exact::zero(), |total, value| &total + value), count))
    }

    /// The operand's values in several contexts; where any are missing, all of these are named.
    fn values(
        &self,
        operand: &Expr,
        contexts: impl Iterator<Item = Context>,
        frame: &Frame<'_>,
    ) -> Result<Vec<Exact>, NoValue> {
        let (values, missing) = self.known(operand, contexts, frame)?;
        if missing.is_empty() { Ok(values) } else { Err(NoValue::MissingCurrent { what: listed(&missing) }) }
    }

    /// The operand's values in those contexts that have one, and what is missing in the others.
    fn known(
        &self,
        operand: &Expr,
        contexts: impl Iterator<Item = Context>,
        frame: &Frame<'_>,
    ) -> Result<(Vec<Exact>, Vec<String>), NoValue> {
        let (mut values, mut missing) = (Vec::new(), Vec::new());
        for context in contexts {
            match self.value(operand, &frame.at(&context)) {
                Ok(value) => values.push(value),
                Err(NoValue::MissingCurrent { what }) => missing.push(what),
                Err(other) => return Err(other),
            }
        }
        Ok((values, missing))
    }

    fn sum(&self, operand: &Expr, listed: &[Id], frame: &Frame<'_>) -> Value {
        let area = &frame.context.area;
        let parts: Vec<Id> = match listed {
            [] => self.facts().areas().parts(area).map(|part| part.id.clone()).collect(),
            listed => listed.to_vec(),
        };
        if parts.is_empty() {
            return Err(NoValue::NotANumber { what: format!("{area} has no parts to add up") });
        }
        let contexts = parts.into_iter().map(|part| Context { area: part, period: frame.context.period });
        let values = self.values(operand, contexts, frame)?;
        Ok(values.iter().fold(Exact::zero(), |total, value| &total + value))
    }

    fn rank(&self, operand: &Expr, (ascending, gaps): (bool, bool), frame: &Frame<'_>) -> Value {
        let own = self.value(operand, frame)?;
        let siblings = self.facts().areas().siblings(&frame.context.area).into_iter();
        let contexts = siblings.map(|area| Context { area: area.id.clone(), period: frame.context.period });
        let mut ahead = 0;
        let (values, missing) = self.known(operand, contexts, frame)?;
        if !missing.is_empty() && !gaps {
            return Err(NoValue::MissingCurrent { what: listed(&missing) });
        }
        if !missing.is_empty() {
            self.note(Note::Incomplete { what: listed(&missing) });
        }
        for other in values {
            let order = other.order(&own).ok_or_else(undecided)?;
            ahead += i64::from(if ascending { order.is_lt() } else { order.is_gt() });
        }
        Ok(Exact::from(ahead + 1))
    }
}

/// Names the first few of what is missing, and says how many more there are.
fn listed(missing: &[String]) -> String {
    const NAMED: usize = 5;
    let named = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match missing.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named}, and {more} more"),
    }
}
