//! `yearbook verify`: finished texts that the program did not write.

#![expect(clippy::disallowed_methods, reason = "manuscripts are files")]

use std::ffi::OsString;

use yearbook::cli::{Terminal, run};

use crate::sample::root;

/// What the command prints for a manuscript of this text, and its exit status.
fn verify(name: &str, bytes: &[u8], arguments: &[&str]) -> (String, u8) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let given = ["yearbook".into(), "verify".into(), path.into_os_string()].into_iter();
    let given = given.chain(arguments.iter().map(OsString::from));
    let exit = run(given, &mut out, &mut err, Terminal::default());
    let text = String::from_utf8([out, err].concat()).expect("UTF-8");
    (text.replace(&folder.path().display().to_string(), "DIR"), exit.status())
}

#[test]
fn a_claim_that_does_not_hold_is_shown_with_its_arithmetic() {
    let text = "2016年，全市争取专项扶贫资金1.89亿元，比2015年的4797万元增长394%。";
    let (told, status) = verify("稿.txt", text.as_bytes(), &[]);
    assert_eq!(status, 1);
    insta::assert_snapshot!(told);
}

#[test]
fn what_holds_is_counted_and_shown_when_asked() {
    let text = "年末农村贫困人口551万人，比上年末的1660万人减少1109万人，下降66.8%。";
    let (told, status) = verify("a.md", text.as_bytes(), &["--all"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(told);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let (told, status) = verify("a.pdf", b"%PDF", &[]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(told);
    let (told, status) = verify("a.docx", b"PK\x03\x04 no archive", &[]);
    assert_eq!(status, 2, "{told}");
}

#[test]
fn the_sample_chapters_have_no_claim_that_does_not_hold() {
    for chapter in ["poverty-alleviation", "rural-poverty-monitoring"] {
        for path in [format!("output/markdown/{chapter}.md"), format!("output/html/{chapter}.html")] {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let given = ["yearbook".into(), "verify".into(), root().join(&path).into_os_string()];
            let exit = run(given, &mut out, &mut err, Terminal::default());
            assert_eq!(exit.status(), 0, "{path}: {}", String::from_utf8_lossy(&out));
        }
    }
}
