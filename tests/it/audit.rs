//! The files of the audit: their schema, their totals, what links where.

#![expect(clippy::disallowed_methods, reason = "reads the committed schema")]

mod schema;

use serde_json::Value;

use crate::harness::{Made, TestBook, page};
use crate::sample::{good, root};

const DATA: &str = "indicator,area,year,value,unit,status,source\n\
    收入,全国,2015,100,万元,,\n收入,全国,2016,120,万元,V,\n话,全国,2016,=翻番,,,公报\n";
const CHAPTER: &str = "## 概况\n\n{{ figure(indicator=\"收入\") }}，{{ growth(indicator=\"收入\") }}，{{ quote(indicator=\"话\") }}。\n\n\
    {{ table(indicator=\"收入\", from=2015, title=\"收入\") }}\n\n末了{{ growth(indicator=\"收入\", decimals=2) }}。\n\n\
    {{ sparkline(indicator=\"收入\", from=2015) }}线。\n";

fn book() -> TestBook {
    TestBook::new(DATA, CHAPTER)
}

fn audit(edition: &Made) -> Value {
    serde_json::from_str(&page(edition, "audit/audit.json")).expect("JSON")
}

#[test]
fn the_json_is_what_its_schema_says() {
    let text = std::fs::read_to_string(root().join("docs/schema/audit-3.json")).expect("committed");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    for edition in [good(None), book().good(), TestBook::new(DATA, "空。\n").good()] {
        assert_eq!(schema::violations(&schema, &audit(&edition)), Vec::<String>::new());
    }
    let mut wrong = audit(&book().good());
    wrong["figures"][0]["class"] = "guessed".into();
    wrong["figures"][1]["order"] = "1".into();
    wrong["extra"] = 1.into();
    insta::assert_snapshot!(schema::violations(&schema, &wrong).join("\n"));
}

/// Text, table and text again: cells are counted where they stand.
#[test]
fn the_cells_of_a_large_table_stand_in_the_json_with_their_rows() {
    let edition = crate::tables::large().good();
    let text = std::fs::read_to_string(root().join("docs/schema/audit-3.json")).expect("committed");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let audit = audit(&edition);
    assert_eq!(schema::violations(&schema, &audit), Vec::<String>::new());
    let large = &audit["tables"][0]["large"];
    let (cells, inputs) = (large["cells"].as_array().expect("cells"), large["inputs"].as_array().expect("inputs"));
    assert_eq!(inputs.len(), 112, "each datum once");
    assert_eq!(cells.len(), edition.cells().count());
    assert_eq!(audit["totals"]["figures"]["figures"].as_u64(), Some(cells.len() as u64));
    let of = |list: &str, item: &Value| large[list][item[0].as_u64().expect("an index") as usize].clone();
    let growth = cells
        .iter()
        .find(|cell| of("kinds", cell)[0] == "growth" && cell[1] == "甲县" && cell[2] == 1962)
        .expect("growth");
    assert_eq!(of("kinds", growth), serde_json::json!(["growth", "pop", "computed", "%"]));
    let data: Vec<&Value> = growth[5]
        .as_array()
        .expect("indices")
        .iter()
        .map(|at| &inputs[at.as_u64().expect("an index") as usize])
        .collect();
    assert_eq!(of("series", data[0]), serde_json::json!(["pop", "data/a.csv", null, "value", "万人"]));
    let rows: Vec<_> = data.iter().map(|datum| &datum[4]).collect();
    assert_eq!(rows, [4, 2], "the current year, then its base");
    let figure = edition.cells().find(|figure| {
        *figure.area == *"甲县" && figure.period.to_string() == "1962" && figure.function.name() == "growth"
    });
    assert_eq!(growth[3].as_str(), figure.map(|figure| figure.print.text()).as_deref());
}

#[test]
fn figures_are_in_reading_order() {
    let audit = audit(&book().good());
    let figures = audit["figures"].as_array().expect("a list");
    let line = |figure: &Value| {
        let part = |key: &str| figure[key].as_str().unwrap_or("-").to_owned();
        let place = figure["where"]["kind"].as_str().unwrap_or_default();
        format!("{} {} {place} {} {}", figure["number"], figure["order"], part("text"), part("href"))
    };
    insta::assert_snapshot!(figures.iter().map(line).collect::<Vec<_>>().join("\n"));
    assert_eq!(audit["totals"]["figures"]["figures"], figures.len());
    assert_eq!(audit["totals"]["figures"]["quoted"], 1);
}

