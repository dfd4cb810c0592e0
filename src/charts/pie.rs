//! Slices of a circle, or of a ring: one series, a slice a category, clockwise from the top, each named beside the circle.

use std::f64::consts::TAU;

use super::canvas::{Asks, Below, Canvas};
use super::error::ChartError;
use super::geometry::{self, At, Rect, count, steps};
use super::kind::ChartKind;
use super::legend::{self, Form};
use super::palette::{self, COLOURS};
use super::sheet::{Anchor, Drawn, Setting, Shape};
use super::spec::ChartSpec;
use super::{text, words};

const SIZE: f64 = 12.0;
const LINE: f64 = 15.0;
const LARGEST: f64 = 125.0;
/// Between circle and names, in pixels.
const LEADER: f64 = 16.0;

/// A slice and its name.
struct Slice {
    category: usize,
    /// From and to, in turns.
    turn: (f64, f64),
    lines: Vec<String>,
}

/// The circle in pixels; `hole` is 0 for a pie.
#[derive(Clone, Copy)]
struct Circle {
    centre: At,
    radius: f64,
    hole: f64,
}

impl Slice {
    fn middle(&self) -> f64 {
        f64::midpoint(self.turn.0, self.turn.1)
    }

    fn is_right(&self) -> bool {
        self.middle() < 0.5
    }

    fn height(&self) -> f64 {
        LINE * count(self.lines.len()) + 2.0
    }
}

impl Circle {
    /// Returns the point at a turn from the top, clockwise, and a distance from the centre.
    fn at(&self, turn: f64, distance: f64) -> At {
        let angle = turn * TAU;
        (self.centre.0 + distance * libm::sin(angle), self.centre.1 - distance * libm::cos(angle))
    }

    fn outline(&self, (from, to): (f64, f64)) -> Vec<At> {
        let parts = steps(to - from, 0.008);
        let arc = |distance: f64| (0..=parts).map(move |n| (from + (to - from) * count(n) / count(parts), distance));
        let mut edge: Vec<At> = arc(self.radius).map(|(turn, distance)| self.at(turn, distance)).collect();
        if self.hole > 0.0 {
            edge.extend(arc(self.hole).rev().map(|(turn, distance)| self.at(turn, distance)));
        } else {
            edge.push(self.centre);
        }
        edge
    }
}

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let spec = &told_of_missing(spec);
    let width = f64::from(spec.width) - 24.0;
    let room = ((width - 2.0 * LARGEST) / 2.0 - LEADER).clamp(width * 0.27, 190.0);
    let radius = (width / 2.0 - room - LEADER).min(LARGEST);
    let slices = slices(spec, room);
    let mut keys = legend::unusual_keys(spec, |_| Form::Area, |_, category| colour(category, spec.categories.len()));
    keys.retain(|key| !key.is_gap());
    let side = |right: bool| slices.iter().filter(|slice| slice.is_right() == right).map(Slice::height).sum::<f64>();
    let least = (2.0 * radius + 28.0).max(side(true)).max(side(false));
    let asks = Asks {
        keys,
        sides: (0.0, 0.0),
        height: least.max(spec.height.map_or(0.0, f64::from)),
        head: !spec.unit_left.is_empty(),
        below: Below::Room(4.0),
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let hole = if spec.kind == ChartKind::Doughnut { radius * 0.56 } else { 0.0 };
    let at = (10.0, canvas.plot.y0 - 5.0);
    let unit = words::unit(spec.language, &spec.unit_left);
    canvas.write(at, &unit, Setting::new(11.5, Anchor::Start), &palette::plain())?;
    let circle = Circle { centre: canvas.plot.centre(), radius, hole };
    for slice in &slices {
        draw_slice(&mut canvas, circle, slice)?;
    }
    if slices.iter().filter(|slice| slice.turn.0 < slice.turn.1).count() > 1 {
        separate(&canvas, circle, &slices)?;
    }
    name(&canvas, circle, &slices, true)?;
    name(&canvas, circle, &slices, false)?;
    canvas.finish()
}

