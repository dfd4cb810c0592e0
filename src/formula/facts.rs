//! What a formula is evaluated over, and what an evaluation tells.

use thin_vec::ThinVec;

use crate::book::{AreaTree, Id, Period};
use crate::ingest::Observation;
use crate::quantity::{Exact, Unit};

use super::{Expr, Hedge, Outcome, Statuses};

/// The observations and definitions that formulas read. Names are resolved: every id is an indicator's or an area's.
pub trait Facts {
    /// Returns the observation of an indicator, if it has one there.
    fn observation(&self, indicator: &str, area: &str, period: Period) -> Option<Observation<'_>>;
    /// Returns the formula of a computed indicator, resolved (ids, not names).
    fn formula(&self, indicator: &str) -> Option<&Expr>;
    /// Returns the unit in which an indicator is declared or recorded.
    fn unit(&self, indicator: &str) -> Option<&Unit>;
    /// Returns whether an indicator's formula takes operands that carry a hedge.
    fn accepts_hedged(&self, indicator: &str) -> bool;
    /// Returns the reference areas.
    fn areas(&self) -> &AreaTree;
    /// Returns the first and the last year of the book's observations.
    fn years(&self) -> (i32, i32);
    /// Returns the indicator's name in the edition's language, for explanations.
    fn name(&self, indicator: &str) -> &str;
}

/// Where a formula is evaluated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context {
    /// Area id.
    pub area: Id,
    /// Time period.
    pub period: Period,
}

/// The key of an observation that entered an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Input {
    /// Indicator id.
    #[serde(with = "crate::kept::shared")]
    pub indicator: Id,
    /// Area id.
    #[serde(with = "crate::kept::shared")]
    pub area: Id,
    /// Time period.
    pub period: Period,
}

/// What is worth saying about how a value came about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Note {
    /// The base was taken on the current period's basis instead of the published one.
    ComparableBase {
        /// The observation that carries the comparable base.
        of: Input,
        /// The base as published, if it was, in base units as text.
        published: Option<String>,
        /// The base that was used, in base units as text.
        used: String,
    },
    /// The base was revised after its publication.
    RevisedBase {
        /// The revised observation.
        of: Input,
        /// What had been published, in base units as text.
        old: String,
        /// What counts now, in base units as text.
        new: String,
    },
    /// Areas or years without an observation were left out of an aggregate: never silently.
    Incomplete {
        /// What is missing.
        what: String,
    },
}

/// The result of one exact evaluation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Evaluation {
    /// The value or why there is none.
    pub outcome: Outcome,
    /// The observations it was computed from, in the order of first use.
    pub inputs: Vec<Input>,
    /// The hedge that the result inherits.
    pub hedge: Option<Hedge>,
    /// The statuses of all inputs.
    pub statuses: Statuses,
    /// What is worth saying.
    pub notes: ThinVec<Note>,
}

impl Evaluation {
    /// Returns the value in base units, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        match &self.outcome {
            Outcome::Value { value, .. } => Some(value),
            Outcome::None(_) => None,
        }
    }
}

/// A formula in words: as declared, and with the numbers put in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Explanation {
    /// `专项扶贫资金[2016] ÷ 专项扶贫资金[2015] − 1`
    pub rule: String,
    /// `1.89亿元 ÷ 4797万元 − 1`
    pub filled: String,
}
