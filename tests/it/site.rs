//! The pages around the chapters: order, editor's notes, lists, indicators, search index, what `site:` changes.

use crate::harness::{TestBook, figures, page};

const DATA: &str = "indicator,area,year,value,unit,status,source,comparable_base\n\
    收入,全国,2015,100,元,,公报甲,\n收入,全国,2016,120,元,P,公报乙,110\n\
    粮食,甲县,2016,3,吨,,公报乙,\n粮食,乙县,2016,…,吨,,公报乙,\n";
const CHAPTER: &str = "## 概况\n\n收入{{ figure(indicator=\"收入\") }}，{{ growth(indicator=\"收入\") }}。\n\n\
    {{ chart(kind=\"bar\", indicator=\"收入\", from=2015, title=\"历年收入\") }}\n\n\
    ## 农业\n\n甲县粮食\n{{ figure(indicator=\"粮食\", area=\"甲县\") }}。\n";

fn book() -> TestBook {
    let indicators = "indicators:\n  - {id: 收入, definition: 住户调查的可支配收入}\n  \
        - {id: 收入增速, name: {zh: 收入增长速度, en: Income growth}, formula: growth(收入), unit: '%'}\n";
    TestBook::new(DATA, CHAPTER).file("data/indicators/a.yaml", indicators).replace(
        "yearbook.yaml",
        "chapters:",
        "indicators: data/indicators/a.yaml\nchapters:",
    )
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn the_pages_follow_each_other() {
    let edition = book().good();
    let order = ["index", "notes", "lists", "c", "indicators", "credits"];
    for pair in order.windows(2) {
        holds(
            &page(&edition, &format!("html/{}.html", pair[0])),
            &[&format!("rel=\"next\" href=\"{}.html\"", pair[1])],
        );
        holds(
            &page(&edition, &format!("html/{}.html", pair[1])),
            &[&format!("rel=\"prev\" href=\"{}.html\"", pair[0])],
        );
    }
    assert!(!page(&edition, "html/credits.html").contains("rel=\"next\""));
}

#[test]
fn a_book_without_charts_has_no_list_of_them() {
    let edition = TestBook::new(DATA, "收入{{ figure(indicator=\"收入\") }}。\n").good();
    assert!(!edition.pages().contains_key("html/lists.html"));
    assert!(!page(&edition, "html/index.html").contains("lists.html"));
}

#[test]
fn the_data_are_published_unless_the_book_says_otherwise() {
    let table = page(&book().good(), "data/observations.csv");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows[0],
        "indicator,area,year,value,unit,status,qualifier,comparable_base,revised_from,note,source,file,row"
    );
    holds(
        &table,
        &["收入,全国,2015,100,元,A,,,,,公报甲,data/a.csv,2\n", "收入,全国,2016,120,元,P,,110,,,公报乙,data/a.csv,3\n"],
    );
    holds(&table, &["粮食,乙县,2016,…,吨,A,,,,,公报乙,data/a.csv,5\n"]);
    let without = book().replace("yearbook.yaml", "chapters:", "publish: {observations: false}\nchapters:").good();
    assert!(!without.pages().contains_key("data/observations.csv") && without.pages().contains_key("html/c.html"));
}

#[test]
fn the_editors_notes_are_the_books_own() {
    let notes = page(&book().good(), "html/notes.html");
    holds(
        &notes,
        &[
            "修约采用四舍五入法。",
            "data/a.csv，4个数据",
            "<th scope=\"row\">公报甲</th><td class=\"right\">2</td>",
            "<th scope=\"row\">公报乙</th><td class=\"right\">3\u{2060}—\u{2060}5</td>",
            "<th scope=\"row\">…</th><td>数据不足该项最小单位数的一半</td><td class=\"right\">1</td>",
            "<th scope=\"row\">P</th><td>初步数，以后可能修订</td><td class=\"right\">1</td>",
            "<li><a href=\"c.html#growth:收入@",
            ">增长9.1%</a>（2016年，全国，收入）<span class=\"line\">按可比口径计算：2015年收入可比基数为110元，公布数为100元</span></li>",
        ],
    );
    let half_even = book().replace("yearbook.yaml", "title: 试书\n", "title: 试书\nrounding: half_even\n").good();
    holds(&page(&half_even, "html/notes.html"), &["四舍六入五留双"]);
}

