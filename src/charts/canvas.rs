//! The frame that all kinds share: title, legend, plot, category labels, notes and source from top to bottom, and the order
//! in which the layers are written. Must not know the kinds.

use std::collections::BTreeSet;

use crate::book::Language;

use super::geometry::{At, Rect, count};
use super::labels::{self, Placer, Wish};
use super::legend::{self, Key};
use super::sheet::{Anchor, Drawn, Setting, Shape, Sheet};
use super::spec::{ChartSpec, Mark};
use super::{ChartError, category, describe, palette, points, text, words};

const PAD: f64 = 12.0;
const TITLE: f64 = 16.0;
const TITLE_LINE: f64 = 23.0;
const HEAD: f64 = 18.0;
const NOTE: f64 = 11.5;
const NOTE_LINE: f64 = 16.0;
/// Slots narrower than this show only the labels that matter, in pixels.
const CROWDED: f64 = 19.0;
const FONTS: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

/// What a kind asks of its frame.
#[derive(Debug, Default)]
pub(super) struct Asks {
    pub(super) keys: Vec<Key>,
    /// Room for what stands left and right of the plot, in pixels.
    pub(super) sides: At,
    pub(super) height: f64,
    /// A line for the heads of the axes over the plot.
    pub(super) head: bool,
    pub(super) below: Below,
}

/// What stands under the plot.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) enum Below {
    /// The names of the categories.
    #[default]
    Categories,
    /// So many pixels.
    Room(f64),
}

/// A chart in the making.
pub(super) struct Canvas<'a> {
    pub(super) spec: &'a ChartSpec,
    pub(super) sheet: Sheet,
    /// Where the data go, in pixels.
    pub(super) plot: Rect,
    /// Keeps labels apart.
    pub(super) placer: Placer,
    spots: Vec<points::Spot>,
    footer: Vec<String>,
    footer_top: f64,
}

impl<'a> Canvas<'a> {
    /// Lays the frame out, and draws what does not depend on the data: title, legend, category labels.
    pub(super) fn begin(spec: &'a ChartSpec, asks: Asks) -> Result<Self, ChartError> {
        let width = f64::from(spec.width);
        let room = width - 2.0 * PAD;
        let title = if spec.titled { text::wrap_evenly(&spec.title, TITLE, room) } else { Vec::new() };
        let rows = legend::rows(asks.keys, room);
        let legend_top = PAD + TITLE_LINE * count(title.len());
        let head = if asks.head { HEAD } else { 4.0 };
        let top = legend_top + legend::ROW * count(rows.len()) + 6.0 + head;
        let plot = Rect { x0: PAD + asks.sides.0, y0: top, x1: width - PAD - asks.sides.1, y1: top + asks.height };
        let slot = plot.width() / count(spec.categories.len());
        let labels = (asks.below == Below::Categories).then(|| category::plan(&spec.categories, slot, plot.x0));
        let below = match asks.below {
            Below::Room(room) => room,
            Below::Categories => labels.as_ref().map_or(0.0, |labels| labels.height),
        };
        let footer = footer(spec, room);
        let footer_top = plot.y1 + below + 8.0;
        let height = footer_top + NOTE_LINE * count(footer.len()) + PAD;
        let sheet = Sheet::new(&spec.id, (width, height.ceil()));
        let bounds = Rect { x0: 2.0, y0: top - HEAD, x1: width - 2.0, y1: plot.y1 - 1.0 };
        open(spec, &sheet);
        draw_title(&sheet, &title)?;
        legend::draw(&sheet, &rows, (width / 2.0, legend_top + 3.0))?;
        if let Some(labels) = labels {
            category::draw(&sheet, &labels, plot.y1, |n| plot.x0 + slot * (count(n) + 0.5))?;
        }
        Ok(Self { spec, sheet, plot, placer: Placer::new(bounds), spots: Vec::new(), footer, footer_top })
    }

    /// Returns the width of what belongs to one category, in pixels.
    pub(super) fn slot(&self) -> f64 {
        self.plot.width() / count(self.spec.categories.len())
    }

