//! The words of the workbook, per language of the edition. Names of sheets stand in formulas: letters only.

use crate::book::Language;

use super::super::terms::Terms;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) terms: Terms,
    pub(super) about: &'static str,
    pub(super) figures: &'static str,
    pub(super) observations: &'static str,
    pub(super) steps: &'static str,
    pub(super) findings: &'static str,
    pub(super) figure_heads: &'static [&'static str],
    pub(super) observation_heads: &'static [&'static str],
    pub(super) step_heads: &'static [&'static str],
    pub(super) finding_heads: &'static [&'static str],
    pub(super) agrees: &'static str,
    pub(super) differs: &'static str,
    pub(super) part: &'static str,
    pub(super) near_tie: &'static str,
    pub(super) no_number: &'static str,
    pub(super) page: &'static str,
    pub(super) totals: [&'static str; 9],
    pub(super) reading: &'static [&'static str],
}

const ZH: Words = Words {
    terms: Terms(Language::Zh),
    about: "说明",
    figures: "数字",
    observations: "数据",
    steps: "计算",
    findings: "检查",
    figure_heads: &[
        "序号", "章", "位置", "印出文字", "指标", "地区", "时期", "来历", "规则", "值（基本单位）", "账本值", "单位",
        "换算系数", "值（印出单位）", "保留位数", "修约方式", "去二进制误差", "修约值", "印出数", "核对", "依据1", "依据2",
        "依据3", "依据4", "其余依据", "说明", "签核", "检查", "页面", "标识",
    ],
    observation_heads: &[
        "指标", "名称", "地区", "时期", "原文", "数", "单位", "换算系数", "值（基本单位）", "可比基数",
        "可比基数（基本单位）", "修订前", "状态", "限定词", "备注", "来源", "文件", "工作表", "行", "列",
    ],
    step_heads: &["序号", "名称", "指标", "地区", "时期", "值（基本单位）", "规则"],
    finding_heads: &["代码", "级别", "问题", "建议", "对象", "文件", "工作表", "行", "列", "涉及数字", "不予处理的理由"],
    agrees: "一致",
    differs: "不一致",
    part: "中间值",
    near_tie: "此值离舍入的临界点太近，电子表格的双精度不足以判断末位，末位相差1视为一致。",
    no_number: "文字，无可核对的数",
    page: "查看",
    totals: ["数字合计", "据数据计算", "据反推的数据计算", "引自文献", "未交代来历的数", "核对一致", "核对不一致", "不作核对", "检查发现"],
    reading: &[
        "本工作簿由 yearbook 生成，用来逐个核对书中的数字。改动“数据”表中的“数”，与之有关的数字随即重算，“核对”一栏随之变化。",
        "“数字”表一行一个印出的数：“值（基本单位）”是由“数据”表单元格算出的公式，与“账本值”（程序精确计算的值）相差不超过十亿分之一；再按“单位”换算、修约，与“印出数”比较。",
        "“去二进制误差”：电子表格用双精度二进制数计算，2.345 之类的数存不准。先保留至多15位有效数字（且至少比印出多9位小数），消除这种误差，再按“修约方式”一次修约。这不是连续修约：印出的末位由此改变的数，程序生成时已逐个排除，见“说明”栏。",
        "“数据”表列出本版用到的观测值：原文、单位、来源和所在文件、工作表、行；“值（基本单位）”为“数”乘“换算系数”。“计算”表列出计算指标及较长公式的中间值。",
        "“检查”表列出检查发现的问题，以及书中声明不予处理的问题和理由。",
    ],
};

const EN: Words = Words {
    terms: Terms(Language::En),
    about: "About",
    figures: "Figures",
    observations: "Observations",
    steps: "Steps",
    findings: "Findings",
    figure_heads: &[
        "No.", "Chapter", "Place", "Printed", "Indicator", "Area", "Period", "Class", "Rule", "Value (base unit)",
        "Ledger value", "Unit", "Scale", "Value (printed unit)", "Places", "Rounding", "Without binary noise", "Rounded",
        "Printed number", "Check", "Input 1", "Input 2", "Input 3", "Input 4", "More inputs", "Notes", "Sign-off",
        "Findings", "Page", "Id",
    ],
    observation_heads: &[
        "Indicator", "Name", "Area", "Period", "Text", "Number", "Unit", "Scale", "Value (base unit)", "Comparable base",
        "Comparable base (base unit)", "Revised from", "Status", "Qualifier", "Note", "Source", "File", "Sheet", "Row",
        "Column",
    ],
    step_heads: &["No.", "Name", "Indicator", "Area", "Period", "Value (base unit)", "Rule"],
    finding_heads: &[
        "Code", "Severity", "Problem", "What to do", "About", "File", "Sheet", "Row", "Column", "Figures", "Waived because",
    ],
    agrees: "agrees",
    differs: "differs",
    part: "part",
    near_tie: "this value is too near a tie for double precision; one last digit more or less counts as agreement",
    no_number: "words: no number to compare",
    page: "show",
    totals: [
        "Figures", "computed", "reconstructed", "quoted", "unaccounted numerals", "agree", "differ", "not compared",
        "findings",
    ],
    reading: &[
        "Made by yearbook, to check every figure of the book. Change a number in the sheet of observations: the figures that hang on it are computed anew, and their check changes.",
        "The sheet of figures has a row for each printed figure. Its value in base units is a formula over the cells of its inputs, and differs from the ledger's exact value by at most one part in a thousand million; it is then put into the printed unit, rounded, and compared with the printed number.",
        "Without binary noise: a spreadsheet computes in binary floating point, which cannot hold numbers such as 2.345. At most 15 significant digits are kept (and at least 9 decimals more than are printed) before the one rounding. That is no double rounding: every figure whose last digit it would change was found when this file was made, and is not treated so; its note says it.",
        "The sheet of observations holds what this edition uses: text, unit, source, file, sheet and row. The value in base units is the number times its scale. The sheet of steps holds computed indicators and parts of long formulas.",
        "The sheet of findings lists what the checks found, and what the book waives, with the reason.",
    ],
};

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}
