//! N103, N104: changes over a base that is not the one that counts, or not the one that is named.

use crate::book::Period;
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Input, Note};
use crate::ingest::Observation;
use crate::ledger::Figure;
use crate::render::{Marked, Passage, passages};

use super::{FigureCheck, Ledgers, about, rule};

pub(super) const PUBLISHED: FigureCheck = FigureCheck {
    code: Code { id: "N103", severity: Severity::Warning, meaning: "a change runs over years that are not comparable, and the comparable base is not used" },
    doc: "\
## What it does
Looks at each figure that compares years. Where the data give a comparable base (可比口径) for one of the years that it runs
over, and the figure was computed from the base as published, it is reported.

## Why
The program uses a comparable base for the change of an indicator from the year before. Inside a quotient
(`growth(income / people)`), over several years (`cagr`, `index`, `base: 2012`) there is none that could be used, and the published
ones give a rate that nobody published.

## Example
Income of 2016 was 8452元 as published, 8483元 on the basis of 2017; average growth 2016—2019 is computed from 8452.

## What to do
Give the rate by the years on one basis, print it with a note, or waive the finding with the reason.",
    look: published,
};

pub(super) const NAMED: FigureCheck = FigureCheck {
    code: Code { id: "N104", severity: Severity::Warning, meaning: "the sentence names another base than the figure was computed over" },
    doc: "\
## What it does
Reads the sentence before each change. 比上年, 同比 and 较上年 want the year before as the base; 比2012年 and 较2012年 want 2012.

## Why
A base that is asked for in the call (`base=2012`) and a base that is named in the sentence are two places, and a rate over the wrong
base is among the commonest errors.

## Example
`比上年{{ growth(indicator=\"x\", base=2014) }}`.

## What to do
Mend the sentence or the call.",
    look: named,
};

fn published(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for figure in ledgers.all() {
        if !rule::compares_years(&rule::spelt_out(&figure.formula, ledgers.catalogue)) {
            continue;
        }
        let Some((Input { indicator, area, period }, message)) = unused(figure, ledgers) else { continue };
        let hint = format!("the comparable base stands in the row of {indicator}@{area}@{period}");
        PUBLISHED.code.report(findings, about(figure, message).hint(hint));
    }
}

/// The observation whose comparable base should have counted.
fn unused(figure: &Figure, ledgers: &Ledgers<'_>) -> Option<(Input, String)> {
    let observations = ledgers.catalogue.observations();
    let inputs = &figure.evaluation.inputs;
    for first in inputs {
        let same = |other: &&Input| other.indicator == first.indicator && other.area == first.area;
        let last = inputs.iter().filter(same).map(|other| other.period.last_year()).max()?;
        for year in first.period.last_year() + 1..=last {
            let Some(datum) = observations.get(&first.indicator, &first.area, Period::Year(year)) else { continue };
            let Some(base) = &datum.comparable_base else { continue };
            let of = Input { indicator: first.indicator.clone(), area: first.area.clone(), period: datum.period };
            let noted = |note: &Note| matches!(note, Note::ComparableBase { of: noted, .. } if *noted == of);
            let before = observations.get(&first.indicator, &first.area, Period::Year(year - 1));
            let differs = before.and_then(Observation::in_base_units)
                != Some(base * &crate::quantity::Exact::from(datum.unit.scale()));
            if differs && !figure.evaluation.notes.iter().any(noted) {
                let message = format!(
                    "`{}` runs over {year}, for which {} has the comparable base {base}{}, and does not use it",
                    figure.print.text(),
                    of.indicator,
                    datum.unit
                );
                return Some((of, message));
            }
        }
    }
    None
}

fn named(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for chapter in ledgers.chapters {
        for passage in passages(ledgers.catalogue.book(), chapter) {
            for mark in &passage.marks {
                let Marked::Figure(index) = mark.what else { continue };
                let Some(figure) = chapter.ledger.figures.get(index) else { continue };
                let Some(base) = rule::base(&rule::spelt_out(&figure.formula, ledgers.catalogue)) else { continue };
                let before = sentence_before(&passage, mark.span.start);
                let Some(named) = base_named(before, figure.period.last_year()) else { continue };
                let used = match base.resolve(figure.period) {
                    Period::Year(year) | Period::Span(_, year) => year,
                };
                if named != used && figure.pending.is_none() {
                    let message = format!(
                        "`{}` is computed over {used}, but the sentence compares with {named}",
                        figure.print.text()
                    );
                    let hint = format!("the sentence says `{}`; mend it, or the base of the call", tail(before));
                    NAMED.code.report(findings, about(figure, message).hint(hint));
                }
            }
        }
    }
}

/// What stands in the same clause before a figure.
fn sentence_before(passage: &Passage, at: usize) -> &str {
    let before = passage.text.get(..at).unwrap_or_default();
    let start = before.rfind(['。', '；', ';', '，', ',', '、', '：', '！', '？', '\n']);
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

/// The base year that a clause names, if it ends in naming one: 比上年, 较2012年末.
fn base_named(clause: &str, year: i32) -> Option<i32> {
    let at = ["比", "较", "与"].into_iter().filter_map(|word| clause.rfind(word).map(|at| at + word.len())).max();
    let same = ["同比"].into_iter().filter_map(|word| clause.rfind(word).map(|at| at + word.len())).max();
    if same.is_some() && same >= at {
        return Some(year - 1);
    }
    let rest = clause.get(at?..)?;
    if rest.starts_with("上年") {
        return Some(year - 1);
    }
    let digits = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let follows = rest.get(4..)?.starts_with('年');
    digits.parse().ok().filter(|_| follows)
}

fn tail(clause: &str) -> String {
    let skip = clause.chars().count().saturating_sub(16);
    clause.chars().skip(skip).collect()
}