#[test]
fn findings_stand_beside_the_figures_that_they_are_about() {
    let edition = book().good();
    let audit = audit(&edition);
    let about = |text: &str| {
        let figures = audit["figures"].as_array().expect("a list").iter();
        figures
            .filter(|figure| figure["text"] == text)
            .flat_map(|figure| figure["findings"].as_array().expect("a list"))
            .count()
    };
    assert!(about("120万元") > 0 && about("增长20.0%") > 0, "{}", audit["findings"]);
    assert_eq!(about("=翻番"), 0);
    let html = page(&edition, "audit/audit.html");
    assert!(html.contains("<a href=\"#finding-1\">"), "{html}");
}

#[test]
fn the_ledger_as_text_has_no_formulas() {
    let csv = page(&book().good(), "audit/figures.csv");
    assert!(csv.starts_with('\u{FEFF}'), "spreadsheets know UTF-8 by its mark");
    assert!(csv.contains(",'=翻番,") && !csv.contains(",=翻番"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 8, "{csv}");
}

/// Markup in data, in names and in findings is text.
#[test]
fn what_data_say_is_text_in_the_page() {
    let book = book().replace("data/a.csv", ",公报", ",<script>alert(1)</script>");
    let html = page(&book.good(), "audit/audit.html");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script>alert"));
}

/// Every link of the page leads to an element that is there: in itself, and in the pages of the book and back.
#[test]
fn links_lead_somewhere_and_back() {
    for edition in [good(None), book().good()] {
        let html = page(&edition, "audit/audit.html");
        let mut seen = 0;
        for target in attributes(&html, "href") {
            let (path, fragment) = target.split_once('#').unwrap_or((&target, ""));
            let path = match path.strip_prefix("../") {
                Some(path) => path.to_owned(),
                None if path.is_empty() => "audit/audit.html".to_owned(),
                None => format!("audit/{path}"),
            };
            assert!(edition.pages().contains_key(&path), "{target}");
            if !fragment.is_empty() {
                assert!(has_element(&page(&edition, &path), fragment), "{target}");
                seen += 1;
            }
        }
        assert!(seen > 8);
    }
    let edition = good(None);
    let html = page(&edition, "audit/audit.html");
    let back = attributes(&page(&edition, "html/poverty-alleviation.html"), "href");
    let back: Vec<_> = back.iter().filter_map(|target| target.strip_prefix("../audit/audit.html#")).collect();
    assert!(back.len() > 100);
    assert!(back.into_iter().all(|id| has_element(&html, id)));
}

#[test]
fn pages_link_to_the_audit_only_if_the_book_says_so() {
    assert!(!page(&book().good(), "html/c.html").contains("../audit/"));
    let linked = book().replace("yearbook.yaml", "chapters:", "site: {audit_links: true}\nchapters:");
    assert!(page(&linked.good(), "html/c.html").contains("<a href=\"../audit/audit.html#c/growth:收入@全国@2016\">"));
}

#[test]
fn an_english_edition_has_an_english_audit() {
    let english = book().replace("yearbook.yaml", "year: 2016", "language: en\nyear: 2016");
    let html = page(&english.build().expect("a book"), "audit/audit.html");
    assert!(html.contains("8 figures: 7 computed, 0 reconstructed, 1 quoted; 0 unaccounted in the text."), "{html}");
    assert!(html.contains("<html lang=\"en\">"));
}

/// The book's own script and style take the place of those that are compiled in.
#[test]
fn the_book_may_have_its_own_style() {
    let own = book().file("templates/audit.css", "body { color: teal }");
    assert!(page(&own.good(), "audit/audit.html").contains("<style>\nbody { color: teal }</style>"));
}

fn has_element(html: &str, fragment: &str) -> bool {
    html.contains(&format!(" id=\"{}\"", decoded(fragment)))
}

/// Percent signs and their two digits as the letters that they stand for.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let letter = u8::from_str_radix(&part[..2], 16).expect("two digits");
        format!("{text}{}{}", char::from(letter), &part[2..])
    })
}

/// The values of an attribute, with the escapes of HTML undone.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    values.map(|value| value.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")).collect()
}
