//! The command line: what is printed, on which stream, with which exit status.

#![expect(clippy::disallowed_methods, reason = "books on disk, and the folders that the program leaves")]

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use yearbook::cli::{Exit, Terminal};

use crate::harness::TestBook;

/// A book on disk that vanishes with its test.
pub(crate) struct Disk(tempfile::TempDir);

impl Disk {
    pub(crate) fn new(book: &TestBook) -> Self {
        let disk = Self(tempfile::tempdir().expect("a folder"));
        for (path, bytes) in book.files() {
            disk.write_bytes(path, bytes);
        }
        disk
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        fs::write(path, bytes).expect("written");
    }
}

/// What a command printed, and how it ended.
pub(crate) struct Transcript {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: u8,
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status: {}\n----- out -----\n{}----- err -----\n{}", self.status, self.out, self.err)
    }
}

impl Transcript {
    /// What was printed as the result.
    pub(crate) fn out(&self) -> &str {
        &self.out
    }
}

/// Runs the program on a book; the book's folder is called BOOK in what it prints.
pub(crate) fn run(disk: &Disk, arguments: &[&str]) -> Transcript {
    let folder = disk.0.path().to_str().expect("a UTF-8 path");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let given = ["yearbook", "-C", folder].into_iter().chain(arguments.iter().copied()).map(OsString::from);
    let exit = yearbook::cli::run(given, &mut out, &mut err, Terminal::default());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(folder, "BOOK");
    Transcript { out: text(out), err: text(err), status: exit.status() }
}

pub(crate) const DATA: &str = "indicator,name_zh,area,year,value,unit,status,source\n\
    fund,专项资金,全国,2015,4797,万元,I,由公布的增速推算\n\
    fund,专项资金,全国,2016,1.89,亿元,,甲公报\n\
    fund,专项资金,甲县,2016,3000,万元,V,甲县报\n\
    people,贫困人口,全国,2016,5,万人,,甲公报\n";
const BODY: &str = "## 概况\n\n专项资金{{ figure(indicator=\"fund\") }}，比上年{{ growth(indicator=\"fund\", decimals=0) }}；\
    甲县{{ share(indicator=\"fund\", area=\"甲县\") }}，人均{{ figure(indicator=\"per_head\") }}。\n";
const INDICATORS: &str = "indicators:\n  - id: per_head\n    name: {zh: 人均专项资金}\n    definition: {zh: 专项资金除以贫困人口}\n    \
    formula: per(fund, people)\n    unit: 元/人\n    decimals: 0\n";

fn book() -> Disk {
    Disk::new(&TestBook::new(DATA, BODY).file("data/indicators/a.yaml", INDICATORS))
}

macro_rules! transcripts {
    ($($name:ident [$($argument:literal),*])*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(concat!("cli_", stringify!($name)), run(&book(), &[$($argument),*]).to_string());
        })*
    };
}

transcripts! {
    build ["build"]
    build_as_json ["build", "--format", "json"]
    build_one_chapter ["build", "--chapter", "c"]
    build_for_a_year_without_data ["build", "--year", "2014"]
    check ["check"]
    check_lets_warnings_pass ["check", "--fail-on", "error"]
    check_as_json ["check", "--format", "json"]
    explain_figure_by_id ["explain", "c/growth:fund@全国@2016"]
    explain_figure_without_chapter ["explain", "share:fund@甲县@2016"]
    explain_printed_text ["explain", "294%"]
    explain_figure_as_json ["explain", "294%", "--format", "json"]
    explain_indicator ["explain", "人均专项资金"]
    explain_indicator_from_data ["explain", "fund"]
    explain_indicator_as_json ["explain", "per_head", "--format", "json"]
    explain_indicator_elsewhere ["explain", "fund", "--area", "甲县"]
    explain_function ["explain", "growth"]
    explain_code ["explain", "B007"]
    explain_code_as_json ["explain", "n002", "--format", "json"]
    explain_unknown ["explain", "per_haed"]
    explain_unknown_as_json ["explain", "per_haed", "--format", "json"]
    unknown_chapter ["build", "--chapter", "d"]
    unknown_year ["build", "--year", "1999"]
    unknown_area ["explain", "fund", "--area", "丙县"]
    unknown_command ["bulid"]
    unknown_option ["build", "--chaptre", "c"]
    no_command []
    wrong_year ["build", "--year", "next"]
}

#[test]
fn a_second_build_changes_nothing() {
    let disk = book();
    assert_eq!(run(&disk, &["build"]).status, 0);
    insta::assert_snapshot!("cli_build_twice", run(&disk, &["build"]).to_string());
}

#[test]
fn findings_are_all_told_and_fail_the_check() {
    let disk = Disk::new(&TestBook::new(
        DATA,
        "专项资金{{ figure(indicator=\"fnud\") }}，{{ growth(indicator=\"people\") }}。\n",
    ));
    insta::assert_snapshot!("cli_check_with_findings", run(&disk, &["check"]).to_string());
    insta::assert_snapshot!("cli_build_with_findings", run(&disk, &["build"]).to_string());
    assert!(!disk.path("output").exists(), "errors are never published");
}

#[test]
fn a_failed_build_leaves_the_published_book() {
    let disk = book();
    assert_eq!(run(&disk, &["build"]).status, 0);
    let before = fs::read(disk.path("output/html/c.html")).expect("published");
    disk.write("data/a.csv", &DATA.replace("1.89", "一点八九"));
    assert_eq!(run(&disk, &["build"]).status, 2);
    assert_eq!(fs::read(disk.path("output/html/c.html")).expect("still there"), before);
}

#[test]
fn a_folder_without_a_book_is_said_to_be_none() {
    let disk = Disk(tempfile::tempdir().expect("a folder"));
    insta::assert_snapshot!("cli_no_book", run(&disk, &["build"]).to_string());
    insta::assert_snapshot!("cli_no_book_as_json", run(&disk, &["check", "--format", "json"]).to_string());
    assert_eq!(fs::read_dir(disk.path("")).expect("a folder").count(), 0, "no cache in a folder that is no book");
}

#[test]
fn an_output_folder_with_foreign_files_is_not_replaced() {
    let disk = book();
    disk.write("output/notes.txt", "mine");
    insta::assert_snapshot!("cli_foreign_output", run(&disk, &["build"]).to_string());
    assert_eq!(fs::read_to_string(disk.path("output/notes.txt")).expect("still there"), "mine");
}

#[test]
fn the_output_may_go_elsewhere() {
    let disk = book();
    let out = disk.path("elsewhere");
    assert_eq!(run(&disk, &["build", "--out", out.to_str().expect("UTF-8")]).status, 0);
    assert!(out.join("html/c.html").exists() && !disk.path("output").exists());
}

#[test]
fn help_and_version_are_no_failure() {
    for argument in ["--help", "--version"] {
        let transcript = run(&book(), &[argument]);
        assert_eq!((transcript.status, transcript.err.as_str()), (0, ""), "{}", transcript.out);
    }
}

/// A pipe whose reader has gone.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_done() {
    let disk = book();
    let folder = disk.0.path().to_str().expect("UTF-8");
    for command in [&["explain", "294%"][..], &["check"], &["build"], &["explain", "growth"], &["completions", "bash"]]
    {
        let given = ["yearbook", "-C", folder].into_iter().chain(command.iter().copied()).map(OsString::from);
        let mut err = Vec::new();
        let exit = yearbook::cli::run(given, &mut Closed, &mut err, Terminal::default());
        assert_eq!(exit, Exit::Done, "{command:?}: {}", String::from_utf8_lossy(&err));
    }
}
