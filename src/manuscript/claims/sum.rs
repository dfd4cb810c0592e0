//! Parts and totals.
//!
//! | written | arithmetic |
//! |---|---|
//! | 奖牌252枚（金牌88枚、银牌84枚、铜牌80枚） | parts in a bracket add up |
//! | 机构565所，其中公办255所，民办310所 | parts after 其中, 包括, 分别为, 剩余 add up |
//! | X 803.1亿元。按地域分，城镇747.1亿元；乡村56亿元 | parts after a header add up |
//! | …38.4亿元，…1.2亿元，预算总收入88.2亿元 | the total stands last |
//! | 全市在园幼儿53641人。市区…30294人。四县…23347人 | the same thing, area by area |
//!
//! Parts may be only some of the parts. So a sum that does not fit is reported only where the parts are known to be all
//! (they divide the whole by their words, their shares make 100, the total says 总, the rest is named) or where the
//! difference has the shape of a slip. Must not know: other kinds.

mod groups;
mod partition;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::manuscript::reading::Reading;
use crate::quantity::Exact;

use super::claim::{Binding, Cause, Claim, ClaimKind, Verdict};
use super::judgement::judge;
use super::resolve::question;
use groups::{Evidence, Group};

/// Adds every sum.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    let mut seen: Vec<(usize, Vec<usize>)> = Vec::new();
    for group in groups::all(reading) {
        for (claim, total, parts) in best(reading, &group) {
            let known = seen.iter().rev().take(200).any(|(t, p)| *t == total && *p == parts);
            if !known {
                seen.push((total, parts));
                claims.push(claim);
            }
        }
    }
}

type Found = (Claim, usize, Vec<usize>);

/// The first total whose parts fit, with every row of parts that fits it; else the first sum that is wrong in a way that
/// shows.
fn best(reading: &Reading, group: &Group) -> Vec<Found> {
    let mut wrong: Option<Found> = None;
    for total in &group.totals {
        let mut fitting: Vec<Found> = Vec::new();
        for run in &group.runs {
            let apart = fitting.iter().all(|(_, _, other)| other.iter().all(|part| !run.contains(part)));
            let Some(claim) = add(reading, *total, run).filter(|_| apart) else { continue };
            let divided =
                if goes_on(reading, group, run, *total) { Evidence::Some } else { partition::evidence(reading, run) };
            let evidence = group.evidence.max(divided);
            if fits(&claim) {
                fitting.push((claim, *total, run.clone()));
            } else if shows(reading, &claim, *total, run, evidence) && wrong.is_none() {
                wrong = Some((claim, *total, run.clone()));
            }
        }
        if !fitting.is_empty() {
            return fitting;
        }
    }
    wrong.into_iter().collect()
}

/// Whether a run is only the beginning of a row that goes on before the next semicolon, and the row comes near the total.
fn goes_on(reading: &Reading, group: &Group, run: &[usize], total: usize) -> bool {
    let value = |at: usize| reading.mentions[at].amount.as_ref().map_or_else(BigRational::zero, |a| a.value.clone());
    let longer = group.runs.iter().filter(|other| other.len() > run.len() && other.starts_with(run));
    longer.into_iter().any(|other| {
        let (last, next) = (&reading.mentions[run[run.len() - 1]], &reading.mentions[other[run.len()]]);
        let sum: BigRational = other.iter().map(|at| value(*at)).sum();
        let off = (sum - value(total)).abs() * BigRational::from_integer(10.into());
        last.group == next.group && last.sentence == next.sentence && off <= value(total)
    })
}

fn add(reading: &Reading, total: usize, parts: &[usize]) -> Option<Claim> {
    if parts.len() < 2 || parts.contains(&total) {
        return None;
    }
    let mut asked = question(reading, ClaimKind::Sum, &reading.mentions[total], parts)?;
    let terms: Vec<&str> = parts.iter().map(|i| reading.printed(&reading.mentions[*i])).collect();
    asked.words = terms.join(" + ");
    asked.binding = Binding::Firm;
    judge(asked, &|values| Some(values.iter().fold(Exact::zero(), |sum, value| &sum + value)))
}

/// Fits, and not only because the parts are so coarse that anything would.
fn fits(claim: &Claim) -> bool {
    let Some(computed) = &claim.computed else { return false };
    let narrow = (&computed.hi - &computed.lo).abs() * BigRational::from_integer(10.into()) <= computed.value.abs();
    claim.verdict == Verdict::Holds || claim.verdict == Verdict::WithinRounding && narrow
}

/// Whether a sum that does not fit is an error and not a list of some parts.
fn shows(reading: &Reading, claim: &Claim, total: usize, parts: &[usize], evidence: Evidence) -> bool {
    if !claim.verdict.is_wrong() {
        return false;
    }
    let Some(computed) = &claim.computed else { return false };
    let Some(amount) = &reading.mentions[total].amount else { return false };
    let stated = &amount.value / &amount.scale;
    if stated.is_zero() {
        return false;
    }
    let off = ((&computed.value - &stated) / &stated).abs();
    let slip = matches!(claim.cause, Some(Cause::DigitSlip | Cause::DigitsSwapped));
    let near = off <= BigRational::new(1.into(), 10.into());
    let together =
        parts.first().is_some_and(|part| reading.mentions[*part].sentence == reading.mentions[total].sentence);
    let apart =
        parts.first().map_or(0, |part| reading.mentions[*part].paragraph.abs_diff(reading.mentions[total].paragraph));
    if apart > 1 {
        return false;
    }
    let digits = significant(&stated, &amount.step, &amount.scale);
    match evidence {
        Evidence::Whole => {
            near || slip
                || together && (claim.cause == Some(Cause::Magnitude) || off < BigRational::from_integer(2.into()))
        }
        Evidence::Listed => slip && digits >= 3 || slip && computed.lo > stated && parts.len() > 1,
        Evidence::Some => slip && digits >= 4,
    }
}

/// How many digits the total is printed with.
fn significant(value: &BigRational, step: &BigRational, scale: &BigRational) -> usize {
    if step.is_zero() { 0 } else { (value * scale / step).to_integer().abs().to_string().len() }
}
