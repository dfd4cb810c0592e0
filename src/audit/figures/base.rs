//! N103: changes over a base that is not the one that counts.

use crate::book::Period;
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Facts, Input, Note};
use crate::ledger::Figure;

use super::{FigureCheck, Ledgers, Look, about, rule};

pub(super) const CHECK: FigureCheck = FigureCheck {
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
    look: Look::Chapter(published),
};

fn published(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for figure in ledgers.all() {
        if !rule::compares_years(&rule::spelt_out(&figure.formula, ledgers.catalogue)) {
            continue;
        }
        let Some((Input { indicator, area, period }, message)) = unused(figure, ledgers) else { continue };
        let hint = format!("the comparable base stands in the row of {indicator}@{area}@{period}");
        CHECK.code.report(findings, about(figure, message).hint(hint));
    }
}

/// The observation whose comparable base should have counted.
fn unused(figure: &Figure, ledgers: &Ledgers<'_>) -> Option<(Input, String)> {
    let catalogue = ledgers.catalogue;
    let inputs = &figure.evaluation.inputs;
    for first in inputs {
        let same = |other: &&Input| other.indicator == first.indicator && other.area == first.area;
        let last = inputs.iter().filter(same).map(|other| other.period.last_year()).max()?;
        for year in first.period.last_year() + 1..=last {
            let Some(datum) = catalogue.observation(&first.indicator, &first.area, Period::Year(year)) else {
                continue;
            };
            let Some(base) = &datum.comparable_base else { continue };
            let of = Input { indicator: first.indicator.clone(), area: first.area.clone(), period: datum.period };
            let noted = |note: &Note| matches!(note, Note::ComparableBase { of: noted, .. } if *noted == of);
            let before = catalogue.observation(&first.indicator, &first.area, Period::Year(year - 1));
            let differs = before.and_then(|before| before.in_base_units()) != Some(base * &datum.unit.worth());
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
