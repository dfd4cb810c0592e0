//! Shares of a whole.
//!
//! | written | arithmetic |
//! |---|---|
//! | X 512万亩，占粮食种植面积的近50% | part ÷ the whole that is named |
//! | 甲的增加值占地区生产总值的比重为3.8%，乙的比重为80.9% | each part ÷ the same whole |
//! | 案件77件中，甲57件，占74% | part ÷ the total in scope |
//! | 男158.2万人，占51.2%；女150.8万人，占48.8% | part ÷ sum of the parts |
//! | 甲占比60%、乙27%……分别为：甲5543亿元、乙2573亿元…… | part ÷ sum of the parts |
//!
//! Must not know: other kinds.

use num_rational::BigRational;
use num_traits::{One, Signed};

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role, is_opposite, likeness};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::{list_of, named_level, naming, owner, question, stands_before};

/// Adds every share.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    let mut carried: Option<(usize, usize)> = None;
    // The whole of the first share of a row is that of the others.
    let mut of_list: Option<(usize, usize)> = None;
    let (mut listed, mut lone) = (Vec::new(), Vec::new());
    for (at, mention) in reading.mentions.iter().enumerate() {
        if mention.role != Role::Share {
            continue;
        }
        let Some(part) = part_of(reading, at) else {
            listed.push(at);
            continue;
        };
        let same_paragraph = carried.filter(|(paragraph, _)| *paragraph == mention.paragraph).map(|(_, whole)| whole);
        let named = stands_before(reading, at)
            .filter(|whole| reading.mentions[*whole].is_like(&reading.mentions[part]))
            .or_else(|| named_whole(reading, at, part));
        let list = mention.list.map(|(list, _)| list);
        let of_row = of_list.filter(|(own, _)| Some(*own) == list).map(|(_, whole)| whole);
        let Some(whole) = named.or(of_row).or_else(|| unnamed_whole(reading, at, part, same_paragraph)) else {
            lone.push((at, part));
            continue;
        };
        of_list = list.map(|list| (list, whole));
        if named.is_some() {
            carried = Some((mention.paragraph, whole));
        }
        claims.extend(divide(reading, mention, part, whole));
    }
    among_themselves(reading, &listed, claims);
    for group in lone.chunk_by(|a, b| reading.mentions[a.0].sentence == reading.mentions[b.0].sentence) {
        of_their_sum(reading, group, claims);
    }
}

/// Parts with shares that make 100, and no total: 男158.2万人，占51.2%；女150.8万人，占48.8%.
fn of_their_sum(reading: &Reading, group: &[(usize, usize)], claims: &mut Vec<Claim>) {
    let shares = group.iter().filter_map(|(share, _)| reading.mentions[*share].amount.as_ref());
    let sum: BigRational = shares.map(|amount| amount.value.clone()).sum();
    let off = (sum - BigRational::one()).abs();
    let parts: Vec<usize> = group.iter().map(|(_, part)| *part).collect();
    let distinct = parts.windows(2).all(|pair| pair[0] < pair[1]);
    let like = parts.iter().all(|part| reading.mentions[*part].is_like(&reading.mentions[parts[0]]));
    if group.len() < 2 || group.len() > 20 || !distinct || !like || off > BigRational::new(1.into(), 100.into()) {
        return;
    }
    for (share, part) in group {
        let others = parts.iter().filter(|other| *other != part);
        let operands: Vec<usize> = std::iter::once(part).chain(others).copied().collect();
        claims.extend(over_sum(reading, *share, &operands));
    }
}

/// The first operand over the sum of all.
fn over_sum(reading: &Reading, share: usize, operands: &[usize]) -> Option<Claim> {
    let mut asked = question(reading, ClaimKind::Share, &reading.mentions[share], operands)?;
    let terms: Vec<&str> = operands.iter().map(|i| reading.printed(&reading.mentions[*i])).collect();
    asked.words = format!("{} ÷ ({})", terms[0], terms.join(" + "));
    asked.binding = Binding::Loose;
    judge(asked, &|v| v[0].divide(&total(v)).ok())
}

