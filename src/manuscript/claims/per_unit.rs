//! Averages per unit.
//!
//! | written | arithmetic |
//! |---|---|
//! | 总面积535.7平方公里, 总人口137717人, 人口密度257.08人/平方公里 | population ÷ area |
//! | 总人口…, 总户数…, 户均3.2人 | persons ÷ households |
//! | 粮食总产…, 播种面积…, 亩产452公斤 | output ÷ area |
//! | 减税2.3亿元，惠及1.6万户，户均减负1.44万元 | what is measured alike ÷ what is counted by the unit, in one sentence |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::{Amount, Sort};
use crate::manuscript::reading::{Mention, Reading};

use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind, Operand};
use super::judgement::{Question, Stated, judge};

/// A quotient: the word for it, the class and name of its dividend, the class and name of its divisor.
struct Row {
    words: &'static [&'static str],
    top: (&'static str, &'static [&'static str]),
    bottom: (&'static str, &'static [&'static str]),
}

const ROWS: &[Row] = &[
    Row {
        words: &["人口密度", "人口平均密度"], top: ("人1", &["人口"]), bottom: ("公顷1", &["面积"])
    },
    Row {
        words: &["平均每个家庭户的人口", "平均每个家庭户人口", "平均家庭户规模"],
        top: ("人1", &["家庭户人口"]),
        bottom: ("户1", &["家庭户"]),
    },
    Row {
        words: &["户均人口", "平均每户", "户均", "每户平均", "平均每户人口"],
        top: ("人1", &["人口"]),
        bottom: ("户1", &["户"]),
    },
    Row {
        words: &["人均粮食", "人均占有粮食", "人均产粮", "人均粮食产量", "人均粮食占有量"],
        top: ("吨1", &["粮食"]),
        bottom: ("人1", &["人口"]),
    },
    Row {
        words: &["人均耕地", "人均耕地面积", "人均占有耕地"], top: ("公顷1", &["耕地"]), bottom: ("人1", &["人口"])
    },
    Row {
        words: &["亩产", "单产", "平均亩产", "平均单产"], top: ("吨1", &["产"]), bottom: ("公顷1", &["面积"])
    },
];

/// Words of a part, so that it is not taken for the whole.
const PARTIAL: &[&str] =
    &["城镇", "乡村", "农村", "农业", "非农业", "市区", "男", "女", "少数民族", "汉族", "流动", "出生", "死亡"];

/// Adds every average per unit.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        let clause = mention.clause.trim_end_matches(['为', '达', '到', '约']);
        let row = ROWS.iter().find(|row| row.words.iter().any(|word| clause.ends_with(word)));
        let Some(stated) = mention.amount.as_ref().filter(|amount| amount.sort == Sort::Amount) else { continue };
        let claim = row.and_then(|row| divide(reading, at, (mention, stated), row));
        claims.extend(claim.or_else(|| each(reading, at, mention)));
    }
}

/// Words for one of something: how it is counted, how many base units it has.
const EACH: &[(&str, &[&str], (i64, i64))] = &[
    ("户均", &["户1"], (1, 1)),
    ("每户", &["户1"], (1, 1)),
    ("人均", &["人1", "人次1"], (1, 1)),
    ("每人", &["人1"], (1, 1)),
    ("校均", &["所1"], (1, 1)),
    ("村均", &["村1", "个1"], (1, 1)),
    ("亩均", &["公顷1"], (1, 15)),
    ("每亩", &["公顷1"], (1, 15)),
    ("台均", &["台1"], (1, 1)),
    ("辆均", &["辆1"], (1, 1)),
    ("件均", &["件1"], (1, 1)),
    ("笔均", &["笔1"], (1, 1)),
    ("次均", &["次1", "人次1"], (1, 1)),
    ("家均", &["家1"], (1, 1)),
    ("所均", &["所1"], (1, 1)),
];

/// What is known otherwise than by dividing: incomes from surveys, amounts by all inhabitants.
const SURVEYED: &[&str] =
    &["可支配", "纯收入", "消费", "生产总值", "GDP", "工资", "预期", "寿命", "耕地", "住房", "公园"];

/// An average whose dividend and divisor stand right before it, in its sentence: said only where it fits, or where the
/// difference has the shape of a slip.
fn each(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let (_, counted, (top, bottom)) = EACH.iter().find(|(word, ..)| mention.clause.contains(word))?;
    let said = SURVEYED.iter().any(|word| mention.clause.contains(word)) || mention.clause.contains(['提', '增', '降']);
    if said || mention.list.is_some() {
        return None;
    }
    let near: Vec<usize> =
        reading.before_in_sentence(at, 5).rev().filter(|i| reading.mentions[*i].is_level()).collect();
    let class = |i: &usize| reading.mentions[*i].amount.as_ref().map_or("", |amount| amount.class.as_str());
    let own = mention.amount.as_ref()?.class.as_str();
    let divisor = near.iter().copied().find(|i| counted.contains(&class(i)))?;
    let dividend = near.iter().copied().find(|i| class(i) == own && *i != divisor)?;
    let mut asked = super::resolve::question(reading, ClaimKind::PerUnit, mention, &[dividend, divisor])?;
    let printed = |i: usize| reading.printed(&reading.mentions[i]);
    asked.words = format!("{} ÷ {}", printed(dividend), printed(divisor));
    asked.binding = Binding::Loose;
    let per = Exact::ratio(*top, *bottom);
    let claim = judge(asked, &|v| Some(&v[0].divide(&v[1]).ok()? * &per))?;
    (claim.verdict != super::Verdict::DoesNotHold || claim.cause.is_some()).then_some(claim)
}

fn divide(reading: &Reading, at: usize, (mention, stated): (&Mention, &Amount), row: &Row) -> Option<Claim> {
    let (top, top_amount) = operand(reading, at, row.top)?;
    let (bottom, bottom_amount) = operand(reading, at, row.bottom)?;
    let words = format!("{} ÷ {}", reading.printed(top), reading.printed(bottom));
    let asked = Question {
        kind: ClaimKind::PerUnit,
        stated: Stated { operand: Operand::of(reading, mention), amount: stated },
        operands: vec![(Operand::of(reading, top), top_amount), (Operand::of(reading, bottom), bottom_amount)],
        words,
        binding: Binding::Loose,
    };
    // 亩产 is per 亩 where its unit does not say so: 15 亩 are a hectare.
    let per = if stated.class.contains('/') || !mention.clause.contains("亩产") {
        Exact::one()
    } else {
        Exact::ratio(1, 15)
    };
    judge(asked, &|v| Some(&v[0].divide(&v[1]).ok()? * &per))
}

/// The nearest whole of a class and name before the average, in the text so far of this paragraph or the one before.
fn operand<'a>(reading: &'a Reading, at: usize, (class, names): (&str, &[&str])) -> Option<(&'a Mention, &'a Amount)> {
    let from = at.saturating_sub(30);
    let mut found: Option<(bool, &Mention, &Amount)> = None;
    for mention in reading.mentions[from..at].iter().rev() {
        let Some(amount) = mention.amount.as_ref().filter(|amount| amount.class == class && mention.is_level()) else {
            continue;
        };
        let named =
            names.iter().any(|name| mention.subject.contains(name) || *name == "户") || mention.subject.is_empty();
        let partial = PARTIAL.iter().any(|word| mention.subject.contains(word))
            || mention.clause.starts_with("其中")
            || mention.depth > 0;
        let total = mention.subject.contains('总');
        if named && !partial && found.as_ref().is_none_or(|(best, ..)| total && !best) {
            found = Some((total, mention, amount));
        }
    }
    found.map(|(_, mention, amount)| (mention, amount))
}