/// Returns the spec with a note that names the categories without a value, which have no slice.
fn told_of_missing(spec: &ChartSpec) -> ChartSpec {
    let points = spec.series[0].points.iter().zip(&spec.categories);
    let missing: Vec<&str> = points.filter(|(point, _)| point.value.is_none()).map(|(_, name)| name.as_str()).collect();
    let mut told = spec.clone();
    if !missing.is_empty() {
        told.notes.push(words::missing_are(spec.language, &missing));
    }
    told
}

fn slices(spec: &ChartSpec, room: f64) -> Vec<Slice> {
    let points = &spec.series[0].points;
    let whole: f64 = points.iter().filter_map(|point| point.value).sum();
    let mut turn = 0.0;
    let mut slices = Vec::new();
    for (category, point) in points.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let to = turn + value / whole;
        let (name, token) = (&spec.categories[category], &point.label);
        let joined = format!("{name} {token}");
        let lines = if text::width(&joined, SIZE) <= room {
            vec![joined.trim_end().to_owned()]
        } else {
            let mut lines = text::wrap_to(name, SIZE, room, 2);
            lines.extend((!token.is_empty()).then(|| text::cut(token, SIZE, room)));
            lines
        };
        slices.push(Slice { category, turn: (turn, to), lines });
        turn = to;
    }
    slices
}

/// Returns the place in the palette, so that the last slice does not look like the first beside it.
fn colour(category: usize, of: usize) -> usize {
    if category + 1 == of && category > 0 && category.is_multiple_of(COLOURS) { 3 } else { category % COLOURS }
}

fn draw_slice(canvas: &mut Canvas<'_>, circle: Circle, slice: &Slice) -> Drawn {
    let spec = canvas.spec;
    let outline = circle.outline(slice.turn);
    let colour = colour(slice.category, spec.categories.len());
    let paint = palette::area(&spec.id, colour, spec.series[0].points[slice.category].mark);
    canvas.sheet.draw(&outline, &Shape::Polygon, &paint)?;
    let over = Rect::around(circle.at(slice.middle(), f64::midpoint(circle.radius, circle.hole)), 6.0);
    canvas.spot_within((0, slice.category), over, outline);
    Ok(())
}

fn separate(canvas: &Canvas<'_>, circle: Circle, slices: &[Slice]) -> Drawn {
    for slice in slices {
        let ends = [circle.at(slice.turn.0, circle.hole), circle.at(slice.turn.0, circle.radius)];
        canvas.sheet.draw(&ends, &Shape::Path, &palette::gap())?;
    }
    Ok(())
}

/// Names the slices of one side, from top to bottom, with a line from each to its name.
fn name(canvas: &Canvas<'_>, circle: Circle, slices: &[Slice], right: bool) -> Drawn {
    let mut side: Vec<&Slice> = slices.iter().filter(|slice| slice.is_right() == right).collect();
    if !right {
        side.reverse();
    }
    let top = |slice: &&Slice| circle.at(slice.middle(), circle.radius + 8.0).1 - slice.height() / 2.0;
    let mut blocks: Vec<At> = side.iter().map(|slice| (top(slice), slice.height())).collect();
    geometry::spread(&mut blocks, (canvas.plot.y0, canvas.plot.y1));
    let (sign, anchor) = if right { (1.0, Anchor::Start) } else { (-1.0, Anchor::End) };
    let x = circle.centre.0 + sign * (circle.radius + LEADER);
    for (slice, (top, height)) in side.iter().zip(blocks) {
        let y = top + height / 2.0;
        let bend = (circle.centre.0 + sign * (circle.radius + LEADER - 7.0), y);
        let leader = [circle.at(slice.middle(), circle.radius), bend, (x - sign * 2.0, y)];
        canvas.sheet.draw(&leader, &Shape::Path, &palette::rule("0.5", ""))?;
        for (n, line) in slice.lines.iter().enumerate() {
            let at = (x + sign * 2.0, top + LINE * count(n) + 12.0);
            canvas.write(at, line, Setting::new(SIZE, anchor), &palette::plain())?;
        }
    }
    Ok(())
}
