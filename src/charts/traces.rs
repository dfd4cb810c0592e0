//! Lines through categories, with gaps, markers and labels: shared by the kinds that have them. A line never crosses a
//! missing value or a break in comparability. Must not know axes or legends.

use super::axis::Band;
use super::canvas::Canvas;
use super::columns::landmarks;
use super::geometry::{At, Rect, count};
use super::labels::{Spot, Wish, without_unit};
use super::sheet::{Anchor, Drawn, Shape};
use super::spec::{Axis, Mark, Point, Series};
use super::{ChartError, palette};

/// Draws the lines and their markers and makes them points; returns the labels that they want, a group a series.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    band: &Band,
    series: &[(usize, &Series)],
) -> Result<Vec<Vec<Wish>>, ChartError> {
    for (n, row) in series {
        let colour = (*n, canvas.spec.order(*n));
        for (points, mark) in strokes(&row.points) {
            band.panel.draw(&points, &Shape::Path, &palette::line(colour, mark))?;
            for pair in points.windows(2) {
                let (from, to) = (band.panel.at(pair[0].0, pair[0].1), band.panel.at(pair[1].0, pair[1].1));
                canvas.placer.keep_off_line(from, to);
            }
        }
    }
    let mut wishes = Vec::new();
    for (n, row) in series {
        markers(canvas, band, (*n, row))?;
        wishes.push(labels(canvas, band, (*n, row)));
    }
    Ok(wishes)
}

/// Returns the parts of a line: each is drawn in one style, and parts that touch share a point.
fn strokes(points: &[Point]) -> Vec<(Vec<At>, Mark)> {
    let mut strokes: Vec<(Vec<At>, Mark)> = Vec::new();
    let mut before: Option<At> = None;
    for (n, point) in points.iter().enumerate() {
        let here = point.value.map(|value| (count(n) + 0.5, value));
        let from = if point.break_before { None } else { before };
        if let (Some(from), Some(here)) = (from, here) {
            let style = if point.mark == Mark::Normal { Mark::Normal } else { Mark::Provisional };
            match strokes.last_mut() {
                Some((line, mark)) if *mark == style && line.last() == Some(&from) => line.push(here),
                _ => strokes.push((vec![from, here], style)),
            }
        }
        before = here;
    }
    strokes
}

fn markers(canvas: &mut Canvas<'_>, band: &Band, (n, row): (usize, &Series)) -> Drawn {
    let slot = canvas.slot();
    let half = if slot < 14.0 { 2.0 } else { 3.2 };
    for (category, point) in row.points.iter().enumerate() {
        let x = count(category) + 0.5;
        let Some(value) = point.value else {
            let foot = band.panel.at(x, band.scale.low);
            canvas.spot(n, category, Rect { x0: foot.0 - 5.0, y0: foot.1 - 10.0, x1: foot.0 + 5.0, y1: foot.1 });
            continue;
        };
        let (form, paint) = palette::dot((n, canvas.spec.order(n)), point.mark);
        band.panel.draw(&[(x, value)], &Shape::Dot(form, half), &paint)?;
        let at = band.panel.at(x, value);
        canvas.placer.keep_off(Rect::around(at, half));
        canvas.spot(n, category, Rect::around(at, (slot / 2.0).clamp(3.0, 9.0)));
    }
    Ok(())
}

fn labels(canvas: &Canvas<'_>, band: &Band, (n, row): (usize, &Series)) -> Vec<Wish> {
    let matters = landmarks(&row.points);
    let unit = match row.axis {
        Axis::Left => canvas.spec.unit_left.as_str(),
        Axis::Right => canvas.spec.unit_right.as_deref().unwrap_or_default(),
    };
    let mut wishes = Vec::new();
    for (category, point) in row.points.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let at = band.panel.at(count(category) + 0.5, value);
        wishes.push(Wish {
            text: point.label.clone(),
            short: without_unit(&point.label, unit),
            spots: around(at, value < 0.0),
            paint: palette::letters(n),
            matters: matters.contains(&category),
        });
    }
    wishes
}

/// Returns the spots around a marker, best first: over it, or under it where the value is below zero.
fn around((x, y): At, below: bool) -> Vec<Spot> {
    let spot = |dx: f64, dy: f64, anchor| Spot { at: (x + dx, y + dy), anchor };
    let over = [spot(0.0, -7.0, Anchor::Middle), spot(4.0, -6.0, Anchor::Start), spot(-4.0, -6.0, Anchor::End)];
    let under = [spot(0.0, 15.5, Anchor::Middle), spot(4.0, 14.5, Anchor::Start), spot(-4.0, 14.5, Anchor::End)];
    let (first, second) = if below { (under, over) } else { (over, under) };
    let beside = [spot(7.0, 4.0, Anchor::Start), spot(-7.0, 4.0, Anchor::End)];
    vec![first[0], second[0], first[1], first[2], second[1], second[2], beside[0], beside[1]]
}
