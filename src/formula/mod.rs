//! The language of indicators: one syntax tree, several walks.
//!
//! Owns: the parser, the table of functions, the units of a formula, its exact evaluation over [`Facts`], its
//! explanation with the numbers put in. Must not know: files, polars frames, rounding laws, how figures are worded.

mod ast;
mod display;
mod exact;
mod explain;
mod facts;
mod functions;
mod leaves;
mod lexer;
mod outcome;
mod parser;
mod problem;
mod statuses;
mod units;

pub use ast::{Binary, Expr, Function, Node, YearSelector};
pub use exact::{Evaluator, Tamper};
pub use explain::explain;
pub use facts::{Context, Evaluation, Explanation, Facts, Input, Note};
pub use functions::{FUNCTIONS, FunctionOption, FunctionRow, OptionKind, function};
pub(crate) use leaves::{LeafArea, leaves};
pub use outcome::{Hedge, NoValue, Outcome, Turn};
pub use parser::parse;
pub use problem::FormulaProblem;
pub use statuses::Statuses;
pub use units::unit_of;

#[cfg(test)]
mod tests;
