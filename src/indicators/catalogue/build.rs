//! From declarations and observations to a catalogue, with every fault reported once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::{Book, IndicatorDef};
use crate::findings::Code;
use crate::findings::{Findings, Place, Problem, nearest};
use crate::formula::{Expr, FormulaProblem, Node, parse, unit_of};
use crate::indicators::codes;
use crate::indicators::expect;
use crate::ingest::{Datum, Histories, Observation, Observations};
use crate::lookup::Lookup;
use crate::quantity::{Unit, UnitError};

use super::graph::{self, dependencies};
use super::names::NameTable;
use super::resolve::Resolver;
use super::{Catalogue, Entry, Tables, place};

pub(super) fn catalogue<'a>(book: &'a Book, observations: &'a Observations, findings: &mut Findings) -> Catalogue<'a> {
    let names = NameTable::new(book, observations, findings);
    let tables = Tables {
        names,
        entries: Lookup::default(),
        broken: BTreeSet::new(),
        order: Vec::new(),
        // The edition's where there are no observations.
        years: observations.years().unwrap_or((book.year, book.year)),
    };
    let catalogue = Catalogue { book, observations, tables: Arc::new(tables), log: None };
    let mut build = Build { catalogue, findings };
    build.recorded();
    let formulas = build.formulas();
    build.computed(formulas);
    build.catalogue
}

struct Build<'a, 'f> {
    catalogue: Catalogue<'a>,
    findings: &'f mut Findings,
}

