//! Rates that are named after their part.
//!
//! | written | arithmetic |
//! |---|---|
//! | 常住人口123.25万人，其中城镇人口79.79万人，城镇化率64.74% | 城镇人口 ÷ 常住人口 |
//! | 立案120件，结案115件，结案率95.8% | 结案 ÷ 立案 |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role};

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::question;

/// Adds every rate whose part and whole stand in its sentence.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        let rate = mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
        if rate && matches!(mention.role, Role::Level | Role::To) {
            claims.extend(read(reading, at, mention));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let stem = mention.subject.strip_suffix('率')?;
    let amounts: Vec<usize> = reading
        .before_in_sentence(at, 40)
        .filter(|i| is_amount(&reading.mentions[*i]) && reading.mentions[*i].bracket == mention.bracket)
        .collect();
    let (part_name, whole_name) = match stem.strip_suffix("城镇化") {
        Some(_) => ("城镇", "人口"),
        None => (stem, ""),
    };
    let part = amounts.iter().rev().copied().find(|i| names(&reading.mentions[*i], part_name))?;
    let whole = amounts.iter().rev().copied().find(|i| {
        let other = &reading.mentions[*i];
        *i < part
            && other.is_like(&reading.mentions[part])
            && other.subject.contains(whole_name)
            && !names(other, part_name)
    })?;
    let mut asked = question(reading, ClaimKind::Share, mention, &[part, whole])?;
    asked.words =
        format!("{} ÷ {}", reading.printed(&reading.mentions[part]), reading.printed(&reading.mentions[whole]));
    asked.binding = Binding::Loose;
    judge(asked, &|v| v[0].divide(&v[1]).ok())
}

fn is_amount(mention: &Mention) -> bool {
    mention.is_level() && mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Amount)
}

fn names(mention: &Mention, name: &str) -> bool {
    name.chars().count() >= 2 && mention.subject.contains(name)
}
