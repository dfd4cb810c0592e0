//! What the scanner finds: the values of a mention, exactly as printed.
//!
//! Must not know: how a mention is recognised.

use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Pow;

/// What sort of mention this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number, with or without unit.
    Quantity,
    /// Two numbers that enclose the value.
    Range,
    /// Two or more numbers in proportion.
    Ratio,
    /// Numerator and denominator.
    Fraction,
    /// 翻番, 翻两番: the values hold how often the amount doubles.
    Doubling,
    /// A rank or a number in a sequence.
    Ordinal,
    /// A date, a year, a span of years or a time of day.
    Date,
    /// A name with digits in it, a list number, a footnote mark: no figure.
    Name,
}

/// How far a printed number binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// 约, 左右: on either side.
    About,
    /// 近, 接近, 不足: the value is at most the number.
    Below,
    /// 超过, 多, 余, 以上, 突破: the value is at least the number.
    Above,
}

/// A printed decimal: its value with the multiplier, and the power of ten of its last place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The value, multiplier included, unit not.
    pub value: BigRational,
    /// The power of ten of the last printed place, multiplier included: `1.89亿` → 6.
    pub place: i32,
    /// Where its digits stand, in bytes.
    pub span: Range<usize>,
}

impl Decimal {
    /// Returns half a unit of the last place.
    #[must_use]
    pub fn half_unit(&self) -> BigRational {
        power_of_ten(self.place) / BigRational::from_integer(2.into())
    }
}

/// Returns `10^exponent`.
pub(crate) fn power_of_ten(exponent: i32) -> BigRational {
    BigRational::from_integer(BigInt::from(10)).pow(exponent)
}

/// The parts of a date that are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Date {
    /// The year, or the first year of a span.
    pub year: Option<i32>,
    /// The last year of a span.
    pub last_year: Option<i32>,
    /// The month, or the first month of a span.
    pub month: Option<u32>,
    /// The last month of a span.
    pub last_month: Option<u32>,
    /// The day.
    pub day: Option<u32>,
}

/// One mention in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureMention {
    /// Where it stands, in bytes: number, multiplier and unit; hedges that stand outside are not in it.
    pub span: Range<usize>,
    /// What sort of mention.
    pub kind: Kind,
    /// One value for a quantity; the parts of a range, ratio or fraction.
    pub values: Vec<Decimal>,
    /// The Chinese multiplier as a power of ten: 万 → 4; it is already in the values.
    pub multiplier: u32,
    /// The unit without multiplier, as printed (`元/人`, `%`), empty if none. The last unit of a list is given to the
    /// numbers before it.
    pub unit: String,
    /// A hedge.
    pub qualifier: Option<Qualifier>,
    /// Whether it is written in Chinese numerals.
    pub chinese: bool,
    /// The date, for [`Kind::Date`].
    pub date: Option<Date>,
}

impl FigureMention {
    pub(super) fn new(span: Range<usize>, kind: Kind) -> Self {
        Self {
            span,
            kind,
            values: Vec::new(),
            multiplier: 0,
            unit: String::new(),
            qualifier: None,
            chinese: false,
            date: None,
        }
    }

    /// Returns whether this is a figure: not a date, a rank or a name.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        !matches!(self.kind, Kind::Ordinal | Kind::Date | Kind::Name | Kind::Doubling)
    }

    /// Returns it as printed in the text that was scanned.
    #[must_use]
    pub fn printed<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}
