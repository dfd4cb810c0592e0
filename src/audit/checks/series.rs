//! Series: the values of one indicator and area, a year each. What checks of history look at.

use crate::book::Period;
use crate::ingest::{Datum, Observation, Observations, Status};

/// Consecutive years without a gap or a break.
pub(super) type Run<'a> = Vec<Observation<'a>>;

/// Every run of years of every indicator and area, oldest first. A hedged value ends a run: it is no exact number.
pub(super) fn runs(observations: &Observations) -> impl Iterator<Item = Run<'_>> {
    let mut plain = observations.iter().filter(is_plain).peekable();
    std::iter::from_fn(move || {
        let mut run = vec![plain.next()?];
        while let Some(next) = plain.next_if(|next| run.last().is_some_and(|last| follows(next, last))) {
            run.push(next);
        }
        Some(run)
    })
}

fn is_plain(observation: &Observation<'_>) -> bool {
    let is_year = matches!(observation.period, Period::Year(_));
    is_year && matches!(observation.datum, Datum::Number(_)) && observation.qualifier.is_none()
}

fn follows(next: &Observation<'_>, last: &Observation<'_>) -> bool {
    let same = next.indicator == last.indicator && next.area == last.area;
    same && next.period.last_year() == last.period.last_year() + 1 && next.status != Status::B
}

/// `indicator@area@year`
pub(super) fn subject(observation: &Observation<'_>) -> String {
    format!("{}@{}@{}", observation.indicator, observation.area, observation.period)
}

/// `1.89亿元`
pub(super) fn shown(observation: &Observation<'_>) -> String {
    format!("{}{}", observation.raw, observation.unit)
}
