//! Multiples.
//!
//! | written | arithmetic |
//! |---|---|
//! | 比1978年的4.12亿元增长4.41倍 | now ÷ base − 1 |
//! | X 106.68亿斤，增加59.4亿斤，增长1.3倍 | change ÷ (now − change) |
//! | 是2010年的3.5倍, 是甲的2倍 | now ÷ base |
//! | 是2010年的4倍，增长3倍 | the multiple − 1 |
//! | 由5亿元增加到20亿元，翻两番 | now ÷ base = 4 |
//! | 翻倍至350亿元 | now ÷ base = 2 |
//!
//! Must not know: other kinds.

use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::manuscript::reading::{Mention, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind, Verdict};
use super::judgement::{growth, judge};
use super::resolve::{Owner, bracketed_base, change_with, level_of_base, named_level, open, owner, question};

/// Adds every multiple.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        claims.extend(match mention.role {
            Role::TimesMore => more(reading, at, mention),
            Role::TimesOf => times_of(reading, at, mention),
            Role::Doubling => doubling(reading, at, mention),
            _ => None,
        });
    }
}

fn more(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    if let Some(claim) = after_multiple(reading, at, mention) {
        return Some(claim);
    }
    let owner = owner(reading, at)?;
    if let Some((base, binding)) = base(reading, at, &owner) {
        let mut asked = question(reading, ClaimKind::Times, mention, &[owner.level, base])?;
        asked.words = format!("{} ÷ {} − 1", text(reading, owner.level), text(reading, base));
        asked.binding = binding;
        return judge(asked, &|v| growth(&v[0], &v[1]));
    }
    let Some(change) = change_with(reading, owner.level, at) else { return missing(reading, owner.level, mention) };
    let mut asked = question(reading, ClaimKind::Times, mention, &[owner.level, change])?;
    let (now, by) = (text(reading, owner.level), text(reading, change));
    asked.words = format!("{by} ÷ ({now} − {by})");
    judge(asked, &|v| v[1].divide(&(&v[0] - &v[1])).ok())
}

/// 是2010年的4倍，增长3倍: one less than the multiple right before it.
fn after_multiple(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let before = at.checked_sub(1)?;
    let multiple = &reading.mentions[before];
    let said = multiple.role == Role::TimesOf && multiple.sentence == mention.sentence && mention.subject.is_empty();
    if !said || mention.base.is_some() && mention.base != multiple.base {
        return None;
    }
    let mut asked = question(reading, ClaimKind::Times, mention, &[before])?;
    asked.words = format!("{} − 1", text(reading, before));
    // Both are rounded alike, so that no interval comes in.
    let multiple = Exact::from(multiple.amount.as_ref()?.value.clone());
    judge(asked, &|_| Some(&multiple - &Exact::one()))
}

fn times_of(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let owner = owner(reading, at)?;
    if !["是", "为", "相当于", "达", "的"].iter().any(|word| mention.clause.contains(word)) {
        return None;
    }
    let found = base(reading, at, &owner).or_else(|| {
        let name = of_whom(&mention.clause)?;
        named_level(reading, at, name, Some(&reading.mentions[owner.level])).map(|base| (base, Binding::Loose))
    });
    let Some((base, binding)) = found.filter(|(base, _)| *base != owner.level) else {
        return missing(reading, owner.level, mention);
    };
    let mut asked = question(reading, ClaimKind::Times, mention, &[owner.level, base])?;
    asked.words = format!("{} ÷ {}", text(reading, owner.level), text(reading, base));
    asked.binding = binding;
    judge(asked, &|v| v[0].divide(&v[1]).ok())
}

/// 是甲的2倍 → 甲.
fn of_whom(clause: &str) -> Option<&str> {
    let from = ["相当于", "是", "为"].iter().find_map(|word| clause.rfind(word).map(|at| at + word.len()))?;
    let name = clause[from..].trim_end_matches(['近', '约', '的']);
    (name.chars().count() >= 2 && !name.contains('\u{1}')).then_some(name)
}

fn base(reading: &Reading, at: usize, owner: &Owner) -> Option<(usize, Binding)> {
    let firm = owner.base.or_else(|| bracketed_base(reading, at, owner.level));
    firm.map(|base| (base, Binding::Firm))
        .or_else(|| level_of_base(reading, at, owner.level).map(|base| (base, Binding::Loose)))
}

fn missing(reading: &Reading, level: usize, mention: &Mention) -> Option<Claim> {
    let note = (Verdict::MissingOperand, "the base is not printed".to_owned());
    Some(open(reading, ClaimKind::Times, mention, &[level], note))
}

/// 翻番 from a base to a level on either side of the word.
fn doubling(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let next = Some(at + 1).filter(|i| {
        reading
            .mentions
            .get(*i)
            .is_some_and(|m| m.role == Role::To && m.sentence == mention.sentence && m.subject.is_empty())
    });
    let (level, base, binding) = match next {
        Some(level) => {
            let before = (at.saturating_sub(8)..at).rev().find(|i| is_earlier(reading, *i, level))?;
            (level, before, Binding::Firm)
        }
        None => {
            let owner = owner(reading, at)?;
            let (base, binding) = base(reading, at, &owner)?;
            (owner.level, base, binding)
        }
    };
    let mut asked = question(reading, ClaimKind::Times, mention, &[level, base])?;
    asked.words = format!("{} ÷ {}", text(reading, level), text(reading, base));
    asked.binding = binding;
    let claim = judge(asked, &|v| v[0].divide(&v[1]).ok())?;
    Some(loosely(claim, mention))
}

/// The level of the year before, or the one that 由 or 比 names.
fn is_earlier(reading: &Reading, at: usize, level: usize) -> bool {
    let (other, level) = (&reading.mentions[at], &reading.mentions[level]);
    let tied = matches!(other.role, Role::From | Role::Base) && other.sentence == level.sentence;
    let before = matches!((other.year, level.year), (Some(a), Some(b)) if a == b - 1);
    other.is_level() && other.is_like(level) && (tied || before)
}

/// 翻番 is said of what is near enough: from a twentieth short of 2ⁿ to just short of the next doubling.
fn loosely(claim: Claim, mention: &Mention) -> Claim {
    let times = mention.figure.values.first().and_then(|v| v.value.to_integer().to_u32()).unwrap_or(1).min(20);
    let power = BigRational::from_integer(num_bigint::BigInt::from(2).pow(times));
    let Some(computed) = &claim.computed else { return claim };
    let ratio = &computed.value / &power;
    let least = BigRational::new(19.into(), 20.into());
    let most = BigRational::new(3.into(), 2.into());
    let verdict = if least <= ratio && ratio < most { Verdict::Holds } else { Verdict::DoesNotHold };
    let value = Exact::from(computed.value.clone());
    let note = (verdict == Verdict::DoesNotHold).then(|| format!("it is {:.4} times", value.to_f64()));
    Claim { verdict, note, cause: None, ..claim }
}

fn text(reading: &Reading, at: usize) -> &str {
    reading.printed(&reading.mentions[at])
}
