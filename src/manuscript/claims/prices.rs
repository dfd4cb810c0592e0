//! What is said at constant prices or on an adjusted base: printed levels cannot recompute its growth.
//!
//! Must not know: arithmetic.

/// Indicators whose growth is real growth by the rules of official statistics.
const REAL: &[&str] = &[
    "生产总值",
    "GDP",
    "增加值",
    "农林牧渔业总产值",
    "农业总产值",
    "工农业总产值",
    "工业总产值",
    "林业产值",
    "牧业产值",
    "渔业产值",
    "社会总产值",
    "国民收入",
    "劳动生产率",
    "物价",
    "价格",
    "指数",
];

/// Words of the sentence that say so.
const SAID: &[&str] = &[
    "可比价",
    "不变价",
    "可比口径",
    "同口径",
    "按可比",
    "实际增长",
    "扣除价格",
    "剔除",
    "可比增长",
    "调整后",
    "不变价格",
    "还原",
];

/// Returns why growth of this subject in this sentence is not comparable with printed levels.
pub(super) fn basis(subject: &str, sentence: &str) -> Option<&'static str> {
    let real = REAL.iter().any(|word| subject.contains(word)) && !subject.contains("税");
    if real {
        return Some("growth of this indicator is published at constant prices; printed levels are at current prices");
    }
    SAID.iter().any(|word| sentence.contains(word)).then_some("the sentence says that the base was adjusted")
}
