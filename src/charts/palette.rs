//! Colours, dashes and hatches, and the stylesheet that goes with them. Neighbours in the palette differ in lightness, so
//! that they stay apart in grey print and for colour-blind readers; lines also differ by dash and marker.

use super::spec::Mark;

/// How many series can be told apart.
pub(super) const COLOURS: usize = 8;

/// What can be read on a light colour, which gets an edge so that it stands off white paper.
const DARK: &str = "#222";

/// A colour for areas, its dark companion for lines and letters, and what can be read on the area.
struct Colour {
    fill: &'static str,
    ink: &'static str,
    on: &'static str,
}

const PALETTE: [Colour; COLOURS] = [
    Colour { fill: "#2f6299", ink: "#1f4a78", on: "#fff" },
    Colour { fill: "#f2b05e", ink: "#9a4b00", on: DARK },
    Colour { fill: "#3d8f7c", ink: "#17614f", on: "#fff" },
    Colour { fill: "#cddcf0", ink: "#546a8c", on: DARK },
    Colour { fill: "#6d3f78", ink: "#5a2d66", on: "#fff" },
    Colour { fill: "#ead87a", ink: "#766000", on: DARK },
    Colour { fill: "#b8543f", ink: "#8f3524", on: "#fff" },
    Colour { fill: "#a9a9a9", ink: "#5c5c5c", on: DARK },
];

const DASHES: [&str; COLOURS] = ["", "7 3", "2 3", "10 3 2 3", "", "7 3", "2 3", "10 3 2 3"];

/// The form of the marker on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dot {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Target,
}

