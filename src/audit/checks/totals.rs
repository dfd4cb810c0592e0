//! Totals and their parts over the area tree, added up once: what four checks look at.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::formula::Facts;
use crate::indicators::Catalogue;
use crate::ingest::{Amount, AreaNumber, Datum, Histories, History, Observation};
use crate::quantity::{Exact, Multiplier, Unit};

/// An area with its parts, in the book's order.
pub(super) struct Whole<'a> {
    pub(super) id: &'a str,
    number: Option<AreaNumber>,
    parts: Vec<(&'a str, Option<AreaNumber>)>,
}

/// A total that its parts do not make, or not all of them.
pub(in crate::audit) struct Total<'a> {
    pub(super) total: Observation<'a>,
    /// How many parts the area has.
    pub(super) areas: usize,
    pub(super) fault: Fault<'a>,
}

/// What is to be said of a total.
pub(super) enum Fault<'a> {
    /// These parts have no number.
    Missing(Vec<&'a str>),
    /// The parts' sum less the total; and how far rounding alone can carry the two apart: half a unit of the last place of
    /// each.
    Apart { difference: Exact, tolerance: Exact },
}

impl Total<'_> {
    /// `indicator@area@year`
    pub(super) fn subject(&self) -> String {
        format!("{}@{}@{}", self.total.indicator, self.total.area, self.total.period)
    }

    /// Whether rounding alone explains that the parts make something else.
    pub(super) fn is_within_rounding(&self) -> bool {
        match &self.fault {
            Fault::Missing(_) => false,
            Fault::Apart { difference, tolerance } => difference.abs().order(tolerance).is_none_or(Ordering::is_le),
        }
    }
}

/// Every area that has parts, by id.
pub(super) fn wholes<'a>(catalogue: &'a Catalogue<'a>) -> Vec<Whole<'a>> {
    let (areas, observations) = (catalogue.areas(), catalogue.observations());
    let ids: BTreeSet<&str> = areas.iter().filter_map(|area| area.part_of.as_deref()).collect();
    let part = |id: &'a str| (id, observations.area_number(id));
    let whole = |id: &'a str| Whole {
        id,
        number: observations.area_number(id),
        parts: areas.parts(id).map(|area| part(&area.id)).collect(),
    };
    ids.into_iter().map(whole).collect()
}

impl<'a> Whole<'a> {
    /// How many parts it has.
    pub(super) fn areas(&self) -> usize {
        self.parts.len()
    }

    /// The parts of one indicator, those without observations too.
    pub(super) fn parts(&self, of: &Histories<'a>) -> impl Iterator<Item = (&'a str, Option<History<'a>>)> {
        self.parts.iter().map(|(id, number)| (*id, number.and_then(|number| of.of(number))))
    }
}

/// Every total of the data that is a sum and is not made by its parts, by indicator, area and year. Sums are of amounts, not
/// of rates and not of quotients.
pub(in crate::audit) fn all<'a>(catalogue: &'a Catalogue<'a>) -> Vec<Total<'a>> {
    let wholes = wholes(catalogue);
    let is_amount = |unit: &Unit| unit.dimensions().values().all(|exponent| *exponent > 0) && !unit.is_pure();
    let amounts = catalogue.observations().histories_if(|id| catalogue.unit(id).is_some_and(is_amount));
    let of_indicator = |histories| wholes.iter().flat_map(|whole| of_whole(whole, &histories)).collect::<Vec<_>>();
    amounts.flat_map(of_indicator).collect()
}

/// The parts of a total, each with its observations.
type Parts<'p, 'a> = &'p [(&'a str, Option<History<'a>>)];

fn of_whole<'a>(whole: &Whole<'a>, histories: &Histories<'a>) -> Vec<Total<'a>> {
    let own = whole.number.and_then(|number| histories.of(number)).map(History::years);
    let parts: Vec<_> = whole.parts(histories).collect();
    let Some(own) = own.filter(|_| parts.iter().filter(|(_, part)| part.is_some()).count() > 1) else {
        return Vec::new();
    };
    let fault = |(index, sum): (usize, Sum<'a>)| {
        let total = own.observation(index);
        let fault = if sum.is_plain { sum.fault(total.unit) } else { fault_of_numbers(&total, &parts) };
        fault.map(|fault| Total { total, areas: parts.len(), fault })
    };
    sums(&own, &parts).into_iter().filter_map(fault).collect()
}

/// The parts of each year of an area that has a number, added up.
fn sums<'a>(own: &History<'a>, parts: Parts<'_, 'a>) -> Vec<(usize, Sum<'a>)> {
    let Some(unit) = own.units().next() else { return Vec::new() };
    let totals = own.years_and_amounts(unit).enumerate();
    let mut sums: Vec<_> =
        totals.filter_map(|(index, (year, amount))| Some((index, Sum::new(year, amount)?))).collect();
    for (id, part) in parts {
        let mut amounts = part.iter().flat_map(|part| part.years_and_amounts(unit)).peekable();
        for (_, sum) in &mut sums {
            while amounts.next_if(|(year, _)| *year < sum.year).is_some() {}
            let amount = amounts.next_if(|(year, _)| *year == sum.year).map_or(Amount::None, |(_, amount)| amount);
            sum.add(id, amount);
        }
    }
    sums
}

