//! N102: a word that says the opposite of the value.

use crate::findings::{Code, Findings, Severity};
use crate::ledger::{Figure, FigureFunction};

use super::{FigureCheck, Ledgers, Look, about};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code {
        id: "N102",
        severity: Severity::Error,
        meaning: "the word before a figure says the opposite of its sign",
    },
    doc: "\
## What it does
Compares the word of each change (增长, 减少, 提高, 回落, …) with the sign of what is printed.

## Why
The word is chosen by the sign, but a book may declare words of its own, and declare them the wrong way round:
`words: {up: 下降, down: 上升}`.

## Example
A rate that fell by 1.2 points, printed 提高1.2个百分点.

## What to do
Mend `words:` of the indicator, or of the call.",
    look: Look::Chapter(look),
};

const UP: &[&str] = &["增长", "增加", "上升", "提高", "扩大", "上涨", "净增", "增收", "提升", "高出"];
const DOWN: &[&str] = &["下降", "减少", "降低", "缩小", "下跌", "回落", "净减", "减收", "收窄", "低于"];

fn look(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    use FigureFunction as F;
    for figure in
        ledgers.all().filter(|figure| matches!(figure.function, F::Growth | F::Change | F::Points | F::Figure))
    {
        if let Some(side) = contradiction(figure) {
            let message = format!("`{}` is printed, but the value {side}", figure.print.text());
            let problem = about(figure, message).hint("mend `words` of the indicator or of the call");
            CHECK.code.report(findings, problem);
        }
    }
}

fn contradiction(figure: &Figure) -> Option<&'static str> {
    // 增长-3% and 负增长3% say what they mean.
    let word = &figure.print.word;
    if figure.print.token.starts_with(['-', '−']) || word.contains(['负', '不', '未']) {
        return None;
    }
    let rounded = figure.print.rounded.as_ref()?;
    let says = |words: &[&str]| words.iter().any(|known| word.contains(known));
    match (says(UP), says(DOWN)) {
        (true, false) if rounded.is_negative() => Some("fell"),
        (false, true) if rounded.is_positive() => Some("rose"),
        _ => None,
    }
}
