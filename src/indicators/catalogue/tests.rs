//! What is wrong with indicators, each message as it is printed; what a catalogue tells of those that are sound.

use std::sync::Arc;

use super::Catalogue;
use crate::book::{Book, Files, Language, Names, Period};
use crate::findings::{Findings, Printer};
use crate::formula::{Facts, parse};
use crate::ingest::{Datum, Observations, Recorded, SourceFile, Status};
use crate::quantity::{Exact, UnitTable};

const BOOK: &str = "\
title: 样书
area: 全国
year: 2016
areas: [全国, {id: 东部, name: {en: East}, part_of: 全国}]
datasets: []
chapters: []
";

fn book(indicators: &str) -> Book {
    let files = [("yearbook.yaml", BOOK), ("data/indicators/a.yaml", indicators)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    Book::load(Files::in_memory(files), &mut Findings::default()).expect("a good book")
}

/// 人口 in 万人, income in 元, note in words.
fn observations() -> Observations {
    let mut recorded = Vec::new();
    for (row, (indicator, raw, unit)) in
        [("population", "5.5", "万人"), ("income", "-3", "元"), ("note", "全覆盖", "")].into_iter().enumerate()
    {
        let datum = Exact::parse(raw).map_or_else(|| Datum::Words(raw.to_owned()), Datum::Number);
        let observation = Recorded {
            indicator: indicator.to_owned(),
            area: "全国".to_owned(),
            period: Period::Year(2015),
            datum,
            raw: raw.to_owned(),
            decimals: 0,
            unit: UnitTable::default().parse(unit).expect("a unit"),
            status: Status::A,
            qualifier: None,
            note: None,
            source: None,
            comparable_base: None,
            revised_from: None,
            file: Arc::new(SourceFile { path: "data/a.csv".into(), sha256: String::new() }),
            sheet: None,
            row: row as u64 + 2,
            column: "value".into(),
        };
        recorded.push(observation);
    }
    let mut all = Observations::recorded(recorded);
    all.name("population", Names([(Language::Zh, "人口".to_owned()), (Language::En, "Population".to_owned())].into()));
    all
}

fn messages(indicators: &str) -> String {
    let (book, observations) = (book(indicators), observations());
    let mut findings = Findings::default();
    let _ = Catalogue::new(&book, &observations, &mut findings);
    Printer::default().findings(&findings)
}

#[test]
fn names_in_formulas_are_found_or_reported_at_their_place() {
    insta::assert_snapshot!(messages(
        "indicators:
  - id: a
    formula: 人口 + poplation
  - id: b
    formula: 'population[area: 东布] + sum(income, areas: [East, 西部])'
  - id: c
    formula: >-
      populus
      + 1
"
    ));
}

#[test]
fn formulas_that_cannot_be_read_are_reported_at_their_place() {
    insta::assert_snapshot!(messages(
        "indicators:\n  - id: a\n    formula: '人口 +* 2'\n  - {id: b, formula: grwth(人口)}\n"
    ));
}

#[test]
fn circles_are_reported_as_a_path_and_only_once() {
    insta::assert_snapshot!(messages(
        "indicators:
  - {id: d, formula: a * 2}
  - {id: a, formula: population + b}
  - {id: b, formula: c}
  - {id: c, formula: growth(a)}
  - {id: e, formula: e + 1}
"
    ));
}

#[test]
fn units_that_do_not_go_together_are_reported() {
    insta::assert_snapshot!(messages(
        "indicators:
  - {id: a, formula: income + population}
  - {id: b, formula: income / population, unit: 户}
  - {id: c, formula: income * 2, unit: 圆}
  - {id: population, unit: 元}
  - {id: income, unit: 亿圆}
  - {id: uses_a, formula: a + 1}
"
    ));
}

#[test]
fn indicators_come_from_one_origin() {
    insta::assert_snapshot!(messages(
        "indicators:
  - {id: income, formula: population * 2}
  - {id: popluation}
  - {id: uses_it, formula: popluation + 1}
"
    ));
}

#[test]
fn a_name_means_one_indicator() {
    insta::assert_snapshot!(messages(
        "indicators:
  - {id: a, formula: population, name: {zh: income}}
  - {id: b, formula: population, name: {zh: 指标}}
  - {id: c, formula: population, name: {zh: 指标, en: Population}}
"
    ));
}

#[test]
fn values_that_are_not_expected_are_reported_at_their_row() {
    insta::assert_snapshot!(messages(
        "indicators:
  - {id: income, expect: {min: 0}}
  - {id: population, expect: {min: 6, max: 7}}
  - {id: a, formula: population, expect: {min: 7, max: 6}}
"
    ));
    assert_eq!(messages("indicators:\n  - {id: population, expect: {min: 5.5, max: 5.5}}\n"), "");
}

#[test]
fn a_catalogue_tells_what_it_knows() {
    let yaml = "indicators:
  - id: per_head
    name: {zh: 人均, en: Per head}
    definition: {zh: 收入除以人口}
    formula: twice / 人口
    decimals: 2
    words: {up: 提高}
  - {id: twice, formula: income * 2}
  - {id: wrong, formula: income + }
";
    let (book, observations) = (book(yaml), observations());
    let catalogue = Catalogue::new(&book, &observations, &mut Findings::default());
    assert_eq!(catalogue.lookup("Per head"), Some("per_head"));
    assert_eq!(catalogue.lookup("人口"), Some("population"));
    assert_eq!(catalogue.lookup("wrong"), None);
    assert!(catalogue.is_broken("wrong") && !catalogue.is_broken("per_head"));
    assert_eq!(catalogue.order(), ["twice", "per_head"]);
    assert_eq!((catalogue.decimals("per_head"), catalogue.decimals("income")), (Some(2), None));
    assert_eq!(catalogue.words("per_head").up.as_deref(), Some("提高"));
    assert_eq!(catalogue.definition("per_head", Language::En), Some("收入除以人口"));
    assert_eq!(catalogue.name_in("population", Language::En), "Population");
    assert_eq!(catalogue.name_in("income", Language::En), "income");
    assert_eq!(catalogue.name("per_head"), "人均");
    assert!(catalogue.is_computed("twice") && !catalogue.is_computed("income"));
    assert_eq!(catalogue.unit("per_head").map(ToString::to_string).as_deref(), Some("元/人"));
    assert_eq!(catalogue.years(), (2015, 2015));
    let resolved = catalogue.resolve(&parse("人均[area: East]").expect("good")).expect("known");
    assert_eq!(resolved.to_string(), "per_head[area: 东部]");
    let unknown = catalogue.resolve(&parse("人口数").expect("good")).expect_err("unknown");
    assert_eq!(
        (unknown.message.as_str(), unknown.hint.as_deref()),
        ("no indicator `人口数`", Some("did you mean `人口`?"))
    );
    let broken = catalogue.resolve(&parse("wrong * 2").expect("good")).expect_err("at fault");
    assert_eq!(broken.message, "indicator `wrong` is at fault, so that nothing can be computed from it");
}
