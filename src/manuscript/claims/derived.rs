//! Changes of a share, and rates of an average population, from the increments that stand with the levels.
//!
//! | written | arithmetic |
//! |---|---|
//! | 人口116.75万人，增加0.82万人，其中城镇68.98万人，增加2.35万人，占59.08%，提高1.6个百分点 | part ÷ whole − (part − its change) ÷ (whole − its change) |
//! | 人口116.75万人，增加0.82万人……出生1.59万人，出生率13.67‰ | births ÷ (population − half its change) |
//!
//! Must not know: other kinds, save the share that a change is of.

use crate::manuscript::reading::{Direction, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::question;

/// Adds what increments say of shares and rates.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    let shares: Vec<(usize, usize, usize)> = claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Share && claim.operands.len() == 2)
        .filter_map(|claim| {
            let index = |start: usize| reading.mentions.binary_search_by_key(&start, |m| m.figure.span.start).ok();
            Some((
                index(claim.stated.span.start)?,
                index(claim.operands[0].span.start)?,
                index(claim.operands[1].span.start)?,
            ))
        })
        .collect();
    for (share, part, whole) in shares {
        claims.extend(share_change(reading, share, (part, whole)));
    }
    for at in 1..reading.mentions.len() {
        claims.extend(vital_rate(reading, at));
    }
}

/// The increment right after a level, and its sign.
fn increment(reading: &Reading, level: usize) -> Option<(usize, Exact)> {
    let next = reading.mentions.get(level + 1)?;
    let fits = next.role == Role::Change
        && next.sentence == reading.mentions[level].sentence
        && next.is_like(&reading.mentions[level]);
    fits.then(|| (level + 1, Exact::from(next.direction.sign())))
}

fn share_change(reading: &Reading, share: usize, (part, whole): (usize, usize)) -> Option<Claim> {
    let mention = reading
        .mentions
        .get(share + 1)
        .filter(|m| m.role == Role::Points && m.sentence == reading.mentions[share].sentence)?;
    let ((part_by, part_sign), (whole_by, whole_sign)) = (increment(reading, part)?, increment(reading, whole)?);
    let mut asked = question(reading, ClaimKind::Points, mention, &[part, part_by, whole, whole_by])?;
    let text = |i: usize| reading.printed(&reading.mentions[i]);
    asked.words = format!("{} ÷ {} less the same of a year before", text(part), text(whole));
    asked.binding = Binding::Firm;
    let sign = Exact::from(if mention.direction == Direction::Down { -1 } else { 1 });
    judge(asked, &|v| {
        let before = (&v[0] - &(&v[1] * &part_sign)).divide(&(&v[2] - &(&v[3] * &whole_sign))).ok()?;
        Some(&(&v[0].divide(&v[2]).ok()? - &before) * &sign)
    })
}

/// 出生人口 and 出生率, 死亡人口 and 死亡率, over the population half way between the ends of the year.
fn vital_rate(reading: &Reading, at: usize) -> Option<Claim> {
    let (count, rate) = (&reading.mentions[at - 1], &reading.mentions[at]);
    let kind = ["出生", "死亡"].into_iter().find(|kind| rate.subject.contains(kind) && count.subject.contains(kind))?;
    if !rate.subject.ends_with('率')
        || !rate.subject.contains(kind)
        || !count.is_level()
        || rate.sentence != count.sentence
    {
        return None;
    }
    let population = (at.saturating_sub(16)..at - 1).rev().find(|i| {
        let other = &reading.mentions[*i];
        let total = other.subject.ends_with("常住人口") || other.subject.ends_with("总人口") || other.subject == "人口";
        total && other.paragraph == rate.paragraph && other.is_like(count) && increment(reading, *i).is_some()
    })?;
    let (by, sign) = increment(reading, population)?;
    let mut asked = question(reading, ClaimKind::PerUnit, rate, &[at - 1, population, by])?;
    let text = |i: usize| reading.printed(&reading.mentions[i]);
    asked.words = format!("{} ÷ ({} − {} ÷ 2)", text(at - 1), text(population), text(by));
    asked.binding = Binding::Loose;
    let half = Exact::ratio(1, 2);
    judge(asked, &|v| v[0].divide(&(&v[1] - &(&(&v[2] * &sign) * &half))).ok())
}
