//! Columns of equal height, divided into shares. A category of which a part is missing, or which adds up to nothing, has no
//! shares and is a gap. The axis is in per cent, whatever the unit of the values.

use super::error::ChartError;
use super::scale::Scale;
use super::spec::ChartSpec;
use super::stack::{self, Segment};

/// Draws the chart.
pub(super) fn draw(spec: &ChartSpec) -> Result<String, ChartError> {
    stack::draw(spec, Scale::percent(), &shares(spec))
}

fn shares(spec: &ChartSpec) -> Vec<Segment> {
    let total =
        |category: usize| -> f64 { spec.series.iter().filter_map(|series| series.points[category].value).sum() };
    let whole = |segment: &Segment| stack::is_whole(spec, segment.category) && total(segment.category) > 0.0;
    let scaled = |segment: Segment| {
        let unit = 100.0 / total(segment.category);
        Segment { from: segment.from * unit, to: segment.to * unit, ..segment }
    };
    stack::pile(spec).into_iter().filter(whole).map(scaled).collect()
}
