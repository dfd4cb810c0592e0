//! What is wrong with a sign-off: ticks of nothing, ticks that no longer hold, and, for a release, what nobody ticked.

use std::collections::BTreeSet;

use crate::findings::{Findings, Problem, Severity, nearest};
use crate::ledger::ChapterLedger;

use super::item::chapter_of;
use super::{SignOff, State, codes, items, path};

/// How strictly a sign-off is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strictness {
    /// Everything printed must be ticked, and the ticks hold.
    pub require_signed: bool,
    /// All chapters of the book were filled: what is not printed is not in the book.
    pub whole: bool,
}

/// Reports what is wrong with the ticks of an edition.
pub fn report(
    ledgers: &[(&str, &ChapterLedger)],
    (signoff, year): (&SignOff, i32),
    strictness: Strictness,
    findings: &mut Findings,
) {
    let mut printed = BTreeSet::new();
    for item in ledgers.iter().flat_map(|(_, ledger)| items(ledger)) {
        printed.insert(item.id);
        match signoff.state(&item) {
            State::Signed { .. } => {}
            State::Unsigned if !strictness.require_signed => {}
            State::Unsigned => {
                let problem = Problem::new(format!("`{}` prints {} and is not signed off", item.id, item.text));
                let hint =
                    format!("look at it with `yearbook explain {}`, then `yearbook sign {0} --by NAME`", item.id);
                codes::UNSIGNED.report(findings, problem.about(item.id).at(item.site.clone()).hint(hint));
            }
            State::Reopened { tick, changes } => {
                let changes = changes.iter().map(ToString::to_string).collect::<Vec<_>>();
                let told = shortened(&changes);
                let message = format!("`{}` has changed since {} signed it on {}: {told}", item.id, tick.by, tick.date);
                let hint = format!("look at it again, then `yearbook sign {} --by NAME`", item.id);
                let problem = Problem::new(message).about(item.id).at(item.site.clone()).hint(hint);
                let severity = if strictness.require_signed { Severity::Error } else { Severity::Warning };
                findings.push(codes::REOPENED.id, severity, problem);
            }
        }
    }
    report_strays(ledgers, (signoff, year), (&printed, strictness.whole), findings);
}

/// The first few of many changes.
fn shortened(changes: &[String]) -> String {
    const TOLD: usize = 3;
    let rest = changes.len().saturating_sub(TOLD);
    let told = changes.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
    if rest == 0 { told } else { format!("{told}; and {rest} more") }
}

/// Ticks of what the book does not print. A chapter that was not filled may print it.
fn report_strays(
    ledgers: &[(&str, &ChapterLedger)],
    (signoff, year): (&SignOff, i32),
    (printed, whole): (&BTreeSet<&str>, bool),
    findings: &mut Findings,
) {
    for tick in signoff.ticks().filter(|tick| !printed.contains(tick.id.as_str())) {
        let chapter = chapter_of(&tick.id);
        if !whole && !ledgers.iter().any(|(id, _)| *id == chapter) {
            continue;
        }
        let own = printed.iter().copied().filter(|id| chapter_of(id) == chapter);
        let near = nearest(&tick.id, own).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let mut problem = Problem::new(format!("{} ticks `{}`, which the book does not print", path(year), tick.id));
        problem.place.clone_from(&tick.place);
        let hint = format!("take it back: `yearbook sign --revoke {}`{near}", tick.id);
        codes::UNKNOWN_TICK.report(findings, problem.about(&tick.id).hint(hint));
    }
}
