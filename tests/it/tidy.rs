//! The order of the house: what `cargo` and `clippy` cannot see, read from the sources themselves.
//!
//! Owns the tables of rooms and of libraries below. Amend them when the design changes, not to let a slip pass.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test that reads the repository and may fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of `src/` in the order in which data flows: each imports only itself and rooms before it.
const ROOMS: &[&str] = &[
    "lookup",
    "kept",
    "quantity",
    "findings",
    "error",
    "output",
    "book",
    "ingest",
    "formula",
    "indicators",
    "ledger",
    "signoff",
    "charts",
    "render",
    "release",
    "diff",
    "publish",
    "manuscript",
    "audit",
    "binding",
    "codes",
    "cache",
    "edition",
    "cli",
];

/// What `lib.rs` exports under its own name, and any room may import so.
const EXPORTED: &[&str] = &["Error", "Result"];

/// Libraries that stay in their rooms, so that a new version of one is met in one place.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("polars", &["ingest", "indicators"]),
    ("plotters", &["charts"]),
    ("plotters_backend", &["charts"]),
    ("tera", &["render"]),
    ("pulldown_cmark", &["render", "manuscript"]),
    ("calamine", &["ingest"]),
    ("encoding_rs", &["ingest", "manuscript"]),
    ("glob", &["book"]),
    ("sha2", &["book"]),
    ("annotate_snippets", &["findings", "manuscript"]),
    ("rustix", &["publish"]),
    ("foldhash", &["lookup"]),
    ("xxhash_rust", &["kept"]),
    ("postcard", &["kept"]),
    // Workbooks to read are made in the tests of `ingest`.
    ("rust_xlsxwriter", &["audit", "ingest"]),
    ("similar", &["diff"]),
    ("thin_vec", &["formula", "ledger"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Calls that change the disk, and the only places that make them.
const WRITES: &[&str] = &[
    "fs::write",
    "fs::create_dir",
    "fs::remove_",
    "fs::rename",
    "fs::copy",
    "fs::hard_link",
    "fs::set_permissions",
    "File::create",
    "File::options",
    "OpenOptions",
];
const WRITERS: &[&str] = &["publish/", "cache/"];

/// Calls that read the disk, and the only places that make them.
const READS: &[&str] = &["fs::read", "File::open", "fs::metadata", "fs::symlink_metadata", "fs::canonicalize"];
const READERS: &[&str] = &[
    "book/files.rs",
    "book/files/",
    "publish/",
    "cache/",
    "cli/png.rs",
    "cli/verify.rs",
    "cli/sign.rs",
    "cli/diff.rs",
];

/// The longest a source file may be, tests aside.
const LONGEST_FILE: usize = 600;

/// The longest the architecture document may be.
const LONGEST_ARCHITECTURE: usize = 150;

/// A source file: its path below the folder that was searched, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room it belongs to: its folder in `src/`, or its own name there.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The top of the library and of the program, which know all rooms.
    fn is_root(&self) -> bool {
        matches!(self.path.as_str(), "lib.rs" | "main.rs")
    }

    /// The text without lines that are comments.
    fn code(&self) -> String {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn relative(path: &Path, folder: &str) -> String {
    path.strip_prefix(root().join(folder)).unwrap().to_str().unwrap().replace('\\', "/")
}

fn rust_files(folder: &str) -> Vec<Source> {
    let rust = files(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let found: Vec<_> =
        rust.map(|path| Source { path: relative(&path, folder), text: fs::read_to_string(&path).unwrap() }).collect();
    assert!(!found.is_empty(), "no Rust file in `{folder}`");
    found
}

#[track_caller]
fn check(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// Returns whether a crate is named in code: `name::` or `use name;`, and not as a part of a longer path or word.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let starts = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | ':' | '.' | '"' | '`'));
        let after = &code[at + name.len()..];
        let used = code[..at].trim_end().ends_with("use") && after.starts_with([';', ' ']);
        // `::name` is a crate too, unless something stands before the colons.
        let absolute = code[..at].ends_with("::")
            && code[..at - 2].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '>'));
        (starts || absolute) && (after.starts_with("::") || used)
    })
}

