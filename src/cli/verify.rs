//! `yearbook verify`

mod bind;

use std::path::Path;

use crate::Error;
use crate::binding::{self, Defaults};
use crate::book::{Book, Files};
use crate::findings::{Finding, Findings, Problem, Severity};
use crate::indicators::Catalogue;
use crate::ingest::{Observations, ingest};
use crate::manuscript::report::{self, Style};
use crate::manuscript::text::{Format, Manuscript, annotated};
use crate::manuscript::{Verification, Vocabulary, verify_with};
use crate::publish::{OutputTree, publish};

use super::args::{Arguments, OutputFormat, Verify};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, asked: &Verify, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let manuscripts = asked.manuscripts.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let earlier = asked.earlier.as_deref().map(read).transpose()?;
    let Some((book, observations, mut findings)) = book(arguments, asked)? else {
        let verification = verify_with(manuscripts, earlier.as_ref(), &Vocabulary::default());
        return tell(asked, &verification, streams);
    };
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    warn(&findings, streams)?;
    let book = binding::Book::new(&catalogue);
    let mut verification = verify_with(manuscripts, earlier.as_ref(), &book.vocabulary());
    let defaults = defaults(asked, &catalogue)?;
    binding::compare(&mut verification, &book, &defaults);
    observations.whole()?;
    let exit = tell(asked, &verification, streams)?;
    match &asked.bind {
        Some(path) => bind::run(path, &verification, (&book, &defaults), streams),
        None => Ok(exit),
    }
}

/// The book in whose folder we are, or that was named; none where there is none, or none is wanted.
fn book(arguments: &Arguments, asked: &Verify) -> Result<Option<(Book, Observations, Findings)>, Error> {
    let named =
        arguments.directory != Path::new(".") || asked.bind.is_some() || asked.area.is_some() || asked.year.is_some();
    if asked.no_book || !named && !arguments.directory.join("yearbook.yaml").exists() {
        return Ok(None);
    }
    let files = Files::on_disk(&arguments.directory).map_err(crate::book::unreadable)?;
    let mut findings = Findings::default();
    let book = Book::load(files, &mut findings)?;
    let observations = ingest(&book, &super::room(), &mut findings);
    observations.whole()?;
    Ok(Some((book, observations, findings)))
}

/// A book that is not in order is compared with as far as it goes, and not silently.
fn warn(findings: &Findings, streams: &mut Streams<'_>) -> std::io::Result<()> {
    if findings.any(Severity::Error) {
        let errors = findings.count(Severity::Error);
        let told = format!(
            "the book has {errors} errors: what they concern is left out of the comparison; `yearbook check` lists them"
        );
        writeln!(streams.err, "warning: {told}")?;
    }
    Ok(())
}

fn defaults(asked: &Verify, catalogue: &Catalogue<'_>) -> Result<Defaults, Error> {
    if let Some(area) = asked.area.as_deref().filter(|area| catalogue.book().areas.get(area).is_none()) {
        let near = crate::findings::nearest(area, catalogue.book().areas.names());
        let problem = Problem::new(format!("no area `{area}` in the book"));
        return Err(Error::request(problem.maybe_hint(near.map(|near| format!("did you mean `{near}`?")))));
    }
    Ok(Defaults { area: asked.area.clone(), year: asked.year })
}

fn tell(asked: &Verify, verification: &Verification, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match streams.format {
        OutputFormat::Human => {
            let style = Style { colour: streams.printer.colour, all: asked.all };
            streams.out.write_all(report::sentences(verification, style).as_bytes())?;
            for finding in others(verification, asked.all) {
                streams.out.write_all(streams.printer.finding(&finding).as_bytes())?;
            }
        }
        OutputFormat::Json => streams.json(&report::json(verification))?,
    }
    if let Some(folder) = &asked.html {
        let mut tree = OutputTree::new();
        tree.insert("index.html", report::html(verification))?;
        publish(&tree, folder)?;
    }
    if let Some(folder) = &asked.annotate {
        annotate(asked, verification, folder)?;
    }
    Ok(if verification.is_wrong() { Exit::Findings } else { Exit::Done })
}

/// Copies of the Word documents with comments, under their own names.
fn annotate(asked: &Verify, verification: &Verification, folder: &Path) -> Result<(), Failure> {
    let mut tree = OutputTree::new();
    for (index, path) in asked.manuscripts.iter().enumerate() {
        let name = path.display().to_string();
        if Format::of(&name) != Some(Format::Docx) {
            continue;
        }
        let copy = annotated(&name, &bytes(path)?, &verification.comments(index));
        let copy = copy.map_err(|error| Error::request(Problem::new(error.to_string())))?;
        let own = path.file_name().map_or_else(|| name.clone(), |own| own.to_string_lossy().into_owned());
        tree.insert(own, copy)?;
    }
    if tree.is_empty() {
        let problem = Problem::new("--annotate writes Word comments, and none of the manuscripts is a .docx");
        return Err(Error::request(problem.hint("--html=DIR shows what was found in texts of other formats")).into());
    }
    publish(&tree, folder)?;
    Ok(())
}

/// What is found beside the claims that are shown with their sentences.
fn others(verification: &Verification, all: bool) -> Vec<Finding> {
    let findings = verification.findings();
    let shown = |code: &str| matches!(code, "V001" | "V002") || all && matches!(code, "V003" | "V004");
    findings.as_slice().iter().filter(|finding| !shown(finding.code)).cloned().collect()
}

fn read(path: &Path) -> Result<Manuscript, Error> {
    let name = path.display().to_string();
    Manuscript::read(&name, &bytes(path)?).map_err(|error| Error::request(Problem::new(error.to_string())))
}

#[expect(clippy::disallowed_methods, reason = "a manuscript is a file of its author, not of a book")]
fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| {
        let problem = Problem::new(format!("cannot read the manuscript {}: {error}", path.display()));
        Error::request(problem.hint("give the path of a .docx, .md, .html or .txt file"))
    })
}