    /// Draws a line of text.
    pub(super) fn write(&self, at: At, content: &str, setting: Setting, paint: &palette::Paint) -> Drawn {
        if content.is_empty() {
            return Ok(());
        }
        self.sheet.draw(&[at], &Shape::Text(content.to_owned(), setting), paint)
    }

    /// Places the labels of some groups and draws those that found room.
    pub(super) fn label(&mut self, groups: &[Vec<Wish>]) -> Drawn {
        for label in self.placer.place(groups, self.slot() < CROWDED) {
            self.write(label.spot.at, &label.text, Setting::new(labels::SIZE, label.spot.anchor), &label.paint)?;
        }
        Ok(())
    }

    /// Makes a point of a series one that can be pointed at.
    pub(super) fn spot(&mut self, series: usize, category: usize, zone: Rect) {
        self.spots.push(points::Spot::new(self.spec, (series, category), zone));
    }

    /// Makes a point of a series one that can be pointed at within an outline; the card stands over `zone`.
    pub(super) fn spot_within(&mut self, (series, category): (usize, usize), zone: Rect, outline: Vec<At>) {
        self.spots.push(points::Spot::new(self.spec, (series, category), zone).within(outline));
    }

    /// Writes the last layers and returns the picture.
    pub(super) fn finish(self) -> Result<String, ChartError> {
        self.sheet.raw("</g>\n");
        for (n, line) in self.footer.iter().enumerate() {
            let at = (PAD, self.footer_top + NOTE_LINE * count(n) + 11.0);
            self.write(at, line, Setting::new(NOTE, Anchor::Start), &palette::plain())?;
        }
        self.spots.iter().for_each(|spot| spot.write(&self.sheet));
        self.sheet.raw("</svg>\n");
        Ok(self.sheet.take())
    }
}

fn open(spec: &ChartSpec, sheet: &Sheet) {
    let id = &spec.id;
    let (width, height) = sheet.size;
    let lang = match spec.language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let class = if spec.is_narrow() { "yb-narrow" } else { "yb-wide" };
    sheet.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"yb-chart {class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"group\" lang=\"{lang}\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" color=\"#222\" \
         font-family=\"{FONTS}\" font-size=\"12\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        text::escape(&spec.title),
        text::escape(&describe::describe(spec)),
    ));
    let hatches = palette::hatches(id, standings(spec).into_iter());
    if !hatches.is_empty() {
        sheet.raw(&format!("<defs>\n{hatches}</defs>\n"));
    }
    sheet.raw(&format!(
        "<rect class=\"yb-paper\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n<g aria-hidden=\"true\">\n"
    ));
}

/// Returns which colour is seen in which standing.
fn standings(spec: &ChartSpec) -> BTreeSet<(usize, Mark)> {
    let mut seen = BTreeSet::new();
    for (series, row) in spec.series.iter().enumerate() {
        for (category, point) in row.points.iter().enumerate() {
            let colour = if spec.kind.is_circle() { category } else { series };
            seen.insert((colour % palette::COLOURS, point.mark));
        }
    }
    seen
}

fn draw_title(sheet: &Sheet, lines: &[String]) -> Drawn {
    for (n, line) in lines.iter().enumerate() {
        let at = (sheet.size.0 / 2.0, PAD + 15.0 + TITLE_LINE * count(n));
        let setting = Setting { bold: true, ..Setting::new(TITLE, Anchor::Middle) };
        sheet.draw(&[at], &Shape::Text(line.clone(), setting), &palette::plain())?;
    }
    Ok(())
}

fn footer(spec: &ChartSpec, room: f64) -> Vec<String> {
    let numbered = spec.notes.len() > 1;
    let notes = spec.notes.iter().enumerate();
    let notes = notes.map(|(n, note)| words::note(spec.language, note, numbered.then_some(n + 1)));
    let source = spec.source.iter().map(|source| words::source(spec.language, source));
    notes.chain(source).flat_map(|line| text::wrap(&line, NOTE, room)).collect()
}
