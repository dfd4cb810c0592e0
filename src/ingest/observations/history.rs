//! The observations of one indicator and area through time, as they lie in memory: what looks through millions of values
//! reads numbers here, and asks for an [`Observation`] only where there is something to say of one.
//!
//! Of a plain decimal a number costs a few nanoseconds; of anything else it is what the observation says.

use std::ops::Range;

use crate::book::Period;
use crate::ingest::observation::{Datum, Observation, Status};
use crate::quantity::{Exact, Unit};

use super::series::{Cell, Content, PeriodKey, Run};
use super::shelves::Lent;
use super::{Attributes, Observations, Rare};

/// Whole numbers up to here are binary numbers exactly, so that one division rounds once, as [`Exact::to_f64`] does.
const WHOLE: u64 = 1 << 53;

/// Powers of ten: a plain decimal has fewer decimals than there are.
const POWERS: [i64; PLACES + 1] = {
    let mut powers = [1; PLACES + 1];
    let mut exponent = 1;
    while exponent <= PLACES {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};
const PLACES: usize = 18;

/// The number of an area among those that have observations: it spares looking up its id in each series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AreaNumber(u32);

/// The observations of one indicator.
#[derive(Clone, Debug)]
pub(crate) struct Histories<'a> {
    all: &'a Observations,
    number: usize,
    series: Lent<'a>,
}

/// The observations of one indicator and area, by period: years, and then spans. A part of it is one too.
#[derive(Clone, Debug)]
pub(crate) struct History<'a> {
    all: &'a Observations,
    number: usize,
    series: Lent<'a>,
    /// Where in the series the runs of the area stand, which tell the periods of its cells.
    runs: Range<usize>,
    /// Where in the series its cells stand.
    cells: Range<usize>,
}

/// A number to add up exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// None.
    None,
    /// Something with a hedge: no exact number.
    Hedged,
    /// A plain decimal in the unit that was asked for, and what its last place is worth, both in units of 10⁻¹⁸ of it.
    Decimal(i128, i64),
    /// A number, but of another unit or no plain decimal.
    Other,
}

impl Observations {
    /// Returns the observations of each indicator, in the order of ids.
    pub(crate) fn histories(&self) -> impl Iterator<Item = Histories<'_>> {
        (0..self.series.len()).map(|number| Histories { all: self, number, series: self.series.pass(number) })
    }

    /// Returns the observations of an indicator, if there are any.
    pub(crate) fn histories_of(&self, indicator: &str) -> Option<Histories<'_>> {
        let number = *self.indicator_index.get(indicator)?;
        Some(Histories { all: self, number, series: self.series.get(number) })
    }

    /// Returns the same for somebody who goes through them once, and will not ask again.
    pub(super) fn histories_once(&self, indicator: &str) -> Option<Histories<'_>> {
        let number = *self.indicator_index.get(indicator)?;
        Some(Histories { all: self, number, series: self.series.pass(number) })
    }

    /// Returns the observations of some indicators, in the order of ids.
    pub(crate) fn histories_if(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Histories<'_>> {
        self.indicators().filter(move |id| is_wanted(id)).filter_map(|id| self.histories_once(id))
    }

    /// Returns the number of an area, if it has observations.
    pub(crate) fn area_number(&self, area: &str) -> Option<AreaNumber> {
        self.area_index.get(area).copied().map(AreaNumber)
    }

    /// Returns the first and the last year that any observation speaks of.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        self.years
    }

    /// Finds them.
    pub(super) fn bounds(&self) -> Option<(i32, i32)> {
        let bounds = |history: History<'_>| {
            let years = history.clone().years().len();
            let ends = [0, years.saturating_sub(1)].into_iter().filter(|_| years > 0).chain(years..history.len());
            let periods = ends.map(|index| history.period(index).period());
            periods.map(|period| (period.first_year(), period.last_year())).reduce(wider)
        };
        let each = self.histories().flat_map(|histories| histories.areas().filter_map(bounds));
        each.reduce(wider)
    }
}

fn wider(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    (a.0.min(b.0), a.1.max(b.1))
}

