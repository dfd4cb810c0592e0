//! Every phrase that a template can print, each from a tiny book: the wording beside the numbers that it comes from.

use crate::harness::{TestBook, figures};

const HEADER: &str = "indicator,area,year,value,unit,status,qualifier,note,source,comparable_base,revised_from\n";

/// A row a line: indicator, year, value, unit; the area is 全国.
fn data(rows: &[(&str, &str, &str, &str)]) -> String {
    let row = |(indicator, year, value, unit): &(&str, &str, &str, &str)| {
        format!("{indicator},全国,{year},{value},{unit},,,,甲公报,,\n")
    };
    HEADER.to_owned() + &rows.iter().map(row).collect::<String>()
}

/// One indicator over the years up to 2016, oldest first; an empty value is no row.
fn series(unit: &str, values: &[&str]) -> String {
    let first = 2017 - i32::try_from(values.len()).expect("few years");
    let years: Vec<String> = (first..).take(values.len()).map(|year| year.to_string()).collect();
    let rows = values.iter().zip(&years).filter(|(value, _)| !value.is_empty());
    data(&rows.map(|(value, year)| ("x", year.as_str(), *value, unit)).collect::<Vec<_>>())
}

fn book(data: &str, call: &str) -> TestBook {
    TestBook::new(data, &format!("值为{{{{ {call} }}}}。\n"))
}

/// A chapter's text without its title.
fn text(book: &TestBook) -> String {
    let markdown = book.markdown();
    markdown.strip_prefix("# 章\n\n").unwrap_or(&markdown).to_owned()
}

/// The call prints this.
fn prints(data: &str, call: &str, expected: &str) {
    assert_eq!(text(&book(data, call)), format!("值为{expected}。"), "{call} over\n{data}");
}

/// The call is refused, and what is said of it contains this.
fn refuses(data: &str, call: &str, expected: &str) {
    let messages = book(data, call).messages();
    assert!(messages.contains("error[T001]") && messages.contains(expected), "{call}: {messages}");
}

#[test]
fn a_level_is_printed_as_it_was_recorded() {
    let cases = [
        ("1.89", "亿元", "1.89亿元"),
        ("80596", "人", "80596人"),
        ("8000", "万元", "8000万元"),
        ("33.30", "公顷", "33.30公顷"),
        ("-12", "万元", "-12万元"),
        ("0", "个", "0个"),
        ("16.5", "%", "16.5%"),
        ("３，０００", "元", "3000元"),
        ("3~4", "名", "3~4名"),
        ("13~17", "万元", "13万元~17万元"),
        ("15~30", "%", "15%~30%"),
    ];
    for (value, unit, expected) in cases {
        prints(&series(unit, &[value]), "figure(indicator=\"x\")", expected);
    }
}

#[test]
fn a_recorded_hedge_stands_where_the_language_puts_it() {
    let cases = [
        ("2800多", "万元", "2800多万元"),
        ("8", "万人", "8万多人"),
        ("1500", "名", "1500多名"),
        ("8万多", "人", "8万多人"),
        ("20多", "万人", "20多万人"),
        ("3", "年", "3年多"),
    ];
    for (value, unit, expected) in cases {
        let row = format!("{HEADER}x,全国,2016,{value},{unit},,多,,,,\n");
        let row = if value.contains('多') { row.replace(",多,", ",,") } else { row };
        prints(&row, "figure(indicator=\"x\")", expected);
    }
    for (hedge, expected) in
        [("约", "约500元"), ("近", "近500元"), ("超过", "超过500元"), ("以上", "500元以上"), ("左右", "500元左右")]
    {
        let row = format!("{HEADER}x,全国,2016,500,元,,{hedge},,,,\n");
        prints(&row, "figure(indicator=\"x\")", expected);
    }
}

