//! What an indicator is: its definition, its formula with the numbers of one area and year, where it is printed.

use crate::Error;
use crate::book::Period;
use crate::edition::Edition;
use crate::findings::{Findings, Problem, nearest};
use crate::formula::{Context, Evaluator, Facts, Outcome, explain};
use crate::indicators::Catalogue;

use super::super::args::{Explain, OutputFormat};
use super::super::{Failure, Streams};

/// Decimals of a root in an explanation.
const DIGITS: u32 = 30;

/// Explains an indicator, if there is one of that name.
pub(super) fn show(edition: &Edition, asked: &Explain, streams: &mut Streams<'_>) -> Result<bool, Failure> {
    let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut Findings::default());
    let Some(id) = catalogue.lookup(asked.subject.trim()) else { return Ok(false) };
    let context = Context { area: area(edition, asked)?, period: Period::Year(edition.book.year) };
    let lines = lines(edition, &catalogue, id, &context);
    edition.observations.whole()?;
    match streams.format {
        OutputFormat::Json => {
            streams.json(&object(&lines))?;
        }
        OutputFormat::Human => {
            for (label, text) in lines {
                writeln!(streams.out, "{label:<10} {text}")?;
            }
        }
    }
    Ok(true)
}

/// Labels as keys; what may stand more than once as a list.
fn object(lines: &[(&'static str, String)]) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    for list in ["input", "printed"] {
        let texts = lines.iter().filter(|(label, _)| *label == list).map(|(_, text)| text.as_str());
        object.insert(list.to_owned(), texts.collect::<Vec<_>>().into());
    }
    for (label, text) in lines {
        object.entry(*label).or_insert_with(|| text.as_str().into());
    }
    serde_json::Value::Object(object)
}

fn area(edition: &Edition, asked: &Explain) -> Result<crate::book::Id, Error> {
    let name = asked.area.as_deref().unwrap_or(&edition.book.area);
    let areas = &edition.book.areas;
    areas.get(name).map(|area| area.id.clone()).ok_or_else(|| {
        let near = nearest(name, areas.names()).map(|near| format!("did you mean `{near}`?"));
        let hint = near.unwrap_or_else(|| "areas are listed under `areas` in yearbook.yaml".to_owned());
        Error::request(Problem::new(format!("no area `{name}`")).hint(hint))
    })
}

fn lines(edition: &Edition, catalogue: &Catalogue<'_>, id: &str, context: &Context) -> Vec<(&'static str, String)> {
    let language = edition.book.language;
    let mut lines = vec![("indicator", format!("{id}  {}", catalogue.name_in(id, language)))];
    if let Some(definition) = catalogue.definition(id, language) {
        lines.push(("definition", definition.to_owned()));
    }
    if let Some(unit) = catalogue.unit(id).map(ToString::to_string).filter(|unit| !unit.is_empty()) {
        lines.push(("unit", unit));
    }
    match catalogue.formula(id) {
        Some(formula) => lines.push(("formula", formula.to_string())),
        None => lines.push(("from data", format!("{} observations", edition.observations.of(id).count()))),
    }
    lines.push(("for", format!("{} {}", context.area, context.period)));
    lines.extend(value(catalogue, id, context));
    let printed = edition
        .figures()
        .filter(|figure| *figure.indicator == *id)
        .map(|figure| ("printed", format!("{}  {}", figure.print.text(), figure.id)));
    lines.extend(printed);
    lines
}

/// The numbers put in, the unrounded value, the inputs.
fn value(catalogue: &Catalogue<'_>, id: &str, context: &Context) -> Vec<(&'static str, String)> {
    let expr = crate::formula::Expr { node: crate::formula::Node::Indicator(id.into()), span: 0..0 };
    let evaluation = Evaluator::new(catalogue, DIGITS).evaluate(&expr, context);
    let explanation = explain(&expr, catalogue, context);
    let mut lines = vec![("rule", explanation.rule), ("numbers", explanation.filled)];
    lines.push(match &evaluation.outcome {
        Outcome::Value { value, unit } => ("unrounded", super::figure::in_unit(value, unit)),
        Outcome::None(none) => ("no value", none.to_string()),
    });
    for input in &evaluation.inputs {
        if let Some(observation) = catalogue.observation(&input.indicator, &input.area, input.period) {
            let recorded = format!("{}{}", observation.raw, observation.unit);
            lines.push((
                "input",
                format!("{}@{}@{} = {recorded}, {}", input.indicator, input.area, input.period, observation.place()),
            ));
        }
    }
    lines
}
