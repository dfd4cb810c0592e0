//! `yearbook png`

use std::collections::BTreeMap;
use std::path::Path;

use crate::charts::{self, Face, PngError};
use crate::findings::{Problem, Severity, nearest};
use crate::publish::{OutputTree, publish};
use crate::{Error, edition::Edition};

use super::args::{Arguments, OutputFormat, Png};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, asked: &Png, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let edition = super::edition(arguments, &asked.scope, false, streams.watched)?;
    if edition.findings.any(Severity::Error) {
        streams.findings(&edition.findings)?;
        return Ok(Exit::NotDone);
    }
    let face = match &asked.font {
        Some(path) => Face::from_bytes(font(path)?).map_err(|error| problem(&error, Some(path)))?,
        None => Face::of_system().map_err(|error| problem(&error, None))?,
    };
    let mut tree = OutputTree::new();
    for (stem, svg) in chosen(&edition, &asked.charts)? {
        let bytes = charts::png(svg, &face, asked.width).map_err(|error| problem(&error, None))?;
        tree.insert(format!("{stem}.png"), bytes)?;
    }
    let out = asked.out.clone().unwrap_or_else(|| arguments.directory.join("png"));
    let report = publish(&tree, &out)?;
    match streams.format {
        OutputFormat::Human => {
            writeln!(streams.out, "{}: {} pictures, {} written", out.display(), tree.len(), report.written)?;
        }
        OutputFormat::Json => {
            let files = tree.paths().collect::<Vec<_>>();
            streams.json(&serde_json::json!({ "out": out.display().to_string(), "files": files }))?;
        }
    }
    Ok(Exit::Done)
}

#[expect(clippy::disallowed_methods, reason = "a font is a file of the machine, not of the book")]
fn font(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| {
        let message = format!("cannot read the font {}: {error}", path.display());
        Error::request(Problem::new(message).hint("give the path of a .ttf, .otf or .ttc file"))
    })
}

fn problem(error: &PngError, font: Option<&Path>) -> Error {
    let at = font.map_or(String::new(), |path| format!("{}: ", path.display()));
    Error::request(Problem::new(format!("{at}{error}")))
}

/// The pictures of the charts that are named by their stems; all when none is.
fn chosen<'a>(edition: &'a Edition, names: &[String]) -> Result<Vec<(&'a str, &'a str)>, Error> {
    let charts = edition.chapters.iter().flat_map(|chapter| &chapter.ledger.charts);
    let picture = |stem: &String| edition.pictures.get_key_value(stem);
    let all = charts.filter_map(|chart| picture(&chart.stem)).map(|(stem, svg)| (stem.as_str(), svg.as_str()));
    let all = all.collect::<BTreeMap<_, _>>();
    for name in names {
        if !all.contains_key(name.as_str()) {
            let near = nearest(name, all.keys().copied()).map(|near| format!("did you mean `{near}`?"));
            let known = || all.keys().copied().collect::<Vec<_>>().join(", ");
            let hint = near.unwrap_or_else(|| format!("charts: {}", known()));
            return Err(Error::request(Problem::new(format!("no chart `{name}`")).hint(hint)));
        }
    }
    Ok(all.into_iter().filter(|(stem, _)| names.is_empty() || names.iter().any(|name| name == stem)).collect())
}
