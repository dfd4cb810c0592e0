//! Long and mad manuscripts: twice the text takes about twice the time, and nothing makes `verify` panic or hang.

#![expect(clippy::disallowed_methods, reason = "measures time, reads the passages")]

use std::time::{Duration, Instant};

use yearbook::manuscript::report::{html, json};
use yearbook::manuscript::text::Manuscript;
use yearbook::manuscript::{Verification, verify};

use crate::sample::root;

/// All passages of the project, one after the other, repeated up to a length.
fn text(length: usize) -> String {
    let mut all = String::new();
    let entries = std::fs::read_dir(root().join("tests/corpus")).expect("a folder").flatten();
    let mut paths: Vec<_> =
        entries.map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    for path in paths {
        let passages: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path).expect("readable")).expect("JSON");
        for passage in passages.as_array().expect("a list") {
            all.push_str(passage["text"].as_str().expect("a text"));
            all.push('\n');
        }
    }
    all.repeat(length.div_ceil(all.len()))
}

fn run(text: &str) -> Verification {
    verify(vec![Manuscript::of_text("a.txt", text)], None)
}

/// The least of three times: the machine may be busy.
fn time(text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        let verification = run(text);
        assert!(!verification.files[0].claims.is_empty());
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn twice_the_text_takes_no_more_than_about_twice_the_time() {
    let long = text(120_000);
    let half = long.floor_char_boundary(long.len() / 4);
    let ratio = time(&long).as_secs_f64() / time(&long[..half]).as_secs_f64();
    // Four times the text: quadratic growth would take sixteen times as long.
    assert!(ratio < 9.0, "{ratio:.1} times as long");
}

#[test]
fn mad_texts_are_read_to_their_end() {
    let digits = "9".repeat(10_000);
    let cases = [
        format!("产值{digits}亿元，增长{digits}.{digits}%。"),
        "（".repeat(20_000) + "产值5亿元" + &"）".repeat(20_000),
        "((((".repeat(5_000),
        "占的".repeat(20_000) + "5%",
        "1、2和3，".repeat(8_000),
        "其中1个，".repeat(4_000),
        "1：".repeat(10_000) + "2",
        "一".repeat(30_000),
        "百分之".repeat(10_000),
        "2015—".repeat(8_000) + "2016年",
        "由1增加到".repeat(4_000),
        "比1/".repeat(8_000),
        "|".repeat(30_000),
        "\u{0}\u{1}\u{7f}\u{fffd}\u{202e}".repeat(4_000),
        "，增长5%".repeat(4_000),
        "5亿元".repeat(10_000),
        "0.".repeat(20_000),
        "-".repeat(30_000) + "5",
    ];
    for text in cases {
        let start = Instant::now();
        let verification = run(&text);
        let findings = verification.findings();
        let _ = (html(&verification), json(&verification));
        let taken = start.elapsed();
        let head: String = text.chars().take(12).collect();
        assert!(taken < Duration::from_secs(60), "{head}…: {taken:?}, {} findings", findings.as_slice().len());
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read() {
    let mut state: u64 = 7;
    let bytes: Vec<u8> = (0..50_000)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from(state >> 56).unwrap_or(0)
        })
        .collect();
    for name in ["a.txt", "a.md", "a.html", "a.docx"] {
        if let Ok(manuscript) = Manuscript::read(name, &bytes) {
            let _ = verify(vec![manuscript], None).findings();
        }
    }
    let nested = format!("{}5亿元{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let read = Manuscript::read("a.html", nested.as_bytes()).expect("HTML");
    assert_eq!(verify(vec![read], None).files[0].reading.mentions.len(), 1);
    let quoted = format!("{}5亿元", "> ".repeat(5_000));
    let _ = Manuscript::read("a.md", quoted.as_bytes()).map(|read| verify(vec![read], None));
}
