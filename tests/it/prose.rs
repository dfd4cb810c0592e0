//! Prose as it will be printed: every numeral accounted for, and no word against its figure.

use yearbook::audit::prose::CHECKS;

use crate::harness::TestBook;

const DATA: &str = "indicator,area,year,value,unit,name_zh\n\
    fund,全国,2014,9000,万元,专项资金\nfund,全国,2015,12000,万元,专项资金\nfund,全国,2016,11960,万元,专项资金\n\
    villages,全国,2016,23,个,退出贫困村\nvillages,全国,2015,20,个,退出贫困村\nrate,全国,2015,5.7,%,发生率\nrate,全国,2016,4.5,%,发生率\n";

/// The findings of one code on a chapter: message, a semicolon, hint.
fn found(code: &str, chapter: &str) -> Vec<String> {
    of(code, &TestBook::new(DATA, chapter))
}

fn of(code: &str, book: &TestBook) -> Vec<String> {
    let edition = book.build().expect("a book");
    let own = edition.findings.as_slice().iter().filter(|finding| finding.code == code);
    own.map(|finding| {
        let place = finding.problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} @ {place}", finding.problem.message)
    })
    .collect()
}

#[test]
fn every_numeral_is_a_figure_a_date_a_rank_or_a_name() {
    let accounted = "{{ year }}年，第三次、“十三五”、三农、5G、M40、12月16日、进一步、统一、一个、一批。单位：万元。\n\n\
        退出{{ figure(indicator=\"villages\") }}，比上年{{ growth(indicator=\"fund\") }}，占三成";
    assert_eq!(found("P001", accounted).len(), 1, "only 三成: {:?}", found("P001", accounted));
    for numeral in [
        "23",
        "２３",
        "三级",
        "百分之十二",
        "一千二百万元",
        "翻一番",
        "23%",
        "数百",
        "3~4名",
        "三分之一",
        "两次",
        "1.2万",
    ] {
        let told = found("P001", &format!("全年{numeral}。"));
        assert!(!told.is_empty(), "{numeral} is unaccounted for: {told:?}");
    }
}

#[test]
fn an_unaccounted_numeral_is_shown_with_the_datum_that_it_may_be() {
    let book = TestBook::new(DATA, "## 概况\n\n退出贫困村23个，比上年多。\n");
    insta::assert_snapshot!(book.messages());
}

#[test]
fn titles_notes_cells_and_front_matter_are_read_too() {
    let chapter = "| 甲 | 17 |\n|---|---|\n| 乙 | 18 |\n\n{{ chart(kind=\"line\", indicator=\"fund\", from=2014, title=\"资金及19项\") }}\n\n\
        {{ table(rows=\"years\", indicator=\"fund\", from=2015, title=\"资金\", note=\"含21个县\") }}\n\n- 22处\n";
    let told = found("P001", chapter);
    for numeral in ["17", "18", "19项", "21个", "22处"] {
        assert!(told.iter().any(|message| message.contains(numeral)), "{numeral}: {told:?}");
    }
    let front =
        TestBook::new(DATA, "").file("templates/chapters/c.md", "---\ntitle: 十件23个\nsources: [某局24份]\n---\n文");
    assert_eq!(of("P001", &front).len(), 3, "{:?}", of("P001", &front));
}

#[test]
fn words_given_to_a_call_are_no_way_around() {
    assert_eq!(found("P001", "{{ figure(indicator=\"villages\", year=2013, otherwise=\"25个\") }}").len(), 1);
    assert_eq!(found("P001", "{{ share(indicator=\"villages\", of=\"villages\", word=\"在26个中占\") }}").len(), 1);
    assert_eq!(found("P001", "{% set n = 27 %}{{ n }}个").len(), 1);
}

#[test]
fn listed_names_account_for_numerals_and_must_be_in_use() {
    let yaml = "prose:\n  names:\n    - {text: 六看一听, reason: 方法名}\n    - {text: 四跟四走, reason: 思路名}\n";
    let book = TestBook::new(DATA, "采用“六看一听”法。");
    let text = String::from_utf8(book.files()["yearbook.yaml"].clone()).expect("text");
    let book = book.file("yearbook.yaml", text.clone() + yaml);
    assert_eq!(of("P001", &book), Vec::<String>::new());
    assert_eq!(of("P010", &book), ["the name `四跟四走` accounts for no numeral of any chapter @ yearbook.yaml:16:7"]);
    let bad = book.file("yearbook.yaml", text + "prose:\n  names:\n    - {text: 六看一听, reason: ''}\n");
    assert_eq!(of("B050", &bad).len(), 1);
}

#[test]
fn text_beside_a_call_does_not_change_its_value() {
    for chapter in [
        "1{{ figure(indicator=\"villages\") }}",
        "{{ figure(indicator=\"villages\", unit=\"none\") }}万个",
        "{{ figure(indicator=\"villages\", unit=\"none\") }}.5",
        "{{ figure(indicator=\"villages\", unit=\"none\") }}%",
    ] {
        assert_eq!(found("P002", chapter).len(), 1, "{chapter}");
    }
    assert_eq!(found("P002", "{{ figure(indicator=\"villages\", unit=\"none\") }}个百分点").len(), 0);
    assert_eq!(found("P002", "{{ figure(indicator=\"villages\", unit=\"none\") }}贫困村").len(), 0);
}

