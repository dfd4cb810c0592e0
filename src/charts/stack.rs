//! Values piled on each other: positive ones upwards from zero, negative ones downwards; shared by the stacked kinds. Must
//! not know axes or legends.

use super::axis::{self, Band};
use super::canvas::{Asks, Below, Canvas};
use super::error::ChartError;
use super::geometry::{Rect, count};
use super::labels::{self, without_unit};
use super::legend::{self, Form};
use super::palette;
use super::scale::Scale;
use super::sheet::{Anchor, Drawn, Setting, Shape};
use super::spec::{Axis, ChartSpec, Mark};
use super::text;

const HEIGHT: u32 = 290;
const WIDEST: f64 = 56.0;

/// One value in its pile, in the coordinates of the value axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) series: usize,
    pub(super) category: usize,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Returns the segments, series by series. Where one value of several is missing, what lies above it would stand at the wrong
/// height: areas leave such a category out, see [`is_whole`].
pub(super) fn pile(spec: &ChartSpec) -> Vec<Segment> {
    let areas = spec.kind.is_area();
    let mut tops = vec![(0.0_f64, 0.0_f64); spec.categories.len()];
    let mut segments = Vec::new();
    for (series, row) in spec.series.iter().enumerate() {
        for (category, point) in row.points.iter().enumerate() {
            let Some(value) = point.value.filter(|_| !areas || is_whole(spec, category)) else { continue };
            let (down, up) = &mut tops[category];
            let top = if value < 0.0 { down } else { up };
            segments.push(Segment { series, category, from: *top, to: *top + value });
            *top += value;
        }
    }
    segments
}

/// Says whether no series lacks its value at a category.
pub(super) fn is_whole(spec: &ChartSpec, category: usize) -> bool {
    spec.series.iter().all(|series| series.points[category].value.is_some())
}

/// Returns the ends of all segments.
pub(super) fn ends(segments: &[Segment]) -> impl Iterator<Item = f64> {
    segments.iter().map(|segment| segment.to)
}

/// Draws a chart of piled columns on a scale.
pub(super) fn draw(spec: &ChartSpec, scale: Scale, segments: &[Segment]) -> Result<String, ChartError> {
    let mut keys = legend::series_keys(spec, |_| Form::Area);
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
    columns(&mut canvas, &band, segments)?;
    missing(&mut canvas, &band, segments);
    axis::zero(&canvas, &band, Axis::Left)?;
    axis::floor(&canvas)?;
    axis::breaks(&mut canvas)?;
    canvas.finish()
}

fn columns(canvas: &mut Canvas<'_>, band: &Band, segments: &[Segment]) -> Drawn {
    let half = (0.68_f64).min(WIDEST / canvas.slot()) / 2.0;
    for segment in segments {
        let point = &canvas.spec.series[segment.series].points[segment.category];
        let middle = count(segment.category) + 0.5;
        let corners = [(middle - half, segment.from), (middle + half, segment.to)];
        let look = palette::area(&canvas.spec.id, segment.series, point.mark);
        band.panel.draw(&corners, &Shape::Box, &look)?;
        let zone = Rect::between(band.panel.at(corners[0].0, corners[0].1), band.panel.at(corners[1].0, corners[1].1));
        if point.mark == Mark::Normal {
            separate(canvas, zone)?;
        }
        canvas.spot(segment.series, segment.category, zone);
    }
    let whole = canvas.spec.series.iter().flat_map(|series| &series.points);
    let widest = text::widest(whole.map(|point| point.label.as_str()), labels::SIZE);
    let unit = if widest + 4.0 <= canvas.slot() * half * 2.0 { "" } else { canvas.spec.unit_left.as_str() };
    for segment in segments {
        let middle = count(segment.category) + 0.5;
        let zone = Rect::between(band.panel.at(middle - half, segment.from), band.panel.at(middle + half, segment.to));
        label(canvas, *segment, zone, unit)?;
    }
    Ok(())
}

/// Draws a line in the colour of the paper along the upper edge, so that neighbours stay apart in grey print.
fn separate(canvas: &Canvas<'_>, zone: Rect) -> Drawn {
    let paint = palette::gap();
    canvas.sheet.draw(&[(zone.x0, zone.y0), (zone.x1, zone.y0)], &Shape::Path, &paint)
}

/// Writes the token, without that unit, into its segment, if it fits.
fn label(canvas: &Canvas<'_>, segment: Segment, zone: Rect, unit: &str) -> Drawn {
    let point = &canvas.spec.series[segment.series].points[segment.category];
    let token = without_unit(&point.label, unit);
    if text::width(&token, labels::SIZE) + 4.0 > zone.width() || zone.height() < labels::SIZE + 4.0 {
        return Ok(());
    }
    let (x, y) = zone.centre();
    let letters = palette::letters_on(segment.series, point.mark);
    canvas.write((x, y + labels::SIZE * 0.36), &token, Setting::new(labels::SIZE, Anchor::Middle), &letters)
}

/// Makes points of the values that have no segment.
pub(super) fn missing(canvas: &mut Canvas<'_>, band: &Band, segments: &[Segment]) {
    let spec = canvas.spec;
    let width = canvas.slot() * 0.68 / count(spec.series.len());
    for series in 0..spec.series.len() {
        for category in 0..spec.categories.len() {
            if segments.iter().any(|segment| (segment.series, segment.category) == (series, category)) {
                continue;
            }
            let (x, y) = band.panel.at(count(category) + 0.5, 0.0);
            let x0 = x + width * (count(series) - count(spec.series.len()) / 2.0);
            canvas.spot(series, category, Rect { x0, y0: y - 12.0, x1: x0 + width, y1: y });
        }
    }
}
