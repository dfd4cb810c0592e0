//! Every indicator of the book: what it is called, what it means, where its values come from, in which order those that
//! are computed follow from each other.
//!
//! Must not know: polars, rounding, wording.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::book::{AreaTree, Book, Expect, IndicatorDef, Language, Period, Words};
use crate::findings::{Findings, Place, Problem};
use crate::formula::{Expr, Facts, FormulaProblem, parse};
use crate::ingest::{Observation, Observations};
use crate::lookup::Lookup;
use crate::quantity::Unit;

mod build;
mod graph;
mod names;
mod place;
mod reads;
mod resolve;

pub use reads::Reads;

use graph::dependencies;
use names::NameTable;
use reads::ReadLog;
use resolve::Resolver;

#[cfg(test)]
mod tests;

/// All sound indicators of a book. One that is at fault is left out, and so is whatever is computed from it: its fault
/// has been reported, and is not reported again at every use.
#[derive(Debug)]
pub struct Catalogue<'a> {
    book: &'a Book,
    observations: &'a Observations,
    tables: Arc<Tables<'a>>,
    /// What is read through it, where that is to be known.
    log: Option<ReadLog>,
}

/// What a catalogue and its copies have in common.
#[derive(Clone, Debug)]
struct Tables<'a> {
    names: NameTable<'a>,
    /// Not sorted: every figure asks for its indicator a dozen times.
    entries: Lookup<String, Entry<'a>>,
    broken: BTreeSet<String>,
    order: Vec<String>,
    years: (i32, i32),
}

/// A sound indicator.
#[derive(Clone, Debug, Hash)]
struct Entry<'a> {
    declaration: Option<&'a IndicatorDef>,
    formula: Option<Expr>,
    unit: Option<Unit>,
}

impl<'a> Catalogue<'a> {
    /// Reads the declared formulas, resolves their names, checks their units, and orders them. Everything that is wrong
    /// goes to `findings`, each with its place.
    #[must_use]
    pub fn new(book: &'a Book, observations: &'a Observations, findings: &mut Findings) -> Self {
        build::catalogue(book, observations, findings)
    }

    /// Returns the same catalogue, which notes what is read of the data through it ([`Catalogue::reads`]).
    #[must_use]
    pub fn logged(&self) -> Self {
        let Self { book, observations, tables, .. } = self;
        Self { book, observations, tables: Arc::clone(tables), log: Some(ReadLog::default()) }
    }

    /// Returns whether it notes what is read through it.
    #[must_use]
    pub fn is_logged(&self) -> bool {
        self.log.is_some()
    }

    /// Returns what has been read through a logged catalogue.
    #[must_use]
    pub fn reads(&self) -> Reads {
        self.log.as_ref().map(|log| log.reads(self.observations)).unwrap_or_default()
    }

    /// Feeds a hash with what all its answers hang on but the observations themselves: two catalogues that do it alike answer
    /// alike wherever their observations are alike.
    pub fn shape(&self, state: &mut impl Hasher) {
        let Tables { names, entries, broken, order, years } = &*self.tables;
        entries.len().hash(state);
        for id in self.ids() {
            (id, self.observations.names(id), &entries[id]).hash(state);
        }
        (names, broken, order, years).hash(state);
    }

