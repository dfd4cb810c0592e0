//! P007: superlatives, firsts and ranks that an editor typed.

use crate::findings::{Code, Findings, Problem, Severity};
use crate::render::{Marked, Passage};

use super::clause::clause_around;
use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P007", severity: Severity::Info, meaning: "a superlative, a first or a rank about a figure is typed, and nothing checks it" },
    doc: "\
## What it does
Points at 最高, 最低, 历史新高, 首次, 居首位, 居第2位, 逐年 and the like that stand in the clause of a figure and were typed by hand.

## Why
Such a claim hangs on other years or areas. The data know them; the editor who copies the sentence does not look.

## Example
`贫困发生率{{ figure(indicator=\"rate\") }}，为历史最低`

## What to do
Let the data say it: `extreme`, `rank` and `streak` print the claim only if it is true. What the data cannot know stays, and is
only pointed out.",
    look: Look::Chapter(look),
};

/// Words that claim something about other years or areas.
const CLAIMS: [&str; 25] = [
    "历史最高",
    "历史最低",
    "历史新高",
    "历史新低",
    "创新高",
    "创新低",
    "最高",
    "最低",
    "最多",
    "最少",
    "最大",
    "最小",
    "首次",
    "首位",
    "逐年",
    "连年",
    "位居第",
    "名列第",
    "排名第",
    "居全国第",
    "居全省第",
    "居第",
    "居全市第",
    "列第",
    "列全",
];
/// Where such a word is part of a name.
const NAMES: [&str; 9] =
    ["最低生活保障", "最低工资", "最高人民", "最低保障", "最大限度", "最低收购价", "最低气温", "最高气温", "首次公开"];

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for (chapter, read) in prose.passages() {
        let passage = &read.passage;
        for (at, word) in claims(passage) {
            let span = at..at + word.len();
            let clause = clause_around(&passage.text, &span);
            // A rank often follows its figure behind a comma: 23个，居全省第2位.
            let before = passage.text[..clause.start].trim_end_matches('，').len();
            let clause = clause_around(&passage.text, &(before..clause.start)).start..clause.end;
            let is_of_figure = passage.marks.iter().any(|mark| {
                matches!(mark.what, Marked::Figure(_)) && mark.span.start < clause.end && clause.start < mark.span.end
            });
            if is_of_figure {
                let message = format!("`{}` is typed: nothing checks it against the data", &passage.text[clause]);
                let subject = format!("{}/claim:{word}", chapter.chapter.id);
                let place = prose.place(chapter.chapter, passage, &span);
                let hint = "`extreme`, `rank` and `streak` print the claim from data, and only if it is true";
                CHECK.code.report(findings, Problem::new(message).about(subject).at(place).hint(hint));
            }
        }
    }
}

/// Where claims were typed: outside what calls printed, outside names.
fn claims(passage: &Passage) -> Vec<(usize, &'static str)> {
    let text = &passage.text;
    let typed = |at: usize| !passage.marks.iter().any(|mark| mark.span.contains(&at));
    let named = |at: usize| NAMES.iter().any(|name| text[at..].starts_with(name));
    let mut found: Vec<(usize, &str)> = Vec::new();
    for word in CLAIMS {
        for (at, _) in text.match_indices(word) {
            let is_new = !found.iter().any(|(other, longer)| (*other..*other + longer.len()).contains(&at));
            if is_new && typed(at) && !named(at) {
                found.push((at, word));
            }
        }
    }
    found.sort_unstable();
    found
}