fn divide(reading: &Reading, mention: &Mention, part: usize, whole: usize) -> Option<Claim> {
    let mut asked = question(reading, ClaimKind::Share, mention, &[part, whole])?;
    asked.words =
        format!("{} ÷ {}", reading.printed(&reading.mentions[part]), reading.printed(&reading.mentions[whole]));
    asked.binding = Binding::Loose;
    judge(asked, &|v| v[0].divide(&v[1]).ok())
}

fn is_amount(mention: &Mention) -> bool {
    mention.is_level() && mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Amount)
}

/// The part: what the share's own words name, or the level right before; in a list the level at its place.
fn part_of(reading: &Reading, at: usize) -> Option<usize> {
    let mention = &reading.mentions[at];
    let own = list_of(reading, at);
    if own.len() > 1 {
        let place = at - own.start;
        let before: Vec<usize> =
            (0..own.start).rev().take(own.len()).filter(|i| is_amount(&reading.mentions[*i])).collect();
        let level = *before.get(own.len() - 1 - place).filter(|_| before.len() == own.len())?;
        return (reading.mentions[level].sentence == mention.sentence).then_some(level);
    }
    let name = mention.subject.as_str();
    let generic =
        name.chars().count() < 2 || matches!(name, "规模" | "金额" | "数量" | "总量" | "人数" | "面积" | "产值");
    if !generic {
        let near = owner(reading, at)
            .map(|owner| owner.level)
            .filter(|i| is_amount(&reading.mentions[*i]) && naming(&reading.mentions[*i], name) >= 0.75);
        return near.or_else(|| named_level(reading, at, name, None).filter(|i| is_amount(&reading.mentions[*i])));
    }
    let level = owner(reading, at)?.level;
    is_amount(&reading.mentions[level]).then_some(level)
}

/// The words between 占 and the share, without 的, 比重 and area words.
fn whole_name(clause: &str) -> Option<String> {
    let at = clause.find('占').filter(|at| !clause[*at..].starts_with("占比"))? + '占'.len_utf8();
    let mut name = &clause[at..];
    for end in ["的比重", "比重", "的比例", "比例", "的份额", "份额", "的"] {
        name = &name[..name.find(end).unwrap_or(name.len())];
    }
    let name = crate::manuscript::reading::plain_name(name);
    (name.chars().count() >= 2).then_some(name)
}

/// The whole by its name: the best named level that is not the part and not less than it.
fn named_whole(reading: &Reading, at: usize, part: usize) -> Option<usize> {
    let name = whole_name(&reading.mentions[at].clause)?;
    if matches!(name.as_str(), "总数" | "总量" | "总额" | "总人数" | "总面积" | "全部" | "总体" | "合计")
    {
        return whole_of_sort(reading, at, part);
    }
    let stem = stem_of(&name);
    let from = at.saturating_sub(60);
    let mut best: Option<(f64, usize)> = None;
    for i in (from..at).rev() {
        let beside = reading.mentions[i]
            .list
            .is_some_and(|(list, _)| reading.mentions[part].list.is_some_and(|(own, _)| own == list));
        if i == part || beside || !may_hold(reading, i, part) {
            continue;
        }
        let other = &reading.mentions[i];
        let contained =
            other.subject.ends_with(stem) && !is_opposite(&other.subject, stem) && stem.chars().count() >= 2;
        let whole = other.subject.ends_with(name.as_str()) && !is_opposite(&other.subject, &name);
        let by_name = if whole {
            1.0
        } else if contained {
            0.9
        } else {
            0.0
        };
        let among_parts =
            if other.lead.contains("其中") || other.depth > reading.mentions[at].depth { 0.1 } else { 0.0 };
        let score = naming(other, &name).max(naming(other, stem)).max(by_name) - among_parts;
        if score >= 0.75 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, i));
        }
    }
    best.map(|(_, i)| i).or_else(|| whole_by_noun(reading, at, part, &name))
}

