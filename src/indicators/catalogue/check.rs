//! The making of a catalogue, step by step; each step reports what is wrong and leaves it out.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::FromPrimitive;

use crate::book::IndicatorDef;
use crate::findings::{Findings, Place, Problem, nearest};
use crate::formula::{Facts, FormulaProblem, parse, unit_of};
use crate::quantity::Exact;

use super::resolve::{NO_AREA, operands};
use super::{Catalogue, Indicator};

impl Catalogue<'_> {
    /// Every indicator that is declared or has data.
    pub(super) fn gather(&mut self, findings: &mut Findings) {
        for id in self.observations.indicators() {
            let unit = self.observations.of(id).map(|observation| observation.unit.clone()).next();
            let names = self.observations.names(id).cloned().unwrap_or_default();
            self.indicators.insert(id.to_owned(), Indicator { names, unit, ..Indicator::default() });
        }
        for (index, declared) in self.book.indicators.iter().enumerate() {
            let has_data = self.indicators.contains_key(&declared.id);
            let problem = match (&declared.formula, has_data) {
                (Some((_, place)), true) => Some((
                    "D046",
                    format!("`{}` has both data and a formula", declared.id),
                    place,
                    "rename one of the two",
                )),
                (None, false) => {
                    let message = format!("neither data nor a formula gives `{}`", declared.id);
                    Some(("D047", message, &declared.place, "add its rows to a data file, or a `formula:`"))
                }
                _ => None,
            };
            if let Some((code, message, place, hint)) = problem {
                findings.error(code, Problem::new(message).at(place.clone()).hint(self.near_data(&declared.id, hint)));
            }
            if has_data || declared.formula.is_some() {
                self.declare(index, declared, findings);
            }
        }
    }

    /// "Did you mean" among the indicators of the data, else the usual advice.
    fn near_data(&self, id: &str, usual: &str) -> String {
        let others = self.observations.indicators().filter(|other| *other != id);
        nearest(id, others).map_or_else(|| usual.to_owned(), |near| format!("{usual}; the data have `{near}`"))
    }

    fn declare(&mut self, index: usize, declared: &IndicatorDef, findings: &mut Findings) {
        let indicator = self.indicators.entry(declared.id.clone()).or_default();
        indicator.declared = Some(index);
        indicator.names.0.extend(declared.names.0.clone());
        let Some(text) = &declared.unit else { return };
        match self.book.units.parse(text) {
            Err(error) => {
                let near = nearest(text, self.book.units.symbols()).map(|near| format!("did you mean `{near}`?"));
                findings.error("D045", Problem::new(error.to_string()).at(declared.place.clone()).maybe_hint(near));
            }
            Ok(unit) => match &indicator.unit {
                Some(recorded) if !recorded.is_compatible(&unit) => {
                    let message = format!("`{}` is declared in {unit} and recorded in {recorded}", declared.id);
                    findings.error("D045", Problem::new(message).at(declared.place.clone()).hint("make the two agree"));
                }
                _ => indicator.unit = Some(unit),
            },
        }
    }

    /// Names are aliases of ids. An id wins over a name; one name for two indicators is an error.
    pub(super) fn name_all(&mut self, findings: &mut Findings) {
        let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, indicator) in &self.indicators {
            for name in indicator.names.iter().filter(|name| !self.indicators.contains_key(*name)) {
                owners.entry(name.to_owned()).or_default().insert(id.clone());
            }
        }
        for (name, ids) in owners {
            let mut ids = ids.into_iter();
            let Some(first) = ids.next() else { continue };
            if let Some(second) = ids.next() {
                let message = format!("the name `{name}` means both `{first}` and `{second}`");
                let place = self.place_of(&second).or_else(|| self.place_of(&first));
                let problem = Problem { place, ..Problem::new(message).hint("give each indicator a name of its own") };
                findings.error("D048", problem);
            }
            self.by_name.insert(name, first);
        }
    }

    fn place_of(&self, id: &str) -> Option<Place> {
        let declared = self.declaration(id).map(|declared| declared.place.clone());
        declared.or_else(|| self.observations.of(id).next().map(crate::ingest::Observation::place))
    }

    /// Reads each formula and resolves its names.
    pub(super) fn read_formulas(&mut self, findings: &mut Findings) {
        let ids: Vec<String> = self.indicators.keys().cloned().collect();
        for id in ids {
            let Some((text, place)) = self.declaration(&id).and_then(|declared| declared.formula.as_ref()) else {
                continue;
            };
            let parsed = parse(text).map_err(|problem| ("D040", problem));
            let resolved = parsed.and_then(|expr| {
                self.resolve(&expr).map_err(|problem| {
                    let code = if problem.message.starts_with(NO_AREA) { "D042" } else { "D041" };
                    (code, problem)
                })
            });
            match resolved {
                Ok(expr) => self.set_formula(&id, expr),
                Err((code, problem)) => findings.error(code, located(problem, text, place)),
            }
        }
        self.drop_incomplete();
    }

    fn set_formula(&mut self, id: &str, expr: crate::formula::Expr) {
        if let Some(indicator) = self.indicators.get_mut(id) {
            indicator.formula = Some(expr);
        }
    }

    /// Leaves out indicators that have neither data nor a formula that could be read, and all that hang on them.
    fn drop_incomplete(&mut self) {
        loop {
            let lost: Vec<String> = self
                .indicators
                .iter()
                .filter(|(id, indicator)| self.is_lost(id, indicator))
                .map(|(id, _)| id.clone())
                .collect();
            if lost.is_empty() {
                return;
            }
            self.indicators.retain(|id, _| !lost.contains(id));
            self.by_name.retain(|_, id| !lost.contains(id));
        }
    }

    fn is_lost(&self, id: &str, indicator: &Indicator) -> bool {
        match &indicator.formula {
            None => self.observations.of(id).next().is_none(),
            Some(formula) => operands(formula).iter().any(|operand| !self.indicators.contains_key(*operand)),
        }
    }

    /// Orders indicators so that each comes after those it reads; what is left over goes round in a circle.
    pub(super) fn put_in_order(&mut self, findings: &mut Findings) {
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        let mut order = Vec::new();
        let mut waiting: Vec<&String> = self.indicators.keys().collect();
        loop {
            let ready = |id: &&String| self.reads(id).iter().all(|operand| placed.contains(operand));
            let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(ready);
            waiting = later;
            if now.is_empty() {
                break;
            }
            placed.extend(now.iter().map(|id| id.as_str()));
            order.extend(now.into_iter().cloned());
        }
        let stuck: Vec<String> = waiting.into_iter().cloned().collect();
        if let Some(path) = self.circle(&stuck) {
            let place = self
                .declaration(&path[0])
                .and_then(|declared| declared.formula.as_ref())
                .map(|(_, place)| place.clone());
            let message = format!("indicators are computed from each other: {}", path.join(" → "));
            findings.error(
                "D043",
                Problem { place, ..Problem::new(message).hint("one of them needs data or another formula") },
            );
        }
        self.indicators.retain(|id, _| !stuck.contains(id));
        self.by_name.retain(|_, id| !stuck.contains(id));
        self.order = order;
    }

    fn reads(&self, id: &str) -> Vec<&str> {
        self.formula(id).map(operands).unwrap_or_default()
    }

    /// Follows the formulas from one of the stuck indicators until it meets itself.
    fn circle(&self, stuck: &[String]) -> Option<Vec<String>> {
        let mut path: Vec<String> = vec![stuck.first()?.clone()];
        loop {
            let last = path.last()?;
            let next = self.reads(last).into_iter().find(|operand| stuck.iter().any(|id| id == operand))?.to_owned();
            if let Some(start) = path.iter().position(|id| *id == next) {
                path.drain(..start);
                path.push(next);
                return Some(path);
            }
            path.push(next);
        }
    }

    /// Every formula's unit, in order, against the declared one.
    pub(super) fn check_units(&mut self, findings: &mut Findings) {
        for id in self.order.clone() {
            let Some(formula) = self.formula(&id) else { continue };
            let found = unit_of(formula, self);
            let Some((text, place)) = self.declaration(&id).and_then(|declared| declared.formula.as_ref()) else {
                continue;
            };
            match found {
                Err(problem) => findings.error("D044", located(problem, text, place)),
                Ok(found) => match self.unit(&id) {
                    Some(declared) if !declared.is_compatible(&found) => {
                        let base = if found.to_string().is_empty() {
                            "a pure number".to_owned()
                        } else {
                            format!("in {found}")
                        };
                        let message = format!("`{id}` is declared in {declared}, but its formula is {base}");
                        findings
                            .error("D045", Problem::new(message).at(place.clone()).hint("mend `unit:` or the formula"));
                    }
                    Some(_) => {}
                    None => self.set_unit(&id, found),
                },
            }
        }
    }

    fn set_unit(&mut self, id: &str, unit: crate::quantity::Unit) {
        if let Some(indicator) = self.indicators.get_mut(id) {
            indicator.unit = Some(unit);
        }
    }

    /// Data outside what an indicator is expected to be.
    pub(super) fn check_expectations(&self, findings: &mut Findings) {
        for (id, unit) in self.indicators.iter().filter_map(|(id, indicator)| Some((id, indicator.unit.as_ref()?))) {
            let expect = self.expect(id);
            let bound = |limit: Option<f64>| {
                let rational = limit.and_then(num_rational::BigRational::from_f64)?;
                Some(&Exact::from(rational) * &Exact::from(unit.scale()))
            };
            let (least, most) = (bound(expect.min), bound(expect.max));
            for observation in self.observations.of(id) {
                let Some(value) = observation.in_base_units() else { continue };
                let below = least.as_ref().filter(|least| value.order(least).is_some_and(std::cmp::Ordering::is_lt));
                let above = most.as_ref().filter(|most| value.order(most).is_some_and(std::cmp::Ordering::is_gt));
                if below.or(above).is_some() {
                    let [low, high] =
                        [expect.min, expect.max].map(|limit| limit.map_or("…".to_owned(), |limit| limit.to_string()));
                    let message =
                        format!("`{id}` is {}{}, expected {low} to {high} {unit}", observation.raw, observation.unit);
                    findings.warning(
                        "D049",
                        Problem::new(message).at(observation.place()).hint("mend the datum, or widen `expect`"),
                    );
                }
            }
        }
    }
}

/// A problem of a formula at its place in the YAML file: exact where the formula is a plain scalar of one line.
fn located(problem: FormulaProblem, text: &str, place: &Place) -> Problem {
    let place = match place {
        Place::Text { file, line, column, excerpt, .. } => {
            let from = excerpt.char_indices().nth(column - 1).map_or(0, |(byte, _)| byte);
            match excerpt[from..].find(text) {
                Some(at) => {
                    let chars = |range: std::ops::Range<usize>| text.get(range).map_or(0, |part| part.chars().count());
                    let before = excerpt[..from + at].chars().count();
                    let column = before + chars(0..problem.span.start) + 1;
                    let length = chars(problem.span.clone());
                    Place::Text { file: file.clone(), line: *line, column, length, excerpt: excerpt.clone() }
                }
                None => place.clone(),
            }
        }
        other => other.clone(),
    };
    Problem { place: Some(place), message: problem.message, hint: problem.hint }
}
