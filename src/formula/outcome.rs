//! What an evaluation comes to: a value, or a typed reason why there is none.

use crate::quantity::{Exact, Unit};

/// A qualifier that came with an operand and holds for the result: 约, 多, 超过 …
pub type Hedge = String;

/// A value in base units, with the unit it is measured in, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Outcome {
    /// A value.
    Value {
        /// In base units.
        value: Exact,
        /// Dimension and symbol; its scale is how the value is usually printed.
        unit: Unit,
    },
    /// No value.
    None(NoValue),
}

/// Why a change, a share or a quotient cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum NoValue {
    /// The base or divisor is zero.
    ZeroBase,
    /// The base is negative: a rate would mislead.
    NegativeBase(Turn),
    /// No observation for the base period, or one of a missing kind.
    MissingBase {
        /// What is missing: `indicator@area@year`, and the kind.
        what: String,
    },
    /// No observation for the current period, or one of a missing kind.
    MissingCurrent {
        /// What is missing.
        what: String,
    },
    /// The two periods are not comparable (a break in the series, another unit, another area).
    NotComparable {
        /// Why.
        reason: String,
    },
    /// The operand is words or a range, or carries a hedge that the formula does not accept.
    NotANumber {
        /// What was found.
        what: String,
    },
}

/// How a quantity moved that was negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Turn {
    /// From negative to positive: 由负转正, 扭亏为盈.
    ToPositive,
    /// From positive to negative: 由正转负, 由盈转亏.
    ToNegative,
    /// Negative and nearer to zero: 亏损收窄.
    Narrowed,
    /// Negative and farther from zero: 亏损扩大.
    Widened,
    /// Negative and unchanged.
    Unchanged,
}

impl NoValue {
    /// Returns the outcome's name, as `outcome()` gives it to a template.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::ZeroBase => "zero_base",
            Self::NegativeBase(Turn::ToPositive) => "turned_positive",
            Self::NegativeBase(Turn::ToNegative) => "turned_negative",
            Self::NegativeBase(Turn::Narrowed) => "narrowed",
            Self::NegativeBase(Turn::Widened) => "widened",
            Self::NegativeBase(Turn::Unchanged) => "negative_base",
            Self::MissingBase { .. } => "missing_base",
            Self::MissingCurrent { .. } => "missing_current",
            Self::NotComparable { .. } => "not_comparable",
            Self::NotANumber { .. } => "not_a_number",
        }
    }
}

/// Says why there is no value.
impl std::fmt::Display for NoValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ZeroBase => f.write_str("the base is zero"),
            Self::NegativeBase(_) => write!(f, "a rate over a negative value would mislead ({})", self.name()),
            Self::MissingBase { what } => write!(f, "the base is missing: {what}"),
            Self::MissingCurrent { what } | Self::NotANumber { what } => f.write_str(what),
            Self::NotComparable { reason } => write!(f, "not comparable: {reason}"),
        }
    }
}
