//! The checks, a file each.

pub(super) mod bounds;
pub(super) mod comparison;
pub(super) mod components;
pub(super) mod coverage;
pub(super) mod idle;
pub(super) mod incomplete;
pub(super) mod misspelt;
pub(super) mod outlier;
pub(super) mod parts;
mod relation;
pub(super) mod residue;
mod series;
pub(super) mod slip;
pub(super) mod still;
mod totals;
pub(super) mod unit;

pub(super) use relation::{Evaluated, evaluated};
pub(super) use slip::slips;
pub(super) use totals::{Total, all as totals};
pub(super) use unit::changes;
