//! `yearbook build`

use std::path::PathBuf;

use crate::cache::{Pending, Told};
use crate::edition::{Edition, LastOutput, Request};
use crate::findings::Severity;
use crate::publish::{Inventory, Publication, Report};

use super::args::{Arguments, Build, OutputFormat};
use super::remembered::{Remembered, told};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, build: &Build, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let out = folder(arguments, build);
    let request = Request { draft: build.draft, ..build.scope.request() };
    let remembered = Remembered::new(&arguments.directory, &request, Some(&out), build.remembering)?;
    if let Some(mut recalled) = remembered.recall(Some(&out)) {
        streams.findings(&recalled.told.findings)?;
        remembered.renew(&mut recalled, streams)?;
        tell(&recalled.told, &Done::Recalled { files: recalled.files }, &out, streams)?;
        return Ok(Exit::Done);
    }
    let edition = super::made(remembered.files(), &request, remembered.cache(), streams.watched)?;
    streams.findings(&edition.findings)?;
    if edition.findings.any(Severity::Error) {
        not_built(&edition, streams)?;
        return Ok(Exit::NotDone);
    }
    let earlier = LastOutput::of(&out, remembered.cache());
    let publication = Publication::begin(&out)?;
    super::pages(&edition, &earlier, &publication, streams.watched)?;
    let (report, published) = publication.end()?;
    if let Some(cache) = remembered.cache() {
        earlier.keep(cache);
    }
    let told = told(&edition);
    // What is waived is told by `check`; here it is only counted.
    let told = Told { findings: told.findings.with_waived_counted(), ..told };
    // An output that cannot be looked at is looked at by the next run.
    if let Ok(outputs) = Inventory::of(published, &out) {
        remembered.remember(Some(outputs), &told, streams)?;
    }
    tell(&told, &Done::Published(report), &out, streams)?;
    // The program ends here: giving back the memory of a large book piece by piece would take a thirtieth of the whole time.
    std::mem::forget(edition);
    Ok(Exit::Done)
}

/// What a build did.
enum Done {
    /// Everything.
    Published(Report),
    /// Nothing, since nothing had changed.
    Recalled { files: usize },
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

fn tell(told: &Told, done: &Done, out: &std::path::Path, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let figures = told.figures;
    let (report, cached) = match done {
        Done::Published(report) => (*report, false),
        Done::Recalled { files } => (Report { unchanged: *files, ..Report::default() }, true),
    };
    match streams.format {
        OutputFormat::Json => streams.json(&serde_json::json!({
            "built": true,
            "cached": cached,
            "out": out.display().to_string(),
            "figures": figures,
            "pending": told.pending.iter().map(|pending| &pending.id).collect::<Vec<_>>(),
            "files": { "written": report.written, "unchanged": report.unchanged, "removed": report.removed },
            "findings": told.findings.as_slice(),
        }))?,
        OutputFormat::Human => {
            for Pending { missing, site, .. } in &told.pending {
                writeln!(streams.out, "missing: {missing} ({site})")?;
            }
            let files = report.written + report.unchanged;
            let what = if cached {
                "nothing changed".to_owned()
            } else {
                format!("{} written, {} unchanged, {} removed", report.written, report.unchanged, report.removed)
            };
            writeln!(streams.out, "{}: {files} files ({what}), {figures} figures", out.display())?;
        }
    }
    Ok(())
}
