//! P004: the year that the words compare with is not the one that the figure was computed with.

use crate::book::Period;
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Expr, Function, Node};
use crate::ledger::Figure;

use super::clause::{lead, sentence_before};
use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P004", severity: Severity::Error, meaning: "the text names another base year than the figure was computed with" },
    doc: "\
## What it does
Finds the last 比上年, 比2015年, 较上年末, 同比 or 是2014年的 before a change in its sentence, and compares the year with the
base of the computation.

## Why
A change over the wrong base looks as good as a right one: interval tests alone miss up to 37 % of them.

## Example
`比2015年{{ growth(indicator=\"fund\", base=2014) }}`

## What to do
Give the call the base that the text names, or take the year from the template: `比{{ year - 1 }}年`.",
    look: Look::Chapter(look),
};

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for shown in prose.figures() {
        let (Some(base), Period::Year(year)) = (base(shown.figure), shown.figure.period) else { continue };
        let clause = lead(shown.passage, shown.mark);
        let sentence = sentence_before(shown.passage, shown.mark);
        // What the figure before compares with holds for the next one too, if that is of the same thing.
        let is_same =
            |before: &Figure| (&before.indicator, &before.area) == (&shown.figure.indicator, &shown.figure.area);
        let carried = || named(sentence, year).filter(|_| shown.before.is_some_and(is_same));
        let Some(named) = named(clause, year).or_else(carried) else { continue };
        if named != base {
            let message =
                format!("the text compares {} with {named}, the figure with {base}", shown.figure.print.text());
            let hint = format!(
                "give the call base={named}, or write {}",
                if base == year - 1 { "比上年".to_owned() } else { format!("比{base}年") }
            );
            shown.report(CHECK.code, findings, message, hint);
        }
    }
}

/// The year that a figure compares with.
fn base(figure: &Figure) -> Option<i32> {
    fn of(formula: &Expr, period: Period) -> Option<i32> {
        let Node::Call(function, _) = &formula.node else { return None };
        let (Function::Growth { base }
        | Function::Change { base }
        | Function::Points { base }
        | Function::Times { base }) = function
        else {
            return None;
        };
        Some(base.resolve(period).last_year())
    }
    of(&figure.formula, figure.period)
}

/// Words that compare with a year, before and after it.
const BEFORE: [&str; 4] = ["比", "较", "是", "为"];
/// Words for the year before.
const YEAR_BEFORE: [&str; 6] = ["比上年", "较上年", "同比", "是上年", "为上年", "比上一年"];

/// The year that the last comparison of a text names.
fn named(text: &str, year: i32) -> Option<i32> {
    let last = YEAR_BEFORE.iter().filter_map(|word| Some((text.rfind(word)?, year - 1)));
    let years = text.match_indices('年').filter_map(|(end, _)| {
        let digits = text[..end].len() - text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = end - digits;
        let word = BEFORE.iter().find(|word| text[..start].ends_with(*word))?;
        // 是 and 为 compare only where a multiple follows: 是2014年的.
        let compares = !matches!(*word, "是" | "为") || text[end..].starts_with("年的");
        let named = text[start..end].parse().ok().filter(|_| digits == 4 && compares)?;
        Some((start, named))
    });
    last.chain(years).max().map(|(_, named)| named)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_last_comparison_counts() {
        let cases = [
            ("比2015年", Some(2015)),
            ("比上年末减少1386万人，", Some(2015)),
            ("比2012年末下降9.6个百分点，比上年", Some(2015)),
            ("是2014年的", Some(2014)),
            ("成立时间为2014年", None),
            ("2016年", None),
        ];
        for (text, expected) in cases {
            assert_eq!(named(text, 2016), expected, "{text}");
        }
    }
}
