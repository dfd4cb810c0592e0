//! Percentage points.
//!
//! | written | arithmetic |
//! |---|---|
//! | 比重由14%提高到15.5%，提高1.5个百分点 | now − base |
//! | 1952年比重85.9%。2023年比重54.9%，比1952年下降31.0个百分点 | base − now, looked up |
//! | 林业、牧业分别占4.4%、24.6%，分别提高2.8个、13.4个百分点 | each now − its base, by place and name |
//! | 增长12.1%（上年增长10.8%），加快1.3个百分点 | now − earlier rate |
//! | 比重由65%升到82%，上升17% | the same, said with % for 百分点 |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Base, Direction, Mention, Reading, Role, likeness, plain_name};
use crate::quantity::Exact;

use super::claim::{Binding, Cause, Claim, ClaimKind, Verdict};
use super::judgement::judge;
use super::resolve::{is_named, list_of, names, open, question};

/// Adds every change of a rate.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        match mention.role {
            Role::Points => claims.extend(read(reading, at, mention)),
            Role::Rate => claims.extend(percent_for_points(reading, at, mention)),
            _ => {}
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let now = state(reading, at)?;
    let found = base_of(reading, at, now).or_else(|| other_of(reading, at, now).map(|other| (other, Binding::Loose)));
    let Some((base, binding)) = found else {
        let note = (Verdict::MissingOperand, "the rate it is compared with is not printed".to_owned());
        return Some(open(reading, ClaimKind::Points, mention, &[now], note));
    };
    compare(reading, at, (now, base), binding)
}

fn compare(reading: &Reading, at: usize, (now, base): (usize, usize), binding: Binding) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let signs = [signed(reading, now), signed(reading, base)];
    let mut asked = question(reading, ClaimKind::Points, mention, &[now, base])?;
    let (a, b) = (reading.printed(&reading.mentions[now]), reading.printed(&reading.mentions[base]));
    let down = mention.direction == Direction::Down;
    asked.words = if down { format!("{b} − {a}") } else { format!("{a} − {b}") };
    asked.binding = binding;
    judge(asked, &|v| {
        let change = &(&v[0] * &signs[0]) - &(&v[1] * &signs[1]);
        Some(if down { -&change } else { change })
    })
}

/// A rate of decline counts as negative.
fn signed(reading: &Reading, at: usize) -> Exact {
    let mention = &reading.mentions[at];
    let falls = matches!(mention.role, Role::Rate | Role::EarlierRate) && mention.direction == Direction::Down;
    Exact::from(if falls { -1 } else { 1 })
}

fn is_rate(mention: &Mention) -> bool {
    mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate)
}

/// The rate that changed: the share or level right before, or the growth where 增速 changed; in a list by place.
fn state(reading: &Reading, at: usize) -> Option<usize> {
    let mention = &reading.mentions[at];
    let own = list_of(reading, at);
    let before = own.start.checked_sub(1)?;
    if own.len() > 1 {
        let list = list_of(reading, before);
        let fits = list.len() == own.len()
            && is_rate(&reading.mentions[before])
            && reading.mentions[before].sentence == mention.sentence;
        return fits.then(|| list.start + (at - own.start));
    }
    let speed = ["增速", "增幅", "加快", "回落", "快", "慢", "放缓", "降幅", "收窄"]
        .iter()
        .any(|word| mention.clause.contains(word));
    let moved = |m: &Mention| m.role == Role::To && is_rate(m) && m.sentence == mention.sentence;
    if moved(&reading.mentions[before]) && mention.subject.chars().count() < 3 {
        return Some(before);
    }
    let first = at.saturating_sub(4);
    let found = (first..at).rev().find(|i| {
        let other = &reading.mentions[*i];
        let role =
            matches!(other.role, Role::Share | Role::Level | Role::To) && !speed || speed && other.role == Role::Rate;
        is_rate(other)
            && role
            && other.sentence == mention.sentence
            && other.bracket == mention.bracket
            && other.list.is_none()
    })?;
    let own = mention.subject.as_str();
    let fits = own.chars().count() < 2 || speed || is_named(&reading.mentions[found], own, 0.5);
    fits.then_some(found)
}