/// The nearest level that is greater than the part and whose noun is the last two characters of the whole's name
/// (占有罪人犯的…: 全省的人犯27208人); of 总数 after 其中 the total in scope.
fn whole_by_noun(reading: &Reading, at: usize, part: usize, name: &str) -> Option<usize> {
    let stem = stem_of(name);
    let noun: String = stem.chars().skip(stem.chars().count().saturating_sub(2)).collect();
    let named = (at.saturating_sub(40)..part).rev().find(|i| {
        let other = &reading.mentions[*i];
        let same = other.subject.ends_with(&noun) || other.tail == noun;
        same && !is_opposite(&other.subject, name) && may_hold(reading, *i, part) && is_greater(reading, *i, part)
    });
    let of_parts = reading.mentions[part].lead.contains("其中") && stem != name;
    named.or_else(|| if of_parts { total_in_scope(reading, part) } else { None })
}

/// 占总数的: the nearest level whose name the part's name ends in (普惠性幼儿园 of 幼儿园).
fn whole_of_sort(reading: &Reading, at: usize, part: usize) -> Option<usize> {
    let name = &reading.mentions[part].subject;
    (at.saturating_sub(60)..part).rev().find(|i| {
        let own = &reading.mentions[*i].subject;
        own.chars().count() >= 2
            && name.len() > own.len()
            && name.ends_with(own.as_str())
            && may_hold(reading, *i, part)
    })
}

/// A name of a whole without the word that says so: 学校总数 → 学校, 总人口 → 人口.
fn stem_of(name: &str) -> &str {
    let ends = ["总数", "总量", "总额", "总人数", "总面积", "合计", "总产量", "总值"];
    let stem = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|stem| stem.chars().count() >= 2);
    stem.or_else(|| name.strip_prefix('总')).or_else(|| name.strip_prefix("整个")).unwrap_or(name)
}

/// Whether a level can be the whole of a part: of the same kind, not less, not of another year.
fn may_hold(reading: &Reading, whole: usize, part: usize) -> bool {
    let (whole, part) = (&reading.mentions[whole], &reading.mentions[part]);
    let years = matches!((whole.year, part.year), (Some(a), Some(b)) if a != b);
    let not_less = matches!((&whole.amount, &part.amount), (Some(w), Some(p)) if w.interval.hi() >= p.interval.lo());
    is_amount(whole) && !matches!(whole.role, Role::From | Role::Base) && whole.is_like(part) && not_less && !years
}

/// The whole without a name (占74%, 占比为4.9%, 比重为80.9%): the one that a share before it had, or the total in scope.
fn unnamed_whole(reading: &Reading, at: usize, part: usize, carried: Option<usize>) -> Option<usize> {
    let clause = &reading.mentions[at].clause;
    if whole_name(clause).is_some() {
        return None;
    }
    if let Some(area) = area_of(clause) {
        return whole_of_area(reading, part, area);
    }
    if let Some(whole) = carried.filter(|whole| may_hold(reading, *whole, part) && *whole != part) {
        return Some(whole);
    }
    total_in_scope(reading, part)
}

/// 占全国的12%: the area that the whole is of, where nothing else names the whole.
fn area_of(clause: &str) -> Option<&'static str> {
    const AREAS: &[&str] = &["全国", "全省", "全市", "全县", "全区", "全州", "全球", "世界", "全部", "同期"];
    let after = &clause[clause.find('占')? + '占'.len_utf8()..];
    AREAS.iter().find(|area| after.starts_with(**area)).copied()
}

/// The nearest greater level that is said of the area, in its own words.
fn whole_of_area(reading: &Reading, part: usize, area: &str) -> Option<usize> {
    (part.saturating_sub(20)..part).rev().find(|i| {
        reading.mentions[*i].lead.contains(area) && may_hold(reading, *i, part) && is_greater(reading, *i, part)
    })
}

