//! A manuscript from its bytes to its findings.

use super::claims::{Cause, Verdict};
use super::report::{Style, html, json, sentences};
use super::text::Manuscript;
use super::verify::verify;

const TEXT: &str = "2016年，全县粮食总产量20.6万吨，比上年增加0.6万吨，增长3.9%。\n全年接待游客30万人次，增长5%。\n2016年，全县粮食总产量26.0万吨。\n";

#[test]
fn findings_say_what_and_where() {
    let verification = verify(vec![Manuscript::of_text("a.txt", TEXT)], None);
    assert!(verification.is_wrong());
    let findings = verification.findings();
    let found: Vec<String> = findings
        .as_slice()
        .iter()
        .map(|f| format!("{} {}", f.code, f.problem.place.as_ref().map_or(String::new(), ToString::to_string)))
        .collect();
    assert_eq!(found, ["V001 a.txt:1:34", "V004 a.txt:2:15", "V005 a.txt:3:14"]);
}

#[test]
fn the_sentence_is_printed_with_carets() {
    let verification = verify(vec![Manuscript::of_text("a.txt", TEXT)], None);
    let printed = sentences(&verification, Style::default());
    assert!(
        printed.contains("error[V001]: 3.9% is stated, but 0.6万吨 ÷ (20.6万吨 − 0.6万吨) gives 3.0%"),
        "{printed}"
    );
    assert!(printed.contains("^^^^"), "{printed}");
    assert!(printed.ends_with("a.txt: 6 figures, 2 claims: 0 right, 0 off in the last place, 1 wrong, 0 not comparable, 1 without a printed base\n"), "{printed}");
}

#[test]
fn json_has_every_figure_and_claim() {
    let value = json(&verify(vec![Manuscript::of_text("a.txt", TEXT)], None));
    assert_eq!(value["files"][0]["figures"].as_array().map(Vec::len), Some(6));
    assert_eq!(value["files"][0]["claims"][0]["verdict"], "does_not_hold");
}

#[test]
fn sentences_of_another_year_are_stale() {
    let earlier = Manuscript::of_text("2015.txt", "全年投入3.2亿元，实施25个项目，惠及1.4万户。");
    let now = Manuscript::of_text("2016.txt", "2016年概况。\n全年投入3.2亿元，实施25个项目，惠及1.4万户。");
    let verification = verify(vec![now], Some(&earlier));
    assert_eq!(verification.files[0].stale.len(), 1);
}

#[test]
fn the_page_marks_every_figure() {
    let page = html(&verify(vec![Manuscript::of_text("a.txt", TEXT)], None));
    assert_eq!(page.matches("<mark id=").count(), 6, "{page}");
    assert!(page.contains("class=\"wrong\" title=\"3.9% is stated"), "{page}");
}

#[test]
fn ten_kinds_of_errors_are_found_out() {
    let cases = [
        ("全县茶叶产量2.40万吨，比上年增加0.40万吨，增长16.7%。", Some(Cause::WrongBase)),
        ("全县茶叶产量2.40万吨，比上年增加0.40万吨，增长30.0%。", Some(Cause::DigitSlip)),
        ("全镇总人口45210人，其中男性23105人，女性22015人。", Some(Cause::DigitsSwapped)),
        ("财政总收入12.50亿元，其中税收收入6.25亿元，占财政总收入的5.0%。", Some(Cause::Magnitude)),
        ("参保率由65%上升到82%，上升17%。", Some(Cause::PercentForPoints)),
        ("城区面积由12平方公里扩大到36平方公里，增长3倍。", Some(Cause::GrowthForLevel)),
        ("1990年乡镇企业产值3.5亿元，比1985年增长100%，年均递增18.9%。", Some(Cause::Periods)),
        ("学校320所，其中公办210所，民办100所。", Some(Cause::DigitSlip)),
        ("出生率12.1‰，死亡率6.4‰，自然增长率6.7‰。", None),
        ("贫困人口由98万人减少到82万人，减少26万人。", Some(Cause::DigitSlip)),
    ];
    for (text, cause) in cases {
        let verification = verify(vec![Manuscript::of_text("a.txt", text)], None);
        let wrong = verification.files[0].claims.iter().find(|claim| claim.verdict == Verdict::DoesNotHold);
        let wrong = wrong.unwrap_or_else(|| panic!("not found out: {text}"));
        assert!(cause.is_none() || wrong.cause == cause, "{text}: {:?}", wrong.cause);
    }
}

/// Texts put together at random (but always the same) from what the grammar looks for.
#[test]
fn random_texts_do_not_panic() {
    const WORDS: &str = "1 23 4.5 0 万 亿元 人 % ‰ 个百分点 倍 年 2015年 比上年 增长 下降 增加 占 的 其中 ， 。 ； 、 （ ） ： 由 到 分别 和 总计 年均 \
        完成 预算 [2] 三成 百分之五 翻番 - ~ GDP 收入 支出 结余 人口 面积 密度 户均 | 😀 贡献率 拉动 五年 十 / ． 是";
    let mut pieces: Vec<&str> = WORDS.split_whitespace().collect();
    pieces.extend(["\n", " ", "\u{1}"]);
    let mut state: u64 = 42;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap_or(0) % pieces.len()]);
        }
        let verification = verify(vec![Manuscript::of_text("a.txt", &text)], None);
        let _ = verification.findings();
        let _ = (html(&verification), json(&verification));
        let _ = sentences(&verification, Style { colour: false, all: true });
    }
}