#[test]
fn a_hedge_is_kept_in_numerals_and_in_quotations() {
    let row = |value: &str, unit: &str, hedge: &str| format!("{HEADER}x,全国,2016,{value},{unit},,{hedge},,甲公报,,\n");
    prints(&row("3", "年", "多"), "figure(indicator=\"x\", numerals=\"zh\")", "三年多");
    prints(&row("300", "名", "多"), "figure(indicator=\"x\", numerals=\"zh\")", "三百多名");
    prints(&row("3", "家", "约"), "figure(indicator=\"x\", numerals=\"zh\")", "约三家");
    for (value, unit, hedge, expected) in [
        ("500", "元", "约", "约500元"),
        ("约500", "元", "", "约500元"),
        ("500以上", "元", "", "500元以上"),
        ("500元以上", "元", "", "500元以上"),
        ("8", "万人", "多", "8万多人"),
        ("2800多", "万元", "", "2800多万元"),
        ("500", "元", "不低于", "不低于500元"),
        ("3~4", "名", "", "3~4名"),
        ("12.50", "万元", "", "12.50万元"),
    ] {
        let edition = book(&row(value, unit, hedge), "quote(indicator=\"x\")").good();
        let figure = edition.figures().next().expect("a figure");
        let told = [&figure.print.text(), &figure.provenance(&edition.catalogue()).inputs[0].recorded];
        assert_eq!(told, [expected; 2], "{value} {unit} {hedge}");
    }
    refuses(&row("3~4", "名", ""), "figure(indicator=\"x\", numerals=\"zh\")", "writes no ranges, found 3~4");
}

#[test]
fn a_level_is_converted_exactly_and_small_counts_may_be_in_chinese() {
    let cases = [
        ("1.89", "亿元", "unit=\"万元\"", "18900万元"),
        ("18900", "万元", "unit=\"亿元\"", "1.89亿元"),
        ("18950", "万元", "unit=\"亿元\", decimals=1", "1.9亿元"),
        ("500", "亩", "unit=\"公顷\"", "33.33公顷"),
        ("33.33", "公顷", "unit=\"亩\", decimals=0", "500亩"),
        ("10", "万户", "unit=\"none\"", "10万"),
        ("0.127", "", "unit=\"%\"", "12.7%"),
        ("3", "年", "numerals=\"zh\"", "三年"),
        ("2", "年", "numerals=\"zh\"", "两年"),
        ("12", "家", "numerals=\"zh\"", "十二家"),
        ("22", "家", "numerals=\"zh\"", "二十二家"),
    ];
    for (value, unit, arguments, expected) in cases {
        prints(&series(unit, &[value]), &format!("figure(indicator=\"x\", {arguments})"), expected);
    }
    prints(&series("万元", &["3"]), "figure(indicator=\"x\", numerals=\"zh\")", "三万元");
    refuses(&series("万元", &["3"]), "figure(indicator=\"x\", unit=\"人\")", "cannot be printed in 人");
    refuses(&series("万元", &["3"]), "figure(indicator=\"x\", numerals=\"roman\")", "numerals");
}

#[test]
fn a_hedge_that_a_template_asks_for_is_checked() {
    let cases = [
        ("28563000", "hedge=\"多\", unit=\"万元\", decimals=-2", "2800多万元"),
        ("28563000", "hedge=\"近\", unit=\"万元\", decimals=-2", "近2900万元"),
        ("28563000", "hedge=\"约\", unit=\"万元\", decimals=-2", "约2900万元"),
        ("28563000", "hedge=\"超过\", unit=\"万元\", decimals=-2", "超过2800万元"),
        ("28563000", "hedge=\"左右\", unit=\"万元\", decimals=-2", "2900万元左右"),
    ];
    for (value, arguments, expected) in cases {
        prints(&series("元", &[value]), &format!("figure(indicator=\"x\", {arguments})"), expected);
    }
    refuses(&series("元", &["1500"]), "figure(indicator=\"x\", hedge=\"近\", decimals=-3)", "近2000 is not true");
    refuses(&series("元", &["1000"]), "figure(indicator=\"x\", hedge=\"超过\", decimals=-3)", "超过1000 is not true");
    refuses(&series("元", &["1000"]), "figure(indicator=\"x\", hedge=\"大概\")", "大概");
}

#[test]
fn a_growth_takes_its_word_from_what_is_printed() {
    let cases = [
        (["4797", "18900"], "", "增长294.0%"),
        (["4797", "18900"], ", decimals=0", "增长294%"),
        (["200", "161.8"], "", "下降19.1%"),
        (["100", "100"], "", "持平"),
        (["100000", "100040"], "", "持平"),
        (["100000", "99960"], "", "持平"),
        (["100000", "100050"], "", "增长0.1%"),
        (["100000", "99950"], "", "下降0.1%"),
        (["100000", "100040"], ", decimals=2", "增长0.04%"),
        (["200", "161.8"], ", word=false", "-19.1%"),
        (["100", "100"], ", word=false", "0.0%"),
        (["100", "120"], ", words={up=\"上升\"}", "上升20.0%"),
        (["100", "100"], ", words={flat=\"与上年持平\"}", "与上年持平"),
    ];
    for (values, arguments, expected) in cases {
        prints(&series("万元", &values), &format!("growth(indicator=\"x\"{arguments})"), expected);
    }
    prints(&series("万元", &["50", "80", "100"]), "growth(indicator=\"x\", base=2014)", "增长100.0%");
    for base in [2016, 2017] {
        refuses(
            &series("万元", &["1", "2", "3"]),
            &format!("growth(indicator=\"x\", base={base})"),
            "is not before 2016",
        );
    }
}

