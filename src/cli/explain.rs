//! `yearbook explain`: where a figure comes from; what an indicator, a function or a code means.

mod figure;
mod indicator;
mod reference;

use crate::Error;
use crate::edition::Edition;
use crate::findings::{Problem, nearest};
use crate::ledger::Figure;

use super::args::{Arguments, Explain};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, explain: &Explain, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let subject = explain.subject.trim();
    if let Some(text) = reference::find(subject) {
        reference::show(&text, streams)?;
        return Ok(Exit::Done);
    }
    // Draft, so that one figure that cannot be computed does not hide all others.
    let edition = super::edition(arguments, &explain.scope, true, streams.watched)?;
    let figures = matching(&edition, subject);
    if !figures.is_empty() {
        figure::show(&edition, &figures, streams)?;
        return Ok(Exit::Done);
    }
    if indicator::show(&edition, explain, streams)? {
        return Ok(Exit::Done);
    }
    Err(Failure::Error(unknown(&edition, subject)))
}

/// Figures of the text or of charts and tables by id, those of the text by the part of the id after the chapter, or by what is printed:
/// in the text, else in charts and tables.
fn matching<'a>(edition: &'a Edition, subject: &str) -> Vec<&'a Figure> {
    let by = |wanted: &dyn Fn(&Figure) -> bool| edition.figures().filter(|figure| wanted(figure)).collect::<Vec<_>>();
    let by_id = edition.figures().chain(edition.cells()).filter(|figure| figure.id == subject).collect::<Vec<_>>();
    if !by_id.is_empty() {
        return by_id;
    }
    let by_rest = by(&|figure| figure.id.split_once('/').is_some_and(|(_, rest)| rest == subject));
    if !by_rest.is_empty() {
        return by_rest;
    }
    let prints = |figure: &Figure| figure.print.token == subject || figure.print.text() == subject;
    let in_text = by(&prints);
    if in_text.is_empty() { edition.cells().filter(|figure| prints(figure)).collect() } else { in_text }
}

fn unknown(edition: &Edition, subject: &str) -> Error {
    let mut names: Vec<&str> = edition.figures().map(|figure| figure.id.as_str()).collect();
    names.extend(edition.observations.indicators());
    for declared in &edition.book.indicators {
        names.push(&declared.id);
        names.extend(declared.names.iter());
    }
    for name in reference::names() {
        names.push(name);
    }
    let near = nearest(subject, names).map(|near| format!("did you mean `{near}`?"));
    let known = "give a figure's id or printed text, an indicator, a function or a code".to_owned();
    let message = format!("nothing here is called `{subject}`, and no figure prints so");
    Error::request(Problem::new(message).hint(near.unwrap_or(known)))
}