#[test]
fn the_indicators_are_explained() {
    let indicators = page(&book().good(), "html/indicators.html");
    holds(
        &indicators,
        &[
            "<dd>住户调查的可支配收入</dd>",
            "<span class=\"other\">Income growth</span>",
            "<dd>收入[2016] ÷ 收入[2015]（可比口径） − 1</dd>",
            ">120元</a>、<a ",
            "<a href=\"c.html#c-1\" title=\"历年收入\">图1-1</a>",
            "<tr id=\"粮食\"><th scope=\"row\">粮食</th><td>吨</td>",
        ],
    );
}

#[test]
fn search_has_a_record_for_each_entry_indicator_chart_and_figure() {
    let edition = book().good();
    let index = page(&edition, "html/search-index.js");
    let records = index.strip_prefix("window.yearbookIndex = ").and_then(|rest| rest.strip_suffix(";\n"));
    let records: Vec<serde_json::Value> = serde_json::from_str(records.expect("one value")).expect("JSON");
    let of = |kind: &str| records.iter().filter(|record| record["kind"] == kind).collect::<Vec<_>>();
    assert_eq!([of("entry").len(), of("indicator").len(), of("chart").len(), of("figure").len()], [3, 3, 1, 3]);
    assert_eq!(of("figure").len(), figures(&edition).len());
    assert_eq!(of("entry")[2]["text"], "甲县粮食3吨。");
    assert_eq!(of("figure")[1]["title"], "增长9.1%");
    assert_eq!(of("figure")[2]["text"], "2016年，甲县，粮食");
}

#[test]
fn a_book_has_its_own_logo_colour_footer_and_credits() {
    let site = "site:\n  logo: logo.svg\n  colour: '#00458A'\n  footer: 脚注<b>\n  credits:\n    - {role: 主编, names: [张某, 李某]}\n";
    let edition = TestBook::new(DATA, CHAPTER)
        .file("logo.svg", "<svg/>")
        .replace("yearbook.yaml", "title: 试书\n", &format!("title: 试书\n{site}"))
        .good();
    assert_eq!(page(&edition, "html/logo.svg"), "<svg/>");
    holds(&page(&edition, "html/index.html"), &["src=\"logo.svg\"", "<p>脚注&lt;b&gt;</p>"]);
    holds(
        &page(&edition, "html/style.css"),
        &[":root { --brand: #00458a }", "@page stop-3 { @top-right { content: \"章\" } }"],
    );
    holds(&page(&edition, "html/credits.html"), &["<dt>主编</dt><dd>张某、李某</dd>"]);
}

#[test]
fn a_title_stands_once() {
    let edition = book().good();
    let alone = page(&edition, "markdown/charts/c-1.svg");
    assert_eq!(alone.matches("历年收入").count(), 2, "as its name and drawn: {alone}");
    let chapter = page(&edition, "html/c.html");
    let figure = chapter.split("<figure").nth(1).and_then(|rest| rest.split("</figure>").next()).expect("a chart");
    assert_eq!(figure.matches("历年收入").count(), 3, "as the name of two pictures and in the caption: {figure}");
    assert!(book().markdown().contains("![图1-1 历年收入](charts/c-1.svg)"));
}

#[test]
fn another_year_moves_the_cover() {
    let edition = TestBook::new(DATA, "收入{{ figure(indicator=\"收入\") }}。\n").year(2015).good();
    holds(&page(&edition, "html/index.html"), &["<p class=\"year\">2015</p>"]);
}

#[test]
fn a_site_that_is_wrong_is_refused() {
    let messages = book().replace("yearbook.yaml", "title: 试书\n", "title: 试书\nsite: {colour: 红}\n").messages();
    holds(&messages, &["error[B022]: `红` is no colour", "yearbook.yaml:2:16"]);
}
