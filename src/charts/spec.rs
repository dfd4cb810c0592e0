//! What a chart shows, as plain values, and the checks that need no layout. Must not know how anything is drawn.

use crate::book::Language;

use super::error::ChartError;
use super::kind::ChartKind;

const LEAST_WIDTH: u32 = 280;
const MOST_WIDTH: u32 = 2400;
const LEAST_HEIGHT: u32 = 120;
const MOST_HEIGHT: u32 = 2400;
const MOST_CATEGORIES: usize = 120;
const LARGEST: f64 = 1e15;

/// The side on which a series is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Axis {
    /// The first axis: levels.
    #[default]
    Left,
    /// The second axis of [`ChartKind::LevelGrowth`]: the line.
    Right,
}

/// The standing of a value, seen in the picture and said in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Mark {
    /// A normal value.
    #[default]
    Normal,
    /// Preliminary: to be revised.
    Provisional,
    /// An estimate.
    Estimated,
    /// Not confirmed by its source.
    Unvalidated,
}

/// One value of a series, at one category.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// How far the shape reaches, in the unit of the axis; `None` is a gap. Never printed.
    pub value: Option<f64>,
    /// The printed token, made by the ledger and drawn as given; where it ends with the unit that the axis states, the unit
    /// may be left off for want of room. Of a missing value, its symbol (`…`, `-`), or empty.
    pub label: String,
    /// The standing of the value.
    pub mark: Mark,
    /// The value may not be compared with the one before it.
    pub break_before: bool,
    /// Why the value is missing.
    pub reason: Option<String>,
}

impl Point {
    /// Returns a normal value with its printed token.
    #[must_use]
    pub fn new(value: f64, label: &str) -> Self {
        Self { value: Some(value), label: label.to_owned(), ..Self::default() }
    }

    /// Returns a missing value with the reason.
    #[must_use]
    pub fn missing(reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()), ..Self::default() }
    }
}

/// A named row of points, one a category.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// The name as it stands in the legend.
    pub name: String,
    /// The side on which it is measured.
    pub axis: Axis,
    /// One point a category, in the order of the categories.
    pub points: Vec<Point>,
}

/// All that a chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSpec {
    /// Prefix of every id in the picture: unique in its page, a letter followed by letters, digits, `-` or `_`.
    pub id: String,
    /// The kind of chart.
    pub kind: ChartKind,
    /// The title; with its number if it has one.
    pub title: String,
    /// Whether the title is drawn; where it is not, because a caption beside the picture holds it, it is still its name.
    pub titled: bool,
    /// The language of the words that the chart adds.
    pub language: Language,
    /// Unit of the left axis, `万人`; empty if the values have none.
    pub unit_left: String,
    /// Unit of the right axis, `%`.
    pub unit_right: Option<String>,
    /// Years or areas.
    pub categories: Vec<String>,
    /// The rows of points.
    pub series: Vec<Series>,
    /// Notes under the chart, one a line.
    pub notes: Vec<String>,
    /// The source, without the word for it.
    pub source: Option<String>,
    /// Width of the whole picture in pixels: 720 for a text column, 360 for a phone.
    pub width: u32,
    /// Height of the plot alone in pixels (title, legend, labels and notes come on top); `None` is the kind's own.
    pub height: Option<u32>,
}

impl ChartSpec {
    /// The width of a chart that nobody gave a width.
    pub const WIDTH: u32 = 720;
    /// The width of a chart for a phone: one may draw a chart twice, and let the stylesheet show the one that fits.
    pub const NARROW: u32 = 360;

