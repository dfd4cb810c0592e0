//! Two values of one quantity: the current one and its base, with everything that may stand between them.

use num_traits::Signed;

use crate::book::Period;
use crate::ingest::{Observation, Status};
use crate::quantity::Exact;

use super::super::{Context, Expr, Input, NoValue, Node, Note, Turn, YearSelector};
use super::{Frame, Value, Walk, quotient, selected, with_period};

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
    /// The values of an operand now and in its base year.
    pub(super) fn pair(&self, operand: &Expr, base: YearSelector, frame: &Frame<'_>) -> Result<Pair, NoValue> {
        let period = base.resolve(frame.context.period);
        if period == frame.context.period {
            let what = format!("{operand} would be compared with itself in {period}");
            return Err(NoValue::NotComparable { reason: what });
        }
        let current = self.value(operand, frame)?;
        if let Some(base) = self.comparable_base(operand, period, frame) {
            return Ok(Pair { current, base });
        }
        self.check_break(operand, period, frame)?;
        let context = with_period(frame.context, period);
        let base = self.value(operand, &frame.at(&context)).map_err(as_base)?;
        self.note_revision(operand, &frame.at(&context));
        Ok(Pair { current, base })
    }

    /// The last period's value on this period's basis, where the data give one.
    fn comparable_base(&self, operand: &Expr, base: Period, frame: &Frame<'_>) -> Option<Exact> {
        let (id, context) = self.direct(operand, frame.context)?;
        if base.last_year() + 1 != frame.context.period.last_year() {
            return None;
        }
        let observation = self.facts().observation(&id, &context.area, context.period)?;
        let recorded = observation.comparable_base.as_ref()?;
        let used = recorded * &Exact::from(observation.unit.scale());
        let published = self.facts().observation(&id, &context.area, base).map(recorded_text);
        let of = Input { indicator: id, area: context.area, period: context.period };
        let used_text = format!("{recorded}{}", observation.unit);
        self.told.borrow_mut().notes.insert(Note::ComparableBase { of, published, used: used_text });
        Some(used)
    }

    /// A break in the series between base and current period makes them incomparable.
    fn check_break(&self, operand: &Expr, base: Period, frame: &Frame<'_>) -> Result<(), NoValue> {
        let Some((id, context)) = self.direct(operand, frame.context) else { return Ok(()) };
        let (from, to) = (base.last_year(), context.period.last_year());
        let after_base = (from.min(to) + 1)..=from.max(to);
        for year in after_base {
            let observation = self.facts().observation(&id, &context.area, Period::Year(year));
            if let Some(observation) = observation.filter(|observation| observation.status == Status::B) {
                let note = observation.note.as_deref().map_or(String::new(), |note| format!(": {note}"));
                let reason = format!("the series {id}@{} breaks in {year} (status B){note}", context.area);
                return Err(NoValue::NotComparable { reason });
            }
        }
        Ok(())
    }

    fn note_revision(&self, operand: &Expr, frame: &Frame<'_>) {
        let Some((id, context)) = self.direct(operand, frame.context) else { return };
        let Some(observation) = self.facts().observation(&id, &context.area, context.period) else { return };
        if let Some(old) = &observation.revised_from {
            let of = Input { indicator: id, area: context.area, period: context.period };
            let old = format!("{old}{}", observation.unit);
            self.told.borrow_mut().notes.insert(Note::RevisedBase { of, old, new: recorded_text(observation) });
        }
    }

    /// The observation that an operand names directly, if it is nothing but one indicator of the data.
    fn direct(&self, operand: &Expr, context: &Context) -> Option<(String, Context)> {
        match &operand.node {
            Node::Indicator(id) if self.facts().formula(id).is_none() => Some((id.clone(), context.clone())),
            Node::Select { of, year: None, .. } => self.direct(of, &selected(operand, context)),
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
