//! The rules of wording that manuscripts are held to, held to generated chapters as well.

use crate::book::Language;
use crate::findings::{Findings, Problem};
use crate::manuscript::reading::Reading;
use crate::manuscript::wording::{RULES, remarks};

use super::Prose;

/// Reports each remark at the template that typed the words, or at the call that printed them.
pub(super) fn look(prose: &Prose<'_>, findings: &mut Findings) {
    if prose.book.language != Language::Zh {
        return;
    }
    for (chapter, read) in prose.passages() {
        let passage = &read.passage;
        for remark in remarks(&Reading::new(&passage.text)) {
            let Some(rule) = RULES.iter().find(|rule| rule.code == remark.code) else { continue };
            let words = &passage.text[remark.span.clone()];
            let place = prose.place(chapter.chapter, passage, &remark.span);
            let problem =
                Problem::new(remark.message).about(format!("{}/wording:{words}", chapter.chapter.id)).at(place);
            rule.code().report(findings, problem.hint(remark.hint));
        }
    }
}
