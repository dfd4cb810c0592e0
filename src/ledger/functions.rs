//! The table of template functions: names, arguments, what each prints. Read by the argument check and by the guide.
//!
//! A new argument is one row; a new function is one row and one arm in the clerk. Must not know: how a figure is made.

use super::FigureFunction;

/// What an argument holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Any text.
    Text,
    /// An indicator's id or name.
    Indicator,
    /// One or more indicators.
    Indicators,
    /// An area's id or name.
    Area,
    /// One or more areas.
    AreaOrAreas,
    /// A list of areas.
    Areas,
    /// `2016` or `"2016—2020"`.
    Period,
    /// A year.
    Year,
    /// A year, or an offset such as `-1`.
    Base,
    /// A unit, or `"none"`.
    Unit,
    /// A whole number; below zero it means tens, hundreds, …
    Decimals,
    /// `true` or `false`.
    Flag,
    /// A text, or `false` for no word at all.
    Word,
    /// `{up="…", down="…", flat="…"}`
    Words,
    /// One text or a list of texts.
    Texts,
    /// A year, a list of years, or a span.
    Years,
    /// A whole number above zero.
    Count,
    /// One of these texts.
    OneOf(&'static [&'static str]),
}

/// An argument of a template function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ParameterKind,
    /// Whether the function cannot do without it.
    pub required: bool,
    /// What it is for.
    pub doc: &'static str,
}

/// A function that templates call.
#[derive(Clone, Copy, Debug)]
pub struct TemplateFunction {
    /// Its name.
    pub name: &'static str,
    /// What it prints, by example.
    pub prints: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Its arguments, beside those that every figure takes.
    own: &'static [Parameter],
    /// Arguments that it shares with others.
    shared: &'static [&'static [Parameter]],
}

impl TemplateFunction {
    /// Returns all arguments, the function's own first.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> {
        self.own.iter().chain(self.shared.iter().flat_map(|group| group.iter()))
    }

    /// Returns one argument.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters().find(|parameter| parameter.name == name)
    }
}

/// The kinds of charts.
pub const CHART_KINDS: [&str; 10] =
    ["level-growth", "line", "area", "bar", "ranked", "grouped", "stacked", "stacked-100", "pie", "doughnut"];

const FIGURE_KINDS: [&str; 12] = [
    "figure",
    "growth",
    "change",
    "points",
    "times",
    "share",
    "completion",
    "streak",
    "rank",
    "extreme",
    "quote",
    "cite",
];

const fn needed(name: &'static str, kind: ParameterKind, doc: &'static str) -> Parameter {
    Parameter { name, kind, required: true, doc }
}

const fn optional(name: &'static str, kind: ParameterKind, doc: &'static str) -> Parameter {
    Parameter { name, kind, required: false, doc }
}

const SUBJECT: &[Parameter] = &[
    needed("indicator", ParameterKind::Indicator, "what is printed: an indicator's id or name"),
    optional("area", ParameterKind::Area, "reference area; the chapter's by default"),
    optional("year", ParameterKind::Period, "year, or a span as text; the chapter's by default"),
];
const OTHERWISE: &[Parameter] =
    &[optional("otherwise", ParameterKind::Text, "words printed where there is no value, instead of an error")];
const WORD: &[Parameter] = &[optional(
    "word",
    ParameterKind::Word,
    "words in place of the usual ones; false prints the number alone, with its sign",
)];
const DECIMALS: &[Parameter] =
    &[optional("decimals", ParameterKind::Decimals, "decimals printed; -3 rounds to thousands")];
const UNIT: &[Parameter] = &[optional(
    "unit",
    ParameterKind::Unit,
    "unit printed, such as 亿元; \"none\" leaves the unit off and keeps the multiplier",
)];
const BASE: &[Parameter] =
    &[optional("base", ParameterKind::Base, "year compared with, or an offset such as -2; the year before by default")];
