//! Shares that make a whole.
//!
//! | written | arithmetic |
//! |---|---|
//! | 三次产业结构为8.7∶41.2∶50.1 | the numbers make 100, but for the rounding of each |
//!
//! Said of nothing that holds: nobody states the 100. Must not know: other kinds.

use num_rational::BigRational;
use num_traits::Signed;

use crate::manuscript::measure::part;
use crate::manuscript::reading::{Mention, Reading};
use crate::manuscript::scan::Kind;

use super::claim::{Claim, ClaimKind, Computed, Operand, Verdict};

/// Adds every composition that does not make 100.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for mention in &reading.mentions {
        let words = reading.around(mention);
        let structure = ["结构", "构成", "比重", "占比"].iter().any(|word| words.contains(word));
        if mention.figure.kind == Kind::Ratio && mention.figure.values.len() >= 3 && structure {
            claims.extend(read(reading, mention));
        }
    }
}

fn read(reading: &Reading, mention: &Mention) -> Option<Claim> {
    let parts: Option<Vec<_>> = (0..mention.figure.values.len()).map(|i| part(&mention.figure, i)).collect();
    let parts = parts?;
    let sum: BigRational = parts.iter().map(|part| part.value.clone()).sum();
    let slack: BigRational = parts.iter().map(|part| &part.step / BigRational::from_integer(2.into())).sum();
    let hundred = BigRational::from_integer(100.into());
    let off = (&sum - &hundred).abs();
    let meant = off <= BigRational::from_integer(20.into());
    if off <= slack || !meant {
        return None;
    }
    let operands: Vec<Operand> = (0..parts.len()).map(|i| Operand::of_part(reading, mention, i)).collect();
    let terms: Vec<&str> = operands.iter().map(|operand| operand.printed.as_str()).collect();
    Some(Claim {
        kind: ClaimKind::Composition,
        formula: terms.join(" + "),
        stated: Operand::of(reading, mention),
        operands: operands.clone(),
        computed: Some(Computed { lo: &sum - &slack, hi: &sum + &slack, printed: "100%".to_owned(), value: sum }),
        verdict: Verdict::DoesNotHold,
        cause: None,
        note: Some("the shares should make 100".to_owned()),
    })
}
