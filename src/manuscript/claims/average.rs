//! Mean annual growth, by the level method: the n-th root of now ÷ base, where n is the years between them.
//!
//! | written | arithmetic |
//! |---|---|
//! | 由2010年的68亿元增加到2015年的136.3亿元，年均增长14.9% | (now ÷ base)^(1/5) − 1 |
//! | 由11.66亿元增加到29.33亿元，年均增长20.26% | the years of the pair before |
//! | 2015年30788元，比2010年增加13480元，年均递增12.2% | (now ÷ (now − change))^(1/5) − 1 |
//! | 1990年…比1985年增长46.1%，年平均递增7.9% | (1 + 46.1%)^(1/5) − 1 |
//! | 比2019年增长16.9%，两年平均增长8.1% | (1 + 16.9%)^(1/2) − 1 |
//! | 1987年…比1980年增长3.2倍，年递增22.7% | (1 + 3.2)^(1/7) − 1 |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Base, Direction, Mention, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Cause, Claim, ClaimKind, Verdict};
use super::judgement::{annual, judge};
use super::resolve::{Owner, change_with, level_of_base, open, owner, question};

/// More years than this are a misreading.
const LONGEST: i32 = 80;

/// Adds every mean annual growth.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    let mut years = None;
    for (at, mention) in reading.mentions.iter().enumerate() {
        if mention.role == Role::Average {
            claims.extend(read(reading, at, mention, &mut years));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention, carried: &mut Option<(usize, i32)>) -> Option<Claim> {
    if let Some(total) = total_growth(reading, at) {
        return from_growth(reading, at, total);
    }
    let owner = owner(reading, at)?;
    let level = &reading.mentions[owner.level];
    // Of rates only what leads from one value to another: 由9.8%提高到15%，年均提高6.3%.
    let sort = level.amount.as_ref()?.sort;
    if sort != Sort::Amount && !(sort == Sort::Rate && owner.base.is_some()) {
        return None;
    }
    let found = operands(reading, at, &owner);
    let printed = found.as_ref().and_then(|(operands, ..)| periods(reading, at, operands));
    let inherited = carried.filter(|(paragraph, _)| *paragraph == mention.paragraph).map(|(_, years)| years);
    let years = printed.or(inherited).filter(|years| (1..=LONGEST).contains(years));
    let (Some((operands, by_change, binding)), Some(years)) = (found, years) else {
        let note = (Verdict::MissingOperand, "the base or the number of years is not printed".to_owned());
        return Some(open(reading, ClaimKind::Average, mention, &[owner.level], note));
    };
    *carried = Some((mention.paragraph, years));
    let claim = compute(reading, at, (&operands, by_change), (years, binding))?;
    Some(real(reading, &owner, mention, claim))
}

/// Growth of real indicators is not wrong for printed levels.
fn real(reading: &Reading, owner: &Owner, mention: &Mention, claim: Claim) -> Claim {
    match super::growth::basis(reading, owner, mention) {
        Some(why) if claim.verdict.is_wrong() && claim.cause != Some(Cause::DigitSlip) => {
            Claim { verdict: Verdict::NotComparable, cause: None, note: Some(why.to_owned()), ..claim }
        }
        _ => claim,
    }
}

type Operands = (Vec<usize>, bool, Binding);

/// Now and base, or now and change.
fn operands(reading: &Reading, at: usize, owner: &Owner) -> Option<Operands> {
    if let Some(base) = owner.base {
        return Some((vec![owner.level, base], false, Binding::Firm));
    }
    if let Some(change) = change_with(reading, owner.level, at) {
        return Some((vec![owner.level, change], true, Binding::Firm));
    }
    level_of_base(reading, at, owner.level).map(|base| (vec![owner.level, base], false, Binding::Loose))
}

/// The years between: of the two levels, of the level and what the change is compared with, or as counted (五年).
fn periods(reading: &Reading, at: usize, operands: &[usize]) -> Option<i32> {
    let (now, other) = (&reading.mentions[*operands.first()?], &reading.mentions[*operands.get(1)?]);
    let counted = counted_years(reading, at);
    let base = match other.role {
        Role::Change => match other.base {
            Some(Base::Year(year)) => Some(year),
            _ => None,
        },
        _ => other.year,
    };
    match (now.year, base) {
        (Some(now), Some(base)) if now > base => Some(now - base),
        _ => counted,
    }
}

/// 五年, 5年 in the sentence; 十二五 is five.
fn counted_years(reading: &Reading, at: usize) -> Option<i32> {
    let years = reading.before_in_sentence(at, 40).rev().find(|i| {
        let other = &reading.mentions[*i];
        other.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Years)
    });
    let value = years.and_then(|i| reading.mentions[i].amount.as_ref()).map(|amount| amount.value.to_integer());
    value.and_then(|value| i32::try_from(value).ok())
}

