//! A manuscript against data: which datum each figure is.
//!
//! The data are given as [`Data`], so that this room knows no book. A figure is a datum if the value is the same within
//! the figure's rounding, the units measure the same, year and area do not contradict, and the words around the figure
//! name it. Value and name decide together: a figure of many digits needs few words, a small count needs many.
//! Must not know: where data come from.

mod areas;
mod data;
mod names;
mod tables;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::quantity::Exact;

use super::measure::{Amount, Sort};
use super::reading::{Direction, Mention, Reading, Role, is_opposite, likeness, plain_name};
use super::scan::{FigureMention, Kind};

pub use data::{Data, Datum};
pub use names::cover;

use areas::Areas;
use names::{Words, plain};
use tables::{Cell, Tables};

/// What a figure of the manuscript is among the data; data by their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This datum.
    Found(usize),
    /// Named like this datum, but of another value.
    NearMiss(usize),
    /// Several data fit.
    Ambiguous(Vec<usize>),
    /// None.
    NotInTheData,
}

/// Two candidates this close are told apart by nothing.
const CLOSE: f64 = 0.08;

/// A name this well covered by the words of its figure names it, whatever the value.
const NAMED: f64 = 0.9;

/// Returns what each figure of the manuscript is, by the number of its mention. Changes, shares and the like, which data
/// seldom hold, are passed over unless a datum fits them.
#[must_use]
pub fn against(reading: &Reading, data: &Data) -> Vec<(usize, Match)> {
    let search = Search { reading, data, areas: Areas::new(&reading.text, data), tables: Tables::new(&reading.text) };
    let mut found = Vec::new();
    for (at, mention) in reading.mentions.iter().enumerate() {
        if let Some(cell) = search.tables.cell(mention.figure.span.start) {
            found.extend(search.in_table(mention, &cell).map(|fits| (at, fits)));
            continue;
        }
        let Some(fits) = search.matching(mention) else { continue };
        let stands = matches!(mention.role, Role::Level | Role::To | Role::From | Role::Base);
        if stands || matches!(fits, Match::Found(_)) {
            found.push((at, fits));
        }
    }
    found
}

struct Search<'a> {
    reading: &'a Reading,
    data: &'a Data,
    areas: Areas,
    tables: Tables,
}

/// A datum and how well it fits.
type Scored = (f64, usize);

