//! All indicators of a book: names resolved, formulas checked and ordered.

mod check;
mod resolve;

use std::collections::BTreeMap;

use crate::book::{AreaTree, Book, Expect, IndicatorDef, Language, Names, Period, Words};
use crate::findings::Findings;
use crate::formula::{Expr, Facts, FormulaProblem};
use crate::ingest::{Observation, Observations};
use crate::quantity::Unit;

/// The indicators of a book over its observations. It is what formulas are evaluated over.
#[derive(Debug)]
pub struct Catalogue<'a> {
    book: &'a Book,
    observations: &'a Observations,
    indicators: BTreeMap<String, Indicator>,
    by_name: BTreeMap<String, String>,
    order: Vec<String>,
}

/// One indicator.
#[derive(Debug, Default)]
struct Indicator {
    names: Names,
    formula: Option<Expr>,
    unit: Option<Unit>,
    /// Position in `Book::indicators`, if it is declared there.
    declared: Option<usize>,
}

impl<'a> Catalogue<'a> {
    /// Makes the catalogue. Indicators with an error are left out, so that one slip is reported once.
    #[must_use]
    pub fn new(book: &'a Book, observations: &'a Observations, findings: &mut Findings) -> Self {
        let mut catalogue =
            Self { book, observations, indicators: BTreeMap::new(), by_name: BTreeMap::new(), order: Vec::new() };
        catalogue.gather(findings);
        catalogue.name_all(findings);
        catalogue.read_formulas(findings);
        catalogue.put_in_order(findings);
        catalogue.check_units(findings);
        catalogue.check_expectations(findings);
        catalogue
    }

    /// Returns the book.
    #[must_use]
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// Returns the observations.
    #[must_use]
    pub fn observations(&self) -> &'a Observations {
        self.observations
    }

    /// Returns the id that an id or a name in any language means.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<&str> {
        if let Some((id, _)) = self.indicators.get_key_value(name) {
            return Some(id);
        }
        self.by_name.get(name).map(String::as_str)
    }

    /// Returns all ids and names: for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.indicators.keys().chain(self.by_name.keys()).map(String::as_str)
    }

    /// Returns the ids in an order in which each comes after those it is computed from.
    #[must_use]
    pub fn order(&self) -> &[String] {
        &self.order
    }

    /// Returns the declaration, if there is one.
    #[must_use]
    pub fn declaration(&self, id: &str) -> Option<&'a IndicatorDef> {
        self.indicators.get(id)?.declared.map(|index| &self.book.indicators[index])
    }

    /// Returns whether an indicator is computed by a formula.
    #[must_use]
    pub fn is_computed(&self, id: &str) -> bool {
        self.indicators.get(id).is_some_and(|indicator| indicator.formula.is_some())
    }

    /// Returns the decimals that are declared.
    #[must_use]
    pub fn decimals(&self, id: &str) -> Option<u32> {
        self.declaration(id)?.decimals
    }

    /// Returns the words that are declared.
    #[must_use]
    pub fn words(&self, id: &str) -> Words {
        self.declaration(id).map(|declared| declared.words.clone()).unwrap_or_default()
    }

    /// Returns what is plausible.
    #[must_use]
    pub fn expect(&self, id: &str) -> Expect {
        self.declaration(id).map(|declared| declared.expect).unwrap_or_default()
    }

    /// Returns the definition (口径) in a language.
    #[must_use]
    pub fn definition(&self, id: &str, language: Language) -> Option<&'a str> {
        self.declaration(id)?.definition.get(language)
    }

    /// Returns the name in a language; the id where there is none.
    #[must_use]
    pub fn name_in(&self, id: &str, language: Language) -> &str {
        match self.indicators.get_key_value(id) {
            Some((id, indicator)) => indicator.names.get(language).unwrap_or(id),
            None => "?",
        }
    }

    /// Returns a formula with names in place of which stand ids.
    ///
    /// # Errors
    /// When an indicator or an area does not exist, with the nearest that does.
    pub fn resolve(&self, expr: &Expr) -> Result<Expr, FormulaProblem> {
        resolve::resolve(expr, self)
    }
}

impl Facts for Catalogue<'_> {
    fn observation(&self, indicator: &str, area: &str, period: Period) -> Option<&Observation> {
        self.observations.get(indicator, area, period)
    }

    fn formula(&self, indicator: &str) -> Option<&Expr> {
        self.indicators.get(indicator)?.formula.as_ref()
    }

    fn unit(&self, indicator: &str) -> Option<&Unit> {
        self.indicators.get(indicator)?.unit.as_ref()
    }

    fn accepts_hedged(&self, indicator: &str) -> bool {
        self.declaration(indicator).is_some_and(|declared| declared.accepts_hedged)
    }

    fn areas(&self) -> &AreaTree {
        &self.book.areas
    }

    fn years(&self) -> (i32, i32) {
        self.book.years
    }

    fn name(&self, indicator: &str) -> &str {
        self.name_in(indicator, self.book.language)
    }
}