#[test]
fn words_for_a_direction_agree_with_the_sign() {
    let wrong = [
        "资金比上年增长{{ growth(indicator=\"fund\", word=false) }}",
        "资金比上年增加{{ change(indicator=\"fund\", word=false) }}",
        "资金比上年增长{{ growth(indicator=\"fund\") }}",
        "比上年下降{{ growth(indicator=\"fund\") }}",
        "资金增加到{{ figure(indicator=\"fund\") }}",
        "退出的村减少到{{ figure(indicator=\"villages\") }}",
        "{{ growth(indicator=\"fund\", words={down=\"增长\"}) }}",
    ];
    for chapter in wrong {
        assert_eq!(found("P003", chapter).len(), 1, "{chapter}: {:?}", found("P003", chapter));
    }
    let right = [
        "资金比上年{{ growth(indicator=\"fund\") }}",
        "资金减少到{{ figure(indicator=\"fund\") }}",
        "退出的村增加到{{ figure(indicator=\"villages\") }}",
        "退出的村增加{{ figure(indicator=\"villages\") }}",
        "发生率{{ points(indicator=\"rate\") }}",
    ];
    for chapter in right {
        assert_eq!(found("P003", chapter), Vec::<String>::new(), "{chapter}");
    }
}

#[test]
fn the_base_in_the_words_is_the_base_of_the_computation() {
    let cases = [
        ("比2014年{{ growth(indicator=\"fund\") }}", 1),
        ("比上年{{ growth(indicator=\"fund\", base=2014) }}", 1),
        ("同比{{ growth(indicator=\"fund\", base=2014) }}", 1),
        ("比{{ year - 1 }}年{{ growth(indicator=\"fund\") }}", 0),
        ("比2014年{{ growth(indicator=\"fund\", base=2014) }}，比上年{{ change(indicator=\"fund\") }}", 0),
        ("比上年{{ change(indicator=\"fund\") }}，{{ growth(indicator=\"fund\", base=2014) }}", 1),
        ("{{ times(indicator=\"fund\", base=2014) }}", 0),
    ];
    for (chapter, count) in cases {
        assert_eq!(found("P004", chapter).len(), count, "{chapter}: {:?}", found("P004", chapter));
    }
}

#[test]
fn hedges_fit_the_value() {
    let cases = [
        ("超过{{ figure(indicator=\"fund\", unit=\"亿元\", decimals=1) }}", 1),
        ("近{{ figure(indicator=\"fund\", unit=\"亿元\", decimals=1) }}", 0),
        ("超过{{ figure(indicator=\"villages\") }}", 1),
        ("{{ figure(indicator=\"villages\") }}以上", 0),
        ("约{{ figure(indicator=\"villages\") }}左右", 1),
        ("附近{{ figure(indicator=\"villages\") }}", 0),
    ];
    for (chapter, count) in cases {
        assert_eq!(found("P005", chapter).len(), count, "{chapter}: {:?}", found("P005", chapter));
    }
}

#[test]
fn typed_years_and_claims_are_pointed_out() {
    let told = found("P006", "2016年，{{ year }}年，2015年末，2014年，《某市2016年方案》，2015—2017年。");
    assert_eq!(told.len(), 2, "{told:?}");
    let cases = [
        ("资金{{ figure(indicator=\"fund\") }}为历史最高", 1),
        ("有{{ figure(indicator=\"villages\") }}，居全省第2位", 1),
        ("最低生活保障对象{{ figure(indicator=\"villages\") }}", 0),
        ("首次召开大会。资金{{ figure(indicator=\"fund\") }}", 0),
    ];
    for (chapter, count) in cases {
        assert_eq!(found("P007", chapter).len(), count, "{chapter}: {:?}", found("P007", chapter));
    }
}

#[test]
fn long_entries_and_unsigned_chapters_are_pointed_out() {
    let long = "长".repeat(1001);
    assert_eq!(found("P008", &format!("## 甲\n\n{long}\n\n## 乙\n\n短\n")).len(), 1);
    let unsigned = TestBook::new(DATA, "").file("templates/chapters/c.md", "---\ntitle: 章\n---\n文");
    assert_eq!(of("P009", &unsigned).len(), 1);
    let signed = TestBook::new(DATA, "")
        .file("templates/chapters/c.md", "---\ntitle: 章\nauthors: [甲]\nsources: [乙]\n---\n文");
    assert_eq!(of("P009", &signed), Vec::<String>::new());
}

#[test]
fn rules_of_wording_hold_for_chapters() {
    assert_eq!(found("W001", "今年退出{{ figure(indicator=\"villages\") }}。").len(), 1);
}

#[test]
fn the_totals_tell_how_every_numeral_is_accounted_for() {
    let edition = TestBook::new(DATA, "{{ year }}年退出{{ figure(indicator=\"villages\") }}，共9个。").good();
    let coverage = edition.coverage;
    assert_eq!((coverage.figures(), coverage.dates, coverage.unaccounted), (1, 1, 1), "{coverage:?}");
}

#[test]
fn every_check_has_a_doc_with_all_its_parts() {
    for check in CHECKS {
        for part in ["## What it does", "## Why", "## Example", "## What to do"] {
            assert!(check.doc.contains(part), "{}: {part}", check.code.id);
        }
    }
}
