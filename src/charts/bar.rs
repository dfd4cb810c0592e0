//! Columns of one series. Laid out as one group of columns a category, of which there is but one.

use super::error::ChartError;
use super::grouped;
use super::spec::ChartSpec;

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    grouped::draw(spec)
}
