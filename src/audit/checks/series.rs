//! Series: the values of one indicator and area, a year each. What checks of history look at.

use crate::book::Period;
use crate::ingest::{Datum, Observation, Observations, Status};

/// Consecutive years without a gap or a break.
pub(super) type Run<'a> = Vec<&'a Observation>;

/// Every run of years of every indicator and area, oldest first. A hedged value ends a run: it is no exact number.
pub(super) fn runs(observations: &Observations) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for observation in observations.iter().filter(|observation| is_plain(observation)) {
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| follows(observation, last))) {
            Some(run) => run.push(observation),
            None => runs.push(vec![observation]),
        }
    }
    runs
}

fn is_plain(observation: &Observation) -> bool {
    let is_year = matches!(observation.period, Period::Year(_));
    is_year && matches!(observation.datum, Datum::Number(_)) && observation.qualifier.is_none()
}

fn follows(next: &Observation, last: &Observation) -> bool {
    let same = next.indicator == last.indicator && next.area == last.area;
    same && next.period.last_year() == last.period.last_year() + 1 && next.status != Status::B
}

/// `indicator@area@year`
pub(super) fn subject(observation: &Observation) -> String {
    format!("{}@{}@{}", observation.indicator, observation.area, observation.period)
}

/// `1.89亿元`
pub(super) fn shown(observation: &Observation) -> String {
    format!("{}{}", observation.raw, observation.unit)
}
