//! What no figures can give, whatever they are.
//!
//! | written | why not |
//! |---|---|
//! | 产量下降120% | nothing that is counted or weighed falls by more than all of it |
//! | 成本减少2倍 | a fall by one whole leaves nothing |
//! | 占全市的120% | no part is greater than its whole |
//!
//! What may pass below zero (profits, balances, growth itself) is left alone. Must not know: other kinds.

use num_rational::BigRational;
use num_traits::One;

use crate::manuscript::measure::{Amount, Sort};
use crate::manuscript::reading::{Direction, Mention, Reading, Role};

use super::claim::{Claim, ClaimKind, Operand, Verdict};

/// What may be below zero, so that it may fall by more than all of it; 占比 of such a thing may be beyond 100 % too.
const SIGNED: &[&str] = &[
    "利润",
    "盈利",
    "亏损",
    "盈余",
    "收益",
    "净",
    "差额",
    "顺差",
    "逆差",
    "结余",
    "增量",
    "增速",
    "增加额",
    "增长额",
    "贡献",
    "拉动",
    "产销率",
    "负债",
    "赤字",
];

/// Shares that may exceed the whole: of a plan, of a year before, of an average.
const OTHER_WHOLES: &[&str] =
    &["预算", "计划", "任务", "目标", "上年", "同期", "平均", "相当于", "GDP", "生产总值", "可支配", "为", "率"];

/// Adds what cannot be, unless arithmetic has told it already.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for mention in &reading.mentions {
        let told = |claim: &Claim| claim.stated.span == mention.figure.span && claim.verdict.is_arithmetic();
        if let Some(claim) = impossible(reading, mention).filter(|_| !claims.iter().rev().take(400).any(told)) {
            claims.push(claim);
        }
    }
}

fn impossible(reading: &Reading, mention: &Mention) -> Option<Claim> {
    let amount = mention.amount.as_ref()?;
    let words = format!("{}{}", mention.lead, mention.tail);
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let falls = mention.direction == Direction::Down && !has(SIGNED);
    let why = match mention.role {
        Role::Rate | Role::Average if falls && exceeds(amount, Sort::Rate) => "nothing falls by more than 100 %",
        Role::TimesMore if falls && amount.value >= BigRational::one() => {
            "a fall by one whole leaves nothing: 减少 takes % or a fraction, never 倍"
        }
        Role::Share
            if exceeds(amount, Sort::Rate) && mention.clause.contains('占') && !has(SIGNED) && !has(OTHER_WHOLES) =>
        {
            "no part is greater than its whole"
        }
        _ => return None,
    };
    Some(Claim {
        kind: ClaimKind::Impossible,
        operands: Vec::new(),
        stated: Operand::of(reading, mention),
        formula: String::new(),
        computed: None,
        verdict: Verdict::DoesNotHold,
        cause: None,
        note: Some(why.to_owned()),
    })
}

fn exceeds(amount: &Amount, sort: Sort) -> bool {
    amount.sort == sort && amount.value > BigRational::one()
}
