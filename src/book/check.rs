//! Relations between indicators that a book declares (`checks:` beside the indicators): as they are written.
//!
//! Must not know what a formula means: `audit` reads and evaluates them.

use crate::findings::{Place, Severity};

use super::Period;

/// A text of a check with its place: a formula, a tolerance, an area.
type Written = (String, Place);

/// A relation that has to hold.
#[derive(Clone, Debug)]
pub struct DeclaredCheck {
    /// What findings and waivers call it.
    pub id: String,
    /// What has to hold.
    pub rule: CheckRule,
    /// How bad it is when it does not.
    pub severity: Severity,
    /// How far the sides may lie apart: a number, with or without unit.
    pub tolerance: Option<Written>,
    /// Why it holds, or why it holds only nearly; never empty where there is a tolerance.
    pub reason: Option<String>,
    /// The areas it is meant for; all with data where there are none.
    pub areas: Vec<Written>,
    /// The periods it is meant for; all with data where there are none.
    pub years: Vec<Period>,
    /// Whether numbers of unlike things are compared as numbers: 名 with 个.
    pub counts: bool,
    /// Where it stands.
    pub place: Place,
}

/// What a check demands.
#[derive(Clone, Debug)]
pub enum CheckRule {
    /// A comparison: `first_secretaries == poor_villages`.
    That(Written),
    /// Parts that make a total, or 100 %, within what rounding allows.
    Total {
        /// An indicator, or a percentage such as `100%`.
        total: Written,
        /// Indicators.
        parts: Vec<Written>,
    },
}