fn compute(
    reading: &Reading,
    at: usize,
    (operands, by_change): (&[usize], bool),
    (years, binding): (i32, Binding),
) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let n = u32::try_from(years).ok()?;
    let mut asked = question(reading, ClaimKind::Average, mention, operands)?;
    asked.binding = binding;
    let (now, other) =
        (reading.printed(&reading.mentions[operands[0]]), reading.printed(&reading.mentions[operands[1]]));
    let down = by_change && reading.mentions[operands[1]].direction == Direction::Down;
    let base = if by_change { format!("({now} {} {other})", if down { "+" } else { "−" }) } else { other.to_owned() };
    asked.words = format!("({now} ÷ {base})^(1/{n}) − 1");
    let sign = Exact::from(mention.direction.sign());
    let ratio = |v: &[Exact]| {
        let base = match (by_change, down) {
            (false, _) => v[1].clone(),
            (true, true) => &v[0] + &v[1],
            (true, false) => &v[0] - &v[1],
        };
        v[0].divide(&base).ok()
    };
    let claim = judge(asked, &|v| Some(&annual(&ratio(v)?, n)? * &sign))?;
    Some(recount(
        claim,
        |n| {
            question(reading, ClaimKind::Average, mention, operands)
                .and_then(|q| judge(q, &|v| Some(&annual(&ratio(v)?, n)? * &sign)))
        },
        n,
    ))
}

/// Another number of years that fits is the likely cause.
fn recount(claim: Claim, with: impl Fn(u32) -> Option<Claim>, n: u32) -> Claim {
    if claim.verdict != Verdict::DoesNotHold {
        return claim;
    }
    let fits = [n.saturating_sub(1), n + 1]
        .into_iter()
        .filter(|n| *n > 0)
        .find(|n| with(*n).is_some_and(|claim| !claim.verdict.is_wrong()));
    match fits {
        Some(other) => Claim {
            cause: Some(Cause::Periods),
            note: Some(format!("{n} years lie between; the stated value is right for {other}")),
            ..claim
        },
        None => claim,
    }
}

/// A growth over several years right before: 比1985年增长46.1%.
fn total_growth(reading: &Reading, at: usize) -> Option<(usize, i32)> {
    let mention = &reading.mentions[at];
    let is_years = |i: usize| reading.mentions[i].amount.as_ref().is_some_and(|amount| amount.sort == Sort::Years);
    let counted = at.checked_sub(1).filter(|i| is_years(*i));
    let before = counted.unwrap_or(at).checked_sub(1)?;
    let rate = &reading.mentions[before];
    let Some(Base::Year(base)) = rate.base else { return None };
    // 两年平均 says itself over how many years.
    let years = if counted.is_some() { counted_years(reading, at)? } else { rate.year? - base };
    (matches!(rate.role, Role::Rate | Role::TimesMore)
        && rate.sentence == mention.sentence
        && rate.bracket == mention.bracket
        && (2..=LONGEST).contains(&years))
    .then_some((before, years))
}

fn from_growth(reading: &Reading, at: usize, (total, years): (usize, i32)) -> Option<Claim> {
    let (mention, rate) = (&reading.mentions[at], &reading.mentions[total]);
    let n = u32::try_from(years).ok()?;
    let (whole, sign) = (Exact::from(rate.direction.sign()), Exact::from(mention.direction.sign()));
    let mean = |v: &[Exact], n: u32| Some(&annual(&(&Exact::one() + &(&v[0] * &whole)), n)? * &sign);
    let mut asked = question(reading, ClaimKind::Average, mention, &[total])?;
    asked.words = format!("(1 + {})^(1/{n}) − 1", reading.printed(rate));
    let claim = judge(asked, &|v| mean(v, n))?;
    Some(recount(
        claim,
        |n| question(reading, ClaimKind::Average, mention, &[total]).and_then(|q| judge(q, &|v| mean(v, n))),
        n,
    ))
}
