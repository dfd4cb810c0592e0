//! A quantity beside its base: comparable bases and breaks in the series, column by column.

use std::cmp::Ordering;

use crate::book::Id;

use polars::prelude::{Expr as Columns, lit, when};

use crate::formula::{Expr, Facts, LeafArea, Node, YearSelector, leaves};

use super::cells::Slot;
use super::grid::COHORT;
use super::moves::{order_of, year_of};
use super::program::Value;
use super::walk::{At, Frame, Walk, null, or_null, over, size, without_noise};

/// The year before.
pub(super) const BEFORE: YearSelector = YearSelector::Relative(-1);

/// The current value and its base.
#[derive(Clone)]
pub(super) struct Pair {
    pub(super) now: Value,
    pub(super) base: Value,
}

/// An operand that is nothing but one indicator of the data, perhaps of another area.
struct Direct {
    id: Id,
    area: Option<Id>,
}

impl Walk<'_> {
    /// Returns an operand's value in the frame's own period (or in `now`) and in its base year, which is an earlier one.
    pub(super) fn pair(&mut self, operand: &Expr, now: Option<YearSelector>, base: YearSelector, frame: Frame) -> Pair {
        let pair = self.pair_in_any_order(operand, now, base, frame);
        let here = now.unwrap_or(YearSelector::Relative(0));
        if order_of(base, here) == Some(Ordering::Less) {
            return pair;
        }
        let earlier = year_of(base, frame.at).lt(year_of(here, frame.at));
        let base = self.program.step(&[&pair.base], or_null(earlier, pair.base.col()));
        Pair { base, ..pair }
    }

    /// The same, for an index, whose base year may be a later one. A span of years has no base.
    pub(super) fn pair_in_any_order(
        &mut self,
        operand: &Expr,
        now: Option<YearSelector>,
        base: YearSelector,
        frame: Frame,
    ) -> Pair {
        let current = match now {
            Some(now) => self.in_period(operand, now, frame),
            None if frame.at == At::Row => self.value(operand, frame),
            None => self.nothing(),
        };
        let published = self.in_period(operand, base, frame);
        let here = now.unwrap_or(YearSelector::Relative(0));
        let (year, base_year) = (year_of(here, frame.at), year_of(base, frame.at));
        let mut operands = vec![current.clone(), published.clone()];
        let mut chosen = published.col();
        for (then, before) in self.breaks(operand, here, base, frame) {
            chosen = or_null(then.col().eq(before.col()), chosen);
            operands.extend([then, before]);
        }
        let direct = self.direct(operand);
        if let Some(comparable) = direct.as_ref().and_then(|direct| self.comparable(direct, now, frame)) {
            let is_next = (base_year.clone() + lit(1)).eq(year.clone());
            chosen = when(is_next.and(comparable.col().is_not_null())).then(comparable.col()).otherwise(chosen);
            operands.push(comparable);
        }
        let differ = order_of(base, here).is_some_and(Ordering::is_ne);
        // Mostly nothing stands between the two.
        if differ && operands.len() == 2 {
            return Pair { now: current, base: published };
        }
        let chosen = if differ { chosen } else { or_null(base_year.neq(year), chosen) };
        let base = self.program.step(&operands.iter().collect::<Vec<_>>(), chosen);
        Pair { now: current, base }
    }

    /// Returns the pair of the area that the row's area is part of.
    pub(super) fn pair_of_whole(&mut self, pair: &Pair) -> Pair {
        Pair { now: self.in_whole(&pair.now), base: self.in_whole(&pair.base) }
    }

    /// Returns now ÷ base; null unless the base is above and the current value not below zero.
    pub(super) fn quotient_of(&mut self, pair: &Pair) -> Value {
        let Pair { now, base } = pair;
        let sound = base.col().gt(lit(0.0)).and(now.col().gt_eq(lit(0.0)));
        self.program.step(&[now, base], or_null(sound, now.col() / base.col()))
    }

    /// Returns now − base.
    pub(super) fn difference_of(&mut self, pair: &Pair) -> Value {
        let Pair { now, base } = pair;
        let difference = without_noise(now.col() - base.col(), size(now.col()) + size(base.col()));
        self.program.step(&[now, base], difference)
    }

    fn direct(&self, operand: &Expr) -> Option<Direct> {
        match &operand.node {
            Node::Indicator(id) if self.catalogue.formula(id).is_none() => Some(Direct { id: id.clone(), area: None }),
            Node::Select { of, area, year: None } => {
                let inner = self.direct(of)?;
                Some(Direct { area: inner.area.or_else(|| area.clone()), ..inner })
            }
            _ => None,
        }
    }

    fn comparable(&mut self, direct: &Direct, now: Option<YearSelector>, frame: Frame) -> Option<Value> {
        let at = if now.is_some() { At::Row } else { frame.at };
        let recorded = self.source(&direct.id, Slot::ComparableBase(at))?;
        let placed = self.placed(recorded, direct);
        Some(now.map_or(placed.clone(), |now| self.moved(&placed, now, frame.at)))
    }

    /// How many breaks there have been up to the current and up to the base year, in each series that the operand reads:
    /// unlike numbers mean one between.
    fn breaks(&mut self, operand: &Expr, now: YearSelector, base: YearSelector, frame: Frame) -> Vec<(Value, Value)> {
        let mut counts = Vec::new();
        for leaf in leaves(operand, self.catalogue) {
            let Some(counted) = self.source(&leaf.indicator, Slot::Breaks) else { continue };
            let counted = match &leaf.area {
                LeafArea::Here => counted,
                LeafArea::Whole => self.in_whole(&counted),
                LeafArea::Parts => self.over_parts(&counted),
                LeafArea::Named(area) => self.in_area(&counted, area),
            };
            let counted = self.moved(&counted, YearSelector::Relative(leaf.offset), At::Row);
            counts.push((self.moved(&counted, now, frame.at), self.moved(&counted, base, frame.at)));
        }
        counts
    }

    /// The total over the parts of the row's area.
    fn over_parts(&mut self, value: &Value) -> Value {
        let total = self.program.step(&[value], over(value.col().sum(), COHORT));
        self.in_first_part(&total)
    }

    fn placed(&mut self, value: Value, direct: &Direct) -> Value {
        match &direct.area {
            Some(area) => self.in_area(&value, area),
            None => value,
        }
    }
}

/// Returns a ÷ b, null where b is zero.
pub(super) fn divided(a: &Value, b: &Value) -> Columns {
    when(b.col().neq(lit(0.0))).then(a.col() / b.col()).otherwise(null())
}
