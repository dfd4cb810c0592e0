//! The command line: what may be asked.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::edition::Request;
use crate::findings::Severity;

/// Builds statistical yearbooks whose every figure is computed from data and can be followed back to its row.
#[derive(Debug, Parser)]
#[command(name = "yearbook", version, max_term_width = 100)]
pub(super) struct Arguments {
    /// The book's folder: where yearbook.yaml lies
    #[arg(short = 'C', long = "directory", value_name = "DIR", default_value = ".", global = true)]
    pub(super) directory: PathBuf,

    /// How to print; `check` knows sarif and github too
    #[arg(long, value_name = "FORMAT", default_value = "human", global = true)]
    pub(super) format: Format,

    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Builds the book into its output folder; does nothing if nothing changed
    Build(Build),
    /// Reports everything wrong with the book; writes nothing but .yearbook-cache
    Check(Check),
    /// Ticks figures, charts and tables as looked at; lists what is ticked, and what has changed since
    Sign(Sign),
    /// Freezes what the edition prints in the book, for revisions and comparisons to come
    Release(Release),
    /// Shows which data, sentences, tables and charts differ between two editions, releases or revisions
    Diff(Diff),
    /// Shows where a figure comes from, or what an indicator, a function or a code means
    Explain(Explain),
    /// Recomputes the claims of finished Chinese texts (.docx, .md, .html, .txt) and reports what does not hold
    Verify(Verify),
    /// Draws charts as PNG, for places that take no SVG
    #[cfg(feature = "png")]
    Png(Png),
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What part of the book is meant.
#[derive(Debug, Args)]
pub(super) struct Scope {
    /// Build for another data year; chapters that set their own year keep it
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<i32>,

    /// Only this chapter (repeat for more)
    #[arg(long = "chapter", value_name = "CHAPTER")]
    pub(super) chapters: Vec<String>,
}

impl Scope {
    /// Returns what to build for it.
    pub(super) fn request(&self) -> Request {
        Request { year: self.year, chapters: self.chapters.clone(), ..Request::default() }
    }
}

/// What may be remembered of earlier runs.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Remembering {
    /// Neither read nor write .yearbook-cache, where the book remembers its last runs
    #[arg(long)]
    pub(super) no_cache: bool,

    /// Read every input and output to see whether it changed, instead of trusting sizes, times and inodes
    #[arg(long, conflicts_with = "no_cache")]
    pub(super) verify: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) scope: Scope,

    #[command(flatten)]
    pub(super) remembering: Remembering,

    /// Where to publish; `output` in the book's folder by default, `draft` with --draft
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// Print missing figures as 【待补】, mark the pages, and list what is missing
    #[arg(long)]
    pub(super) draft: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) scope: Scope,

    #[command(flatten)]
    pub(super) remembering: Remembering,

    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub(super) fail_on: Threshold,

    /// For a release: everything printed must be signed off, and be as it was signed
    #[arg(long)]
    pub(super) require_signed: bool,
}

#[derive(Debug, Args)]
pub(super) struct Sign {
    /// Figures, charts and tables by their ids, whole chapters, or entries: CHAPTER/ENTRY
    #[arg(value_name = "ID|CHAPTER|CHAPTER/ENTRY")]
    pub(super) what: Vec<String>,

    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,

    /// Sign everything that the book prints
    #[arg(long, conflicts_with = "what")]
    pub(super) all: bool,

    /// A remark to keep with the ticks
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,

    /// The day to write down; today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<String>,

    /// Take over ticks from a file (YAML or JSON), those that still hold
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "what"])]
    pub(super) from: Option<PathBuf>,

    /// Take ticks back instead
    #[arg(long, conflicts_with_all = ["from", "list"])]
    pub(super) revoke: bool,

    /// List what is signed, reopened and unsigned; writes nothing
    #[arg(long, conflicts_with_all = ["from", "all"])]
    pub(super) list: bool,

    /// Another edition than the book's
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<i32>,
}

#[derive(Debug, Args)]
pub(super) struct Release {
    /// What to call it; the data year by default
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,

    /// Another edition than the book's
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<i32>,

    /// The day to write down; today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<String>,

    /// Release only what is signed off
    #[arg(long)]
    pub(super) require_signed: bool,

    /// Replace a release of the same name
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The older side: a book's folder, a release (releases/2018.json), or a git revision of the book (rev:HEAD~1);
    /// the book itself by default, with --years
    #[arg(value_name = "A")]
    pub(super) old: Option<String>,

    /// The newer side; the book itself by default
    #[arg(value_name = "B")]
    pub(super) new: Option<String>,

    /// Compare these data years of the two sides
    #[arg(long, num_args = 2, value_names = ["YEAR_A", "YEAR_B"])]
    pub(super) years: Option<Vec<i32>>,

    /// Also write a page, into this folder or to this .html file
    #[arg(long, value_name = "PATH")]
    pub(super) html: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) scope: Scope,

    /// A figure's id or its printed text, an indicator's id or name, a function, a code such as D001
    #[arg(value_name = "FIGURE|INDICATOR|FUNCTION|CODE")]
    pub(super) subject: String,

    /// The reference area an indicator is explained for; the book's by default
    #[arg(long, value_name = "AREA")]
    pub(super) area: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The manuscripts; several are compared with each other too
    #[arg(value_name = "MANUSCRIPT", required = true)]
    pub(super) manuscripts: Vec<PathBuf>,

    /// The manuscript of another year: sentences taken over with their figures are reported
    #[arg(long, value_name = "FILE")]
    pub(super) earlier: Option<PathBuf>,

    /// Do not compare with a book, even where yearbook.yaml lies in the folder
    #[arg(long, conflicts_with = "bind")]
    pub(super) no_book: bool,

    /// The area that the text speaks of where it says none; its front matter's, else the book's by default
    #[arg(long, value_name = "AREA")]
    pub(super) area: Option<String>,

    /// The year that the text speaks of where it says none; its front matter's, else the book's by default
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<i32>,

    /// Write a first chapter template: calls where the book's data print exactly what stands there
    #[arg(long, value_name = "FILE")]
    pub(super) bind: Option<PathBuf>,

    /// Show every claim and figure, with what holds and what could not be recomputed
    #[arg(long)]
    pub(super) all: bool,

    /// Also write copies of the .docx manuscripts, with Word comments where something was found, into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) annotate: Option<PathBuf>,

    /// Also write a page with the text, its figures marked, into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) html: Option<PathBuf>,
}

#[cfg(feature = "png")]
#[derive(Debug, Args)]
pub(super) struct Png {
    #[command(flatten)]
    pub(super) scope: Scope,

    /// Charts by the names of their files in markdown/charts; all by default
    #[arg(value_name = "CHART")]
    pub(super) charts: Vec<String>,

    /// Width in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 1600)]
    pub(super) width: u32,

    /// A font file with Chinese glyphs; a font of the machine by default
    #[arg(long, value_name = "FILE")]
    pub(super) font: Option<PathBuf>,

    /// Where to write; `png` in the book's folder by default
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// How results are printed, as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// For programs
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For a workflow of GitHub: an annotation a finding
    Github,
}

/// How the results of every command are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

impl From<Format> for OutputFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Json | Format::Sarif => Self::Json,
            Format::Human | Format::Github => Self::Human,
        }
    }
}

/// A severity as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Threshold {
    /// Wrong
    Error,
    /// Probably wrong
    Warning,
    /// Worth knowing
    Info,
}

impl From<Threshold> for Severity {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Error => Self::Error,
            Threshold::Warning => Self::Warning,
            Threshold::Info => Self::Info,
        }
    }
}