impl<'a> Histories<'a> {
    /// Returns the id of the indicator.
    pub(crate) fn indicator(&self) -> &'a str {
        &self.all.indicators[self.number]
    }

    /// Returns how many observations there are.
    pub(crate) fn count(&self) -> usize {
        self.series.count()
    }

    /// Returns the history of each area that has one, in the order of ids.
    pub(crate) fn areas(self) -> impl Iterator<Item = History<'a>> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let runs = self.series.runs_from(next)?;
            next = runs.end;
            Some(self.history(runs))
        })
    }

    /// Returns all observations, by area and period.
    pub(crate) fn observations(self) -> impl Iterator<Item = Observation<'a>> {
        self.areas().flat_map(History::observations)
    }

    /// Returns the history of an area, if it has one.
    pub(crate) fn of(&self, area: AreaNumber) -> Option<History<'a>> {
        self.series.area(area.0).map(|runs| self.history(runs))
    }

    fn history(&self, runs: Range<usize>) -> History<'a> {
        let cells = self.series.cells_of_runs(&runs);
        History { all: self.all, number: self.number, series: self.series.clone(), runs, cells }
    }

    /// Returns the units in which the observations are recorded, each at least once.
    pub(crate) fn units(&self) -> impl Iterator<Item = &'a Unit> {
        attributes(self.all, self.series.cells()).map(|attributes| &attributes.unit)
    }

    /// Returns whether any number has a hedge.
    pub(crate) fn has_hedges(&self) -> bool {
        attributes(self.all, self.series.cells()).any(|attributes| attributes.qualifier.is_some())
    }

    /// Returns whether the series breaks anywhere.
    pub(crate) fn has_breaks(&self) -> bool {
        attributes(self.all, self.series.cells()).any(|attributes| attributes.status == Status::B)
    }

    /// Returns whether any row gives the last period's value on its own basis.
    pub(crate) fn has_comparable_bases(&self) -> bool {
        let has = |cell: &Cell| match cell.content() {
            Content::Rare(at) => self.all.rare_at(at).comparable_base.is_some(),
            Content::Decimal(..) | Content::Blank => false,
        };
        self.series.cells().iter().any(has)
    }
}

/// What the cells have in common with others, each at least once.
fn attributes<'a, 'c>(all: &'a Observations, cells: &'c [Cell]) -> impl Iterator<Item = &'a Attributes> + use<'a, 'c> {
    let alike = cells.chunk_by(|a, b| a.attributes == b.attributes);
    alike.map(|cells| &all.attributes[cells[0].attributes as usize])
}

