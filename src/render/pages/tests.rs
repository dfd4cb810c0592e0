//! The output tree: what is in it, what a book may replace, what a layout's fault says.

use std::collections::BTreeMap;

use crate::Result;
use crate::book::Book;
use crate::findings::{Findings, Printer};
use crate::indicators::Catalogue;
use crate::ingest::Observations;
use crate::output::{InMemory, Never};
use crate::render::fake::{book, good};

const CHAPTER: &str = "## 概况 *<&*\n{{ figure(indicator=\"fund\") }}、{{ figure(indicator=\"firms\") }}。\n\n\
                       {{ chart(indicator=\"fund\", title=\"资金<i>\") }}\n";

fn charts() -> BTreeMap<String, String> {
    BTreeMap::from([("a-1".to_owned(), "<svg/>".to_owned()), ("other".to_owned(), "<svg/>".to_owned())])
}

/// The tree of a book whose indicators are the fake clerk's, not the catalogue's.
fn make(book: &Book, charts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Vec<u8>>> {
    let observations = Observations::default();
    let catalogue = Catalogue::new(book, &observations, &mut Findings::default());
    let output = InMemory::default();
    super::make(&catalogue, &good(book), charts, (&Never, &output))?;
    Ok(output.into_files())
}

/// The tree of a book as texts.
fn tree(files: &[(&str, &str)], draft: bool) -> BTreeMap<String, String> {
    let mut book = book(files);
    book.draft = draft;
    let tree = make(&book, &charts()).unwrap_or_else(|error| panic!("{error}"));
    tree.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text"))).collect()
}

#[test]
fn the_tree_holds_both_forms_and_only_charts_that_are_used() {
    let tree = tree(&[("a", CHAPTER), ("b", "文。\n")], false);
    let paths = tree.keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(
        paths,
        [
            "html/a.html",
            "html/b.html",
            "html/credits.html",
            "html/data/a-1.csv",
            "html/figures.js",
            "html/index.html",
            "html/lists.html",
            "html/notes.html",
            "html/search-index.js",
            "html/search.html",
            "html/search.js",
            "html/style.css",
            "markdown/README.md",
            "markdown/a.md",
            "markdown/b.md",
            "markdown/charts/a-1.svg",
            "markdown/data/a-1.csv",
        ]
    );
    assert!(tree["html/style.css"].contains(".yb-chart"));
    insta::assert_snapshot!(tree["markdown/README.md"], @r"
    # 样书

    数据年份：2016年

    ## 目录

    1. [篇a](a.md)
       - 概况 \<&
    2. [篇b](b.md)
    ");
}

#[test]
fn a_page_is_whole_and_escaped() {
    let tree = tree(&[("a", CHAPTER), ("b", "文。\n")], false);
    let page = &tree["html/a.html"];
    for part in [
        "<html lang=\"zh-CN\">",
        "default-src 'none'",
        "<a class=\"skip\" href=\"#text\">",
        "<main id=\"text\">",
        "<a rel=\"next\" href=\"b.html\">",
        "<h2 id=\"概况-&lt;&amp;\">【概况 <em>&lt;&amp;</em>】</h2>",
        "<a href=\"#概况-%3C%26\">概况 &lt;&amp;</a>",
        "<data class=\"figure\" id=\"figure:fund@岳阳市@2016\" value=\"189000000\" data-class=\"computed\"",
        "<li id=\"source-figure:fund@岳阳市@2016\" data-figure=\"a/figure:fund@岳阳市@2016\">",
        "<li id=\"note-figure:firms@岳阳市@2016\">",
        "<figure class=\"chart\" id=\"a-1\">\n<svg/>\n<figcaption><span class=\"number\">图1-1</span> 资金&lt;i&gt;<span class=\"data\">",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    for none in ["style=", "<script>", "<i>", "http://", "https://", "draft"] {
        assert!(!page.contains(none), "{none}");
    }
    let ids = page
        .match_indices(" id=\"")
        .map(|(at, _)| page[at + 5..].split('"').next().expect("closed"))
        .collect::<Vec<_>>();
    let once = ids.iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids.len(), once.len(), "{ids:?}");
    for (at, _) in page.match_indices("href=\"#") {
        let target = page[at + 7..].split('"').next().expect("closed");
        let target = target.replace("%3C", "&lt;").replace("%26", "&amp;");
        assert!(ids.contains(&target.as_str()), "{target} of {ids:?}");
    }
}

#[test]
fn a_draft_is_marked() {
    let tree = tree(&[("a", CHAPTER)], true);
    assert!(tree["html/a.html"].contains("<body class=\"stop-3 draft\"") && tree["html/a.html"].contains("【草稿】"));
    assert!(tree["markdown/a.md"].contains("\ndraft: true\n") && tree["markdown/README.md"].contains("【草稿】"));
}

#[test]
fn a_book_may_have_its_own_layouts_and_style() {
    let own = [
        ("a", "文。\n"),
        ("templates/layouts/index.html", "{% include \"layouts/head.html\" %}"),
        ("templates/layouts/head.html", "<title>{{ book.title }}</title>"),
        ("templates/style.css", "body { color: red }"),
    ];
    let tree = tree(&own, false);
    assert_eq!(tree["html/index.html"], "<title>样书</title>");
    assert!(tree["html/style.css"].starts_with("body { color: red }\n"));
    assert!(tree["html/a.html"].contains("<main"));
}

#[test]
fn a_layout_that_fails_says_where() {
    let messages = [("syntax", "甲\n{{ book.title"), ("variable", "{{ bok }}")].map(|(_, layout)| {
        let book = book(&[("a", ""), ("templates/layouts/index.html", layout)]);
        let error = make(&book, &charts()).expect_err("wrong");
        Printer::default().problem(error.problem())
    });
    insta::assert_snapshot!(messages.concat(), @"
    error: a page layout fails: unexpected end of input
     --> templates/layouts/index.html:2:9
      |
    2 | {{ book.title
      |         ^^^^^
      |
      = help: mend the layout, or delete it to use the built-in one of that name

    error: a page layout fails: variable `bok` is not defined. Available variables: book, chapters, labels, lists, next, page, previous, stop, stops
     --> templates/layouts/index.html:1:4
      |
    1 | {{ bok }}
      |    ^^^
      |
      = help: mend the layout, or delete it to use the built-in one of that name
    ");
}

#[test]
fn a_chart_that_was_not_drawn_stops_the_work() {
    let book = book(&[("a", CHAPTER)]);
    let error = make(&book, &BTreeMap::new()).expect_err("no picture");
    assert_eq!(error.problem().message, "chart `a/chart:x#1` has not been drawn");
}
