//! One thing against another.
//!
//! | written | arithmetic |
//! |---|---|
//! | 从个数上看，甲较乙高75.34% | 甲 ÷ 乙 − 1, both looked up by name |
//! | 甲比乙少5.2% | 1 − 甲 ÷ 乙 |
//! | 甲比乙多30人 | 甲 − 乙 |
//!
//! Must not know: other kinds.

use crate::manuscript::reading::{Direction, Mention, Reading, Role, likeness};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::{growth, judge};
use super::resolve::{naming, question};

/// Adds every comparison.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        match mention.role {
            Role::Rate => claims.extend(read(reading, at, mention)),
            Role::Change => claims.extend(difference(reading, at, mention)),
            _ => {}
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let (first, second) = names(&mention.clause)?;
    let aspect = aspect(&mention.lead);
    let (one, other) = (levels_of(reading, at, &first), levels_of(reading, at, &second));
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
    let alike = pairs.filter(|(a, b)| a != b && reading.mentions[*a].is_like(&reading.mentions[*b]));
    let (now, base) = alike.max_by(|a, b| score(reading, a.0, &aspect).total_cmp(&score(reading, b.0, &aspect)))?;
    let mut asked = question(reading, ClaimKind::Comparison, mention, &[now, base])?;
    asked.binding = Binding::Loose;
    let (a, b) = (reading.printed(&reading.mentions[now]), reading.printed(&reading.mentions[base]));
    asked.words = format!("{a} ÷ {b} − 1");
    let sign = Exact::from(if mention.direction == Direction::Down { -1 } else { 1 });
    judge(asked, &|v| Some(&growth(&v[0], &v[1])? * &sign))
}

/// 甲比乙多30人.
fn difference(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let (first, second) = names(&mention.clause)?;
    let like = |list: Vec<usize>| list.into_iter().find(|i| reading.mentions[*i].is_like(mention));
    let (one, other) = (like(levels_of(reading, at, &first))?, like(levels_of(reading, at, &second))?);
    if one == other {
        return None;
    }
    let mut asked = question(reading, ClaimKind::Comparison, mention, &[one, other])?;
    asked.binding = Binding::Loose;
    let (a, b) = (reading.printed(&reading.mentions[one]), reading.printed(&reading.mentions[other]));
    let down = mention.direction == Direction::Down;
    asked.words = if down { format!("{b} − {a}") } else { format!("{a} − {b}") };
    judge(asked, &|v| Some(if down { &v[1] - &v[0] } else { &v[0] - &v[1] }))
}

/// The two names around 比 or 较 (not 比上年, which compares years).
fn names(clause: &str) -> Option<(String, String)> {
    let at = clause.find(['较', '比']).filter(|at| *at > 0)?;
    let (first, rest) = clause.split_at(at);
    let rest = rest.trim_start_matches(['较', '比']);
    let end = ["高出", "低于", "增长", "增加", "减少", "高", "低", "多", "少"]
        .iter()
        .filter_map(|word| rest.rfind(word))
        .min()?;
    let second = &rest[..end];
    let timed = ["上年", "去年", "同期", "年", "月", "季", "重", "\u{1}"]
        .iter()
        .any(|word| second.starts_with(word) || second.ends_with("同期"));
    (second.chars().count() >= 2 && first.chars().count() >= 2 && !timed).then(|| (first.to_owned(), second.to_owned()))
}

/// What is compared: 从成立规模上看 → 成立规模.
fn aspect(lead: &str) -> String {
    let from = lead.rfind('从').map_or("", |at| &lead[at + '从'.len_utf8()..]);
    let to = ["上看", "来看", "看"].iter().filter_map(|word| from.find(word)).min();
    to.map_or(String::new(), |to| from[..to].to_owned())
}

/// The levels said of a name: the one it stands before, and those after it up to the next semicolon.
fn levels_of(reading: &Reading, at: usize, name: &str) -> Vec<usize> {
    let from = at.saturating_sub(40);
    let mut best: Option<(f64, usize)> = None;
    for i in (from..at).rev().filter(|i| reading.mentions[*i].is_level()) {
        let score = naming(&reading.mentions[i], name);
        if score >= 0.8 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, i));
        }
    }
    let Some((_, head)) = best else { return Vec::new() };
    let group = reading.mentions[head].group;
    (head..at).take_while(|i| reading.mentions[*i].group == group).filter(|i| reading.mentions[*i].is_level()).collect()
}

/// How well a level shows an aspect: by its name, or by its counter (个数 → 个).
fn score(reading: &Reading, level: usize, aspect: &str) -> f64 {
    let mention = &reading.mentions[level];
    let counted = mention.amount.as_ref().is_some_and(|amount| amount.counted);
    let by_count = if counted && ["数", "数量"].iter().any(|word| aspect.ends_with(word)) { 0.9 } else { 0.0 };
    likeness(&mention.subject, aspect).max(by_count)
}