    /// Returns an empty chart of that kind, to be filled.
    #[must_use]
    pub fn new(id: &str, kind: ChartKind, title: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            title: title.to_owned(),
            titled: true,
            language: Language::Zh,
            unit_left: String::new(),
            unit_right: None,
            categories: Vec::new(),
            series: Vec::new(),
            notes: Vec::new(),
            source: None,
            width: Self::WIDTH,
            height: None,
        }
    }

    /// Checks what must hold of a chart of any kind.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        check_id(&self.id)?;
        check_size("width", self.width, LEAST_WIDTH, MOST_WIDTH)?;
        if let Some(height) = self.height {
            check_size("height", height, LEAST_HEIGHT, MOST_HEIGHT)?;
        }
        self.check_shape()?;
        self.check_values()?;
        self.check_axes()
    }

    fn check_shape(&self) -> Result<(), ChartError> {
        let most = self.kind.most_series();
        match (self.categories.len(), self.series.len()) {
            (0, _) => return Err(ChartError::NoCategories),
            (found, _) if found > MOST_CATEGORIES => {
                return Err(ChartError::TooManyCategories { found, most: MOST_CATEGORIES });
            }
            (_, 0) => return Err(ChartError::NoSeries),
            (_, found) if found > most => return Err(ChartError::TooManySeries { kind: self.kind, found, most }),
            _ => {}
        }
        let expected = self.categories.len();
        match self.series.iter().find(|series| series.points.len() != expected) {
            Some(series) => {
                Err(ChartError::LengthDiffers { series: series.name.clone(), found: series.points.len(), expected })
            }
            None => Ok(()),
        }
    }

    fn check_values(&self) -> Result<(), ChartError> {
        let kind = self.kind;
        let stacked_area = kind == ChartKind::Area && self.series.len() > 1;
        let mut whole = None;
        for series in &self.series {
            for (point, category) in series.points.iter().zip(&self.categories) {
                let Some(value) = point.value else { continue };
                let (series, category) = (series.name.clone(), category.clone());
                if !value.is_finite() || value.abs() >= LARGEST {
                    return Err(ChartError::NotDrawable { series, category });
                }
                if value < 0.0 && (kind.is_share() || stacked_area) {
                    return Err(ChartError::Negative { kind, series, category });
                }
                whole = Some(whole.unwrap_or(0.0) + value);
            }
        }
        match whole {
            None => Err(ChartError::AllMissing),
            Some(whole) if kind.is_share() && whole <= 0.0 => Err(ChartError::ZeroWhole { kind }),
            Some(_) => Ok(()),
        }
    }

    fn check_axes(&self) -> Result<(), ChartError> {
        let right = self.series.iter().find(|series| series.axis == Axis::Right);
        if self.kind != ChartKind::LevelGrowth {
            return match right {
                Some(series) => Err(ChartError::NoRightAxis { kind: self.kind, series: series.name.clone() }),
                None => Ok(()),
            };
        }
        let missing = if self.series.iter().all(|series| series.axis == Axis::Right) {
            "a series on the left axis"
        } else if right.is_none() {
            "a series on the right axis"
        } else if self.unit_right.is_none() {
            "the unit of the right axis"
        } else {
            return Ok(());
        };
        Err(ChartError::OneSided { missing })
    }

    /// Returns the series of one side, each with its place in the list, which gives its colour.
    pub(super) fn on(&self, axis: Axis) -> Vec<(usize, &Series)> {
        self.series.iter().enumerate().filter(|(_, series)| series.axis == axis).collect()
    }

    /// Returns how many series stand before one on its axis.
    pub(super) fn order(&self, series: usize) -> usize {
        let axis = self.series[series].axis;
        self.series[..series].iter().filter(|other| other.axis == axis).count()
    }

    /// Says whether the picture is meant for a phone.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < 480
    }
}

fn check_id(id: &str) -> Result<(), ChartError> {
    let mut chars = id.chars();
    let sound =
        chars.next().is_some_and(char::is_alphabetic) && chars.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if sound { Ok(()) } else { Err(ChartError::BadId { found: id.to_owned() }) }
}

fn check_size(side: &'static str, found: u32, least: u32, most: u32) -> Result<(), ChartError> {
    if (least..=most).contains(&found) { Ok(()) } else { Err(ChartError::BadSize { side, found, least, most }) }
}
