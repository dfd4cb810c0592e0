//! Columns side by side, from zero, with their labels: shared by the kinds that have them. Must not know axes or legends.

use super::axis::Band;
use super::canvas::Canvas;
use super::geometry::{Rect, count};
use super::labels::{Spot, Wish, without_unit};
use super::sheet::{Anchor, Shape};
use super::spec::{Point, Series};
use super::{ChartError, palette};

/// The widest column in pixels.
const WIDEST: f64 = 52.0;

/// Draws the columns of the series, side by side in each category, and makes them points; returns the labels that they want.
pub(super) fn draw(canvas: &mut Canvas<'_>, band: &Band, series: &[(usize, &Series)]) -> Result<Vec<Wish>, ChartError> {
    let mut wishes = Vec::new();
    for (place, (n, row)) in series.iter().enumerate() {
        let matters = if series.len() == 1 { landmarks(&row.points) } else { Vec::new() };
        for (category, point) in row.points.iter().enumerate() {
            let sides = sides(canvas.slot(), category, (place, series.len()));
            let zone = draw_one(canvas, band, (*n, point), sides)?;
            let reach = Rect::between((zone.x0, zone.y0.min(zone.y1 - 8.0)), (zone.x1, zone.y1.max(zone.y0 + 8.0)));
            canvas.spot(*n, category, reach);
            if point.value.is_some() {
                canvas.placer.keep_off(zone);
            }
            wishes.push(wish(canvas, point, zone, matters.contains(&category)));
        }
    }
    Ok(wishes)
}

/// Returns the left and right edge of a column in category coordinates.
fn sides(slot: f64, category: usize, (place, of): (usize, usize)) -> (f64, f64) {
    let group = (0.68_f64).min(WIDEST * count(of) / slot);
    let one = group / count(of);
    let gap = if of > 1 && one * slot > 5.0 { 1.0 / slot } else { 0.0 };
    let left = count(category) + 0.5 - group / 2.0 + one * count(place);
    (left, left + one - gap)
}

fn draw_one(
    canvas: &Canvas<'_>,
    band: &Band,
    (n, point): (usize, &Point),
    (left, right): (f64, f64),
) -> Result<Rect, ChartError> {
    let value = point.value.unwrap_or(0.0);
    if point.value.is_some() {
        let look = palette::area(&canvas.spec.id, n, point.mark);
        band.panel.draw(&[(left, 0.0), (right, value)], &Shape::Box, &look)?;
    }
    Ok(Rect::between(band.panel.at(left, 0.0), band.panel.at(right, value)))
}

fn wish(canvas: &Canvas<'_>, point: &Point, zone: Rect, matters: bool) -> Wish {
    let below = point.value.is_some_and(|value| value < 0.0);
    let y = if below { zone.y1 + 12.5 } else { zone.y0 - 4.5 };
    Wish {
        text: point.label.clone(),
        short: without_unit(&point.label, &canvas.spec.unit_left),
        spots: vec![Spot { at: (zone.centre().0, y), anchor: Anchor::Middle }],
        paint: palette::plain_haloed(),
        matters,
    }
}

/// Returns the places of the first, last, largest and smallest value.
pub(super) fn landmarks(points: &[Point]) -> Vec<usize> {
    let known: Vec<(usize, f64)> =
        points.iter().enumerate().filter_map(|(n, point)| point.value.map(|value| (n, value))).collect();
    let largest = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let smallest = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    [known.first(), known.last(), largest, smallest].into_iter().flatten().map(|(n, _)| *n).collect()
}

/// Returns the values of some series.
pub(super) fn values<'a>(series: &'a [(usize, &'a Series)]) -> impl Iterator<Item = f64> + 'a {
    series.iter().flat_map(|(_, row)| row.points.iter().filter_map(|point| point.value))
}