impl Search<'_> {
    fn matching(&self, mention: &Mention) -> Option<Match> {
        let amount = mention.amount.as_ref()?;
        let area = self.areas.before(mention.figure.span.start);
        let words = Words::new(self.reading, mention);
        let mut fitting: Vec<Scored> = self
            .of_value(mention, amount)
            .map(|number| (self.fit(number, mention, &words, area.as_deref()), number))
            .filter(|(score, _)| *score >= least(amount))
            .collect();
        self.best(&mut fitting).or_else(|| {
            let near = self.near_miss(mention, amount, area.as_deref());
            Some(near.map_or(Match::NotInTheData, Match::NearMiss))
        })
    }

    /// The best of the data that fit, or all that fit as well.
    fn best(&self, fitting: &mut [Scored]) -> Option<Match> {
        fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let &(best, first) = fitting.first()?;
        let rivals: Vec<usize> =
            fitting.iter().take_while(|(score, _)| best - score < CLOSE).map(|(_, number)| *number).collect();
        let rivals = self.distinct(rivals);
        Some(if rivals.len() == 1 { Match::Found(first) } else { Match::Ambiguous(rivals) })
    }

    /// A cell of a table by the words and the unit of its row and column. What a column computes from others is passed over.
    fn in_table(&self, mention: &Mention, cell: &Cell) -> Option<Match> {
        let figure = FigureMention { unit: cell.unit.clone(), ..mention.figure.clone() };
        let figure = crate::manuscript::scan::with_unit(figure);
        let amount = crate::manuscript::measure::amount(&figure)?;
        let words = Words::of_cell(&cell.words);
        let places = Areas::new(&cell.words, self.data);
        let area = places.before(cell.words.len() + 1);
        let year =
            cell.words.rmatch_indices('年').find_map(|(at, _)| cell.words.get(at.checked_sub(4)?..at)?.parse().ok());
        let mention = Mention { figure, year: year.or(mention.year), direction: Direction::None, ..mention.clone() };
        let fits = |number: usize| {
            let datum = &self.data.list()[number];
            let own = area.as_deref().unwrap_or(self.data.area()) == datum.area;
            let name = datum.names.iter().map(|name| words.cover(name)).fold(0.0, f64::max);
            if own { name * self.year_fits(datum, &mention) } else { 0.0 }
        };
        let mut fitting: Vec<Scored> = self
            .of_value(&mention, &amount)
            .map(|number| (fits(number), number))
            .filter(|(score, _)| *score >= least(&amount).max(0.35))
            .collect();
        self.best(&mut fitting).or_else(|| (!cell.derived).then_some(Match::NotInTheData))
    }

    /// One datum an indicator: the same thing of another year is no rival.
    fn distinct(&self, mut rivals: Vec<usize>) -> Vec<usize> {
        let mut seen: Vec<(&str, &str)> = Vec::new();
        rivals.retain(|number| {
            let datum = &self.data.list()[*number];
            let key = (datum.names.first().map_or("", String::as_str), datum.area.as_str());
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        rivals
    }

    /// The data whose value the figure prints.
    fn of_value<'b>(&'b self, mention: &'b Mention, amount: &'b Amount) -> impl Iterator<Item = usize> + 'b {
        let half = &amount.step / BigRational::from_integer(2.into());
        let lo = amount.interval.lo().min(&amount.value - &half);
        let hi = amount.interval.hi().max(&amount.value + &half);
        let falls = mention.direction == Direction::Down;
        let classes = self.data.classes(mention, amount);
        let plain = classes.clone().flat_map({
            let (lo, hi) = (lo.clone(), hi.clone());
            move |class| self.data.between(class, &lo, &hi)
        });
        let turned =
            classes.filter(move |_| falls).flat_map(move |class| self.data.between(class, &-hi.clone(), &-lo.clone()));
        plain.chain(turned).filter(move |number| prints(mention, amount, &self.data.list()[*number].value))
    }

    /// How well a datum of the right value fits: the name, less where year or area are not its own.
    fn fit(&self, number: usize, mention: &Mention, words: &Words, area: Option<&str>) -> f64 {
        let datum = &self.data.list()[number];
        // Of two names that the words cover the longer says more.
        let covered = |name: &String| words.cover(name) + 0.012 * plain(name).chars().count().min(10) as f64;
        let name = datum.names.iter().map(covered).fold(0.0, f64::max);
        name * self.year_fits(datum, mention) * self.area_fits(datum, area, mention.figure.span.start)
    }

    /// Less for a datum of another area than the last named, unless its own is named before that.
    fn area_fits(&self, datum: &Datum, area: Option<&str>, at: usize) -> f64 {
        match area {
            None => 1.0,
            Some(area) if area == datum.area => 1.0,
            Some(_) if self.areas.has(&datum.area, at) => 0.9,
            Some(_) => 0.6,
        }
    }

    fn year_fits(&self, datum: &Datum, mention: &Mention) -> f64 {
        let within = |year: i32| datum.years.0 <= year && year <= datum.years.1;
        let own = mention.year.unwrap_or(self.data.year());
        if within(own) {
            // A datum of a span is meant where the span is printed.
            return if datum.years.0 == datum.years.1 { 1.0 } else { 0.97 };
        }
        let free = matches!(mention.role, Role::Base | Role::From);
        match () {
            () if free => 0.85,
            () if within(self.data.year()) => 0.75,
            () => 0.0,
        }
    }

    /// A datum that the words name beyond doubt, in its own year and area, with another value.
    fn near_miss(&self, mention: &Mention, amount: &Amount, area: Option<&str>) -> Option<usize> {
        if !matches!(mention.role, Role::Level | Role::To) || mention.figure.kind != Kind::Quantity || mention.depth > 0
        {
            return None;
        }
        let name = plain(mention.name());
        let own = mention.year.unwrap_or(self.data.year());
        let classes: Vec<&str> = self.data.classes(mention, amount).collect();
        let likely = self.data.named(&name).filter(|number| {
            let datum = &self.data.list()[*number];
            classes.contains(&datum.class.as_str())
                && datum.years == (own, own)
                && (area == Some(datum.area.as_str()) || area.is_none() && datum.area == self.data.area())
        });
        let scored = likely.map(|number| (self.likeness(number, &name), number));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        let off = off(&amount.value, &middle(&self.data.list()[best.1].value));
        let tenth = BigRational::new(1.into(), 10.into());
        let sure = best.0 >= NAMED || best.0 >= 0.8 && off <= tenth;
        sure.then_some(best.1)
    }

    fn likeness(&self, number: usize, name: &str) -> f64 {
        let datum = &self.data.list()[number];
        let name = &name.replace(datum.area.as_str(), "");
        let names = datum.names.iter().map(|own| plain(&plain_name(own)));
        names.map(|own| if is_opposite(&own, name) { 0.0 } else { likeness(&own, name) }).fold(0.0, f64::max)
    }
}

/// The least fit: many digits that agree leave little to chance.
fn least(amount: &Amount) -> f64 {
    match significant(&amount.value, &amount.step) {
        0 | 1 => 0.5,
        2 => 0.43,
        3 => 0.32,
        _ => 0.21,
    }
}

/// The digits of a value, zeros at its end not counted.
fn significant(value: &BigRational, step: &BigRational) -> usize {
    if step.is_zero() {
        return 1;
    }
    let digits = (value / step).to_integer().abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Whether a figure prints a value: of a range both ends, of a count the whole number.
fn prints(mention: &Mention, amount: &Amount, value: &Exact) -> bool {
    if mention.figure.kind == Kind::Range {
        let half = &amount.step / BigRational::from_integer(2.into());
        return (amount.interval.lo() - value.lo()).abs() <= half && (amount.interval.hi() - value.hi()).abs() <= half;
    }
    if value.lo() != value.hi()
        && value.hi() - value.lo() > &amount.step / BigRational::from_integer(BigInt::from(1000))
    {
        return false;
    }
    !amount.counted || !value.lo().is_integer() || value.lo().abs() == amount.value.abs()
}

fn middle(value: &Exact) -> BigRational {
    (value.lo() + value.hi()) / BigRational::from_integer(2.into())
}

/// How far two values are apart, relative to the greater.
fn off(a: &BigRational, b: &BigRational) -> BigRational {
    let most = a.abs().max(b.abs());
    if most.is_zero() { BigRational::zero() } else { (a - b).abs() / most }
}

/// Returns what a datum prints in the unit and at the precision of a mention.
#[must_use]
pub fn as_printed(mention: &Mention, value: &Exact) -> String {
    let falls = mention.direction == Direction::Down;
    let value = if falls { middle(value).abs() } else { middle(value) };
    mention.amount.as_ref().map_or_else(String::new, |amount| super::claims::written(&value, amount))
}

/// Returns whether amounts of this sort are compared with data.
fn is_compared(sort: Sort) -> bool {
    matches!(sort, Sort::Amount | Sort::Rate | Sort::Points | Sort::Years | Sort::Times)
}

#[cfg(test)]
mod tests;
