//! The checks, a file each.

pub(super) mod comparison;
pub(super) mod components;
pub(super) mod idle;
pub(super) mod incomplete;
pub(super) mod parts;
mod relation;
pub(super) mod residue;
pub(super) mod slip;
mod totals;
