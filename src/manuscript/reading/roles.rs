//! What its words make of a figure.
//!
//! | words around the figure | role |
//! |---|---|
//! | …完成, 达, 为, 共 100亿元 | [`Role::Level`] |
//! | 增加到, 达到, 降至 135亿元 | [`Role::To`] |
//! | 由, 从 68亿元 增加到 | [`Role::From`] |
//! | 比去年的 135亿元 下跌 | [`Role::Base`] |
//! | 增长, 下降 5% | [`Role::Rate`] |
//! | 增加, 减少 59.4亿斤 | [`Role::Change`] |
//! | 提高 8.2个百分点 | [`Role::Points`] |
//! | 占…的, 比重为 24.6% | [`Role::Share`] |
//! | 完成预算的 103%; 超额 3% | [`Role::Completion`], [`Role::Excess`] |
//! | 年均增长 12.1% | [`Role::Average`] |
//! | 增长 1.3倍; 是…的 2.7倍 | [`Role::TimesMore`], [`Role::TimesOf`] |
//! | 翻番, 翻两番 | [`Role::Doubling`] |
//!
//! Must not know: subjects, years, arithmetic.

use super::Mention;
use super::cues::{AVERAGE, COMPARED, DATE, DOWN, FILLERS, PLAN, SHARE, TO, UP};
use crate::manuscript::measure::Sort;
use crate::manuscript::scan::Kind;

/// What a figure is in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// An amount, or a rate that is a state (失业率为3.79%).
    #[default]
    Level,
    /// The value that a change leads to.
    To,
    /// The value that a change comes from.
    From,
    /// The value that a change is compared with.
    Base,
    /// A relative change.
    Rate,
    /// An absolute change.
    Change,
    /// A change of a rate.
    Points,
    /// A part of a whole.
    Share,
    /// A part of a plan.
    Completion,
    /// How far a plan is exceeded.
    Excess,
    /// A mean annual change.
    Average,
    /// 增长X倍.
    TimesMore,
    /// 是…的X倍.
    TimesOf,
    /// 翻番.
    Doubling,
    /// The relative change of an earlier period (同期为增长3.5%).
    EarlierRate,
    /// A proportion, a count of years, or another figure that enters no claim by itself.
    Other,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// No change, or not said.
    #[default]
    None,
    /// More.
    Up,
    /// Less.
    Down,
}

impl Direction {
    /// Returns 1 or -1.
    #[must_use]
    pub fn sign(self) -> i64 {
        if self == Self::Down { -1 } else { 1 }
    }
}

/// Gives every mention its role. List members are given theirs later.
pub(super) fn assign(mentions: &mut [Mention]) {
    for mention in mentions.iter_mut() {
        let (role, direction) = of(mention);
        mention.role = role;
        mention.direction = direction;
    }
    after_divisor(mentions);
}

/// Gives a rate right after 占…, 为预算…的 its role: 为预算50亿元的105%.
fn after_divisor(mentions: &mut [Mention]) {
    for at in 1..mentions.len() {
        let (before, rest) = mentions.split_at_mut(at);
        let (divisor, mention) = (&before[at - 1], &mut rest[0]);
        let follows =
            divisor.role == Role::Base && divisor.tail.starts_with('的') && divisor.sentence == mention.sentence;
        let rate = mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
        if follows && rate && matches!(mention.role, Role::Level | Role::To | Role::Share) {
            mention.role = if contains_any(&divisor.clause, PLAN) { Role::Completion } else { Role::Share };
        }
    }
}

fn of(mention: &Mention) -> (Role, Direction) {
    if mention.figure.kind == Kind::Doubling {
        return (Role::Doubling, Direction::Up);
    }
    let Some(amount) = &mention.amount else { return (Role::Other, Direction::None) };
    let clause = mention.clause.as_str();
    let (change, direction) = change_before(clause);
    match amount.sort {
        Sort::Years => (Role::Other, Direction::None),
        Sort::Points => (Role::Points, if change { direction } else { loose_direction(clause) }),
        Sort::Times
            if change || contains_any(clause, &["增长", "增加", "上升", "提高", "扩大"]) && !ends_at(clause) =>
        {
            (Role::TimesMore, if direction == Direction::None { Direction::Up } else { direction })
        }
        Sort::Times => (Role::TimesOf, Direction::None),
        Sort::Rate => rate(mention, change, direction),
        Sort::Amount => level(mention, change, direction),
    }
}

fn rate(mention: &Mention, change: bool, direction: Direction) -> (Role, Direction) {
    let clause = mention.clause.as_str();
    if (change || clause.ends_with("增速")) && contains_any(clause, AVERAGE)
        || contains_any(clause, &["年均", "年平均", "年递"]) && change
    {
        return (Role::Average, direction);
    }
    if !change && (ends_in_plan(clause) || clause == "的" && contains_any(&mention.lead, PLAN)) {
        return (Role::Completion, Direction::None);
    }
    if contains_any(clause, &["自然增长率", "自然增长率为"]) {
        return (Role::Level, Direction::None);
    }
    if contains_any(clause, &["超额", "超预算", "超计划", "超收"]) && !clause.contains('占') {
        return (Role::Excess, Direction::None);
    }
    if change {
        return (if is_earlier(clause) { Role::EarlierRate } else { Role::Rate }, direction);
    }
    let moved = moved(mention);
    if contains_any(clause, SHARE) && !matches!(moved, Some((Role::From, _))) {
        return (Role::Share, Direction::None);
    }
    moved.unwrap_or((Role::Level, Direction::None))
}

