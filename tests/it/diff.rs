//! `yearbook diff`: data, sentences, charts and tables of two editions, with what caused each change.

#![expect(clippy::disallowed_methods, reason = "books on disk, and a repository of git")]

use std::fs;
use std::process::Command;

use crate::cli::{Disk, Transcript, run};
use crate::harness::TestBook;
use crate::signoff::{BODY, DATA};

fn book() -> Disk {
    Disk::new(&TestBook::new(DATA, BODY))
}

/// Growth becomes a fall, a rank moves, a value goes.
fn changed() -> String {
    DATA.replace("2016,1.89,亿元", "2016,4000,万元")
        .replace("甲县,2016,3", "甲县,2016,1")
        .replace("乙县,2016,2", "乙县,2016,4")
}

fn git(disk: &Disk, arguments: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(disk.path("")).args(identity).args(arguments).output().expect("git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn against(disk: &Disk, old: &str) -> Transcript {
    run(disk, &["diff", old])
}

#[test]
fn a_release_and_the_book() {
    let disk = book();
    assert_eq!(run(&disk, &["release", "--date", "2026-11-24"]).status, 0);
    assert_eq!(against(&disk, "releases/2016.json").status, 0);
    disk.write("data/a.csv", &changed());
    insta::assert_snapshot!("diff_release", against(&disk, "releases/2016.json").to_string());
    let transcript = run(&disk, &["diff", "releases/2016.json", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&transcript.out).expect("JSON");
    assert_eq!((&value["format"], &value["same"]), (&"yearbook-diff".into(), &false.into()));
    assert_eq!(value["flips"][0], "c/growth:fund@全国@2016");
    assert_eq!(value["ranks"][0], "c/rank:people@甲县@2016");
    let page = disk.path("d.html");
    assert_eq!(run(&disk, &["diff", "releases/2016.json", "--html", page.to_str().expect("UTF-8")]).status, 1);
    let (page, folder) = (fs::read_to_string(page).expect("a page"), disk.path(""));
    let folder = folder.to_str().expect("UTF-8").trim_end_matches('/');
    insta::assert_snapshot!("diff_html", page.replace(folder, "BOOK"));
}

#[test]
fn two_folders() {
    let (old, new) = (book(), book());
    new.write("data/a.csv", &format!("{DATA}fund,专项资金,全国,2014,10,万元\n"));
    let path = old.path("");
    let transcript = run(&new, &["diff", path.to_str().expect("UTF-8")]);
    assert!(transcript.out.contains("fund@全国@2014: (none) → 10万元"), "{transcript}");
    assert_eq!(transcript.status, 1);
    assert_eq!(run(&new, &["diff", "nowhere"]).status, 2);
    assert_eq!(run(&new, &["diff"]).status, 2);
}

#[test]
fn two_revisions_of_git() {
    let disk = book();
    git(&disk, &["init", "-q"]);
    git(&disk, &["add", "-A"]);
    git(&disk, &["commit", "-qm", "first"]);
    assert_eq!(against(&disk, "rev:HEAD").status, 0, "nothing has changed");
    let file = fs::read_to_string(disk.path("templates/chapters/c.md")).expect("a chapter");
    let chapter = file.replace("贫困人口{{", "年末贫困人口{{").replace("比上年", "较上年") + "\n新的一句。\n";
    disk.write("templates/chapters/c.md", &chapter);
    git(&disk, &["commit", "-qam", "second"]);
    insta::assert_snapshot!("diff_git", run(&disk, &["diff", "rev:HEAD~1", "rev:HEAD"]).to_string());
    insta::assert_snapshot!("diff_git_unknown", run(&disk, &["diff", "rev:HEAD~7"]).to_string());
    assert_eq!(run(&book(), &["diff", "rev:--help"]).status, 2);
}

#[test]
fn two_data_years() {
    let data = format!(
        "{DATA}fund,专项资金,全国,2014,6000,万元\npeople,贫困人口,全国,2014,8,万人\npeople,贫困人口,甲县,2015,2,万人\npeople,贫困人口,乙县,2015,5,万人\n"
    );
    let disk = Disk::new(&TestBook::new(&data, BODY));
    insta::assert_snapshot!("diff_years", run(&disk, &["diff", "--years", "2015", "2016"]).to_string());
}
