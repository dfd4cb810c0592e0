//! The description of a chart for those who do not see it. Must not know layout.

use crate::book::Language;

use super::spec::{Axis, ChartSpec, Series};
use super::words;

/// Returns kind, extent, and the first and last value of each series, in the printed tokens.
pub(super) fn describe(spec: &ChartSpec) -> String {
    let (zh, en) = spec.kind.called();
    let (first, last) = ends(&spec.categories);
    let extent = match spec.language {
        Language::Zh if spec.categories.len() == 1 => format!("{zh}\u{ff0c}{first}。"),
        Language::Zh => format!("{zh}\u{ff0c}{first}至{last}\u{ff0c}共{}项。", spec.categories.len()),
        Language::En if spec.categories.len() == 1 => format!("{en}, {first}."),
        Language::En => format!("{en}, {} categories from {first} to {last}.", spec.categories.len()),
    };
    let series: Vec<String> = spec.series.iter().map(|series| describe_series(spec, series)).collect();
    match spec.language {
        Language::Zh => format!("{extent}{}", series.concat()),
        Language::En => format!("{extent} {}", series.join(" ")),
    }
}

fn describe_series(spec: &ChartSpec, series: &Series) -> String {
    let unit = match series.axis {
        Axis::Left => spec.unit_left.as_str(),
        Axis::Right => spec.unit_right.as_deref().unwrap_or_default(),
    };
    let unit = words::unit(spec.language, unit);
    let name = if unit.is_empty() {
        series.name.clone()
    } else {
        format!("{}{}", series.name, words::bracketed(spec.language, &unit))
    };
    let known: Vec<String> = spec
        .categories
        .iter()
        .zip(&series.points)
        .filter(|(_, point)| point.value.is_some() && !point.label.is_empty())
        .map(|(category, point)| format!("{category} {}", point.label))
        .collect();
    let (first, last) = ends(&known);
    let told = match known.len() {
        0 => return String::new(),
        1 => first.to_owned(),
        _ => words::join(spec.language, &[first.to_owned(), last.to_owned()]),
    };
    match spec.language {
        Language::Zh => format!("{name}\u{ff1a}{told}。"),
        Language::En => format!("{name}: {told}."),
    }
}

fn ends(list: &[String]) -> (&str, &str) {
    (list.first().map_or("", String::as_str), list.last().map_or("", String::as_str))
}
