//! A filled line from zero; several series are stacked, so that the upper edge is their sum.

use super::axis::{self, Band};
use super::canvas::{Asks, Below, Canvas};
use super::error::ChartError;
use super::geometry::{At, Rect, count};
use super::labels::Wish;
use super::legend::{self, Form};
use super::palette;
use super::scale::{Ruler, Scale};
use super::sheet::{Drawn, Shape};
use super::spec::{Axis, ChartSpec, Mark};
use super::stack::{self, Segment};
use super::traces;

const HEIGHT: u32 = 280;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let stacked = spec.series.len() > 1;
    let segments = stack::pile(spec);
    let ruler = Ruler { language: spec.language, unit: &spec.unit_left, ticks: 5 };
    let scale = Scale::from_zero(stack::ends(&segments), ruler);
    let mut keys = if stacked { legend::series_keys(spec, |_| Form::Area) } else { Vec::new() };
    let form = |_| if stacked { Form::Area } else { Form::Line };
    keys.extend(legend::unusual_keys(spec, form, |series, _| series));
    let asks = Asks {
        keys,
        sides: (axis::tick_room(&scale), 8.0),
        height: f64::from(spec.height.unwrap_or(HEIGHT)),
        head: true,
        below: Below::Categories,
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let band = axis::band(&canvas, canvas.plot, scale);
    axis::draw(&mut canvas, &band, Axis::Left)?;
    fill(&canvas, &band, &segments)?;
    axis::zero(&canvas, &band, Axis::Left)?;
    axis::floor(&canvas)?;
    axis::breaks(&mut canvas)?;
    if stacked {
        edges(&mut canvas, &band, &segments)?;
    } else {
        let mut labels = traces::draw(&mut canvas, &band, &spec.on(Axis::Left))?;
        labels.iter_mut().flatten().for_each(keep_outside);
        canvas.label(&labels)?;
    }
    canvas.finish()
}

/// Leaves only the spots on the side of the first, which is away from zero.
fn keep_outside(wish: &mut Wish) {
    let first = wish.spots.first().map_or(0.0, |spot| spot.at.1);
    wish.spots.retain(|spot| (spot.at.1 - first).abs() < 6.0);
}

/// Fills between the lower and the upper edge of each series, run by run.
fn fill(canvas: &Canvas<'_>, band: &Band, segments: &[Segment]) -> Drawn {
    let opacity = if canvas.spec.series.len() > 1 { "" } else { "0.3" };
    for series in 0..canvas.spec.series.len() {
        for run in runs(canvas.spec, segments, series) {
            let x = |segment: &&Segment| count(segment.category) + 0.5;
            let mut edge: Vec<At> = run.iter().map(|segment| (x(segment), segment.to)).collect();
            edge.extend(run.iter().rev().map(|segment| (x(segment), segment.from)));
            let paint = palette::area(&canvas.spec.id, series, Mark::Normal).with("fill-opacity", opacity);
            band.panel.draw(&edge, &Shape::Polygon, &paint)?;
        }
    }
    Ok(())
}

/// Returns the segments of a series in runs without a gap or a break.
fn runs<'a>(spec: &ChartSpec, segments: &'a [Segment], series: usize) -> Vec<Vec<&'a Segment>> {
    let mut runs: Vec<Vec<&Segment>> = Vec::new();
    for segment in segments.iter().filter(|segment| segment.series == series) {
        let broken = spec.series.iter().any(|series| series.points[segment.category].break_before);
        match runs.last_mut() {
            Some(run) if !broken && run.last().is_some_and(|last| last.category + 1 == segment.category) => {
                run.push(segment);
            }
            _ => runs.push(vec![segment]),
        }
    }
    runs
}

/// Draws the upper edges of stacked series, with a marker at values that are not normal or stand alone, and makes points.
fn edges(canvas: &mut Canvas<'_>, band: &Band, segments: &[Segment]) -> Drawn {
    let spec = canvas.spec;
    for series in 0..spec.series.len() {
        for run in runs(spec, segments, series) {
            let edge: Vec<At> = run.iter().map(|segment| (count(segment.category) + 0.5, segment.to)).collect();
            band.panel.draw(&edge, &Shape::Path, &palette::edge(series))?;
            for segment in &run {
                let point = &spec.series[series].points[segment.category];
                if point.mark != Mark::Normal || run.len() == 1 {
                    let (form, ink) = palette::dot((series, 0), point.mark);
                    band.panel.draw(&[(count(segment.category) + 0.5, segment.to)], &Shape::Dot(form, 3.2), &ink)?;
                }
            }
        }
    }
    let half = (canvas.slot() / 2.0).min(9.0);
    for segment in segments {
        let x = count(segment.category) + 0.5;
        let (a, b) = (band.panel.at(x, segment.from), band.panel.at(x, segment.to));
        let zone = Rect { x0: a.0 - half, y0: b.1, x1: a.0 + half, y1: a.1.max(b.1 + 3.0) };
        canvas.spot(segment.series, segment.category, zone);
    }
    stack::missing(canvas, band, segments);
    Ok(())
}
