//! Arguments, colour, progress, exit status.
//!
//! Owns: what a person at a terminal sees. Must not know: polars, tera, plotters. Exit status: 0 done, 1 findings,
//! 2 not done; a closed pipe is done.

#![expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]

mod args;
mod build;
mod check;
mod diff;
mod explain;
mod git;
#[cfg(feature = "png")]
mod png;
mod progress;
mod release;
mod remembered;
mod sign;
mod verify;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::Result;
use crate::book::Files;
use crate::cache::Cache;
use crate::edition::{Edition, LastOutput, Request, Stage, edition_with as make};
use crate::findings::{Findings, Printer, Problem};
use crate::ingest::Room;

use crate::output::Output;

use args::{Arguments, Command, Format, OutputFormat, Scope};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Done,
    /// Done, and there are findings that matter.
    Findings,
    /// Not done.
    NotDone,
}

impl Exit {
    /// Returns the status that the operating system is told.
    #[must_use]
    pub fn status(self) -> u8 {
        self as u8
    }
}

/// Where a command writes, and how.
struct Streams<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    printer: Printer,
    format: OutputFormat,
    /// Whether somebody watches the error stream.
    watched: bool,
}

impl Streams<'_> {
    /// Prints findings: for people on the error stream, for programs as part of the result.
    fn findings(&mut self, findings: &Findings) -> io::Result<()> {
        match self.format {
            OutputFormat::Human => self.err.write_all(self.printer.findings(findings).as_bytes()),
            OutputFormat::Json => Ok(()),
        }
    }

    fn json(&mut self, value: &serde_json::Value) -> io::Result<()> {
        writeln!(self.out, "{value:#}")
    }
}

/// Runs the program on the process's own streams.
#[must_use]
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let watched = err.is_terminal();
    let colour = watched && std::env::var_os("NO_COLOR").is_none();
    ExitCode::from(run(args, &mut out, &mut err, Terminal { watched, colour }).status())
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Whether somebody watches the error stream.
    pub watched: bool,
    /// Whether to colour.
    pub colour: bool,
}

/// Runs the program on given streams.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    terminal: Terminal,
) -> Exit {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, out, err),
    };
    let printer = Printer { colour: terminal.colour };
    let mut streams = Streams { out, err, printer, format: arguments.format.into(), watched: terminal.watched };
    let of_check = matches!(arguments.format, Format::Sarif | Format::Github);
    let outcome = match &arguments.command {
        command if of_check && !matches!(command, Command::Check(_)) => Err(Failure::Error(only_check())),
        Command::Build(build) => build::run(&arguments, build, &mut streams),
        Command::Check(check) => check::run(&arguments, check, &mut streams),
        #[cfg(feature = "png")]
        Command::Png(png) => png::run(&arguments, png, &mut streams),
        Command::Release(release) => release::run(&arguments, release, &mut streams),
        Command::Diff(diff) => diff::run(&arguments, diff, &mut streams),
        Command::Sign(sign) => sign::run(&arguments, sign, &mut streams),
        Command::Verify(verify) => verify::run(&arguments, verify, &mut streams),
        Command::Explain(explain) => explain::run(&arguments, explain, &mut streams),
        Command::Completions { shell } => {
            // The generator panics on a closed pipe, so it writes into memory first.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "yearbook", &mut script);
            streams.out.write_all(&script).map(|()| Exit::Done).map_err(Failure::Stream)
        }
    };
    outcome.unwrap_or_else(|failure| failure.report(&mut streams))
}

fn only_check() -> crate::Error {
    let problem = Problem::new("only `check` prints sarif and github annotations");
    crate::Error::request(problem.hint("use `--format human` or `--format json`"))
}

/// Help and version go to the output, everything else to the error stream.
fn refuse<'s>(error: &clap::Error, out: &'s mut dyn Write, err: &'s mut dyn Write) -> Exit {
    let text = error.render();
    let (stream, exit) = if error.use_stderr() { (err, Exit::NotDone) } else { (out, Exit::Done) };
    // Nobody is left to tell when the stream itself is closed.
    let _ = write!(stream, "{text}");
    exit
}

/// Why a command was not done.
enum Failure {
    Error(crate::Error),
    Stream(io::Error),
}

impl Failure {
    fn report(self, streams: &mut Streams<'_>) -> Exit {
        match self {
            Self::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Stream(error) => {
                let _ = writeln!(streams.err, "error: cannot write the result: {error}");
                Exit::NotDone
            }
            Self::Error(error) => {
                let _ = match streams.format {
                    OutputFormat::Human => write!(streams.err, "{}", streams.printer.problem(error.problem())),
                    OutputFormat::Json => streams.json(&serde_json::json!({ "error": error.problem() })),
                };
                Exit::NotDone
            }
        }
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        Self::Error(error)
    }
}

impl From<crate::publish::PublishError> for Failure {
    fn from(error: crate::publish::PublishError) -> Self {
        Self::Error(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

/// Opens the book that the arguments name and makes its edition, showing progress where somebody watches.
fn edition(arguments: &Arguments, scope: &Scope, draft: bool, watched: bool) -> Result<Edition> {
    requested(arguments, &Request { draft, ..scope.request() }, watched)
}

/// Makes any edition of the book that the arguments name.
fn requested(arguments: &Arguments, request: &Request, watched: bool) -> Result<Edition> {
    let files = Files::on_disk(&arguments.directory).map_err(crate::book::unreadable)?;
    made(files, request, remembered::existing(&arguments.directory).as_ref(), watched)
}

/// Makes an edition of files, showing progress where somebody watches.
fn made(files: Files, request: &Request, cache: Option<&Cache>, watched: bool) -> Result<Edition> {
    let progress = progress::Display::new(watched);
    let request = &Request { room: room(), ..request.clone() };
    make(files, request, cache, &|stage| progress.show(stage))
}

/// Data for which memory has no room go where large temporary files go: `/tmp` is memory too on some systems.
fn room() -> Room {
    let on_disk = PathBuf::from("/var/tmp");
    let is_named = std::env::var_os("TMPDIR").is_some();
    let folder = if !is_named && on_disk.is_dir() { on_disk } else { std::env::temp_dir() };
    Room { folder: Some(folder), ..Room::default() }
}

/// Makes the output of an edition, showing progress where somebody watches.
fn pages(edition: &Edition, earlier: &LastOutput, out: &dyn Output, watched: bool) -> Result<()> {
    let progress = progress::Display::new(watched);
    progress.show(Stage::Pages);
    edition.pages_again(earlier, out)
}

/// The day that is given, else today.
fn day(given: Option<&str>) -> Result<String> {
    match given {
        Some(date) if crate::signoff::is_date(date) => Ok(date.to_owned()),
        Some(date) => {
            let problem = Problem::new(format!("`{date}` is no date")).hint("write it as 2026-11-24");
            Err(crate::Error::request(problem))
        }
        None => Ok(today()),
    }
}

/// Today in universal time, as `2026-11-24`.
fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| i64::try_from(since.as_secs() / 86_400).unwrap_or(0));
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of the Gregorian calendar so many days after 1970-01-01. Years begin in March here, so that a leap day is the last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_since_the_epoch_are_dates() {
        for (days, date) in
            [(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (20_781, (2026, 11, 24)), (11_017, (2000, 3, 1))]
        {
            assert_eq!(civil(days), date, "{days}");
        }
    }
}