#[test]
fn a_change_is_worded_as_an_amount_and_points_as_points() {
    for (values, expected) in
        [(["8257", "7017"], "减少1240万人"), (["7017", "8257"], "增加1240万人"), (["7017", "7017"], "持平")]
    {
        prints(&series("万人", &values), "change(indicator=\"x\")", expected);
    }
    prints(&series("元", &["9377", "10371"]), "change(indicator=\"x\")", "增加994元");
    prints(&series("元", &["9377", "10371.5"]), "change(indicator=\"x\")", "增加994.5元");
    prints(&series("万元", &["100", "20100"]), "change(indicator=\"x\", unit=\"亿元\")", "增加2亿元");
    prints(&series("万元", &["100", "15100"]), "change(indicator=\"x\", unit=\"亿元\")", "增加1.5亿元");
    prints(&series("亿元", &["1.89", "1.5"]), "change(indicator=\"x\", unit=\"万元\")", "减少3900万元");
    for (values, expected) in [
        (["5.7", "4.5"], "下降1.2个百分点"),
        (["4.5", "5.7"], "提高1.2个百分点"),
        (["4.5", "4.5"], "持平"),
        (["4.51", "4.54"], "持平"),
    ] {
        prints(&series("%", &values), "points(indicator=\"x\")", expected);
    }
    refuses(&series("万元", &["1", "2"]), "points(indicator=\"x\")", "rate");
}

#[test]
fn a_multiple_has_three_forms() {
    prints(&series("万元", &["4797", "18900"]), "times(indicator=\"x\")", "是上年的3.94倍");
    prints(&series("万元", &["4797", "18900"]), "times(indicator=\"x\", form=\"growth\")", "增长2.94倍");
    prints(&series("万元", &["4797", "", "18900"]), "times(indicator=\"x\", base=2014)", "是2014年的3.94倍");
    prints(&series("万元", &["4797", "18900"]), "times(indicator=\"x\", word=false, decimals=1)", "3.9倍");
    prints(&series("万元", &["100", "198"]), "times(indicator=\"x\", form=\"double\")", "翻番");
    prints(&series("万元", &["100", "400"]), "times(indicator=\"x\", form=\"double\")", "翻两番");
    prints(&series("万元", &["100", "800"]), "times(indicator=\"x\", form=\"double\")", "翻三番");
    refuses(&series("万元", &["100", "180"]), "times(indicator=\"x\", form=\"double\")", "is no doubling");
    refuses(&series("万元", &["100", "80"]), "times(indicator=\"x\", form=\"growth\")", "下降 does not go with 倍");
    refuses(&series("万元", &["100", "80"]), "times(indicator=\"x\", form=\"triple\")", "must be one of");
}

#[test]
fn shares_and_completions() {
    let two = |part: &str, whole: &str| data(&[("a", "2016", part, "户"), ("b", "2016", whole, "户")]);
    prints(&two("59188", "109148"), "share(indicator=\"a\", of=\"b\")", "占54.2%");
    prints(&two("59188", "109148"), "share(indicator=\"a\", of=\"b\", word=false)", "54.2%");
    prints(&two("59188", "109148"), "share(indicator=\"a\", of=\"b\", decimals=2)", "占54.23%");
    let target = data(&[("a", "2016", "3.87", "亿元"), ("b", "2016", "37600", "万元")]);
    prints(&target, "completion(indicator=\"a\", target=\"b\", decimals=0)", "完成目标任务的103%");
    prints(&target, "completion(indicator=\"a\", target=\"b\", word=\"完成计划的\")", "完成计划的102.9%");
    let areas = format!("{HEADER}x,全国,2016,200,人,,,,,,\nx,甲县,2016,50,人,,,,,,\n");
    prints(&areas, "share(indicator=\"x\", area=\"甲县\")", "占25.0%");
    prints(&areas, "share(indicator=\"x\", area=\"甲县\", of_area=\"全国\")", "占25.0%");
    let unlike = data(&[("a", "2016", "1", "户"), ("b", "2016", "2", "人")]);
    refuses(&unlike, "share(indicator=\"a\", of=\"b\")", "户");
}

