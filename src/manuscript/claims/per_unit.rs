//! Averages per unit.
//!
//! | written | arithmetic |
//! |---|---|
//! | 总面积535.7平方公里, 总人口137717人, 人口密度257.08人/平方公里 | population ÷ area |
//! | 总人口…, 总户数…, 户均3.2人 | persons ÷ households |
//! | 粮食总产…, 播种面积…, 亩产452公斤 | output ÷ area |
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
        if let (Some(row), Some(stated)) = (row, mention.amount.as_ref().filter(|amount| amount.sort == Sort::Amount)) {
            claims.extend(divide(reading, at, (mention, stated), row));
        }
    }
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
