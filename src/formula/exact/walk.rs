//! What a walk remembers and meets on its way, and the bounds that nonsense runs into.
//!
//! Every result of a function is kept, so that `growth(growth(growth(x)))` takes three steps a year and not eight.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::book::Id;
use crate::ingest::Observation;
use crate::quantity::Exact;

use super::super::{Context, Evaluation, Expr, Facts, Hedge, Input, NoValue, Node, Note, Outcome, Statuses};
use super::{Evaluator, Value};

/// Levels of nodes within each other, through all indicators: a bound on the stack, which a worker has two megabytes of.
const DEEPEST: usize = 300;

/// Levels that a function and an indicator count for: their share of the stack.
const CALL_LEVELS: usize = 6;
const INDICATOR_LEVELS: usize = 2;

/// Nodes that one evaluation may visit.
const MOST_STEPS: u32 = 500_000;

/// Inputs that are looked through for a repeated one as they come: a search among so many costs less than a set. More of them
/// (a sum over a hundred areas) are sorted out at the end.
const FEW_INPUTS: usize = 12;

/// Binary digits of a numerator or denominator: some forty thousand decimal ones.
const MOST_BITS: u64 = 1 << 17;

/// A node of a tree (by where it is in memory, which holds for the time of a walk) in a context.
type Key = (usize, Context, bool);

#[derive(Default)]
struct Told {
    /// In the order of use; while they are few, each once.
    inputs: Vec<Input>,
    /// The first one met.
    hedge: Option<Hedge>,
    statuses: Statuses,
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
    /// Whether nothing has been entered yet.
    pub(super) is_top: bool,
}

impl Frame<'_> {
    /// The same place in the tree, in another context.
    pub(super) fn at<'c>(&self, context: &'c Context) -> Frame<'c> {
        Frame { context, ..*self }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(evaluator: &'a Evaluator<'a>) -> Self {
        Self { evaluator, told: RefCell::default() }
    }

    /// The evaluation, now that its outcome is known.
    pub(super) fn finish(self, outcome: Outcome) -> Evaluation {
        let told = self.told.into_inner();
        let mut inputs = if told.inputs.len() > FEW_INPUTS { each_once(told.inputs) } else { told.inputs };
        // Most figures have one or two, and a table has thousands of figures.
        inputs.shrink_to_fit();
        Evaluation {
            outcome,
            inputs,
            hedge: told.hedge,
            statuses: told.statuses,
            notes: told.notes.into_iter().collect(),
        }
    }

    pub(super) fn facts(&self) -> &'a dyn Facts {
        self.evaluator.facts
    }

    /// Computes a value once for each context. For what a formula asks for at its top there is nothing to remember: it is
    /// asked for once.
    pub(super) fn once(&self, expr: &Expr, frame: &Frame<'_>, compute: impl FnOnce() -> Value) -> Value {
        if frame.is_top {
            return compute();
        }
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
            () => return Ok(Frame { depth: frame.depth + levels, is_top: false, ..*frame }),
        };
        Err(NoValue::NotANumber { what: format!("{excess}; simplify its indicators") })
    }

    pub(super) fn note(&self, note: Note) {
        self.told.borrow_mut().notes.insert(note);
    }

    pub(super) fn note_hedge(&self, hedge: &str) {
        self.told.borrow_mut().hedge.get_or_insert_with(|| hedge.to_owned());
    }

    pub(super) fn note_input(&self, id: &Id, context: &Context, observation: &Observation) {
        let Context { area, period } = context;
        let is_same = |known: &Input| known.area == *area && known.period == *period && known.indicator == *id;
        let mut told = self.told.borrow_mut();
        told.statuses.insert(observation.status);
        if told.inputs.len() > FEW_INPUTS || !told.inputs.iter().any(is_same) {
            told.inputs.push(Input { indicator: Id::clone(id), area: area.clone(), period: *period });
        }
    }
}

/// Leaves out what was there before, in the order of first use.
fn each_once(inputs: Vec<Input>) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let first: Vec<bool> = inputs.iter().map(|input| seen.insert(input)).collect();
    inputs.into_iter().zip(first).filter_map(|(input, first)| first.then_some(input)).collect()
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
