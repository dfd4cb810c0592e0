//! The checks, a file each.

pub(super) mod incomplete;
pub(super) mod parts;
pub(super) mod residue;
pub(super) mod slip;
mod totals;
