//! The last layer: one focusable group a value, with its name for a screen reader, and a card that the stylesheet shows on
//! hover and focus. Must not know how the value was drawn.

use super::backend::Tenths;
use super::geometry::{At, Rect, count, whole};
use super::sheet::Sheet;
use super::spec::{ChartSpec, Mark, Point};
use super::{text, words};

const SIZE: f64 = 12.0;
const LINE: f64 = 17.0;

/// A value that can be pointed at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    /// Where it reacts, or the box around that.
    zone: Rect,
    /// The corners of where it reacts, where that is not a box.
    outline: Vec<At>,
    /// The lines of the card.
    lines: Vec<String>,
}

impl Spot {
    /// Returns the spot of one point of a chart.
    pub(super) fn new(spec: &ChartSpec, (series, category): (usize, usize), zone: Rect) -> Self {
        let series = &spec.series[series];
        let point = &series.points[category];
        let mut lines = vec![spec.categories[category].clone()];
        lines.push(format!("{} {}", series.name, token(spec, point)).trim().to_owned());
        lines.extend(remark(spec, point));
        Self { zone, outline: Vec::new(), lines }
    }

    /// Returns the spot reacting within an outline instead of a box.
    pub(super) fn within(self, outline: Vec<At>) -> Self {
        Self { outline, ..self }
    }

    /// Writes the group.
    pub(super) fn write(&self, sheet: &Sheet) {
        let name = text::escape(&self.lines.join(" "));
        sheet.raw(&format!(
            "<g class=\"yb-pt\" tabindex=\"0\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>"
        ));
        let hit = "class=\"yb-hit\" fill=\"none\" pointer-events=\"all\"";
        if self.outline.is_empty() {
            sheet.raw(&format!("<rect {hit}{}/>", corner_and_size(self.zone)));
        } else {
            let corner = |at: &At| format!("{},{}", tenths(at.0), tenths(at.1));
            let corners: Vec<String> = self.outline.iter().map(corner).collect();
            sheet.raw(&format!("<polygon {hit} points=\"{}\"/>", corners.join(" ")));
        }
        self.write_card(sheet);
        sheet.raw("</g>\n");
    }

    fn write_card(&self, sheet: &Sheet) {
        let lines: Vec<String> =
            self.lines.iter().flat_map(|line| text::wrap(line, SIZE, sheet.size.0 - 40.0)).collect();
        let width = text::widest(lines.iter().map(String::as_str), SIZE) + 18.0;
        let card = card(self.zone, (width, LINE * count(lines.len()) + 9.0), sheet.size);
        sheet.raw("<g class=\"yb-tip\" visibility=\"hidden\" pointer-events=\"none\" aria-hidden=\"true\">");
        sheet.raw(&format!("<rect{} rx=\"4\" fill=\"#222\"/>", corner_and_size(card)));
        for (n, line) in lines.iter().enumerate() {
            let (x, y) = (tenths(card.x0 + 9.0), tenths(card.y0 + 17.0 + LINE * count(n)));
            let weight = if n == 0 { "" } else { " font-weight=\"600\"" };
            sheet.raw(&format!("<text x=\"{x}\" y=\"{y}\" fill=\"#fff\"{weight}>{}</text>", text::escape(line)));
        }
        sheet.raw("</g>");
    }
}

fn token(spec: &ChartSpec, point: &Point) -> String {
    match point.value {
        None if point.label.is_empty() => words::missing(spec.language).to_owned(),
        _ => point.label.clone(),
    }
}

/// Returns what is unusual about a point, in brackets.
fn remark(spec: &ChartSpec, point: &Point) -> Option<String> {
    let mut parts = Vec::new();
    if point.mark != Mark::Normal && point.value.is_some() {
        parts.push(words::mark(spec.language, point.mark).to_owned());
    }
    if point.break_before {
        parts.push(words::after_break(spec.language).to_owned());
    }
    parts.extend(point.reason.clone());
    let joined = words::join(spec.language, &parts);
    (!parts.is_empty()).then(|| words::bracketed(spec.language, &joined).trim().to_owned())
}

/// Returns where a card of that size stands: above the zone, else below it, always within the sheet.
fn card(zone: Rect, (width, height): At, sheet: At) -> Rect {
    let x0 = (zone.centre().0 - width / 2.0).min(sheet.0 - width - 3.0).max(3.0);
    let above = zone.y0 - height - 7.0;
    let y0 = if above >= 3.0 { above } else { zone.y1 + 7.0 };
    let y0 = y0.min(sheet.1 - height - 3.0).max(3.0);
    Rect { x0, y0, x1: x0 + width, y1: y0 + height }
}

fn tenths(length: f64) -> Tenths {
    Tenths(whole(length * 10.0))
}

fn corner_and_size(area: Rect) -> String {
    let (x, y) = (tenths(area.x0), tenths(area.y0));
    let (width, height) = (tenths(area.width()), tenths(area.height()));
    format!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}
