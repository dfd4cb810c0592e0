//! `yearbook check`

mod annotations;
mod places;
mod sarif;

use crate::cache::Told;
use crate::edition::Request;

use super::args::{Arguments, Check, Format};
use super::remembered::{Remembered, told};
use super::{Exit, Failure, Streams};

use places::Prefix;

pub(super) fn run(arguments: &Arguments, check: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let prefix = Prefix::of(&arguments.directory);
    let (told, cached) = match found(arguments, check, streams) {
        Ok(found) => found,
        Err(Failure::Error(error)) if arguments.format == Format::Sarif => {
            streams.json(&sarif::failure(error.problem(), &prefix))?;
            return Ok(Exit::NotDone);
        }
        Err(Failure::Error(error)) if arguments.format == Format::Github => {
            streams.out.write_all(annotations::failure(error.problem(), &prefix).as_bytes())?;
            return Ok(Exit::NotDone);
        }
        Err(failure) => return Err(failure),
    };
    let failed = told.findings.any(check.fail_on.into());
    match arguments.format {
        Format::Json => streams.json(&json(&told, failed, cached))?,
        Format::Sarif => streams.json(&sarif::log(&told.findings, &prefix))?,
        Format::Github => streams.out.write_all(annotations::all(&told.findings, &prefix).as_bytes())?,
        Format::Human => human(&told, cached, streams)?,
    }
    Ok(if failed { Exit::Findings } else { Exit::Done })
}

/// What is wrong with the book, and whether that is remembered and not found now.
fn found(arguments: &Arguments, check: &Check, streams: &mut Streams<'_>) -> Result<(Told, bool), Failure> {
    let request = Request { require_signed: check.require_signed, ..check.scope.request() };
    let remembered = Remembered::new(&arguments.directory, &request, None, check.remembering)?;
    if let Some(mut recalled) = remembered.recall(None) {
        remembered.renew(&mut recalled, streams)?;
        return Ok((recalled.told, true));
    }
    let edition = super::made(remembered.files(), &request, remembered.cache(), streams.watched)?;
    edition.try_layouts()?;
    let told = told(&edition);
    remembered.remember(None, &told, streams)?;
    Ok((told, false))
}

fn human(told: &Told, cached: bool, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let text = streams.printer.findings(&told.findings);
    streams.out.write_all(text.as_bytes())?;
    writeln!(streams.out, "{} figures checked{}", told.figures, if cached { " (nothing changed)" } else { "" })?;
    Ok(())
}

fn json(told: &Told, failed: bool, cached: bool) -> serde_json::Value {
    serde_json::json!({
        "format": "yearbook-check",
        "version": 1,
        "passed": !failed,
        "cached": cached,
        "figures": told.figures,
        "findings": told.findings.as_slice(),
        "waived": told.findings.waived(),
    })
}