impl<'a> History<'a> {
    /// Returns the id of the area.
    pub(crate) fn area(&self) -> &'a str {
        &self.all.areas[self.area_index() as usize]
    }

    fn area_index(&self) -> u32 {
        self.runs()[0].area
    }

    fn runs(&self) -> &[Run] {
        self.series.runs(self.runs.clone())
    }

    fn cells(&self) -> &[Cell] {
        &self.series.cells()[self.cells.clone()]
    }

    fn cell(&self, index: usize) -> &Cell {
        &self.cells()[index]
    }

    fn attributes(&self, cell: &Cell) -> &'a Attributes {
        &self.all.attributes[cell.attributes as usize]
    }

    fn period(&self, index: usize) -> PeriodKey {
        let at = self.cells.start + index;
        let run = match self.runs() {
            [only] => only,
            runs => &runs[runs.partition_point(|run| run.reaches(at)).saturating_sub(1)],
        };
        run.period(at)
    }

    /// The observations from one index up to another.
    fn part(&self, from: usize, to: usize) -> Self {
        let cells = self.cells.start + from..self.cells.start + to;
        Self { cells, runs: self.runs.clone(), series: self.series.clone(), ..*self }
    }

    /// Returns how many observations there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns one observation.
    pub(crate) fn observation(&self, index: usize) -> Observation<'a> {
        self.all.show(self.number, (self.area_index(), self.period(index)), self.cell(index))
    }

    /// Returns all observations.
    pub(crate) fn observations(self) -> impl Iterator<Item = Observation<'a>> {
        (0..self.len()).map(move |index| self.observation(index))
    }

    /// Returns each period.
    pub(crate) fn periods(&self) -> impl Iterator<Item = Period> {
        (0..self.len()).map(move |index| self.period(index).period())
    }

    /// Returns the observations of single years.
    pub(crate) fn years(self) -> Self {
        // Years come before spans, of which there are few.
        let spans = (0..self.len()).rev().take_while(|index| !self.period(*index).is_year()).count();
        let end = self.cells.end - spans;
        Self { cells: self.cells.start..end, ..self }
    }

    /// Returns its consecutive years without a gap or a break, oldest first. A hedged value ends a run: it is no exact
    /// number; and so does what is no number.
    pub(crate) fn steady(self) -> impl Iterator<Item = Self> {
        let years = self.years();
        let mut next = 0;
        std::iter::from_fn(move || {
            let cells = years.cells();
            let start = next + cells[next..].iter().position(|cell| years.is_exact(cell))?;
            let going_on = (start + 1..).zip(&cells[start + 1..]);
            let end = start + 1 + going_on.take_while(|(index, cell)| years.follows(*index, cell)).count();
            next = end;
            Some(years.part(start, end))
        })
    }

    /// Whether an observation goes on from the one before, as those of one run do.
    fn follows(&self, index: usize, cell: &Cell) -> bool {
        let is_next = self.runs.len() == 1 || self.period(index).0 == self.period(index - 1).0 + 1;
        is_next && self.attributes(cell).status != Status::B && self.is_exact(cell)
    }

    /// Whether a value is a number without a hedge.
    fn is_exact(&self, cell: &Cell) -> bool {
        self.is_number(cell) && self.attributes(cell).qualifier.is_none()
    }

    fn is_number(&self, cell: &Cell) -> bool {
        match cell.content() {
            Content::Decimal(..) => true,
            Content::Blank => false,
            Content::Rare(at) => matches!(self.all.rare_at(at), Rare { datum: Datum::Number(_), .. }),
        }
    }

    /// Returns the units in which the observations are recorded, each at least once.
    pub(crate) fn units(&self) -> impl Iterator<Item = &'a Unit> {
        attributes(self.all, self.cells()).map(|attributes| &attributes.unit)
    }

    /// Returns the indices of the observations that may be recorded in another unit than the one before.
    pub(crate) fn changes(&self) -> impl Iterator<Item = usize> {
        let cells = self.cells();
        (1..cells.len()).filter(|next| cells[next - 1].attributes != cells[*next].attributes)
    }

    /// Returns whether it has the same years as another, without a gap.
    pub(crate) fn is_steady_with(&self, other: &Self) -> bool {
        let ends = |years: &Self| Some((years.period(0), years.period(years.len().checked_sub(1)?)));
        let whole = |(first, last): (PeriodKey, PeriodKey)| (last.0 - first.0) as usize + 1 == self.len();
        if self.len() == 0 || other.len() == 0 {
            return self.len() == other.len();
        }
        self.len() == other.len() && ends(self) == ends(other) && ends(self).is_none_or(whole)
    }

    /// Fills in the numbers in base units, each the nearest binary one and so the same as the exact number's; `NaN` for
    /// what is none.
    pub(crate) fn numbers(&self, numbers: &mut Vec<f64>) {
        let mut worth = Memo::default();
        numbers.clear();
        numbers.extend(self.cells().iter().enumerate().map(|(index, cell)| {
            let decimal = match cell.content() {
                Content::Decimal(digits, _) => worth.of(cell, || self.worth(cell)).map(|worth| (digits, worth)),
                Content::Blank | Content::Rare(_) => None,
            };
            let product = decimal.and_then(|(digits, (numerator, _))| digits.checked_mul(numerator));
            match (product, decimal) {
                (Some(product), Some((_, (_, denominator)))) if product.unsigned_abs() <= WHOLE => {
                    product as f64 / denominator
                }
                _ => {
                    let number = self.observation(index).in_base_units();
                    number.map_or(f64::NAN, |number| number.to_f64())
                }
            }
        }));
    }

    /// What the last place of a decimal is worth in base units, as a quotient of binary numbers.
    fn worth(&self, cell: &Cell) -> Option<(i64, f64)> {
        let unit = &self.attributes(cell).unit;
        let (numerator, denominator) = (&unit.worth() * &Exact::decimal(1, u32::from(decimals(cell)))).as_words()?;
        (denominator.unsigned_abs() <= WHOLE).then_some((numerator, denominator as f64))
    }

    /// Returns the observation of a period.
    pub(crate) fn at(&self, period: Period) -> Option<Observation<'a>> {
        let wanted = PeriodKey::new(period);
        // Mostly each year has an observation: look there first.
        let likely = wanted.0.checked_sub((self.len() > 0).then(|| self.period(0))?.0)? as usize;
        let found = Some(likely).filter(|index| *index < self.len() && self.period(*index) == wanted);
        let index = found.or_else(|| (0..self.len()).find(|index| self.period(*index) == wanted))?;
        Some(self.observation(index))
    }

    /// Returns the amount of each observation in the unit of the first.
    pub(crate) fn own_amounts(&self) -> impl Iterator<Item = Amount> + Clone {
        self.units().next().into_iter().flat_map(move |unit| self.amounts(unit))
    }

    /// Returns the amount of each observation in a unit.
    pub(crate) fn amounts<'h>(&'h self, unit: &'h Unit) -> impl Iterator<Item = Amount> + Clone + use<'a, 'h> {
        let mut place = Memo::default();
        self.cells().iter().map(move |cell| {
            let content = cell.content();
            if content == Content::Blank {
                return Amount::None;
            }
            match (place.of(cell, || self.place(cell, unit)), content) {
                (Place::Hedged, _) => Amount::Hedged,
                (Place::Worth(place), Content::Decimal(digits, _)) => {
                    Amount::Decimal(i128::from(digits) * i128::from(place), place)
                }
                _ if self.is_number(cell) => Amount::Other,
                _ => Amount::None,
            }
        })
    }

    /// Returns each single year with its amount in a unit.
    pub(crate) fn years_and_amounts<'h>(&'h self, unit: &'h Unit) -> impl Iterator<Item = (i32, Amount)> + use<'a, 'h> {
        let amounts = self.periods().zip(self.amounts(unit));
        // Years come before spans.
        let years = amounts.take_while(|(period, _)| matches!(period, Period::Year(_)));
        years.map(|(period, amount)| (period.last_year(), amount))
    }

    fn place(&self, cell: &Cell, unit: &Unit) -> Place {
        let attributes = self.attributes(cell);
        let place = PLACES.checked_sub(usize::from(decimals(cell))).map(|place| POWERS[place]);
        match place.filter(|_| attributes.unit == *unit) {
            _ if attributes.qualifier.is_some() => Place::Hedged,
            Some(place) => Place::Worth(place),
            None => Place::Other,
        }
    }
}

