//! A claim, its operands and what came of it.
//!
//! Must not know: how claims are found.

use std::ops::Range;

use num_rational::BigRational;

use crate::manuscript::reading::{Mention, Reading};

/// What sort of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// 比上年增长x%.
    Growth,
    /// 甲比乙高x%.
    Comparison,
    /// 增长x倍, 是…的x倍, 翻番.
    Times,
    /// 提高x个百分点.
    Points,
    /// 占…的x%.
    Share,
    /// 三次产业结构 a∶b∶c, 性别比.
    Structure,
    /// 其中, 包括, 分别为: parts and their total.
    Sum,
    /// 完成预算的x%.
    Completion,
    /// 比上年增加n, 净增.
    Difference,
    /// 自然增长率 = 出生率 − 死亡率.
    Natural,
    /// 收支相抵结余, 顺差.
    Balance,
    /// 年均增长x%.
    Average,
    /// 拉动, 贡献率.
    Contribution,
    /// 人口密度, 户均, 亩产.
    PerUnit,
    /// Shares that should make 100.
    Composition,
    /// 3家: 甲、乙、丙.
    Enumeration,
    /// 居第1位, 最高: over a list in the text.
    Rank,
    /// 下降120%: what no figures can give.
    Impossible,
}

/// A figure that takes part in a claim.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Operand {
    /// Where it stands.
    pub span: Range<usize>,
    /// As printed.
    pub printed: String,
}

impl Operand {
    /// Returns the operand for a mention.
    #[must_use]
    pub fn of(reading: &Reading, mention: &Mention) -> Self {
        Self { span: mention.figure.span.clone(), printed: reading.printed(mention).to_owned() }
    }

    /// Returns the operand for one number of a ratio.
    #[must_use]
    pub fn of_part(reading: &Reading, mention: &Mention, part: usize) -> Self {
        let span = mention.figure.values.get(part).map_or(mention.figure.span.clone(), |value| value.span.clone());
        Self { printed: reading.text.get(span.clone()).unwrap_or_default().to_owned(), span }
    }
}

/// How surely the operands belong to what is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// The words of one sentence tie them together.
    Firm,
    /// They were looked up by name or year, or are parts that may not be all: a difference that has not the shape of a
    /// slip is more likely another base than an error, and is not reported.
    Loose,
}

/// What the recomputation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// To the last digit, under either rounding law; or within what a hedge allows.
    Holds,
    /// Only because the printed operands are rounded themselves.
    WithinRounding,
    /// Off by one unit of the last place.
    LastPlace,
    /// Wrong.
    DoesNotHold,
    /// Said at constant prices or on another basis: printed levels say nothing about it.
    NotComparable,
    /// The base is not printed.
    MissingOperand,
}

impl Verdict {
    /// Returns whether this is a verdict of arithmetic.
    #[must_use]
    pub fn is_arithmetic(self) -> bool {
        matches!(self, Self::Holds | Self::WithinRounding | Self::LastPlace | Self::DoesNotHold)
    }

    /// Returns whether the claim was found wrong.
    #[must_use]
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::LastPlace | Self::DoesNotHold)
    }
}

/// What probably went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// One digit differs.
    DigitSlip,
    /// Two neighbouring digits changed places.
    DigitsSwapped,
    /// Off by a power of ten: 亿 for 万, a point misplaced, ‰ for %.
    Magnitude,
    /// % where 百分点 is meant.
    PercentForPoints,
    /// 增长 where 增长到 is meant, or the other way round.
    GrowthForLevel,
    /// The divisor is the current value and not the base.
    WrongBase,
    /// Another number of years fits.
    Periods,
    /// The direction word contradicts the values.
    Direction,
}

/// The recomputed value and the interval that the printed operands allow, in the printed unit of what is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// From the printed values.
    pub value: BigRational,
    /// The least.
    pub lo: BigRational,
    /// The greatest.
    pub hi: BigRational,
    /// The value as it should be printed, at the precision of what is stated.
    pub printed: String,
}

/// A claim and its verdict.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What sort.
    pub kind: ClaimKind,
    /// The figures it is computed from.
    pub operands: Vec<Operand>,
    /// The figure it states.
    pub stated: Operand,
    /// The arithmetic with the printed numbers: `106.68亿斤 ÷ (106.68亿斤 − 59.4亿斤) − 1`.
    pub formula: String,
    /// What came out.
    pub computed: Option<Computed>,
    /// What it says.
    pub verdict: Verdict,
    /// What probably went wrong.
    pub cause: Option<Cause>,
    /// What else to say: an implied base, why it is not comparable.
    pub note: Option<String>,
}
