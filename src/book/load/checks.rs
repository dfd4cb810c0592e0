//! Declared checks: their shape. What their formulas mean is for `audit`.

use std::collections::BTreeSet;

use crate::book::config::CheckConfig;
use crate::book::yaml::{self, Spanned};
use crate::book::{CheckRule, DeclaredCheck, Period};
use crate::findings::{Place, Problem, Severity};

use super::Loader;

/// A file of indicators and checks, for places.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    fn place<T>(self, value: &Spanned<T>) -> Place {
        yaml::place_of(self.file, self.text, value)
    }

    fn written(self, value: Spanned<String>) -> (String, Place) {
        let place = self.place(&value);
        (value.value, place)
    }
}

impl Loader<'_> {
    /// Reads the checks of one file; what is no check is reported and left out.
    pub(super) fn checks(
        &mut self,
        source: Source<'_>,
        configs: Vec<Spanned<CheckConfig>>,
        seen: &mut BTreeSet<String>,
    ) -> Vec<DeclaredCheck> {
        let mut checks = Vec::new();
        for config in configs {
            let place = source.place(&config.value.id);
            if !seen.insert(config.value.id.value.clone()) {
                let problem = Problem::new(format!("check `{}` is declared twice", config.value.id.value));
                self.wrong("B024", problem.at(place).hint("give one of them another id"));
                continue;
            }
            checks.extend(self.check(source, config.value, place));
        }
        checks
    }

    fn check(&mut self, source: Source<'_>, config: CheckConfig, place: Place) -> Option<DeclaredCheck> {
        let id = config.id.value;
        let reason = config.reason.filter(|reason| !reason.trim().is_empty());
        if let Some(tolerance) = config.tolerance.as_ref().filter(|_| reason.is_none()) {
            let problem = Problem::new(format!("check `{id}` has a tolerance and gives no reason for it"));
            let hint = "add `reason: …`, or remove the tolerance: parts and totals need none for rounding";
            self.wrong("B024", problem.at(source.place(tolerance)).hint(hint));
            return None;
        }
        let written = |value| source.written(value);
        let rule = match (config.that, config.total, config.parts.len()) {
            (Some(that), None, 0) => CheckRule::That(written(that)),
            (None, Some(total), 2..) => {
                CheckRule::Total { total: written(total), parts: config.parts.into_iter().map(written).collect() }
            }
            _ => {
                let problem = Problem::new(format!("check `{id}` does not say what has to hold")).at(place);
                self.wrong("B024", problem.hint("give `that: a == b`, or `total: a` with `parts: [b, c]`"));
                return None;
            }
        };
        Some(DeclaredCheck {
            rule,
            severity: config.severity.unwrap_or(Severity::Warning),
            tolerance: config.tolerance.map(written),
            reason,
            areas: config.areas.into_iter().map(written).collect(),
            years: self.periods(source, &id, &config.years)?,
            counts: config.counts,
            place,
            id,
        })
    }

    fn periods(&mut self, source: Source<'_>, id: &str, years: &[Spanned<String>]) -> Option<Vec<Period>> {
        let mut periods = Vec::new();
        for year in years {
            let Some(period) = Period::parse(&year.value) else {
                let problem = Problem::new(format!("check `{id}`: `{}` is no year", year.value));
                self.wrong("B024", problem.at(source.place(year)).hint("a year, or a span such as 2016—2020"));
                return None;
            };
            periods.push(period);
        }
        Some(periods)
    }
}
