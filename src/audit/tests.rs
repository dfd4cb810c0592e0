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
    let data = format!("indicator,area,year,value,unit\n{}\n", rows.replace(' ', "\n"));
    let files = [("yearbook.yaml", BOOK.to_owned()), ("data/a.csv", data)];
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let mut findings = Findings::default();
    let book = Book::load(Files::in_memory(files), &mut findings).expect("a book");
    let observations = crate::ingest::ingest(&book, &mut findings);
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    super::data(&catalogue, &mut findings);
    Printer::default().findings(&findings)
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
fn every_check_has_a_doc_with_all_its_parts() {
    for check in super::CHECKS {
        for part in ["## What it does", "## Why", "## Example", "## What to do"] {
            assert!(check.doc.contains(part), "{}: {part}", check.code.id);
        }
        assert_eq!(super::check(check.code.id).map(|found| found.code), Some(check.code));
    }
}