fn base_of(reading: &Reading, at: usize, now: usize) -> Option<(usize, Binding)> {
    let state = &reading.mentions[now];
    let from = now.checked_sub(1).filter(|before| {
        let other = &reading.mentions[*before];
        other.role == Role::From && is_rate(other) && state.role == Role::To && other.sentence == state.sentence
    });
    if let Some(from) = from {
        return Some((from, Binding::Firm));
    }
    let earlier = [now + 1, at + 1].into_iter().find(|i| {
        reading.mentions.get(*i).is_some_and(|m| {
            let role = if state.role == Role::Rate { m.role == Role::EarlierRate } else { m.role == Role::Base };
            role && is_rate(m) && m.sentence == state.sentence
        })
    });
    if let Some(earlier) = earlier {
        return Some((earlier, Binding::Firm));
    }
    let year = base_year(reading, at)?;
    looked_up(reading, now, year).map(|base| (base, Binding::Loose))
}

/// 增速比规模以上工业快4.6个百分点: the rate of what is named, given before.
fn other_of(reading: &Reading, at: usize, now: usize) -> Option<usize> {
    let mention = &reading.mentions[at];
    let clause = &mention.clause;
    let from = clause.find('比').filter(|from| !clause[*from..].starts_with("比重"))? + '比'.len_utf8();
    let to = ["快", "慢", "高出", "高", "低"].iter().filter_map(|word| clause[from..].rfind(word)).min()?;
    let name = plain_name(&clause[from..from + to]);
    let timed = ["上年", "去年", "同期", "一季度", "上半年", "上月", "\u{1}"]
        .iter()
        .any(|word| clause[from..from + to].contains(word));
    let role = reading.mentions[now].role;
    (now.saturating_sub(30)..now).rev().find(|i| {
        let other = &reading.mentions[*i];
        let same_sort = is_rate(other) && (other.role == Role::Rate) == (role == Role::Rate);
        name.chars().count() >= 2
            && !timed
            && same_sort
            && (is_named(other, &name, 0.75) || other.subject.starts_with(&name))
    })
}

/// The year compared with: its own, or that of the change before it in the paragraph (分别提高 after 比1952年下降).
fn base_year(reading: &Reading, at: usize) -> Option<i32> {
    let mention = &reading.mentions[at];
    let year = |mention: &Mention| match mention.base {
        Some(Base::Year(year)) => Some(year),
        Some(Base::YearBefore) => mention.year.map(|year| year - 1),
        _ => None,
    };
    if mention.base.is_some() {
        return year(mention);
    }
    let before = reading.mentions[..at].iter().rev().take(12).find(|m| m.role == Role::Points && m.base.is_some())?;
    if before.paragraph == mention.paragraph { year(before) } else { None }
}

/// The same rate in another year; in lists by its name.
fn looked_up(reading: &Reading, now: usize, year: i32) -> Option<usize> {
    let state = &reading.mentions[now];
    let name = name_of(reading, now)?;
    let from = now.saturating_sub(40);
    (from..now).rev().find(|i| {
        let other = &reading.mentions[*i];
        let rate =
            is_rate(other) && other.year == Some(year) && matches!(other.role, Role::Share | Role::Level | Role::To);
        rate && (other.role == Role::Share) == (state.role == Role::Share)
            && name_of(reading, *i).is_some_and(|own| same(&own, &name))
    })
}

fn same(a: &str, b: &str) -> bool {
    let short = a.chars().count().min(b.chars().count());
    short > 0 && (a.starts_with(b) || b.starts_with(a)) && short >= 2 || likeness(a, b) >= 0.75
}

/// What a rate is said of; a member of a list has the name at its place.
fn name_of(reading: &Reading, at: usize) -> Option<String> {
    let list = list_of(reading, at);
    let subject = &reading.mentions[list.start].subject;
    let names = names(subject);
    let name =
        if list.len() > 1 && names.len() == list.len() { names[at - list.start].clone() } else { subject.clone() };
    (!name.is_empty()).then_some(name)
}

/// 比重由65%升到82%，上升17%: a difference of two rates that is said as growth.
fn percent_for_points(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let now = at.checked_sub(1)?;
    let state = &reading.mentions[now];
    if !is_rate(state)
        || state.sentence != mention.sentence
        || !matches!(state.role, Role::To | Role::Share | Role::Level)
    {
        return None;
    }
    let (base, binding) = base_of(reading, at, now)?;
    let claim = compare(reading, at, (now, base), binding)?;
    let said_as_points = !claim.verdict.is_wrong();
    said_as_points.then_some(Claim { verdict: Verdict::DoesNotHold, cause: Some(Cause::PercentForPoints), ..claim })
}
