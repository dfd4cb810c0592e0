//! The table of functions: one row each, read by the parser, by `yearbook explain` and by the guide.

use super::{Function, YearSelector};
use crate::book::Id;

/// What an option holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A year (`2012`) or an offset (`-1`).
    Year,
    /// `ascending` or `descending`.
    Order,
    /// `[甲县, 乙县]`
    Areas,
    /// `leave_out` or `refuse`.
    Missing,
}

/// An option of a function.
#[derive(Clone, Copy, Debug)]
pub struct FunctionOption {
    /// Its name before the colon.
    pub name: &'static str,
    /// What it holds.
    pub kind: OptionKind,
    /// Whether the function cannot do without it.
    pub required: bool,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct FunctionRow {
    /// Name.
    pub name: &'static str,
    /// How it is written.
    pub signature: &'static str,
    /// What it means, in words.
    pub meaning: &'static str,
    /// How it is computed.
    pub definition: &'static str,
    /// Unit of the result.
    pub unit: &'static str,
    /// Where the method comes from.
    pub method: &'static str,
    /// Fewest and most operands.
    pub operands: (usize, usize),
    /// Options.
    pub options: &'static [FunctionOption],
}

const fn year(name: &'static str, required: bool) -> FunctionOption {
    FunctionOption { name, kind: OptionKind::Year, required }
}

const BASE: &[FunctionOption] = &[year("base", false)];
const NONE: &[FunctionOption] = &[];
const USAGE: &str = "terms of official statistics (统计用语)";

/// All functions, in the order of the guide.
pub const FUNCTIONS: &[FunctionRow] = &[
    FunctionRow {
        name: "growth",
        signature: "growth(x[, base: YEAR])",
        meaning: "rate of growth over the year before, or over the base year (增长速度)",
        definition: "x ÷ x[base] − 1",
        unit: "%",
        method: USAGE,
        operands: (1, 1),
        options: BASE,
    },
    FunctionRow {
        name: "change",
        signature: "change(x[, base: YEAR])",
        meaning: "increment over the year before, or over the base year (增减量)",
        definition: "x − x[base]",
        unit: "the unit of x",
        method: USAGE,
        operands: (1, 1),
        options: BASE,
    },
    FunctionRow {
        name: "points",
        signature: "points(x[, base: YEAR])",
        meaning: "difference of two rates, in percentage points (百分点)",
        definition: "x − x[base], x being a rate",
        unit: "个百分点",
        method: USAGE,
        operands: (1, 1),
        options: BASE,
    },
    FunctionRow {
        name: "times",
        signature: "times(x[, base: YEAR])",
        meaning: "multiple of the year before, or of the base year (是…的几倍)",
        definition: "x ÷ x[base]",
        unit: "倍",
        method: USAGE,
        operands: (1, 1),
        options: BASE,
    },
    FunctionRow {
        name: "ratio",
        signature: "ratio(a, b)",
        meaning: "quotient of like quantities",
        definition: "a ÷ b",
        unit: "倍",
        method: USAGE,
        operands: (2, 2),
        options: NONE,
    },
    FunctionRow {
        name: "share",
        signature: "share(part[, whole])",
        meaning: "part of a whole (比重); with one operand the whole is the same indicator in the area that this one is part of",
        definition: "part ÷ whole",
        unit: "%",
        method: USAGE,
        operands: (1, 2),
        options: NONE,
    },
    FunctionRow {
        name: "per",
        signature: "per(a, b)",
        meaning: "quotient of unlike quantities (人均, 户均, 每公顷)",
        definition: "a ÷ b",
        unit: "the unit of a per the unit of b",
        method: USAGE,
        operands: (2, 2),
        options: NONE,
    },
    FunctionRow {
        name: "index",
        signature: "index(x, base: YEAR)",
        meaning: "index whose base year is 100 (定基指数)",
        definition: "x ÷ x[base] × 100",
        unit: "none",
        method: USAGE,
        operands: (1, 1),
        options: &[year("base", true)],
    },
    FunctionRow {
        name: "cagr",
        signature: "cagr(x, from: YEAR[, to: YEAR])",
        meaning: "average annual rate of growth by the level method (年均增长速度, 水平法)",
        definition: "(x[to] ÷ x[from]) ^ (1 ÷ (to − from)) − 1",
        unit: "%",
        method: "level method, as the China Statistical Yearbook's explanatory notes define it",
        operands: (1, 1),
        options: &[year("from", true), year("to", false)],
    },
    FunctionRow {
        name: "cumulative",
        signature: "cumulative(x[, from: YEAR])",
        meaning: "running total up to this year (累计)",
        definition: "x[from] + … + x",
        unit: "the unit of x",
        method: USAGE,
        operands: (1, 1),
        options: &[year("from", false)],
    },
    FunctionRow {
        name: "mean",
        signature: "mean(x, from: YEAR[, to: YEAR])",
        meaning: "arithmetic mean over years, both ends included",
        definition: "(x[from] + … + x[to]) ÷ (to − from + 1)",
        unit: "the unit of x",
        method: USAGE,
        operands: (1, 1),
        options: &[year("from", true), year("to", false)],
    },
    FunctionRow {
        name: "sum",
        signature: "sum(x[, areas: [A, B]])",
        meaning: "total over the parts of the area, or over the areas listed",
        definition: "x[area: A] + x[area: B] + …",
        unit: "the unit of x",
        method: USAGE,
        operands: (1, 1),
        options: &[FunctionOption { name: "areas", kind: OptionKind::Areas, required: false }],
    },
    FunctionRow {
        name: "rank",
        signature: "rank(x[, order: ascending][, missing: leave_out])",
        meaning: "place among the parts of the same whole, the largest first; equal values share a place; a part without a value refuses it, unless such parts are left out",
        definition: "1 + number of parts with a larger x",
        unit: "位",
        method: "standard competition ranking (1, 2, 2, 4)",
        operands: (1, 1),
        options: &[
            FunctionOption { name: "order", kind: OptionKind::Order, required: false },
            FunctionOption { name: "missing", kind: OptionKind::Missing, required: false },
        ],
    },
    FunctionRow {
        name: "contribution",
        signature: "contribution(x[, total])",
        meaning: "share of the total's growth (贡献率); with one operand the total is x in the area that this one is part of",
        definition: "(x − x[−1]) ÷ (total − total[−1])",
        unit: "%",
        method: "National Bureau of Statistics, contribution rate",
        operands: (1, 2),
        options: NONE,
    },
    FunctionRow {
        name: "pull",
        signature: "pull(x[, total])",
        meaning: "points of the total's growth that come from x (拉动); with one operand the total is x in the area's whole",
        definition: "(x − x[−1]) ÷ total[−1]",
        unit: "个百分点",
        method: "National Bureau of Statistics, points of growth",
        operands: (1, 2),
        options: NONE,
    },
    FunctionRow {
        name: "deflate",
        signature: "deflate(x, price_index)",
        meaning: "real rate of growth (实际增长), the price index having the previous year as 100",
        definition: "(x ÷ x[−1]) ÷ (price_index ÷ 100) − 1",
        unit: "%",
        method: "deflation by a price index, previous year = 100",
        operands: (2, 2),
        options: NONE,
    },
];

/// Returns the row of a function.
#[must_use]
pub fn function(name: &str) -> Option<&'static FunctionRow> {
    FUNCTIONS.iter().find(|row| row.name == name)
}

