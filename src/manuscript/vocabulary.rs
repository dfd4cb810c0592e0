//! What a book adds to the language of manuscripts: units of its own, and names with digits in them.
//!
//! Must not know: books; it is given words.

use std::collections::BTreeMap;

use num_rational::BigRational;

use crate::quantity::UnitTable;

use super::measure::class_of;

/// Units and names beside the usual ones.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    units: BTreeMap<String, (BigRational, String)>,
    names: Vec<String>,
}

impl Vocabulary {
    /// Returns the vocabulary of a table of units and of names such as those of areas. Names without numerals need no
    /// telling and are left out.
    #[must_use]
    pub fn new<'a>(table: &UnitTable, names: impl Iterator<Item = &'a str>) -> Self {
        let usual = UnitTable::default();
        let own = table.symbols().filter(|symbol| usual.parse(symbol).is_err());
        let worth = |symbol: &str| table.parse(symbol).ok().map(|unit| (unit.scale(), class_of(&unit)));
        let units = own.filter_map(|symbol| Some((symbol.to_owned(), worth(symbol)?))).collect();
        let mut names: Vec<String> = names.filter(|name| has_numeral(name)).map(str::to_owned).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self { units, names }
    }

    /// Returns the worth of a unit in base units, and what it measures.
    pub(super) fn unit(&self, symbol: &str) -> Option<&(BigRational, String)> {
        self.units.get(symbol)
    }

    /// Returns the units, the longest first.
    pub(super) fn units(&self) -> Vec<Vec<char>> {
        let mut words: Vec<Vec<char>> = self.units.keys().map(|symbol| symbol.chars().collect()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// Returns the names with numerals, the longest first.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

fn has_numeral(name: &str) -> bool {
    name.chars().count() > 1
        && name.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两半".contains(c))
}
