//! The few words that a chart adds, per language. Must not know figures: the ledger words those.

use crate::book::Language;

use super::spec::Mark;

/// Returns the head of an axis: 单位:万人.
pub(super) fn unit(language: Language, unit: &str) -> String {
    match (language, unit) {
        (_, "") => String::new(),
        (Language::Zh, unit) => format!("单位\u{ff1a}{unit}"),
        (Language::En, unit) => format!("Unit: {unit}"),
    }
}

/// Returns the name of a series that is measured on the right.
pub(super) fn on_right(language: Language, name: &str) -> String {
    match language {
        Language::Zh => format!("{name}\u{ff08}右轴\u{ff09}"),
        Language::En => format!("{name} (right axis)"),
    }
}

/// Returns what the standing of a value is called; nothing for a normal one.
pub(super) fn mark(language: Language, mark: Mark) -> &'static str {
    match (language, mark) {
        (_, Mark::Normal) => "",
        (Language::Zh, Mark::Provisional) => "初步数",
        (Language::Zh, Mark::Estimated) => "估计数",
        (Language::Zh, Mark::Unvalidated) => "未经核实",
        (Language::En, Mark::Provisional) => "provisional",
        (Language::En, Mark::Estimated) => "estimated",
        (Language::En, Mark::Unvalidated) => "not validated",
    }
}

/// Returns the legend of a break in comparability.
pub(super) fn broken(language: Language) -> &'static str {
    match language {
        Language::Zh => "虚线两侧口径不可比",
        Language::En => "not comparable across the dashed line",
    }
}

/// Returns what a screen reader hears of a point after a break.
pub(super) fn after_break(language: Language) -> &'static str {
    match language {
        Language::Zh => "与此前口径不可比",
        Language::En => "not comparable with what precedes",
    }
}

/// Returns what stands for a missing value.
pub(super) fn missing(language: Language) -> &'static str {
    match language {
        Language::Zh => "无数据",
        Language::En => "no data",
    }
}

/// Returns the note that names what is missing.
pub(super) fn missing_are(language: Language, names: &[&str]) -> String {
    match language {
        Language::Zh => format!("{}无数据。", names.join("、")),
        Language::En => format!("no data for {}.", names.join(", ")),
    }
}

/// Returns the legend of gaps.
pub(super) fn gap(language: Language) -> &'static str {
    match language {
        Language::Zh => "空缺处无数据",
        Language::En => "a gap: no data",
    }
}

/// Returns the source line.
pub(super) fn source(language: Language, source: &str) -> String {
    match language {
        Language::Zh => format!("资料来源\u{ff1a}{source}"),
        Language::En => format!("Source: {source}"),
    }
}

/// Returns a note line, with its number where there are several.
pub(super) fn note(language: Language, note: &str, number: Option<usize>) -> String {
    let number = number.map_or_else(String::new, |n| n.to_string());
    match language {
        Language::Zh => format!("注{number}\u{ff1a}{note}"),
        Language::En => format!("Note{}{number}: {note}", if number.is_empty() { "" } else { " " }),
    }
}

/// Returns parts joined as in running text.
pub(super) fn join(language: Language, parts: &[String]) -> String {
    parts.join(match language {
        Language::Zh => "\u{ff0c}",
        Language::En => ", ",
    })
}

/// Returns a remark in brackets.
pub(super) fn bracketed(language: Language, remark: &str) -> String {
    match language {
        Language::Zh => format!("\u{ff08}{remark}\u{ff09}"),
        Language::En => format!(" ({remark})"),
    }
}
