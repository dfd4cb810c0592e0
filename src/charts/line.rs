//! One line a series. Few lines are named at their ends, many in the legend.

use super::axis::{self, Band};
use super::canvas::{Asks, Below, Canvas};
use super::columns;
use super::error::ChartError;
use super::geometry::{Rect, count};
use super::legend::{self, Form};
use super::scale::{Ruler, Scale};
use super::sheet::{Anchor, Drawn, Setting};
use super::spec::{Axis, ChartSpec};
use super::{palette, text, traces};

const HEIGHT: u32 = 290;
const SIZE: f64 = 12.0;
const LINE: f64 = 14.5;
/// More lines than this are named in the legend.
const FEW: usize = 4;
/// The widest name at the end of a line, in pixels.
const NAME: f64 = 124.0;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let series = spec.on(Axis::Left);
    let ruler = Ruler { language: spec.language, unit: &spec.unit_left, ticks: 5 };
    let scale = Scale::around(columns::values(&series), ruler);
    let names = if is_named_at_ends(spec) { names(spec) } else { Vec::new() };
    let mut keys =
        if names.is_empty() && series.len() > 1 { legend::series_keys(spec, |_| Form::Line) } else { Vec::new() };
    keys.extend(legend::unusual_keys(spec, |_| Form::Line, |series, _| series));
    let room = names.iter().map(|lines| text::widest(lines.iter().map(String::as_str), SIZE)).fold(0.0, f64::max);
    let asks = Asks {
        keys,
        sides: (axis::tick_room(&scale), room + 8.0),
        height: f64::from(spec.height.unwrap_or(HEIGHT)),
        head: true,
        below: Below::Categories,
    };
    let mut canvas = Canvas::begin(spec, asks)?;
    let band = axis::band(&canvas, canvas.plot, scale);
    axis::draw(&mut canvas, &band, Axis::Left)?;
    axis::zero(&canvas, &band, Axis::Left)?;
    axis::floor(&canvas)?;
    axis::breaks(&mut canvas)?;
    let mut labels = traces::draw(&mut canvas, &band, &series)?;
    name_ends(&mut canvas, &band, &names)?;
    if series.len() > FEW {
        for group in &mut labels {
            group.retain(|label| label.matters);
        }
    }
    canvas.label(&labels)?;
    canvas.finish()
}

/// Says whether there is room for the names at the ends, and a line for each to stand at.
fn is_named_at_ends(spec: &ChartSpec) -> bool {
    let ends = spec.series.iter().all(|series| series.points.iter().any(|point| point.value.is_some()));
    (2..=FEW).contains(&spec.series.len()) && !spec.is_narrow() && ends
}

fn names(spec: &ChartSpec) -> Vec<Vec<String>> {
    spec.series.iter().map(|series| text::wrap_to(&series.name, SIZE, NAME, 3)).collect()
}

/// Writes each name beside the last point of its line, moved apart where they would touch.
fn name_ends(canvas: &mut Canvas<'_>, band: &Band, names: &[Vec<String>]) -> Drawn {
    let place = band.panel.place;
    let mut blocks: Vec<(usize, f64, f64)> = Vec::new();
    for (n, lines) in names.iter().enumerate() {
        let points = &canvas.spec.series[n].points;
        let last = points.iter().rev().find_map(|point| point.value).unwrap_or(band.scale.low);
        let height = LINE * count(lines.len());
        blocks.push((n, band.panel.at(0.0, last).1 - height / 2.0, height));
    }
    blocks.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut tops: Vec<(f64, f64)> = blocks.iter().map(|(_, top, height)| (*top, *height)).collect();
    super::geometry::spread(&mut tops, (place.y0 - 16.0, canvas.plot.y1));
    for ((n, _, _), (top, height)) in blocks.iter().zip(tops) {
        let x = place.x1 + 6.0;
        for (row, line) in names[*n].iter().enumerate() {
            let at = (x, top + LINE * count(row) + 11.0);
            canvas.write(at, line, Setting::new(SIZE, Anchor::Start), &palette::letters(*n))?;
        }
        canvas.placer.keep_off(Rect { x0: x, y0: top, x1: x + NAME, y1: top + height });
    }
    Ok(())
}
