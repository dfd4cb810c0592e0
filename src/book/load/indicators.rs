//! The files of declared indicators.

use std::collections::{BTreeMap, BTreeSet};

use crate::Result;
use crate::book::config::{HedgedConfig, IndicatorConfig, IndicatorsConfig, names};
use crate::book::yaml::{self, Spanned};
use crate::book::{DeclaredCheck, IndicatorDef, unreadable};
use crate::findings::{Place, Problem};

use super::checks::Source;
use super::{Loader, read_text};

/// Where indicators are declared unless `indicators` says otherwise.
const DEFAULT_FILES: &str = "data/indicators/*.yaml";

/// More decimals than any statistic has; a bound against slips such as `decimals: 100000`.
const MOST_DECIMALS: u32 = 12;

impl Loader<'_> {
    pub(super) fn indicators(
        &mut self,
        pattern: Option<&Spanned<String>>,
    ) -> Result<(Vec<IndicatorDef>, Vec<DeclaredCheck>)> {
        let files = self.files.glob(pattern.map_or(DEFAULT_FILES, |pattern| &pattern.value)).map_err(unreadable)?;
        if let Some(pattern) = pattern.filter(|_| files.is_empty()) {
            let place = self.place(pattern);
            self.wrong("B011", Problem::new(format!("no indicator file `{}`", pattern.value)).at(place));
        }
        let mut indicators: Vec<IndicatorDef> = Vec::new();
        let mut first: BTreeMap<String, Place> = BTreeMap::new();
        let (mut checks, mut seen) = (Vec::new(), BTreeSet::new());
        for file in files {
            let text = read_text(self.files, &file)?;
            let config: IndicatorsConfig = yaml::read(&file, &text)?;
            checks.extend(self.checks(Source { file: &file, text: &text }, config.checks, &mut seen));
            for declared in config.indicators {
                let indicator = self.indicator(&file, &text, declared.value);
                if let Some(earlier) = first.insert(indicator.id.clone(), indicator.place.clone()) {
                    let problem =
                        Problem::new(format!("indicator `{}` is declared twice", indicator.id)).at(indicator.place);
                    self.wrong("B012", problem.hint(format!("the first is at {earlier}")));
                } else {
                    indicators.push(indicator);
                }
            }
        }
        Ok((indicators, checks))
    }

    fn indicator(&mut self, file: &str, text: &str, config: IndicatorConfig) -> IndicatorDef {
        let decimals = config.decimals.map(|decimals| {
            if decimals.value > MOST_DECIMALS {
                let problem = Problem::new(format!("`decimals: {}` is more than {MOST_DECIMALS}", decimals.value));
                self.wrong("B013", problem.at(yaml::place_of(file, text, &decimals)));
            }
            decimals.value.min(MOST_DECIMALS)
        });
        IndicatorDef {
            place: yaml::place_of(file, text, &config.id),
            id: config.id.value,
            names: names(&config.name.0),
            definition: names(&config.definition.0),
            formula: config.formula.map(|formula| {
                let place = yaml::place_of(file, text, &formula);
                (formula.value, place)
            }),
            unit: config.unit.map(|unit| unit.value),
            decimals,
            words: config.words,
            expect: config.expect,
            accepts_hedged: config.hedged == HedgedConfig::Inherit,
        }
    }
}
