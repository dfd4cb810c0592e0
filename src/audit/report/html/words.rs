//! The words of the audit's page, per language of the edition: as data staff say them.

use crate::book::Language;

use super::super::record::Totals;
use crate::audit::prose::Coverage;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    language: Language,
    pub(super) title: &'static str,
    pub(super) draft: &'static str,
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) figures: &'static str,
    pub(super) findings: &'static str,
    pub(super) waived: &'static str,
    pub(super) tables: &'static str,
    pub(super) account: &'static str,
    pub(super) quoted: &'static str,
    pub(super) workbook: &'static str,
    pub(super) table: &'static str,
    pub(super) data: &'static str,
    pub(super) book: &'static str,
    pub(super) heads: [&'static str; 8],
    pub(super) finding_heads: [&'static str; 5],
    pub(super) table_heads: [&'static str; 6],
    pub(super) quoted_heads: [&'static str; 4],
    pub(super) reason: &'static str,
    pub(super) none: &'static str,
    pub(super) rounding: &'static str,
    pub(super) notes: &'static str,
    pub(super) pending: &'static str,
    pub(super) id: &'static str,
    pub(super) call: &'static str,
    pub(super) source: &'static str,
    pub(super) filter: Filter,
    pub(super) spots: [&'static str; 4],
    pub(super) colon: &'static str,
    pub(super) comma: &'static str,
}

/// The words of the filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) chapter: &'static str,
    pub(super) indicator: &'static str,
    pub(super) kind: &'static str,
    pub(super) class: &'static str,
    pub(super) finding: &'static str,
    pub(super) signature: &'static str,
    pub(super) sort: &'static str,
    pub(super) all: &'static str,
    pub(super) any: &'static str,
    pub(super) without: &'static str,
    pub(super) reset: &'static str,
    /// On the button that exports ticks.
    pub(super) sign: &'static str,
    pub(super) more: &'static str,
    pub(super) every: &'static str,
    /// `{shown}`, `{found}` and `{all}` are put in by the script.
    pub(super) count: &'static str,
    /// By reading order, indicator, area, period, value, number of findings.
    pub(super) orders: [(&'static str, &'static str); 6],
}

const ZH: Words = Words {
    language: Language::Zh,
    title: "数字审核",
    draft: "【草稿】",
    skip: "跳到数字表",
    contents: "本页内容",
    figures: "数字",
    findings: "检查发现",
    waived: "不予处理",
    tables: "大表",
    account: "算法与行号",
    quoted: "引用的数字",
    workbook: "电子表格（可重算）",
    table: "数字表（CSV）",
    data: "数据（JSON）",
    book: "返回书",
    heads: ["序号", "印出", "指标", "未修约值", "算法", "来历", "签核", "检查"],
    finding_heads: ["代码", "级别", "问题", "所在", "涉及数字"],
    table_heads: ["篇目", "表号", "标题", "数字", "出处", "签字"],
    quoted_heads: ["序号", "印出", "指标", "来源"],
    reason: "理由",
    none: "无。",
    rounding: "修约",
    notes: "说明",
    pending: "待补",
    id: "标识",
    call: "模板",
    source: "来源",
    filter: Filter {
        name: "筛选",
        text: "查找文字或数字",
        chapter: "篇章",
        indicator: "指标",
        kind: "位置",
        class: "来历",
        finding: "检查",
        signature: "签核",
        sort: "排序",
        all: "全部",
        any: "有检查发现",
        without: "无检查发现",
        reset: "清除",
        sign: "导出签核",
        more: "再显示300行",
        every: "全部显示",
        count: "共{all}个数字，符合条件{found}个，显示{shown}个",
        orders: [
            ("order", "阅读顺序"),
            ("indicator", "指标"),
            ("area", "地区"),
            ("period", "时期"),
            ("value", "数值（由大到小）"),
            ("findings", "检查发现（由多到少）"),
        ],
    },
    spots: ["正文", "表", "图", "走势线"],
    colon: "：",
    comma: "，",
};

const EN: Words = Words {
    language: Language::En,
    title: "Audit of figures",
    draft: "[Draft] ",
    skip: "Skip to the figures",
    contents: "On this page",
    figures: "Figures",
    findings: "Findings",
    waived: "Waived",
    tables: "Large tables",
    account: "rules and rows",
    quoted: "Quoted figures",
    workbook: "Workbook (computes again)",
    table: "Table (CSV)",
    data: "Data (JSON)",
    book: "Back to the book",
    heads: ["No.", "Printed", "Indicator", "Unrounded", "Rule", "Class", "Sign-off", "Findings"],
    finding_heads: ["Code", "Severity", "Problem", "Where", "Figures"],
    table_heads: ["Chapter", "Number", "Title", "Figures", "From", "Signed"],
    quoted_heads: ["No.", "Printed", "Indicator", "Source"],
    reason: "Reason",
    none: "None.",
    rounding: "rounding",
    notes: "notes",
    pending: "missing",
    id: "id",
    call: "template",
    source: "source",
    filter: Filter {
        name: "Filter",
        text: "Find words or numbers",
        chapter: "Chapter",
        indicator: "Indicator",
        kind: "Place",
        class: "Class",
        finding: "Findings",
        signature: "Sign-off",
        sort: "Sort by",
        all: "all",
        any: "with findings",
        without: "without findings",
        reset: "Clear",
        sign: "Export ticks",
        more: "300 rows more",
        every: "All rows",
        count: "{all} figures, {found} selected, {shown} shown",
        orders: [
            ("order", "reading order"),
            ("indicator", "indicator"),
            ("area", "area"),
            ("period", "period"),
            ("value", "value, largest first"),
            ("findings", "findings, most first"),
        ],
    },
    spots: ["text", "tables", "charts", "sparklines"],
    colon: ": ",
    comma: ", ",
};

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    /// `全书印出187个数字：据数据计算171个，引自文献16个，未交代来历0个。`
    pub(super) fn totals(&self, totals: &Totals) -> String {
        let Totals { figures, computed, reconstructed, quoted, unaccounted, .. } = totals;
        match self.language {
            Language::Zh => {
                format!(
                    "全书印出{figures}个数字：据数据计算{computed}个，据反推的数据计算{reconstructed}个，引自文献{quoted}个；正文中来历不明的数字{unaccounted}处。"
                )
            }
            Language::En => {
                format!(
                    "{figures} figures: {computed} computed, {reconstructed} reconstructed, {quoted} quoted; {unaccounted} unaccounted in the text."
                )
            }
        }
    }

    /// The numerals of the text that are no figures.
    pub(super) fn others(&self, coverage: Coverage) -> String {
        let Coverage { dates, ordinals, names, .. } = coverage;
        match self.language {
            Language::Zh => format!("正文中另有日期{dates}处、序数{ordinals}处、名称等{names}处，不是统计数字。"),
            Language::En => format!(" The text has {dates} dates, {ordinals} ordinals and {names} names besides."),
        }
    }

    /// How many findings of each severity, least first, and how many are waived.
    pub(super) fn found(&self, [infos, warnings, errors]: &[usize; 3], waived: usize) -> String {
        match self.language {
            Language::Zh => {
                format!("检查发现：错误{errors}处，警告{warnings}处，提示{infos}处；另有{waived}处说明理由后不予处理。")
            }
            Language::En => {
                format!("Findings: {errors} errors, {warnings} warnings, {infos} notes; {waived} waived with a reason.")
            }
        }
    }

    pub(super) fn signed(&self, totals: &Totals) -> String {
        let Totals { signed, reopened, unsigned, .. } = totals;
        match self.language {
            Language::Zh => format!("签核：已签{signed}个，改后待签{reopened}个，未签{unsigned}个。"),
            Language::En => format!("Sign-off: {signed} signed, {reopened} reopened, {unsigned} unsigned."),
        }
    }

    /// The summary of a figure's details.
    pub(super) fn inputs(&self, count: usize) -> String {
        match self.language {
            Language::Zh => format!("依据{count}项"),
            Language::En if count == 1 => "1 input".to_owned(),
            Language::En => format!("{count} inputs"),
        }
    }

    /// `四舍五入，保留1位小数`
    pub(super) fn rounded(&self, direction: &str, places: i32) -> String {
        match (self.language, places) {
            (Language::Zh, 0) => format!("{direction}，取整数"),
            (Language::Zh, 1..) => format!("{direction}，保留{places}位小数"),
            (Language::Zh, _) => format!("{direction}，取到个位以上{}位", -places),
            (Language::En, 0..) => format!("{direction}, {places} decimals"),
            (Language::En, _) => format!("{direction}, {} digits before the point", -places),
        }
    }
}
