//! `yearbook verify --bind`: a manuscript becomes a first chapter template.

use std::path::Path;

use crate::Error;
use crate::binding::{self, Book, Bound, Defaults};
use crate::findings::{Problem, Severity};
use crate::manuscript::{Verification, Verified};
use crate::publish;

use super::super::args::OutputFormat;
use super::super::{Exit, Failure, Streams};

pub(super) fn run(
    path: &Path,
    verification: &Verification,
    (book, defaults): (&Book<'_>, &Defaults),
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let [file] = verification.files.as_slice() else {
        let problem = Problem::new(format!("--bind takes one manuscript, found {}", verification.files.len()));
        return Err(
            Error::request(problem.hint("a chapter is written from one manuscript; run it once for each")).into()
        );
    };
    let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("chapter");
    let bound = binding::bind(file, book, defaults, id);
    book.whole()?;
    publish::create(path, bound.template.as_bytes())?;
    tell(path, file, &bound, streams)?;
    Ok(if !bound.findings(file).any(Severity::Error) { Exit::Done } else { Exit::Findings })
}

fn tell(path: &Path, file: &Verified, bound: &Bound, streams: &mut Streams<'_>) -> Result<(), Failure> {
    if streams.format == OutputFormat::Json {
        let kept = bound
            .kept
            .iter()
            .map(|kept| serde_json::json!({"printed": kept.printed, "why": kept.why, "place": file.place(&kept.span)}));
        return Ok(streams.json(&serde_json::json!({
            "template": path.display().to_string(),
            "calls": bound.calls,
            "years": bound.years,
            "kept": kept.collect::<Vec<_>>(),
            "differing": bound.differing,
            "findings": bound.findings(file).as_slice(),
        }))?);
    }
    streams.out.write_all(streams.printer.findings(&bound.findings(file)).as_bytes())?;
    writeln!(
        streams.out,
        "{}: {} calls, {} years filled in, {} figures stay text; list it under `chapters` in yearbook.yaml",
        path.display(),
        bound.calls,
        bound.years,
        bound.kept.len(),
    )?;
    Ok(())
}
