//! Horizontal bars of one series, largest first; what is missing comes last and says so.

use super::canvas::{Asks, Below, Canvas};
use super::error::ChartError;
use super::geometry::{At, Rect, count, steps};
use super::labels::{self, without_unit};
use super::legend::{self, Form};
use super::scale::{Ruler, Scale};
use super::sheet::{Anchor, Drawn, Panel, Setting, Shape};
use super::spec::{ChartSpec, Point};
use super::{palette, text, words};

const SIZE: f64 = 12.0;
const LINE: f64 = 14.5;
/// The share of the width that names may take, and the most that they take, in pixels.
const NAMES: (f64, f64) = (0.36, 190.0);

/// A chart with its rows in order.
struct Ranking {
    spec: ChartSpec,
    names: Vec<Vec<String>>,
    scale: Scale,
    /// Room for the labels left and right of the bars, in pixels.
    sides: At,
}

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let ranking = rank(spec);
    let spec = &ranking.spec;
    let mut keys = legend::unusual_keys(spec, |_| Form::Area, |series, _| series);
    keys.retain(|key| !key.is_gap());
    let names = ranking.names.iter().flatten().map(String::as_str);
    let asks = Asks {
        keys,
        sides: (text::widest(names, SIZE) + 10.0, 4.0),
        height: height(&ranking),
        head: !spec.unit_left.is_empty(),
        below: Below::Room(20.0),
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let place = Rect { x0: canvas.plot.x0 + ranking.sides.0, x1: canvas.plot.x1 - ranking.sides.1, ..canvas.plot };
    let panel = canvas.sheet.panel(place, ranking.scale.low..ranking.scale.high, 0.0..count(spec.categories.len()));
    axis(&canvas, &panel, &ranking)?;
    for row in 0..spec.categories.len() {
        bar(&mut canvas, &panel, &ranking, row)?;
    }
    canvas.finish()
}

fn rank(spec: &ChartSpec) -> Ranking {
    let mut order: Vec<usize> = (0..spec.categories.len()).collect();
    let value = |n: usize| spec.series[0].points[n].value.unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|a, b| value(*b).total_cmp(&value(*a)));
    let mut sorted = spec.clone();
    sorted.categories = order.iter().map(|n| spec.categories[*n].clone()).collect();
    sorted.series[0].points = order.iter().map(|n| spec.series[0].points[*n].clone()).collect();
    let room = (f64::from(spec.width) * NAMES.0).min(NAMES.1);
    let names = sorted.categories.iter().map(|name| text::wrap_to(name, SIZE, room, 2)).collect();
    let points = &sorted.series[0].points;
    let ruler = Ruler { language: spec.language, unit: &spec.unit_left, ticks: steps(f64::from(spec.width), 130.0) };
    let scale = Scale::from_zero(points.iter().filter_map(|point| point.value), ruler);
    let widest = |below: bool| {
        let side = points.iter().filter(|point| point.value.is_some_and(|value| value < 0.0) == below);
        text::widest(side.map(|point| token(spec, point)).collect::<Vec<_>>().iter().map(String::as_str), labels::SIZE)
    };
    let sides = (widest(true) + 8.0, widest(false) + 8.0);
    Ranking { spec: sorted, names, scale, sides }
}

fn height(ranking: &Ranking) -> f64 {
    let rows = count(ranking.names.len());
    let lines = ranking.names.iter().map(Vec::len).max().unwrap_or(1);
    let least = LINE * count(lines) + 4.0;
    let usual = if rows > 15.0 { 20.0 } else { 26.0 };
    let asked = ranking.spec.height.map_or(0.0, f64::from);
    (rows * least.max(usual)).max(asked)
}

fn token(spec: &ChartSpec, point: &Point) -> String {
    match point.value {
        None if point.label.is_empty() => words::missing(spec.language).to_owned(),
        _ => without_unit(&point.label, &spec.unit_left),
    }
}

fn axis(canvas: &Canvas<'_>, panel: &Panel, ranking: &Ranking) -> Drawn {
    let rows = count(ranking.names.len());
    let ticks = &ranking.scale.ticks;
    let zero = ticks.iter().position(|(value, _)| *value == 0.0).unwrap_or(0);
    let widest = text::widest(ticks.iter().map(|(_, label)| label.as_str()), labels::SIZE);
    let every = steps(widest + 10.0, panel.place.width() / count(ticks.len().max(2) - 1));
    for (n, (value, label)) in ticks.iter().enumerate() {
        let strength = if n == zero { "0.8" } else { "0.14" };
        panel.draw(&[(*value, 0.0), (*value, rows)], &Shape::Path, &palette::rule(strength, ""))?;
        let (x, y) = panel.at(*value, 0.0);
        if n.abs_diff(zero).is_multiple_of(every) && x + text::width(label, labels::SIZE) / 2.0 <= canvas.sheet.size.0 {
            canvas.write((x, y + 15.0), label, Setting::new(labels::SIZE, Anchor::Middle), &palette::plain())?;
        }
    }
    let unit = words::unit(ranking.spec.language, &ranking.scale.unit);
    let at = (canvas.sheet.size.0 - 12.0, canvas.plot.y0 - 5.0);
    canvas.write(at, &unit, Setting::new(labels::SIZE, Anchor::End), &palette::plain())
}

fn bar(canvas: &mut Canvas<'_>, panel: &Panel, ranking: &Ranking, row: usize) -> Drawn {
    let point = &ranking.spec.series[0].points[row];
    let middle = count(ranking.names.len()) - count(row) - 0.5;
    let value = point.value.unwrap_or(0.0);
    if point.value.is_some() {
        let look = palette::area(&ranking.spec.id, 0, point.mark);
        panel.draw(&[(0.0, middle - 0.34), (value, middle + 0.34)], &Shape::Box, &look)?;
    }
    let zone = Rect::between(panel.at(0.0, middle - 0.34), panel.at(value, middle + 0.34));
    let (x, anchor) = if value < 0.0 { (zone.x0 - 5.0, Anchor::End) } else { (zone.x1 + 5.0, Anchor::Start) };
    let y = zone.centre().1;
    let at = (x, y + labels::SIZE * 0.36);
    canvas.write(at, &token(&ranking.spec, point), Setting::new(labels::SIZE, anchor), &palette::plain_haloed())?;
    let lines = &ranking.names[row];
    for (n, line) in lines.iter().enumerate() {
        let y = y + LINE * (count(n) - (count(lines.len()) - 1.0) / 2.0) + SIZE * 0.36;
        canvas.write((canvas.plot.x0 - 8.0, y), line, Setting::new(SIZE, Anchor::End), &palette::plain())?;
    }
    canvas.spot(0, row, Rect { x1: zone.x1.max(zone.x0 + 8.0), ..zone });
    Ok(())
}
