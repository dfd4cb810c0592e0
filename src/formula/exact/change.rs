//! Two values of one quantity: the current one and its base, with everything that may stand between them.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use num_traits::Signed;

use crate::book::{Id, Period};
use crate::ingest::{Observation, Status};
use crate::quantity::Exact;

use super::super::{Context, Expr, Input, LeafArea, NoValue, Node, Note, Turn, YearSelector, leaves};
use super::walk::{Frame, Walk};
use super::{Value, quotient, with_period};

/// A current value and the base it is compared with.
pub(super) struct Pair {
    pub(super) current: Exact,
    pub(super) base: Exact,
}

impl Pair {
    pub(super) fn change(&self) -> Exact {
        &self.current - &self.base
    }

    /// Current ÷ base, or why that would mislead: by convention no rate is given over a zero or a negative base, nor for
    /// a fall below zero.
    pub(super) fn ratio(&self) -> Value {
        if self.base.is_zero() {
            return Err(NoValue::ZeroBase);
        }
        match turn(&self.base, &self.current) {
            Some(turn) => Err(NoValue::NegativeBase(turn)),
            None => quotient(&self.current, &self.base),
        }
    }
}

/// How a quantity moved of which one value is negative.
fn turn(base: &Exact, current: &Exact) -> Option<Turn> {
    let below =
        |value: &Exact| value.as_words().map_or_else(|| value.lo().is_negative(), |(numerator, _)| numerator < 0);
    if !below(base) && !below(current) {
        return None;
    }
    let (base, current) = (base.lo(), current.lo());
    match (base.is_negative(), current.is_negative()) {
        (false, false) => None,
        (true, false) => Some(Turn::ToPositive),
        (false, true) => Some(Turn::ToNegative),
        (true, true) if current > base => Some(Turn::Narrowed),
        (true, true) if current < base => Some(Turn::Widened),
        (true, true) => Some(Turn::Unchanged),
    }
}

