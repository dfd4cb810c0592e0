//! Why a chart cannot be drawn, in words that tell an editor what to do. Must not know where the spec came from: the
//! caller adds the place.

use std::fmt;

use super::kind::ChartKind;

/// Why a chart has no honest picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartError {
    /// The id cannot prefix the ids of an SVG element.
    BadId {
        /// The id as given.
        found: String,
    },
    /// The kind's name is not in the table of kinds.
    UnknownKind {
        /// The name as given.
        found: String,
    },
    /// Width or height outside what can be laid out.
    BadSize {
        /// `width` or `height`.
        side: &'static str,
        /// The size as given, in pixels.
        found: u32,
        /// The smallest size that works.
        least: u32,
        /// The largest size that works.
        most: u32,
    },
    /// A chart without a series.
    NoSeries,
    /// A chart without a category.
    NoCategories,
    /// More categories than can be told apart.
    TooManyCategories {
        /// How many there are.
        found: usize,
        /// How many can be drawn.
        most: usize,
    },
    /// More series than the kind can show.
    TooManySeries {
        /// The kind of chart.
        kind: ChartKind,
        /// How many there are.
        found: usize,
        /// How many can be drawn.
        most: usize,
    },
    /// A series whose points do not stand one to one with the categories.
    LengthDiffers {
        /// The name of the series.
        series: String,
        /// How many points it has.
        found: usize,
        /// How many categories the chart has.
        expected: usize,
    },
    /// A value that is infinite, not a number, or beyond what an axis can carry.
    NotDrawable {
        /// The name of the series.
        series: String,
        /// The category of the point.
        category: String,
    },
    /// No point has a value.
    AllMissing,
    /// A value below zero in a chart of parts of a whole.
    Negative {
        /// The kind of chart.
        kind: ChartKind,
        /// The name of the series.
        series: String,
        /// The category of the point.
        category: String,
    },
    /// Parts that add up to nothing.
    ZeroWhole {
        /// The kind of chart.
        kind: ChartKind,
    },
    /// A series on the right axis in a kind that has none.
    NoRightAxis {
        /// The kind of chart.
        kind: ChartKind,
        /// The name of the series.
        series: String,
    },
    /// A level-with-growth chart that lacks one of its two sides.
    OneSided {
        /// What is missing.
        missing: &'static str,
    },
    /// The drawing library refused.
    Drawing(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadId { found } => write!(
                f,
                "chart id {found:?} cannot be used: expected a letter followed by letters, digits, '-' or '_'; rename the chart"
            ),
            Self::UnknownKind { found } => {
                write!(f, "unknown kind of chart {found:?}: expected one of {}", ChartKind::names().join(", "))
            }
            Self::BadSize { side, found, least, most } => {
                write!(f, "chart {side} is {found} px: expected {least} to {most} px; change the {side}")
            }
            Self::NoSeries => f.write_str("chart has no series: expected at least one; name an indicator"),
            Self::NoCategories => f.write_str("chart has no categories: expected at least one year or area; widen the range"),
            Self::TooManyCategories { found, most } => {
                write!(f, "chart has {found} categories: expected at most {most}; narrow the range of years or areas")
            }
            Self::TooManySeries { kind, found, most } => write!(
                f,
                "chart of kind {} has {found} series: expected at most {most}; {}",
                kind.name(),
                if *most == 1 { "use \"grouped\" or \"stacked\" for several" } else { "merge the smallest, or draw several charts" }
            ),
            Self::LengthDiffers { series, found, expected } => write!(
                f,
                "series {series:?} has {found} points: expected {expected}, one a category; give a missing value where there is none"
            ),
            Self::NotDrawable { series, category } => write!(
                f,
                "series {series:?} at {category:?} is not a finite value below 1e15 in size: expected one; correct it or give a missing value"
            ),
            Self::AllMissing => {
                f.write_str("chart has nothing but missing values: expected at least one value; check the range, or leave the chart out")
            }
            Self::Negative { kind, series, category } => write!(
                f,
                "series {series:?} at {category:?} is below zero: a chart of kind {} shows parts of a whole; use \"bar\" or \"grouped\"",
                kind.name()
            ),
            Self::ZeroWhole { kind } => write!(
                f,
                "values add up to zero: a chart of kind {} expects a whole above zero; use \"bar\" or leave the chart out",
                kind.name()
            ),
            Self::NoRightAxis { kind, series } => write!(
                f,
                "series {series:?} asks for the right axis: a chart of kind {} has only the left one; use \"level-growth\"",
                kind.name()
            ),
            Self::OneSided { missing } => write!(
                f,
                "chart of kind level-growth lacks {missing}: expected columns on the left axis and a line with its unit on the right"
            ),
            Self::Drawing(why) => write!(f, "drawing library failed ({why}): report this with the chart's data"),
        }
    }
}

impl std::error::Error for ChartError {}
