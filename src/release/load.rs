//! The releases that a book keeps.

use serde::Deserialize;

use crate::book::Files;
use crate::findings::{Findings, Place, Problem};

use super::codes;
use super::record::{FORMAT, Record, VERSION};

/// Returns the path of a release in its book.
#[must_use]
pub fn path(name: &str) -> String {
    format!("releases/{name}.json")
}

/// A release with the path of its file.
#[derive(Clone, Debug)]
pub struct Release {
    /// Path in the book.
    pub path: String,
    /// What it holds.
    pub record: Record,
}

#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

/// Reads all releases of a book, the oldest data year first. What is no release goes to `findings`.
pub fn load(files: &Files, findings: &mut Findings) -> Vec<Release> {
    let mut releases = Vec::new();
    for path in files.glob("releases/*.json").unwrap_or_default() {
        let read = files.read(&path).map_err(|error| Problem::new(error.to_string()));
        match read.and_then(|bytes| parse(&bytes)) {
            Ok(record) => releases.push(Release { path, record }),
            Err(problem) => codes::BROKEN_RELEASE.report(findings, problem.at(Place::file(path))),
        }
    }
    releases.sort_by(|a, b| (a.record.year, &a.record.name).cmp(&(b.record.year, &b.record.name)));
    releases
}

/// Reads a release.
///
/// # Errors
/// When the bytes are none, or of another version: what was expected and what to do.
pub fn parse(bytes: &[u8]) -> Result<Record, Problem> {
    let hint = "restore the file as `yearbook release` wrote it, or release again with `--force`";
    let broken = |error: &serde_json::Error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Problem::new(format!("this is no release: {place}: {error}")).hint(hint)
    };
    let head: Head = serde_json::from_slice(bytes).map_err(|error| match error.is_data() {
        true => Problem::new(format!("expected an object with `\"format\": \"{FORMAT}\"`")).hint(hint),
        false => broken(&error),
    })?;
    if head.format.as_deref() != Some(FORMAT) {
        let found = head.format.map_or("none".to_owned(), |format| format!("`{format}`"));
        return Err(Problem::new(format!("expected `\"format\": \"{FORMAT}\"`, found {found}")).hint(hint));
    }
    if head.version != Some(VERSION) {
        let found = head.version.map_or("none".to_owned(), |version| version.to_string());
        return Err(Problem::new(format!("expected version {VERSION} of a release, found {found}")).hint(hint));
    }
    serde_json::from_slice(bytes).map_err(|error| broken(&error))
}