#[test]
fn a_streak_ends_at_gaps_breaks_and_flat_years() {
    let streak = "streak(indicator=\"x\")";
    prints(&series("万人", &["9", "8", "7", "6", "5", "4"]), streak, "连续5年减少");
    prints(&series("%", &["9", "8", "7", "6", "5", "4"]), streak, "连续5年下降");
    prints(&series("万人", &["1", "2", "3"]), streak, "连续2年增加");
    prints(&series("%", &["1", "2", "3"]), streak, "连续2年提高");
    prints(&series("万人", &["9", "8", "", "7", "6", "5"]), streak, "连续2年减少");
    prints(&series("万人", &["9", "8", "8", "7", "6"]), streak, "连续2年减少");
    prints(&series("万人", &["7", "9", "8", "7"]), streak, "连续2年减少");
    prints(&series("万人", &["9", "8", "7", "6"]), "streak(indicator=\"x\", from=2014)", "连续2年减少");
    let broken = series("万人", &["9", "8", "7", "6", "5"]).replace("2014,7,万人,,", "2014,7,万人,B,");
    prints(&broken, streak, "连续2年减少");
    refuses(&series("万人", &["9", "8"]), streak, "a streak takes at least 2 years");
    refuses(&series("万人", &["9", "8", "8"]), streak, "it does not move in 2016");
}

#[test]
fn equal_values_share_a_rank() {
    let areas = |a: &str, b: &str| format!("{HEADER}x,甲县,2016,{a},人,,,,,,\nx,乙县,2016,{b},人,,,,,,\n");
    prints(&areas("5", "7"), "rank(indicator=\"x\", area=\"甲县\")", "居第2位");
    prints(&areas("5", "7"), "rank(indicator=\"x\", area=\"甲县\", order=\"ascending\")", "居第1位");
    prints(&areas("7", "7"), "rank(indicator=\"x\", area=\"甲县\")", "并列第1位");
    prints(&areas("5", "7"), "rank(indicator=\"x\", area=\"甲县\", word=false)", "第2位");
    refuses(&areas("5", "7"), "rank(indicator=\"x\")", "");
}

#[test]
fn an_extreme_is_checked() {
    let extreme = "extreme(indicator=\"x\", since=2013)";
    prints(&series("%", &["10.2", "8.5", "7.2", "5.7", "4.5"]), extreme, "为2013年以来最低");
    prints(&series("%", &["1", "2", "3", "4", "5"]), extreme, "为2013年以来最高");
    refuses(&series("%", &["1", "2", "3", "4", "3"]), extreme, "so it is no extreme since 2013");
    refuses(&series("%", &["1", "5", "3", "4", "5"]), extreme, "so it is no extreme since 2013");
    refuses(&series("%", &["1", "", "3", "4", "5"]), extreme, "2013");
}

#[test]
fn a_quotation_needs_a_source() {
    let words = data(&[("x", "2016", "翻番", "")]);
    prints(&words, "quote(indicator=\"x\")", "翻番");
    prints(&series("万元", &["12.50"]), "quote(indicator=\"x\")", "12.50万元");
    refuses(&words.replace("甲公报", ""), "quote(indicator=\"x\")", "has no source");
    refuses(&words, "figure(indicator=\"x\")", "quote()");
    refuses(&words, "growth(indicator=\"x\")", "has no value");
}

#[test]
fn the_same_template_prints_another_year() {
    let body = "{{ year }}年{{ growth(indicator=\"x\") }}。\n";
    let book = TestBook::new(&series("万元", &["100", "120", "114"]), body);
    assert_eq!(text(&book), "2016年下降5.0%。");
    assert_eq!(text(&book.year(2015)), "2015年增长20.0%。");
}

fn two_chapters(first: &str, second: &str) -> TestBook {
    TestBook::new(&series("万元", &["100", "120"]), first)
        .replace(
            "yearbook.yaml",
            "  - templates/chapters/c.md\n",
            "  - templates/chapters/c.md\n  - templates/chapters/d.md\n",
        )
        .file("templates/chapters/d.md", format!("---\ntitle: 又一章\n---\n{second}"))
}

