//! A draft, for the months in which data are incomplete.

#![expect(clippy::disallowed_methods, reason = "a book on disk, and the folders that it leaves")]

use std::fs;

use crate::cli::{Disk, run};
use crate::harness::{TestBook, page};

const DATA: &str = "indicator,name_zh,area,year,value,unit,source\n\
    fund,专项资金,全国,2015,100,万元,市财政局\n\
    people,贫困人口,全国,2016,5,万人,市扶贫办\n";
const BODY: &str = "## 概况\n\n专项资金{{ figure(indicator=\"fund\") }}，{{ growth(indicator=\"fund\") }}；贫困人口{{ figure(indicator=\"people\") }}。\n";

fn draft() -> TestBook {
    let mut book = TestBook::new(DATA, BODY);
    book.request.draft = true;
    book
}

#[test]
fn what_is_missing_is_printed_as_pending() {
    let markdown = draft().markdown();
    assert!(markdown.contains("专项资金【待补】[^v1]，【待补】[^v1]；贫困人口5万人。"), "{markdown}");
}

#[test]
fn every_page_is_marked_as_a_draft() {
    let edition = draft().good();
    let pages = edition.pages().keys().filter(|path| path.ends_with(".html")).collect::<Vec<_>>();
    assert!(pages.len() > 1, "{pages:?}");
    for path in pages {
        assert!(page(&edition, path).contains("草稿"), "{path} is not marked");
    }
    assert!(page(&edition, "markdown/c.md").contains("draft: true"), "{}", page(&edition, "markdown/c.md"));
    let complete = TestBook::new(DATA, "贫困人口{{ figure(indicator=\"people\") }}。\n").good();
    assert!(!page(&complete, "html/c.html").contains("草稿"));
}

#[test]
fn what_is_missing_is_listed_with_whom_it_comes_from() {
    let edition = draft().good();
    let pending = edition.pending().map(|(figure, missing)| format!("{}: {missing}", figure.id)).collect::<Vec<_>>();
    insta::assert_snapshot!("draft_pending", pending.join("\n"));
}

#[test]
fn a_draft_still_refuses_what_is_wrong() {
    let mut book = TestBook::new(DATA, "专项资金{{ figure(indicator=\"fnud\") }}。\n");
    book.request.draft = true;
    assert!(book.messages().contains("no indicator `fnud`"), "{}", book.messages());
}

#[test]
fn a_draft_never_touches_the_published_book() {
    let disk = Disk::new(&TestBook::new(DATA, "贫困人口{{ figure(indicator=\"people\") }}。\n"));
    assert_eq!(run(&disk, &["build"]).status, 0);
    let published = fs::read(disk.path("output/markdown/c.md")).expect("published");
    disk.write(
        "templates/chapters/c.md",
        &format!("---\n{{title: 章, authors: [某人], sources: [某局]}}\n---\n{BODY}"),
    );
    assert_eq!(run(&disk, &["build"]).status, 2, "without --draft what is missing is refused");
    insta::assert_snapshot!("draft_command", run(&disk, &["build", "--draft"]).to_string());
    assert_eq!(fs::read(disk.path("output/markdown/c.md")).expect("still there"), published);
    let drafted = fs::read_to_string(disk.path("draft/markdown/c.md")).expect("drafted");
    assert!(drafted.contains("【待补】"), "{drafted}");
}
