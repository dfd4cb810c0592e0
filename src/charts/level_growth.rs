//! Level with growth, the commonest chart of yearbooks: columns for the level, a line for its growth on a second axis. The
//! two are drawn in bands of one frame, the line above the columns, so that neither hides the other and all labels have room.

use super::axis::{self, Band};
use super::canvas::{Asks, Below, Canvas};
use super::columns;
use super::error::ChartError;
use super::geometry::Rect;
use super::legend::{self, Form};
use super::scale::{Ruler, Scale};
use super::spec::{Axis, ChartSpec};
use super::traces;

const HEIGHT: u32 = 320;
/// The share of the plot's height that the columns have.
const COLUMNS: f64 = 0.6;
/// Between the bands, in pixels.
const BETWEEN: f64 = 14.0;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let (levels, growths) = (spec.on(Axis::Left), spec.on(Axis::Right));
    let ruler = |unit, ticks| Ruler { language: spec.language, unit, ticks };
    let level = Scale::from_zero(columns::values(&levels), ruler(&spec.unit_left, 4));
    let growth = Scale::around(columns::values(&growths), ruler(spec.unit_right.as_deref().unwrap_or_default(), 4));
    let form = |n: usize| if spec.series[n].axis == Axis::Left { Form::Area } else { Form::Line };
    let mut keys = legend::series_keys(spec, form);
    keys.extend(legend::unusual_keys(spec, form, |series, _| series));
    let asks = Asks {
        keys,
        sides: (axis::tick_room(&level), axis::tick_room(&growth)),
        height: f64::from(spec.height.unwrap_or(HEIGHT)),
        head: true,
        below: Below::Categories,
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let (upper, lower) = bands(&canvas, growth, level);
    axis::draw(&mut canvas, &lower, Axis::Left)?;
    axis::draw(&mut canvas, &upper, Axis::Right)?;
    axis::floor(&canvas)?;
    axis::breaks(&mut canvas)?;
    let column_labels = columns::draw(&mut canvas, &lower, &levels)?;
    axis::zero(&canvas, &lower, Axis::Left)?;
    axis::zero(&canvas, &upper, Axis::Right)?;
    let line_labels = traces::draw(&mut canvas, &upper, &growths)?;
    canvas.label(&[column_labels])?;
    canvas.label(&line_labels)?;
    canvas.finish()
}

fn bands(canvas: &Canvas<'_>, growth: Scale, level: Scale) -> (Band, Band) {
    let plot = canvas.plot;
    let split = plot.y1 - plot.height() * COLUMNS;
    let upper = axis::band(canvas, Rect { y1: split - BETWEEN, ..plot }, growth);
    let lower = axis::band(canvas, Rect { y0: split, ..plot }, level);
    (upper, lower)
}
