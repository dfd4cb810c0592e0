//! Each rule: what it finds, and what it lets pass.

use super::{RULES, remarks};
use crate::manuscript::reading::Reading;

fn check(text: &str, expected: &[&str]) {
    let found: Vec<&str> = remarks(&Reading::new(text)).iter().map(|remark| remark.code).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn each_rule_finds_its_slip() {
    check("目前我市有企业50家。", &["W001", "W002"]);
    check("投入约5000万元左右。", &["W003"]);
    check("参加13.2万多人。", &["W004"]);
    check("年产5～6万吨，占15~30%。", &["W005", "W005"]);
    check("比重为81.78%，比上年提高0.07%。", &["W006"]);
    check("成本比上年下降1倍。", &["W007"]);
    check("比上年增长277万元，增加18.64%。", &["W008", "W008"]);
    check("自90年起，总人口3亿4500万人，其中4千人外出。", &["W009", "W010", "W010"]);
    check("进口3000万元美元。", &["W011"]);
    check("甲=乙，产量.46吨。", &["W012", "W013"]);
    check("就业率提高5%，达到92%。", &["W006"]);
    check("耕地7000亩，粮食产量300斤/亩，建筑面积1200m²。", &["W014", "W014", "W014"]);
    check("新建公路58公里、便道12公里，维修水渠218千米。", &["W015"]);
    check("投资125000000元，约3125.67万元。", &["W016", "W017"]);
    check("比重增长2个百分点。", &["W018"]);
}

#[test]
fn good_wording_passes() {
    check("2016年，全市有企业50多家，比上年增加3家，增长6.4%；比重提高0.3个百分点，年产5万～6万吨，占15%~30%。", &[]);
    check("连续90年使用，累计约5000万元，目前面积不计。", &["W001"]);
}

#[test]
fn every_rule_has_its_doc_with_a_wrong_and_a_right_example() {
    for rule in RULES {
        for part in ["## What it does", "## Why", "## Wrong", "## Right", "## Source"] {
            assert!(rule.doc.contains(part), "{}: {part}", rule.code);
        }
        let section = |name: &str| {
            let rest = rule.doc.split_once(name).map_or("", |(_, rest)| rest);
            rest.split("\n## ").next().unwrap_or_default().trim().to_owned()
        };
        let found = |text: &str| remarks(&Reading::new(text)).iter().any(|remark| remark.code == rule.code);
        assert!(found(&section("## Wrong")), "{}: its wrong example passes", rule.code);
        assert!(!found(&section("## Right")), "{}: its right example is found", rule.code);
    }
}

#[test]
fn codes_are_in_order() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
}
