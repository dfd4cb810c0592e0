//! A book's data as manuscripts are compared with them: observations, and every computed indicator evaluated exactly for
//! the areas and years that a text speaks of.
//!
//! Must not know: templates, how a figure is printed.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book as Source, Period};
use crate::formula::{Context, Evaluator, Expr, Facts as _, Node, Outcome};
use crate::indicators::Catalogue;
use crate::ingest::Datum as Recorded;
use crate::manuscript::Vocabulary;
use crate::manuscript::against::{Data, Datum};
use crate::manuscript::measure::class_of;
use crate::manuscript::reading::Reading;
use crate::manuscript::scan::Kind;
use crate::manuscript::text::Manuscript;
use crate::quantity::Exact;

/// Decimals of a root: far more than a text prints.
const DIGITS: u32 = 30;

/// What a manuscript speaks of where it does not say.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The area; the manuscript's own front matter or the book's without it.
    pub area: Option<String>,
    /// The year; the manuscript's own front matter or the book's without it.
    pub year: Option<i32>,
}

/// A book as manuscripts are compared with it.
pub struct Book<'a> {
    pub(super) catalogue: &'a Catalogue<'a>,
    /// Names of areas, each with the area that it means.
    areas: Vec<(String, String)>,
}

/// What a datum is in the book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) indicator: String,
    pub(super) area: String,
    pub(super) period: Period,
}

/// The data for one manuscript, each with its key.
pub(super) struct Facts {
    pub(super) data: Data,
    pub(super) keys: Vec<Key>,
}

impl<'a> Book<'a> {
    /// Tells whether all of its data are there ([`Observations::whole`](crate::ingest::Observations::whole)).
    ///
    /// # Errors
    /// When some were lost.
    pub fn whole(&self) -> crate::Result<()> {
        self.catalogue.observations().whole()
    }

    /// Returns a book by its catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue<'a>) -> Self {
        Self { catalogue, areas: area_names(catalogue.book()) }
    }

    /// Returns the units and names that the book adds to the language of manuscripts.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(&self.catalogue.book().units, self.areas.iter().map(|(name, _)| name.as_str()))
    }

    /// Returns the area and the year of a manuscript: as asked, else as its front matter says, else the book's.
    #[must_use]
    pub fn defaults(&self, manuscript: &Manuscript, asked: &Defaults) -> (String, i32) {
        let book = self.catalogue.book();
        let declared = |key| manuscript.front_matter().and_then(|front| entry(front, key));
        let known = |name: &str| book.areas.get(name).map(|area| area.id.to_string());
        let area = asked.area.as_deref().and_then(known).or_else(|| known(declared("area")?));
        let year = asked.year.or_else(|| declared("year")?.parse().ok());
        (area.unwrap_or_else(|| book.area.clone()), year.unwrap_or(book.year))
    }

    /// Returns the data that a text may speak of.
    pub(super) fn facts(&self, reading: &Reading, area: &str, year: i32) -> Facts {
        let (areas, years) = (self.mentioned(reading, area), years(reading, year));
        let mut facts = Collected::default();
        for id in self.catalogue.ids() {
            let names = self.names(id);
            if self.catalogue.is_computed(id) {
                self.computed(id, &names, (&areas, &years), &mut facts);
            } else {
                self.recorded(id, &names, &years, &mut facts);
            }
        }
        Facts { data: Data::new(facts.list, self.areas.clone(), area, year), keys: facts.keys }
    }

    fn recorded(&self, id: &str, names: &[String], years: &BTreeSet<i32>, facts: &mut Collected) {
        for observation in self.catalogue.observations().of(id) {
            let (first, last) = (observation.period.first_year(), observation.period.last_year());
            let scale = observation.unit.worth();
            let value = match &observation.datum {
                Recorded::Number(number) => number * &scale,
                Recorded::Range(lo, hi) => Exact::between((lo * &scale).lo().clone(), (hi * &scale).hi().clone()),
                Recorded::Words(_) | Recorded::Missing(_) => continue,
            };
            if years.range(first..=last).next().is_some() {
                let key =
                    Key { indicator: id.to_owned(), area: observation.area.to_owned(), period: observation.period };
                facts.add(key, names, value, class_of(observation.unit));
            }
        }
    }

    fn computed(
        &self,
        id: &str,
        names: &[String],
        (areas, years): (&BTreeSet<String>, &BTreeSet<i32>),
        facts: &mut Collected,
    ) {
        let class = self.catalogue.unit(id).map_or_else(String::new, class_of);
        let evaluator = Evaluator::new(self.catalogue, DIGITS);
        let formula = Expr { node: Node::Indicator(id.into()), span: 0..0 };
        for area in areas {
            for year in years {
                let context = Context { area: area.as_str().into(), period: Period::Year(*year) };
                let evaluation = evaluator.evaluate(&formula, &context);
                if let Outcome::Value { value, .. } = evaluation.outcome {
                    let key = Key { indicator: id.to_owned(), area: area.clone(), period: context.period };
                    facts.add(key, names, value, class.clone());
                }
            }
        }
    }

    fn names(&self, id: &str) -> Vec<String> {
        let declared = self.catalogue.declaration(id).into_iter().flat_map(|declaration| declaration.names.iter());
        let recorded = self.catalogue.observations().names(id).into_iter().flat_map(crate::book::Names::iter);
        let names: BTreeSet<&str> = declared.chain(recorded).collect();
        if names.is_empty() { vec![id.to_owned()] } else { names.into_iter().map(str::to_owned).collect() }
    }

    /// The areas that a text names, and the one that it speaks of.
    fn mentioned(&self, reading: &Reading, area: &str) -> BTreeSet<String> {
        let named = self.areas.iter().filter(|(name, _)| reading.text.contains(name.as_str()));
        named.map(|(_, area)| area.clone()).chain([area.to_owned()]).collect()
    }
}

