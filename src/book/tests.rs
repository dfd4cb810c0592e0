//! Tiny books in memory: what is read, and every message for what is wrong.

use std::collections::BTreeMap;

use super::{Book, Files, Period};
use crate::findings::{Findings, Printer};

const GOOD: &str = "\
title: {zh: 样书, en: Sample}
area: 全国
year: 2019
years: {from: 2011, to: 2020}
areas:
  - 全国
  - {id: 东部地区, name: {en: East}, part_of: 全国}
units:
  - 车次
  - {symbol: 石, equals: 3/50, of: 吨}
datasets:
  - file: data/*.csv
chapters:
  - templates/chapters/one.md
";
const CHAPTER: &str = "---\ntitle: 第一章\narea: East\n---\n## 概况\n";

fn files(changes: &[(&str, &str)]) -> Files {
    let good =
        [("yearbook.yaml", GOOD), ("templates/chapters/one.md", CHAPTER), ("data/a.csv", ""), ("data/b.csv", "")];
    let all = good.iter().chain(changes).map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Files::in_memory(all.collect::<BTreeMap<_, _>>())
}

/// Loads the good book with some files changed; returns everything it says.
fn messages(changes: &[(&str, &str)]) -> String {
    let mut findings = Findings::default();
    match Book::load(files(changes), &mut findings) {
        Ok(_) => Printer::default().findings(&findings),
        Err(error) => Printer::default().problem(error.problem()),
    }
}

/// Loads the good book with one line of `yearbook.yaml` replaced.
fn with_line(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    messages(&[("yearbook.yaml", &GOOD.replace(from, to))])
}

#[test]
fn a_good_book_is_read_without_a_finding() {
    let mut findings = Findings::default();
    let book = Book::load(files(&[]), &mut findings).expect("good");
    assert_eq!(findings.as_slice(), []);
    assert_eq!(book.datasets[0].files, ["data/a.csv", "data/b.csv"]);
    assert_eq!(book.areas.get("East").map(|area| &*area.id), Some("东部地区"));
    assert_eq!(book.area_of(&book.chapters[0]), "East");
    assert_eq!(book.year_of(&book.chapters[0]), 2019);
    assert!(book.units.parse("万石").is_ok());
    assert_eq!(&book.chapters[0].source[book.chapters[0].body..], "## 概况\n");
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let (yaml, chapter) = (format!("\u{feff}{GOOD}"), format!("\u{feff}{CHAPTER}"));
    assert_eq!(messages(&[("yearbook.yaml", &yaml), ("templates/chapters/one.md", &chapter)]), "");
}

#[test]
fn shapes_that_are_wrong_name_their_place_and_the_nearest_key() {
    insta::assert_snapshot!(with_line("year: 2019", "yaer: 2019"));
    insta::assert_snapshot!(with_line("year: 2019", "year: 二零一九"));
    insta::assert_snapshot!(with_line("year: 2019", "year: 2019\nyear: 2018"));
    insta::assert_snapshot!(with_line("area: 全国\n", ""));
    insta::assert_snapshot!(with_line("part_of: 全国", "parts_of: 全国"));
    insta::assert_snapshot!(with_line("title:", "title："));
    insta::assert_snapshot!(with_line("year: 2019", "year: 2019\nrounding: half_upp"));
}

#[test]
fn what_does_not_fit_together_is_found_in_one_run() {
    let broken = GOOD
        .replace("area: 全国\n", "area: 全囯\n")
        .replace("year: 2019", "year: 2031")
        .replace("{symbol: 石, equals: 3/50, of: 吨}", "{symbol: 元, equals: 0}")
        .replace("data/*.csv", "data/c.csv")
        .replace(
            "  - templates/chapters/one.md",
            "  - templates/chapters/one.md\n  - templates/chapters/one.md\n  - templates/chapters/two.md",
        );
    insta::assert_snapshot!(messages(&[("yearbook.yaml", &broken)]));
}

#[test]
fn paths_that_leave_the_book_are_refused() {
    insta::assert_snapshot!(with_line("data/*.csv", "../elsewhere.csv"));
    insta::assert_snapshot!(with_line("templates/chapters/one.md", "/etc/passwd"));
}

#[test]
fn area_trees_that_are_none_are_refused() {
    insta::assert_snapshot!(with_line("  - 全国\n", "  - 全国\n  - 全国\n"));
    insta::assert_snapshot!(with_line("part_of: 全国", "part_of: 中国"));
    insta::assert_snapshot!(with_line("  - 全国\n", "  - {id: 全国, part_of: 东部地区}\n"));
}

#[test]
fn datasets_are_checked() {
    let more = "  - file: data/a.csv\n    columns: {indicater: 指标}\n    missing: {'—': absent}\n    header_rows: 0\n";
    insta::assert_snapshot!(with_line(
        "  - file: data/*.csv\n",
        &format!("{more}  - file: data/a.csv\n  - file: data/x.dat\n")
    ));
    let dat = GOOD.replace("data/*.csv", "data/x.dat");
    insta::assert_snapshot!(messages(&[("yearbook.yaml", &dat), ("data/x.dat", "")]));
}

#[test]
fn indicators_are_checked() {
    let yaml = "indicators:\n  - id: a\n    decimals: 99\n  - id: a\n";
    insta::assert_snapshot!(messages(&[("data/indicators/x.yaml", yaml)]));
    insta::assert_snapshot!(messages(&[("data/indicators/x.yaml", "indicators:\n  - id: a\n    formular: b\n")]));
}

#[test]
fn front_matter_is_checked() {
    for chapter in [
        "## 概况\n",
        "---\ntitle: a\n",
        "---\ntitel: a\n---\n",
        "---\ntitle: a\narea: 东部\n---\n",
        "---\ntitle:\n---\n",
    ] {
        insta::assert_snapshot!(messages(&[("templates/chapters/one.md", chapter)]));
    }
}

#[test]
fn another_year_or_chapter_may_be_asked_for() {
    let load = || Book::load(files(&[]), &mut Findings::default()).expect("good");
    assert_eq!(load().with_year(2012).expect("inside").year, 2012);
    insta::assert_snapshot!(load().with_year(2021).expect_err("outside"));
    assert_eq!(load().with_chapters(&["one".into()]).expect("there").chapters.len(), 1);
    insta::assert_snapshot!(load().with_chapters(&["on".into()]).expect_err("not there"));
}

#[test]
fn periods_are_read_in_the_ways_they_are_written() {
    for (text, period) in [
        ("2016", Some(Period::Year(2016))),
        ("2016年", Some(Period::Year(2016))),
        ("2016—2020", Some(Period::Span(2016, 2020))),
        ("2016-2020年", Some(Period::Span(2016, 2020))),
        ("2016——2020", Some(Period::Span(2016, 2020))),
        ("2020-2016", None),
        ("十三五", None),
        ("", None),
    ] {
        assert_eq!(Period::parse(text), period, "{text}");
    }
}

#[test]
fn waivers_need_a_reason_and_name_what_they_are_for() {
    let with = |waiver: &str| messages(&[("yearbook.yaml", &format!("{GOOD}waivers:\n  - {waiver}\n"))]);
    assert_eq!(with("{code: N003, on: one/*, reason: 已核}"), "");
    insta::assert_snapshot!(with("{code: N003}"));
    insta::assert_snapshot!(with("{code: N003, reason: ' '}"));
    let mut findings = Findings::default();
    let yaml = format!("{GOOD}waivers:\n  - {{code: N003, on: one/*, reason: 已核}}\n");
    let book = Book::load(files(&[("yearbook.yaml", &yaml)]), &mut findings).expect("good");
    for (code, subject) in [("N003", "one/figure:a@b@2016"), ("N003", "two/figure:a@b@2016"), ("N004", "one/x")] {
        findings.warning(code, crate::findings::Problem::new("m").about(subject));
    }
    assert_eq!(findings.waive(|finding| book.waivers[0].applies(finding), "已核"), 1);
    assert_eq!((findings.as_slice().len(), findings.waived().len()), (2, 1));
}

#[test]
fn a_language_that_is_not_complete_is_said_to_be() {
    insta::assert_snapshot!(with_line("year: 2019\n", "year: 2019\nlanguage: en\n"));
}

#[test]
fn the_site_is_checked() {
    let site = |site: &str| with_line("areas:\n  - 全国\n", &format!("site: {{{site}}}\nareas:\n  - 全国\n"));
    assert_eq!(site("colour: '#8A2B1F', footer: 样, credits: [{role: 主编, names: [甲]}]"), "");
    insta::assert_snapshot!(site("color: '#8a2b1f'"), @r"
    error: unknown key `color`
     --> yearbook.yaml:5:8
      |
    5 | site: {color: '#8a2b1f'}
      |        ^^^^^
      |
      = help: did you mean `colour`?
    ");
    insta::assert_snapshot!(site("colour: red"), @r"
    error[B022]: `red` is no colour
     --> yearbook.yaml:5:16
      |
    5 | site: {colour: red}
      |                ^^^
      |
      = help: form: '#8a2b1f'

    1 error, 0 warnings, 0 notes
    ");
    insta::assert_snapshot!(site("colour: '#ffee00'"), @r"
    error[B022]: colour `#ffee00` cannot be read: contrast with the page 1.2
     --> yearbook.yaml:5:16
      |
    5 | site: {colour: '#ffee00'}
      |                ^^^^^^^^^
      |
      = help: choose a darker colour: at least 4.5

    1 error, 0 warnings, 0 notes
    ");
    insta::assert_snapshot!(site("logo: data/a.csv"), @r"
    error[B021]: logo `data/a.csv` is no picture that every browser shows
     --> yearbook.yaml:5:14
      |
    5 | site: {logo: data/a.csv}
      |              ^^^^^^^^^^
      |
      = help: one of: svg, png, jpg, jpeg, webp

    1 error, 0 warnings, 0 notes
    ");
    insta::assert_snapshot!(site("logo: logo.svg"), @r"
    error[B021]: there is no file `logo.svg` in the book
     --> yearbook.yaml:5:14
      |
    5 | site: {logo: logo.svg}
      |              ^^^^^^^^

    1 error, 0 warnings, 0 notes
    ");
}

#[test]
fn what_is_published_is_chosen_by_known_keys() {
    let publish =
        |publish: &str| with_line("areas:\n  - 全国\n", &format!("publish: {{{publish}}}\nareas:\n  - 全国\n"));
    assert_eq!(publish("observations: false"), "");
    assert_eq!(publish("workbook: figures"), "");
    insta::assert_snapshot!(publish("observation: false"), @r"
    error: unknown key `observation`
     --> yearbook.yaml:5:11
      |
    5 | publish: {observation: false}
      |           ^^^^^^^^^^^
      |
      = help: did you mean `observations`?
    ");
}

#[test]
fn a_chapter_may_not_take_the_name_of_a_page() {
    let messages =
        messages(&[("yearbook.yaml", &GOOD.replace("one.md", "notes.md")), ("templates/chapters/notes.md", CHAPTER)]);
    assert!(messages.contains("B020") && messages.contains("notes.html"), "{messages}");
    let other = GOOD.replace("one.md", "Notes.md");
    let messages = self::messages(&[("yearbook.yaml", &other), ("templates/chapters/Notes.md", CHAPTER)]);
    assert!(messages.contains("B020"), "{messages}");
}

#[test]
fn chapters_whose_files_are_one_on_other_systems_are_refused() {
    let both = GOOD.replace("one.md\n", "one.md\n  - templates/chapters/One.md\n");
    insta::assert_snapshot!(messages(&[("yearbook.yaml", &both), ("templates/chapters/One.md", CHAPTER)]), @r"
    error[B014]: chapters `templates/chapters/one.md` and `templates/chapters/One.md` would have one file where upper and lower case are the same
      --> yearbook.yaml:15:5
       |
    15 |   - templates/chapters/One.md
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: each chapter stands once, under a file name of its own

    1 error, 0 warnings, 0 notes
    ");
}