/// The stylesheet for pages that hold charts: values on hover and focus, dark pages, and a pair of charts (one wide, one for
/// phones, in an element of class `yb-both`) of which only the one that fits is shown.
pub const STYLE: &str = "\
.yb-chart{display:block;max-width:100%;height:auto;margin-inline:auto;color:inherit}
.yb-chart .yb-paper{fill:none}
.yb-both>.yb-narrow{display:none}
@media (max-width:34rem){.yb-both>.yb-narrow{display:block}.yb-both>.yb-wide{display:none}}
.yb-pt:hover .yb-tip,.yb-pt:focus .yb-tip{visibility:visible}
.yb-spark{vertical-align:-.25em}
.yb-pt:focus{outline:none}
.yb-pt:hover .yb-hit,.yb-pt:focus .yb-hit{stroke:currentColor;stroke-width:1.5}
.yb-pt:focus-visible .yb-hit{stroke-width:2.5}
@media print{.yb-tip{display:none}}
@media screen and (prefers-color-scheme:dark){
.yb-halo,.yb-gap{stroke:var(--yb-paper,#16181b)}
.yb-hollow{fill:var(--yb-paper,#16181b)}
.yb-tip rect{fill:#f2f2f2;stroke:none}
.yb-tip text{fill:#111}
.yb-k0{stroke:#8fb8e6}.yb-k1{stroke:#f2b05e}.yb-k2{stroke:#6cc4ae}.yb-k3{stroke:#cddcf0}
.yb-k4{stroke:#c79ad3}.yb-k5{stroke:#ead87a}.yb-k6{stroke:#e58f7c}.yb-k7{stroke:#c4c4c4}
.yb-t0{fill:#8fb8e6}.yb-t1{fill:#f2b05e}.yb-t2{fill:#6cc4ae}.yb-t3{fill:#cddcf0}
.yb-t4{fill:#c79ad3}.yb-t5{fill:#ead87a}.yb-t6{fill:#e58f7c}.yb-t7{fill:#c4c4c4}
.yb-f0{fill:#4279b3}.yb-f4{fill:#8c5a98}
}
";

/// Presentation attributes, written by this file alone: never text from data.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paint(pub(super) String);

impl Paint {
    /// Returns the paint with one more attribute.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.extend([" ", name, "=\"", value, "\""]);
        }
        self
    }
}

/// Returns the area of a series whose value has that standing.
pub(super) fn area(id: &str, series: usize, mark: Mark) -> Paint {
    let (n, colour) = at(series);
    let edged = |fill: String, class: &str| {
        Paint(format!(" class=\"{class}yb-k{n}\" fill=\"{fill}\" stroke=\"{}\"", colour.ink))
    };
    match mark {
        Mark::Normal if colour.on == DARK => {
            edged(colour.fill.to_owned(), &format!("yb-f{n} ")).with("stroke-width", "0.7")
        }
        Mark::Normal => Paint(format!(" class=\"yb-f{n}\" fill=\"{}\"", colour.fill)),
        Mark::Provisional => edged(format!("url(#{id}-p{n})"), ""),
        Mark::Estimated => edged("#fff".to_owned(), "yb-hollow ").with("stroke-dasharray", "4 2"),
        Mark::Unvalidated => edged(format!("url(#{id}-v{n})"), ""),
    }
}

/// Returns the line of a series, dashed by its order among the lines; that which leads to a value of another standing than normal is dotted and thin.
pub(super) fn line((series, order): (usize, usize), mark: Mark) -> Paint {
    let (n, colour) = at(series);
    let line = Paint(format!(" class=\"yb-k{n}\" fill=\"none\" stroke=\"{}\" stroke-linejoin=\"round\"", colour.ink));
    match mark {
        Mark::Normal => line.with("stroke-width", "2").with("stroke-dasharray", DASHES[order % COLOURS]),
        _ => line.with("stroke-width", "1.2").with("stroke-dasharray", "3 3"),
    }
}

/// Returns the thin line along the edge of an area.
pub(super) fn edge(series: usize) -> Paint {
    let (n, colour) = at(series);
    Paint(format!(" class=\"yb-k{n}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\"", colour.ink))
}

/// Returns the form and the paint of the marker of a series on its line, formed by its order among the lines.
pub(super) fn dot((series, order): (usize, usize), mark: Mark) -> (Dot, Paint) {
    let (n, colour) = at(series);
    let form = match mark {
        Mark::Normal | Mark::Provisional => [Dot::Circle, Dot::Square, Dot::Triangle, Dot::Diamond][order % 4],
        Mark::Estimated => Dot::Target,
        Mark::Unvalidated => Dot::Cross,
    };
    let paint = match mark {
        Mark::Normal => format!(" class=\"yb-t{n}\" fill=\"{}\"", colour.ink),
        _ => format!(" class=\"yb-hollow yb-k{n}\" fill=\"#fff\" stroke=\"{}\" stroke-width=\"1.6\"", colour.ink),
    };
    (form, Paint(paint))
}

/// Returns the letters of a series.
pub(super) fn letters(series: usize) -> Paint {
    let (n, colour) = at(series);
    Paint(format!(" class=\"yb-t{n} yb-halo\" fill=\"{}\"{HALO}", colour.ink))
}

/// Returns letters that can be read on the area of a series.
pub(super) fn letters_on(series: usize, mark: Mark) -> Paint {
    match mark {
        Mark::Normal => Paint(format!(" fill=\"{}\"", at(series).1.on)),
        _ => Paint(format!(" class=\"yb-halo\" fill=\"currentColor\"{HALO}")),
    }
}

/// Returns letters in the page's own colour.
pub(super) fn plain() -> Paint {
    Paint(" fill=\"currentColor\"".to_owned())
}

/// Returns letters in the page's own colour that stand over lines.
pub(super) fn plain_haloed() -> Paint {
    Paint(format!(" class=\"yb-halo\" fill=\"currentColor\"{HALO}"))
}

/// Returns a thin line in the page's own colour.
pub(super) fn rule(strength: &str, dash: &str) -> Paint {
    Paint(format!(" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"{strength}\""))
        .with("stroke-dasharray", dash)
}

/// Returns the line in the colour of the paper that keeps areas apart.
pub(super) fn gap() -> Paint {
    Paint(" class=\"yb-gap\" fill=\"none\" stroke=\"#fff\" stroke-width=\"1.4\"".to_owned())
}

const HALO: &str = " stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// Returns the hatches that a chart uses, as definitions with the chart's own ids.
pub(super) fn hatches(id: &str, used: impl Iterator<Item = (usize, Mark)>) -> String {
    used.filter_map(|(series, mark)| hatch(id, series, mark)).collect()
}

fn hatch(id: &str, series: usize, mark: Mark) -> Option<String> {
    let (n, colour) = at(series);
    let (letter, size, figure) = match mark {
        Mark::Provisional => (
            'p',
            "width=\"5\" height=\"5\" patternTransform=\"rotate(45)\"",
            format!("<rect class=\"yb-t{n}\" width=\"1.6\" height=\"5\" fill=\"{}\"/>", colour.ink),
        ),
        Mark::Unvalidated => (
            'v',
            "width=\"5\" height=\"5\"",
            format!("<circle class=\"yb-t{n}\" cx=\"2.5\" cy=\"2.5\" r=\"1.1\" fill=\"{}\"/>", colour.ink),
        ),
        Mark::Normal | Mark::Estimated => return None,
    };
    Some(format!(
        "<pattern id=\"{id}-{letter}{n}\" patternUnits=\"userSpaceOnUse\" {size}>\
         <rect class=\"yb-hollow\" width=\"5\" height=\"5\" fill=\"#fff\"/>{figure}</pattern>\n"
    ))
}

fn at(series: usize) -> (usize, &'static Colour) {
    let n = series % COLOURS;
    (n, &PALETTE[n])
}