const WORDS: &[Parameter] =
    &[optional("words", ParameterKind::Words, "words for a rise, a fall and no change, in place of the usual ones")];
const MOVEMENT: &[&[Parameter]] = &[SUBJECT, BASE, DECIMALS, UNIT, WORD, WORDS, OTHERWISE];
const CLAIM: &[&[Parameter]] = &[SUBJECT, WORD, OTHERWISE];

/// Of charts and tables: what is declared in the book stands for the arguments that are needed.
const PLACE: Parameter = optional(
    "place",
    ParameterKind::Text,
    "the name of one that yearbook.yaml declares under `charts` or `tables`; what else is given here wins over it",
);

const TABLE: &[Parameter] = &[
    PLACE,
    needed("indicator", ParameterKind::Indicators, "one indicator or a list"),
    needed("title", ParameterKind::Text, "its title"),
    optional(
        "rows",
        ParameterKind::OneOf(&["years", "areas", "indicators"]),
        "what goes down, the other two going across; years by default",
    ),
    optional(
        "areas",
        ParameterKind::AreaOrAreas,
        "one area or a list; by default the chapter's, and for rows of areas its parts",
    ),
    optional("years", ParameterKind::Years, "a year, a list of years or a span, in place of `from` and `to`"),
    optional("from", ParameterKind::Year, "first year; the last alone by default"),
    optional("to", ParameterKind::Year, "last year; the chapter's by default"),
    optional(
        "total",
        ParameterKind::Flag,
        "true adds a row for the whole of the areas: its own datum, or their sum where it has none",
    ),
    optional("change", ParameterKind::Flag, "true adds 比上年增减"),
    optional("growth", ParameterKind::Flag, "true adds 比上年增长 in %"),
    optional("share", ParameterKind::Flag, "true adds the share of the whole that the area is part of"),
    optional("rank", ParameterKind::Flag, "true adds the rank among the parts of the same whole"),
    optional("order", ParameterKind::OneOf(&["descending", "ascending"]), "\"ascending\" ranks the smallest first"),
    optional(
        "missing",
        ParameterKind::OneOf(&["refuse", "leave_out"]),
        "\"leave_out\" ranks among the parts that have a value, and notes which have none",
    ),
    optional(
        "unit",
        ParameterKind::Unit,
        "unit of all values; \"column\" prints units in the heads, for indicators of different units",
    ),
    optional("name", ParameterKind::Text, "what ref(to=…) calls it"),
    optional("note", ParameterKind::Texts, "remarks on the whole table"),
    optional(
        "notes",
        ParameterKind::Texts,
        "notes bound to what stands before their colon: [\"甲县@2016：……\"] to cells, [\"甲县：……\"] to a row or column",
    ),
    optional("source", ParameterKind::Text, "source line; the chapter's sources by default"),
    optional("bilingual", ParameterKind::Flag, "true prints English names under the Chinese"),
    optional("title_en", ParameterKind::Text, "English title"),
    optional("split", ParameterKind::Count, "columns of one part; the rest goes on in a 续表"),
];

