//! What parts contribute to growth.
//!
//! | written | arithmetic |
//! |---|---|
//! | 增长5.2%。第一产业拉动0.2个百分点，第二产业拉动1.9个百分点，第三产业拉动3.1个百分点 | the pulls add up to the growth |
//! | 增长5.2%……贡献率为59.6%，拉动增长3.1个百分点 | growth × contribution |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind, Verdict};
use super::judgement::judge;
use super::resolve::{list_of, question};

/// Adds every sum of pulls, and every pull that a contribution rate gives.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    let pulls: Vec<usize> = (0..reading.mentions.len()).filter(|at| is_pull(&reading.mentions[*at])).collect();
    for group in pulls.chunk_by(|a, b| reading.mentions[*a].paragraph == reading.mentions[*b].paragraph) {
        claims.extend(add(reading, group));
    }
    for at in pulls {
        claims.extend(multiply(reading, at));
    }
}

fn is_pull(mention: &Mention) -> bool {
    mention.role == Role::Points && mention.clause.contains("拉动")
}

/// The growth that is pulled: the first growth of an amount in the paragraph, before the pulls.
fn growth_before(reading: &Reading, first: usize) -> Option<usize> {
    let pull = &reading.mentions[first];
    let from = first.saturating_sub(40);
    (from..first).find(|i| {
        let other = &reading.mentions[*i];
        other.role == Role::Rate && other.paragraph == pull.paragraph && other.depth == 0
    })
}

/// A pull that is said to be negative, or downward.
fn sign(mention: &Mention) -> Exact {
    let down = ["负", "下拉", "向下", "下降"].iter().any(|word| mention.clause.contains(word));
    Exact::from(if down { -1 } else { 1 })
}

/// The pulls of a paragraph, each once, and the growth that they make. Some pulls may be left out: so a sum that does
/// not fit says nothing, unless it is a slip.
fn add(reading: &Reading, group: &[usize]) -> Option<Claim> {
    let mut parts: Vec<usize> = Vec::new();
    for at in group {
        let printed = reading.printed(&reading.mentions[*at]);
        if parts.iter().all(|other| reading.printed(&reading.mentions[*other]) != printed) {
            parts.push(*at);
        }
    }
    let total = growth_before(reading, *parts.first()?)?;
    if parts.len() < 2 || parts.len() > 20 {
        return None;
    }
    let mention = &reading.mentions[total];
    let signs: Vec<Exact> = parts.iter().map(|i| sign(&reading.mentions[*i])).collect();
    let mut asked = question(reading, ClaimKind::Contribution, mention, &parts)?;
    let terms: Vec<&str> = parts.iter().map(|i| reading.printed(&reading.mentions[*i])).collect();
    asked.words = terms.join(" + ");
    asked.binding = Binding::Loose;
    let whole = Exact::from(mention.direction.sign());
    let claim = judge(asked, &|v| {
        let sum = v.iter().zip(&signs).fold(Exact::zero(), |sum, (value, sign)| &sum + &(value * sign));
        Some(&sum * &whole)
    })?;
    (claim.verdict != Verdict::DoesNotHold || claim.cause.is_some()).then_some(claim)
}

/// The contribution rate right before a pull, in lists at the same place.
fn multiply(reading: &Reading, at: usize) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let own = list_of(reading, at);
    let before = own.start.checked_sub(1)?;
    let list = list_of(reading, before);
    let rate = list.start + (at - own.start);
    let share = reading
        .mentions
        .get(rate)
        .filter(|m| m.clause.contains("贡献率") && list.len() == own.len() && m.sentence == mention.sentence)?;
    share.amount.as_ref().filter(|amount| amount.sort == Sort::Rate)?;
    let growth = growth_before(reading, rate)?;
    let mut asked = question(reading, ClaimKind::Contribution, mention, &[growth, rate])?;
    asked.words = format!("{} × {}", reading.printed(&reading.mentions[growth]), reading.printed(share));
    asked.binding = Binding::Loose;
    judge(asked, &|v| Some(&v[0] * &v[1]))
}
