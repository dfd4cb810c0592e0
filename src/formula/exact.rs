//! The exact walk: a formula's value in rationals, from the observations' own text.
//!
//! Nothing is rounded here. A root that is not rational becomes an interval; whoever rounds asks for more digits when its
//! ends would round differently.

mod calls;
mod change;
mod walk;

use num_traits::ToPrimitive;

use crate::book::{Id, Period};
use crate::ingest::{Datum, Missing};
use crate::quantity::{DivisionError, Exact, Unit};

use super::{Binary, Context, Evaluation, Expr, Facts, Function, NoValue, Node, Outcome, unit_of};
use walk::{Frame, Walk, bounded, bounded_power};

/// A fault put into a function's result: how tests prove that one faulty computation alone is found.
pub type Tamper = fn(&Function, &Exact) -> Exact;

/// Evaluates formulas exactly.
#[derive(Clone, Copy)]
pub struct Evaluator<'a> {
    facts: &'a dyn Facts,
    digits: u32,
    accept_hedged: bool,
    tamper: Option<Tamper>,
}

type Value = Result<Exact, NoValue>;

impl<'a> Evaluator<'a> {
    /// Returns an evaluator; `digits` is how many decimals of an irrational root are computed.
    #[must_use]
    pub fn new(facts: &'a dyn Facts, digits: u32) -> Self {
        Self { facts, digits, accept_hedged: false, tamper: None }
    }

    /// Lets operands carry a hedge (多, 超过 …), which the result inherits.
    #[must_use]
    pub fn accept_hedged(mut self, accept: bool) -> Self {
        self.accept_hedged = accept;
        self
    }

    /// Puts a fault into the results of functions. Nothing but tests asks for it.
    #[must_use]
    pub fn tampered(mut self, tamper: Tamper) -> Self {
        self.tamper = Some(tamper);
        self
    }

    /// Evaluates a formula whose names are resolved.
    #[must_use]
    pub fn evaluate(&self, expr: &Expr, context: &Context) -> Evaluation {
        let walk = Walk::new(self);
        let accept_hedged = self.accept_hedged || is_bare(expr);
        let frame = Frame { context, accept_hedged, depth: 0, is_top: true };
        let outcome = match walk.value(expr, &frame) {
            Ok(value) => Outcome::Value { value, unit: unit_of(expr, self.facts).unwrap_or_else(|_| Unit::none()) },
            Err(none) => Outcome::None(none),
        };
        walk.finish(outcome)
    }
}

/// A formula that is one indicator, perhaps of another area or year: its datum is printed as it stands.
fn is_bare(expr: &Expr) -> bool {
    match &expr.node {
        Node::Indicator(_) => true,
        Node::Select { of, .. } => is_bare(of),
        _ => false,
    }
}

