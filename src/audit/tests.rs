//! Each check over a failing and a passing book.

use std::collections::BTreeMap;

use crate::book::{Book, Files};
use crate::findings::{Findings, Printer};
use crate::indicators::Catalogue;

const BOOK: &str = "title: 试书\narea: 全国\nyear: 2016\nyears: {from: 2010, to: 2020}\n\
    areas:\n  - 全国\n  - {id: 东, part_of: 全国}\n  - {id: 西, part_of: 全国}\n  - {id: 中, part_of: 全国}\n\
    datasets:\n  - file: data/a.csv\nchapters: []\n";

/// `indicator,area,year,value,unit` rows → everything the checks say.
fn told(rows: &str) -> String {
    told_of("", rows)
}

/// The same of a book with indicators and checks.
fn told_of(declared: &str, rows: &str) -> String {
    Printer::default().findings(&found(declared, rows))
}

fn found(declared: &str, rows: &str) -> Findings {
    let data = format!("indicator,area,year,value,unit\n{}\n", rows.replace(' ', "\n"));
    let files = [("yearbook.yaml", BOOK.to_owned()), ("data/a.csv", data)];
    let declarations = ("data/indicators/a.yaml", declared.to_owned());
    let files = files.into_iter().chain([declarations].into_iter().filter(|(_, text)| !text.is_empty()));
    let files: BTreeMap<String, Vec<u8>> = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let mut findings = Findings::default();
    let book = Book::load(Files::in_memory(files), &mut findings).expect("a book");
    let observations = crate::ingest::ingest(&book, &crate::ingest::Room::default(), &mut findings);
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    super::data(&catalogue, &mut findings);
    super::used(&catalogue, &mut findings);
    findings
}

#[test]
fn parts_make_their_total_within_rounding() {
    assert_eq!(told("x,全国,2016,4335,万人 x,东,2016,490,万人 x,中,2016,1594,万人 x,西,2016,2251,万人"), "");
    insta::assert_snapshot!(told("x,全国,2016,4335,万人 x,东,2016,490,万人 x,中,2016,1594,万人 x,西,2016,2215,万人"));
    // Units and decimals differ: halves of 0.1亿元 and of 1万元.
    assert_eq!(told("x,全国,2016,3.0,亿元 x,东,2016,10000,万元 x,中,2016,10000,万元 x,西,2016,10000,万元"), "");
}

#[test]
fn what_rounding_explains_is_only_noted() {
    insta::assert_snapshot!(told("x,全国,2016,100.0,亿元 x,东,2016,33.3,亿元 x,中,2016,33.3,亿元 x,西,2016,33.3,亿元"));
}

#[test]
fn averages_and_rates_are_not_added_up() {
    assert_eq!(told("x,全国,2016,300,元 x,东,2016,400,元 x,中,2016,300,元 x,西,2016,200,元"), "");
    assert_eq!(told("x,全国,2016,30,% x,东,2016,4,% x,中,2016,3,% x,西,2016,2,%"), "");
    assert_eq!(told("x,全国,2016,30,元/人 x,东,2016,4,元/人 x,中,2016,3,元/人 x,西,2016,2,元/人"), "");
}

#[test]
fn missing_parts_are_noted_and_never_added_up() {
    insta::assert_snapshot!(told("x,全国,2016,4335,万人 x,东,2016,490,万人 x,中,2016,1594,万人"));
}