/// The total that a part is one of.
fn total_in_scope(reading: &Reading, part: usize) -> Option<usize> {
    let mention = &reading.mentions[part];
    let from = part.saturating_sub(12);
    let in_scope = |i: &usize| {
        let other = &reading.mentions[*i];
        other.paragraph == mention.paragraph
            && may_hold(reading, *i, part)
            && other.depth <= mention.depth
            && is_greater(reading, *i, part)
            && !has_share(reading, *i, part)
    };
    let mut found = (from..part).rev().filter(in_scope);
    let nearest = found.next()?;
    if reading.mentions[nearest].sentence == mention.sentence {
        return Some(nearest);
    }
    // Of levels with the same noun the total is the one that the others are parts of: the greatest.
    let greatest = found.rfind(|i| is_greater(reading, *i, nearest));
    let noun = |i: usize| reading.mentions[i].name().to_owned();
    greatest
        .filter(|i| likeness(&noun(*i), mention.name()) >= likeness(&noun(nearest), mention.name()))
        .or(Some(nearest))
}

/// Whether a level is itself a part, with its share right after it, and what follows is no part of it (其中).
fn has_share(reading: &Reading, at: usize, part: usize) -> bool {
    let shared = reading
        .mentions
        .get(at + 1)
        .is_some_and(|next| next.role == Role::Share && next.sentence == reading.mentions[at].sentence);
    shared && !reading.mentions[part].lead.contains("其中")
}

fn is_greater(reading: &Reading, a: usize, b: usize) -> bool {
    matches!((&reading.mentions[a].amount, &reading.mentions[b].amount), (Some(a), Some(b)) if a.value > b.value)
}

/// Shares given first, amounts of the same names after them: each amount over the sum of all.
fn among_themselves(reading: &Reading, listed: &[usize], claims: &mut Vec<Claim>) {
    for run in runs(reading, listed) {
        let Some(amounts) = named_alike(reading, &run) else { continue };
        for (place, share) in run.iter().enumerate() {
            let mut operands = vec![amounts[place]];
            operands.extend(amounts.iter().filter(|i| **i != amounts[place]));
            claims.extend(over_sum(reading, *share, &operands));
        }
    }
}

fn total(values: &[Exact]) -> Exact {
    values.iter().fold(Exact::zero(), |sum, value| &sum + value)
}

/// Rows of three or more rates in one sentence that begin with a share, each with its own name.
fn runs(reading: &Reading, listed: &[usize]) -> Vec<Vec<usize>> {
    let mut runs = Vec::new();
    for &first in listed {
        if first > 0 && is_share_like(reading, first, first - 1) {
            continue;
        }
        let run: Vec<usize> = (first..reading.mentions.len().min(first + 40))
            .take_while(|i| *i == first || is_share_like(reading, first, *i))
            .collect();
        if run.len() >= 3 {
            runs.push(run);
        }
    }
    runs
}

fn is_share_like(reading: &Reading, first: usize, at: usize) -> bool {
    let (first, other) = (&reading.mentions[first], &reading.mentions[at]);
    let rate = other.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
    rate && matches!(other.role, Role::Share | Role::Level)
        && other.sentence == first.sentence
        && !other.subject.is_empty()
}

/// The row of amounts right after the shares whose names are theirs.
fn named_alike(reading: &Reading, run: &[usize]) -> Option<Vec<usize>> {
    let after = run.last()? + 1;
    let amounts: Vec<usize> = (after..after + run.len()).collect();
    let fits = amounts.iter().zip(run).all(|(amount, share)| {
        reading.mentions.get(*amount).is_some_and(|other| {
            let share = &reading.mentions[*share].subject;
            is_amount(other)
                && (share.starts_with(other.subject.as_str()) && !other.subject.is_empty()
                    || naming(other, share) >= 0.5)
        })
    });
    fits.then_some(amounts)
}
