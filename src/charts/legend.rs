//! The legend: one key a series, then what hatches, dashed rules and gaps mean, in rows above the plot. Must not know scales.

use super::geometry::{At, count};
use super::palette::{self, Paint};
use super::sheet::{Anchor, Drawn, Setting, Shape, Sheet};
use super::spec::{Axis, ChartSpec, Mark, Point, Series};
use super::{text, words};

const SIZE: f64 = 12.0;
const SWATCH: f64 = 22.0;
const GAP: f64 = 16.0;
/// The height of a row in pixels.
pub(super) const ROW: f64 = 19.0;

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Area,
    Line,
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    swatch: Swatch,
    text: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Swatch {
    Series((usize, usize), Form, Mark),
    Break,
    Gap,
}

/// Returns the keys of all series, each drawn in its form.
pub(super) fn series_keys(spec: &ChartSpec, form: impl Fn(usize) -> Form) -> Vec<Key> {
    let key = |(n, series): (usize, &Series)| Key {
        swatch: Swatch::Series((n, spec.order(n)), form(n), Mark::Normal),
        text: match series.axis {
            Axis::Left => series.name.clone(),
            Axis::Right => words::on_right(spec.language, &series.name),
        },
    };
    spec.series.iter().enumerate().map(key).collect()
}

/// Returns the keys of what is unusual in the chart: standing, breaks, gaps. `colour` gives a point's place in the palette.
pub(super) fn unusual_keys(
    spec: &ChartSpec,
    form: impl Fn(usize) -> Form,
    colour: impl Fn(usize, usize) -> usize,
) -> Vec<Key> {
    let mut keys = Vec::new();
    for mark in [Mark::Provisional, Mark::Estimated, Mark::Unvalidated] {
        let first = points(spec).find(|(_, _, point)| point.mark == mark && point.value.is_some());
        if let Some((series, category, _)) = first {
            let colour = (colour(series, category), spec.order(series));
            let swatch = Swatch::Series(colour, form(series), mark);
            keys.push(Key { swatch, text: words::mark(spec.language, mark).to_owned() });
        }
    }
    if points(spec).any(|(_, category, point)| point.break_before && category > 0) {
        keys.push(Key { swatch: Swatch::Break, text: words::broken(spec.language).to_owned() });
    }
    if points(spec).any(|(_, _, point)| point.value.is_none() && point.label.is_empty()) {
        keys.push(Key { swatch: Swatch::Gap, text: words::gap(spec.language).to_owned() });
    }
    keys
}

impl Key {
    /// Says whether the key explains gaps, which kinds that write a word in the gap leave out.
    pub(super) fn is_gap(&self) -> bool {
        self.swatch == Swatch::Gap
    }
}

fn points(spec: &ChartSpec) -> impl Iterator<Item = (usize, usize, &Point)> {
    let series = spec.series.iter().enumerate();
    series.flat_map(|(n, series)| series.points.iter().enumerate().map(move |(category, point)| (n, category, point)))
}

/// Returns the keys in rows that fit the width; a key wider than that is cut.
pub(super) fn rows(keys: Vec<Key>, room: f64) -> Vec<Vec<Key>> {
    let mut rows: Vec<Vec<Key>> = Vec::new();
    let mut used = 0.0;
    for mut key in keys {
        key.text = text::cut(&key.text, SIZE, room - swatch_width(&key));
        let width = width(&key);
        match rows.last_mut() {
            Some(row) if used + GAP + width <= room => {
                used += GAP + width;
                row.push(key);
            }
            _ => {
                used = width;
                rows.push(vec![key]);
            }
        }
    }
    rows
}

fn swatch_width(key: &Key) -> f64 {
    match key.swatch {
        Swatch::Series(_, Form::Area, _) => 18.0,
        Swatch::Series(..) => SWATCH + 6.0,
        Swatch::Break => 10.0,
        Swatch::Gap => 0.0,
    }
}

fn width(key: &Key) -> f64 {
    swatch_width(key) + text::width(&key.text, SIZE)
}

/// Draws the rows, each centred on `middle`, from `top` down.
pub(super) fn draw(sheet: &Sheet, rows: &[Vec<Key>], (middle, top): At) -> Drawn {
    for (n, row) in rows.iter().enumerate() {
        let length = row.iter().map(width).sum::<f64>() + GAP * count(row.len().saturating_sub(1));
        let mut x = middle - length / 2.0;
        let y = top + ROW * count(n) + ROW / 2.0;
        for key in row {
            draw_swatch(sheet, &key.swatch, (x, y))?;
            let setting = Setting::new(SIZE, Anchor::Start);
            let at = (x + swatch_width(key), y + SIZE * 0.36);
            sheet.draw(&[at], &Shape::Text(key.text.clone(), setting), &palette::plain())?;
            x += width(key) + GAP;
        }
    }
    Ok(())
}

fn draw_swatch(sheet: &Sheet, swatch: &Swatch, (x, y): At) -> Drawn {
    match swatch {
        Swatch::Series(n, Form::Area, mark) => {
            sheet.draw(&[(x, y - 5.5), (x + 13.0, y + 5.5)], &Shape::Box, &palette::area(&sheet.id, n.0, *mark))
        }
        Swatch::Series(n, Form::Line, mark) => {
            sheet.draw(&[(x, y), (x + SWATCH, y)], &Shape::Path, &palette::line(*n, *mark))?;
            let (form, paint) = palette::dot(*n, *mark);
            sheet.draw(&[(x + SWATCH / 2.0, y)], &Shape::Dot(form, 3.2), &paint)
        }
        Swatch::Break => sheet.draw(&[(x + 3.0, y - 7.0), (x + 3.0, y + 7.0)], &Shape::Path, &break_rule()),
        Swatch::Gap => Ok(()),
    }
}

/// Returns the paint of the rule where comparability breaks.
pub(super) fn break_rule() -> Paint {
    palette::rule("0.75", "4 3").with("stroke-width", "1.2")
}
