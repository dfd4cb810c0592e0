//! The syntax tree of a formula.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::book::{Id, Period};
use crate::quantity::Exact;

/// A node with its place in the formula's text (bytes).
#[derive(Clone, Debug, Eq, serde::Serialize, serde::Deserialize)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The cells of a table share their formulas: what is one in memory need not be walked through.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || (self.span == other.span && self.node == other.node)
    }
}

impl Hash for Expr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { node, span } = self;
        (node, span).hash(state);
    }
}

/// What a formula is made of.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Node {
    /// A number as written.
    Number(Exact),
    /// An indicator by id or name, in the context's area and year.
    Indicator(#[serde(with = "crate::kept::shared")] Id),
    /// `x[area: A]`, `x[year: 2014]`, `x[year: -1]`: the operand in another context.
    Select {
        /// The operand.
        of: Box<Expr>,
        /// Another area, by id or name.
        area: Option<Id>,
        /// Another year.
        year: Option<YearSelector>,
    },
    /// `-x`.
    Negate(Box<Expr>),
    /// `a + b`, …; comparisons give 1 or 0.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// A function with its operands; options that are not formulas stand in the function itself.
    Call(Function, Vec<Expr>),
}

/// A year in a selector or an option.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum YearSelector {
    /// The year itself.
    Absolute(i32),
    /// Years from the context's: −1 is the year before.
    Relative(i32),
    /// A span as a period of its own (`x[year: 2016—2020]`); not an option of a function.
    Span(i32, i32),
}

impl YearSelector {
    /// Returns the period meant in the context of `period`, whose last year counts.
    #[must_use]
    pub fn resolve(self, period: Period) -> Period {
        match self {
            Self::Absolute(year) => Period::Year(year),
            Self::Relative(offset) => Period::Year(period.last_year() + offset),
            Self::Span(from, to) => Period::Span(from, to),
        }
    }
}

/// Operators.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// The functions of the language, with those options that are not formulas. `base` is the year compared with.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Function {
    /// Rate of growth: `x ÷ x[base] − 1`.
    Growth {
        /// Year compared with.
        base: YearSelector,
    },
    /// Increment: `x − x[base]`.
    Change {
        /// Year compared with.
        base: YearSelector,
    },
    /// Difference of two rates, in percentage points: `x − x[base]`.
    Points {
        /// Year compared with.
        base: YearSelector,
    },
    /// Multiple: `x ÷ x[base]`.
    Times {
        /// Year compared with.
        base: YearSelector,
    },
    /// Quotient of like quantities: a ÷ b.
    Ratio,
    /// Part ÷ whole; with one operand the whole is the same indicator in the area's parent.
    Share,
    /// Quotient of unlike quantities: a ÷ b, in a's unit per b's.
    Per,
    /// Index, the base year being 100: `x ÷ x[base] × 100`.
    Index {
        /// Year that is 100.
        base: YearSelector,
    },
    /// Average annual rate of growth by the level method (水平法): `(x[to] ÷ x[from])^(1 ÷ (to − from)) − 1`.
    Cagr {
        /// First year.
        from: YearSelector,
        /// Last year; the context's by default.
        to: YearSelector,
    },
    /// Running total from a year to the context's.
    Cumulative {
        /// First year; the first year of the book's observations by default.
        from: Option<YearSelector>,
    },
    /// Arithmetic mean over years, both ends included.
    Mean {
        /// First year.
        from: YearSelector,
        /// Last year; the context's by default.
        to: YearSelector,
    },
    /// Sum over areas: the parts of the context's area, or those listed.
    Sum {
        /// Areas, if listed.
        areas: Vec<Id>,
    },
    /// Rank among the parts of the same whole; ties share a rank (1, 2, 2, 4).
    Rank {
        /// Whether the smallest is first.
        ascending: bool,
        /// Whether parts without a value are left out, and said to be, instead of refused.
        gaps: bool,
    },
    /// Share of the growth (贡献率): change(x) ÷ change(total); with one operand the total is x in the area's parent.
    Contribution,
    /// Points of growth (拉动): `change(x) ÷ total[−1]`; with one operand the total is x in the area's parent.
    Pull,
    /// Real rate of growth: `(x ÷ x[−1]) ÷ (price index ÷ 100) − 1`, the index having the previous year as 100.
    Deflate,
}
