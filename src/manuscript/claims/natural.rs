//! Natural growth of a population.
//!
//! | written | arithmetic |
//! |---|---|
//! | 出生率13.67‰，死亡率6.1‰，自然增长率7.57‰ | births − deaths |
//! | …提高0.39个千分点…下降0.08个千分点…提高0.47个千分点 | the same of their changes |
//!
//! Must not know: other kinds.

use crate::manuscript::reading::{Direction, Reading, Role};
use crate::quantity::Exact;

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::question;

/// Adds every natural growth rate and its change.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        if !mention.clause.contains("自然增长") || mention.amount.is_none() || mention.role == Role::Points {
            continue;
        }
        let from = at.saturating_sub(12);
        let find = |word: &str| {
            (from..at).rev().find(|i| {
                let other = &reading.mentions[*i];
                other.clause.contains(word) && other.is_like(mention) && other.paragraph == mention.paragraph
            })
        };
        let words = if mention.is_like_rate() { ("出生率", "死亡率") } else { ("出生", "死亡") };
        let (Some(births), Some(deaths)) = (find(words.0), find(words.1)) else { continue };
        claims.extend(subtract(reading, (at, births, deaths), [1, 1, 1]));
        changes(reading, (at, births, deaths), claims);
    }
}

impl crate::manuscript::reading::Mention {
    fn is_like_rate(&self) -> bool {
        self.amount.as_ref().is_some_and(|amount| amount.sort == crate::manuscript::measure::Sort::Rate)
    }
}

fn subtract(reading: &Reading, (at, births, deaths): (usize, usize, usize), signs: [i64; 3]) -> Option<Claim> {
    let mut asked = question(reading, ClaimKind::Natural, &reading.mentions[at], &[births, deaths])?;
    let (a, b) = (reading.printed(&reading.mentions[births]), reading.printed(&reading.mentions[deaths]));
    asked.words = format!("{a} − {b}");
    asked.binding = Binding::Firm;
    let [sign, births, deaths] = signs.map(Exact::from);
    judge(asked, &|v| Some(&(&(&v[0] * &births) - &(&v[1] * &deaths)) * &sign))
}

/// The changes in points that stand right after the three rates.
fn changes(reading: &Reading, (at, births, deaths): (usize, usize, usize), claims: &mut Vec<Claim>) {
    let after = |i: usize| Some(i + 1).filter(|i| reading.mentions.get(*i).is_some_and(|m| m.role == Role::Points));
    let (Some(at), Some(births), Some(deaths)) = (after(at), after(births), after(deaths)) else { return };
    let sign = |i: usize| if reading.mentions[i].direction == Direction::Down { -1 } else { 1 };
    claims.extend(subtract(reading, (at, births, deaths), [sign(at), sign(births), sign(deaths)]));
}
