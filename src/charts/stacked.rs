//! Columns of several series on top of each other; values below zero hang from the zero line.

use super::error::ChartError;
use super::scale::{Ruler, Scale};
use super::spec::ChartSpec;
use super::stack;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    let segments = stack::pile(spec);
    let ruler = Ruler { language: spec.language, unit: &spec.unit_left, ticks: 5 };
    stack::draw(spec, Scale::from_zero(stack::ends(&segments), ruler), &segments)
}
