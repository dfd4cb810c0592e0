//! Cross references: `ref(to="…")` finds the chart or table of that name, in whatever chapter, once all have numbers.

use std::collections::BTreeMap;

use crate::findings::{Findings, Place, Problem, nearest};
use crate::ledger::{Exhibit, Target};

use super::chapters::Written;
use super::codes;

/// Fills in what the references of all chapters lead to; reports those that lead nowhere, and names given twice.
pub(super) fn resolve(written: &mut [Written], findings: &mut Findings) {
    files(written, findings);
    let targets = targets(written, findings);
    for reference in written.iter_mut().flat_map(|chapter| &mut chapter.ledger.references) {
        reference.target = targets.get(&reference.to).map(|(target, _)| target.clone());
        if reference.target.is_none() {
            let problem = Problem::new(format!("no chart or table is named `{}`", reference.to));
            let near = nearest(&reference.to, targets.keys().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| "give the chart or table that is meant a name: name=\"…\"".to_owned());
            codes::UNKNOWN_REFERENCE.report(findings, problem.at(reference.site.clone()).hint(hint));
        }
    }
}

/// Reports charts and tables of two chapters whose files would have one name: `a-table-1` is the first table of `a`, and the first
/// chart of `a-table`.
fn files(written: &[Written], findings: &mut Findings) {
    let mut known: BTreeMap<&str, (&str, &Place)> = BTreeMap::new();
    for chapter in written {
        let pictures = chapter.ledger.pictures().map(|chart| (&chart.stem, &chart.site));
        for (stem, site) in pictures.chain(chapter.ledger.tables.iter().map(|table| (&table.stem, &table.site))) {
            let Some((other, first)) = known.insert(stem, (&chapter.chapter, site)) else { continue };
            let message = format!("`{stem}` would be a file of chapter `{}` and of chapter `{other}`", chapter.chapter);
            let hint = format!("the other is at {first}; rename the file of one of the two chapters");
            codes::SHARED_FILE.report(findings, Problem::new(message).at(site.clone()).hint(hint));
        }
    }
}

/// All charts and tables that have a name.
fn targets(written: &[Written], findings: &mut Findings) -> BTreeMap<String, (Target, Place)> {
    let mut targets: BTreeMap<String, (Target, Place)> = BTreeMap::new();
    for chapter in written {
        let of = |exhibit, number, stem: &str| Target {
            exhibit,
            number,
            chapter: chapter.chapter.clone(),
            stem: stem.to_owned(),
        };
        let charts = chapter
            .ledger
            .charts
            .iter()
            .map(|chart| (chart.name.as_ref(), of(Exhibit::Chart, chart.number, &chart.stem), &chart.site));
        let tables = chapter
            .ledger
            .tables
            .iter()
            .map(|table| (table.name.as_ref(), of(Exhibit::Table, table.number, &table.stem), &table.site));
        for (name, target, site) in charts.chain(tables) {
            let Some(name) = name else { continue };
            if let Some((_, first)) = targets.get(name) {
                let problem = Problem::new(format!("`{name}` names two charts or tables"));
                let hint = format!("the other is at {first}; give this one another name");
                codes::REPEATED_NAME.report(findings, problem.at(site.clone()).hint(hint));
                continue;
            }
            targets.insert(name.clone(), (target, site.clone()));
        }
    }
    targets
}
