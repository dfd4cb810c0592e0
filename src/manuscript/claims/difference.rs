//! Differences of amounts.
//!
//! | written | arithmetic |
//! |---|---|
//! | 由518家增加到731家，增加213家 | now − base |
//! | X 124亿元，比去年的135亿元减少11亿元 | base − now |
//! | 2015年X 100人。2016年X 120人，比上年增加20人 | now − base, looked up |
//! | 由1957年的52.3万亩减少到1990年的44.1万亩，平均每年减少2485亩 | (base − now) ÷ years |
//!
//! Must not know: other kinds.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Direction, Mention, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::{bracketed_base, level_of_base, owner, question};

/// Adds every difference.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        if mention.role == Role::Change {
            claims.extend(read(reading, at, mention));
        }
    }
}

fn read(reading: &Reading, at: usize, mention: &Mention) -> Option<Claim> {
    let owner = owner(reading, at)?;
    let level = &reading.mentions[owner.level];
    if !level.is_like(mention) || level.amount.as_ref()?.sort != Sort::Amount {
        return None;
    }
    let firm = owner.base.or_else(|| bracketed_base(reading, at, owner.level)).map(|base| (base, Binding::Firm));
    let (base, binding) =
        firm.or_else(|| level_of_base(reading, at, owner.level).map(|base| (base, Binding::Loose)))?;
    let mut asked = question(reading, ClaimKind::Difference, mention, &[owner.level, base])?;
    asked.binding = binding;
    let (now, before) = (reading.printed(level), reading.printed(&reading.mentions[base]));
    let down = mention.direction == Direction::Down;
    if ["年均", "每年", "年平均"].iter().any(|word| mention.clause.contains(word)) {
        let years = level.year? - reading.mentions[base].year?;
        asked.words = format!("({now} − {before}) ÷ {years}");
        let sign = Exact::from(mention.direction.sign());
        return judge(asked, &|v| (&(&v[0] - &v[1]) * &sign).divide(&Exact::from(i64::from(years))).ok());
    }
    asked.words = if down { format!("{before} − {now}") } else { format!("{now} − {before}") };
    judge(asked, &|v| Some(if down { &v[1] - &v[0] } else { &v[0] - &v[1] }))
}
