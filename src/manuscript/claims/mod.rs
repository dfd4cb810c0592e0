//! Finds the claims of a text and recomputes them.
//!
//! One kind of claim, one file, its arithmetic beside it: [`KINDS`] is the grammar. A kind looks at mentions and their
//! roles, takes its operands, states its formula and lets `judgement::judge` compare. To add one: a file with a
//! `find` function and its table, a row in [`KINDS`], a test.
//! Must not know: files, books, how findings are printed.

mod average;
mod balance;
mod cause;
mod claim;
mod comparison;
mod completion;
mod composition;
mod contribution;
mod derived;
mod difference;
mod enumeration;
mod growth;
mod impossible;
mod judgement;
mod natural;
mod per_unit;
mod points;
mod prices;
mod rank;
mod rates;
mod resolve;
mod share;
mod structure;
mod sum;
mod times;

pub(crate) use cause::written;
pub use claim::{Binding, Cause, Claim, ClaimKind, Computed, Operand, Verdict};

use super::reading::Reading;

/// A kind of claim: what it is called and what finds it.
pub struct Kind {
    /// The kind.
    pub kind: ClaimKind,
    /// Adds every claim of this kind.
    find: fn(&Reading, &mut Vec<Claim>),
}

/// The grammar: all kinds of claims.
pub const KINDS: &[Kind] = &[
    Kind { kind: ClaimKind::Growth, find: growth::find },
    Kind { kind: ClaimKind::Comparison, find: comparison::find },
    Kind { kind: ClaimKind::Times, find: times::find },
    Kind { kind: ClaimKind::Points, find: points::find },
    Kind { kind: ClaimKind::Share, find: share::find },
    Kind { kind: ClaimKind::Share, find: rates::find },
    Kind { kind: ClaimKind::Structure, find: structure::find },
    Kind { kind: ClaimKind::Sum, find: sum::find },
    Kind { kind: ClaimKind::Completion, find: completion::find },
    Kind { kind: ClaimKind::Difference, find: difference::find },
    Kind { kind: ClaimKind::Natural, find: natural::find },
    Kind { kind: ClaimKind::Balance, find: balance::find },
    Kind { kind: ClaimKind::Average, find: average::find },
    Kind { kind: ClaimKind::Contribution, find: contribution::find },
    Kind { kind: ClaimKind::PerUnit, find: per_unit::find },
    Kind { kind: ClaimKind::Points, find: derived::find },
    Kind { kind: ClaimKind::Composition, find: composition::find },
    Kind { kind: ClaimKind::Enumeration, find: enumeration::find },
    Kind { kind: ClaimKind::Rank, find: rank::find },
    // Last: it speaks only where no arithmetic has.
    Kind { kind: ClaimKind::Impossible, find: impossible::find },
];

/// Returns the claims of a text, in the order of what they state.
#[must_use]
pub fn claims(reading: &Reading) -> Vec<Claim> {
    let mut claims = Vec::new();
    for kind in KINDS {
        (kind.find)(reading, &mut claims);
    }
    claims.sort_by_key(|claim| (claim.stated.span.start, claim.kind));
    claims
}

#[cfg(test)]
mod tests;
