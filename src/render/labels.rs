//! The words of the pages themselves, per language of the edition.

use crate::book::{Language, Period, RoundingLaw};
use crate::findings::Place;
use crate::ingest::{Observation, Status};
use crate::ledger::{Class, Exhibit, Figure};

/// The words of one language.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(super) struct Labels {
    pub(super) contents: &'static str,
    pub(super) entries: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    pub(super) skip: &'static str,
    pub(super) authors: &'static str,
    pub(super) sources: &'static str,
    pub(super) publisher: &'static str,
    pub(super) notes: &'static str,
    pub(super) provenance: &'static str,
    pub(super) provenance_lead: &'static str,
    pub(super) chart_data: &'static str,
    pub(super) rule: &'static str,
    pub(super) filled: &'static str,
    pub(super) value: &'static str,
    pub(super) rounding: &'static str,
    pub(super) inputs: &'static str,
    pub(super) remark: &'static str,
    /// What a large table says of its rules, and over the numbers of its data's rows.
    pub(super) for_example: &'static str,
    pub(super) data_rows: &'static str,
    pub(super) audit: &'static str,
    pub(super) audit_row: &'static str,
    pub(super) class: &'static str,
    pub(super) status: &'static str,
    pub(super) source: &'static str,
    pub(super) figures: &'static str,
    pub(super) charts: &'static str,
    pub(super) draft: &'static str,
    pub(super) close: &'static str,
    pub(super) back: &'static str,
    pub(super) edition: &'static str,
    /// Between items of a list.
    pub(super) comma: &'static str,
    /// After a label.
    pub(super) colon: &'static str,
    pub(super) front: &'static str,
    pub(super) chart_list: &'static str,
    pub(super) table_list: &'static str,
    pub(super) lists: &'static str,
    pub(super) notes_page: &'static str,
    pub(super) indicator_index: &'static str,
    pub(super) indicator_lead: &'static str,
    pub(super) other_indicators: &'static str,
    pub(super) other_lead: &'static str,
    pub(super) credits: &'static str,
    pub(super) role: &'static str,
    pub(super) people: &'static str,
    pub(super) chapter: &'static str,
    pub(super) search: &'static str,
    pub(super) search_prompt: &'static str,
    pub(super) search_lead: &'static str,
    pub(super) search_off: &'static str,
    pub(super) search_none: &'static str,
    pub(super) search_found: &'static str,
    pub(super) search_more: &'static str,
    pub(super) kind_entry: &'static str,
    pub(super) kind_indicator: &'static str,
    pub(super) kind_chart: &'static str,
    pub(super) kind_figure: &'static str,
    pub(super) unit: &'static str,
    pub(super) definition: &'static str,
    pub(super) printed: &'static str,
    pub(super) indicator: &'static str,
    pub(super) pages: &'static str,
    pub(super) comma_between: &'static str,
    pub(super) chart_table: &'static str,
    pub(super) of_which: &'static str,
    pub(super) download: &'static str,
    #[serde(skip)]
    language: Language,
}

impl Labels {
    /// Returns the words of a language.
    pub(super) fn new(language: Language) -> Self {
        match language {
            Language::Zh => CHINESE,
            Language::En => ENGLISH,
        }
    }

    /// The number of a chart: `图1-1`.
    pub(super) fn chart_number(&self, (chapter, chart): (usize, usize)) -> String {
        match self.language {
            Language::Zh => format!("图{chapter}-{chart}"),
            Language::En => format!("Figure {chapter}-{chart}"),
        }
    }

    /// The number of a table: `表1-1`.
    pub(super) fn table_number(&self, (chapter, table): (usize, usize)) -> String {
        match self.language {
            Language::Zh => format!("表{chapter}-{table}"),
            Language::En => format!("Table {chapter}-{table}"),
        }
    }

    /// The number of a further part of a table: `续表1-1`.
    pub(super) fn continued(&self, number: (usize, usize)) -> String {
        match self.language {
            Language::Zh => format!("续{}", self.table_number(number)),
            Language::En => format!("{} (continued)", self.table_number(number)),
        }
    }

    /// The number of a chart or a table.
    pub(super) fn exhibit_number(&self, exhibit: Exhibit, number: (usize, usize)) -> String {
        match exhibit {
            Exhibit::Chart => self.chart_number(number),
            Exhibit::Table => self.table_number(number),
        }
    }

    /// A note as a sentence that ends.
    pub(super) fn sentence(&self, text: &str) -> String {
        let end = if self.language == Language::Zh { '。' } else { '.' };
        let ends = text.ends_with(['。', '！', '？', '；', '.', '!', '?']);
        if ends { text.to_owned() } else { format!("{text}{end}") }
    }

