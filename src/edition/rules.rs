//! What a book says about its findings: other severities, then waivers, each with its reason.

use crate::book::Book;
use crate::codes::{codes, is_fixed};
use crate::findings::{Findings, Place, Problem, Severity, nearest};

/// Applies both. A waiver that fits nothing is itself a finding, where the whole book was made.
pub(super) fn apply(book: &Book, whole: bool, findings: &mut Findings) {
    let waivers = book.waivers.iter().map(|waiver| (&waiver.code, &waiver.place, false));
    let severities = book.severities.iter().map(|rule| (&rule.code, &rule.place, rule.severity == Severity::Error));
    for (code, problem) in waivers.chain(severities).filter_map(|(code, place, keeps)| refusal(code, place, keeps)) {
        findings.error(code, problem);
    }
    findings.judge(|finding| {
        let rule = book.severities.iter().rev().find(|rule| rule.applies(finding))?;
        (!is_fixed(finding.code)).then_some(rule.severity)
    });
    for waiver in book.waivers.iter().filter(|waiver| is_known(&waiver.code) && !is_fixed(&waiver.code)) {
        let count = findings.waive(|finding| waiver.applies(finding), &waiver.reason);
        if count == 0 && whole {
            let on = waiver.on.as_deref().map_or(String::new(), |on| format!(" on {on}"));
            let problem = Problem::new(format!("the waiver of {}{on} fits no finding", waiver.code));
            findings.warning("B018", problem.at(waiver.place.clone()).hint("remove it, or mend its `code` or `on`"));
        }
    }
}

fn is_known(id: &str) -> bool {
    codes().any(|code| code.id == id)
}

/// Why a rule cannot be applied, with the code to report it under; `keeps` tells that it leaves an error an error.
fn refusal(code: &str, place: &Place, keeps: bool) -> Option<(&'static str, Problem)> {
    if !is_known(code) {
        let near = nearest(code, codes().map(|code| code.id)).map(|near| format!("did you mean `{near}`?"));
        let problem = Problem::new(format!("no finding has the code `{code}`")).at(place.clone());
        return Some(("B025", problem.hint(near.unwrap_or_else(|| "the codes stand in docs/checks".to_owned()))));
    }
    if is_fixed(code) && !keeps {
        let problem = Problem::new(format!("{code} makes the book impossible and can be neither waived nor lowered"));
        let meaning = codes().find(|known| known.id == code).map_or("", |known| known.meaning);
        return Some(("B026", problem.at(place.clone()).hint(format!("mend what it reports: {meaning}"))));
    }
    None
}