    /// Returns the id of an indicator by its id or one of its names in any language.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<&str> {
        let id = self.tables.names.id(name)?;
        self.tables.entries.get_key_value(id).map(|(id, _)| id.as_str())
    }

    /// Returns whether a name means an indicator that is left out because of a finding made earlier.
    #[must_use]
    pub fn is_broken(&self, name: &str) -> bool {
        self.tables.names.id(name).is_some_and(|id| self.tables.broken.contains(id))
    }

    /// Returns the ids of all sound indicators, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.tables.entries.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    /// Returns all ids and names, sorted: for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tables.names.iter()
    }

    /// Returns the ids of the computed indicators, each after those that it is computed from.
    #[must_use]
    pub fn order(&self) -> &[String] {
        &self.tables.order
    }

    /// Returns the declaration of an indicator; `None` for one that only appears in data.
    #[must_use]
    pub fn declaration(&self, id: &str) -> Option<&'a IndicatorDef> {
        self.tables.entries.get(id)?.declaration
    }

    /// Returns the decimals with which an indicator is to be printed, if declared.
    #[must_use]
    pub fn decimals(&self, id: &str) -> Option<u32> {
        self.declaration(id)?.decimals
    }

    /// Returns the declared words for an indicator's changes.
    #[must_use]
    pub fn words(&self, id: &str) -> Words {
        self.declaration(id).map_or_else(Words::default, |def| def.words.clone())
    }

    /// Returns what values of an indicator are plausible, in its unit.
    #[must_use]
    pub fn expect(&self, id: &str) -> Expect {
        self.declaration(id).map_or_else(Expect::default, |def| def.expect)
    }

    /// Returns the definition (口径) of an indicator in a language, else in Chinese, else in any.
    #[must_use]
    pub fn definition(&self, id: &str, language: Language) -> Option<&'a str> {
        self.declaration(id)?.definition.get(language)
    }

    /// Returns an indicator's name in a language, else in Chinese, else in any, else its id; `?` where there is no such
    /// indicator. A declared name goes before one that came with data.
    #[must_use]
    pub fn name_in(&self, id: &str, language: Language) -> &str {
        let Some((id, entry)) = self.tables.entries.get_key_value(id) else { return "?" };
        let all = [entry.declaration.map(|def| &def.names), self.observations.names(id)];
        let exact = all.iter().flatten().find_map(|names| names.0.get(&language).map(String::as_str));
        exact.or_else(|| all.iter().flatten().find_map(|names| names.get(language))).unwrap_or(id)
    }

    /// Returns whether an indicator has a formula.
    #[must_use]
    pub fn is_computed(&self, id: &str) -> bool {
        self.formula(id).is_some()
    }

    /// Returns the book.
    #[must_use]
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// Returns the observations: all of them are read, as far as a log can tell.
    #[must_use]
    pub fn observations(&self) -> &'a Observations {
        if let Some(log) = &self.log {
            log.note_all();
        }
        self.observations
    }

    /// Returns all observations of one indicator, by area and period.
    pub fn series(&self, indicator: &str) -> impl Iterator<Item = Observation<'a>> {
        if let Some(log) = &self.log {
            log.note_series(indicator);
        }
        self.observations.of(indicator)
    }

    /// Reads a formula that is written outside the declarations of indicators, such as that of a check: `None` where it
    /// hangs on an indicator that is left out because of a finding.
    ///
    /// # Errors
    /// The first fault, at its place in the file.
    pub fn formula_at(&self, text: &str, scalar: &Place) -> Result<Option<Expr>, Problem> {
        let mut resolver = Resolver::new(&self.tables.names, &self.book.areas, text);
        let formula = parse(text).map(|expr| resolver.expr(expr));
        let fault = resolver.problems.into_iter().next().map(|(_, problem)| problem);
        let formula = fault.map_or(formula, Err).map_err(|problem| self.problem_at(text, scalar, problem))?;
        let whole = dependencies(&formula).iter().all(|id| !self.tables.broken.contains(*id));
        Ok(Some(formula).filter(|_| whole))
    }

    /// Returns what is wrong with a formula, at its place in the file that holds it.
    #[must_use]
    pub fn problem_at(&self, text: &str, scalar: &Place, problem: FormulaProblem) -> Problem {
        let place = place::within(text, scalar, problem.span);
        Problem::new(problem.message).at(place).maybe_hint(problem.hint)
    }

    /// Returns a formula with every name replaced by its id: for formulas that are not declared, such as those that a
    /// template call asks for.
    ///
    /// # Errors
    /// The first name that is not known, with the nearest that is; or an indicator that is left out because of a finding.
    pub fn resolve(&self, expr: &Expr) -> Result<Expr, FormulaProblem> {
        let mut resolver = Resolver::new(&self.tables.names, &self.book.areas, "");
        let formula = resolver.expr(expr.clone());
        if let Some((_, problem)) = resolver.problems.into_iter().next() {
            return Err(problem);
        }
        match dependencies(&formula).into_iter().find(|id| self.tables.broken.contains(*id)) {
            None => Ok(formula),
            Some(id) => Err(FormulaProblem {
                message: format!("indicator `{id}` is at fault, so that nothing can be computed from it"),
                hint: Some("mend what is reported about it, or about what it is computed from".to_owned()),
                span: expr.span.clone(),
            }),
        }
    }
}

impl Facts for Catalogue<'_> {
    fn observation(&self, indicator: &str, area: &str, period: Period) -> Option<Observation<'_>> {
        let numbers = self.observations.numbers(indicator, area);
        match (&self.log, numbers) {
            (Some(log), Some(numbers)) => log.note(numbers, period),
            // That what is computed has no data is said by the catalogue itself.
            (Some(log), None) if self.formula(indicator).is_none() => log.note_absent(indicator, area, period),
            (Some(_), None) => {}
            (None, _) => {}
        }
        self.observations.numbered(numbers?, period)
    }

    fn formula(&self, indicator: &str) -> Option<&Expr> {
        self.tables.entries.get(indicator)?.formula.as_ref()
    }

    fn unit(&self, indicator: &str) -> Option<&Unit> {
        self.tables.entries.get(indicator)?.unit.as_ref()
    }

    fn accepts_hedged(&self, indicator: &str) -> bool {
        self.declaration(indicator).is_some_and(|def| def.accepts_hedged)
    }

    fn areas(&self) -> &AreaTree {
        &self.book.areas
    }

    fn years(&self) -> (i32, i32) {
        self.tables.years
    }

    fn name(&self, indicator: &str) -> &str {
        self.name_in(indicator, self.book.language)
    }
}
