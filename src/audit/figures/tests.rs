//! Each check of figures over a failing and a passing book.

use std::collections::BTreeMap;

use crate::book::{Book, Files};
use crate::findings::{Findings, Printer, Severity};
use crate::indicators::Catalogue;
use crate::ledger::Figure;
use crate::quantity::Exact;
use crate::render::{self, Written};

use super::{CHECKS, Ledgers};

const BOOK: &str = "title: 试书\narea: 全国\nyear: 2016\nyears: {from: 2010, to: 2020}\n\
    areas:\n  - 全国\n  - {id: 东, part_of: 全国}\n  - {id: 西, part_of: 全国}\n  - {id: 中, part_of: 全国}\n\
    datasets:\n  - file: data/a.csv\nchapters: [templates/chapters/c.md]\n";

/// A tiny book: declared indicators, `indicator,area,year,value,unit` rows, a chapter.
#[derive(Clone, Copy, Default)]
struct Tiny<'a> {
    declared: &'a str,
    header: &'a str,
    rows: &'a str,
    chapter: &'a str,
}

impl Tiny<'_> {
    /// What the checks say of the book as it is.
    fn told(self) -> String {
        self.told_after(|_| ())
    }

    /// What the checks say after its figures have been tampered with.
    fn told_after(self, tamper: impl Fn(&mut Figure)) -> String {
        self.filled(|catalogue, mut chapters| {
            for figure in chapters.iter_mut().flat_map(|chapter| &mut chapter.ledger.figures) {
                tamper(figure);
            }
            let mut found = Findings::default();
            let ledgers = Ledgers { catalogue, chapters: &chapters };
            super::figures(&ledgers, &mut found);
            super::facts(&ledgers, &[super::stated(&ledgers)], &mut found);
            Printer::default().findings(&found)
        })
    }

    /// Does something with its chapter.
    fn filled<T>(self, then: impl FnOnce(&Catalogue<'_>, Vec<Written>) -> T) -> T {
        let header = if self.header.is_empty() { "indicator,area,year,value,unit" } else { self.header };
        let data = format!("{header}\n{}\n", self.rows.replace(' ', "\n"));
        let mut files = BTreeMap::from([
            ("yearbook.yaml", BOOK.to_owned()),
            ("data/a.csv", data),
            ("templates/chapters/c.md", format!("---\ntitle: 章\n---\n{}\n", self.chapter)),
        ]);
        if !self.declared.is_empty() {
            files.insert("data/indicators/a.yaml", self.declared.to_owned());
        }
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
        let mut findings = Findings::default();
        let book = Book::load(Files::in_memory(files), &mut findings).expect("a book");
        let observations = crate::ingest::ingest(&book, &crate::ingest::Room::default(), &mut findings);
        let catalogue = Catalogue::new(&book, &observations, &mut findings);
        let chapters: Vec<Written> = render::chapters(&book, &catalogue, &mut findings);
        assert!(!findings.any(Severity::Error), "{}", Printer::default().findings(&findings));
        then(&catalogue, chapters)
    }
}

const LEVELS: &str = "x,全国,2015,200,万吨 x,全国,2016,208.3,万吨";

#[test]
fn what_is_printed_is_the_value_rounded_once() {
    let book = Tiny {
        rows: LEVELS,
        chapter: "{{ figure(indicator=\"x\") }}，{{ growth(indicator=\"x\") }}，{{ growth(indicator=\"x\", decimals=2) }}，\
            {{ figure(indicator=\"x\", approx=true, decimals=-2) }}，{{ times(indicator=\"x\") }}，\
            {{ figure(indicator=\"x\", unit=\"none\") }}。",
        ..Tiny::default()
    };
    assert!(!book.told().contains("N101"), "{}", book.told());
    let printed = |from: &'static str, to: &'static str| {
        book.told_after(|figure| figure.print.token = figure.print.token.replace(from, to))
    };
    insta::assert_snapshot!(printed("4.2%", "4.1%"));
    insta::assert_snapshot!(printed("208.3万吨", "208.3亿吨"));
    for (from, to) in
        [("4.2%", "4.15个百分点"), ("208.3万吨", "208.31万吨"), ("208.3万吨", "-208.3万吨"), ("200多", "2000多")]
    {
        assert!(printed(from, to).contains("N101"), "{from} → {to}");
    }
}

#[test]
fn words_agree_with_the_sign() {
    let chapter = "{{ change(indicator=\"x\") }}，{{ growth(indicator=\"x\") }}";
    assert_eq!(Tiny { rows: LEVELS, chapter, ..Tiny::default() }.told(), "");
    let declared = "indicators:\n  - {id: x, words: {up: 减少, down: 增加}}\n";
    insta::assert_snapshot!(
        Tiny { declared, rows: LEVELS, chapter: "{{ change(indicator=\"x\") }}", ..Tiny::default() }.told()
    );
}

#[test]
fn a_comparable_base_that_is_not_used_is_found() {
    let book = Tiny {
        header: "indicator,area,year,value,unit,comparable_base",
        rows: "x,全国,2015,100,元, x,全国,2016,110,元,105 x,全国,2017,121,元, n,全国,2015,10,人, n,全国,2016,10,人,",
        declared: "indicators:\n  - {id: per_head, formula: growth(x / n)}\n",
        chapter: "{{ growth(indicator=\"x\") }}，{{ growth(indicator=\"x\", year=2017) }}",
    };
    assert_eq!(book.told(), "");
    insta::assert_snapshot!(Tiny { chapter: "{{ figure(indicator=\"per_head\") }}", ..book }.told());
    let over_years = Tiny { chapter: "{{ growth(indicator=\"x\", year=2017, base=2015) }}", ..book }.told();
    assert!(over_years.contains("N103"), "{over_years}");
}

