//! The functions as operations on whole columns.

use polars::prelude::{Expr as Column, RankMethod, RankOptions, col, lit, when};

use crate::formula::{Expr, Facts, Function, Node, YearSelector};

use super::columns::{self, WHOLE, YEAR};
use super::walk::{Walk, divided, nothing};

type Span = Option<(i32, i32)>;

/// The column of a quantity now and that of its base.
struct Pair {
    current: String,
    base: String,
}

impl Pair {
    fn change(&self) -> Column {
        col(&self.current) - col(&self.base)
    }

    /// No rate over a base that is not positive, nor down to a negative value.
    fn ratio(&self) -> Column {
        let meaningful = col(&self.base).gt(lit(0.0)).and(col(&self.current).gt_eq(lit(0.0)));
        when(meaningful).then(col(&self.current) / col(&self.base)).otherwise(nothing())
    }
}

impl Walk<'_> {
    pub(super) fn function(&mut self, function: &Function, operands: &[Expr], span: Span) -> String {
        let first = &operands[0];
        let result = match function {
            Function::Growth { base } => self.pair(first, *base, span).ratio() - lit(1.0),
            Function::Change { base } | Function::Points { base } => self.pair(first, *base, span).change(),
            Function::Times { base } => self.pair(first, *base, span).ratio(),
            Function::Index { base } => self.index(first, *base, span),
            Function::Ratio | Function::Per => {
                let (a, b) = (self.column(first, span), self.column(&operands[1], span));
                divided(col(a), col(b))
            }
            Function::Share => {
                let part = self.column(first, span);
                let whole = match operands.get(1) {
                    Some(whole) => self.column(whole, span),
                    None => self.of_whole(&part),
                };
                divided(col(part), col(whole))
            }
            Function::Cagr { from, to } => self.cagr(first, *from, *to, span),
            Function::Cumulative { from } => {
                let from = from.unwrap_or(YearSelector::Absolute(self.catalogue.years().0));
                self.over_years(first, from, YearSelector::Relative(0), span).0
            }
            Function::Mean { from, to } => {
                let (total, count) = self.over_years(first, *from, *to, span);
                divided(total, count)
            }
            Function::Sum { areas } => {
                let column = self.column(first, span);
                col(self.of_parts(&column, areas))
            }
            Function::Rank { ascending } => self.rank(first, *ascending, span),
            Function::Contribution => {
                let (part, total) = (self.increment(first, span), self.total_increment(operands, span));
                divided(col(part), col(total))
            }
            Function::Pull => {
                let (part, base) = (self.increment(first, span), self.total_base(operands, span));
                when(col(&base).gt(lit(0.0))).then(col(part) / col(&base)).otherwise(nothing())
            }
            Function::Deflate => {
                let nominal = self.before(first, span).ratio();
                let prices = self.column(&operands[1], span);
                divided(nominal, col(prices) / lit(100.0)) - lit(1.0)
            }
        };
        self.add(result)
    }

    fn before(&mut self, operand: &Expr, span: Span) -> Pair {
        self.pair(operand, YearSelector::Relative(-1), span)
    }

    /// A quantity and its base: the comparable one where the data give it, none across a break in the series.
    fn pair(&mut self, operand: &Expr, base: YearSelector, span: Span) -> Pair {
        let pair = self.pair_or_same(operand, base, span);
        let YearSelector::Absolute(year) = base else { return pair };
        // A year is never its own base.
        let guarded = when(col(YEAR).eq(lit(f64::from(year)))).then(nothing()).otherwise(col(&pair.base));
        let base = if span.is_none() { self.add(guarded) } else { pair.base };
        Pair { current: pair.current, base }
    }

    fn pair_or_same(&mut self, operand: &Expr, base: YearSelector, span: Span) -> Pair {
        let current = self.column(operand, span);
        // The base of a span is a single year's value.
        let yearly = if span.is_some() { self.column(operand, None) } else { current.clone() };
        let plain = self.at_year(&yearly, base, span);
        let Some((id, area)) = self.direct(operand).filter(|_| span.is_none()) else {
            return Pair { current, base: plain };
        };
        let breaks = self.placed(&columns::breaks(&id), area.as_deref());
        let breaks_then = self.at_year(&breaks, base, span);
        let unbroken = col(&breaks).eq(col(&breaks_then));
        let comparable = self.placed(&columns::base(&id), area.as_deref());
        let adjacent = match base {
            YearSelector::Relative(offset) => lit(offset == -1),
            YearSelector::Absolute(year) => col(YEAR).eq(lit(f64::from(year + 1))),
            YearSelector::Span(..) => lit(false),
        };
        let usual = when(unbroken).then(col(&plain)).otherwise(nothing());
        let chosen = when(adjacent.and(col(&comparable).is_not_null())).then(col(&comparable)).otherwise(usual);
        Pair { current, base: self.add(chosen) }
    }

    fn placed(&mut self, column: &str, area: Option<&str>) -> String {
        area.map_or_else(|| column.to_owned(), |area| self.at_area(column, area))
    }

    /// The indicator of the data that an operand is, perhaps of another area.
    fn direct(&self, operand: &Expr) -> Option<(String, Option<String>)> {
        match &operand.node {
            Node::Indicator(id) if !self.catalogue.is_computed(id) => Some((id.clone(), None)),
            Node::Select { of, area: Some(area), year: None } => {
                let (id, inner) = self.direct(of)?;
                Some((id, inner.or_else(|| Some(area.clone()))))
            }
            _ => None,
        }
    }

    fn index(&mut self, operand: &Expr, base: YearSelector, span: Span) -> Column {
        self.pair_or_same(operand, base, span).ratio() * lit(100.0)
    }

    fn cagr(&mut self, operand: &Expr, from: YearSelector, to: YearSelector, span: Span) -> Column {
        let years = self.year_column(to, span) - self.year_column(from, span);
        let pair = match (to, from) {
            (YearSelector::Relative(0), from) => self.pair_or_same(operand, from, span),
            _ => {
                let column = self.column(operand, None);
                Pair { current: self.at_year(&column, to, span), base: self.at_year(&column, from, span) }
            }
        };
        let root = pair.ratio().pow(lit(1.0) / years.clone()) - lit(1.0);
        when(years.gt_eq(lit(1.0))).then(root).otherwise(nothing())
    }

    /// The year that a selector means in each row.
    fn year_column(&self, year: YearSelector, span: Span) -> Column {
        let here = span.map_or(col(YEAR), |(_, last)| lit(f64::from(last)));
        match year {
            YearSelector::Absolute(year) | YearSelector::Span(_, year) => lit(f64::from(year)),
            YearSelector::Relative(offset) => here + lit(f64::from(offset)),
        }
    }

    /// Total and number of years; nothing where a year has no value or there is no year.
    fn over_years(&mut self, operand: &Expr, from: YearSelector, to: YearSelector, span: Span) -> (Column, Column) {
        let column = self.column(operand, None);
        let (first, last) = (self.year_column(from, span), self.year_column(to, span));
        let count = last.clone() - first.clone() + lit(1.0);
        let (from, to) = self.catalogue.years();
        let (mut total, mut known) = (lit(0.0), lit(0.0));
        for year in from..=to {
            let value = self.in_year(&column, year);
            let at = lit(f64::from(year));
            let counts = at.clone().gt_eq(first.clone()).and(at.lt_eq(last.clone())).and(col(&value).is_not_null());
            total = total + when(counts.clone()).then(col(&value)).otherwise(lit(0.0));
            known = known + when(counts).then(lit(1.0)).otherwise(lit(0.0));
        }
        let complete = count.clone().gt_eq(lit(1.0)).and(known.eq(count.clone()));
        (when(complete).then(total).otherwise(nothing()), count)
    }

    fn rank(&mut self, operand: &Expr, ascending: bool, span: Span) -> Column {
        let column = self.column(operand, span);
        let options = RankOptions { method: RankMethod::Min, descending: !ascending };
        let group = [col(WHOLE), col(YEAR)];
        // An area that is part of none ranks alone, and is no sibling of its own parts.
        let alone = col(WHOLE).eq(col(columns::AREA));
        let siblings = when(alone.clone()).then(nothing()).otherwise(col(&column));
        let siblings = self.add(siblings);
        let ranked = col(&siblings).rank(options, None).over(group.clone()).expect("a partition by columns");
        let missing = when(alone.clone())
            .then(lit(0.0))
            .otherwise(col(&column).is_null().cast(polars::prelude::DataType::Float64));
        let missing = self.add(missing);
        let gaps = col(&missing).sum().over(group).expect("a partition by columns");
        let (ranked, gaps) = (self.add(ranked), self.add(gaps));
        let among = when(col(gaps).eq(lit(0.0))).then(col(ranked)).otherwise(nothing());
        let by_itself = when(col(&column).is_not_null()).then(lit(1.0)).otherwise(nothing());
        when(alone).then(by_itself).otherwise(among)
    }

    fn increment(&mut self, operand: &Expr, span: Span) -> String {
        let change = self.before(operand, span).change();
        self.add(change)
    }

    fn total_increment(&mut self, operands: &[Expr], span: Span) -> String {
        match operands.get(1) {
            Some(total) => self.increment(total, span),
            None => {
                let own = self.increment(&operands[0], span);
                self.of_whole(&own)
            }
        }
    }

    fn total_base(&mut self, operands: &[Expr], span: Span) -> String {
        match operands.get(1) {
            Some(total) => self.before(total, span).base,
            None => {
                let own = self.before(&operands[0], span).base;
                self.of_whole(&own)
            }
        }
    }
}
