//! `yearbook check`

mod annotations;
mod places;
mod sarif;

use crate::edition::{Edition, Request};
use crate::findings::Findings;

use super::args::{Arguments, Check, Format};
use super::{Exit, Failure, Streams};

use places::Prefix;

pub(super) fn run(arguments: &Arguments, check: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let prefix = Prefix::of(&arguments.directory);
    let request = Request { require_signed: check.require_signed, ..check.scope.request() };
    let edition = match super::requested(arguments, &request, streams.watched) {
        Ok(edition) => edition,
        Err(error) if arguments.format == Format::Sarif => {
            streams.json(&sarif::failure(error.problem(), &prefix))?;
            return Ok(Exit::NotDone);
        }
        Err(error) if arguments.format == Format::Github => {
            streams.out.write_all(annotations::failure(error.problem(), &prefix).as_bytes())?;
            return Ok(Exit::NotDone);
        }
        Err(error) => return Err(error.into()),
    };
    let failed = edition.findings.any(check.fail_on.into());
    match arguments.format {
        Format::Json => streams.json(&json(&edition, failed))?,
        Format::Sarif => streams.json(&sarif::log(&edition.findings, &prefix))?,
        Format::Github => streams.out.write_all(annotations::all(&edition.findings, &prefix).as_bytes())?,
        Format::Human => human(&edition.findings, edition.figures().count(), streams)?,
    }
    Ok(if failed { Exit::Findings } else { Exit::Done })
}

fn human(findings: &Findings, figures: usize, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let text = streams.printer.findings(findings);
    streams.out.write_all(text.as_bytes())?;
    writeln!(streams.out, "{figures} figures checked")?;
    Ok(())
}

fn json(edition: &Edition, failed: bool) -> serde_json::Value {
    serde_json::json!({
        "format": "yearbook-check",
        "version": 1,
        "passed": !failed,
        "figures": edition.figures().count(),
        "findings": edition.findings.as_slice(),
        "waived": edition.findings.waived(),
    })
}
