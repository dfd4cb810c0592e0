//! The functions, each by its own definition, as a spreadsheet computes them.

use crate::book::{Id, Period};
use crate::formula::{Binary, Context, Evaluator, Expr, Function, YearSelector};

use super::{Formulas, Piece, hundred};

/// More years than a book can have.
const MOST_YEARS: i32 = 1000;

const BEFORE: YearSelector = YearSelector::Relative(-1);

impl Formulas<'_> {
    pub(super) fn call(&mut self, function: &Function, operands: &[Expr], context: &Context) -> Option<Piece> {
        let first = &operands[0];
        let one = Piece::integer(1);
        match function {
            Function::Growth { base } => Some(self.ratio(first, *base, context)?.less(&one)),
            Function::Change { base } | Function::Points { base } => self.change(first, *base, context),
            Function::Times { base } => self.ratio(first, *base, context),
            Function::Index { base } => Some(self.ratio(first, *base, context)?.times(&hundred())),
            Function::Ratio | Function::Per => {
                Some(self.piece(first, context)?.over(&self.piece(&operands[1], context)?))
            }
            Function::Share => {
                let (whole, at) = self.whole(operands, context)?;
                Some(self.piece(first, context)?.over(&self.piece(whole, &at)?))
            }
            Function::Cagr { from, to } => self.average_growth(first, (*from, *to), context),
            Function::Cumulative { from } => {
                let from = from.unwrap_or(YearSelector::Absolute(self.facts.years().0));
                self.over_years(first, (from, YearSelector::Relative(0)), context).map(|(total, _)| total)
            }
            Function::Mean { from, to } => {
                let (total, count) = self.over_years(first, (*from, *to), context)?;
                Some(total.over(&Piece::integer(count)))
            }
            Function::Sum { areas } => self.over_areas(first, areas, context),
            Function::Rank { ascending, gaps } => self.rank(first, (*ascending, *gaps), context),
            Function::Contribution => {
                let (whole, at) = self.whole(operands, context)?;
                Some(self.change(first, BEFORE, context)?.over(&self.change(whole, BEFORE, &at)?))
            }
            Function::Pull => {
                let (whole, at) = self.whole(operands, context)?;
                Some(self.change(first, BEFORE, context)?.over(&self.base(whole, BEFORE, &at)?))
            }
            Function::Deflate => {
                let prices = self.piece(&operands[1], context)?.over(&hundred());
                Some(self.ratio(first, BEFORE, context)?.over(&prices).less(&one))
            }
        }
    }

    fn ratio(&mut self, operand: &Expr, base: YearSelector, context: &Context) -> Option<Piece> {
        let (current, base) = self.pair(operand, base, context)?;
        Some(current.over(&base))
    }

    /// The second operand here, or the first in the area that this one is part of.
    fn whole<'e>(&self, operands: &'e [Expr], context: &Context) -> Option<(&'e Expr, Context)> {
        if let [_, whole] = operands {
            return Some((whole, context.clone()));
        }
        let area = self.facts.areas().get(&context.area)?.part_of.clone()?;
        Some((&operands[0], Context { area, period: context.period }))
    }

    fn average_growth(
        &mut self,
        operand: &Expr,
        (from, to): (YearSelector, YearSelector),
        context: &Context,
    ) -> Option<Piece> {
        let (first, last) = (from.resolve(context.period).last_year(), to.resolve(context.period));
        let at = Context { area: context.area.clone(), period: last };
        let years = Piece::integer(last.last_year() - first);
        let ratio = self.ratio(operand, YearSelector::Absolute(first), &at)?;
        let one = Piece::integer(1);
        Some(ratio.power(&one.over(&years)).less(&one))
    }

    /// The total over years, and how many there are.
    fn over_years(
        &mut self,
        operand: &Expr,
        (from, to): (YearSelector, YearSelector),
        context: &Context,
    ) -> Option<(Piece, i32)> {
        let (first, last) = (from.resolve(context.period).last_year(), to.resolve(context.period).last_year());
        let count = last - first + 1;
        if !(1..=MOST_YEARS).contains(&count) {
            return None;
        }
        let contexts = (first..=last).map(|year| Context { area: context.area.clone(), period: Period::Year(year) });
        let pieces = contexts.map(|at| self.piece(operand, &at)).collect::<Option<Vec<_>>>()?;
        Some((self.sum(pieces), count))
    }

    fn over_areas(&mut self, operand: &Expr, listed: &[Id], context: &Context) -> Option<Piece> {
        let areas: Vec<Id> = match listed {
            [] => self.facts.areas().parts(&context.area).map(|part| part.id.clone()).collect(),
            listed => listed.to_vec(),
        };
        let contexts = areas.into_iter().map(|area| Context { area, period: context.period });
        let pieces = contexts.map(|at| self.piece(operand, &at)).collect::<Option<Vec<_>>>()?;
        (!pieces.is_empty()).then(|| self.sum(pieces))
    }

    /// 1 + how many of the other parts come before.
    fn rank(&mut self, operand: &Expr, (ascending, gaps): (bool, bool), context: &Context) -> Option<Piece> {
        let order = if ascending { Binary::Less } else { Binary::Greater };
        let own = self.piece(operand, context)?;
        let siblings = self.facts.areas().siblings(&context.area).into_iter();
        let others: Vec<Id> = siblings.filter(|area| area.id != context.area).map(|area| area.id.clone()).collect();
        let mut before = vec![Piece::integer(1)];
        for area in others {
            let context = Context { area, period: context.period };
            if gaps && Evaluator::new(self.facts, 40).evaluate(operand, &context).value().is_none() {
                continue;
            }
            let other = self.piece(operand, &context)?;
            before.push(Piece::compare(order, &other, &own));
        }
        Some(self.sum(before))
    }
}
