//! `yearbook release`

use crate::Error;
use crate::edition::Request;
use crate::findings::{Problem, Severity};
use crate::publish::{Before, replace};
use crate::release::{Extent, path, record};

use super::args::{Arguments, OutputFormat, Release};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, asked: &Release, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let released = super::day(asked.date.as_deref())?;
    let request = Request { year: asked.year, require_signed: asked.require_signed, ..Request::default() };
    let edition = super::requested(arguments, &request, streams.watched)?;
    streams.findings(&edition.findings)?;
    if edition.findings.any(Severity::Error) {
        let problem = Problem::new("not released: there are errors");
        return Err(Error::request(problem.hint("`yearbook check` tells them all")).into());
    }
    let mut frozen = record(&edition.catalogue(), &edition.chapters, Extent::Used);
    edition.observations.whole()?;
    if let Some(name) = &asked.name {
        frozen.name = checked(name)?.to_owned();
    }
    frozen.released = Some(released);
    let path = path(&frozen.name);
    let text = frozen.to_json().map_err(|error| Error::internal(format!("the release cannot be written: {error}")))?;
    let before = if asked.force { Before::Anything } else { Before::Nothing };
    if !asked.force && edition.book.files.exists(&path) {
        let problem = Problem::new(format!("`{path}` is there already: a release is frozen once"));
        return Err(Error::request(problem.hint("give it another NAME, or replace it with `--force`")).into());
    }
    replace(&arguments.directory.join(&path), text.as_bytes(), before)?;
    let (figures, observations) = (frozen.figures.len(), frozen.observations.len());
    let exhibits = frozen.exhibits.len();
    match streams.format {
        OutputFormat::Json => streams.json(&serde_json::json!({
            "file": path, "figures": figures, "exhibits": exhibits, "observations": observations,
        }))?,
        OutputFormat::Human => writeln!(
            streams.out,
            "{path}: {figures} figures, {exhibits} charts and tables, {observations} observations frozen"
        )?,
    }
    Ok(Exit::Done)
}

/// A name that can be a file's.
fn checked(name: &str) -> Result<&str, Error> {
    let is_fine =
        !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']) && !name.contains(char::is_control);
    if is_fine {
        return Ok(name);
    }
    let problem = Problem::new(format!("`{name}` cannot be the name of a release"));
    Err(Error::request(problem.hint("it becomes a file in `releases/`: letters, digits, `-` and `.`")))
}