#[test]
fn a_chapter_cites_what_another_prints() {
    let cite = "本年{{ cite(figure=\"d/growth:x@全国@2016\") }}。\n";
    let book = two_chapters(cite, "资金{{ growth(indicator=\"x\") }}。\n");
    assert_eq!(text(&book), "本年增长20.0%。");
    let all = figures(&book.good());
    let cited = all.values().find(|figure| figure.id.starts_with("c/cite:")).expect("recorded");
    assert_eq!(cited.evaluation.inputs.len(), 2, "a citation keeps the inputs of what it cites");
    let unknown =
        two_chapters("本年{{ cite(figure=\"d/growth:y@全国@2016\") }}。\n", "资金{{ growth(indicator=\"x\") }}。\n");
    assert!(unknown.messages().contains("did you mean `d/growth:x@全国@2016`?"), "{}", unknown.messages());
    let circle =
        two_chapters(cite, "资金{{ growth(indicator=\"x\") }}，{{ cite(figure=\"c/figure:x@全国@2016\") }}。\n");
    assert!(circle.messages().contains("T007"), "{}", circle.messages());
}

#[test]
fn outcomes_choose_the_wording() {
    let asked = |data: &str, kind: &str| {
        let body = format!("{{{{ outcome(kind=\"{kind}\", indicator=\"x\") }}}}。\n");
        text(&TestBook::new(data, &body))
    };
    assert_eq!(asked(&series("万元", &["1", "2"]), "growth"), "value。");
    assert_eq!(asked(&series("万元", &["0", "2"]), "growth"), "zero\\_base。");
    assert_eq!(asked(&series("万元", &["", "2"]), "growth"), "missing\\_base。");
    assert_eq!(asked(&series("万元", &["2", "", ""]), "growth"), "missing\\_current。");
    assert_eq!(asked(&series("万元", &["-1", "2"]), "growth"), "turned\\_positive。");
    assert_eq!(asked(&series("万元", &["2"]), "figure"), "value。");
}

#[test]
fn otherwise_stands_for_what_has_no_value() {
    prints(&series("万元", &["0", "2"]), "growth(indicator=\"x\", otherwise=\"上年无此项\")", "上年无此项");
    prints(&series("万元", &["-1", "2"]), "growth(indicator=\"x\", otherwise=\"扭亏为盈\")", "扭亏为盈");
    prints(&series("万元", &["1", "2"]), "growth(indicator=\"x\", otherwise=\"扭亏为盈\")", "增长100.0%");
    refuses(&series("万元", &["0", "2"]), "growth(indicator=\"x\")", "otherwise");
    refuses(&series("万元", &["-1", "2"]), "growth(indicator=\"x\")", "扭亏为盈");
    refuses(&series("万元", &["2"]), "growth(indicator=\"x\")", "has no value");
}

#[test]
fn a_comparable_base_is_used_and_noted() {
    let rows = format!("{HEADER}x,全国,2015,8452,元,,,,,,\nx,全国,2016,9377,元,,,,,8483,\n");
    prints(&rows, "growth(indicator=\"x\")", "增长10.5%");
    let edition = book(&rows, "growth(indicator=\"x\")").good();
    let notes = edition.figures().flat_map(|figure| figure.notes.clone()).collect::<Vec<_>>();
    assert_eq!(notes, ["按可比口径计算：2015年x可比基数为8483元，公布数为8452元"]);
    let basis = |data: &str| text(&TestBook::new(data, "{{ basis(indicator=\"x\") }}。\n"));
    assert_eq!(basis(&rows), "comparable。");
    assert_eq!(basis(&series("元", &["1", "2"])), "published。");
    let revised = format!("{HEADER}x,全国,2015,8452,元,,,,,,8000\nx,全国,2016,9377,元,,,,,,\n");
    assert_eq!(basis(&revised), "revised。");
}

#[test]
fn the_rounding_law_decides_ties() {
    let half_even = |data: &str, call: &str| {
        text(&book(data, call).replace("yearbook.yaml", "year: 2016\n", "year: 2016\nrounding: half_even\n"))
    };
    for (value, up, even) in
        [("2.5", "3", "2"), ("3.5", "4", "4"), ("-2.5", "-3", "-2"), ("2.51", "3", "3"), ("0.5", "1", "0")]
    {
        let call = "figure(indicator=\"x\", decimals=0)";
        prints(&series("元", &[value]), call, &format!("{up}元"));
        assert_eq!(half_even(&series("元", &[value]), call), format!("值为{even}元。"), "{value}");
    }
    // 0.05 % is a tie at one decimal: it prints as 0.1 % under one law, and as zero, so 持平, under the other.
    let tie = series("万元", &["100000", "100050"]);
    prints(&tie, "growth(indicator=\"x\")", "增长0.1%");
    assert_eq!(half_even(&tie, "growth(indicator=\"x\")"), "值为持平。");
}