#[test]
fn shared_ranks_say_so() {
    let rows = "x,东,2016,3,吨 x,西,2016,3,吨 x,中,2016,1,吨";
    let chapter = "{{ rank(indicator=\"x\", area=\"东\") }}，{{ rank(indicator=\"x\", area=\"中\") }}";
    let book = Tiny { rows, chapter, ..Tiny::default() };
    assert_eq!(book.told(), "");
    insta::assert_snapshot!(Tiny { chapter: "{{ rank(indicator=\"x\", area=\"东\", word=\"居\") }}", ..book }.told());
}

#[test]
fn differences_of_rates_are_in_points() {
    let declared = "indicators:\n  - {id: moved, formula: 'x - x[year: -1]', unit: '%'}\n";
    let book = Tiny {
        declared,
        rows: "x,全国,2015,65,% x,全国,2016,82,%",
        chapter: "{{ points(indicator=\"x\") }}",
        ..Tiny::default()
    };
    assert_eq!(book.told(), "");
    insta::assert_snapshot!(Tiny { chapter: "{{ figure(indicator=\"moved\") }}", ..book }.told());
}

#[test]
fn one_fact_has_one_number() {
    let chapter = "{{ growth(indicator=\"x\") }}，{{ figure(indicator=\"rise\") }}";
    let declared = "indicators:\n  - {id: rise, formula: growth(x), unit: '%', decimals: 1}\n";
    let book = Tiny { declared, rows: LEVELS, chapter, ..Tiny::default() };
    assert_eq!(book.told(), "");
    let told = book.told_after(|figure| {
        if *figure.indicator == *"rise" {
            figure.print.token = figure.print.token.replace("4.2", "4.5");
            figure.print.rounded =
                figure.print.rounded.as_ref().map(|value| value + &crate::quantity::Exact::ratio(3, 1000));
        }
    });
    assert!(told.contains("N107") && told.contains("N101"), "{told}");
    insta::assert_snapshot!(
        Tiny { chapter: "{{ growth(indicator=\"x\") }}，{{ growth(indicator=\"x\", decimals=0) }}", ..book }.told()
    );
}

#[test]
fn a_value_that_was_rounded_is_not_rounded_at_a_5() {
    let rows = "x,全国,2016,2.45,亿元 y,全国,2016,2.46,亿元 n,全国,2016,25,人";
    let told = |chapter: &str| Tiny { rows, chapter, ..Tiny::default() }.told();
    assert_eq!(
        told(
            "{{ figure(indicator=\"x\") }}{{ figure(indicator=\"y\", decimals=1) }}{{ figure(indicator=\"n\", decimals=-1) }}"
        ),
        ""
    );
    insta::assert_snapshot!(told("{{ figure(indicator=\"x\", decimals=1) }}"));
}

#[test]
fn printed_shares_of_a_whole_are_added_up() {
    let table = "{{ table(rows=\"areas\", indicator=\"x\", share=true, title=\"表\") }}";
    let thirds = "x,全国,2016,3,吨 x,东,2016,1,吨 x,西,2016,1,吨 x,中,2016,1,吨";
    let halves = "x,全国,2016,4,吨 x,东,2016,1,吨 x,西,2016,1,吨 x,中,2016,2,吨";
    assert_eq!(Tiny { rows: halves, chapter: table, ..Tiny::default() }.told(), "");
    insta::assert_snapshot!(Tiny { rows: thirds, chapter: table, ..Tiny::default() }.told());
}

#[test]
fn every_check_has_a_doc_with_all_its_parts() {
    for check in CHECKS {
        for part in ["## What it does", "## Why", "## Example", "## What to do"] {
            assert!(check.doc.contains(part), "{}: {part}", check.code.id);
        }
    }
}

/// Says whether a finding of a code is among some.
fn tells(found: &Findings, code: &str) -> bool {
    found.as_slice().iter().any(|finding| finding.code == code)
}

#[test]
fn what_two_chapters_state_is_doubted_wherever_the_checks_would_report_it() {
    let book = Tiny {
        rows: "x,全国,2016,100.0,万人",
        chapter: "{{ figure(indicator=\"x\", decimals=1) }}万人。",
        ..Tiny::default()
    };
    book.filled(|catalogue, chapters| {
        let mut told = [0, 0];
        for (off, places, decimals) in (-130..=130).flat_map(|off| [(off, 2, 1), (off, 3, 2), (off, 1, 0), (off, 5, 3)])
        {
            let mut other = chapters[0].clone();
            let print = &mut other.ledger.figures[0].print;
            let rounded = print.rounded.take().expect("a number");
            print.rounded = Some(&rounded + &(&Exact::decimal(off, places) * &Exact::from(10_000)));
            print.decimals = decimals;
            let both = [chapters[0].clone(), other];
            let ledgers = Ledgers { catalogue, chapters: &both };
            let groups = [both.iter().map(|written| &written.ledger.figures[0]).collect::<Vec<_>>()];
            let mut of_all = Findings::default();
            for check in CHECKS {
                if let super::Look::Facts(look) = check.look {
                    look(&ledgers, &groups, &mut of_all);
                }
            }
            let each = both
                .each_ref()
                .map(|written| super::stated(&Ledgers { catalogue, chapters: std::slice::from_ref(written) }));
            let mut found = Findings::default();
            super::facts(&ledgers, &each, &mut found);
            for (count, code) in told.iter_mut().zip(["N107", "N108"]) {
                assert_eq!(tells(&found, code), tells(&of_all, code), "{code} {off} {places} {decimals}");
                *count += usize::from(tells(&found, code));
            }
        }
        assert!(told.iter().all(|count| *count > 100), "{told:?}");
    });
}