    /// A unit in a column's head: `（%）`.
    pub(super) fn in_brackets(&self, text: &str) -> String {
        match self.language {
            Language::Zh => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// Brackets around an entry heading.
    pub(super) fn brackets(&self) -> (&'static str, &'static str) {
        match self.language {
            Language::Zh => ("【", "】"),
            Language::En => ("[", "]"),
        }
    }

    /// A period in a heading: `2016年`.
    pub(super) fn period(&self, period: Period) -> String {
        match self.language {
            Language::Zh => format!("{period}年"),
            Language::En => period.to_string(),
        }
    }

    /// How a figure came to be known.
    pub(super) fn class_of(&self, class: Class) -> &'static str {
        match (self.language, class) {
            (Language::Zh, Class::Computed) => "据数据计算",
            (Language::Zh, Class::Reconstructed) => "据反推的数据计算，不作佐证",
            (Language::Zh, Class::Quoted) => "引自文献",
            (Language::En, Class::Computed) => "computed from data",
            (Language::En, Class::Reconstructed) => "computed from a reconstructed datum: no proof",
            (Language::En, Class::Quoted) => "quoted",
        }
    }

    /// How a figure was rounded: `四舍五入，保留1位小数`. `None` where nothing was cut off.
    pub(super) fn rounding_of(&self, law: RoundingLaw, figure: &Figure) -> Option<String> {
        let (value, rounded) = (figure.value()?, figure.print.rounded.as_ref()?);
        if (value - rounded).is_zero() {
            return Some(self.exact().to_owned());
        }
        let law = match (self.language, law) {
            (Language::Zh, RoundingLaw::HalfUp) => "四舍五入",
            (Language::Zh, RoundingLaw::HalfEven) => "四舍六入五留双（GB/T 8170）",
            (Language::En, RoundingLaw::HalfUp) => "half up",
            (Language::En, RoundingLaw::HalfEven) => "half to even (GB/T 8170)",
        };
        let decimals = figure.print.decimals;
        Some(match self.language {
            Language::Zh if decimals == 0 => format!("{law}，取整数"),
            Language::Zh => format!("{law}，保留{decimals}位小数"),
            Language::En => format!("{law}, {decimals} decimals"),
        })
    }

    fn exact(&self) -> &'static str {
        match self.language {
            Language::Zh => "未经修约",
            Language::En => "not rounded",
        }
    }

    /// An observation status, in words; nothing for a normal value.
    pub(super) fn status_of(&self, status: Status) -> Option<String> {
        let words = match (self.language, status) {
            (_, Status::A) => return None,
            (Language::Zh, Status::B) => "序列中断",
            (Language::Zh, Status::E) => "估计",
            (Language::Zh, Status::I) => "反推",
            (Language::Zh, Status::M) => "不存在",
            (Language::Zh, Status::O) => "缺失",
            (Language::Zh, Status::P) => "初步数",
            (Language::Zh, Status::V) => "未核实",
            (Language::En, Status::B) => "break in series",
            (Language::En, Status::E) => "estimated",
            (Language::En, Status::I) => "imputed",
            (Language::En, Status::M) => "cannot exist",
            (Language::En, Status::O) => "missing",
            (Language::En, Status::P) => "provisional",
            (Language::En, Status::V) => "unvalidated",
        };
        Some(format!("{status:?} {words}"))
    }

    /// Where a datum stands.
    pub(super) fn place(&self, place: &Place) -> String {
        let (Language::Zh, Place::Cell { file, sheet, row, column }) = (self.language, place) else {
            return place.to_string();
        };
        let sheet = sheet.iter().map(|sheet| format!("工作表“{sheet}”"));
        let row = row.iter().map(|row| format!("第{row}行"));
        let column = column.iter().map(|column| format!("“{column}”列"));
        [file.clone()].into_iter().chain(sheet).chain(row).chain(column).collect::<Vec<_>>().join("，")
    }

    /// The file, sheet and column of a datum; the column of years across goes without saying.
    pub(super) fn file(&self, datum: &Observation<'_>) -> String {
        let column = Some(datum.column).filter(|column| *column != datum.period.to_string());
        self.place(&Place::Cell {
            file: datum.file.path.clone(),
            sheet: datum.sheet.map(str::to_owned),
            row: None,
            column: column.map(str::to_owned),
        })
    }
}

