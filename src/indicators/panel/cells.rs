//! Observations → binary numbers in base units, at their area and period.

use crate::book::Period;
use crate::ingest::{Datum, Histories, History, Observation, Status};
use crate::quantity::Unit;

use super::walk::At;

/// A number with the area and the period that it belongs to.
pub(super) type Cell<'o> = (&'o str, Period, f64);

/// What of an indicator's observations a column holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// Numbers, hedged ones only if wanted.
    Numbers { at: At, hedged: bool },
    /// Last period's values on this period's basis.
    ComparableBase(At),
    /// How many breaks there have been up to each year.
    Breaks,
}

/// Returns what a slot takes from an indicator's observations.
pub(super) fn cells<'o>(histories: Histories<'o>, slot: Slot) -> Vec<Cell<'o>> {
    if let Slot::Numbers { at: At::Row, hedged: true } = slot {
        return numbers(histories);
    }
    let mut scales = Scales::default();
    let observations = histories.observations();
    let cells = observations.filter_map(|observation| {
        let value = take(&observation, slot, &mut scales)?;
        Some((observation.area, observation.period, value))
    });
    cells.collect()
}

/// All numbers of single years, whatever stands beside them: what nearly every column is.
fn numbers(histories: Histories<'_>) -> Vec<Cell<'_>> {
    let (mut cells, mut numbers) = (Vec::with_capacity(histories.count()), Vec::new());
    for years in histories.areas().map(History::years) {
        years.numbers(&mut numbers);
        let area = years.area();
        let known = years.periods().zip(&numbers).filter(|(_, number)| !number.is_nan());
        cells.extend(known.map(|(period, number)| (area, period, *number)));
    }
    cells
}

/// What few indicators have among their observations: most columns need not be looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rarities {
    /// Numbers with a hedge.
    pub(super) hedges: bool,
    /// Last period's values on another basis.
    pub(super) comparable_bases: bool,
    /// Breaks in the series.
    pub(super) breaks: bool,
}

impl Rarities {
    /// Returns what an indicator's observations have.
    pub(super) fn of(histories: &Histories<'_>) -> Self {
        Self {
            hedges: histories.has_hedges(),
            comparable_bases: histories.has_comparable_bases(),
            breaks: histories.has_breaks(),
        }
    }

    /// Returns the slot that has the same numbers; `None` if there are none.
    pub(super) fn slot(self, slot: Slot) -> Option<Slot> {
        match slot {
            Slot::Numbers { at, hedged } => Some(Slot::Numbers { at, hedged: hedged || !self.hedges }),
            Slot::ComparableBase(_) => self.comparable_bases.then_some(slot),
            Slot::Breaks => self.breaks.then_some(slot),
        }
    }
}

fn take(observation: &Observation<'_>, slot: Slot, scales: &mut Scales) -> Option<f64> {
    let belongs = |at: At| match (at, observation.period) {
        (At::Row, Period::Year(_)) => true,
        (At::Span(from, to), period) => period == Period::Span(from, to),
        _ => false,
    };
    let number = match slot {
        Slot::Numbers { at, hedged } => match &observation.datum {
            Datum::Number(number) if belongs(at) && (hedged || observation.qualifier.is_none()) => number,
            _ => return None,
        },
        Slot::ComparableBase(at) => observation.comparable_base.as_ref().filter(|_| belongs(at))?,
        Slot::Breaks => return (belongs(At::Row) && observation.status == Status::B).then_some(1.0),
    };
    Some(number.to_f64() * scales.of(observation.unit))
}

/// The scale of the last unit met: neighbours mostly share theirs.
#[derive(Default)]
struct Scales {
    last: Option<(Unit, f64)>,
}

impl Scales {
    fn of(&mut self, unit: &Unit) -> f64 {
        if let Some((last, scale)) = &self.last
            && last == unit
        {
            return *scale;
        }
        let scale = unit.worth().to_f64();
        self.last = Some((unit.clone(), scale));
        scale
    }
}
