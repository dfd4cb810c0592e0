//! Finds the figures that a claim leaves unsaid: the level that a rate belongs to, the same thing in another year, the
//! whole that a share is of.
//!
//! Must not know: arithmetic, verdicts.

use super::claim::{Claim, ClaimKind, Operand, Verdict};
use super::judgement::{Question, Stated};
use crate::manuscript::measure::Amount;
use crate::manuscript::reading::{Base, Mention, Reading, Role, is_opposite, likeness};

/// How far back a name is looked up, in mentions.
const REACH: usize = 60;

/// Two names this alike are the same.
const SAME: f64 = 0.75;

/// The level that a change belongs to, with what stands between.
pub(super) struct Owner {
    /// The level itself.
    pub(super) level: usize,
    /// A level it is compared with, or that it comes from.
    pub(super) base: Option<usize>,
}

/// Returns the nearest level before `at` in the same sentence and bracket, and the base that stands with it.
pub(super) fn owner(reading: &Reading, at: usize) -> Option<Owner> {
    let mut before = candidates_before(reading, at);
    // 发病1286例，发病率216.4/10万，比上年减少173例，下降11.9%: the rate is of what the change right before it is of.
    let change = at.checked_sub(1).map(|i| &reading.mentions[i]).filter(|m| m.role == Role::Change);
    let change =
        change.filter(|m| m.sentence == reading.mentions[at].sentence && reading.mentions[at].subject.is_empty());
    let nearest = match change {
        Some(change) => before.find(|i| reading.mentions[*i].is_like(change))?,
        None => before.next()?,
    };
    let level = &reading.mentions[nearest];
    match level.role {
        Role::Base => {
            let owner = before.find(|i| {
                matches!(reading.mentions[*i].role, Role::Level | Role::To) && reading.mentions[*i].is_like(level)
            })?;
            fits(reading, owner, at).then_some(Owner { level: owner, base: Some(nearest) })
        }
        Role::From => None,
        _ => {
            let from = before.next().filter(|i| {
                let from = &reading.mentions[*i];
                matches!(from.role, Role::From | Role::Base) && from.is_like(level) && nearest - i <= 2
            });
            let named = from.map_or(nearest, |from| from);
            (fits(reading, nearest, at) || fits(reading, named, at)).then_some(Owner { level: nearest, base: from })
        }
    }
}

/// Levels before a mention, nearest first, in its sentence: those of its own bracket, or outside of all brackets.
fn candidates_before<'a>(reading: &'a Reading, at: usize) -> impl Iterator<Item = usize> + 'a {
    let mention = &reading.mentions[at];
    reading.before_in_sentence(at, REACH).rev().filter(move |i| {
        let other = &reading.mentions[*i];
        // The divisor of 为预算50亿元的105% belongs to that share alone.
        let foreign = other.role == Role::Base && other.tail.starts_with('的') && i + 1 != at;
        other.is_level()
            && !foreign
            && !is_milestone(reading, *i)
            && (other.bracket == mention.bracket || mention.depth > 0 && other.depth < mention.depth)
    })
}

/// 达到12.6亿元，突破12亿元: the mark that a level passed says nothing of its own.
fn is_milestone(reading: &Reading, at: usize) -> bool {
    let mention = &reading.mentions[at];
    let passed = ["突破", "跨过", "迈上", "站上", "首次超过"].iter().any(|word| mention.clause.contains(word));
    let before = at.checked_sub(1).map(|i| &reading.mentions[i]);
    passed
        && before.is_some_and(|other| other.is_level() && other.is_like(mention) && other.sentence == mention.sentence)
}

/// Whether a change with its own words belongs to a level: no words of its own, or words like the level's.
fn fits(reading: &Reading, level: usize, at: usize) -> bool {
    let level = &reading.mentions[level];
    let own = reading.mentions[list_of(reading, at).start].subject.as_str();
    own.is_empty() || own.chars().count() == 1 || is_named(level, own, 0.5)
}

/// Returns whether a mention goes by a name.
pub(super) fn is_named(mention: &Mention, name: &str, least: f64) -> bool {
    naming(mention, name) >= least
}

/// Returns how well a name names a mention: by its subject, or by the noun after it.
pub(super) fn naming(mention: &Mention, name: &str) -> f64 {
    let by = |own: &str| if is_opposite(own, name) { 0.0 } else { likeness(own, name) };
    by(&mention.subject).max(by(&mention.tail))
}

/// Returns the level before `at` that best goes by a name and measures like `like`, at least `SAME`.
pub(super) fn named_level(reading: &Reading, at: usize, name: &str, like: Option<&Mention>) -> Option<usize> {
    let from = at.saturating_sub(REACH);
    let scored = (from..at).rev().filter(|i| {
        let other = &reading.mentions[*i];
        other.is_level()
            && !matches!(other.role, Role::From | Role::Base)
            && like.is_none_or(|like| like.is_like(other))
    });
    let mut best: Option<(f64, usize)> = None;
    for i in scored {
        let score = naming(&reading.mentions[i], name);
        if score >= SAME && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, i));
        }
    }
    best.map(|(_, i)| i)
}

