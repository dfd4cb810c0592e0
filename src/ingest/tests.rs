//! Whole files in memory → observations and findings.

use std::collections::BTreeMap;

use crate::book::{
    Area, AreaTree, Book, Dataset, EntryHeadings, Expect, Files, Format, IndicatorDef, Language, Layout, Names,
    RoundingLaw, Words,
};
use crate::findings::{Findings, Place};
use crate::quantity::UnitTable;

use super::{Collector, Datum, Missing, Observation, Observations, Report, Room, Status, codes, ingest, tables};

mod damage;
mod formats;
mod messages;
mod shortcut;

/// A dataset of one file, long unless changed.
pub(super) fn dataset(file: &str) -> Dataset {
    let format = match file.rsplit_once('.').unwrap().1 {
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "xlsx" => Format::Xlsx,
        _ => Format::Parquet,
    };
    Dataset {
        files: vec![file.into()],
        format,
        layout: Layout::Long,
        columns: BTreeMap::new(),
        constants: BTreeMap::new(),
        sheet: None,
        range: None,
        header_rows: 1,
        encoding: None,
        comment: Some("#".into()),
        missing: BTreeMap::new(),
        place: Place::file("yearbook.yaml"),
    }
}

pub(super) fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

fn named(zh: &str) -> Names {
    Names(BTreeMap::from([(Language::Zh, zh.to_owned())]))
}

fn area(id: &str, part_of: Option<&str>) -> Area {
    Area { id: id.into(), names: Names::default(), part_of: part_of.map(Into::into) }
}

fn declared(id: &str, zh: &str, unit: &str) -> IndicatorDef {
    IndicatorDef {
        id: id.into(),
        names: named(zh),
        definition: Names::default(),
        formula: None,
        unit: Some(unit.into()),
        decimals: None,
        words: Words::default(),
        expect: Expect::default(),
        accepts_hedged: false,
        place: Place::file("data/indicators/a.yaml"),
    }
}

/// A book of 岳阳市 and its parts, 2010—2020, with two declared indicators.
pub(super) fn book(files: Vec<(&str, Vec<u8>)>, datasets: Vec<Dataset>) -> Book {
    let mut county = area("平江县", Some("岳阳市"));
    county.names = Names(BTreeMap::from([(Language::En, "Pingjiang County".to_owned())]));
    Book {
        waivers: Vec::new(),
        prose: crate::book::Prose::default(),
        charts: BTreeMap::default(),
        tables: BTreeMap::default(),
        files: Files::in_memory(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect()),
        title: named("年鉴"),
        publisher: String::new(),
        area: "岳阳市".into(),
        year: 2016,
        years: (2010, 2020),
        language: Language::Zh,
        rounding: RoundingLaw::HalfUp,
        entry_headings: EntryHeadings::Brackets,
        site: crate::book::Site::default(),
        publish: crate::book::Publish::default(),
        areas: AreaTree::new(vec![area("岳阳市", None), county, area("汨罗市", Some("岳阳市"))]).unwrap(),
        units: UnitTable::default(),
        hedges: BTreeMap::new(),
        datasets,
        indicators: vec![declared("fund", "专项资金", "万元"), declared("people", "贫困人口", "人")],
        checks: Vec::new(),
        severities: Vec::new(),
        chapters: vec![],
        templates: BTreeMap::new(),
        draft: false,
    }
}

pub(super) fn run(book: &Book) -> (Observations, Findings) {
    let mut findings = Findings::default();
    let observations = ingest(book, &Room::default(), &mut findings);
    (observations, findings)
}

/// Reads one file by one dataset.
pub(super) fn read(dataset: Dataset, bytes: impl Into<Vec<u8>>) -> (Observations, Findings) {
    let path = dataset.files[0].clone();
    run(&book(vec![(&path, bytes.into())], vec![dataset]))
}