/// All template functions of the ledger, in the order of the guide.
pub const TEMPLATE_FUNCTIONS: &[TemplateFunction] = &[
    TemplateFunction {
        name: "figure",
        prints: "1.89亿元, 80596人, 2800多万元, 3~4名, 三年",
        doc: "a level as recorded, or an indicator's computed value; an indicator that is a change prints its word as well",
        own: &[
            optional(
                "numerals",
                ParameterKind::OneOf(&["zh", "arabic"]),
                "\"zh\" writes small counts in Chinese numerals: 三年, 两年",
            ),
            optional("hedge", ParameterKind::Text, "约, 近, 超过, 多, …: printed only if it is true of the value"),
            optional("approx", ParameterKind::Flag, "true cuts the number off and adds 多: 1523名 → 1500多名"),
        ],
        shared: &[SUBJECT, UNIT, DECIMALS, WORD, WORDS, OTHERWISE],
    },
    TemplateFunction {
        name: "growth",
        prints: "增长294%, 下降19.1%, 持平",
        doc: "the rate of growth over the base, with the word of its printed sign; one decimal unless asked",
        own: &[],
        shared: MOVEMENT,
    },
    TemplateFunction {
        name: "change",
        prints: "减少1240万人, 增加894元",
        doc: "the increment over the base, in the recorded unit",
        own: &[],
        shared: MOVEMENT,
    },
    TemplateFunction {
        name: "points",
        prints: "下降1.2个百分点",
        doc: "the difference of two rates; one decimal unless asked",
        own: &[],
        shared: MOVEMENT,
    },
    TemplateFunction {
        name: "times",
        prints: "是上年的3.94倍, 增长2.94倍, 翻番",
        doc: "the multiple of the base; up to two decimals unless asked",
        own: &[optional(
            "form",
            ParameterKind::OneOf(&["multiple", "growth", "double"]),
            "\"growth\" prints what was added (增长2.94倍), \"double\" prints 翻番 or 翻两番 where the ratio allows it",
        )],
        shared: &[SUBJECT, BASE, DECIMALS, WORD, WORDS, OTHERWISE],
    },
    TemplateFunction {
        name: "share",
        prints: "占54.2%",
        doc: "the part of a whole: of `of`, or of the same indicator in the area that this one is part of",
        own: &[
            optional("of", ParameterKind::Indicator, "the whole; the same indicator by default"),
            optional(
                "of_area",
                ParameterKind::Area,
                "area of the whole; this one by default, or the parent where `of` is left out",
            ),
            optional("of_year", ParameterKind::Period, "year of the whole; this one by default"),
        ],
        shared: &[SUBJECT, DECIMALS, WORD, OTHERWISE],
    },
    TemplateFunction {
        name: "completion",
        prints: "完成目标任务的103%",
        doc: "what was done in percent of its target",
        own: &[
            needed("target", ParameterKind::Indicator, "the target"),
            optional("target_area", ParameterKind::Area, "area of the target; this one by default"),
            optional(
                "target_year",
                ParameterKind::Period,
                "year or span of the target (\"2016—2020\"); this one by default",
            ),
        ],
        shared: &[SUBJECT, DECIMALS, WORD, OTHERWISE],
    },
    TemplateFunction {
        name: "streak",
        prints: "连续5年下降",
        doc: "for how many years in a row it has moved the same way, up to this one, by exact values; a gap or a break ends it",
        own: &[
            optional("from", ParameterKind::Year, "the first year looked at; the book's first by default"),
            optional("words", ParameterKind::Words, "words for a rise and a fall, in place of the usual ones"),
        ],
        shared: CLAIM,
    },
    TemplateFunction {
        name: "rank",
        prints: "居第3位, 并列第3位",
        doc: "the place among the parts of the same whole, the largest first; equal exact values share a place",
        own: &[
            optional(
                "order",
                ParameterKind::OneOf(&["descending", "ascending"]),
                "\"ascending\" puts the smallest first",
            ),
            optional(
                "missing",
                ParameterKind::OneOf(&["refuse", "leave_out"]),
                "\"leave_out\" ranks among the parts that have a value, and notes which have none",
            ),
            optional(
                "among",
                ParameterKind::Areas,
                "the areas ranked, this one included, in place of the parts of the same whole",
            ),
        ],
        shared: CLAIM,
    },
    TemplateFunction {
        name: "extreme",
        prints: "为2012年以来最低",
        doc: "that it is the highest or the lowest since a year, whichever the data say; every year between must have a value",
        own: &[optional(
            "since",
            ParameterKind::Year,
            "the first year compared; the first of the unbroken series by default",
        )],
        shared: CLAIM,
    },
    TemplateFunction {
        name: "quote",
        prints: "翻番, 全覆盖",
        doc: "a datum as its source has it, in words or as a number; its row must name the source",
        own: &[],
        shared: CLAIM,
    },
    TemplateFunction {
        name: "cite",
        prints: "what the cited figure prints",
        doc: "a figure of another chapter, as it stands there",
        own: &[needed("figure", ParameterKind::Text, "id of the figure: chapter/function:indicator@area@year")],
        shared: &[WORD],
    },
    TemplateFunction {
        name: "chart",
        prints: "a numbered chart with its caption",
        doc: "a chart of indicators, areas and years; every value in it is a figure of the ledger",
        own: &[
            needed("kind", ParameterKind::OneOf(&CHART_KINDS), "the kind of chart"),
            needed("indicator", ParameterKind::Indicators, "one indicator or a list"),
            needed("title", ParameterKind::Text, "its title"),
            optional("area", ParameterKind::AreaOrAreas, "one area or a list; the chapter's by default"),
            optional("from", ParameterKind::Year, "first year; this one alone by default"),
            optional("to", ParameterKind::Year, "last year; the chapter's by default"),
            optional(
                "growth",
                ParameterKind::Flag,
                "false leaves out the rates of growth that `level-growth` adds on a second axis",
            ),
            PLACE,
            optional("name", ParameterKind::Text, "what ref(to=…) calls it"),
            optional("series", ParameterKind::Text, "name of the series, where there is one"),
            optional("note", ParameterKind::Text, "a remark under the chart"),
            optional("source", ParameterKind::Text, "source line; the chapter's sources by default"),
        ],
        shared: &[UNIT, DECIMALS],
    },
    TemplateFunction {
        name: "sparkline",
        prints: "a line as small as a word, in the text; nothing in Markdown",
        doc: "the course of one indicator as a line in the running text; every value in it is a figure of the ledger",
        own: &[
            needed("indicator", ParameterKind::Indicator, "its id or name"),
            needed("from", ParameterKind::Year, "first year"),
            optional("to", ParameterKind::Year, "last year; the chapter's by default"),
            optional("area", ParameterKind::Area, "the chapter's by default"),
        ],
        shared: &[],
    },
    TemplateFunction {
        name: "table",
        prints: "a numbered table with its title, unit, notes and source",
        doc: "a table of indicators, areas and years; every value in it is a figure of the ledger. For rows of years the columns \
              that are added stand beside each indicator, else behind the years, for the newest one; a rate changes by \
              percentage points and has no growth",
        own: TABLE,
        shared: &[DECIMALS],
    },
    TemplateFunction {
        name: "ref",
        prints: "表1-1, 图2-1",
        doc: "the number of a chart or table, in any chapter, which leads there",
        own: &[needed("to", ParameterKind::Text, "the `name` of the chart or table")],
        shared: &[],
    },
    TemplateFunction {
        name: "outcome",
        prints: "nothing: gives \"value\" or the reason why there is none, for {% if %}",
        doc: "what another function would come to, with the same arguments; nothing is recorded",
        own: &[needed("kind", ParameterKind::OneOf(&FIGURE_KINDS), "the function asked about")],
        shared: &[],
    },
    TemplateFunction {
        name: "basis",
        prints: "nothing: gives \"published\", \"comparable\" or \"revised\", for {% if %}",
        doc: "which base a change is measured against; nothing is recorded",
        own: &[],
        shared: &[SUBJECT, BASE],
    },
];

/// Returns the row of a function.
#[must_use]
pub fn template_function(name: &str) -> Option<&'static TemplateFunction> {
    TEMPLATE_FUNCTIONS.iter().find(|function| function.name == name)
}

impl FigureFunction {
    /// Returns its row in the table.
    ///
    /// # Panics
    /// Never: a test looks every function up.
    #[must_use]
    pub fn row(self) -> &'static TemplateFunction {
        template_function(self.name()).expect("every figure function has a row")
    }
}