fn level(mention: &Mention, change: bool, direction: Direction) -> (Role, Direction) {
    if change && mention.figure.kind != Kind::Ratio {
        return (Role::Change, direction);
    }
    moved(mention).unwrap_or((Role::Level, Direction::None))
}

/// From, to, and compared with.
fn moved(mention: &Mention) -> Option<(Role, Direction)> {
    let clause = mention.clause.as_str();
    let leads_on = TO.iter().chain(UP).chain(DOWN).any(|word| mention.tail.starts_with(word)) || is_led_on(mention);
    if contains_any(clause, &["由", "从"]) && leads_on {
        return Some((Role::From, Direction::None));
    }
    let is_divisor = mention.tail.starts_with('的')
        && mention.stop == '\0'
        && matches!(mention.tail.trim_end_matches(['近', '约', '了']), "的");
    if is_divisor && contains_any(&mention.lead, &["是", "为", "占", "完成", "相当于", "达到"]) {
        return Some((Role::Base, Direction::None));
    }
    let tail_changes = UP.iter().chain(DOWN).any(|word| mention.tail.starts_with(word));
    let compared = clause.rfind(['比', '较']).is_some_and(|at| !clause[at..].contains("比重"));
    if compared && tail_changes && !clause.ends_with('比') {
        return Some((Role::Base, Direction::None));
    }
    let beside =
        clause.contains(['与', '和', '同']) && ["相比", "相较"].iter().any(|word| mention.tail.starts_with(word));
    if beside {
        return Some((Role::Base, Direction::None));
    }
    let earlier = is_earlier(clause) && (mention.depth > 0 || clause.ends_with('的') && compared);
    if earlier {
        return Some((Role::Base, Direction::None));
    }
    ends_at(clause).then_some((Role::To, Direction::None))
}

/// `由1949年的5～6万吨，增加到274.5万吨`: the word that leads on may stand after a comma.
fn is_led_on(mention: &Mention) -> bool {
    let clause = mention.clause.trim_end_matches(['的', '约', '近', DATE]);
    mention.tail.is_empty() && mention.stop == '，' && clause.ends_with(['由', '从'])
}

/// 完成预算的, 为年度计划的: the words end in the plan itself (占预算支出的 does not).
fn ends_in_plan(clause: &str) -> bool {
    let clause = clause.trim_end_matches(['的', '近', '约', '数', '：', '了']);
    let ends = PLAN.iter().any(|word| clause.ends_with(word));
    ends && contains_any(clause, &["完成", "为", "达到", "占", "达", "是"])
}

/// Whether the words end in a change (增长, 减少了, 上升近), and which way.
fn change_before(clause: &str) -> (bool, Direction) {
    let mut words = clause;
    loop {
        let up = longest_suffix(words, UP);
        let down = longest_suffix(words, DOWN);
        if up.max(down) > 0 {
            return (
                !is_other_word(words, up.max(down)) && !needs_comparison(words, up.max(down)),
                if up > down { Direction::Up } else { Direction::Down },
            );
        }
        match FILLERS.iter().filter(|filler| words.ends_with(**filler)).max_by_key(|filler| filler.len()) {
            Some(filler) => words = &words[..words.len() - filler.len()],
            None => return (false, Direction::None),
        }
    }
}

fn longest_suffix(words: &str, table: &[&str]) -> usize {
    table.iter().filter(|word| words.ends_with(**word)).map(|word| word.len()).max().unwrap_or(0)
}

/// One-character cues that end another word (最高, 最低, 至少, 至多, 众多, 许多, 年高), or 新增 that names a thing.
fn is_other_word(words: &str, length: usize) -> bool {
    let before = &words[..words.len() - length];
    // 较1980年的16.9万吨增26%: nothing else stands between the two figures.
    let alone = before.is_empty() && !words.starts_with(['增', '减', '升', '降', '涨', '跌']);
    length <= '高'.len_utf8() && (alone || before.ends_with(['最', '至', '众', '许', '新', '提', '身', '海', '每']))
}

/// 高, 低, 多, 少, 快, 慢 say a change only of what is compared (比去年多3人).
fn needs_comparison(words: &str, length: usize) -> bool {
    let bare = ['高', '低', '多', '少', '快', '慢'].iter().any(|c| words.ends_with(*c));
    bare && length == '高'.len_utf8() && !words.contains(['比', '较'])
}

/// The direction of 提高…的 before points that do not follow it at once.
fn loose_direction(clause: &str) -> Direction {
    let last = |table: &[&str]| table.iter().filter(|w| w.len() > 3).filter_map(|word| clause.rfind(word)).max();
    match (last(UP), last(DOWN)) {
        (None, None) => Direction::None,
        (up, down) if up > down => Direction::Up,
        _ => Direction::Down,
    }
}

/// Whether the words end in 增加到, 达到 and the like.
fn ends_at(clause: &str) -> bool {
    let clause = clause.trim_end_matches(['约', '近', '了', '的', DATE]);
    TO.iter().any(|word| clause.ends_with(word))
}

/// 同期为, 去年为, 上年为: said of an earlier period.
fn is_earlier(clause: &str) -> bool {
    let carried = contains_any(clause, &["含", "结转", "旧存", "结余", "结存", "留存"]);
    let earlier = contains_any(clause, &["同期", "去年", "上年", "前年"]) && !carried;
    earlier
        && !contains_any(
            clause,
            &["同比", "比同期", "比上年", "比去年", "较上年", "较去年", "较同期", "与上年", "与去年", "比", "较"],
        )
        || earlier && clause.ends_with('的') && COMPARED.iter().any(|word| clause.contains(word))
        || clause == "去年的"
}

pub(super) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