const CHINESE: Labels = Labels {
    contents: "目录",
    entries: "条目",
    previous: "上一篇",
    next: "下一篇",
    skip: "跳到正文",
    authors: "供稿",
    sources: "资料来源",
    publisher: "编纂",
    notes: "注",
    provenance: "数据来源",
    provenance_lead: "正文中每一个数字的算法、未修约值及其数据所在的文件与行。",
    chart_data: "图中数据",
    rule: "算法",
    filled: "代入",
    value: "未修约值",
    rounding: "修约",
    inputs: "数据",
    remark: "说明",
    for_example: "同类各格算法相同，举例如下",
    data_rows: "所在行号",
    audit: "审核",
    audit_row: "在审核表中查看",
    class: "类别",
    status: "状态",
    source: "来源",
    figures: "个数字",
    charts: "幅图",
    draft: "【草稿】",
    close: "关闭",
    back: "返回正文",
    edition: "数据年份",
    comma: "、",
    colon: "：",
    front: "封面",
    chart_list: "统计图",
    table_list: "统计表",
    lists: "图表目录",
    notes_page: "编辑说明",
    indicator_index: "主要统计指标解释",
    indicator_lead: "按本书所列的次序，说明各项指标的口径、计量单位和算法，并列出印有该指标的各处。算法中的年份取首次印出时的年份。",
    other_indicators: "其他指标",
    other_lead: "以下指标直接取自数据文件，口径见其出处。",
    credits: "编纂人员",
    role: "职务",
    people: "姓名",
    chapter: "篇目",
    search: "检索",
    search_prompt: "条目、指标或数字",
    search_lead: "输入一个或几个词（以空格分开），可检索条目全文、指标名称、图表和正文中的每一个数字。",
    search_off: "检索需要浏览器运行脚本。脚本关闭时，请查目录、图表目录和主要统计指标解释。",
    search_none: "没有查到。",
    search_found: "条",
    search_more: "，只列出前100条",
    kind_entry: "条目",
    kind_indicator: "指标",
    kind_chart: "图表",
    kind_figure: "数字",
    unit: "单位",
    definition: "口径",
    printed: "见于",
    indicator: "指标",
    pages: "本书各页",
    comma_between: "，",
    chart_table: "数据表",
    of_which: "其中：",
    download: "下载数据",
    language: Language::Zh,
};

const ENGLISH: Labels = Labels {
    contents: "Contents",
    entries: "Entries",
    previous: "Previous",
    next: "Next",
    skip: "Skip to the text",
    authors: "By",
    sources: "Sources",
    publisher: "Published by",
    notes: "Notes",
    provenance: "Where the figures come from",
    provenance_lead: "For each figure of this chapter: its rule, its value before rounding, and the file and row of its data.",
    chart_data: "Data of",
    rule: "Rule",
    filled: "Filled in",
    value: "Before rounding",
    rounding: "Rounding",
    inputs: "Data",
    remark: "Remark",
    for_example: "Cells of a kind have one rule; an example of each",
    data_rows: "rows",
    audit: "Audit",
    audit_row: "show its row in the audit",
    class: "Kind",
    status: "Status",
    source: "Source",
    figures: "figures",
    charts: "charts",
    draft: "[Draft]",
    close: "Close",
    back: "Back to the text",
    edition: "Data year",
    comma: ", ",
    colon: ": ",
    front: "Cover",
    chart_list: "Charts",
    table_list: "Tables",
    lists: "Charts and tables",
    notes_page: "Editor's notes",
    indicator_index: "Indicators explained",
    indicator_lead: "What each indicator means, its unit and rule, and where it is printed. Years in a rule are those of its first printing.",
    other_indicators: "Other indicators",
    other_lead: "These come straight from the data files; their sources define them.",
    credits: "Credits",
    role: "Role",
    people: "Names",
    chapter: "Chapter",
    search: "Search",
    search_prompt: "Entries, indicators or figures",
    search_lead: "One or several words, separated by spaces: entries, indicators, charts, and every figure of the text.",
    search_off: "Search needs scripts. Without them, use the contents, the lists and the index of indicators.",
    search_none: "Nothing found.",
    search_found: " results",
    search_more: "; the first 100 are shown",
    kind_entry: "entry",
    kind_indicator: "indicator",
    kind_chart: "chart",
    kind_figure: "figure",
    unit: "Unit",
    definition: "Definition",
    printed: "Printed",
    indicator: "Indicator",
    pages: "Pages of this book",
    comma_between: ", ",
    chart_table: "as a table",
    of_which: "of which: ",
    download: "Download data",
    language: Language::En,
};
