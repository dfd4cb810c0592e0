//! Releases: frozen once, and what they printed is held against what is printed now.

#![expect(clippy::disallowed_methods, reason = "books on disk")]

use std::fs;

use crate::cli::{Disk, run};
use crate::harness::TestBook;
use crate::signoff::{BODY, DATA};

fn released() -> Disk {
    let disk = Disk::new(&TestBook::new(DATA, BODY));
    let transcript = run(&disk, &["release", "--date", "2026-11-24"]);
    assert_eq!(transcript.status, 0, "{transcript}");
    disk
}

#[test]
fn a_release_is_frozen_once() {
    let disk = released();
    insta::assert_snapshot!("release_file", fs::read_to_string(disk.path("releases/2016.json")).expect("a release"));
    insta::assert_snapshot!("release_twice", run(&disk, &["release"]).to_string());
    assert_eq!(run(&disk, &["release", "--force", "--date", "2026-11-25"]).status, 0);
    assert_eq!(run(&disk, &["release", "2016-重印", "--date", "2026-11-25"]).status, 0);
    assert_eq!(run(&disk, &["release", "../x"]).status, 2);
    assert_eq!(run(&disk, &["release", "signed", "--require-signed"]).status, 2, "nothing is signed");
    assert_eq!(run(&disk, &["check"]).status, 0, "nothing has been revised");
}

#[test]
fn what_is_revised_is_told_with_both_values() {
    let disk = released();
    disk.write("data/a.csv", &DATA.replace("2015,4797", "2015,4800"));
    insta::assert_snapshot!("release_revised", run(&disk, &["check"]).to_string());
    // A later edition that uses the same year hears of it as well.
    assert!(run(&disk, &["check", "--year", "2015"]).out.contains("R001"));
}

#[test]
fn a_revision_that_the_data_declare_is_only_noted() {
    let disk = released();
    let rows = DATA
        .replace("value,unit", "value,unit,revised_from")
        .replace('\n', ",\n")
        .replace("unit,revised_from,", "unit,revised_from");
    disk.write("data/a.csv", &rows.replace("2015,4797,万元,", "2015,4800,万元,4797"));
    insta::assert_snapshot!("release_declared", run(&disk, &["check"]).to_string());
    disk.write("data/a.csv", &rows.replace("2015,4797,万元,", "2015,4800,万元,4790"));
    insta::assert_snapshot!("release_declared_wrongly", run(&disk, &["check", "--fail-on", "error"]).to_string());
}

#[test]
fn what_is_no_release_is_told() {
    let disk = released();
    let text = fs::read_to_string(disk.path("releases/2016.json")).expect("a release");
    for (name, damaged) in [
        ("broken", text.replacen("\"id\"", "\"idd\"", 1)),
        ("version", text.replace("\"version\": 1", "\"version\": 7")),
        ("none", "[]".to_owned()),
    ] {
        disk.write("releases/2016.json", &damaged);
        insta::assert_snapshot!(format!("release_{name}"), run(&disk, &["check"]).to_string());
    }
}
