//! `yearbook verify`: finished texts that the program did not write.

#![expect(clippy::disallowed_methods, reason = "manuscripts are files")]

use std::ffi::OsString;
use std::io::{Read, Write};

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

/// A Word document of some paragraphs, each of two runs.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let body: String = paragraphs
        .iter()
        .map(|text| {
            let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
            format!("<w:p>{}{}</w:p>", run(&text[..middle]), run(&text[middle..]))
        })
        .collect();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = format!("<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>");
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", &document)] {
        package.start_file(path, zip::write::SimpleFileOptions::default()).expect("in memory");
        package.write_all(text.as_bytes()).expect("in memory");
    }
    package.finish().expect("in memory").into_inner()
}

/// A part of an archive as text.
fn part(bytes: &[u8], path: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    package.by_name(path).expect(path).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn a_word_document_comes_back_with_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("稿.docx");
    let text = ["一、概况", "2016年，粮食总产量20.6万吨，比上年增加0.6万吨，增长3.9%。", "投入约5000万元左右。"];
    std::fs::write(&path, word(&text)).expect("written");
    let out = folder.path().join("annotated");
    let given = [
        "yearbook".into(),
        "verify".into(),
        "--annotate".into(),
        out.clone().into_os_string(),
        path.clone().into_os_string(),
    ];
    let (mut printed, mut err) = (Vec::new(), Vec::new());
    let exit = run(given, &mut printed, &mut err, Terminal::default());
    assert_eq!(exit.status(), 1, "{}", String::from_utf8_lossy(&err));
    let copy = std::fs::read(out.join("稿.docx")).expect("a copy");
    let comments = part(&copy, "word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 2, "{comments}");
    assert!(comments.contains("V001: 3.9% is stated") && comments.contains("W003"), "{comments}");
    let Some(office) = std::env::var_os("YEARBOOK_SOFFICE") else { return };
    let status = std::process::Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "odt", "--outdir"])
        .arg(folder.path())
        .arg(out.join("稿.docx"))
        .output()
        .expect("the office program runs");
    let odt = std::fs::read(folder.path().join("稿.odt")).unwrap_or_else(|_| panic!("not converted: {status:?}"));
    let content = part(&odt, "content.xml");
    assert_eq!(content.matches("<office:annotation ").count(), 2, "{content}");
    assert!(content.contains("V001: 3.9% is stated"), "{content}");
}

#[test]
fn only_word_documents_are_annotated() {
    let (told, status) = verify("a.txt", "增长5%。".as_bytes(), &["--annotate", "x"]);
    assert_eq!(status, 2);
    assert!(told.contains("none of the manuscripts is a .docx"), "{told}");
}
