//! Growth and decline.
//!
//! | written | arithmetic |
//! |---|---|
//! | X 124亿元，比去年的135亿元下跌8.15% | now ÷ base − 1 |
//! | 由68亿元增加到136.3亿元，增长100.4% | now ÷ base − 1 |
//! | X 29.48万所，比上年增加3117所，增长1.07% | change ÷ (now − change) |
//! | X 124亿元（上年135亿元），下降8.15% | now ÷ base − 1 |
//! | 2015年X 100亿元。2016年X 120亿元，比上年增长20% | now ÷ base − 1, looked up |
//!
//! Real growth (GDP, value added) is never wrong for this. Must not know: other kinds.

use num_rational::BigRational;

use crate::manuscript::measure::{Amount, Sort};
use crate::manuscript::reading::{Direction, Mention, Reading, Role};
use crate::quantity::Exact;

use super::cause::written;
use super::claim::{Binding, Cause, Claim, ClaimKind, Verdict};
use super::judgement::{growth, judge, with_cause};
use super::prices;
use super::resolve::{
    Owner, bracketed_base, change_with, level_of_base, list_of, named_level, open, owner, question, same_place,
};

/// Adds every growth claim.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        if mention.role == Role::Rate {
            claims.extend(read(reading, at, mention));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let owner = paired(reading, at).or_else(|| owner(reading, at)).or_else(|| by_name(reading, at))?;
    let level = &reading.mentions[owner.level];
    if level.amount.as_ref()?.sort != Sort::Amount {
        return None;
    }
    let claim = from_operands(reading, at, &owner);
    let why = basis(reading, &owner, mention);
    match (claim, why) {
        (Some(claim), Some(why)) if claim.verdict.is_wrong() => {
            Some(Claim { verdict: Verdict::NotComparable, cause: None, note: Some(why.to_owned()), ..claim })
        }
        (Some(claim), _) => Some(claim),
        (None, Some(why)) => {
            Some(open(reading, ClaimKind::Growth, mention, &[owner.level], (Verdict::NotComparable, why.to_owned())))
        }
        (None, None) => implied(reading, owner.level, mention),
    }
}

/// Why printed levels say nothing about this rate.
pub(super) fn basis(reading: &Reading, owner: &Owner, mention: &Mention) -> Option<&'static str> {
    let level = &reading.mentions[owner.level];
    // The indicator may be named at the start of its part of the sentence, several figures before.
    let from = owner.base.map_or(owner.level, |base| base.min(owner.level)).saturating_sub(6);
    let same = |m: &&Mention| m.sentence == level.sentence && m.group == level.group;
    let before = reading.mentions[from..=owner.level].iter().filter(same).map(|m| m.lead.as_str());
    let named: String = before.chain([mention.clause.as_str()]).collect();
    prices::basis(&named, group_text(reading, owner.level, mention))
}

/// The words of the part between semicolons that a claim stands in: 按可比价格 before a semicolon is said of something else.
fn group_text<'a>(reading: &'a Reading, level: usize, mention: &Mention) -> &'a str {
    let around = reading.around(mention);
    let from = around.as_ptr() as usize - reading.text.as_ptr() as usize;
    let at = reading.mentions[level].figure.span.start.saturating_sub(from).min(around.len());
    let end = mention.figure.span.end.saturating_sub(from).min(around.len());
    let (Some(before), Some(after)) = (around.get(..at), around.get(end..)) else { return around };
    let start = before.rfind(['；', ';']).map_or(0, |mark| mark + 1);
    let stop = after.find(['；', ';']).map_or(around.len(), |mark| end + mark);
    around.get(start..stop).or_else(|| around.get(start + 2..stop)).unwrap_or(around)
}

/// 城乡分别完成a、b，分别增长x、y: the level at the same place of the list before.
pub(super) fn paired(reading: &Reading, at: usize) -> Option<Owner> {
    let (_, place) = reading.mentions[at].list?;
    let own = list_of(reading, at);
    if let Some(level) = same_place(reading, at, Mention::is_level) {
        return Some(Owner { level, base: None });
    }
    let count = own.len();
    let levels: Vec<usize> = (0..own.start).rev().take(count).filter(|i| reading.mentions[*i].is_level()).collect();
    let together =
        levels.len() == count && levels.iter().all(|i| reading.mentions[*i].sentence == reading.mentions[at].sentence);
    (together && reading.mentions[at].respectively && count > 1)
        .then(|| Owner { level: levels[count - 1 - place], base: None })
}

