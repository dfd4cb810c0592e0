//! `yearbook verify`

use std::path::Path;

use crate::Error;
use crate::findings::{Finding, Problem};
use crate::manuscript::report::{self, Style};
use crate::manuscript::text::Manuscript;
use crate::manuscript::{Verification, verify};
use crate::publish::{OutputTree, publish};

use super::args::{OutputFormat, Verify};
use super::{Exit, Failure, Streams};

pub(super) fn run(asked: &Verify, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let manuscripts = asked.manuscripts.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let earlier = asked.earlier.as_deref().map(read).transpose()?;
    let verification = verify(manuscripts, earlier.as_ref());
    match streams.format {
        OutputFormat::Human => {
            let style = Style { colour: streams.printer.colour, all: asked.all };
            streams.out.write_all(report::sentences(&verification, style).as_bytes())?;
            for finding in others(&verification) {
                streams.out.write_all(streams.printer.finding(&finding).as_bytes())?;
            }
        }
        OutputFormat::Json => streams.json(&report::json(&verification))?,
    }
    if let Some(folder) = &asked.html {
        let mut tree = OutputTree::new();
        tree.insert("index.html", report::html(&verification)).map_err(super::build::unpublished)?;
        publish(&tree, folder).map_err(super::build::unpublished)?;
    }
    Ok(if verification.is_wrong() { Exit::Findings } else { Exit::Done })
}

/// What is found beside claims that do not hold, which are shown with their sentences.
fn others(verification: &Verification) -> Vec<Finding> {
    let findings = verification.findings();
    findings.as_slice().iter().filter(|finding| finding.code != "V001").cloned().collect()
}

#[expect(clippy::disallowed_methods, reason = "a manuscript is a file of its author, not of a book")]
fn read(path: &Path) -> Result<Manuscript, Error> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let problem = Problem::new(format!("cannot read the manuscript {name}: {error}"));
        Error::request(problem.hint("give the path of a .docx, .md, .html or .txt file"))
    })?;
    Manuscript::read(&name, &bytes).map_err(|error| Error::request(Problem::new(error.to_string())))
}