/// Plain decimals are looked through as integers, anything else as exact numbers: both come to the same findings.
#[test]
fn numbers_that_are_written_otherwise_are_checked_alike() {
    let rows = |written: fn(i32) -> String| {
        let mut rows = Vec::new();
        for year in 2010..2020 {
            let value = |part: i32| match (part, year) {
                (1, 2014) => 11_270,
                (0, 2018 | 2019) => 1313,
                _ => 1000 + 100 * part + 17 * (year - 2010) + (part * year * year) % 23,
            };
            let total = (0..3).map(value).sum::<i32>() + [0, 500, 1, 2, 3, 0, 0, -700, 0, 0][(year - 2010) as usize];
            for (part, area) in ["东", "西", "中"].into_iter().enumerate() {
                if (part, year) != (2, 2013) {
                    rows.push(format!("x,{area},{year},{},万人", written(value(part as i32))));
                }
            }
            rows.push(format!("x,全国,{year},{},万人", written(total)));
        }
        rows.join(" ")
    };
    let told = |written: fn(i32) -> String| -> Vec<(&str, Option<String>)> {
        let findings = found("", &rows(written));
        findings.as_slice().iter().map(|finding| (finding.code, finding.problem.subject.clone())).collect()
    };
    let plain = told(|value| value.to_string());
    for code in ["D201", "D202", "D203", "D204", "D214", "D217"] {
        assert!(plain.iter().any(|(found, _)| *found == code), "{code}: {plain:?}");
    }
    assert_eq!(told(|value| format!("0{value}")), plain, "zeros in front");
    assert_eq!(told(|value| if value % 2 == 0 { value.to_string() } else { format!("0{value}") }), plain, "both");
}

#[test]
fn slips_of_magnitude_stand_out() {
    insta::assert_snapshot!(told("x,全国,2014,7017,万人 x,全国,2015,55750,万人 x,全国,2016,4335,万人"));
    insta::assert_snapshot!(told("x,东,2013,7.0,亿元 x,东,2014,7.1,亿元 x,东,2015,7.3,亿元 x,东,2016,7.5,万元"));
    // The newest year is where data are added: 300亿人 after a series that fell fast.
    insta::assert_snapshot!(told("x,东,2012,1660,万人 x,东,2013,900,万人 x,东,2014,551,万人 x,东,2015,300,亿人"));
    // A series that grows fast is no slip, nor is a jump that stays.
    assert_eq!(told("x,东,2013,1,亿元 x,东,2014,3,亿元 x,东,2015,9,亿元 x,东,2016,90,亿元"), "");
    assert_eq!(told("x,东,2013,1,亿元 x,东,2014,10,亿元 x,东,2015,11,亿元"), "");
}

#[test]
fn declared_comparisons_are_exact() {
    let yaml = "checks:\n  - {id: secretaries, that: sec == villages, counts: true, severity: error}\n";
    assert_eq!(told_of(yaml, "sec,东,2016,206,名 villages,东,2016,206,个 sec,西,2016,3,名"), "");
    insta::assert_snapshot!(told_of(yaml, "sec,东,2016,206,名 villages,东,2016,205,个"));
    let yaml = "checks:\n  - {id: low, that: 'x <= y / 2', tolerance: 1万元, reason: 四舍五入, areas: [东], years: [2015, 2016—2018]}\n";
    assert_eq!(
        told_of(
            yaml,
            "x,东,2016,3,亿元 y,东,2016,6,亿元 x,西,2016,9,亿元 y,西,2016,1,亿元 x,东,2014,9,亿元 y,东,2014,1,亿元"
        ),
        ""
    );
    assert_eq!(told_of(yaml, "x,东,2016,3.0001,亿元 y,东,2016,6,亿元"), "");
    insta::assert_snapshot!(told_of(yaml, "x,东,2016,3.0002,亿元 y,东,2016,6,亿元"));
}

#[test]
fn what_a_fixed_area_says_is_said_once() {
    let yaml = "checks:\n  - {id: same, that: 'x[area: 东, year: 2016] > y[area: 东, year: 2016]'}\n";
    let rows = "x,东,2016,1,个 y,东,2016,2,个 x,东,2015,1,个 x,西,2016,1,个";
    assert_eq!(told_of(yaml, rows).matches("D208").count(), 1);
}

