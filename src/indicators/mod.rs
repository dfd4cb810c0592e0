//! Indicators: what the book measures and computes, and the panel that holds all of it.
//!
//! Owns: the [`Catalogue`] (names, definitions, units, dependency order of all indicators), the [`Panel`] (areas ×
//! years × indicators, computed by polars), the comparison of the two computations. Must not know: rounding, wording,
//! files.

mod agreement;
mod catalogue;
pub mod codes;
mod expect;
mod panel;

pub use agreement::{Printed, check, compare};
pub use catalogue::{Catalogue, Reads};
pub use expect::{plausible, unexpected};
pub use panel::{Answers, Panel, Question};

#[cfg(test)]
mod tests;
