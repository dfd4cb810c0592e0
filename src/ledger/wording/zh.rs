//! Chinese (统计用语): 增长 and 下降 for rates, 增加 and 减少 for amounts, 百分点 for differences of rates; 下降 never with 倍.

use crate::formula::{NoValue, Turn};
use crate::ingest::Status;

use super::super::numeral_zh::numeral;
use super::{Kind, Phrase, Remark, Wording};

pub(super) struct Zh;

impl Wording for Zh {
    fn direction(&self, kind: Kind, sign: i32) -> &'static str {
        match (kind, sign) {
            (_, 0) => "持平",
            (Kind::Growth, 1..) => "增长",
            (Kind::Change | Kind::StreakOfAmounts, 1..) => "增加",
            (Kind::Points, 1..) => "提高",
            (Kind::StreakOfRates, 1..) => "上升",
            (Kind::Change | Kind::StreakOfAmounts, _) => "减少",
            (Kind::Growth | Kind::Points | Kind::StreakOfRates, _) => "下降",
        }
    }

    fn multiple(&self, token: &str, base: Option<i32>) -> Phrase {
        let base = base.map_or("上年".to_owned(), |year| format!("{year}年"));
        Phrase { before: format!("是{base}的"), token: token.to_owned(), after: String::new() }
    }

    fn growth_in_multiples(&self, token: &str) -> Phrase {
        Phrase { before: "增长".into(), token: token.to_owned(), after: String::new() }
    }

    fn doublings(&self, times: u32) -> String {
        if times == 1 { "翻番".into() } else { format!("翻{}番", numeral(times, true).unwrap_or_default()) }
    }

    fn share(&self) -> &'static str {
        "占"
    }

    fn completion(&self) -> &'static str {
        "完成目标任务的"
    }

    fn streak(&self, years: u32, direction: &str) -> Phrase {
        Phrase { before: "连续".into(), token: format!("{years}年"), after: direction.to_owned() }
    }

    fn rank(&self, place: &str, tied: bool) -> Phrase {
        let before = if tied { "并列居" } else { "居" };
        Phrase { before: before.into(), token: format!("第{place}位"), after: String::new() }
    }

    fn extreme(&self, since: i32, highest: bool) -> Phrase {
        let which = if highest { "最高" } else { "最低" };
        Phrase { before: "为".into(), token: format!("{since}年"), after: format!("以来{which}") }
    }

    fn pending(&self) -> &'static str {
        "【待补】"
    }

    fn year(&self, year: i32) -> String {
        format!("{year}年")
    }

    fn growth_name(&self) -> &'static str {
        "比上年增长"
    }

    fn no_value(&self, reason: &NoValue) -> &'static str {
        match reason {
            NoValue::ZeroBase => "基数为零",
            NoValue::NegativeBase(Turn::ToPositive) => "由负转正",
            NoValue::NegativeBase(Turn::ToNegative) => "由正转负",
            NoValue::NegativeBase(_) => "基数为负",
            NoValue::MissingBase { .. } => "缺基期数",
            NoValue::MissingCurrent { .. } => "缺数",
            NoValue::NotComparable { .. } => "口径不可比",
            NoValue::NotANumber { .. } => "非数值",
        }
    }

    fn remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::ComparableBase { published: Some(published), used } => {
                format!("基数按可比口径为{used}，公布数为{published}")
            }
            Remark::ComparableBase { published: None, used } => format!("基数按可比口径为{used}"),
            Remark::RevisedBase { old, new } => format!("基数已修订：原公布{old}，修订为{new}"),
            Remark::Incomplete { what } => format!("不完整：{what}"),
            Remark::Reconstructed => "由推算数得出，属复原，不是证明".into(),
            Remark::Hedged { hedge } => format!("所据数带“{hedge}”字"),
            Remark::Status { what, status, note } => {
                let note = note.as_deref().map_or(String::new(), |note| format!("：{note}"));
                format!("{what}为{}（{status:?}）{note}", status_text(*status))
            }
        }
    }
}

fn status_text(status: Status) -> &'static str {
    match status {
        Status::A => "正常值",
        Status::B => "口径变动后的数",
        Status::E => "估计数",
        Status::I => "推算数",
        Status::M => "不可能存在的数",
        Status::O => "缺数",
        Status::P => "初步数",
        Status::V => "未经核实的数",
    }
}
