//! Charts: from plain values to the text of an SVG picture. The only user of plotters.
//!
//! A chart is made in four steps:
//! 1. [`ChartSpec`] says what is to be seen, and is checked as a whole (`spec`);
//! 2. the kind's own file lays the chart out: scales, legend, margins (`level_growth`, `line`, ..);
//! 3. shapes are put down through plotters' coordinates on an SVG backend that measures text without a font (`sheet`, `backend`);
//! 4. a last layer of focusable points gives each value to mouse, keyboard and screen reader (`points`).
//!
//! What it must not know: templates, files, frames, formulas. It prints no figure of its own: the label of a point is the
//! token that the ledger made. Only the ticks of an axis are written here, since they are a ruler, not figures.

mod area;
mod axis;
mod backend;
mod bar;
mod canvas;
mod category;
pub mod codes;
mod columns;
mod describe;
mod entries;
mod error;
mod geometry;
mod grouped;
mod kind;
mod labels;
mod legend;
mod level_growth;
mod line;
mod palette;
mod pie;
#[cfg(feature = "png")]
mod png;
mod points;
mod ranked;
mod scale;
mod sheet;
mod sparkline;
mod spec;
mod stack;
mod stacked;
mod stacked_100;
mod text;
mod traces;
mod words;

#[cfg(test)]
mod tests;

pub use crate::book::Language;
pub use entries::pictures;
pub use error::ChartError;
pub use kind::ChartKind;
pub use palette::STYLE;
#[cfg(feature = "png")]
pub use png::{Face, PngError, png};
pub use sparkline::sparkline;
pub use spec::{Axis, ChartSpec, Mark, Point, Series};

/// Returns the chart as the text of one `<svg>` element, the same bytes for the same spec on every machine.
///
/// The element stands alone as a file and stands in a page whose stylesheet holds [`STYLE`]; it carries no style attribute
/// and no script. Every id in it begins with [`ChartSpec::id`].
///
/// # Errors
/// A spec that has no honest picture: see [`ChartError`].
pub fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    spec.check()?;
    (spec.kind.draw())(spec)
}