/// The options as they were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) base: Option<YearSelector>,
    pub(super) from: Option<YearSelector>,
    pub(super) to: Option<YearSelector>,
    pub(super) ascending: bool,
    pub(super) gaps: bool,
    pub(super) areas: Vec<Id>,
}

/// Makes the node of a function; `None` where a required option is missing (the parser has checked) or the name is none.
pub(super) fn make(name: &str, given: Given) -> Option<Function> {
    let before = YearSelector::Relative(-1);
    let now = YearSelector::Relative(0);
    let base = given.base.unwrap_or(before);
    let to = given.to.unwrap_or(now);
    Some(match name {
        "growth" => Function::Growth { base },
        "change" => Function::Change { base },
        "points" => Function::Points { base },
        "times" => Function::Times { base },
        "ratio" => Function::Ratio,
        "share" => Function::Share,
        "per" => Function::Per,
        "index" => Function::Index { base: given.base? },
        "cagr" => Function::Cagr { from: given.from?, to },
        "cumulative" => Function::Cumulative { from: given.from },
        "mean" => Function::Mean { from: given.from?, to },
        "sum" => Function::Sum { areas: given.areas },
        "rank" => Function::Rank { ascending: given.ascending, gaps: given.gaps },
        "contribution" => Function::Contribution,
        "pull" => Function::Pull,
        "deflate" => Function::Deflate,
        _ => return None,
    })
}

impl Function {
    /// Returns the function's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Growth { .. } => "growth",
            Self::Change { .. } => "change",
            Self::Points { .. } => "points",
            Self::Times { .. } => "times",
            Self::Ratio => "ratio",
            Self::Share => "share",
            Self::Per => "per",
            Self::Index { .. } => "index",
            Self::Cagr { .. } => "cagr",
            Self::Cumulative { .. } => "cumulative",
            Self::Mean { .. } => "mean",
            Self::Sum { .. } => "sum",
            Self::Rank { .. } => "rank",
            Self::Contribution => "contribution",
            Self::Pull => "pull",
            Self::Deflate => "deflate",
        }
    }
}
