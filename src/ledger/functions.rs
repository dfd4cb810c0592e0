//! The table of template functions: what each takes and prints. Read by the clerk, by `yearbook explain` and by the guide.

/// What an argument holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// An indicator's id or name.
    Indicator,
    /// An area's id or name.
    Area,
    /// A year (`2016`) or a span (`"2016—2020"`).
    Period,
    /// A year.
    Year,
    /// A whole number that is not negative.
    Count,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// `false` for no word at all, or a text in its place.
    Word,
    /// `{up="…", down="…", flat="…"}`
    Words,
    /// One text or a list of texts.
    Texts,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct TemplateFunction {
    /// Name.
    pub name: &'static str,
    /// What it prints, in words.
    pub meaning: &'static str,
    /// An example of what it prints in Chinese.
    pub prints: &'static str,
    /// Arguments it cannot do without.
    pub required: &'static [(&'static str, ArgumentKind)],
    /// Arguments it may have.
    pub optional: &'static [(&'static str, ArgumentKind)],
}

use ArgumentKind::{Area, Count, Indicator, Period, Text, Texts, Word, Words, Year};

const INDICATOR: &[(&str, ArgumentKind)] = &[("indicator", Indicator)];
const CHANGE: &[(&str, ArgumentKind)] = &[
    ("area", Area),
    ("year", Period),
    ("base", Year),
    ("decimals", Count),
    ("unit", Text),
    ("words", Words),
    ("word", Word),
    ("otherwise", Text),
];

/// All template functions, in the order of the guide.
pub const TEMPLATE_FUNCTIONS: &[TemplateFunction] = &[
    TemplateFunction {
        name: "figure",
        meaning: "a level: the datum as recorded, or the value of a computed indicator",
        prints: "1.89亿元 · 80596人 · 2800多万元 · 3~4名 · 三年",
        required: INDICATOR,
        optional: &[
            ("area", Area),
            ("year", Period),
            ("unit", Text),
            ("decimals", Count),
            ("numerals", Text),
            ("hedge", Text),
            ("step", Count),
            ("word", Word),
            ("words", Words),
            ("otherwise", Text),
        ],
    },
    TemplateFunction {
        name: "growth",
        meaning: "rate of growth, worded by the sign of what is printed",
        prints: "增长294% · 下降19.1% · 持平",
        required: INDICATOR,
        optional: CHANGE,
    },
    TemplateFunction {
        name: "change",
        meaning: "increment, worded by the sign of what is printed",
        prints: "减少1240万人 · 增加894元",
        required: INDICATOR,
        optional: CHANGE,
    },
    TemplateFunction {
        name: "points",
        meaning: "difference of two rates in percentage points",
        prints: "下降1.2个百分点",
        required: INDICATOR,
        optional: CHANGE,
    },
    TemplateFunction {
        name: "times",
        meaning: "multiple of the base; form=\"growth\" prints the growth in multiples, form=\"double\" 翻番 where the ratio allows it",
        prints: "是上年的3.94倍 · 增长2.94倍 · 翻番",
        required: INDICATOR,
        optional: &[
            ("area", Area),
            ("year", Period),
            ("base", Year),
            ("decimals", Count),
            ("form", Text),
            ("word", Word),
            ("otherwise", Text),
        ],
    },
    TemplateFunction {
        name: "share",
        meaning: "part of a whole; without `of` the whole is the same indicator in the area that this one is part of",
        prints: "占54.2%",
        required: INDICATOR,
        optional: &[
            ("of", Indicator),
            ("of_area", Area),
            ("of_year", Period),
            ("area", Area),
            ("year", Period),
            ("decimals", Count),
            ("word", Word),
            ("otherwise", Text),
        ],
    },
    TemplateFunction {
        name: "completion",
        meaning: "attainment of a target",
        prints: "完成目标任务的103%",
        required: &[("indicator", Indicator), ("target", Indicator)],
        optional: &[
            ("target_area", Area),
            ("target_year", Period),
            ("area", Area),
            ("year", Period),
            ("decimals", Count),
            ("word", Word),
            ("otherwise", Text),
        ],
    },
    TemplateFunction {
        name: "streak",
        meaning: "how many years in a row it has moved one way; at least two, checked on exact values",
        prints: "连续5年下降",
        required: INDICATOR,
        optional: &[
            ("area", Area),
            ("year", Period),
            ("from", Year),
            ("words", Words),
            ("word", Word),
            ("otherwise", Text),
        ],
    },
    TemplateFunction {
        name: "rank",
        meaning: "place among the parts of the same whole, by exact values; equal values share a place",
        prints: "居第3位 · 并列居第3位",
        required: INDICATOR,
        optional: &[("area", Area), ("year", Period), ("order", Text), ("word", Word), ("otherwise", Text)],
    },
    TemplateFunction {
        name: "extreme",
        meaning: "that it is the highest or lowest since a year, checked on exact values",
        prints: "为2012年以来最低",
        required: &[("indicator", Indicator), ("since", Year)],
        optional: &[("area", Area), ("year", Period), ("word", Word), ("otherwise", Text)],
    },
    TemplateFunction {
        name: "quote",
        meaning: "a datum quoted with its source",
        prints: "翻番 · 全覆盖",
        required: INDICATOR,
        optional: &[("area", Area), ("year", Period)],
    },
    TemplateFunction {
        name: "cite",
        meaning: "a figure of another chapter as it is printed there",
        prints: "增长294%",
        required: &[("figure", Text)],
        optional: &[],
    },
    TemplateFunction {
        name: "chart",
        meaning: "a numbered chart; the kind, one or more indicators, one or more areas, the years",
        prints: "图1-1",
        required: &[("kind", Text), ("indicator", Texts), ("title", Text)],
        optional: &[
            ("area", Texts),
            ("from", Year),
            ("to", Year),
            ("note", Text),
            ("source", Text),
            ("decimals", Count),
            ("unit", Text),
        ],
    },
    TemplateFunction {
        name: "outcome",
        meaning: "the name of an outcome for `{% if %}`: value, zero_base, missing_base, missing_current, not_comparable, turned_positive, …; not recorded",
        prints: "value",
        required: &[("kind", Text), ("indicator", Indicator)],
        optional: &[("area", Area), ("year", Period), ("base", Year), ("of", Indicator)],
    },
    TemplateFunction {
        name: "basis",
        meaning: "the basis of a change for `{% if %}`: published, comparable or revised; not recorded",
        prints: "comparable",
        required: INDICATOR,
        optional: &[("area", Area), ("year", Period)],
    },
];

/// Returns the row of a template function.
#[must_use]
pub fn template_function(name: &str) -> Option<&'static TemplateFunction> {
    TEMPLATE_FUNCTIONS.iter().find(|row| row.name == name)
}

impl TemplateFunction {
    /// Returns all its arguments.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, ArgumentKind)> {
        self.required.iter().chain(self.optional).copied()
    }
}
