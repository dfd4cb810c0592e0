//! Totals and their parts over the area tree: what three checks look at.

use crate::book::Period;
use crate::formula::Facts;
use crate::indicators::Catalogue;
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Multiplier};

/// A total with those of its parts that have a number.
pub(super) struct Total<'a> {
    pub(super) total: Observation<'a>,
    pub(super) parts: Vec<Observation<'a>>,
    /// How many parts the area has.
    pub(super) areas: usize,
}

impl Total<'_> {
    pub(super) fn is_complete(&self) -> bool {
        self.parts.len() == self.areas
    }

    /// The parts' sum less the total.
    pub(super) fn difference(&self) -> Exact {
        let sum = self.parts.iter().fold(Exact::zero(), |sum, part| &sum + &number(part));
        &sum - &number(&self.total)
    }

    /// How far rounding alone can carry sum and total apart: half a unit of the last place of each.
    pub(super) fn tolerance(&self) -> Exact {
        self.parts.iter().fold(half_unit(&self.total), |sum, part| &sum + &half_unit(part))
    }

    /// A total between its smallest and its largest part is an average, not a sum.
    fn is_sum(&self) -> bool {
        let total = number(&self.total);
        let beyond = |order: std::cmp::Ordering| {
            self.parts.iter().all(|part| number(part).order(&total).is_some_and(|found| found == order))
        };
        self.parts.len() > 1 && (beyond(std::cmp::Ordering::Less) || beyond(std::cmp::Ordering::Greater))
    }

    /// `indicator@area@year`
    pub(super) fn subject(&self) -> String {
        format!("{}@{}@{}", self.total.indicator, self.total.area, self.total.period)
    }
}

/// Every total of the data that is a sum: amounts, not rates and not quotients.
pub(super) fn all<'a>(catalogue: &'a Catalogue<'a>) -> impl Iterator<Item = Total<'a>> {
    let observations = catalogue.observations();
    let amounts = observations.indicators().filter(|id| {
        catalogue
            .unit(id)
            .is_some_and(|unit| unit.dimensions().values().all(|exponent| *exponent > 0) && !unit.is_pure())
    });
    amounts.flat_map(move |id| {
        let totals = observations.of(id).filter(|total| is_number(total) && matches!(total.period, Period::Year(_)));
        totals.filter_map(move |total| {
            let areas: Vec<_> = catalogue.areas().parts(total.area).collect();
            let parts = areas.iter().filter_map(|part| observations.get(id, &part.id, total.period));
            let parts = parts.filter(is_number).collect();
            let found = Total { total, parts, areas: areas.len() };
            found.is_sum().then_some(found)
        })
    })
}

fn is_number(observation: &Observation<'_>) -> bool {
    matches!(observation.datum, Datum::Number(_)) && observation.qualifier.is_none()
}

fn number(observation: &Observation<'_>) -> Exact {
    observation.in_base_units().unwrap_or_else(Exact::zero)
}

/// Whole things that are counted one by one (206名) are exact; everything else stands for half a unit of its last place
/// either way.
pub(super) fn half_unit(observation: &Observation) -> Exact {
    let unit = &observation.unit;
    if unit.is_count() && unit.multiplier() == Multiplier::One && observation.decimals == 0 {
        return Exact::zero();
    }
    let place = Exact::power_of_ten(-i32::try_from(observation.decimals).unwrap_or(0));
    &(&place * &unit.worth()) * &Exact::ratio(1, 2)
}
