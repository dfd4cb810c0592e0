//! Exact numbers and units of measure: what every other room computes with.
//!
//! Owns: [`Exact`] (a number that is never rounded), [`Unit`] and the [`UnitTable`] (万元, 元/人, 公顷 = 15 亩, %).
//! Must not know: files, languages, rounding laws. Rounding and printing belong to `ledger`.

mod exact;
mod unit;

pub(crate) use exact::Cut;
pub use exact::{DivisionError, Exact};
pub use unit::{Dimensions, Multiplier, Unit, UnitDeclaration, UnitError, UnitTable};

#[cfg(test)]
mod tests;