/// What the last place of a decimal is worth, in units of 10⁻¹⁸ of a unit.
#[derive(Clone, Copy)]
enum Place {
    Worth(i64),
    /// In another unit.
    Other,
    /// It does not count.
    Hedged,
}

/// What was worked out for the cell before: it mostly holds for the next one.
#[derive(Clone, Copy)]
struct Memo<T>(Option<(u32, u8, T)>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Copy> Memo<T> {
    /// What holds for all cells with these attributes and decimals.
    fn of(&mut self, cell: &Cell, work_out: impl FnOnce() -> T) -> T {
        match self.0 {
            Some((attributes, places, known)) if (attributes, places) == (cell.attributes, decimals(cell)) => known,
            _ => {
                let known = work_out();
                self.0 = Some((cell.attributes, decimals(cell), known));
                known
            }
        }
    }
}

impl Amount {
    /// One, in units of 10⁻¹⁸.
    pub(crate) const ONE: i64 = POWERS[PLACES];

    /// Returns what so many units of 10⁻¹⁸ are worth.
    pub(crate) fn exact(digits: i128, unit: &Unit) -> Exact {
        let places = num_rational::BigRational::new(digits.into(), Self::ONE.into());
        &Exact::from(places) * &unit.worth()
    }
}

/// The decimals of a plain decimal; none of anything else.
fn decimals(cell: &Cell) -> u8 {
    match cell.content() {
        Content::Decimal(_, decimals) => decimals,
        Content::Blank | Content::Rare(_) => 0,
    }
}