#[test]
fn declared_components_make_their_total_within_rounding() {
    let yaml = "checks:\n  - {id: industries, total: gdp, parts: [a, b]}\n";
    assert_eq!(told_of(yaml, "gdp,东,2016,50.4,亿元 a,东,2016,10.2,亿元 b,东,2016,402000,万元"), "");
    insta::assert_snapshot!(told_of(
        yaml,
        "gdp,东,2016,51.4,亿元 a,东,2016,10.2,亿元 b,东,2016,40.3,亿元 gdp,西,2016,9.9,亿元 a,西,2016,5.0,亿元 b,西,2016,5.0,亿元"
    ));
    let yaml = "checks:\n  - {id: phases, total: loan, parts: [a, b], tolerance: 2, reason: 含利息}\n";
    let told = told_of(yaml, "loan,东,2016,12,亿元 a,东,2016,4,亿元 b,东,2016,5,亿元");
    assert!(told.contains("D206") && told.contains("3亿元 apart, which is declared: 含利息"), "{told}");
    assert!(told_of(yaml, "loan,东,2016,13,亿元 a,东,2016,4,亿元 b,东,2016,5,亿元").contains("D205"));
    // Things that are counted one by one are exact.
    let yaml = "checks:\n  - {id: all, total: x, parts: [a, b]}\n";
    assert!(told_of(yaml, "x,东,2016,10,户 a,东,2016,4,户 b,东,2016,5,户").contains("D205"));
}

#[test]
fn percentages_of_a_whole_make_100() {
    let yaml =
        "checks:\n  - id: structure\n    total: 100%\n    parts: ['s[area: 东]', 's[area: 中]', 's[area: 西]']\n";
    assert_eq!(told_of(yaml, "s,东,2016,8.6,% s,中,2016,38.8,% s,西,2016,52.6,%"), "");
    insta::assert_snapshot!(told_of(
        yaml,
        "s,东,2016,8.7,% s,中,2016,38.6,% s,西,2016,53.7,% s,东,2015,33.3,% s,中,2015,33.3,% s,西,2015,33.3,%"
    ));
}

#[test]
fn checks_that_check_nothing_are_reported() {
    let yaml = "checks:
  - {id: a, that: x == z}
  - {id: b, that: x + y}
  - {id: c, that: x == money}
  - {id: d, that: x == y, areas: [束]}
  - {id: e, that: x == y}
  - {id: f, that: x == x, tolerance: 3亩, reason: 近似}
  - {id: g, that: x == x, tolerance: 约三, reason: 近似}
  - {id: h, total: x, parts: [money, 'x + x']}
  - {id: i, total: x, parts: [x, money]}
  - {id: j, that: x == hedged, counts: true}
";
    insta::assert_snapshot!(told_of(yaml, "x,东,2016,1,个 y,东,2016,2,户 money,东,2016,3,元 hedged,东,2016,约3,个"));
}

#[test]
fn checks_that_are_none_are_reported() {
    let yaml = "checks:
  - {id: a, that: x == x}
  - {id: a, that: x == x}
  - {id: b}
  - {id: c, that: x == x, total: x, parts: [x, x]}
  - {id: d, total: x, parts: [x]}
  - {id: e, that: x == x, tolerance: 3}
  - {id: f, that: x == x, tolerance: 3, reason: ' '}
  - {id: g, that: x == x, years: [last]}
";
    insta::assert_snapshot!(told_of(yaml, "x,东,2016,1,个"));
}

