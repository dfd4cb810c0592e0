//! Widths of text without a font.

use super::*;

fn close(text: &str, ems: f64) {
    assert!((width(text, 10.0) - ems * 10.0).abs() < 0.01, "{text:?} is {} px", width(text, 10.0));
}

#[test]
fn widths() {
    close("农村贫困人口", 6.0);
    close("单位\u{ff1a}万人", 5.0);
    close("2016", 4.0 * 0.556);
    close("", 0.0);
}

#[test]
fn wrapping() {
    let check = |text: &str, room: f64, expected: &[&str]| assert_eq!(wrap(text, 10.0, room), expected, "{text}");
    check("湘西土家族苗族自治州", 50.0, &["湘西土家族", "苗族自治州"]);
    check("甲乙丙\u{ff0c}丁", 30.0, &["甲乙", "丙\u{ff0c}丁"]);
    check("Xinjiang Uygur Autonomous Region", 80.0, &["Xinjiang Uygur", "Autonomous", "Region"]);
    check("", 50.0, &[]);
    assert!(wrap("Donaudampfschifffahrt", 10.0, 40.0).iter().all(|line| width(line, 10.0) <= 40.0));
}

#[test]
fn even_lines() {
    assert_eq!(wrap_evenly("城镇居民人均可支配收入", 10.0, 100.0), ["城镇居民人均", "可支配收入"]);
    assert_eq!(wrap_evenly("短名", 10.0, 100.0), ["短名"]);
}

#[test]
fn cutting() {
    assert_eq!(cut("新疆生产建设兵团", 10.0, 50.0), "新疆生产…");
    assert_eq!(cut("岳阳", 10.0, 50.0), "岳阳");
    assert_eq!(wrap_to("新疆生产建设兵团第一师阿拉尔市", 10.0, 50.0, 2), ["新疆生产建", "设兵团第…"]);
}

#[test]
fn escaping() {
    assert_eq!(escape("<a href=\"x\">&'\u{0}\n"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{fffd} ");
}
