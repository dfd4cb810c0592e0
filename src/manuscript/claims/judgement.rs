//! Compares what is stated with what its operands give: exact decimals, intervals for rounded operands.
//!
//! Each printed operand stands for itself ± half a unit of its last place. What is stated holds if it is the value of the
//! printed operands rounded half up or half to even; within rounding if some operands within their intervals give it.
//! Must not know: sentences, kinds of claims.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::cause;
use super::claim::{Binding, Cause, Claim, ClaimKind, Computed, Operand, Verdict};
use crate::manuscript::measure::Amount;
use crate::manuscript::scan::Qualifier;
use crate::quantity::Exact;

/// The arithmetic of a claim: from amounts in base units to an amount in base units.
pub(super) type Formula<'a> = &'a dyn Fn(&[Exact]) -> Option<Exact>;

/// What is stated: its printed form and what it is worth.
pub(super) struct Stated<'a> {
    pub(super) operand: Operand,
    pub(super) amount: &'a Amount,
}

/// A claim before its verdict.
pub(super) struct Question<'a> {
    pub(super) kind: ClaimKind,
    pub(super) stated: Stated<'a>,
    pub(super) operands: Vec<(Operand, &'a Amount)>,
    pub(super) words: String,
    pub(super) binding: Binding,
}

/// Answers a question. `None` where the operands give no value, or where loosely bound operands are too far off to be
/// the right ones.
pub(super) fn judge(question: Question<'_>, formula: Formula<'_>) -> Option<Claim> {
    let amounts: Vec<&Amount> = question.operands.iter().map(|(_, amount)| *amount).collect();
    let points: Vec<Exact> = amounts.iter().map(|amount| Exact::from(amount.value.clone())).collect();
    let value = middle(&formula(&points)?);
    let (lo, hi) = bounds(&amounts, formula).unwrap_or_else(|| (value.clone(), value.clone()));
    let stated = question.stated.amount;
    let verdict = verdict(stated, &value, &lo, &hi, amounts.iter().all(|a| a.counted));
    let computed = Computed {
        printed: cause::written(&value, stated),
        value: &value / &stated.scale,
        lo: &lo / &stated.scale,
        hi: &hi / &stated.scale,
    };
    let cause = if verdict == Verdict::DoesNotHold { cause::of(stated, &value, &lo, &hi) } else { None };
    if verdict == Verdict::DoesNotHold
        && question.binding == Binding::Loose
        && cause.is_none()
        && !is_near(stated, &value)
    {
        return None;
    }
    Some(Claim {
        kind: question.kind,
        operands: question.operands.into_iter().map(|(operand, _)| operand).collect(),
        stated: question.stated.operand,
        formula: question.words,
        computed: Some(computed),
        verdict,
        cause,
        note: None,
    })
}

fn middle(value: &Exact) -> BigRational {
    (value.lo() + value.hi()) / BigRational::from_integer(2.into())
}

/// The least and greatest result: every corner for few operands, interval arithmetic for many (which are sums).
fn bounds(amounts: &[&Amount], formula: Formula<'_>) -> Option<(BigRational, BigRational)> {
    if amounts.len() > 4 {
        let intervals: Vec<Exact> = amounts.iter().map(|amount| amount.interval.clone()).collect();
        let result = formula(&intervals)?;
        return Some((result.lo(), result.hi()));
    }
    let mut ends: Option<(BigRational, BigRational)> = None;
    for corner in 0..1_usize << amounts.len() {
        let operands: Vec<Exact> = amounts
            .iter()
            .enumerate()
            .map(|(i, amount)| {
                let interval = &amount.interval;
                Exact::from(if corner >> i & 1 == 0 { interval.lo() } else { interval.hi() })
            })
            .collect();
        let result = formula(&operands)?;
        let (lo, hi) = (result.lo(), result.hi());
        ends = Some(ends.map_or((lo.clone(), hi.clone()), |(least, most)| (least.min(lo), most.max(hi))));
    }
    ends
}

fn verdict(stated: &Amount, value: &BigRational, lo: &BigRational, hi: &BigRational, counted: bool) -> Verdict {
    let half = &stated.step / BigRational::from_integer(2.into());
    let (low, high) =
        (stated.interval.lo().min(&stated.value - &half), stated.interval.hi().max(&stated.value + &half));
    if rounds_to(stated, value) {
        return Verdict::Holds;
    }
    if stated.qualifier.is_some() {
        return if allows(stated, value, &half) { Verdict::Holds } else { Verdict::DoesNotHold };
    }
    let exact_count = counted && stated.counted;
    if !exact_count && lo <= &high && hi >= &low {
        return Verdict::WithinRounding;
    }
    let off = (round(value, &stated.step) - &stated.value).abs();
    let digits = stated.value.abs() >= &stated.step * BigRational::from_integer(10.into());
    if !exact_count && digits && off <= stated.step { Verdict::LastPlace } else { Verdict::DoesNotHold }
}

/// Whether a value printed under either law is the stated one. A count is never rounded.
fn rounds_to(stated: &Amount, value: &BigRational) -> bool {
    if &stated.value == value {
        return true;
    }
    let half = &stated.step / BigRational::from_integer(2.into());
    !stated.counted && (value - &stated.value).abs() < half
        || !stated.counted && (value - &stated.value).abs() == half && is_rounded(stated, value)
}

/// At exactly half a unit: up and away from zero, or to the even neighbour.
fn is_rounded(stated: &Amount, value: &BigRational) -> bool {
    let steps = (&stated.value / &stated.step).to_integer();
    let away = stated.value.abs() > value.abs();
    away || (&steps % BigInt::from(2)).is_zero()
}

/// Returns a value at a step, half away from zero.
pub(super) fn round(value: &BigRational, step: &BigRational) -> BigRational {
    if step.is_zero() { value.clone() } else { (value / step).round() * step }
}

/// What a hedge allows: 近 and 不足 from nine tenths up to the number, 超过 and 多 from the number to a fifth more or to
/// the next unit, 约 and 左右 a twentieth on either side.
fn allows(stated: &Amount, value: &BigRational, half: &BigRational) -> bool {
    let tenth = |n: i64| BigRational::new(n.into(), 20.into()) * &stated.value;
    let (low, high) = match stated.qualifier {
        Some(Qualifier::Below) => (tenth(18), &stated.value + half),
        Some(Qualifier::Above) => (&stated.value - half, (tenth(24)).max(&stated.value + &stated.step)),
        Some(Qualifier::About) => (tenth(19) - half, tenth(21) + half),
        None => (stated.value.clone(), stated.value.clone()),
    };
    let low = low.min(stated.interval.lo());
    let high = high.max(stated.interval.hi());
    &low <= value && value <= &high
}

/// Within a tenth.
fn is_near(stated: &Amount, value: &BigRational) -> bool {
    let off = (&stated.value - value).abs();
    off * BigRational::from_integer(10.into()) <= stated.value.abs()
}

/// Marks a claim as a matter of direction where signs contradict.
pub(super) fn with_cause(mut claim: Claim, cause: Cause) -> Claim {
    claim.cause = Some(cause);
    claim
}

/// Returns `a / b − 1`.
pub(super) fn growth(now: &Exact, base: &Exact) -> Option<Exact> {
    Some(&now.divide(base).ok()? - &Exact::one())
}

/// Returns the mean annual growth over `years` that multiplies a value by `ratio`.
pub(super) fn annual(ratio: &Exact, years: u32) -> Option<Exact> {
    const DIGITS: u32 = 10;
    if ratio.is_negative() || years == 0 {
        return None;
    }
    Some(&ratio.root(years, DIGITS)? - &Exact::one())
}
