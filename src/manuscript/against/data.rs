//! The data that a manuscript is compared with, in the order in which they are looked for.
//!
//! Must not know: texts.

use std::collections::BTreeMap;

use num_rational::BigRational;

use crate::manuscript::measure::Amount;
use crate::manuscript::reading::Mention;
use crate::quantity::Exact;

use super::is_compared;
use super::names::plain;

/// One datum, as a manuscript may print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// What it is called where it comes from, such as `credit_coverage@平江县@2016`.
    pub id: String,
    /// Names that a text may give it, in any language.
    pub names: Vec<String>,
    /// Its area; empty if it has none.
    pub area: String,
    /// The first and last year.
    pub years: (i32, i32),
    /// The value in base units; an interval for a range.
    pub value: Exact,
    /// What it measures, as [`class_of`](crate::manuscript::measure::class_of) says it.
    pub class: String,
}

/// Data with what a text leaves unsaid: area and year.
#[derive(Clone, Debug, Default)]
pub struct Data {
    list: Vec<Datum>,
    /// By class, in the order of their values.
    by_class: BTreeMap<String, Vec<usize>>,
    /// By two letters of a name that follow each other.
    by_letters: BTreeMap<(char, char), Vec<usize>>,
    /// What areas go by.
    areas: Vec<(String, String)>,
    area: String,
    year: i32,
}

impl Data {
    /// Returns data; `areas` are names of areas with the area that each means, `area` and `year` what the text speaks of
    /// where it says neither.
    #[must_use]
    pub fn new(list: Vec<Datum>, areas: Vec<(String, String)>, area: &str, year: i32) -> Self {
        let mut data = Self { areas, area: area.to_owned(), year, ..Self::default() };
        for (number, datum) in list.iter().enumerate() {
            data.by_class.entry(datum.class.clone()).or_default().push(number);
            for name in &datum.names {
                for pair in pairs(&plain(name)) {
                    let numbers = data.by_letters.entry(pair).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
        }
        for numbers in data.by_class.values_mut() {
            numbers.sort_by(|a, b| list[*a].value.lo().cmp(&list[*b].value.lo()).then(a.cmp(b)));
        }
        data.list = list;
        data
    }

    /// Returns all data.
    #[must_use]
    pub fn list(&self) -> &[Datum] {
        &self.list
    }

    /// Returns the names of areas, each with the area that it means.
    pub(super) fn areas(&self) -> &[(String, String)] {
        &self.areas
    }

    /// Returns the area that a text speaks of where it says none.
    #[must_use]
    pub fn area(&self) -> &str {
        &self.area
    }

    /// Returns the year that a text speaks of where it says none.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Returns the area that a place of a text speaks of.
    #[must_use]
    pub fn area_at(&self, text: &str, at: usize) -> String {
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let named = super::areas::Areas::new(text.get(start..at).unwrap_or_default(), self).before(at - start);
        named.unwrap_or_else(|| self.area.clone())
    }

    /// Returns the classes that a figure may be of: its own; any counted or measured one where its unit is left to the
    /// words (10万贫困户); a quotient where the words say 人均, 户均.
    pub(super) fn classes<'a>(
        &'a self,
        mention: &'a Mention,
        amount: &'a Amount,
    ) -> impl Iterator<Item = &'a str> + Clone + 'a {
        let open = amount.class.is_empty() && mention.figure.multiplier >= 4;
        let each = mention.lead.contains(['均', '每']);
        self.by_class.keys().map(String::as_str).filter(move |class| {
            let own = *class == amount.class;
            let any = open && !class.is_empty() && !matches!(*class, "%" | "倍" | "年");
            let quotient = each && class.strip_prefix(&amount.class).is_some_and(|rest| rest.starts_with('/'));
            is_compared(amount.sort) && (own || any || quotient)
        })
    }

    /// Returns the data of a class between two values.
    pub(super) fn between(&self, class: &str, lo: &BigRational, hi: &BigRational) -> std::vec::IntoIter<usize> {
        let numbers = self.by_class.get(class).map_or(&[][..], Vec::as_slice);
        let from = numbers.partition_point(|number| &self.list[*number].value.lo() < lo);
        let to = numbers.partition_point(|number| &self.list[*number].value.lo() <= hi);
        numbers.get(from..to).unwrap_or_default().to_vec().into_iter()
    }

    /// Returns the data that some words may name.
    pub fn likely(&self, words: &str) -> impl Iterator<Item = usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in pairs(&plain(words)) {
            for number in self.by_letters.get(&pair).into_iter().flatten() {
                *counts.entry(*number).or_default() += 1;
            }
        }
        counts.into_keys()
    }

    /// Returns the data whose names have at least half of the letters of a name, two by two.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        let wanted = pairs(name);
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in &wanted {
            for number in self.by_letters.get(pair).into_iter().flatten() {
                *counts.entry(*number).or_default() += 1;
            }
        }
        let least = wanted.len().div_ceil(2).max(1);
        counts.into_iter().filter(move |(_, count)| *count >= least).map(|(number, _)| number)
    }
}

/// Letters two by two, each pair once.
fn pairs(name: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = name.chars().take(40).collect();
    let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
