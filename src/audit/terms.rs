//! Words that all forms of the audit share: how data staff call what they see, per language of the edition.

use crate::book::{Language, RoundingLaw};
use crate::findings::{Place, Severity};
use crate::ingest::Status;
use crate::ledger::{Class, Direction};

use super::report::record::{Signature, Spot};

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms(pub(super) Language);

impl Terms {
    pub(super) fn class(self, class: Class) -> &'static str {
        match (self.0, class) {
            (Language::Zh, Class::Computed) => "计算",
            (Language::Zh, Class::Reconstructed) => "反推",
            (Language::Zh, Class::Quoted) => "引用",
            (Language::En, Class::Computed) => "computed",
            (Language::En, Class::Reconstructed) => "reconstructed",
            (Language::En, Class::Quoted) => "quoted",
        }
    }

    pub(super) fn signature(self, signature: Signature) -> &'static str {
        match (self.0, signature) {
            (Language::Zh, Signature::Unsigned) => "未签",
            (Language::Zh, Signature::Signed) => "已签",
            (Language::Zh, Signature::Reopened) => "改后待签",
            (Language::En, Signature::Unsigned) => "unsigned",
            (Language::En, Signature::Signed) => "signed",
            (Language::En, Signature::Reopened) => "reopened",
        }
    }

    /// `表1-2`
    pub(super) fn spot(self, spot: Spot<'_>, entry: Option<&str>) -> String {
        let number = spot.number().unwrap_or_default();
        let word = match (self.0, spot) {
            (_, Spot::Text) => return entry.unwrap_or_default().to_owned(),
            (Language::Zh, Spot::Table(_)) => "表",
            (Language::Zh, Spot::Chart(_)) => "图",
            (Language::Zh, Spot::Sparkline(_)) => "走势线",
            (Language::En, Spot::Table(_)) => "Table ",
            (Language::En, Spot::Chart(_)) => "Figure ",
            (Language::En, Spot::Sparkline(_)) => "sparkline",
        };
        match entry {
            Some(entry) => format!("{entry} {word}{number}"),
            None => format!("{word}{number}"),
        }
    }

    pub(super) fn direction(self, direction: Direction) -> &'static str {
        match (self.0, direction) {
            (Language::Zh, Direction::Nearest(RoundingLaw::HalfUp)) => "四舍五入",
            (Language::Zh, Direction::Nearest(RoundingLaw::HalfEven)) => "四舍六入五留双",
            (Language::Zh, Direction::TowardZero) => "截去尾数",
            (Language::Zh, Direction::AwayFromZero) => "进一",
            (Language::En, Direction::Nearest(RoundingLaw::HalfUp)) => "half up",
            (Language::En, Direction::Nearest(RoundingLaw::HalfEven)) => "half to even",
            (Language::En, Direction::TowardZero) => "cut off",
            (Language::En, Direction::AwayFromZero) => "up",
        }
    }

    /// An observation status with its code; nothing for a normal value.
    pub(super) fn status(self, status: Status) -> String {
        let words = match (self.0, status) {
            (Language::Zh, Status::A) => "正常",
            (Language::Zh, Status::B) => "序列中断",
            (Language::Zh, Status::E) => "估计",
            (Language::Zh, Status::I) => "反推",
            (Language::Zh, Status::M) => "不存在",
            (Language::Zh, Status::O) => "缺失",
            (Language::Zh, Status::P) => "初步数",
            (Language::Zh, Status::V) => "未核实",
            (Language::En, Status::A) => "normal",
            (Language::En, Status::B) => "break in series",
            (Language::En, Status::E) => "estimated",
            (Language::En, Status::I) => "imputed",
            (Language::En, Status::M) => "cannot exist",
            (Language::En, Status::O) => "missing",
            (Language::En, Status::P) => "provisional",
            (Language::En, Status::V) => "unvalidated",
        };
        format!("{status:?} {words}")
    }

    pub(super) fn severity(self, severity: Severity) -> &'static str {
        match (self.0, severity) {
            (Language::Zh, Severity::Info) => "提示",
            (Language::Zh, Severity::Warning) => "警告",
            (Language::Zh, Severity::Error) => "错误",
            (Language::En, Severity::Info) => "note",
            (Language::En, Severity::Warning) => "warning",
            (Language::En, Severity::Error) => "error",
        }
    }

    pub(super) fn waived(self) -> &'static str {
        match self.0 {
            Language::Zh => "不予处理",
            Language::En => "waived",
        }
    }

    /// Where a datum stands.
    pub(super) fn place(self, place: &Place) -> String {
        let (Language::Zh, Place::Cell { file, sheet, row, column }) = (self.0, place) else {
            return place.to_string();
        };
        let sheet = sheet.iter().map(|sheet| format!("工作表“{sheet}”"));
        let row = row.iter().map(|row| format!("第{row}行"));
        let column = column.iter().map(|column| format!("“{column}”列"));
        std::iter::once(file.clone()).chain(sheet).chain(row).chain(column).collect::<Vec<_>>().join("，")
    }
}