#[derive(Default)]
struct Collected {
    list: Vec<Datum>,
    keys: Vec<Key>,
}

impl Collected {
    fn add(&mut self, key: Key, names: &[String], value: Exact, class: String) {
        self.list.push(Datum {
            id: format!("{}@{}@{}", key.indicator, key.area, key.period),
            names: names.to_vec(),
            area: key.area.clone(),
            years: (key.period.first_year(), key.period.last_year()),
            value,
            class,
        });
        self.keys.push(key);
    }
}

/// The years that a text names, those before them, and the one that it speaks of.
fn years(reading: &Reading, year: i32) -> BTreeSet<i32> {
    let dates = reading.scanned.iter().filter(|mention| mention.kind == Kind::Date).filter_map(|mention| mention.date);
    let named = dates.flat_map(|date| [date.year, date.last_year]).flatten();
    named.chain([year]).flat_map(|year| [year, year - 1]).collect()
}

/// Ids and names of areas; 平江 for 平江县 where it means one area alone, and 市本级 for 岳阳市本级.
fn area_names(book: &Source) -> Vec<(String, String)> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for area in book.areas.iter() {
        for name in area.names.iter().chain([&*area.id]) {
            names.entry(name.to_owned()).or_default().insert(area.id.to_string());
            let short = name.strip_suffix(['县', '市', '区', '省', '州', '镇', '乡', '旗']);
            let short = short.filter(|short| short.chars().count() >= 2);
            let level = name.find("市本级").or_else(|| name.find("县本级")).map(|at| &name[at..]);
            for alias in short.into_iter().chain(level) {
                names.entry(alias.to_owned()).or_default().insert(area.id.to_string());
            }
        }
    }
    let sole = names.into_iter().filter(|(_, areas)| areas.len() == 1);
    sole.filter_map(|(name, areas)| Some((name, areas.into_iter().next()?))).collect()
}

/// The value of a plain `key: value` line.
fn entry<'a>(front: &'a str, key: &str) -> Option<&'a str> {
    let lines = front.lines().filter_map(|line| line.split_once(':'));
    let value = lines.filter(|(name, _)| *name == key).map(|(_, value)| value.trim()).next()?;
    Some(value.trim_matches(['"', '\''])).filter(|value| !value.is_empty())
}
