//! The project's own passages, scored: sentences of many genres with every figure and claim annotated.

#![expect(clippy::disallowed_methods, reason = "reads the passages from disk")]

use std::collections::BTreeSet;

use crate::sample::root;

/// The scorer of `examples/score-verify`.
#[path = "../../examples/score-verify/score/mod.rs"]
mod score;

use score::{claims, corpus, figures, perturb};

#[test]
fn the_passages_reach_their_scores() {
    let passages = corpus::read(&root().join("tests/corpus")).expect("passages");
    assert!(passages.len() >= 60, "{} passages", passages.len());
    let figures = figures::score(&passages);
    assert!(figures.tally.f1() >= 0.98, "{}", figures.misses.join("\n"));
    assert!(figures.chinese.recall() >= 0.9, "{}", figures.chinese.row("figures in Chinese numerals"));
    let claims = claims::score(&passages);
    let misses = claims.misses.join("\n");
    assert!(claims.plain.precision() >= 0.97 && claims.plain.recall() >= 0.85, "{misses}");
    assert_eq!(claims.verdicts.false_alarms(), 0, "{misses}");
    let perturbed = perturb::score(&passages);
    assert!(perturbed.share() >= 0.95, "{}\n{}", perturbed.summary(), perturbed.misses.join("\n"));
}

#[test]
fn the_passages_show_every_kind_and_verdict() {
    let passages = corpus::read(&root().join("tests/corpus")).expect("passages");
    let all = || passages.iter().flat_map(|passage| &passage.claims);
    let kinds: BTreeSet<&str> = all().map(|claim| claim.kind.as_str()).collect();
    let wanted =
        ["average", "decline", "difference", "growth", "pp_change", "ratio_to_target", "share", "sum", "times"];
    assert!(wanted.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    let verdicts: BTreeSet<&str> = all().map(|claim| claim.verdict.as_str()).collect();
    assert_eq!(verdicts, BTreeSet::from(["consistent", "inconsistent", "not_computable"]));
}
