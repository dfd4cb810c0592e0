//! The sample book, held against the facts it was made from.

#![expect(clippy::disallowed_methods, reason = "reads the sample book from disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use yearbook::book::Files;
use yearbook::findings::{Printer, Severity};
use yearbook::ledger::Figure;
use yearbook::{Edition, Request};

use crate::harness::{Made, page};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn build(year: Option<i32>) -> yearbook::Result<Made> {
    let files = Files::on_disk(root()).expect("the repository is a book");
    Made::new(files, &Request { year, ..Request::default() })
}

pub(crate) fn good(year: Option<i32>) -> Made {
    let edition = build(year).unwrap_or_else(|error| panic!("{error}"));
    let messages = Printer::default().findings(&edition.findings);
    assert!(!edition.findings.any(Severity::Error), "{year:?}: {messages}");
    edition
}

/// The rows of a comma-separated file without quoted fields, by header.
fn rows(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(root().join(path)).expect(path);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), header.len(), "{line}");
        header.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
    };
    lines.map(row).collect()
}

/// Figures of an entry in reading order.
fn by_entry(edition: &Edition, chapter: &str) -> BTreeMap<String, Vec<Figure>> {
    let mut entries: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    let mut figures: Vec<_> =
        edition.figures().filter(|figure| *figure.chapter == *chapter && figure.order > 0).collect();
    figures.sort_by_key(|figure| figure.order);
    for figure in figures {
        entries.entry(figure.entry.as_deref().unwrap_or_default().to_owned()).or_default().push(figure.clone());
    }
    entries
}

#[test]
fn every_published_fact_is_printed_by_its_own_ledger_entry() {
    let edition = good(None);
    let entries = by_entry(&edition, "poverty-alleviation");
    let mut used = BTreeSet::new();
    let facts = rows("tests/facts/yueyang-2016.csv");
    for fact in &facts {
        let get = |key: &str| fact[key].as_str();
        let place: usize = get("order_in_entry").parse().expect("a number");
        let figures = &entries[get("entry")];
        let figure = figures.get(place - 1).unwrap_or_else(|| panic!("{}: no figure {place}", get("fact_id")));
        let found = [&*figure.indicator, &*figure.area, figure.function.name(), figure.print.token.as_str()];
        assert_eq!(found, [get("indicator"), get("area"), get("function"), get("printed")], "{}", get("fact_id"));
        assert_eq!(figure.period.to_string(), get("year"), "{}", get("fact_id"));
        assert!(used.insert(figure.id.clone()), "{} is printed by the entry of another fact", get("fact_id"));
    }
    let exempt = rows("tests/facts/exempt.csv");
    assert_eq!(facts.len() + exempt.len(), 136, "135 facts and the date of the web page");
}

#[test]
fn the_markdown_holds_every_fact_as_printed() {
    let edition = good(None);
    let text = page(&edition, "markdown/poverty-alleviation.md");
    for fact in rows("tests/facts/yueyang-2016.csv").iter().chain(&rows("tests/facts/exempt.csv")) {
        if fact["entry"] == "（题头）" {
            continue;
        }
        let printed = fact["printed"].replace('~', "\\~");
        assert!(text.contains(&printed) || text.contains(&fact["printed"]), "{} is not in the text", fact["printed"]);
    }
}

/// What the statistics office published, and we compute.
#[test]
fn published_changes_of_rural_poverty_come_out() {
    for (year, phrases) in [
        (2012, &["下降19.1%", "减少2339万人", "下降2.5个百分点"][..]),
        (2013, &["下降16.7%", "减少1650万人"]),
        (2014, &["下降14.9%", "减少1232万人"]),
        (2015, &["减少1442万人"]),
        (2016, &["下降22.2%", "减少1240万人", "下降1.2个百分点"]),
        (2017, &["减少1289万人", "下降1.4个百分点", "增加894元", "增长10.5%", "按可比口径"]),
        (2018, &["减少1386万人", "下降1.4个百分点", "增加994元", "增长10.6%"]),
        (2019, &["下降66.8%", "减少1109万人", "下降1.1个百分点", "增长11.5%", "下降9.6个百分点"]),
    ] {
        let text = page(&good(Some(year)), "markdown/rural-poverty-monitoring.md");
        for phrase in phrases {
            assert!(text.contains(phrase), "{year}: {phrase} is not in\n{text}");
        }
    }
}

#[test]
fn the_comparable_base_of_2017_is_noted() {
    let edition = good(Some(2017));
    let growth =
        edition.figures().find(|figure| figure.id == "rural-poverty-monitoring/growth:poor_area_income@贫困地区@2017");
    let notes = growth.expect("printed").notes.join("\n");
    assert!(notes.contains("8483") && notes.contains("8452"), "{notes}");
}

#[test]
fn the_first_year_without_a_base_is_refused_with_the_reason() {
    let edition = build(Some(2011)).expect("the book itself is right");
    let messages = Printer::default().findings(&edition.findings);
    assert!(edition.findings.any(Severity::Error));
    assert!(messages.contains("rural_poor_population") && messages.contains("2010"), "{messages}");
}

#[test]
fn the_growth_of_294_per_cent_is_reconstructed_not_proof() {
    let edition = good(None);
    let id = "poverty-alleviation/growth:special_fund@岳阳市@2016";
    let figure = edition.figures().find(|figure| figure.id == id).expect("printed");
    assert_eq!(figure.class, yearbook::ledger::Class::Reconstructed);
    assert_eq!(figure.print.text(), "增长294%");
    assert!(figure.value().expect("a value").to_string().starts_with("2.93996"));
}

#[test]
fn the_committed_output_is_a_fresh_build() {
    let edition = good(None);
    let mut committed = BTreeMap::new();
    collect(&root().join("output"), &root().join("output"), &mut committed);
    committed.remove(".yearbook-output");
    let differing: Vec<&String> =
        edition.pages().keys().filter(|path| committed.get(*path) != edition.pages().get(*path)).collect();
    assert!(
        differing.is_empty(),
        "differ from a fresh build: {differing:?}; run `cargo run -- build` and commit output/"
    );
    let foreign: Vec<&String> = committed.keys().filter(|path| !edition.pages().contains_key(*path)).collect();
    assert!(foreign.is_empty(), "no longer built: {foreign:?}");
}

fn collect(base: &Path, folder: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("output/ is committed") {
        let path: PathBuf = entry.expect("readable").path();
        if path.is_dir() {
            collect(base, &path, into);
        } else {
            let name = path.strip_prefix(base).expect("inside").to_string_lossy().into_owned();
            into.insert(name, std::fs::read(&path).expect("readable"));
        }
    }
}