/// Returns the first names after `crate::`, those in braces too.
fn names_after_crate(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let after = &code[at + "crate::".len()..];
        match after.strip_prefix('{') {
            Some(list) => names.extend(first_names(list)),
            None => names.push(first_name(after)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Returns the first name of each path in a list that ends with its brace.
fn first_names(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    names.iter().map(|path| first_name(path.trim_start())).collect()
}

fn first_name(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_file_says_what_it_owns() {
    let mut problems = Vec::new();
    for folder in ["src", "tests/it"] {
        let silent = rust_files(folder).into_iter().filter(|file| !file.text.starts_with("//!"));
        problems.extend(silent.map(|file| format!("{folder}/{}: expected `//!` on its first line", file.path)));
    }
    check(&problems);
}

#[test]
fn no_file_is_too_long() {
    let long = rust_files("src").into_iter().filter(|file| !file.is_test() && file.text.lines().count() > LONGEST_FILE);
    let tell = |file: Source| {
        format!("src/{}: {} lines, at most {LONGEST_FILE}; split it by content", file.path, file.text.lines().count())
    };
    check(&long.map(tell).collect::<Vec<_>>());
}

#[test]
fn rooms_import_only_rooms_before_them() {
    let mut problems = Vec::new();
    for file in rust_files("src").iter().filter(|file| !file.is_root() && !file.is_test()) {
        let Some(own) = ROOMS.iter().position(|room| *room == file.room()) else {
            problems.push(format!("src/{}: `{}` is no room; add it to ROOMS in its order", file.path, file.room()));
            continue;
        };
        for name in names_after_crate(&file.code()) {
            match ROOMS.iter().position(|room| **room == name) {
                Some(other) if other <= own => {}
                Some(_) => problems.push(format!("src/{}: `{name}` comes after `{}`", file.path, file.room())),
                None if EXPORTED.contains(&name.as_str()) => {}
                None => problems.push(format!("src/{}: `crate::{name}` hides the room that it comes from", file.path)),
            }
        }
    }
    check(&problems);
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut problems = Vec::new();
    for file in rust_files("src") {
        let code = file.code();
        let strays =
            LIBRARIES.iter().filter(|(library, rooms)| !rooms.contains(&file.room()) && names_crate(&code, library));
        problems.extend(strays.map(|(library, rooms)| {
            format!("src/{}: uses `{library}`, which belongs to `{}`", file.path, rooms.join("` and `"))
        }));
    }
    check(&problems);
}

#[test]
fn only_one_room_writes_and_one_file_reads() {
    let mut problems = Vec::new();
    for file in rust_files("src").iter().filter(|file| !file.is_test()) {
        let code = file.code();
        let is_in = |places: &[&str]| places.iter().any(|place| file.path.starts_with(place));
        let calls = |calls: &[&'static str]| calls.iter().copied().find(|call| code.contains(call));
        if let Some(call) = calls(WRITES).filter(|_| !is_in(WRITERS)) {
            problems.push(format!("src/{}: `{call}`, but only `publish` writes", file.path));
        }
        if let Some(call) = calls(READS).filter(|_| !is_in(READERS)) {
            problems.push(format!("src/{}: `{call}`, but only `book::files` reads", file.path));
        }
    }
    check(&problems);
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];
    let mut problems = Vec::new();
    for path in ["src", "tests/it", "templates", "docs", ".ci"].into_iter().flat_map(files) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (index, line) in text.lines().enumerate() {
            if let Some(mark) = marks.into_iter().find(|mark| line.contains(mark)) {
                problems.push(format!("{}:{}: `{mark}`", relative(&path, ""), index + 1));
            }
        }
    }
    check(&problems);
}

#[test]
fn every_data_file_has_its_source() {
    let readme = fs::read_to_string(root().join("data/README.md")).unwrap();
    let data = files("data").into_iter().map(|path| relative(&path, "data"));
    // Indicators are definitions of this book and have no source of their own.
    let sourced = data.filter(|path| path != "README.md" && !path.starts_with("indicators/"));
    let words: Vec<&str> = readme.split(|c: char| c.is_whitespace() || c == '`').collect();
    let silent = sourced.filter(|path| !words.contains(&path.as_str()));
    check(&silent.map(|path| format!("data/README.md: expected an entry for `{path}`")).collect::<Vec<_>>());
}

#[test]
fn every_test_module_is_listed() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let listed: Vec<&str> =
        main.lines().filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(';')).collect();
    let entries = fs::read_dir(root().join("tests/it")).unwrap().map(|entry| entry.unwrap());
    let mut modules: Vec<String> = entries
        .filter(|entry| entry.path().join("mod.rs").is_file() || entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| entry.file_name().to_str().unwrap().trim_end_matches(".rs").to_owned())
        .filter(|name| name != "main")
        .collect();
    modules.sort();
    let missing = modules.into_iter().filter(|name| !listed.contains(&name.as_str()));
    check(&missing.map(|name| format!("tests/it/main.rs: expected `mod {name};`")).collect::<Vec<_>>());
}

#[test]
fn the_architecture_stays_short() {
    let lines = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap().lines().count();
    assert!(lines <= LONGEST_ARCHITECTURE, "docs/ARCHITECTURE.md: {lines} lines, at most {LONGEST_ARCHITECTURE}");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    check(&dependencies_without_reason(&manifest));
}

/// Returns the dependencies that stand neither under a comment nor in a group under one.
fn dependencies_without_reason(manifest: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let (mut in_table, mut reason) = (false, false);
    for line in manifest.lines() {
        match line.trim().chars().next() {
            Some('[') => (in_table, reason) = (line.contains("dependencies"), false),
            Some('#') => reason = true,
            None => reason = false,
            // A line that begins further in continues the one above.
            Some(_) if !in_table || reason || line.starts_with([' ', ']', '}']) => {}
            Some(_) => {
                let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
                problems.push(format!("Cargo.toml: expected a comment above `{name}` that says why it is needed"));
            }
        }
    }
    problems
}

#[test]
fn the_checks_themselves_see() {
    assert_eq!(names_after_crate("use crate::book::Book;\nlet x = crate::ledger::print();"), ["book", "ledger"]);
    assert_eq!(
        names_after_crate("use crate::{book::{Area, Year}, error::Error,\n findings};"),
        ["book", "error", "findings"]
    );
    for code in
        ["use polars::prelude::*;", "let x: polars::Frame", "(::polars::x)", "use polars;", "use {a, polars::b}"]
    {
        assert!(names_crate(code, "polars"), "{code}");
    }
    for code in ["crate::indicators::polars::x", "my_polars::x", "polars_parts::x", "\"polars::x\"", "no polars here"] {
        assert!(!names_crate(code, "polars"), "{code}");
    }
    let manifest = "[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n\nc = { version = \"1\", features = [\n  \"x\",\n] }\n[features]\nd = []\n";
    let problems = dependencies_without_reason(manifest);
    assert!(problems.len() == 1 && problems[0].contains("`c`"), "{problems:?}");
}
