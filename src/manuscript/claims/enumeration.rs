//! Counted names.
//!
//! | written | arithmetic |
//! |---|---|
//! | 3家：甲公司、乙公司、丙公司 | three names |
//! | 回、满、壮、朝鲜等4个少数民族 | four names, or fewer after which 等 leaves some out |
//!
//! Said of nothing that holds. Must not know: other kinds.

use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::manuscript::reading::{Mention, Reading, Role};

use super::claim::{Claim, ClaimKind, Computed, Operand, Verdict};

/// Adds every enumeration whose names are not as many as is said.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for mention in &reading.mentions {
        let counted = mention.amount.as_ref().filter(|amount| amount.counted && mention.role == Role::Level);
        let Some(stated) =
            counted.and_then(|amount| amount.value.to_integer().to_usize()).filter(|n| (2..=40).contains(n))
        else {
            continue;
        };
        let Some((found, at_least)) = names_after(reading, mention).or_else(|| names_before(mention)) else { continue };
        let wrong = if at_least { found > stated } else { found != stated };
        if wrong && found > 1 {
            claims.push(miscounted(reading, mention, found));
        }
    }
}

fn miscounted(reading: &Reading, mention: &Mention, found: usize) -> Claim {
    let value = BigRational::from_integer(found.into());
    Claim {
        kind: ClaimKind::Enumeration,
        operands: Vec::new(),
        stated: Operand::of(reading, mention),
        formula: format!("{found} names are listed"),
        computed: Some(Computed {
            value: value.clone(),
            lo: value.clone(),
            hi: value,
            printed: format!("{found}{}", mention.figure.unit),
        }),
        verdict: Verdict::DoesNotHold,
        cause: None,
        note: Some("the names that are listed are not as many as is said".to_owned()),
    }
}

/// Names after a colon up to the end of the sentence, none of them with figures or longer than a name.
fn names_after(reading: &Reading, mention: &Mention) -> Option<(usize, bool)> {
    if mention.stop != '：' || mention.tail.chars().count() > 8 {
        return None;
    }
    let rest = reading.text.get(mention.figure.span.end..)?;
    let list = rest.split_once('：')?.1;
    let end =
        list.find(['。', '；', '\n', '，', '：', '（']).filter(|end| list[*end..].starts_with(['。', '；', '\n']))?;
    count(&list[..end])
}

/// Names before 等: 甲、乙、丙等3家.
fn names_before(mention: &Mention) -> Option<(usize, bool)> {
    let list = mention.clause.strip_suffix('等')?.trim_start_matches("其中").trim_start_matches('有');
    count(list).map(|(found, _)| (found, true))
}

fn count(list: &str) -> Option<(usize, bool)> {
    let open = list.ends_with('等');
    let names: Vec<&str> = list.trim_end_matches('等').split('、').collect();
    let plain = names.iter().all(|name| {
        let length = name.chars().count();
        (1..=14).contains(&length) && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '和' | '及' | '与'))
    });
    (plain && names.len() > 1).then_some((names.len(), open))
}
