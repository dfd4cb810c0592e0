//! The words of the editor's notes, per language of the edition.

use crate::book::{Language, RoundingLaw};
use crate::ingest::Status;
use crate::ledger::Class;

/// The words of one language.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(super) struct Wording {
    figures_title: &'static str,
    figures_lead: &'static str,
    sources_title: &'static str,
    sources_lead: &'static str,
    file: &'static str,
    source: &'static str,
    rows: &'static str,
    observations: &'static str,
    rounding_title: &'static str,
    rounding_lead: &'static str,
    symbols_title: &'static str,
    sign: &'static str,
    meaning: &'static str,
    count: &'static str,
    statuses_title: &'static str,
    statuses_lead: &'static str,
    comparable_title: &'static str,
    comparable_lead: &'static str,
    comparable_none: &'static str,
    pub(super) no_source: &'static str,
    pub(super) blank: &'static str,
    pub(super) below_unit: &'static str,
    pub(super) not_available: &'static str,
    pub(super) not_applicable: &'static str,
    pub(super) marked: &'static str,
    pub(super) comma: &'static str,
    #[serde(skip)]
    language: Language,
}

impl Wording {
    /// Returns the words of a language.
    pub(super) fn new(language: Language) -> Self {
        match language {
            Language::Zh => CHINESE,
            Language::En => ENGLISH,
        }
    }

    /// The rounding law.
    pub(super) fn law(&self, law: RoundingLaw) -> &'static str {
        match (self.language, law) {
            (Language::Zh, RoundingLaw::HalfUp) => "修约采用四舍五入法。",
            (Language::Zh, RoundingLaw::HalfEven) => "修约采用GB/T 8170—2008的四舍六入五留双法。",
            (Language::En, RoundingLaw::HalfUp) => "A tie is rounded away from zero.",
            (Language::En, RoundingLaw::HalfEven) => "A tie is rounded to the even digit (GB/T 8170-2008).",
        }
    }

    /// An observation status.
    pub(super) fn status(&self, status: Status) -> &'static str {
        match (self.language, status) {
            (Language::Zh, Status::A) => "正常数",
            (Language::Zh, Status::B) => "口径变动后的数，与此前的数不可比",
            (Language::Zh, Status::E) => "估计数",
            (Language::Zh, Status::I) => "由公布数反推的数",
            (Language::Zh, Status::M) => "不可能存在的数",
            (Language::Zh, Status::O) => "缺数",
            (Language::Zh, Status::P) => "初步数，以后可能修订",
            (Language::Zh, Status::V) => "未经核实的数，印出时加“*”",
            (Language::En, Status::A) => "normal value",
            (Language::En, Status::B) => "first value after a break in the series",
            (Language::En, Status::E) => "estimate",
            (Language::En, Status::I) => "worked back from a published figure",
            (Language::En, Status::M) => "cannot exist",
            (Language::En, Status::O) => "missing",
            (Language::En, Status::P) => "provisional, may be revised",
            (Language::En, Status::V) => "not validated; marked with an asterisk in print",
        }
    }

    /// How a figure came to be known: a word, and what it means.
    pub(super) fn class(&self, class: Class) -> (&'static str, &'static str) {
        match (self.language, class) {
            (Language::Zh, Class::Computed) => ("计算", "取自数据文件，或由其按所列算法算出"),
            (Language::Zh, Class::Reconstructed) => ("复原", "所据的数由公布数反推而得，不作佐证"),
            (Language::Zh, Class::Quoted) => ("引用", "照录文献原文"),
            (Language::En, Class::Computed) => ("computed", "from the data files by the rule stated"),
            (Language::En, Class::Reconstructed) => ("reconstructed", "rests on a datum worked back: no proof"),
            (Language::En, Class::Quoted) => ("quoted", "as it stands in a document"),
        }
    }
}

const CHINESE: Wording = Wording {
    figures_title: "数字的来历",
    figures_lead: "正文中的每一个数字都可以查到来历：点按数字，可见未修约的数值、算法、代入的数据，以及数据所在的文件和行。各类数字的个数如下。",
    sources_title: "资料来源",
    sources_lead: "本书所用的数据文件及各行的出处如下。行号从1起，含表头；文件的校验码（SHA-256）可用来核对文件是否有变动。",
    file: "数据文件",
    source: "出处",
    rows: "行",
    observations: "个数据",
    rounding_title: "数字修约",
    rounding_lead: "数据按原记录的位数参加计算，计算过程不作修约；印出的数字由未修约的数值一次修约而成。因修约关系，部分合计数同分项数之和、相对数同按印出数字重算的结果可能略有出入，均未作机械调整。增减用词以印出的数字为准，印出为零的作“持平”。",
    symbols_title: "符号说明",
    sign: "符号",
    meaning: "含义",
    count: "个数",
    statuses_title: "数据状态",
    statuses_lead: "数据的状态采用SDMX观测状态代码，本书的数据有以下各种。",
    comparable_title: "可比口径",
    comparable_lead: "增长速度和增减量一般以上年公布数为基数。数据注明可比基数或基数已经修订的，以可比基数或修订数为基数；口径中断的年份之间不作比较。以下各数的基数不同于原公布数。",
    comparable_none: "增长速度和增减量均以公布数为基数，没有使用可比基数或修订数；口径中断的年份之间不作比较。",
    no_source: "（未注明出处）",
    blank: "（空格）",
    below_unit: "数据不足该项最小单位数的一半",
    not_available: "数据不详或没有该项数据",
    not_applicable: "不适用，不可能有该项数据",
    marked: "该数未经核实，见篇末的注",
    comma: "、",
    language: Language::Zh,
};

const ENGLISH: Wording = Wording {
    figures_title: "Where the figures come from",
    figures_lead: "Every figure in the text can be followed back: choose it to see its value before rounding, its rule, the numbers put in, and the file and row of each datum. So many figures are of each kind:",
    sources_title: "Sources",
    sources_lead: "The data files of this book, and where their rows come from. Rows count from 1, the header included; the checksum (SHA-256) tells whether a file has changed.",
    file: "Data file",
    source: "Source",
    rows: "Rows",
    observations: "observations",
    rounding_title: "Rounding",
    rounding_lead: "Data enter with the digits that were recorded and are not rounded on the way; each printed figure is rounded once, from its unrounded value. Totals may therefore differ slightly from the sums of their printed parts, and have not been adjusted. The word for a change follows the sign of the printed figure.",
    symbols_title: "Symbols",
    sign: "Symbol",
    meaning: "Meaning",
    count: "Number",
    statuses_title: "Status of data",
    statuses_lead: "Statuses are those of the SDMX code list; the data of this book have the following.",
    comparable_title: "What counts as comparable",
    comparable_lead: "Changes are measured against the published figure of the earlier year. Where the data state a comparable base, or a base has been revised, that one is used; across a break in the series nothing is compared. The bases of these figures differ from those first published.",
    comparable_none: "Changes are measured against published figures; no comparable or revised base was used. Across a break in the series nothing is compared.",
    no_source: "(no source stated)",
    blank: "(blank)",
    below_unit: "less than half the smallest unit",
    not_available: "not available",
    not_applicable: "not applicable",
    marked: "not validated: see the notes at the chapter's end",
    comma: ", ",
    language: Language::En,
};
