//! The text of a header: how it is compared, and the unit in it.
//!
//! Must not know: which words we look for.

use crate::ingest::value;
use crate::quantity::UnitTable;

/// A header or name for comparison: half-width, lower case, without white space.
pub(in crate::ingest) fn compact(text: &str) -> String {
    value::normalise(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Splits `投入(万元)`, `投入（单位：万元）` or `投入[万元]` into name and unit; what is in the brackets must be a unit.
pub(in crate::ingest) fn split_unit(text: &str, units: &UnitTable) -> (String, Option<String>) {
    let whole = || (value::trim(text).to_owned(), None);
    let narrow = value::normalise(text);
    let narrow = value::trim(&narrow);
    let Some((name, inside)) = last_brackets(narrow) else { return whole() };
    let stated = inside.split_once(':').filter(|(word, _)| word.trim() == "单位").map_or(inside, |(_, unit)| unit);
    let unit = value::trim(stated);
    if unit.is_empty() || units.parse(unit).is_err() {
        return whole();
    }
    // The name in its own widths: brackets and what is in them are as long there.
    let name: String = value::trim(text).chars().take(name.chars().count()).collect();
    (value::trim(&name).to_owned(), Some(unit.to_owned()))
}

fn last_brackets(text: &str) -> Option<(&str, &str)> {
    let pairs = [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】')];
    pairs.into_iter().find_map(|(open, close)| text.strip_suffix(close)?.rsplit_once(open))
}