/// A rate with a subject of its own that was given its level in an earlier sentence.
fn by_name(reading: &Reading, at: usize) -> Option<Owner> {
    let mention = &reading.mentions[at];
    let (name, list) = (mention.subject.as_str(), mention.list);
    if name.chars().count() < 3 || list.is_some() {
        return None;
    }
    named_level(reading, at, name, None).map(|level| Owner { level, base: None })
}

fn from_operands(reading: &Reading, at: usize, owner: &Owner) -> Option<Claim> {
    let firm = owner.base.or_else(|| bracketed_base(reading, at, owner.level));
    if let Some(base) = firm {
        return from_levels(reading, at, (owner.level, base), Binding::Firm);
    }
    if let Some(change) = change_with(reading, owner.level, at) {
        return from_change(reading, at, owner.level, change);
    }
    if let Some(later) = year_after(reading, at, owner.level) {
        return from_levels(reading, at, (later, owner.level), Binding::Loose);
    }
    let base = level_of_base(reading, at, owner.level)?;
    from_levels(reading, at, (owner.level, base), Binding::Loose)
}

/// 2016年产值10亿元，2015年为8亿元，增长25%: the level of the year after stands before the one of the base.
fn year_after(reading: &Reading, at: usize, level: usize) -> Option<usize> {
    let before = level.checked_sub(1)?;
    let (later, base) = (&reading.mentions[before], &reading.mentions[level]);
    let years = matches!((later.year, base.year), (Some(a), Some(b)) if a == b + 1);
    let same = later.is_level() && later.is_like(base) && later.sentence == base.sentence && base.subject.is_empty();
    (years && same && level + 1 == at).then_some(before)
}

fn from_levels(reading: &Reading, at: usize, (now, base): (usize, usize), binding: Binding) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let mut asked = question(reading, ClaimKind::Growth, mention, &[now, base])?;
    let text = |i: usize| reading.printed(&reading.mentions[i]);
    let sign = Exact::from(mention.direction.sign());
    asked.words = if mention.direction == Direction::Down {
        format!("1 − {} ÷ {}", text(now), text(base))
    } else {
        format!("{} ÷ {} − 1", text(now), text(base))
    };
    asked.binding = binding;
    judge(asked, &|v| Some(&growth(&v[0], &v[1])? * &sign)).map(directed)
}

fn from_change(reading: &Reading, at: usize, level: usize, change: usize) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let by = &reading.mentions[change];
    let down = by.direction == Direction::Down;
    if by.direction != mention.direction && mention.direction != Direction::None {
        return None;
    }
    let mut asked = question(reading, ClaimKind::Growth, mention, &[level, change])?;
    let (now, change) = (reading.printed(&reading.mentions[level]), reading.printed(by));
    asked.words = format!("{change} ÷ ({now} {} {change})", if down { "+" } else { "−" });
    judge(asked, &|v| {
        let base = if down { &v[0] + &v[1] } else { &v[0] - &v[1] };
        v[1].divide(&base).ok()
    })
}

/// A growth that is a decline, and the other way round.
fn directed(claim: Claim) -> Claim {
    let opposite =
        claim.verdict == Verdict::DoesNotHold && claim.computed.as_ref().is_some_and(|c| c.printed.starts_with('-'));
    if opposite { with_cause(claim, Cause::Direction) } else { claim }
}

/// The base that a rate implies where none is printed.
fn implied(reading: &Reading, level: usize, mention: &Mention) -> Option<Claim> {
    let owner = &reading.mentions[level];
    let (now, rate) = (owner.amount.as_ref()?, mention.amount.as_ref()?);
    let sign = Exact::from(mention.direction.sign());
    let factor = &Exact::one() + &(&rate.interval * &sign);
    let base = now.interval.divide(&factor).ok()?;
    let note = format!("implies a base of {}—{}", like(now, &base.lo()), like(now, &base.hi()));
    Some(open(reading, ClaimKind::Growth, mention, &[level], (Verdict::MissingOperand, note)))
}

/// Writes a value like an amount, with one place more: a bound is not rounded away.
fn like(amount: &Amount, value: &BigRational) -> String {
    let step = &amount.step / BigRational::from_integer(10.into());
    written(value, &Amount { step, ..amount.clone() })
}