impl<'a> Build<'a, '_> {
    /// What the catalogue is made of, while nobody else has a copy of it.
    fn tables(&mut self) -> &mut Tables<'a> {
        Arc::make_mut(&mut self.catalogue.tables)
    }

    /// Enters the indicators that have observations.
    fn recorded(&mut self) {
        let book = self.catalogue.book;
        let defs: BTreeMap<&str, &IndicatorDef> = book.indicators.iter().map(|def| (def.id.as_str(), def)).collect();
        let observations = self.catalogue.observations;
        for id in observations.indicators() {
            let def = defs.get(id).copied();
            let declared = def.and_then(|def| self.declared_unit(def).filter(|unit| self.measures_data(def, unit)));
            let recorded = || numbers(observations, id).next().map(|observation| observation.unit.clone());
            let unit = declared.or_else(recorded);
            self.tables().entries.insert(id.to_owned(), Entry { declaration: def, formula: None, unit });
            if let Some(def) = def {
                expect::check(def, &self.catalogue, self.findings);
            }
        }
    }

    fn declared_unit(&mut self, def: &IndicatorDef) -> Option<Unit> {
        let text = def.unit.as_deref()?;
        let units = &self.catalogue.book.units;
        units.parse(text).map_err(|error| self.report_unit(def, text, &error)).ok()
    }

    fn report_unit(&mut self, def: &IndicatorDef, declared: &str, error: &UnitError) {
        let symbol = match error {
            UnitError::Unknown { symbol } | UnitError::BadDeclaration { symbol, .. } => symbol,
        };
        let near = nearest(symbol, self.catalogue.book.units.symbols());
        let hint = near.map_or_else(
            || "declare it under `units` in yearbook.yaml".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("indicator `{}` is declared in `{declared}`: {error}", def.id);
        self.report(codes::UNKNOWN_UNIT, def.place.clone(), message, hint);
    }

    /// Whether the declared unit fits the data; reports where it does not.
    fn measures_data(&mut self, def: &IndicatorDef, unit: &Unit) -> bool {
        let observations = self.catalogue.observations;
        let fits = |all: Histories<'_>| all.units().all(|recorded| recorded.is_compatible(unit));
        if observations.histories_of(&def.id).is_none_or(fits) {
            return true;
        }
        let unlike = |observation: &Observation<'_>| !observation.unit.is_compatible(unit);
        let Some(observation) = numbers(observations, &def.id).find(unlike) else { return true };
        let others = numbers(observations, &def.id).filter(unlike).count().saturating_sub(1);
        let others = if others > 0 { format!(", and {others} more") } else { String::new() };
        let message = format!(
            "indicator `{}` is declared in `{unit}`, but its data are in `{}`, which cannot be converted into it ({}{others})",
            def.id,
            observation.unit,
            observation.place(),
        );
        self.report(codes::DATA_UNIT, def.place.clone(), message, "mend the declared unit, or the unit in the data");
        false
    }

    /// Reads the formulas of the indicators that have no observations; those at fault are broken.
    fn formulas(&mut self) -> BTreeMap<String, Expr> {
        let mut formulas = BTreeMap::new();
        for def in &self.catalogue.book.indicators {
            let recorded = self.catalogue.tables.entries.contains_key(&def.id);
            match &def.formula {
                Some((_, place)) if recorded => self.report_two_origins(def, place),
                Some((text, place)) => match self.read(text, place) {
                    Some(formula) => drop(formulas.insert(def.id.clone(), formula)),
                    None => drop(self.tables().broken.insert(def.id.clone())),
                },
                None if recorded => {}
                None => {
                    self.report_no_origin(def);
                    self.tables().broken.insert(def.id.clone());
                }
            }
        }
        formulas
    }

    fn report_two_origins(&mut self, def: &IndicatorDef, place: &Place) {
        let first = self.catalogue.observations.of(&def.id).next().map(|observation| observation.place().to_string());
        let message = format!(
            "indicator `{}` has a formula, but observations too (the first is at {})",
            def.id,
            first.unwrap_or_default(),
        );
        let hint = "remove one of the two, or give the published values an id of their own";
        self.report(codes::TWO_ORIGINS, place.clone(), message, hint);
    }

    fn report_no_origin(&mut self, def: &IndicatorDef) {
        let message = format!("indicator `{}` has no formula, and no observation either", def.id);
        let near = nearest(&def.id, self.catalogue.observations.indicators());
        let hint = near.map_or_else(
            || "give it a formula, or rows in a data file".to_owned(),
            |near| format!("the data hold `{near}`: is that what is meant?"),
        );
        self.report(codes::NO_ORIGIN, def.place.clone(), message, hint);
    }

    /// Parses and resolves one formula; `None` after reporting what is wrong with it.
    fn read(&mut self, text: &str, scalar: &Place) -> Option<Expr> {
        let parsed = parse(text);
        let mut resolver = Resolver::new(&self.catalogue.tables.names, &self.catalogue.book.areas, text);
        let formula = parsed.map(|expr| resolver.expr(expr));
        let mut problems = resolver.problems;
        let formula = formula.map_err(|problem| problems.push((codes::UNREADABLE_FORMULA, problem))).ok();
        let sound = problems.is_empty();
        for (code, problem) in problems {
            self.report_in_formula(code, text, scalar, problem);
        }
        formula.filter(|_| sound)
    }

    /// Enters the computed indicators in dependency order, with their units.
    fn computed(&mut self, formulas: BTreeMap<String, Expr>) {
        let book = self.catalogue.book;
        let declared = book.indicators.iter().map(|def| def.id.clone());
        let order = graph::order(&formulas, declared);
        for cycle in &order.cycles {
            self.report_cycle(cycle);
            self.tables().broken.extend(cycle.iter().cloned());
        }
        let defs: BTreeMap<&str, &'a IndicatorDef> = book.indicators.iter().map(|def| (def.id.as_str(), def)).collect();
        let mut formulas = formulas;
        for id in order.ids {
            let (Some(formula), Some(def)) = (formulas.remove(&id), defs.get(id.as_str())) else { continue };
            self.compute(def, formula);
        }
    }

    fn report_cycle(&mut self, cycle: &[String]) {
        let def = self.catalogue.book.indicators.iter().find(|def| Some(&def.id) == cycle.first());
        let Some((_, place)) = def.and_then(|def| def.formula.as_ref()) else { return };
        let message = format!("indicators are computed from each other: {}", cycle.join(" → "));
        let hint = "one of them must come from data, or from something outside the circle";
        self.report(codes::CYCLE, place.clone(), message, hint);
    }

    fn compute(&mut self, def: &'a IndicatorDef, formula: Expr) {
        let broken = &self.catalogue.tables.broken;
        let unit = if broken.contains(&def.id) || dependencies(&formula).iter().any(|id| broken.contains(*id)) {
            None
        } else {
            self.unit_of_formula(def, &formula)
        };
        let Some(unit) = unit else {
            self.tables().broken.insert(def.id.clone());
            return;
        };
        let entry = Entry { declaration: Some(def), formula: Some(formula), unit: Some(unit) };
        self.tables().entries.insert(def.id.clone(), entry);
        self.tables().order.push(def.id.clone());
        expect::check(def, &self.catalogue, self.findings);
    }

    /// Returns the unit of a computed indicator: the declared one where there is one and it fits.
    fn unit_of_formula(&mut self, def: &IndicatorDef, formula: &Expr) -> Option<Unit> {
        let (text, scalar) = def.formula.as_ref()?;
        let given = match unit_of(formula, &self.catalogue) {
            Ok(unit) => unit,
            Err(problem) => {
                self.report_in_formula(codes::UNITS_DO_NOT_MIX, text, scalar, problem);
                return None;
            }
        };
        if def.unit.is_none() {
            return Some(given);
        }
        let declared = self.declared_unit(def)?;
        if declared.is_compatible(&given) || matches!(formula.node, Node::Number(_)) {
            return Some(declared);
        }
        let given = if given.symbol().is_empty() { "a pure number".to_owned() } else { format!("`{given}`") };
        let message = format!("indicator `{}` is declared in `{declared}`, but its formula gives {given}", def.id);
        self.report(codes::FORMULA_UNIT, scalar.clone(), message, "mend the declared unit, or the formula");
        None
    }

    fn report_in_formula(&mut self, code: Code, text: &str, scalar: &Place, problem: FormulaProblem) {
        let place = place::within(text, scalar, problem.span);
        code.report(self.findings, Problem::new(problem.message).at(place).maybe_hint(problem.hint));
    }

    fn report(&mut self, code: Code, place: Place, message: String, hint: impl Into<String>) {
        code.report(self.findings, Problem::new(message).at(place).hint(hint));
    }
}

/// The observations of an indicator that are measured: words have no unit.
fn numbers<'o>(observations: &'o Observations, id: &'o str) -> impl Iterator<Item = Observation<'o>> {
    observations.of(id).filter(|observation| matches!(observation.datum, Datum::Number(_) | Datum::Range(..)))
}
