//! Axes of a panel: grid, tick labels, the head with the unit, the zero line and the rules where comparability breaks. Must
//! not know the shapes of the data.

use super::canvas::Canvas;
use super::geometry::{Rect, count};
use super::palette;
use super::scale::Scale;
use super::sheet::{Anchor, Drawn, Panel, Setting, Shape};
use super::spec::{Axis, ChartSpec};
use super::{legend, text, words};

const SIZE: f64 = 11.5;
/// Room over the highest and under the lowest value for its label, in pixels.
const LABEL_ROOM: f64 = 17.0;

/// A panel of categories and its value axis.
pub(super) struct Band {
    pub(super) panel: Panel,
    pub(super) scale: Scale,
}

/// Returns the room that the tick labels take beside the plot.
pub(super) fn tick_room(scale: &Scale) -> f64 {
    text::widest(scale.ticks.iter().map(|(_, label)| label.as_str()), SIZE) + 8.0
}

/// Returns a band in a part of the plot, with room for labels above, and below where values are negative.
pub(super) fn band(canvas: &Canvas<'_>, place: Rect, scale: Scale) -> Band {
    let below = if scale.low < 0.0 { LABEL_ROOM } else { 0.0 };
    let place = Rect { y0: place.y0 + LABEL_ROOM, y1: place.y1 - below, ..place };
    bare_band(canvas, place, scale)
}

/// Returns a band that uses its whole place.
pub(super) fn bare_band(canvas: &Canvas<'_>, place: Rect, scale: Scale) -> Band {
    let categories = count(canvas.spec.categories.len());
    let panel = canvas.sheet.panel(place, 0.0..categories, scale.low..scale.high);
    Band { panel, scale }
}

/// Draws grid, tick labels and head of a band on its side.
pub(super) fn draw(canvas: &mut Canvas<'_>, band: &Band, side: Axis) -> Drawn {
    let spec = canvas.spec;
    let categories = count(spec.categories.len());
    for (value, label) in &band.scale.ticks {
        band.panel.draw(&[(0.0, *value), (categories, *value)], &Shape::Path, &palette::rule("0.14", ""))?;
        let (x, y) = band.panel.at(if side == Axis::Left { 0.0 } else { categories }, *value);
        let (x, anchor) = beside(x, side);
        let length = text::width(label, SIZE);
        let x0 = if anchor == Anchor::End { x - length } else { x };
        canvas.placer.keep_off(Rect { x0, y0: y - 7.0, x1: x0 + length, y1: y + 7.0 });
        canvas.write((x, y + SIZE * 0.36), label, Setting::new(SIZE, anchor), &palette::plain())?;
    }
    head(canvas, band, side)
}

/// Draws the zero line, over the columns that stand on it; on the right axis it is but a hint.
pub(super) fn zero(canvas: &Canvas<'_>, band: &Band, side: Axis) -> Drawn {
    if band.scale.low > 0.0 || band.scale.high < 0.0 {
        return Ok(());
    }
    let (strength, dash) = if side == Axis::Left { ("0.8", "") } else { ("0.45", "2 2") };
    let ends = [(0.0, 0.0), (count(canvas.spec.categories.len()), 0.0)];
    band.panel.draw(&ends, &Shape::Path, &palette::rule(strength, dash))
}

fn beside(x: f64, side: Axis) -> (f64, Anchor) {
    match side {
        Axis::Left => (x - 6.0, Anchor::End),
        Axis::Right => (x + 6.0, Anchor::Start),
    }
}

/// Writes the unit over the axis, from the outer edge inwards.
fn head(canvas: &mut Canvas<'_>, band: &Band, side: Axis) -> Drawn {
    let width = canvas.sheet.size.0;
    let (x, anchor) = match side {
        Axis::Left => (10.0, Anchor::Start),
        Axis::Right => (width - 10.0, Anchor::End),
    };
    let y = band.panel.place.y0 - LABEL_ROOM - 4.0;
    let unit = text::cut(&words::unit(canvas.spec.language, &band.scale.unit), SIZE, width * 0.45);
    let length = text::width(&unit, SIZE);
    let x0 = if anchor == Anchor::End { x - length } else { x };
    canvas.placer.keep_off(Rect { x0, y0: y - 10.0, x1: x0 + length, y1: y + 3.0 });
    canvas.write((x, y), &unit, Setting::new(SIZE, anchor), &palette::plain_haloed())
}

/// Draws the line under the plot.
pub(super) fn floor(canvas: &Canvas<'_>) -> Drawn {
    let plot = canvas.plot;
    canvas.sheet.draw(&[(plot.x0, plot.y1), (plot.x1, plot.y1)], &Shape::Path, &palette::rule("0.5", ""))
}

/// Draws a dashed rule before each category that may not be compared with the one before it.
pub(super) fn breaks(canvas: &mut Canvas<'_>) -> Drawn {
    for category in broken(canvas.spec) {
        let x = canvas.plot.x0 + canvas.slot() * count(category);
        let (top, bottom) = ((x, canvas.plot.y0), (x, canvas.plot.y1));
        canvas.placer.keep_off_line(top, bottom);
        canvas.sheet.draw(&[top, bottom], &Shape::Path, &legend::break_rule())?;
    }
    Ok(())
}

fn broken(spec: &ChartSpec) -> impl Iterator<Item = usize> {
    let broken = |n: &usize| spec.series.iter().any(|series| series.points[*n].break_before);
    (1..spec.categories.len()).filter(broken)
}
