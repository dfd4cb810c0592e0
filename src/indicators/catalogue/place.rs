//! From a place in a formula's text to the place in the file that holds it.

use std::ops::Range;

use crate::findings::Place;

/// Returns the place of `span` (bytes of `formula`), given the place of the YAML scalar that holds the formula.
///
/// A scalar that is folded over lines or has escapes does not show the formula as it is; then the scalar is the place.
pub(super) fn within(formula: &str, scalar: &Place, span: Range<usize>) -> Place {
    let Place::Text { file, line, column, excerpt, .. } = scalar else { return scalar.clone() };
    let start = excerpt.char_indices().nth(column.saturating_sub(1)).map_or(excerpt.len(), |(byte, _)| byte);
    let (Some(found), Some(before), Some(meant)) =
        (excerpt[start..].find(formula), formula.get(..span.start), formula.get(span.clone()))
    else {
        return scalar.clone();
    };
    let offset = excerpt[start..start + found].chars().count() + before.chars().count();
    Place::Text {
        file: file.clone(),
        line: *line,
        column: column + offset,
        length: meant.chars().count(),
        excerpt: excerpt.clone(),
    }
}

/// Returns the bytes of `name` in `text` within `span`, or the whole of `span` where it is not found.
pub(super) fn of_name(text: &str, span: &Range<usize>, name: &str) -> Range<usize> {
    let found = text.get(span.clone()).and_then(|part| part.rfind(name));
    found.map_or_else(|| span.clone(), |at| span.start + at..span.start + at + name.len())
}
