//! What each function prints: design §2, domain §1, §3 and §5.

use super::desk;

#[test]
fn levels_print_as_recorded() {
    let desk = desk(
        "fund 全国 2016 1.89 亿元
         people 全国 2016 80596 人
         rate 全国 2016 33.30 %
         area 全国 2016 500 亩
         chicks 全国 2016 11 万羽
         pairs 全国 2016 10 万户
         cold 全国 2016 -36 ℃
         plan 全国 2016—2020 63746 人
         small 全国 2016 0.46 万元",
    );
    desk.prints(&[
        (r#"figure(indicator="fund")"#, "1.89亿元"),
        (r#"figure(indicator="people")"#, "80596人"),
        (r#"figure(indicator="rate")"#, "33.30%"),
        (r#"figure(indicator="chicks")"#, "11万羽"),
        (r#"figure(indicator="pairs", unit="none")"#, "10万"),
        (r#"figure(indicator="cold")"#, "-36℃"),
        (r#"figure(indicator="plan", year="2016—2020")"#, "63746人"),
        (r#"figure(indicator="small")"#, "0.46万元"),
        // Conversions are exact and keep what was recorded.
        (r#"figure(indicator="fund", unit="万元")"#, "18900万元"),
        (r#"figure(indicator="fund", unit="元")"#, "189000000元"),
        (r#"figure(indicator="people", unit="万人")"#, "8.0596万人"),
        (r#"figure(indicator="people", unit="万人", decimals=1)"#, "8.1万人"),
        (r#"figure(indicator="people", decimals=-3)"#, "81000人"),
        (r#"figure(indicator="people", unit="万", decimals=2)"#, "8.06万"),
        (r#"figure(indicator="area", unit="公顷")"#, "33.33公顷"),
        (r#"figure(indicator="area", unit="公顷", decimals=0)"#, "33公顷"),
    ]);
}

#[test]
fn hedges_stand_where_they_belong() {
    let desk = desk(
        "aid 全国 2016 2800 万元 qualifier=多
         people 全国 2016 8 万人 qualifier=多
         rangers 全国 2016 1500 名 qualifier=多
         firms 全国 2016 50 家 qualifier=余
         years 全国 2016 3 年 qualifier=多
         raw 全国 2016 20多万 人
         over 全国 2016 1.2 亿元 qualifier=超过
         bridge 全国 2016 150 万元 qualifier=以上
         near 全国 2016 200 人 qualifier=近
         about 全国 2016 5000 万元 qualifier=左右",
    );
    desk.prints(&[
        (r#"figure(indicator="aid")"#, "2800多万元"),
        (r#"figure(indicator="people")"#, "8万多人"),
        (r#"figure(indicator="people", unit="none")"#, "8万多"),
        (r#"figure(indicator="rangers")"#, "1500多名"),
        (r#"figure(indicator="firms")"#, "50余家"),
        (r#"figure(indicator="years")"#, "3年多"),
        (r#"figure(indicator="years", numerals="zh")"#, "三年多"),
        (r#"figure(indicator="raw")"#, "20多万人"),
        (r#"figure(indicator="over")"#, "超过1.2亿元"),
        (r#"figure(indicator="bridge")"#, "150万元以上"),
        (r#"figure(indicator="near")"#, "近200人"),
        (r#"figure(indicator="about")"#, "5000万元左右"),
    ]);
    let over = desk.figure(r#"figure(indicator="over")"#).print;
    assert_eq!((over.hedge.as_str(), over.token.as_str()), ("超过", "1.2亿元"));
    let bridge = desk.figure(r#"figure(indicator="bridge")"#).print;
    assert_eq!((bridge.token.as_str(), bridge.after.as_str()), ("150万元", "以上"));
}

#[test]
fn hedges_asked_for_are_true_of_the_value() {
    let desk = desk(
        "households 全国 2016 109148 户
         people 全国 2016 1523 名
         money 全国 2016 2853 万元
         fund 全国 2016 1.89 亿元
         road 全国 2016 10.9 千米",
    );
    desk.prints(&[
        (r#"figure(indicator="people", approx=true)"#, "1500多名"),
        (r#"figure(indicator="money", approx=true)"#, "2800多万元"),
        (r#"figure(indicator="households", unit="万户", approx=true)"#, "10万多户"),
        (r#"figure(indicator="road", approx=true)"#, "10千米多"),
        (r#"figure(indicator="fund", hedge="近", decimals=1)"#, "近1.9亿元"),
        (r#"figure(indicator="fund", hedge="超过", decimals=1)"#, "超过1.8亿元"),
        (r#"figure(indicator="fund", hedge="约", decimals=1)"#, "约1.9亿元"),
        (r#"figure(indicator="households", hedge="超过", unit="万户", decimals=0)"#, "超过10万户"),
        (r#"figure(indicator="households", hedge="近")"#, "近110000户"),
    ]);
    desk.refuses(&[
        (r#"figure(indicator="people", hedge="近", decimals=0)"#, "近1523 is not true"),
        (r#"figure(indicator="people", hedge="超过", decimals=0)"#, "超过1523 is not true"),
        (r#"figure(indicator="households", hedge="近", decimals=-5)"#, "is not true"),
        (r#"figure(indicator="people", hedge="大概")"#, "no band for 大概"),
        (r#"figure(indicator="fund", hedge="多", decimals=1)"#, "a number with decimals takes no `多`"),
        (r#"figure(indicator="people", hedge="约", approx=true)"#, "one hedge"),
        (r#"figure(indicator="people", hedge="近", decimals=-1, word="约")"#, "two hedges on one number: 约近1530名"),
    ]);
}

#[test]
fn hedges_are_never_doubled_and_decimals_take_no_duo() {
    let desk = desk("a 全国 2016 1000 人 qualifier=多\n b 全国 2016 13.2 万人 qualifier=多");
    desk.refuses(&[
        (r#"figure(indicator="a", hedge="约")"#, "recorded with 多 and cannot be hedged again with 约"),
        (r#"figure(indicator="b")"#, "a number with decimals takes no `多`: 13.2万人多"),
        (r#"figure(indicator="a", word="约")"#, "two hedges"),
    ]);
}

#[test]
fn ranges_repeat_multipliers_and_percent_signs() {
    let desk = desk(
        "cadres 全国 2016 3~4 名
         money 全国 2016 13~17 万元
         share 全国 2016 15~30 %
         households 全国 2016 9~16 亿
         cold 全国 2016 100~150 千克",
    );
    desk.prints(&[
        (r#"figure(indicator="cadres")"#, "3~4名"),
        (r#"figure(indicator="money")"#, "13万元~17万元"),
        (r#"figure(indicator="share")"#, "15%~30%"),
        (r#"figure(indicator="households")"#, "9亿~16亿"),
        (r#"figure(indicator="cold")"#, "100~150千克"),
        (r#"figure(indicator="money", unit="元")"#, "130000~170000元"),
    ]);
    assert_eq!(desk.outcome(r#"kind="figure", indicator="cadres""#), "value");
}

#[test]
fn small_counts_in_chinese_numerals() {
    let desk = desk(
        "three 全国 2016 3 年\n two 全国 2016 2 年\n twelve 全国 2016 12 家\n twenty 全国 2016 20 个\n more 全国 2016 108 人
         wan 全国 2016 1200 万元\n half 全国 2016 1.5 倍",
    );
    desk.prints(&[
        (r#"figure(indicator="three", numerals="zh")"#, "三年"),
        (r#"figure(indicator="two", numerals="zh")"#, "两年"),
        (r#"figure(indicator="twelve", numerals="zh")"#, "十二家"),
        (r#"figure(indicator="twenty", numerals="zh")"#, "二十个"),
        (r#"figure(indicator="more", numerals="zh")"#, "一百零八人"),
        (r#"figure(indicator="wan", numerals="zh")"#, "一千二百万元"),
    ]);
    desk.refuses(&[(r#"figure(indicator="half", numerals="zh")"#, "writes whole numbers")]);
}

#[test]
fn changes_are_worded_by_their_printed_sign() {
    let desk = desk(
        "fund 全国 2015 4797 万元\n fund 全国 2016 1.89 亿元
         poor 全国 2015 5575 万人\n poor 全国 2016 4335 万人
         income 全国 2015 8483 元\n income 全国 2016 9377 元
         rate 全国 2015 5.7 %\n rate 全国 2016 4.5 %\n deaths 全国 2015 7.11 ‰\n deaths 全国 2016 7.09 ‰
         still 全国 2015 1000.4 元\n still 全国 2016 1000 元
         budget 全国 2014 180 万元\n budget 全国 2015 600 万元\n budget 全国 2016 1200 万元",
    );
    desk.prints(&[
        (r#"growth(indicator="fund", decimals=0)"#, "增长294%"),
        (r#"growth(indicator="fund")"#, "增长294.0%"),
        (r#"growth(indicator="fund", decimals=3)"#, "增长293.996%"),
        (r#"growth(indicator="poor")"#, "下降22.2%"),
        (r#"growth(indicator="poor", word=false)"#, "-22.2%"),
        (r#"growth(indicator="poor", word="变动")"#, "变动-22.2%"),
        (r#"growth(indicator="poor", words={down="减少"})"#, "减少22.2%"),
        (r#"change(indicator="poor")"#, "减少1240万人"),
        (r#"change(indicator="income")"#, "增加894元"),
        (r#"change(indicator="fund")"#, "增加1.4103亿元"),
        (r#"change(indicator="fund", unit="万元")"#, "增加14103万元"),
        (r#"points(indicator="rate")"#, "下降1.2个百分点"),
        (r#"points(indicator="deaths", decimals=2)"#, "下降0.02个千分点"),
        (r#"growth(indicator="still")"#, "持平"),
        (r#"growth(indicator="still", word=false)"#, "0.0%"),
        (r#"growth(indicator="still", decimals=2)"#, "下降0.04%"),
        (r#"growth(indicator="still", words={flat="与上年相当"})"#, "与上年相当"),
        (r#"change(indicator="still")"#, "减少0.4元"),
        (r#"growth(indicator="budget", base=2014)"#, "增长566.7%"),
        (r#"growth(indicator="budget", base=-2)"#, "增长566.7%"),
        (r#"times(indicator="fund")"#, "是上年的3.94倍"),
        (r#"times(indicator="budget", base=2014)"#, "是2014年的6.67倍"),
        (r#"times(indicator="budget", base=2015)"#, "是上年的2倍"),
        (r#"times(indicator="budget", decimals=2, word=false)"#, "2.00倍"),
        (r#"times(indicator="fund", form="growth")"#, "增长2.94倍"),
        (r#"times(indicator="budget", form="double")"#, "翻番"),
    ]);
    let flat = desk.figure(r#"growth(indicator="still")"#).print;
    assert_eq!((flat.word.as_str(), flat.token.as_str()), ("持平", ""));
}

#[test]
fn words_flip_exactly_where_the_printed_value_is_zero() {
    for (current, expected) in
        [("1000.49", "持平"), ("1000.50", "增长0.1%"), ("999.51", "持平"), ("999.50", "下降0.1%"), ("1000", "持平")]
    {
        let desk = desk(&format!("x 全国 2015 1000 元\n x 全国 2016 {current} 元"));
        assert_eq!(desk.print(r#"growth(indicator="x")"#), expected, "{current}");
    }
}

#[test]
fn the_law_of_the_book_decides_ties() {
    let rows = "x 全国 2015 1000 元\n x 全国 2016 1000.50 元";
    assert_eq!(desk(rows).print(r#"growth(indicator="x")"#), "增长0.1%");
    assert_eq!(desk(rows).with("rounding: half_even").print(r#"growth(indicator="x")"#), "持平");
}

#[test]
fn doubling_only_where_the_ratio_allows_it() {
    for (current, expected) in
        [("195", "翻番"), ("204", "翻番"), ("400", "翻两番"), ("390", "翻两番"), ("800", "翻三番")]
    {
        let desk = desk(&format!("x 全国 2015 100 元\n x 全国 2016 {current} 元"));
        assert_eq!(desk.print(r#"times(indicator="x", form="double")"#), expected, "{current}");
    }
    for current in ["183", "194", "205", "300", "389"] {
        let desk = desk(&format!("x 全国 2015 100 元\n x 全国 2016 {current} 元"));
        desk.refuses(&[(r#"times(indicator="x", form="double")"#, "is no doubling")]);
    }
}

#[test]
fn parts_of_wholes_and_targets() {
    let desk = desk(
        "credited 全国 2016 59198 户\n rated 全国 2016 109148 户\n issued 全国 2016 3.87 亿元\n target 全国 2016 37600 万元
         moved 全国 2016 10494 人\n plan 全国 2016—2020 63746 人
         poor 全国 2016 200 人\n poor 甲县 2016 50 人\n poor 全国 2015 400 人",
    );
    desk.prints(&[
        (r#"share(indicator="credited", of="rated")"#, "占54.2%"),
        (r#"share(indicator="credited", of="rated", word=false)"#, "54.2%"),
        (r#"share(indicator="credited", of="rated", decimals=0, word="覆盖")"#, "覆盖54%"),
        (r#"share(indicator="poor", area="甲县")"#, "占25.0%"),
        (r#"share(indicator="poor", area="甲县", of_area="全国", of_year=2015)"#, "占12.5%"),
        (r#"completion(indicator="issued", target="target", decimals=0)"#, "完成目标任务的103%"),
        (r#"completion(indicator="issued", target="target")"#, "完成目标任务的102.9%"),
        (r#"completion(indicator="moved", target="plan", target_year="2016—2020")"#, "完成目标任务的16.5%"),
        (
            r#"completion(indicator="moved", target="plan", target_year="2016—2020", word="完成“十三五”任务的")"#,
            "完成“十三五”任务的16.5%",
        ),
    ]);
}

const SERIES: &str = "poor 全国 2011 122 万人\n poor 全国 2012 99 万人\n poor 全国 2013 82 万人\n poor 全国 2014 70 万人\n poor 全国 2015 55 万人\n poor 全国 2016 43 万人
    rate 全国 2012 12 %\n rate 全国 2013 8.5 % status=V\n rate 全国 2014 7.2 %\n rate 全国 2015 5.7 %\n rate 全国 2016 4.5 %
    gap 全国 2012 1 人\n gap 全国 2014 2 人\n gap 全国 2015 3 人\n gap 全国 2016 4 人
    flat 全国 2013 1 人\n flat 全国 2014 2 人\n flat 全国 2015 2 人\n flat 全国 2016 3 人
    broken 全国 2012 1 人\n broken 全国 2013 2 人\n broken 全国 2014 1 人 status=B\n broken 全国 2015 2 人\n broken 全国 2016 3 人
    near 全国 2014 100.001 人\n near 全国 2015 100.002 人\n near 全国 2016 100.003 人";

#[test]
fn streaks_by_exact_values() {
    let desk = desk(SERIES);
    desk.prints(&[
        (r#"streak(indicator="poor")"#, "连续5年减少"),
        (r#"streak(indicator="poor", from=2013)"#, "连续3年减少"),
        (r#"streak(indicator="poor", year=2014)"#, "连续3年减少"),
        (r#"streak(indicator="rate")"#, "连续4年下降"),
        (r#"streak(indicator="rate", words={down="回落"})"#, "连续4年回落"),
        (r#"streak(indicator="gap")"#, "连续2年增加"),
        (r#"streak(indicator="broken")"#, "连续2年增加"),
        // Printed without decimals these would be equal.
        (r#"streak(indicator="near")"#, "连续2年增加"),
    ]);
    desk.refuses(&[(r#"streak(indicator="flat")"#, "does not hold: it has moved this way only since 2015")]);
    assert_eq!(desk.print(r#"streak(indicator="flat", otherwise="有所增加")"#), "有所增加");
    assert_eq!(desk.outcome(r#"kind="streak", indicator="flat""#), "not_so");
    assert_eq!(filled(&desk, r#"streak(indicator="poor", from=2014)"#), "70万人 > 55万人 > 43万人");
}

#[test]
fn extremes_are_found_from_the_data() {
    let desk = desk(SERIES);
    desk.prints(&[
        (r#"extreme(indicator="rate", since=2012)"#, "为2012年以来最低"),
        (r#"extreme(indicator="gap", since=2014)"#, "为2014年以来最高"),
        (r#"extreme(indicator="gap")"#, "为2014年以来最高"),
        (r#"extreme(indicator="broken")"#, "为2014年以来最高"),
        (r#"extreme(indicator="near")"#, "为2014年以来最高"),
    ]);
    desk.refuses(&[
        (r#"extreme(indicator="gap", since=2012)"#, "2013 cannot be compared: it has no value"),
        (r#"extreme(indicator="broken", since=2012)"#, "2013 cannot be compared: the series breaks after it"),
        (r#"extreme(indicator="flat", since=2013, year=2015)"#, "neither above 2014 nor below 2014"),
        (r#"extreme(indicator="rate", since=2016)"#, "no year before 2016"),
    ]);
    assert_eq!(filled(&desk, r#"extreme(indicator="rate", since=2014)"#), "4.5% < 5.7%、7.2%");
}

#[test]
fn ranks_share_places() {
    let desk = desk(
        "x 甲县 2016 10 人\n x 乙县 2016 30 人\n x 丙县 2016 10 人\n x 全国 2016 50 人\n x 外市 2016 20 人\n y 甲县 2016 1 人\n y 乙县 2016 2 人\n y 丙县 2016 3 人",
    )
    .indicators("  - {id: per_head, formula: 'per(y, x)', decimals: 2}");
    desk.prints(&[
        (r#"rank(indicator="x", area="乙县")"#, "居第1位"),
        (r#"rank(indicator="x", area="甲县")"#, "并列第2位"),
        (r#"rank(indicator="x", area="甲县", order="ascending")"#, "并列第1位"),
        (r#"rank(indicator="x", area="乙县", word=false)"#, "第1位"),
        (r#"rank(indicator="x", area="外市", among=["外市", "甲县", "乙县"])"#, "居第2位"),
        (r#"rank(indicator="x", area="外市", among=["外市", "甲县", "乙县"], order="ascending")"#, "居第2位"),
        (r#"rank(indicator="per_head", area="丙县")"#, "居第1位"),
    ]);
    desk.refuses(&[
        (r#"rank(indicator="x", area="外市")"#, "外市 is not ranked"),
        (r#"rank(indicator="x", area="外市", among=["甲县", "乙县"])"#, "外市 is not ranked"),
    ]);
}

#[test]
fn computed_indicators() {
    let desk = desk(
        "a 全国 2016 12 亿元\n b 全国 2016 6.5 亿元\n p 全国 2016 3 户\n q 全国 2016 11 人\n r 全国 2016 12 人
         poor 全国 2012 9899 万人\n poor 全国 2015 5575 万人\n poor 全国 2016 4335 万人\n many 全国 2016 100 人 qualifier=多",
    )
    .indicators(
        "  - {id: sum, formula: a + b, unit: 亿元}
  - {id: per_household, formula: 'per(q, p)', unit: 人/户, decimals: 1}
  - {id: quotient, formula: 'per(q, p)'}
  - {id: even, formula: 'per(r, p)'}
  - {id: part, formula: 'share(q, r)'}
  - {id: yearly, formula: 'cagr(poor, from: 2012)', unit: '%', decimals: 1, words: {up: 增长, down: 递减, flat: 持平}}
  - {id: alias, formula: yearly}
  - {id: less, formula: change(poor)}
  - {id: index, formula: 'index(poor, base: 2012)', decimals: 1}
  - {id: double_many, formula: many * 2, unit: 人, hedged: inherit}",
    );
    desk.prints(&[
        (r#"figure(indicator="sum")"#, "18.5亿元"),
        (r#"figure(indicator="per_household")"#, "3.7人/户"),
        (r#"figure(indicator="per_household", unit="none")"#, "3.7"),
        (r#"figure(indicator="quotient")"#, "3.67人/户"),
        (r#"figure(indicator="even")"#, "4人/户"),
        (r#"figure(indicator="part")"#, "91.7%"),
        (r#"figure(indicator="yearly")"#, "递减18.7%"),
        (r#"figure(indicator="yearly", words={down="下降"})"#, "下降18.7%"),
        (r#"figure(indicator="yearly", word=false)"#, "-18.7%"),
        (r#"figure(indicator="alias")"#, "下降18.7%"),
        (r#"figure(indicator="less")"#, "减少1240万人"),
        (r#"figure(indicator="index")"#, "43.8"),
        (r#"figure(indicator="index", year=2012, decimals=0)"#, "100"),
        // What is left of 多 after a calculation is 约.
        (r#"figure(indicator="double_many")"#, "约200人"),
    ]);
}

#[test]
fn quotes_stand_as_the_source_has_them() {
    let desk = desk(
        "rise 全国 2016 翻番 - source=某条目\n cover 全国 2016 全覆盖 - source=某条目\n bare 全国 2016 全部 -\n n 全国 2016 2800 万元 qualifier=多 source=某条目",
    );
    desk.prints(&[
        (r#"quote(indicator="rise")"#, "翻番"),
        (r#"quote(indicator="cover", word="实现")"#, "实现全覆盖"),
        (r#"quote(indicator="n")"#, "2800多万元"),
    ]);
    desk.refuses(&[
        (r#"quote(indicator="bare")"#, "has no source"),
        (r#"figure(indicator="rise")"#, "print words with quote()"),
    ]);
    assert_eq!(desk.outcome(r#"kind="figure", indicator="rise""#), "not_a_number");
}

#[test]
fn english_has_words_of_its_own() {
    let desk =
        desk("fund 全国 2015 4797 万元\n fund 全国 2016 18900 万元\n poor 全国 2015 57.5 %\n poor 全国 2016 43.5 %")
            .with("language: en");
    desk.prints(&[
        (r#"figure(indicator="poor")"#, "43.5%"),
        (r#"growth(indicator="fund")"#, "up 294.0%"),
        (r#"points(indicator="poor")"#, "a fall of 14.0 percentage points"),
    ]);
}

/// Change any datum by one last digit, and its printed token changes.
#[test]
fn one_last_digit_changes_the_token() {
    for (value, changed, unit) in [
        ("1.89", "1.88", "亿元"),
        ("80596", "80597", "人"),
        ("33.30", "33.31", "公顷"),
        ("2800", "2801", "万元"),
        ("3~4", "3~5", "名"),
    ] {
        let print =
            |value: &str| desk(&format!("x 全国 2016 {value} {unit}")).figure(r#"figure(indicator="x")"#).print.token;
        assert_ne!(print(value), print(changed), "{value}{unit}");
    }
    let growth = |base: &str| {
        desk(&format!("x 全国 2015 {base} 万元\n x 全国 2016 1.89 亿元")).print(r#"growth(indicator="x", decimals=3)"#)
    };
    assert_ne!(growth("4797"), growth("4798"));
}

/// A figure's rule with the numbers put in.
fn filled(desk: &super::Desk, call: &str) -> String {
    desk.provenance(&desk.figure(call)).filled
}
