//! A sparkline: a line as small as a word, for running text. It has no axis and no number; its name says what it shows.

use super::error::ChartError;
use super::geometry::{At, Rect, count};
use super::palette::Paint;
use super::sheet::{Shape, Sheet};
use super::text;

const SIZE: At = (88.0, 20.0);

/// Returns a line through the values, in the text's own colour, with a dot on the last; a missing value is a gap. `name` is
/// read to those who do not see it: what is shown, from when to when, from what to what.
///
/// # Errors
/// [`ChartError::AllMissing`] if there is no value, [`ChartError::NotDrawable`] if one is not finite.
pub fn sparkline(name: &str, values: &[Option<f64>]) -> Result<String, ChartError> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    if let Some(n) = values.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
        return Err(ChartError::NotDrawable { series: name.to_owned(), category: (n + 1).to_string() });
    }
    let low = known.iter().copied().reduce(f64::min).ok_or(ChartError::AllMissing)?;
    let high = known.iter().copied().fold(low, f64::max);
    let margin = if low < high { 0.0 } else { 1.0_f64.max(low.abs()) };
    let sheet = Sheet::new("", SIZE);
    let place = Rect { x0: 3.0, y0: 3.5, x1: SIZE.0 - 3.0, y1: SIZE.1 - 3.5 };
    let last = count(values.len().saturating_sub(1)).max(1.0);
    let panel = sheet.panel(place, 0.0..last, low - margin..high + margin);
    sheet.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"yb-spark\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\" \
         aria-label=\"{}\">",
        SIZE.0,
        SIZE.1,
        SIZE.0,
        SIZE.1,
        text::escape(name)
    ));
    let line =
        Paint(" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linejoin=\"round\"".to_owned());
    let dot = Paint(" fill=\"currentColor\"".to_owned());
    for run in runs(values) {
        match run[..] {
            [alone] => panel.draw(&[alone], &Shape::Dot(super::palette::Dot::Circle, 1.2), &dot)?,
            _ => panel.draw(&run, &Shape::Path, &line)?,
        }
    }
    let end = values.iter().rposition(Option::is_some).and_then(|n| values[n].map(|value| (count(n), value)));
    panel.draw(end.as_slice(), &Shape::Dot(super::palette::Dot::Circle, 2.2), &dot)?;
    sheet.raw("</svg>");
    Ok(sheet.take())
}

/// Returns the points between gaps.
fn runs(values: &[Option<f64>]) -> Vec<Vec<At>> {
    let numbered: Vec<Option<At>> =
        values.iter().enumerate().map(|(n, value)| value.map(|value| (count(n), value))).collect();
    let runs = numbered.split(Option::is_none).filter(|run| !run.is_empty());
    runs.map(|run| run.iter().copied().flatten().collect()).collect()
}
