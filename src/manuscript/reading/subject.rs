//! What a figure is said of: the noun before it, without verbs and fillers; and how like two names are.
//!
//! Must not know: roles, arithmetic.

use super::Mention;
use super::cues::{DATE, DOWN, UP};
use super::roles::Role;

/// Fillers at the start of a subject.
const BEFORE: &[&str] = &[
    "其中",
    "全市",
    "全省",
    "全国",
    "全区",
    "全县",
    "全州",
    "全镇",
    "全乡",
    "全年",
    "全部",
    "全",
    "我市",
    "我省",
    "我国",
    "我县",
    "我区",
    "本市",
    "本县",
    "市本级",
    "区本级",
    "年末",
    "年底",
    "年内",
    "上半年",
    "下半年",
    "期末",
    "初步核算",
    "累计",
    "共",
    "共有",
    "已",
    "截至",
    "截止",
    "到",
    "至",
    "和",
    "及",
    "以及",
    "与",
    "包括",
    "拥有",
    "有",
    "设",
    "的",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "前三季度",
    "当年",
    "各地",
    "按照规定",
    "由",
    "从",
    "按",
    "该市",
    "该县",
    "境内",
    "区内",
    "市内",
    "县内",
    "仅",
    "含",
    "即",
    "、",
    "？",
    "”",
    "》",
    "——",
    "—",
    "-",
];

/// Verbs and fillers at the end of a subject.
const AFTER: &[&str] = &[
    "实现",
    "完成",
    "达到",
    "达",
    "为",
    "共有",
    "共",
    "累计",
    "有",
    "约",
    "近",
    "超过",
    "突破",
    "的",
    "了",
    "已",
    "仅",
    "只有",
    "共计",
    "合计",
    "总计",
    "计",
    "分别",
    "均",
    "是",
    "在",
    "至",
    "到",
    "设",
    "占",
    "发放",
    "投入",
    "超",
    "约为",
    "高达",
    "增加到",
    "增长到",
    "提高到",
    "上升到",
    "下降到",
    "减少到",
    "增至",
    "升至",
    "降至",
    "减至",
    "发展到",
    "已达",
    "可达",
    "建成",
    "拥有",
    "实有",
    "现有",
    "获得",
    "接待",
    "新增",
    "净增",
    "由",
    "从",
    "比重",
    "仍",
    "再",
    "各",
    "就",
    "便",
    "更是",
    "也",
    "又",
    "还",
    "只",
    "每年",
    "逾",
    "不足",
    "不到",
    "将近",
    "接近",
];

/// Verbs within a subject.
const WITHIN: &[&str] = &["实现", "完成", "新成立", "分别", "累计"];

/// Gives every mention its subject.
pub(super) fn assign(mentions: &mut [Mention]) {
    for mention in mentions {
        if mention.list.is_none_or(|(_, place)| place == 0) || mention.subject.is_empty() {
            mention.subject = of(mention);
        }
    }
}

fn of(mention: &Mention) -> String {
    if mention.list.is_some_and(|(_, place)| place > 0) {
        return String::new();
    }
    let mut words = mention.clause.as_str();
    match mention.role {
        Role::Level | Role::To | Role::From | Role::Base | Role::Other => {}
        Role::Share | Role::Completion | Role::Excess => {
            words = before_first(
                words,
                &["占", "完成", "为预算", "为年", "超", "的比重", "比重", "占比", "的比例", "比例"],
            );
        }
        _ => words = before_change(words),
    }
    if mention.role == Role::From || mention.role == Role::Base {
        words = before_first(words, &["由", "从", "比", "较"]);
    }
    normal(words)
}

fn before_change(words: &str) -> &str {
    let words = before_first(
        words,
        &[
            "比上",
            "比去",
            "比同期",
            "比\u{1}",
            "较上",
            "较去",
            "较同期",
            "同比",
            "环比",
            "年均",
            "年平均",
            "平均",
            "与上",
            "按可比",
            "是",
            "分别",
        ],
    );
    let mut end = words.len();
    for cue in UP.iter().chain(DOWN).filter(|cue| cue.len() > 3) {
        end = words.find(cue).map_or(end, |at| at.min(end));
    }
    let words = &words[..end];
    let one = words.chars().last().filter(|c| UP.iter().chain(DOWN).any(|cue| cue.chars().eq([*c])));
    one.map_or(words, |c| &words[..words.len() - c.len_utf8()])
}

fn before_first<'a>(words: &'a str, marks: &[&str]) -> &'a str {
    let end = marks.iter().filter_map(|mark| words.find(mark)).min().unwrap_or(words.len());
    &words[..end]
}

/// Returns a name without fillers.
pub(crate) fn normal(words: &str) -> String {
    let mut words = words.rsplit(DATE).next().unwrap_or_default().trim().to_owned();
    // The abbreviation is the same indicator; 地区生产总值（GDP） lost its note before.
    if !words.contains("生产总值") {
        words = words.replace("GDP", "生产总值");
    }
    for verb in WITHIN {
        words = words.replace(verb, "");
    }
    let mut rest = words.as_str();
    loop {
        let cut = BEFORE
            .iter()
            .find_map(|filler| rest.strip_prefix(filler))
            .or_else(|| AFTER.iter().find_map(|filler| rest.strip_suffix(filler)));
        match cut {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

/// Pairs of words of which a name and its counterpart never share.
const OPPOSITES: &[(&str, &str)] = &[
    ("收入", "支出"),
    ("出口", "进口"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("男", "女"),
    ("公办", "民办"),
    ("流入", "流出"),
    ("存款", "贷款"),
    ("出生", "死亡"),
    ("第一", "第二"),
    ("第一", "第三"),
    ("第二", "第三"),
    ("小学", "中学"),
    ("初中", "高中"),
    ("轻工业", "重工业"),
    ("投资", "消费"),
    ("净增", "总量"),
];

/// Returns whether two names exclude each other: one says 收入 where the other says 支出, one is 非 the other.
pub(crate) fn is_opposite(a: &str, b: &str) -> bool {
    let split = |x: &str, y: &str| a.contains(x) && !a.contains(y) && b.contains(y) && !b.contains(x);
    let trade = |name: &str| (name.contains("进出口"), name.contains("出口") || name.contains("进口"));
    let (both, one) = (trade(a), trade(b));
    if both.0 != one.0 && both.1 && one.1 {
        return true;
    }
    OPPOSITES.iter().any(|(x, y)| split(x, y) || split(y, x)) || a.contains('非') != b.contains('非')
}

/// Returns how like two names are, from 0 to 1: twice the characters in common, in order, over all characters.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(24).collect(), b.chars().take(24).collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * common(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}
