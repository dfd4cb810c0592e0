//! Targets, budgets and plans.
//!
//! | written | arithmetic |
//! |---|---|
//! | 完成100.5亿元，为预算98亿元的102.6% | actual ÷ plan |
//! | 计划200户，实际完成206户，完成计划的103% | actual ÷ plan, looked up |
//! | 超额3%完成 | actual ÷ plan − 1 |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role};

use super::claim::{Binding, Claim, ClaimKind, Verdict};
use super::judgement::{growth, judge};
use super::resolve::{open, question, stands_before};

/// Adds every completion.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        if matches!(mention.role, Role::Completion | Role::Excess) {
            claims.extend(read(reading, at, mention));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let amounts: Vec<usize> =
        reading.before_in_sentence(at, 40).rev().filter(|i| is_amount(&reading.mentions[*i])).collect();
    // 为调整预算的97.5%: the adjusted plan, where there are two.
    let adjusted = mention.clause.contains("调整");
    let is_meant =
        |i: &usize| is_plan(&reading.mentions[*i]) && (!adjusted || reading.mentions[*i].clause.contains("调整"));
    // 完成年计划6亿元的105%，超额5%: the plan of the completion right before.
    let of_completion = || {
        let before = at
            .checked_sub(1)
            .filter(|i| mention.role == Role::Excess && reading.mentions[*i].role == Role::Completion)?;
        stands_before(reading, before)
    };
    let plan = stands_before(reading, at).or_else(of_completion).or_else(|| amounts.iter().copied().find(is_meant));
    let actual = amounts.iter().copied().find(|i| {
        Some(*i) != plan
            && !is_plan(&reading.mentions[*i])
            && plan.is_none_or(|p| reading.mentions[p].is_like(&reading.mentions[*i]))
    });
    let actual = actual?;
    let Some(plan) = plan else {
        let note = (Verdict::MissingOperand, "the plan is not printed".to_owned());
        return Some(open(reading, ClaimKind::Completion, mention, &[actual], note));
    };
    let binding = if plan + 1 == at { Binding::Firm } else { Binding::Loose };
    let mut asked = question(reading, ClaimKind::Completion, mention, &[actual, plan])?;
    asked.binding = binding;
    let (done, planned) = (reading.printed(&reading.mentions[actual]), reading.printed(&reading.mentions[plan]));
    asked.words = format!("{done} ÷ {planned}{}", if mention.role == Role::Excess { " − 1" } else { "" });
    if mention.role == Role::Excess {
        judge(asked, &|v| growth(&v[0], &v[1]))
    } else {
        judge(asked, &|v| v[0].divide(&v[1]).ok())
    }
}

fn is_amount(mention: &Mention) -> bool {
    mention.is_level() && mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Amount)
}

/// The planned amount: 计划, 预算数, 目标 or 任务 is said of it, and nothing was 完成 there. 预算收入 is an actual amount.
fn is_plan(mention: &Mention) -> bool {
    let clause = mention.clause.replace("预算收入", "").replace("预算支出", "").replace("预算总", "");
    let planned = ["预算", "计划", "目标", "任务", "调整为"].iter().any(|word| clause.contains(word));
    planned && !["完成", "实际", "实现"].iter().any(|word| clause.contains(word))
}
