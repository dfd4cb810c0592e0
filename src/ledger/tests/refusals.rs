//! What is said when a figure is refused: what was asked, the outcome, the reason, what to do.

use super::desk;

const ROWS: &str = "zero 全国 2015 0 元\n zero 全国 2016 5 元\n loss 全国 2015 -46 亿元\n loss 全国 2016 148 亿元
    x 全国 2014 5 人\n x 全国 2016 6 人\n x 甲县 2015 7 人\n blank 全国 2015 1 人\n blank 全国 2016 ∅ 人
    broken 全国 2015 1 人\n broken 全国 2016 2 人 status=B note=口径调整\n rate 全国 2015 65 %\n rate 全国 2016 82 %
    index 全国 2015 100 -\n index 全国 2016 110 -\n span 全国 2016—2020 5 人\n words 全国 2016 翻番 - source=甲
    many 全国 2015 10 人 qualifier=多\n many 全国 2016 20 人\n range 全国 2016 3~4 人\n fund 全国 2016 1.89 亿元";

#[test]
fn every_outcome_has_its_reason() {
    let desk = desk(ROWS);
    let said = [
        r#"growth(indicator="zero")"#,
        r#"growth(indicator="loss")"#,
        r#"growth(indicator="x")"#,
        r#"figure(indicator="x", year=2015)"#,
        r#"figure(indicator="blank")"#,
        r#"growth(indicator="broken")"#,
        r#"growth(indicator="many")"#,
        r#"figure(indicator="words")"#,
        r#"change(indicator="range")"#,
        r#"figure(indicator="span")"#,
        r#"share(indicator="x")"#,
    ]
    .map(|call| format!("{call}\n  {}", desk.refusal(call)))
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn wrong_calls_say_what_to_do() {
    let desk = desk(ROWS);
    let said = [
        r#"figure(indicator="funds")"#,
        r#"figure(indicator="fund", area="甲")"#,
        r#"figure(indicator="fund", year=1999)"#,
        r#"figure(indicator="fund", unit="亿圆")"#,
        r#"figure(indicator="fund", unit="人")"#,
        r#"figure(indicator="fund", decimals=4)"#,
        r#"figure(indicator="range", hedge="约")"#,
        r#"growth(indicator="fund", base=2016)"#,
        r#"growth(indicator="fund", base=2005)"#,
        r#"growth(indicator="span", year="2016—2020")"#,
        r#"change(indicator="rate")"#,
        r#"points(indicator="x")"#,
        r#"points(indicator="index")"#,
        r#"times(indicator="rate", form="double")"#,
        r#"times(indicator="rate", form="half")"#,
        r#"completion(indicator="fund", target="x")"#,
        r#"cite(figure="c/growth:fund@全国@2016")"#,
        r#"quote(indicator="fund")"#,
    ]
    .map(|call| format!("{call}\n  {}", desk.refusal(call)))
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn a_fall_is_never_worded_in_multiples() {
    let desk = desk("x 全国 2015 100 元\n x 全国 2016 50 元");
    desk.refuses(&[(r#"times(indicator="x", form="growth")"#, "下降 does not go with 倍")]);
    desk.prints(&[(r#"times(indicator="x")"#, "是上年的0.5倍")]);
}

#[test]
fn otherwise_prints_for_what_is_no_value_only() {
    let desk = desk(ROWS);
    desk.prints(&[
        (r#"growth(indicator="loss", otherwise="扭亏为盈")"#, "扭亏为盈"),
        (r#"growth(indicator="zero", otherwise="上年为零")"#, "上年为零"),
        (r#"figure(indicator="x", year=2015, otherwise="暂缺")"#, "暂缺"),
    ]);
    desk.refuses(&[(r#"figure(indicator="funds", otherwise="暂缺")"#, "no indicator `funds`")]);
    let print = desk.figure(r#"growth(indicator="loss", otherwise="扭亏为盈")"#).print;
    assert_eq!((print.word.as_str(), print.token.as_str()), ("扭亏为盈", ""));
}

#[test]
fn outcomes_have_names() {
    let desk = desk(ROWS);
    for (call, expected) in [
        (r#"kind="growth", indicator="zero""#, "zero_base"),
        (r#"kind="growth", indicator="loss""#, "turned_positive"),
        (r#"kind="growth", indicator="x""#, "missing_base"),
        (r#"kind="growth", indicator="x", base=2014"#, "value"),
        (r#"kind="figure", indicator="x", year=2015"#, "missing_current"),
        (r#"kind="growth", indicator="broken""#, "not_comparable"),
        (r#"kind="completion", indicator="fund", target="fund""#, "value"),
        (r#"kind="growth", indicator="rate""#, "value"),
        (r#"kind="gorwth", indicator="rate""#, "refused: argument `kind` of `outcome` must be one of \"figure\""),
        (r#"kind="growth", indikator="rate""#, "refused: `growth` has no argument `indikator`"),
    ] {
        let name = desk.outcome(call);
        assert!(name.starts_with(expected), "{call}: {name}");
    }
}

#[test]
fn a_draft_prints_what_is_pending() {
    let mut desk =
        desk("x 全国 2015 5 人 source=民政局\n x 全国 2014 5 人\n w 全国 2015 1 人\n w 全国 2016 2 人 status=B");
    desk.draft = true;
    let figure = desk.figure(r#"figure(indicator="x")"#);
    assert_eq!(figure.print.text(), "【待补】");
    assert_eq!(figure.pending.as_deref(), Some("x@全国@2016 has no observation; usually from 民政局"));
    assert_eq!(desk.print(r#"growth(indicator="x", otherwise="暂缺")"#), "暂缺");
    desk.refuses(&[(r#"growth(indicator="w")"#, "not comparable"), (r#"figure(indicator="y")"#, "no indicator `y`")]);
}
