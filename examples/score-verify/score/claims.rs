//! Claims: operands as a set, and what is stated.

use std::collections::BTreeSet;
use std::fmt;

use yearbook::manuscript::claims::{Claim, ClaimKind, Verdict, claims};
use yearbook::manuscript::reading::Reading;

use super::corpus::{Annotated, Passage, squeezed};
use super::tally::Tally;

/// The scores of the claims.
#[derive(Default)]
pub(crate) struct Claims {
    pub(crate) plain: Tally,
    pub(crate) all: Tally,
    pub(crate) verdicts: Verdicts,
    pub(crate) misses: Vec<String>,
}

/// How the verdicts of found claims agree.
#[derive(Default)]
pub(crate) struct Verdicts {
    right: usize,
    wrong: usize,
    consistent_called_wrong: usize,
    not_computable_called_wrong: usize,
}

impl Verdicts {
    /// Returns how many claims that hold, or cannot be computed, were called wrong.
    pub(crate) fn false_alarms(&self) -> usize {
        self.consistent_called_wrong + self.not_computable_called_wrong
    }
}

impl fmt::Display for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.right + self.wrong;
        let accuracy = if all == 0 { 1.0 } else { self.right as f64 / all as f64 };
        writeln!(f, "verdicts: {accuracy:.4} right ({} of {all})", self.right)?;
        writeln!(f, "consistent called wrong: {}", self.consistent_called_wrong)?;
        write!(f, "not computable called wrong: {}", self.not_computable_called_wrong)
    }
}

/// What makes two claims the same.
type Key = (BTreeSet<String>, String);

pub(crate) fn key_of(annotated: &Annotated) -> Key {
    (annotated.operands.iter().map(|operand| squeezed(&operand.printed)).collect(), squeezed(&annotated.stated))
}

pub(crate) fn key(claim: &Claim) -> Key {
    (claim.operands.iter().map(|operand| squeezed(&operand.printed)).collect(), squeezed(&claim.stated.printed))
}

/// Kinds that the passages do not annotate: they speak only of what is wrong, and of what is no figure.
pub(crate) fn is_scored(claim: &Claim) -> bool {
    claim.verdict.is_arithmetic()
        && !matches!(
            claim.kind,
            ClaimKind::Composition | ClaimKind::Enumeration | ClaimKind::Rank | ClaimKind::Impossible
        )
}

pub(crate) fn is_computable(annotated: &Annotated) -> bool {
    annotated.verdict != "not_computable"
}

/// Compares the claims of all passages with the annotated ones.
pub(crate) fn score(passages: &[Passage]) -> Claims {
    let mut scores = Claims::default();
    for passage in passages {
        score_passage(passage, &mut scores);
    }
    scores
}

fn score_passage(passage: &Passage, scores: &mut Claims) {
    let found = claims(&Reading::new(&passage.text));
    let mut open: Vec<&Claim> = found.iter().filter(|claim| is_scored(claim)).collect();
    for annotated in passage.claims.iter().filter(|annotated| is_computable(annotated)) {
        let wanted = key_of(annotated);
        let at = open.iter().position(|claim| key(claim) == wanted);
        let tallies: &mut [&mut Tally] =
            if annotated.advanced { &mut [&mut scores.all] } else { &mut [&mut scores.all, &mut scores.plain] };
        match at {
            Some(at) => {
                tallies.iter_mut().for_each(|tally| tally.hits += 1);
                let claim = open.remove(at);
                compare(passage, annotated, claim, scores);
            }
            None => {
                tallies.iter_mut().for_each(|tally| tally.missed += 1);
                scores.misses.push(format!(
                    "{}: claim missed: {}{} {wanted:?}",
                    passage.id,
                    annotated.kind,
                    if annotated.advanced { " (advanced)" } else { "" }
                ));
            }
        }
    }
    for claim in open {
        scores.all.extra += 1;
        scores.plain.extra += 1;
        scores.misses.push(format!(
            "{}: claim extra: {:?} {} = {} {:?}",
            passage.id, claim.kind, claim.formula, claim.stated.printed, claim.verdict
        ));
    }
    for annotated in passage.claims.iter().filter(|annotated| !is_computable(annotated)) {
        let stated = squeezed(&annotated.stated);
        let called = found
            .iter()
            .filter(|claim| claim.verdict == Verdict::DoesNotHold && squeezed(&claim.stated.printed) == stated);
        for claim in called {
            scores.verdicts.not_computable_called_wrong += 1;
            scores.misses.push(format!(
                "{}: not computable called wrong: {} = {}",
                passage.id, claim.formula, claim.stated.printed
            ));
        }
    }
}

fn compare(passage: &Passage, annotated: &Annotated, claim: &Claim, scores: &mut Claims) {
    let right = (annotated.verdict == "inconsistent") == claim.verdict.is_wrong();
    if right {
        scores.verdicts.right += 1;
        return;
    }
    scores.verdicts.wrong += 1;
    scores.verdicts.consistent_called_wrong += usize::from(annotated.verdict == "consistent");
    scores.misses.push(format!(
        "{}: verdict {:?}, annotated {}: {} = {}",
        passage.id, claim.verdict, annotated.verdict, claim.formula, claim.stated.printed
    ));
}
