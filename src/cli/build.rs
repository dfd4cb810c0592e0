//! `yearbook build`

use std::path::PathBuf;

use crate::Error;
use crate::edition::Edition;
use crate::findings::Severity;
use crate::publish::{self, OutputTree, Report};

use super::args::{Arguments, Build, OutputFormat};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, build: &Build, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let edition = super::edition(arguments, &build.scope, build.draft, streams.watched)?;
    streams.findings(&edition.findings)?;
    if edition.findings.any(Severity::Error) {
        not_built(&edition, streams)?;
        return Ok(Exit::NotDone);
    }
    let out = folder(arguments, build);
    let report = publish::publish(&tree(&edition)?, &out).map_err(unpublished)?;
    tell(&edition, &report, &out, streams)?;
    Ok(Exit::Done)
}

/// What is not the whole published book never replaces it.
fn folder(arguments: &Arguments, build: &Build) -> PathBuf {
    let usual = match (build.draft, build.scope.chapters.is_empty()) {
        (true, _) => "draft",
        (false, false) => "preview",
        (false, true) => "output",
    };
    build.out.clone().unwrap_or_else(|| arguments.directory.join(usual))
}

fn tree(edition: &Edition) -> Result<OutputTree, Error> {
    let mut tree = OutputTree::new();
    for (path, bytes) in &edition.pages {
        tree.insert(path.as_str(), bytes.as_slice()).map_err(unpublished)?;
    }
    Ok(tree)
}

pub(super) fn unpublished(error: publish::PublishError) -> Error {
    let problem = crate::findings::Problem::new(error.to_string());
    Error::new(crate::error::ErrorKind::Io, problem).caused_by(error)
}

fn not_built(edition: &Edition, streams: &mut Streams<'_>) -> Result<(), Failure> {
    match streams.format {
        OutputFormat::Human => {
            writeln!(streams.err, "not built: errors are never published; what was published stays as it was")?;
        }
        OutputFormat::Json => {
            streams.json(&serde_json::json!({ "built": false, "findings": edition.findings.as_slice() }))?;
        }
    }
    Ok(())
}

fn tell(edition: &Edition, report: &Report, out: &std::path::Path, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let figures = edition.figures().count();
    match streams.format {
        OutputFormat::Json => streams.json(&serde_json::json!({
            "built": true,
            "out": out.display().to_string(),
            "figures": figures,
            "pending": edition.pending().map(|(figure, _)| &figure.id).collect::<Vec<_>>(),
            "files": { "written": report.written, "unchanged": report.unchanged, "removed": report.removed },
            "findings": edition.findings.as_slice(),
        }))?,
        OutputFormat::Human => {
            for (figure, missing) in edition.pending() {
                writeln!(streams.out, "missing: {missing} ({})", figure.site)?;
            }
            let files = report.written + report.unchanged;
            writeln!(
                streams.out,
                "{}: {files} files ({} written, {} unchanged, {} removed), {figures} figures",
                out.display(),
                report.written,
                report.unchanged,
                report.removed
            )?;
        }
    }
    Ok(())
}