impl Walk<'_> {
    /// The values of an operand now and in its base year, which is an earlier one.
    pub(super) fn pair(&self, operand: &Expr, base: YearSelector, frame: &Frame<'_>) -> Result<Pair, NoValue> {
        let (base_year, year) = (base.resolve(frame.context.period).last_year(), frame.context.period.last_year());
        if base_year > year {
            let reason = format!("the base year {base_year} of {operand} is later than {year}");
            return Err(NoValue::NotComparable { reason });
        }
        self.pair_in_any_order(operand, base, frame)
    }

    /// The same, for an index, whose base year may be a later one.
    pub(super) fn pair_in_any_order(
        &self,
        operand: &Expr,
        base: YearSelector,
        frame: &Frame<'_>,
    ) -> Result<Pair, NoValue> {
        let (now, period) = (frame.context.period, base.resolve(frame.context.period));
        if let Period::Span(..) = now {
            let reason = format!("{operand} of all years of {now} cannot be compared with {period} alone");
            return Err(NoValue::NotComparable { reason });
        }
        if period == now {
            let reason = format!("{operand} would be compared with itself in {period}");
            return Err(NoValue::NotComparable { reason });
        }
        let current = self.value(operand, frame)?;
        if let Some(base) = self.comparable_base(operand, period, frame) {
            return Ok(Pair { current, base });
        }
        self.check_break(operand, period, frame)?;
        let context = with_period(frame.context, period);
        let base = self.value(operand, &frame.at(&context)).map_err(as_base)?;
        self.note_revisions(operand, &context);
        Ok(Pair { current, base })
    }

    /// The last period's value on this period's basis, where the data give one.
    fn comparable_base(&self, operand: &Expr, base: Period, frame: &Frame<'_>) -> Option<Exact> {
        let (id, area) = self.direct(operand, &frame.context.area)?;
        let period = frame.context.period;
        if base.last_year() + 1 != period.last_year() {
            return None;
        }
        let observation = self.facts().observation(id, area, period)?;
        let recorded = observation.comparable_base.as_ref()?;
        let used = recorded * &observation.unit.worth();
        let published = self.facts().observation(id, area, base).map(|published| recorded_text(&published));
        let of = Input { indicator: id.into(), area: area.into(), period };
        let used_text = format!("{recorded}{}", observation.unit);
        self.note(Note::ComparableBase { of, published, used: used_text });
        Some(used)
    }

    /// A break between base and current period, in any series that the operand reads, makes them incomparable.
    fn check_break(&self, operand: &Expr, base: Period, frame: &Frame<'_>) -> Result<(), NoValue> {
        self.each_series(operand, frame.context, |id, area, offset| {
            let moved = |period: Period| period.last_year().saturating_add(offset);
            let (base, current) = (moved(base), moved(frame.context.period));
            self.check_series(id, area, base.min(current).saturating_add(1)..=base.max(current))
        })
    }

    /// Visits all series that an operand reads, each with its area and how many years off its own.
    fn each_series<E>(
        &self,
        operand: &Expr,
        context: &Context,
        mut visit: impl FnMut(&str, &str, i32) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some((id, area)) = self.direct(operand, &context.area) {
            return visit(id, area, 0);
        }
        for leaf in leaves(operand, self.facts()) {
            for area in self.areas_of(&leaf.area, context) {
                visit(&leaf.indicator, &area, leaf.offset)?;
            }
        }
        Ok(())
    }

    fn check_series(&self, id: &str, area: &str, mut years: RangeInclusive<i32>) -> Result<(), NoValue> {
        let broken = |year: i32| {
            let observation = self.facts().observation(id, area, Period::Year(year))?;
            (observation.status == Status::B).then_some((year, observation))
        };
        let Some((year, observation)) = years.find_map(broken) else { return Ok(()) };
        let note = observation.note.map_or(String::new(), |note| format!(": {note}"));
        Err(NoValue::NotComparable { reason: format!("the series {id}@{area} breaks in {year} (status B){note}") })
    }

    fn areas_of(&self, area: &LeafArea, context: &Context) -> Vec<Id> {
        let tree = self.facts().areas();
        match area {
            LeafArea::Here => vec![context.area.clone()],
            LeafArea::Whole => tree.get(&context.area).and_then(|area| area.part_of.clone()).into_iter().collect(),
            LeafArea::Parts => tree.parts(&context.area).map(|part| part.id.clone()).collect(),
            LeafArea::Named(id) => vec![id.clone()],
        }
    }

    /// Bases that have been revised since their publication are worth a note, wherever the operand reads them.
    fn note_revisions(&self, operand: &Expr, base: &Context) {
        let noted: Result<(), Infallible> = self.each_series(operand, base, |id, area, offset| {
            let period = match offset {
                0 => base.period,
                offset => Period::Year(base.period.last_year().saturating_add(offset)),
            };
            self.note_revision(id, area, period);
            Ok(())
        });
        noted.unwrap_or_else(|never| match never {});
    }

    fn note_revision(&self, id: &str, area: &str, period: Period) {
        let Some(observation) = self.facts().observation(id, area, period) else { return };
        if let Some(old) = &observation.revised_from {
            let of = Input { indicator: id.into(), area: area.into(), period };
            let old = format!("{old}{}", observation.unit);
            self.note(Note::RevisedBase { of, old, new: recorded_text(&observation) });
        }
    }

    /// The indicator and the area of the series that an operand names directly, if it is nothing but one indicator of the
    /// data.
    fn direct<'e>(&self, operand: &'e Expr, area: &'e str) -> Option<(&'e str, &'e str)> {
        match &operand.node {
            Node::Indicator(id) if self.facts().formula(id).is_none() => Some((id, area)),
            Node::Select { of, area: other, year: None } => self.direct(of, other.as_deref().unwrap_or(area)),
            _ => None,
        }
    }
}

fn recorded_text(observation: &Observation) -> String {
    format!("{}{}", observation.raw, observation.unit)
}

/// What is missing at the base is a missing base.
fn as_base(none: NoValue) -> NoValue {
    match none {
        NoValue::MissingCurrent { what } => NoValue::MissingBase { what },
        other => other,
    }
}
