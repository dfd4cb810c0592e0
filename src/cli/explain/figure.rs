//! A figure's way from the data to the page.

use crate::book::RoundingLaw;
use crate::edition::Edition;
use crate::indicators::Catalogue;
use crate::ledger::{Class, Figure, InputRecord, Provenance, record};
use crate::quantity::{Exact, Unit};

use super::super::args::OutputFormat;
use super::super::{Failure, Streams};

pub(super) fn show(edition: &Edition, figures: &[&Figure], streams: &mut Streams<'_>) -> Result<(), Failure> {
    let catalogue = edition.catalogue();
    if streams.format == OutputFormat::Json {
        let law = edition.book.rounding;
        let all: Vec<_> = figures.iter().map(|figure| (figure, figure.provenance(&catalogue))).collect();
        let records: Vec<_> = all.iter().map(|(figure, provenance)| record::figure(figure, provenance, law)).collect();
        edition.observations.whole()?;
        return Ok(streams.json(&serde_json::json!(records))?);
    }
    let told: Vec<_> = figures.iter().map(|figure| lines(&catalogue, figure)).collect();
    edition.observations.whole()?;
    for (index, lines) in told.into_iter().enumerate() {
        if index > 0 {
            writeln!(streams.out)?;
        }
        for (label, text) in lines {
            writeln!(streams.out, "{label:<10} {text}")?;
        }
    }
    Ok(())
}

fn lines(catalogue: &Catalogue<'_>, figure: &Figure) -> Vec<(&'static str, String)> {
    let Provenance { rule, filled, inputs } = figure.provenance(catalogue);
    let mut lines = vec![
        ("figure", figure.id.clone()),
        ("printed", figure.print.text()),
        ("class", class(figure.class).to_owned()),
        ("rule", rule),
        ("numbers", filled),
    ];
    if let Some(value) = figure.printed_value() {
        lines.push(("unrounded", unrounded(figure, value)));
        lines.push(("rounding", rounding(catalogue, figure)));
    }
    lines.extend(inputs.iter().map(|input| ("input", input_line(input))));
    lines.extend(figure.notes.iter().map(|note| ("note", note.clone())));
    let entry = figure.entry.as_deref().map_or(String::new(), |entry| format!("【{entry}】 "));
    lines.push(("stands in", format!("{entry}{}", figure.site)));
    lines
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Computed => "computed from data",
        Class::Reconstructed => {
            "reconstructed: an operand was itself worked back from a published figure, so this is no proof"
        }
        Class::Quoted => "quoted from its source",
    }
}

/// The value before rounding.
fn unrounded(figure: &Figure, value: &Exact) -> String {
    figure.print.unit.as_ref().map_or_else(|| value.to_string(), |unit| in_unit(value, unit))
}

/// A value in a unit, and in base units where that differs.
pub(super) fn in_unit(value: &Exact, unit: &Unit) -> String {
    let printed = value.divide(&unit.worth()).map_or_else(|_| value.to_string(), |v| v.to_string());
    let base = if unit.worth() == Exact::one() { String::new() } else { format!(" ({value} in base units)") };
    format!("{printed}{unit}{base}")
}

fn rounding(catalogue: &Catalogue<'_>, figure: &Figure) -> String {
    let law = match catalogue.book().rounding {
        RoundingLaw::HalfUp => "half_up (四舍五入)",
        RoundingLaw::HalfEven => "half_even (GB/T 8170)",
    };
    let decimals = figure.print.decimals;
    format!("{law}, once, to {decimals} decimal{}: {}", if decimals == 1 { "" } else { "s" }, figure.print.token)
}

fn input_line(input: &InputRecord) -> String {
    let key = &input.input;
    let mut line = format!("{}@{}@{} = {}", key.indicator, key.area, key.period, input.recorded);
    line.push_str(&format!(
        ", status {:?}, {}, sha256 {}",
        input.status,
        input.place,
        &input.sha256[..12.min(input.sha256.len())]
    ));
    for (label, text) in [("source", &input.source), ("note", &input.note)] {
        if let Some(text) = text {
            line.push_str(&format!("\n{:<10}   {label}: {text}", ""));
        }
    }
    line
}
