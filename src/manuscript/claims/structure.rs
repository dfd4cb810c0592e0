//! Structures in proportion.
//!
//! | written | arithmetic |
//! |---|---|
//! | 三次产业投资比重为6.8：77.3：15.9 | each of 第一, 第二, 第三产业 ÷ the total |
//! | 性别比100：96.3 (男性, 女性 given) | 女性 ÷ 男性, on a base of 100 |
//! | 城乡居民收入比2.93:1, 生师比13.3:1 | one ÷ the other |
//!
//! Must not know: other kinds.

use num_rational::BigRational;
use num_traits::Zero;

use crate::manuscript::measure::{Amount, part};
use crate::manuscript::reading::{Mention, Reading};
use crate::manuscript::scan::Kind;
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind, Operand};
use super::judgement::{Question, Stated, judge};
use super::resolve::naming;

/// Ratios to one: the words before the ratio, and the words of the subjects of what is divided.
const TO_ONE: &[(&[&str], &[&str], &[&str])] = &[
    (&["生师比"], &["在校"], &["专任教师", "教师"]),
    (&["城乡", "收入比"], &["城镇居民人均", "城镇常住居民人均"], &["农村居民人均", "农村常住居民人均", "农民人均"]),
    (&["城乡", "收入之比"], &["城镇居民人均", "城镇常住居民人均"], &["农村居民人均", "农村常住居民人均", "农民人均"]),
];

/// Adds every structure.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        let parts = mention.figure.values.len();
        let is_ratio = mention.figure.kind == Kind::Ratio;
        let row = TO_ONE.iter().find(|(words, ..)| words.iter().all(|word| mention.clause.contains(word)));
        match row {
            Some((_, top, bottom)) if parts <= 2 => claims.extend(to_one(reading, at, (top, bottom))),
            _ if is_ratio && parts == 3 && mention.clause.contains("产业") => {
                industries(reading, at, mention, claims);
            }
            _ if is_ratio && parts == 2 && mention.clause.contains("性别") => {
                claims.extend(sexes(reading, at, mention));
            }
            _ => {}
        }
    }
}

/// A quotient of two levels that are found by the words of their subjects: 生师比13.3:1, 城乡居民收入比2.93:1.
fn to_one(reading: &Reading, at: usize, (top, bottom): (&[&str], &[&str])) -> Option<Claim> {
    let mention = &reading.mentions[at];
    let one = BigRational::from_integer(1.into());
    let plain = mention.figure.kind == Kind::Quantity && mention.figure.unit.is_empty();
    if !plain && mention.figure.values.get(1).is_none_or(|value| value.value != one) {
        return None;
    }
    let find = |words: &[&str]| {
        (at.saturating_sub(12)..at).rev().find(|i| {
            let other = &reading.mentions[*i];
            is_amount(other) && other.is_level() && words.iter().any(|word| other.subject.contains(word))
        })
    };
    let (top, bottom) = (find(top)?, find(bottom)?);
    let stated = part(&mention.figure, 0)?;
    let asked = Question {
        kind: ClaimKind::Structure,
        stated: Stated { operand: Operand::of_part(reading, mention, 0), amount: &stated },
        operands: operands(reading, &[top, bottom]),
        words: format!("{} ÷ {}", text(reading, top), text(reading, bottom)),
        binding: Binding::Loose,
    };
    judge(asked, &|v| v[0].divide(&v[1]).ok())
}

/// Levels of the three industries in the paragraph, and the total before them that they add up to.
fn industries(reading: &Reading, at: usize, mention: &Mention, claims: &mut Vec<Claim>) {
    let find = |word: &str| {
        (at.saturating_sub(30)..at).rev().find(|i| {
            let other = &reading.mentions[*i];
            other.paragraph == mention.paragraph
                && other.is_level()
                && other.subject.starts_with(word)
                && is_amount(other)
        })
    };
    let named = match (find("第一产业"), find("第二产业"), find("第三产业")) {
        (Some(first), Some(second), Some(third)) => Some([first, second, third]),
        _ => in_a_row(reading, at),
    };
    let Some(parts) = named else { return };
    let start = parts.iter().copied().min().unwrap_or(at);
    let whole = whole_of(reading, &parts, start);
    for (place, industry) in parts.into_iter().enumerate() {
        let Some(stated) = part(&mention.figure, place) else { continue };
        let stated = Amount { scale: BigRational::new(1.into(), 100.into()), ..rescaled(stated) };
        let over =
            whole.map_or_else(|| parts.iter().copied().filter(|other| *other != industry).collect(), |w| vec![w]);
        let terms: Vec<&str> = parts.iter().map(|i| text(reading, *i)).collect();
        let asked = Question {
            kind: ClaimKind::Structure,
            stated: Stated { operand: Operand::of_part(reading, mention, place), amount: &stated },
            operands: operands(reading, &[vec![industry], over].concat()),
            words: match whole {
                Some(whole) => format!("{} ÷ {}", text(reading, industry), text(reading, whole)),
                None => format!("{} ÷ ({})", text(reading, industry), terms.join(" + ")),
            },
            binding: Binding::Loose,
        };
        let sum = |v: &[Exact]| v.iter().fold(Exact::zero(), |sum, value| &sum + value);
        claims.extend(judge(asked, &|v| v[0].divide(&if whole.is_some() { v[1].clone() } else { sum(v) }).ok()));
    }
}

