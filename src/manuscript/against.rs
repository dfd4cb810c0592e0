//! A manuscript against data: which datum each figure is.
//!
//! The data are given as [`Datum`]s, so that this room knows no book. A figure is a datum if the value is the same
//! within the figure's rounding, the units measure the same, the year agrees and the words of its sentence name it.
//! Must not know: where data come from.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::quantity::Exact;

use super::measure::Sort;
use super::reading::{Mention, Reading, Role, likeness};

/// One datum, as a manuscript may print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// What it is called where it comes from, such as `credit_coverage/平江县/2016`.
    pub id: String,
    /// Names that a text may give it, in any language.
    pub names: Vec<String>,
    /// The area, if it has one.
    pub area: Option<String>,
    /// The year.
    pub year: i32,
    /// The value in base units.
    pub value: BigRational,
    /// What it measures, as [`Amount::class`](super::measure::Amount) says it.
    pub class: String,
}

/// What a figure of the manuscript is among the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This datum.
    Found(String),
    /// Named like this datum, but of another value: the datum and its value, in base units.
    NearMiss(String, BigRational),
    /// Several data fit.
    Ambiguous(Vec<String>),
    /// None.
    NotInTheData,
}

/// Names this alike name one thing.
const SAME: f64 = 0.75;

/// Returns what each figure of the manuscript is, by the number of its mention. Changes, shares and the like, which data
/// seldom hold, are passed over unless a datum fits them.
#[must_use]
pub fn against(reading: &Reading, data: &[Datum]) -> Vec<(usize, Match)> {
    let matched = |(at, mention): (usize, &Mention)| {
        let found = matching(reading, mention, data)?;
        let stands = matches!(mention.role, Role::Level | Role::To | Role::From | Role::Base);
        (stands || matches!(found, Match::Found(_))).then_some((at, found))
    };
    reading.mentions.iter().enumerate().filter_map(matched).collect()
}

fn matching(reading: &Reading, mention: &Mention, data: &[Datum]) -> Option<Match> {
    let amount = mention.amount.as_ref().filter(|amount| matches!(amount.sort, Sort::Amount | Sort::Rate))?;
    let like = data.iter().filter(|datum| {
        datum.class == amount.class
            && mention.year.is_none_or(|year| year == datum.year)
            && named(reading, mention, datum)
    });
    let like: Vec<&Datum> = like.collect();
    let equal: Vec<&&Datum> = like.iter().filter(|datum| holds(&amount.interval, &datum.value)).collect();
    Some(match (equal.as_slice(), like.as_slice()) {
        ([one], _) => Match::Found(one.id.clone()),
        ([], []) => Match::NotInTheData,
        ([], near) => {
            let nearest = near.iter().min_by_key(|datum| off(&amount.value, &datum.value))?;
            Match::NearMiss(nearest.id.clone(), nearest.value.clone())
        }
        (several, _) => Match::Ambiguous(several.iter().map(|datum| datum.id.clone()).collect()),
    })
}

fn holds(interval: &Exact, value: &BigRational) -> bool {
    &interval.lo() <= value && value <= &interval.hi()
}

/// How far two values are apart, relative to the greater.
fn off(a: &BigRational, b: &BigRational) -> BigRational {
    let most = a.abs().max(b.abs());
    if most.is_zero() { BigRational::zero() } else { (a - b).abs() / most }
}

/// Whether the words of a figure name a datum: its name, and its area if the sentence names another.
fn named(reading: &Reading, mention: &Mention, datum: &Datum) -> bool {
    let by_name = datum.names.iter().any(|name| {
        !name.is_empty() && (likeness(mention.name(), name) >= SAME || mention.clause.contains(name.as_str()))
    });
    let words = reading.around(mention);
    by_name && datum.area.as_ref().is_none_or(|area| words.contains(area.as_str()) || !names_an_area(words))
}

/// Whether a sentence names any county, city or town at all.
fn names_an_area(words: &str) -> bool {
    ["县", "区", "镇", "乡"].iter().any(|word| words.contains(word))
        && !["全县", "全区", "全镇", "全乡"].iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datum(id: &str, name: &str, year: i32, value: i64, class: &str) -> Datum {
        let value = BigRational::from_integer(value.into());
        Datum { id: id.into(), names: vec![name.into()], area: None, year, value, class: class.into() }
    }

    #[test]
    fn figures_are_found_missed_or_not_there() {
        let data = [
            datum("grain/2016", "粮食总产量", 2016, 206_400, "吨1"),
            datum("grain/2015", "粮食总产量", 2015, 200_000, "吨1"),
            datum("visitors/2016", "接待游客", 2016, 310_000, "人次1"),
        ];
        let reading = Reading::new("2016年，全县粮食总产量20.64万吨。全年接待游客30万人次，建成公厕36座。");
        let found = against(&reading, &data);
        let expected = [
            (0, Match::Found("grain/2016".into())),
            (1, Match::NearMiss("visitors/2016".into(), BigRational::from_integer(310_000.into()))),
            (2, Match::NotInTheData),
        ];
        assert_eq!(found, expected);
    }
}