/// `fund 平江县 2016 = 1.89 亿元 @2`.
pub(super) fn line(o: &Observation<'_>) -> String {
    let datum = match &o.datum {
        Datum::Number(number) => number.to_string(),
        Datum::Range(low, high) => format!("{low}~{high}"),
        Datum::Words(words) => format!("“{words}”"),
        Datum::Missing(Missing::BelowUnit) => "…".into(),
        Datum::Missing(Missing::NotAvailable) => "blank".into(),
        Datum::Missing(Missing::NotApplicable) => "-".into(),
    };
    let line = format!("{} {} {} = {} {}", o.indicator, o.area, o.period, datum, o.unit);
    format!("{} @{}", line.trim_end(), o.row)
}

pub(super) fn lines(observations: &Observations) -> Vec<String> {
    observations.iter().map(|o| line(&o)).collect()
}

/// `D001 row 3, column value: message (hint)`.
pub(super) fn told(findings: &Findings) -> Vec<String> {
    let of = |finding: &crate::findings::Finding| {
        let place = finding.problem.place.as_ref().unwrap().to_string();
        let hint = finding.problem.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{} {place}: {}{hint}", finding.code, finding.problem.message)
    };
    findings.as_slice().iter().map(of).collect()
}

pub(super) fn codes_of(findings: &Findings) -> Vec<&'static str> {
    findings.as_slice().iter().map(|finding| finding.code).collect()
}

/// Reads long rows under the usual header; expects observations and codes.
fn check(rows: &str, expected: &[&str], expected_codes: &[&str]) {
    let (observations, findings) = read(dataset("d.csv"), format!("indicator,area,year,value,unit\n{rows}\n"));
    assert_eq!(codes_of(&findings), expected_codes, "{rows}: {:?}", told(&findings));
    assert_eq!(lines(&observations), expected, "{rows}");
}

#[test]
fn units_come_from_text_row_or_declaration() {
    check("fund,平江县,2016,1.89,亿元", &["fund 平江县 2016 = 1.89 亿元 @2"], &[]);
    check("fund,平江县,2016,1.89亿元,", &["fund 平江县 2016 = 1.89 亿元 @2"], &[]);
    check("fund,平江县,2016,1.89亿元,亿元", &["fund 平江县 2016 = 1.89 亿元 @2"], &[]);
    check("fund,平江县,2016,1.89亿元,元", &["fund 平江县 2016 = 1.89 亿元 @2"], &[]);
    check("fund,平江县,2016,1.89亿元,万元", &[], &["D023"]);
    check("fund,平江县,2016,4797,", &["fund 平江县 2016 = 4797 万元 @2"], &[]);
    check("people,平江县,2016,20多万,", &["people 平江县 2016 = 20 万人 @2"], &[]);
    check("people,平江县,2016,20多万,人", &["people 平江县 2016 = 20 万人 @2"], &[]);
    check("fund,平江县,2016,1,万圆", &[], &["D002"]);
    check("fund,平江县,2016,1,人", &[], &["D008"]);
    check(
        "x,平江县,2016,1,万元\nx,平江县,2015,1,亿元",
        &["x 平江县 2015 = 1 亿元 @3", "x 平江县 2016 = 1 万元 @2"],
        &[],
    );
    check("x,平江县,2016,1,万元\nx,平江县,2015,1,", &["x 平江县 2016 = 1 万元 @2"], &["D008"]);
}

#[test]
fn names_become_ids() {
    check("专项资金,Pingjiang County,2016,1,", &["fund 平江县 2016 = 1 万元 @2"], &[]);
    check("fund,平 江 县,2016年,1,", &["fund 平江县 2016 = 1 万元 @2"], &[]);
    check("新指标,平江县,2016,1,户", &["新指标 平江县 2016 = 1 户 @2"], &[]);
    let text = "indicator,name_zh,area,year,value\nx1,羊,平江县,2016,1\n羊,,平江县,2015,2\nx1,牛,汨罗市,2016,3\nx2,羊,汨罗市,2016,3\n";
    let (observations, findings) = read(dataset("d.csv"), text);
    assert_eq!(codes_of(&findings), ["D027", "D027"], "{:?}", told(&findings));
    assert_eq!(observations.of("x1").count(), 3);
    assert_eq!(observations.names("x1").unwrap().get(Language::Zh), Some("羊"));
}

