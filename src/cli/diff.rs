//! `yearbook diff`

use std::path::Path;

use crate::book::{Files, unreadable};
use crate::diff::{Difference, compare, html, json, text};
use crate::edition::{Request, edition as make};
use crate::findings::{Problem, Severity};
use crate::publish::{Before, OutputTree, publish, replace};
use crate::release::{Extent, Record, parse, record};
use crate::{Error, Result};

use super::args::{Arguments, Diff, OutputFormat};
use super::{Exit, Failure, Streams, git, progress};

/// What a git revision begins with.
const REVISION: &str = "rev:";

pub(super) fn run(
    arguments: &Arguments,
    asked: &Diff,
    streams: &mut Streams<'_>,
) -> std::result::Result<Exit, Failure> {
    let book = arguments.directory.display().to_string();
    let years = asked.years.as_deref().and_then(|years| Some((*years.first()?, *years.get(1)?)));
    if asked.old.is_none() && years.is_none() {
        let hint = "name a folder, a release (releases/2018.json) or a revision (rev:HEAD~1), or give `--years`";
        return Err(Error::request(Problem::new("nothing is named to compare with").hint(hint)).into());
    }
    let names = (asked.old.as_deref().unwrap_or(&book), asked.new.as_deref().unwrap_or(&book));
    let reader = Reader { arguments, watched: streams.watched };
    let old = reader.side(names.0, asked.old.is_none(), years.map(|years| years.0))?;
    let new = reader.side(names.1, asked.new.is_none(), years.map(|years| years.1))?;
    let difference = compare(&old, &new, names);
    match streams.format {
        OutputFormat::Human => streams.out.write_all(text(&difference, streams.printer.colour).as_bytes())?,
        OutputFormat::Json => streams.json(&json(&difference))?,
    }
    if let Some(path) = &asked.html {
        write_page(path, &difference)?;
    }
    Ok(if difference.is_empty() { Exit::Done } else { Exit::Findings })
}

fn write_page(path: &Path, difference: &Difference) -> Result<()> {
    let page = html(difference);
    if path.extension().is_some_and(|ending| ending == "html") {
        return replace(path, page.as_bytes(), Before::Anything).map_err(crate::Error::from);
    }
    let mut tree = OutputTree::new();
    tree.insert("index.html", page)?;
    publish(&tree, path).map(drop).map_err(crate::Error::from)
}

struct Reader<'a> {
    arguments: &'a Arguments,
    watched: bool,
}

impl Reader<'_> {
    /// Reads one side: the book itself, a revision of it, a release, or another book.
    fn side(&self, name: &str, is_book: bool, year: Option<i32>) -> Result<Record> {
        let directory = &self.arguments.directory;
        if is_book {
            return self.edition(name, Files::on_disk(directory).map_err(unreadable)?, year);
        }
        if let Some(revision) = name.strip_prefix(REVISION) {
            return self.edition(name, git::files(directory, revision)?, year);
        }
        if name.ends_with(".json") {
            return self.release(name, year);
        }
        self.edition(name, Files::on_disk(Path::new(name)).map_err(unreadable)?, year)
    }

    /// A release of the book, or a file elsewhere.
    fn release(&self, name: &str, year: Option<i32>) -> Result<Record> {
        let of_book = Files::on_disk(&self.arguments.directory).ok().filter(|files| files.exists(name));
        let bytes = match of_book {
            Some(files) => files.read(name).map_err(unreadable)?,
            None => read(Path::new(name))?,
        };
        let record = parse(&bytes).map_err(|problem| {
            let message = format!("{name}: {}", problem.message);
            Error::request(Problem { message, ..problem })
        })?;
        match year.filter(|year| *year != record.year) {
            Some(year) => {
                let problem = Problem::new(format!("{name} is a release of {}, asked for is {year}", record.year));
                Err(Error::request(problem.hint("leave `--years` away, or name a book's folder")))
            }
            None => Ok(record),
        }
    }

    /// Builds an edition to compare. One with errors prints less than it should, and the difference would lie.
    fn edition(&self, name: &str, files: Files, year: Option<i32>) -> Result<Record> {
        let progress = progress::Display::new(self.watched);
        let request = Request { year, room: super::room(), ..Request::default() };
        let edition = make(files, &request, &|stage| progress.show(stage)).map_err(|error| {
            let problem = error.problem().clone();
            let message = format!("{name}: {}", problem.message);
            Error::request(Problem { message, ..problem })
        })?;
        let first = edition.findings.as_slice().iter().find(|finding| finding.severity == Severity::Error);
        if let Some(first) = first {
            let errors = edition.findings.count(Severity::Error);
            let message = format!("{name} has {errors} errors, the first is {}: {}", first.code, first.problem.message);
            return Err(Error::request(Problem { message, ..first.problem.clone() }));
        }
        let record = record(&edition.catalogue(), &edition.chapters, Extent::All);
        edition.observations.whole()?;
        Ok(record)
    }
}

#[expect(clippy::disallowed_methods, reason = "a release may lie outside the book")]
fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let problem = Problem::new(format!("cannot read {}: {error}", path.display()));
        Error::request(problem.hint("give the path of a release, a book's folder, or rev:REVISION"))
    })
}
