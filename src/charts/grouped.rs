//! Columns of several series side by side.

use super::axis;
use super::canvas::{Asks, Below, Canvas};
use super::columns;
use super::error::ChartError;
use super::legend::{self, Form};
use super::scale::{Ruler, Scale};
use super::spec::{Axis, ChartSpec};

const HEIGHT: u32 = 270;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let series = spec.on(Axis::Left);
    let ruler = Ruler { language: spec.language, unit: &spec.unit_left, ticks: 5 };
    let scale = Scale::from_zero(columns::values(&series), ruler);
    let mut keys = if series.len() > 1 { legend::series_keys(spec, |_| Form::Area) } else { Vec::new() };
    keys.extend(legend::unusual_keys(spec, |_| Form::Area, |series, _| series));
    let asks = Asks {
        keys,
        sides: (axis::tick_room(&scale), 6.0),
        height: f64::from(spec.height.unwrap_or(HEIGHT)),
        head: true,
        below: Below::Categories,
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let band = axis::band(&canvas, canvas.plot, scale);
    axis::draw(&mut canvas, &band, Axis::Left)?;
    axis::floor(&canvas)?;
    axis::breaks(&mut canvas)?;
    let labels = columns::draw(&mut canvas, &band, &series)?;
    axis::zero(&canvas, &band, Axis::Left)?;
    canvas.label(&[labels])?;
    canvas.finish()
}
