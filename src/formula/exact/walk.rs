//! What a walk remembers and meets on its way, and the bounds that nonsense runs into.
//!
//! Every result of a function is kept, so that `growth(growth(growth(x)))` takes three steps a year and not eight.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::{Observation, Status};
use crate::quantity::Exact;

use super::super::{Context, Evaluation, Expr, Facts, Input, NoValue, Node, Note, Outcome};
use super::{Evaluator, Value};

/// Levels of nodes within each other, through all indicators: a bound on the stack, which a worker has two megabytes of.
const DEEPEST: usize = 300;

/// Levels that a function and an indicator count for: their share of the stack.
const CALL_LEVELS: usize = 6;
const INDICATOR_LEVELS: usize = 2;

/// Nodes that one evaluation may visit.
const MOST_STEPS: u32 = 500_000;

/// Binary digits of a numerator or denominator: some forty thousand decimal ones.
const MOST_BITS: u64 = 1 << 17;

/// A node of a tree (by where it is in memory, which holds for the time of a walk) in a context.
type Key = (usize, Context, bool);

#[derive(Default)]
struct Told {
    inputs: Vec<Input>,
    known_inputs: BTreeSet<Input>,
    hedges: Vec<String>,
    statuses: BTreeSet<Status>,
    notes: BTreeSet<Note>,
    values: BTreeMap<Key, Value>,
    steps: u32,
}

/// One evaluation under way.
pub(super) struct Walk<'a> {
    pub(super) evaluator: &'a Evaluator<'a>,
    told: RefCell<Told>,
}

/// Where in the tree of indicators a walk is.
#[derive(Clone, Copy)]
pub(super) struct Frame<'c> {
    pub(super) context: &'c Context,
    pub(super) accept_hedged: bool,
    pub(super) depth: usize,
}

impl Frame<'_> {
    /// The same place in the tree, in another context.
    pub(super) fn at<'c>(&self, context: &'c Context) -> Frame<'c> {
        Frame { context, accept_hedged: self.accept_hedged, depth: self.depth }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(evaluator: &'a Evaluator<'a>) -> Self {
        Self { evaluator, told: RefCell::default() }
    }

    /// The evaluation, now that its outcome is known.
    pub(super) fn finish(self, outcome: Outcome) -> Evaluation {
        let told = self.told.into_inner();
        Evaluation {
            outcome,
            inputs: told.inputs,
            hedge: told.hedges.into_iter().next(),
            statuses: told.statuses,
            notes: told.notes.into_iter().collect(),
        }
    }

    pub(super) fn facts(&self) -> &'a dyn Facts {
        self.evaluator.facts
    }

    /// Computes a value once for each context.
    pub(super) fn once(&self, expr: &Expr, frame: &Frame<'_>, compute: impl FnOnce() -> Value) -> Value {
        let key = (std::ptr::from_ref(expr).addr(), frame.context.clone(), frame.accept_hedged);
        if let Some(known) = self.told.borrow().values.get(&key) {
            return known.clone();
        }
        let value = compute();
        self.told.borrow_mut().values.insert(key, value.clone());
        value
    }

    /// Counts a step and goes deeper into a node, or says why not.
    pub(super) fn step<'c>(&self, node: &Node, frame: &Frame<'c>) -> Result<Frame<'c>, NoValue> {
        let levels = match node {
            Node::Call(..) => CALL_LEVELS,
            Node::Indicator(_) => INDICATOR_LEVELS,
            _ => 1,
        };
        let mut told = self.told.borrow_mut();
        told.steps += 1;
        let excess = match () {
            () if told.steps > MOST_STEPS => format!("the formula takes more than {MOST_STEPS} steps"),
            () if frame.depth > DEEPEST => "the formula and those that it is made of are too deeply nested".to_owned(),
            () => return Ok(Frame { depth: frame.depth + levels, ..*frame }),
        };
        Err(NoValue::NotANumber { what: format!("{excess}; simplify its indicators") })
    }

    pub(super) fn note(&self, note: Note) {
        self.told.borrow_mut().notes.insert(note);
    }

    pub(super) fn note_hedge(&self, hedge: &str) {
        self.told.borrow_mut().hedges.push(hedge.to_owned());
    }

    pub(super) fn note_input(&self, id: &str, context: &Context, observation: &Observation) {
        let input = Input { indicator: id.to_owned(), area: context.area.clone(), period: context.period };
        let mut told = self.told.borrow_mut();
        told.statuses.insert(observation.status);
        if told.known_inputs.insert(input.clone()) {
            told.inputs.push(input);
        }
    }
}

/// Refuses numbers that are too long to go on with.
pub(super) fn bounded(value: Exact) -> Value {
    if value.bits() > MOST_BITS {
        return Err(too_long());
    }
    Ok(value)
}

/// Refuses a power whose digits would be too many, before they are computed.
pub(super) fn bounded_power(base: &Exact, exponent: i32) -> Result<(), NoValue> {
    let length = base.bits().saturating_mul(u64::from(exponent.unsigned_abs()));
    if length > MOST_BITS { Err(too_long()) } else { Ok(()) }
}

fn too_long() -> NoValue {
    NoValue::NotANumber { what: format!("a number of more than {MOST_BITS} binary digits") }
}