#[test]
fn one_key_twice() {
    check("fund,平江县,2016,1.89,亿元\nfund,平江县,2016,18900,万元", &["fund 平江县 2016 = 1.89 亿元 @2"], &["D003"]);
    check("fund,平江县,2016,1.89,亿元\nfund,平江县,2016,18901,万元", &["fund 平江县 2016 = 1.89 亿元 @2"], &["D004"]);
    check("x,平江县,2016,翻番,\nx,平江县,2016,翻番,", &["x 平江县 2016 = “翻番” @2"], &["D003"]);
    check("fund,平江县,2016,,\nfund,平江县,2016,3,", &["fund 平江县 2016 = 3 万元 @3"], &[]);
}

#[test]
fn years_and_areas() {
    check("fund,平江县,2009,1,", &[], &["D006"]);
    check("fund,平江县,2016—2021,1,", &[], &["D006"]);
    check("fund,平江县,2016—2020,1,", &["fund 平江县 2016—2020 = 1 万元 @2"], &[]);
    check("fund,平江县,２０１６,1,", &["fund 平江县 2016 = 1 万元 @2"], &[]);
    check("fund,平江县,2016-12-31,1,", &["fund 平江县 2016 = 1 万元 @2"], &[]);
    check("fund,平江县,每年,1,", &[], &["D005"]);
    check("fund,平江,2016,1,", &[], &["D007"]);
    check("fund,平江,每年,1.2.3,万圆", &[], &["D007", "D005", "D001"]);
    check(",,,1,", &[], &["D033"]);
    check(",,,1,万元", &[], &["D026", "D026", "D026"]);
}

#[test]
fn attributes_are_kept() {
    let text = "indicator,area,year,value,unit,status,qualifier,note,source,comparable_base,revised_from\n\
                fund,平江县,2016, 33.30　,万元,i,约,注,公报,8483,1亿\n\
                fund,平江县,2015,-,,,,,,,\nfund,平江县,2014,…,,,,,,,\nfund,平江县,2013,,,,,,,,\n";
    let (observations, findings) = read(dataset("d.csv"), text);
    assert_eq!(told(&findings), [""; 0]);
    let all: Vec<Observation<'_>> = observations.iter().collect();
    assert_eq!(
        all.iter().map(|o| line(o)).collect::<Vec<_>>()[..3].join("; "),
        "fund 平江县 2013 = blank 万元 @5; fund 平江县 2014 = … 万元 @4; fund 平江县 2015 = - 万元 @3"
    );
    assert_eq!(all.iter().map(|o| o.status).collect::<Vec<_>>(), [Status::O, Status::A, Status::M, Status::I]);
    let last = &all[3];
    assert_eq!((&*last.raw.text(), last.decimals, last.row, last.column), ("33.30", 2, 2, "value"));
    assert_eq!([&last.qualifier, &last.note, &last.source].map(|text| text.as_deref().unwrap()), ["约", "注", "公报"]);
    assert_eq!(last.comparable_base.as_ref().unwrap().to_string(), "8483");
    assert_eq!(last.revised_from.as_ref().unwrap().to_string(), "10000");
    assert_eq!(last.file.sha256, crate::book::sha256(text.as_bytes()));
}

#[test]
fn declared_marks_of_missing_values() {
    let data = Dataset { missing: map(&[("x", "not_applicable"), ("0.0", "below_unit")]), ..dataset("d.csv") };
    let (observations, _) = read(data, "indicator,area,year,value\nfund,平江县,2016,x\nfund,平江县,2015,0.0\n");
    assert_eq!(lines(&observations), ["fund 平江县 2015 = … 万元 @3", "fund 平江县 2016 = - 万元 @2"]);
}

#[test]
fn every_code_is_listed_once() {
    let ids: Vec<&str> = codes::TABLE.iter().map(|code| code.id).collect();
    let expected: Vec<String> = (1..=ids.len()).map(|n| format!("D{n:03}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn a_million_faults_are_counted_not_listed() {
    let rows: String = (0..1000).map(|n| format!("x{n},平江县,2016,1.2.3,\n")).collect();
    let (_, findings) = read(dataset("d.csv"), format!("indicator,area,year,value,unit\n{rows}"));
    assert_eq!(findings.as_slice().len(), 201);
    assert!(told(&findings)[200].contains("800 more findings D001"));
}