/// A series of one indicator, in one area, from 2010 on.
fn series(values: &[&str], unit: &str) -> String {
    let row = |(year, value): (usize, &&str)| format!("x,东,{},{value},{unit}", 2010 + year);
    values.iter().enumerate().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_value_off_the_course_of_its_series_is_found() {
    let mut values = ["58.0", "59.1", "60.3", "61.2", "62.5", "63.6", "64.9", "66.0"];
    assert_eq!(told(&series(&values, "万吨")), "");
    values[4] = "26.5";
    insta::assert_snapshot!(told(&series(&values, "万吨")));
    values[4] = "62.5";
    values[7] = "88.0";
    assert!(told(&series(&values, "万吨")).contains("D212"));
    // Series that move, and series that turn, are left alone.
    assert_eq!(told(&series(&["10", "14", "11", "17", "12", "18", "13", "21"], "万吨")), "");
    assert_eq!(told(&series(&["12238", "9899", "8249", "7017", "5575", "4335", "3046", "1660", "551"], "万人")), "");
    let rates = ["12.7", "10.2", "8.5", "7.2", "5.7", "4.5", "3.1", "1.7"];
    assert_eq!(told(&series(&rates, "%")), "");
    insta::assert_snapshot!(told(&series(&["98.1", "98.3", "98.2", "98.4", "89.5", "98.6", "98.7", "98.9"], "%")));
}

#[test]
fn a_unit_that_changes_alone_is_found() {
    insta::assert_snapshot!(told("x,东,2015,4797,万元 x,东,2016,5120,亿元"));
    assert_eq!(told("x,东,2015,18900,万元 x,东,2016,1.95,亿元"), "");
    // Another unit altogether is D008, which the reading of the data reports.
    insta::assert_snapshot!(told("x,东,2015,47,元 x,东,2016,51,户"));
}

#[test]
fn a_set_of_parts_that_changes_is_found() {
    let rows = "x,东,2015,4,元 x,中,2015,3,元 x,西,2015,3,元";
    assert_eq!(told(&format!("{rows} x,东,2016,4,元 x,中,2016,3,元 x,西,2016,3,元")), "");
    insta::assert_snapshot!(told(&format!("{rows} x,东,2016,4,元 x,中,2016,3,元")));
    assert_eq!(told(&format!("{rows} x,东,2016,4,元 x,中,2016,3,元 x,西,2016,-,元")), "");
}

#[test]
fn shares_that_leave_0_to_100_are_found() {
    let named = |name: &str| format!("indicators:\n  - {{id: x, name: {name}}}\n");
    assert_eq!(told_of(&named("自来水普及率"), "x,东,2016,98.6,%"), "");
    assert_eq!(told_of(&named("计划完成率"), "x,东,2016,103,%"), "");
    insta::assert_snapshot!(told_of(&named("自来水普及率"), "x,东,2016,986,% x,西,2016,-2,%"));
    let share = "indicators:\n  - {id: part, formula: 'share(a, b)'}\n";
    insta::assert_snapshot!(told_of(share, "a,东,2016,12,户 b,东,2016,11,户 a,西,2016,2,户 b,西,2016,11,户"));
}

#[test]
fn a_misspelt_indicator_is_found() {
    let rows = "population,东,2013,1,人 population,东,2014,2,人 population,东,2015,4,人";
    insta::assert_snapshot!(told(&format!("{rows} popluation,东,2016,5,人")));
    // Two of one year, other units, other digits, and what is declared are indicators of their own.
    for other in ["popluation,东,2015,5,人", "popluation,东,2016,5,户", "population2,东,2016,5,人"] {
        assert_eq!(told(&format!("{rows} {other}")), "", "{other}");
    }
    let yaml = "indicators:\n  - {id: popluation}\n";
    assert_eq!(told_of(yaml, &format!("{rows} popluation,东,2016,5,人")), "");
    assert_eq!(told("loan_phase1,东,2016,5,元 loan_phase2,东,2015,5,元"), "");
}

#[test]
fn last_years_value_is_found() {
    insta::assert_snapshot!(told(&series(&["3.76", "3.81", "3.92", "3.87", "3.87"], "亿元")));
    assert_eq!(told(&series(&["3.76", "3.81", "3.92", "3.87", "3.88"], "亿元")), "");
    assert_eq!(told(&series(&["14858", "14858", "14858", "14860", "14860"], "平方公里")), "");
    assert_eq!(told(&series(&["31", "32", "35", "33", "33"], "个")), "");
}

#[test]
fn every_check_has_a_doc_with_all_its_parts() {
    for check in super::CHECKS {
        for part in ["## What it does", "## Why", "## Example", "## What to do"] {
            assert!(check.doc.contains(part), "{}: {part}", check.code.id);
        }
        assert_eq!(super::check(check.code.id).map(|found| found.code), Some(check.code));
    }
}
