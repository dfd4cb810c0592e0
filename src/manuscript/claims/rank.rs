//! Ranks over a list that the text gives.
//!
//! | written | arithmetic |
//! |---|---|
//! | 甲30家、乙20家、丙10家，其中乙最多 | the extreme is the greatest of the list |
//!
//! Said of nothing that holds. Must not know: other kinds.

use crate::manuscript::reading::Reading;

use super::claim::{Claim, ClaimKind, Computed, Operand, Verdict};
use super::resolve::list_of;

/// Adds every extreme that another figure of its list exceeds.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        let words = format!("{}{}", mention.clause, mention.tail);
        let most = ["最多", "最高", "最大", "居首位"].iter().any(|word| words.contains(word));
        let least = ["最少", "最低", "最小"].iter().any(|word| words.contains(word));
        if most != least {
            claims.extend(exceeded(reading, at, most));
        }
    }
}

/// Only in a list: figures of the same kind and semicolon group that are given one after the other.
fn exceeded(reading: &Reading, at: usize, most: bool) -> Option<Claim> {
    let mention = &reading.mentions[at];
    mention.list?;
    let amount = mention.amount.as_ref()?;
    let rival = reading.mentions[list_of(reading, at)].iter().find(|other| {
        other.is_like(mention)
            && other.amount.as_ref().is_some_and(|o| if most { o.value > amount.value } else { o.value < amount.value })
    })?;
    let value = rival.amount.as_ref()?.value.clone() / &amount.scale;
    Some(Claim {
        kind: ClaimKind::Rank,
        operands: vec![Operand::of(reading, rival)],
        stated: Operand::of(reading, mention),
        formula: format!("{} in the same list", reading.printed(rival)),
        computed: Some(Computed {
            value: value.clone(),
            lo: value.clone(),
            hi: value,
            printed: reading.printed(rival).to_owned(),
        }),
        verdict: Verdict::DoesNotHold,
        cause: None,
        note: Some("another figure of the list goes beyond it".to_owned()),
    })
}
