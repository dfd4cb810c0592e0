//! The perturbation test: a wrong digit must be found out.
//!
//! In each consistent claim that is found, each digit of the stated value is changed in turn (to one other digit, chosen
//! by its place). Where the changed value leaves the annotated interval, the claim must come out as wrong.

use yearbook::manuscript::claims::{Claim, claims};
use yearbook::manuscript::reading::Reading;

use super::claims::{is_scored, key, key_of};
use super::corpus::{Annotated, Passage};

/// How many changed digits were found out.
#[derive(Default)]
pub(crate) struct Perturbed {
    claims: usize,
    changed: usize,
    caught: usize,
    pub(crate) misses: Vec<String>,
}

impl Perturbed {
    /// Returns the part of the changed digits that was found out.
    pub(crate) fn share(&self) -> f64 {
        if self.changed == 0 { 1.0 } else { self.caught as f64 / self.changed as f64 }
    }

    /// Returns the line of the report.
    pub(crate) fn summary(&self) -> String {
        let share = self.share();
        format!(
            "perturbation: {share:.4} found out ({} of {} changed digits in {} claims)",
            self.caught, self.changed, self.claims
        )
    }
}

/// Changes every digit of every consistent stated value.
pub(crate) fn score(passages: &[Passage]) -> Perturbed {
    let mut perturbed = Perturbed::default();
    for passage in passages {
        let found = claims(&Reading::new(&passage.text));
        for annotated in passage.claims.iter().filter(|annotated| annotated.verdict == "consistent") {
            let wanted = key_of(annotated);
            let Some(claim) = found.iter().find(|claim| is_scored(claim) && key(claim) == wanted) else { continue };
            perturbed.claims += 1;
            change(passage, annotated, claim, &mut perturbed);
        }
    }
    perturbed
}

fn change(passage: &Passage, annotated: &Annotated, claim: &Claim, perturbed: &mut Perturbed) {
    let span = claim.stated.span.clone();
    let printed = &passage.text[span.clone()];
    for (offset, digit) in printed.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let old = digit.to_digit(10).unwrap_or(0);
        let new = (old + 1 + u32::try_from(offset).unwrap_or(0) * 3 % 8) % 10;
        let changed = format!("{}{new}{}", &printed[..offset], &printed[offset + 1..]);
        if changed.starts_with('0') && !changed.starts_with("0.") || !leaves(annotated, &changed) {
            continue;
        }
        perturbed.changed += 1;
        let text = format!("{}{changed}{}", &passage.text[..span.start], &passage.text[span.end..]);
        let now = claims(&Reading::new(&text));
        if now.iter().any(|claim| claim.stated.span.start == span.start && claim.verdict.is_wrong()) {
            perturbed.caught += 1;
        } else {
            let verdicts: Vec<_> =
                now.iter().filter(|claim| claim.stated.span.start == span.start).map(|claim| claim.verdict).collect();
            perturbed.misses.push(format!(
                "{}: not found out: {} printed as {changed} {verdicts:?}",
                passage.id, claim.stated.printed
            ));
        }
    }
}

/// Whether the changed value, give or take half a unit of its last place, is out of the annotated interval.
fn leaves(annotated: &Annotated, changed: &str) -> bool {
    let number: String = changed.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let (Ok(value), Some((lo, hi))) = (number.parse::<f64>(), annotated.interval) else { return false };
    let decimals = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let half = 0.5 / 10_f64.powf(decimals as f64);
    value + half < lo || value - half > hi
}