/// Returns the level of the same thing in the year that a change is compared with.
pub(super) fn level_of_base(reading: &Reading, at: usize, level: usize) -> Option<usize> {
    let mention = &reading.mentions[at];
    let owner = &reading.mentions[level];
    let year = match mention.base? {
        Base::Year(year) => year,
        Base::YearBefore => owner.year? - 1,
        Base::Other => return None,
    };
    if owner.amount.as_ref().is_none_or(|amount| amount.class.is_empty()) {
        return None;
    }
    let from = at.saturating_sub(REACH);
    let after = at + 1..reading.mentions.len().min(at + REACH / 2);
    (from..at).rev().chain(after).find(|i| {
        let other = &reading.mentions[*i];
        let same = *i != level && other.is_level() && other.is_like(owner) && other.year == Some(year);
        same && !owner.subject.is_empty() && is_named(other, &owner.subject, SAME)
    })
}

/// Returns the base that a bracket right after a figure gives: （上年为135亿元）.
pub(super) fn bracketed_base(reading: &Reading, at: usize, level: usize) -> Option<usize> {
    [level + 1, at + 1].into_iter().find(|i| {
        reading.mentions.get(*i).is_some_and(|other| {
            other.role == Role::Base
                && other.depth > reading.mentions[level].depth
                && other.is_like(&reading.mentions[level])
        })
    })
}

/// Returns the mention at the same place of a row of the same length before, in the sentence: 62元和36元，增幅为1.8%和1%.
pub(super) fn same_place(reading: &Reading, at: usize, fits: impl Fn(&Mention) -> bool) -> Option<usize> {
    let own = list_of(reading, at);
    if own.len() < 2 {
        return None;
    }
    let before = reading.before_in_sentence(own.start, 24).rev();
    let heads = before.filter(|i| reading.mentions[*i].list.is_some_and(|(_, place)| place == 0));
    let found =
        heads.map(|i| list_of(reading, i)).find(|list| list.len() == own.len() && fits(&reading.mentions[list.start]));
    found.map(|list| list.start + (at - own.start))
}

/// Returns the absolute change that stands between a level and a rate, or right after the rate.
pub(super) fn change_with(reading: &Reading, level: usize, at: usize) -> Option<usize> {
    let (owner, rate) = (&reading.mentions[level], &reading.mentions[at]);
    let belongs = |i: &usize| {
        let other = &reading.mentions[*i];
        let same_base = rate.base.is_none() || other.base.is_none() || rate.base == other.base;
        other.role == Role::Change
            && other.is_like(owner)
            && other.bracket == rate.bracket
            && same_base
            && other.sentence == rate.sentence
    };
    if list_of(reading, at).len() > 1 {
        let same = same_place(reading, at, |other| other.role == Role::Change);
        return same
            .filter(|i| belongs(i))
            .or_else(|| (level + 1..at).rev().find(|i| belongs(i) && reading.mentions[*i].list.is_none()));
    }
    let between = (level + 1..at).rev().find(|i| belongs(i));
    let after = || {
        Some(at + 1).filter(|i| *i < reading.mentions.len() && belongs(i) && reading.mentions[*i].subject.is_empty())
    };
    between.or_else(after)
}

/// Returns the amount that stands right before a share or multiple with nothing but 的 between: 是4801万元的4.9倍.
pub(super) fn stands_before(reading: &Reading, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let other = &reading.mentions[before];
    (other.role == Role::Base && other.tail.starts_with('的') && other.sentence == reading.mentions[at].sentence)
        .then_some(before)
}

/// Splits a row of names: 林业、牧业和渔业 → three.
pub(super) fn names(words: &str) -> Vec<String> {
    let parts = words.split(['、', '和', '及', '与', '，']);
    parts.map(|part| part.trim_start_matches('以').to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Returns the members of the list that a mention belongs to, or itself alone.
pub(super) fn list_of(reading: &Reading, at: usize) -> std::ops::Range<usize> {
    let Some((number, place)) = reading.mentions[at].list else { return at..at + 1 };
    let first = at - place;
    let length = reading.mentions[first..].iter().take_while(|m| m.list.is_some_and(|(n, _)| n == number)).count();
    first..first + length
}

/// Builds the question for a stated mention and its operands.
pub(super) fn question<'a>(
    reading: &'a Reading,
    kind: ClaimKind,
    stated: &'a Mention,
    operands: &[usize],
) -> Option<Question<'a>> {
    let amounts: Option<Vec<(Operand, &Amount)>> = operands
        .iter()
        .map(|i| {
            reading.mentions[*i].amount.as_ref().map(|amount| (Operand::of(reading, &reading.mentions[*i]), amount))
        })
        .collect();
    Some(Question {
        kind,
        stated: Stated { operand: Operand::of(reading, stated), amount: stated.amount.as_ref()? },
        operands: amounts?,
        words: String::new(),
        binding: super::Binding::Firm,
    })
}

/// Returns a claim without arithmetic: its base is not printed, or not comparable.
pub(super) fn open(
    reading: &Reading,
    kind: ClaimKind,
    stated: &Mention,
    operands: &[usize],
    note: (Verdict, String),
) -> Claim {
    Claim {
        kind,
        operands: operands.iter().map(|i| Operand::of(reading, &reading.mentions[*i])).collect(),
        stated: Operand::of(reading, stated),
        formula: String::new(),
        computed: None,
        verdict: note.0,
        cause: None,
        note: Some(note.1),
    }
}
