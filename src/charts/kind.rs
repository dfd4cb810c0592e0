//! The table of kinds: a kind is one file, one row here and one test.

use super::error::ChartError;
use super::spec::ChartSpec;
use super::{area, bar, grouped, level_growth, line, palette, pie, ranked, stacked, stacked_100};

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// Columns for a level and a line for its growth on a second axis.
    LevelGrowth,
    /// One line a series, over time.
    Line,
    /// A filled line; several series are stacked.
    Area,
    /// Columns of one series.
    Bar,
    /// Horizontal bars of one series, largest first.
    Ranked,
    /// Columns of several series side by side.
    Grouped,
    /// Columns of several series on top of each other.
    Stacked,
    /// Columns of equal height, divided into shares.
    Stacked100,
    /// Slices of a circle: one series, a slice a category.
    Pie,
    /// Slices of a ring.
    Doughnut,
}

/// What the program knows of a kind.
struct Row {
    kind: ChartKind,
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    most_series: usize,
    draw: fn(&ChartSpec) -> Result<String, ChartError>,
}

const MANY: usize = palette::COLOURS;

/// In the order of [`ChartKind`].
static KINDS: [Row; 10] = [
    row(ChartKind::LevelGrowth, "level-growth", ["柱线图", "Columns and line"], MANY, level_growth::draw),
    row(ChartKind::Line, "line", ["折线图", "Line chart"], MANY, line::draw),
    row(ChartKind::Area, "area", ["面积图", "Area chart"], MANY, area::draw),
    row(ChartKind::Bar, "bar", ["柱形图", "Column chart"], 1, bar::draw),
    row(ChartKind::Ranked, "ranked", ["排序条形图", "Ranked bar chart"], 1, ranked::draw),
    row(ChartKind::Grouped, "grouped", ["分组柱形图", "Grouped column chart"], MANY, grouped::draw),
    row(ChartKind::Stacked, "stacked", ["堆积柱形图", "Stacked column chart"], MANY, stacked::draw),
    row(
        ChartKind::Stacked100,
        "stacked-100",
        ["百分比堆积柱形图", "100 % stacked column chart"],
        MANY,
        stacked_100::draw,
    ),
    row(ChartKind::Pie, "pie", ["饼图", "Pie chart"], 1, pie::draw),
    row(ChartKind::Doughnut, "doughnut", ["环形图", "Doughnut chart"], 1, pie::draw),
];

const fn row(
    kind: ChartKind,
    name: &'static str,
    title: [&'static str; 2],
    most_series: usize,
    draw: fn(&ChartSpec) -> Result<String, ChartError>,
) -> Row {
    Row { kind, name, zh: title[0], en: title[1], most_series, draw }
}

impl ChartKind {
    /// Returns the kind of that name, as templates and YAML write it: `level-growth`, `line`, `stacked-100`, ..
    ///
    /// # Errors
    /// [`ChartError::UnknownKind`], which lists the names.
    pub fn from_name(name: &str) -> Result<Self, ChartError> {
        let found = KINDS.iter().find(|row| row.name == name).map(|row| row.kind);
        found.ok_or_else(|| ChartError::UnknownKind { found: name.to_owned() })
    }

    /// Returns all names, in the order of the table.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        KINDS.iter().map(|row| row.name).collect()
    }

    /// Returns the name that [`ChartKind::from_name`] takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns what the kind is called, Chinese and English.
    pub(super) fn called(self) -> (&'static str, &'static str) {
        (self.row().zh, self.row().en)
    }

    /// Returns how many series a chart of the kind may have.
    pub(super) fn most_series(self) -> usize {
        self.row().most_series
    }

    /// Returns the function that draws the kind.
    pub(super) fn draw(self) -> fn(&ChartSpec) -> Result<String, ChartError> {
        self.row().draw
    }

    /// Says whether the values are parts of a whole, and so may not be below zero.
    pub(super) fn is_share(self) -> bool {
        matches!(self, Self::Pie | Self::Doughnut | Self::Stacked100)
    }

    /// Says whether values are joined into areas.
    pub(super) fn is_area(self) -> bool {
        self == Self::Area
    }

    /// Says whether colours go to categories, as slices, and not to series.
    pub(super) fn is_circle(self) -> bool {
        matches!(self, Self::Pie | Self::Doughnut)
    }

    fn row(self) -> &'static Row {
        KINDS.iter().find(|row| row.kind == self).expect("each kind has its row: tested")
    }
}
