//! Rates that are named after their part.
//!
//! | written | arithmetic |
//! |---|---|
//! | 常住人口123.25万人，其中城镇人口79.79万人，城镇化率64.74% | 城镇人口 ÷ 常住人口 |
//! | 立案120件，结案115件，结案率95.8% | 结案 ÷ 立案 |
//! | 应到286人，实到279人，出席率97.6% | 实到 ÷ 应到: the words of both stand in a table |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role};

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::question;

/// Rates whose part and whole have other names than the rate: the rate, words of the part, words of the whole.
const RATES: &[(&str, &[&str], &[&str])] = &[
    ("出席率", &["实到", "出席", "到会"], &["应到", "应出席"]),
    ("出勤率", &["实到", "出勤"], &["应到", "应出勤"]),
    ("结案率", &["审结", "办结", "结案", "执结"], &["受理", "立案", "收案"]),
    ("审结率", &["审结"], &["受理", "收案"]),
    ("办结率", &["办结"], &["受理", "收到", "交办"]),
    ("破案率", &["破获", "破案", "侦破"], &["立案", "发案"]),
    ("存贷比", &["贷款"], &["存款"]),
    ("贷存比", &["贷款"], &["存款"]),
    ("录取率", &["录取"], &["报名", "报考", "参加考试"]),
    ("上线率", &["上线"], &["报名", "报考", "参考", "参加考试"]),
    ("升学率", &["升入", "升学"], &["毕业"]),
    ("就业率", &["就业"], &["毕业"]),
    ("合格率", &["合格"], &["抽检", "抽查", "检测", "监测", "检验"]),
    ("参保率", &["参保"], &["应参保", "应保"]),
    ("产销率", &["销售产值"], &["总产值"]),
    ("到位率", &["到位"], &["计划", "争取", "合同", "签约"]),
    ("入园率", &["入园", "在园"], &["适龄"]),
    ("入学率", &["入学"], &["适龄"]),
];

/// Adds every rate whose part and whole stand in its sentence.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        let rate = mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
        if rate && matches!(mention.role, Role::Level | Role::To) {
            claims.extend(read(reading, at, mention));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let amounts: Vec<usize> = reading
        .before_in_sentence(at, 40)
        .filter(|i| is_amount(&reading.mentions[*i]) && reading.mentions[*i].bracket == mention.bracket)
        .collect();
    if let Some((_, top, bottom)) = RATES.iter().find(|(rate, ..)| mention.subject.ends_with(rate)) {
        let of = |words: &[&str]| amounts.iter().rev().copied().find(|i| is_named(&reading.mentions[*i], words));
        let (part, whole) = (of(top)?, of(bottom)?);
        let same = part != whole && reading.mentions[part].is_like(&reading.mentions[whole]);
        return if same { divide(reading, mention, part, whole) } else { None };
    }
    let stem = mention.subject.strip_suffix('率')?;
    let (part_name, whole_name) = match stem.strip_suffix("城镇化") {
        Some(_) => ("城镇", "人口"),
        None => (stem, ""),
    };
    let part = amounts.iter().rev().copied().find(|i| names(&reading.mentions[*i], part_name))?;
    let whole = amounts.iter().rev().copied().find(|i| {
        let other = &reading.mentions[*i];
        *i < part
            && other.is_like(&reading.mentions[part])
            && other.subject.contains(whole_name)
            && !names(other, part_name)
    })?;
    divide(reading, mention, part, whole)
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

/// Whether the words before an amount, since the figure before it, name it.
fn is_named(mention: &Mention, words: &[&str]) -> bool {
    words.iter().any(|word| mention.clause.contains(word))
}

fn names(mention: &Mention, name: &str) -> bool {
    name.chars().count() >= 2 && mention.subject.contains(name)
}