/// A total and the sum of its parts, as integers.
struct Sum<'a> {
    year: i32,
    /// Whether all that was added are plain decimals of one unit: else the sum says nothing.
    is_plain: bool,
    total: i128,
    parts: i128,
    sides: Sides,
    missing: Vec<&'a str>,
    /// What the last places of total and parts are worth, and of how many that is one.
    places: i128,
    ones: i128,
}

impl<'a> Sum<'a> {
    /// `None` where there is no total.
    fn new(year: i32, total: Amount) -> Option<Self> {
        let (is_plain, total, place) = match total {
            Amount::None | Amount::Hedged => return None,
            Amount::Other => (false, 0, 0),
            Amount::Decimal(digits, place) => (true, digits, place),
        };
        let (places, ones) = (i128::from(place), i128::from(place == Amount::ONE));
        Some(Self { year, is_plain, total, parts: 0, sides: Sides::default(), missing: Vec::new(), places, ones })
    }

    fn add(&mut self, id: &'a str, part: Amount) {
        match part {
            Amount::None | Amount::Hedged => self.missing.push(id),
            Amount::Other => self.is_plain = false,
            Amount::Decimal(digits, place) => {
                self.sides.note(digits.cmp(&self.total));
                match self.parts.checked_add(digits) {
                    Some(parts) => self.parts = parts,
                    None => self.is_plain = false,
                }
                self.places += i128::from(place);
                self.ones += i128::from(place == Amount::ONE);
            }
        }
    }

    fn fault(self, unit: &Unit) -> Option<Fault<'a>> {
        let difference = self.parts - self.total;
        if !self.sides.is_sum() || (self.missing.is_empty() && difference == 0) {
            return None;
        }
        if !self.missing.is_empty() {
            return Some(Fault::Missing(self.missing));
        }
        let counted = if is_counted(unit) { self.ones * i128::from(Amount::ONE) } else { 0 };
        let tolerance = &Amount::exact(self.places - counted, unit) * &Exact::ratio(1, 2);
        Some(Fault::Apart { difference: Amount::exact(difference, unit), tolerance })
    }
}

/// The same of any numbers.
fn fault_of_numbers<'a>(total: &Observation<'a>, parts: Parts<'_, 'a>) -> Option<Fault<'a>> {
    let whole = number(total);
    let (mut sum, mut tolerance) = (Exact::zero(), half_unit(total));
    let (mut sides, mut missing) = (Sides::default(), Vec::new());
    for (id, part) in parts {
        let Some(part) = part.as_ref().and_then(|part| part.at(total.period)).filter(is_number) else {
            missing.push(*id);
            continue;
        };
        let value = number(&part);
        sides.note(value.order(&whole).unwrap_or(Ordering::Equal));
        sum = &sum + &value;
        tolerance = &tolerance + &half_unit(&part);
    }
    let difference = &sum - &whole;
    match (sides.is_sum(), missing.is_empty()) {
        (false, _) => None,
        (true, false) => Some(Fault::Missing(missing)),
        (true, true) => (!difference.is_zero()).then_some(Fault::Apart { difference, tolerance }),
    }
}

/// On which side of their total parts lie. A total between its smallest and its largest part is an average, not a sum.
#[derive(Default)]
struct Sides {
    parts: usize,
    below: usize,
    above: usize,
}

impl Sides {
    fn note(&mut self, order: Ordering) {
        self.parts += 1;
        self.below += usize::from(order.is_lt());
        self.above += usize::from(order.is_gt());
    }

    fn is_sum(&self) -> bool {
        self.parts > 1 && (self.below == self.parts || self.above == self.parts)
    }
}

fn is_number(observation: &Observation<'_>) -> bool {
    matches!(observation.datum, Datum::Number(_)) && observation.qualifier.is_none()
}

fn number(observation: &Observation<'_>) -> Exact {
    observation.in_base_units().unwrap_or_else(Exact::zero)
}

/// Whether a unit counts things one by one (206名): their whole numbers are exact.
fn is_counted(unit: &Unit) -> bool {
    unit.is_count() && unit.multiplier() == Multiplier::One
}

/// Whole things that are counted one by one are exact; everything else stands for half a unit of its last place either way.
pub(super) fn half_unit(observation: &Observation) -> Exact {
    let unit = &observation.unit;
    if is_counted(unit) && observation.decimals == 0 {
        return Exact::zero();
    }
    let place = Exact::power_of_ten(-i32::try_from(observation.decimals).unwrap_or(0));
    &(&place * &unit.worth()) * &Exact::ratio(1, 2)
}
