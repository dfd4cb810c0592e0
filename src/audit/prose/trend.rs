//! P003: words for a direction against the sign of their figure.

use crate::book::Period;
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Evaluator, Expr, Facts, Function, Node};
use crate::ledger::{Figure, FigureFunction, Provenance};
use crate::quantity::Exact;

use super::clause::lead;
use super::{Check, Look, Prose, Shown};

pub(super) const CHECK: Check = Check {
    code: Code {
        id: "P003",
        severity: Severity::Error,
        meaning: "a word for a direction contradicts the sign of its figure, or stands there twice",
    },
    doc: "\
## What it does
Compares the word right before a figure (增长, 下降, 增加, 减少, 提高, 回落, …) with the sign of what is printed. Of a level,
增加到, 降至 and the like are compared with the year before. A word that an editor typed before a call that prints its own is
reported as well.

## Why
The trend word is what readers remember, and what is forgotten when last year's text is used again.

## Example
`比上年增长{{ growth(indicator=\"poor_people\", word=false) }}` over a fall prints 比上年增长−43.2%.

## What to do
Let the call print the word: `{{ growth(indicator=\"poor_people\") }}` says 增长 or 下降 by the sign.",
    look: Look::Chapter(look),
};

/// Words for a rise and for a fall, the longest first.
const UP: [&str; 15] =
    ["增长", "增加", "上升", "提高", "扩大", "上涨", "提升", "净增", "攀升", "多收", "新增", "增", "升", "涨", "多"];
const DOWN: [&str; 12] = ["下降", "减少", "降低", "缩小", "回落", "下跌", "下滑", "净减", "缩减", "减", "降", "少"];
/// Words between a direction and its number.
const BETWEEN: [&str; 12] = ["了", "为", "约", "近", "超过", "幅度", "速度", "率", "幅", "达", "数", "额"];
/// Words that make the number a level that was reached.
const REACHED: [&str; 4] = ["到", "至", "到了", "为"];
/// How precisely the year before is computed: its sign is all that matters.
const DIGITS: u32 = 30;

/// What the words before a number say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    up: bool,
    /// Whether the number is the level that was reached, and not the change.
    reached: bool,
}

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for shown in prose.figures() {
        let words = lead(shown.passage, shown.mark);
        if let Some(word) = doubled(words, &shown.figure.print.word) {
            let message = format!("`{words}{}` says {word} twice: the call prints the word", shown.figure.print.token);
            shown.report(CHECK.code, findings, message, "take the word out of the text, or give the call word=false");
            continue;
        }
        let Some(said) = said(words) else { continue };
        let Some(sign) = sign(prose, shown.figure, said) else { continue };
        if said.up != sign.is_positive() && !sign.is_zero() {
            contradiction(prose, &shown, words, said, findings);
        } else if shown.figure.print.token.starts_with(['-', '−', '－']) {
            let message = format!("`{words}{}` prints a sign behind a word for it", shown.figure.print.token);
            shown.report(CHECK.code, findings, message, "let the call print the word");
        }
    }
}

fn contradiction(prose: &Prose<'_>, shown: &Shown<'_>, words: &str, said: Said, findings: &mut Findings) {
    let (says, is) = if said.up { ("a rise", "fell") } else { ("a fall", "rose") };
    let what = if said.reached { "the value" } else { "what is printed" };
    let Provenance { rule, filled, .. } = shown.figure.provenance(prose.catalogue);
    let rule = if rule.is_empty() { String::new() } else { format!(" ({filled})") };
    let message = format!("`{words}{}` tells of {says}, but {what} {is}{rule}", shown.figure.print.token);
    shown.report(CHECK.code, findings, message, "let the call print the word by the sign, or mend the text");
}

/// The direction told right before a number.
fn said(words: &str) -> Option<Said> {
    let mut words = words.trim_end();
    let mut reached = false;
    if let Some(rest) = REACHED.iter().find_map(|word| words.strip_suffix(word))
        && (ends(rest, &UP) || ends(rest, &DOWN))
    {
        (words, reached) = (rest, true);
    }
    while !ends(words, &UP) && !ends(words, &DOWN) {
        words = BETWEEN.iter().find_map(|word| words.strip_suffix(word))?;
    }
    Some(Said { up: ends(words, &UP), reached })
}

fn ends(words: &str, list: &[&str]) -> bool {
    list.iter().any(|word| words.ends_with(word))
}

/// The word that stands both in the text and in what the call prints.
fn doubled<'a>(words: &'a str, own: &'a str) -> Option<&'a str> {
    let typed = words.strip_suffix(own).filter(|_| !own.is_empty())?.trim_end();
    let both =
        |list: &[&'static str]| list.iter().find(|word| word.chars().count() > 1 && typed.ends_with(**word)).copied();
    both(&UP).or_else(|| both(&DOWN)).filter(|_| ends(own, &UP) || ends(own, &DOWN))
}

/// What decides about a figure: the change that it prints, or the change of the level since the year before.
fn sign(prose: &Prose<'_>, figure: &Figure, said: Said) -> Option<Exact> {
    if is_change(prose, figure) {
        return if said.reached { None } else { figure.print.rounded.clone() };
    }
    if !said.reached || figure.function != FigureFunction::Figure {
        return None;
    }
    let Period::Year(year) = figure.period else { return None };
    let mut before = figure.context();
    before.period = Period::Year(year - 1);
    let evaluation = Evaluator::new(prose.catalogue, DIGITS).accept_hedged(true).evaluate(&figure.formula, &before);
    Some(figure.value()? - evaluation.value()?)
}

/// Whether a figure prints a change: by its function, or by the formula of its indicator.
fn is_change(prose: &Prose<'_>, figure: &Figure) -> bool {
    let by_function =
        matches!(figure.function, FigureFunction::Growth | FigureFunction::Change | FigureFunction::Points);
    by_function || figure.function == FigureFunction::Figure && is_change_formula(prose, &figure.formula)
}

fn is_change_formula(prose: &Prose<'_>, formula: &Expr) -> bool {
    match &formula.node {
        Node::Call(function, _) => matches!(
            function,
            Function::Growth { .. }
                | Function::Change { .. }
                | Function::Points { .. }
                | Function::Cagr { .. }
                | Function::Deflate
        ),
        Node::Indicator(id) => prose.catalogue.formula(id).is_some_and(|formula| is_change_formula(prose, formula)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, doubled, said};

    #[test]
    fn the_words_before_a_number_tell_its_direction() {
        let (up, down) = (Said { up: true, reached: false }, Said { up: false, reached: false });
        let cases = [
            ("比上年增长", Some(up)),
            ("比上年下降了", Some(down)),
            ("增长速度为", Some(up)),
            ("增加到", Some(Said { up: true, reached: true })),
            ("降至", Some(Said { up: false, reached: true })),
            ("贫困人口", None),
            ("占全国的", None),
        ];
        for (words, expected) in cases {
            assert_eq!(said(words), expected, "{words}");
        }
        assert_eq!(doubled("比上年增长增长", "增长"), Some("增长"));
        assert_eq!(doubled("比上年增长", "增长"), None);
    }
}
