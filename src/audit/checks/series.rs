//! Series: the values of one indicator and area, a year each. What checks of history look at.

use crate::ingest::{History, Observation, Observations};

/// Every run of years of every indicator and area.
pub(super) fn runs(observations: &Observations) -> impl Iterator<Item = History<'_>> {
    histories(observations).flat_map(History::steady)
}

/// Every history, by indicator and area.
pub(super) fn histories(observations: &Observations) -> impl Iterator<Item = History<'_>> {
    observations.histories().flat_map(crate::ingest::Histories::areas)
}

/// `indicator@area@year`
pub(super) fn subject(observation: &Observation<'_>) -> String {
    format!("{}@{}@{}", observation.indicator, observation.area, observation.period)
}

/// `1.89亿元`
pub(super) fn shown(observation: &Observation<'_>) -> String {
    format!("{}{}", observation.raw, observation.unit)
}