/// 第一、二、三产业增加值分别为28.3亿元、61.2亿元和74.5亿元: the row of three before the structure.
fn in_a_row(reading: &Reading, at: usize) -> Option<[usize; 3]> {
    let paragraph = reading.mentions[at].paragraph;
    let first = (at.saturating_sub(12)..at).rev().find(|i| {
        let other = &reading.mentions[*i];
        let three = ["一、二、三产业", "一二三产业", "三次产业"].iter().any(|word| other.clause.contains(word));
        other.paragraph == paragraph && three && is_amount(other) && other.list.is_some_and(|(_, place)| place == 0)
    })?;
    (super::resolve::list_of(reading, first).len() == 3).then_some([first, first + 1, first + 2])
}

fn is_amount(mention: &Mention) -> bool {
    mention.amount.as_ref().is_some_and(|amount| amount.sort == crate::manuscript::measure::Sort::Amount)
}

/// A number of a ratio is a percentage.
fn rescaled(amount: Amount) -> Amount {
    let hundredth = BigRational::new(1.into(), 100.into());
    let interval = &amount.interval * &Exact::from(hundredth.clone());
    Amount { value: amount.value * &hundredth, step: amount.step * &hundredth, interval, ..amount }
}

/// The nearest level before the parts that their sum rounds to.
fn whole_of(reading: &Reading, parts: &[usize], start: usize) -> Option<usize> {
    let amounts: Option<Vec<&Amount>> = parts.iter().map(|i| reading.mentions[*i].amount.as_ref()).collect();
    let sum = amounts?.iter().fold(Exact::zero(), |sum, amount| &sum + &amount.interval);
    let slack = BigRational::new(1.into(), 50.into());
    (start.saturating_sub(40)..start).rev().find(|i| {
        let other = &reading.mentions[*i];
        let Some(amount) =
            other.amount.as_ref().filter(|_| other.is_level() && other.is_like(&reading.mentions[parts[0]]))
        else {
            return false;
        };
        let middle = sum.lo() + (sum.hi() - sum.lo()) / BigRational::from_integer(2.into());
        let off = if amount.value > middle { &amount.value - &middle } else { &middle - &amount.value };
        !amount.value.is_zero() && off <= &amount.value * &slack
    })
}

fn sexes(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let find = |word: &str| {
        (at.saturating_sub(12)..at)
            .rev()
            .find(|i| reading.mentions[*i].is_level() && naming(&reading.mentions[*i], word) >= 0.6)
    };
    let (men, women) = (find("男性")?, find("女性")?);
    let stated_at =
        usize::from(mention.figure.values.first().is_some_and(|v| v.value == BigRational::from_integer(100.into())));
    let stated = rescaled(part(&mention.figure, stated_at)?);
    let stated = Amount { scale: BigRational::new(1.into(), 100.into()), ..stated };
    let women_first = mention.clause.contains("女") && mention.clause.find('女') < mention.clause.find('男');
    let (top, bottom) = if (stated_at == 1) == women_first { (men, women) } else { (women, men) };
    let asked = Question {
        kind: ClaimKind::Structure,
        stated: Stated { operand: Operand::of_part(reading, mention, stated_at), amount: &stated },
        operands: operands(reading, &[top, bottom]),
        words: format!("{} ÷ {}", text(reading, top), text(reading, bottom)),
        binding: Binding::Loose,
    };
    judge(asked, &|v| v[0].divide(&v[1]).ok())
}

fn operands<'a>(reading: &'a Reading, list: &[usize]) -> Vec<(Operand, &'a Amount)> {
    let mentions = list.iter().map(|i| &reading.mentions[*i]);
    mentions.filter_map(|m| m.amount.as_ref().map(|amount| (Operand::of(reading, m), amount))).collect()
}

fn text(reading: &Reading, at: usize) -> &str {
    reading.printed(&reading.mentions[at])
}