impl Walk<'_> {
    fn value(&self, expr: &Expr, frame: &Frame<'_>) -> Value {
        let outer = frame;
        let frame = &self.step(&expr.node, outer)?;
        match &expr.node {
            Node::Number(number) => Ok(number.clone()),
            Node::Indicator(id) => self.indicator(id, outer.is_top, frame),
            Node::Select { of, .. } => self.value(of, &frame.at(&selected(expr, frame.context))),
            Node::Negate(of) => self.value(of, frame).map(|value| -&value),
            Node::Binary(operator, left, right) => {
                let (left, right) = (self.value(left, frame)?, self.value(right, frame)?);
                bounded(self.binary(*operator, &left, &right)?)
            }
            Node::Call(function, operands) => self.once(expr, outer, || {
                let value = bounded(self.call(function, operands, frame)?)?;
                Ok(self.evaluator.tamper.map_or_else(|| value.clone(), |tamper| tamper(function, &value)))
            }),
        }
    }

    /// A hedge passes through an indicator only if that one and all above it take hedged operands.
    fn indicator(&self, id: &Id, is_top: bool, frame: &Frame<'_>) -> Value {
        let Some(formula) = self.facts().formula(id) else {
            return self.observed(id, frame);
        };
        let accept_hedged = frame.accept_hedged && self.facts().accepts_hedged(id);
        let inner = Frame { accept_hedged, is_top, ..*frame };
        self.once(formula, &inner, || self.value(formula, &inner))
    }

    fn observed(&self, id: &Id, frame: &Frame<'_>) -> Value {
        let Context { area, period } = frame.context;
        let key = || format!("{id}@{area}@{period}");
        let Some(observation) = self.facts().observation(id, area, *period) else {
            return Err(NoValue::MissingCurrent { what: format!("{} has no observation", key()) });
        };
        self.note_input(id, frame.context, &observation);
        if let Some(hedge) = &observation.qualifier {
            if !frame.accept_hedged {
                let what = format!("{} carries the hedge {hedge}: {}", key(), observation.raw);
                return Err(NoValue::NotANumber { what });
            }
            self.note_hedge(hedge);
        }
        match &observation.datum {
            Datum::Number(number) => Ok(number * &observation.unit.worth()),
            Datum::Range(..) => Err(NoValue::NotANumber { what: format!("{} is a range: {}", key(), observation.raw) }),
            Datum::Words(words) => Err(NoValue::NotANumber { what: format!("{} is in words: {words}", key()) }),
            Datum::Missing(kind) => {
                Err(NoValue::MissingCurrent { what: format!("{} is {}", key(), missing_text(*kind)) })
            }
        }
    }

    fn binary(&self, operator: Binary, left: &Exact, right: &Exact) -> Value {
        let truth = |yes: bool| Ok(Exact::from(i64::from(yes)));
        let order = || left.order(right).ok_or_else(undecided);
        match operator {
            Binary::Add => Ok(left + right),
            Binary::Subtract => Ok(left - right),
            Binary::Multiply => Ok(left * right),
            Binary::Divide => quotient(left, right),
            Binary::Power => self.power(left, right),
            Binary::Equal => truth(order()?.is_eq()),
            Binary::NotEqual => truth(order()?.is_ne()),
            Binary::Less => truth(order()?.is_lt()),
            Binary::LessOrEqual => truth(order()?.is_le()),
            Binary::Greater => truth(order()?.is_gt()),
            Binary::GreaterOrEqual => truth(order()?.is_ge()),
        }
    }

    /// Whole exponents are exact; p/q is the q-th root of the p-th power.
    fn power(&self, base: &Exact, exponent: &Exact) -> Value {
        let unusable = |why: &str| NoValue::NotANumber { what: format!("({base}) ^ ({exponent}): {why}") };
        let rational = exponent.as_rational().ok_or_else(|| unusable("the exponent is not rational"))?;
        let (p, q) = (rational.numer().to_i32(), rational.denom().to_u32());
        let (Some(p @ -1000..=1000), Some(q @ 1..=1000)) = (p, q) else {
            return Err(unusable("the exponent is beyond 1000"));
        };
        bounded_power(base, p)?;
        let power = base.powi(p).ok_or(NoValue::ZeroBase)?;
        if q == 1 {
            return Ok(power);
        }
        power.root(q, self.evaluator.digits).ok_or_else(|| unusable("the root of a negative number"))
    }
}

/// The context that a selector makes out of another.
fn selected(expr: &Expr, context: &Context) -> Context {
    let Node::Select { area, year, .. } = &expr.node else { return context.clone() };
    let period = year.map_or(context.period, |year| year.resolve(context.period));
    Context { area: area.clone().unwrap_or_else(|| context.area.clone()), period }
}

fn quotient(left: &Exact, right: &Exact) -> Value {
    left.divide(right).map_err(|error| match error {
        DivisionError::Zero => NoValue::ZeroBase,
        DivisionError::Uncertain => undecided(),
    })
}

fn undecided() -> NoValue {
    NoValue::NotANumber { what: "two values that are too close to tell apart".into() }
}

fn missing_text(kind: Missing) -> &'static str {
    match kind {
        Missing::BelowUnit => "less than half the smallest unit (…)",
        Missing::NotAvailable => "not available (blank)",
        Missing::NotApplicable => "not applicable (-)",
    }
}

/// The same area in another period.
fn with_period(context: &Context, period: Period) -> Context {
    Context { area: context.area.clone(), period }
}
