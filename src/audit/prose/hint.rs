//! Which datum of the book a number typed by hand may be.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::book::{Book, Chapter, Period};
use crate::indicators::Catalogue;
use crate::ingest::Observation;
use crate::manuscript::scan::FigureMention;
use crate::quantity::Exact;
use crate::render::Passage;

use super::clause::clause_around;
use super::numerals::Numeral;

/// The datum that a number may be, as far as the text tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Wanted {
    /// The printed unit; none where there is none.
    unit: String,
    /// What one of it is worth in base units.
    scale: BigRational,
    /// The values that are printed so, in base units.
    low: BigRational,
    high: BigRational,
    /// The words around it.
    clause: String,
    /// Of the chapter.
    area: String,
    year: i32,
}

impl Wanted {
    /// Returns what is wanted for a numeral; `None` for what is no one number.
    pub(super) fn new(book: &Book, chapter: &Chapter, passage: &Passage, numeral: &Numeral) -> Option<Self> {
        let mention = numeral.mention.as_ref()?;
        let [value] = mention.values.as_slice() else { return None };
        let scale = scale(book, mention);
        let (printed, half) = (&value.value * &scale, value.half_unit() * &scale);
        Some(Self {
            unit: mention.unit.clone(),
            low: &printed - &half,
            high: &printed + &half,
            scale,
            clause: passage.text[clause_around(&passage.text, &numeral.span)].to_owned(),
            area: book.area_of(chapter).to_owned(),
            year: book.year_of(chapter),
        })
    }
}

/// Returns for each number the call that would print it: the datum of this value and unit whose area, year and name fit the
/// text best. All are looked for at once, because there may be millions of data.
pub(super) fn suggestions<'a>(
    catalogue: &Catalogue<'_>,
    wanted: impl Iterator<Item = Option<&'a Wanted>>,
) -> Vec<Option<String>> {
    let mut searches: Vec<Option<Search<'_>>> = wanted.map(|wanted| wanted.map(Search::new)).collect();
    let mut alike: BTreeMap<(&BigRational, &BigRational), Vec<usize>> = BTreeMap::new();
    for (index, search) in searches.iter().enumerate() {
        if let Some(search) = search {
            alike.entry((&search.wanted.low, &search.wanted.high)).or_default().push(index);
        }
    }
    if alike.is_empty() {
        return vec![None; searches.len()];
    }
    let (ranges, alike): (Vec<_>, Vec<_>) = alike.into_iter().unzip();
    let exact = |end: &BigRational| Exact::from(end.clone());
    let ranges: Vec<_> = ranges.into_iter().map(|(low, high)| (exact(low), exact(high))).collect();
    catalogue.observations().within(&ranges, |range, datum| {
        for index in &alike[range] {
            if let Some(search) = &mut searches[*index] {
                search.consider(catalogue, datum);
            }
        }
    });
    searches.iter().map(|search| search.as_ref()?.call()).collect()
}

/// How well a datum fits: letters of its name in the clause, the chapter's area and year, the area alone, how new it is.
type Fit = (usize, bool, bool, i32);

/// The search for the datum of one number.
struct Search<'a> {
    wanted: &'a Wanted,
    /// How many pairs of letters the name of the indicator that was looked at last has in common with the clause.
    common: (&'a str, usize),
    best: Option<(Fit, Observation<'a>)>,
}

impl<'a> Search<'a> {
    fn new(wanted: &'a Wanted) -> Self {
        Self { wanted, common: ("", 0), best: None }
    }

    /// Keeps a datum that fits at least as well as the best so far.
    fn consider(&mut self, catalogue: &Catalogue<'_>, datum: &Observation<'a>) {
        let Wanted { clause, area, year, .. } = self.wanted;
        if is_other(datum, self.wanted) {
            return;
        }
        if self.common.0 != datum.indicator {
            let name = catalogue.name_in(datum.indicator, catalogue.book().language);
            self.common = (datum.indicator, common(name, clause));
        }
        let is_here = datum.area == area && datum.period == Period::Year(*year);
        let fit = (self.common.1, is_here, datum.area == area, datum.period.last_year());
        if self.best.as_ref().is_none_or(|(best, _)| fit >= *best) {
            self.best = Some((fit, datum.clone()));
        }
    }

    /// The call that prints the best datum.
    fn call(&self) -> Option<String> {
        let (_, best) = self.best.as_ref()?;
        let mut call = format!("figure(indicator=\"{}\"", best.indicator);
        if best.area != self.wanted.area {
            call.push_str(&format!(", area=\"{}\"", best.area));
        }
        match best.period {
            Period::Year(own) if own == self.wanted.year => {}
            Period::Year(other) => call.push_str(&format!(", year={other}")),
            span @ Period::Span(..) => call.push_str(&format!(", year=\"{span}\"")),
        }
        Some(call + ")")
    }
}

/// What one of the printed unit is worth in base units, if the book knows it.
fn scale(book: &Book, mention: &FigureMention) -> BigRational {
    let one = || BigRational::from_integer(1.into());
    if mention.unit.is_empty() {
        one()
    } else {
        book.units.parse(&mention.unit).map_or_else(|_| one(), |unit| unit.scale())
    }
}

/// Whether a datum is in another unit than the number.
fn is_other(datum: &Observation<'_>, Wanted { unit, scale, .. }: &Wanted) -> bool {
    let own = datum.unit.symbol();
    !unit.is_empty() && !own.is_empty() && own != unit && &datum.unit.scale() == scale
}

/// How many pairs of neighbouring characters of a name stand in a text.
fn common(name: &str, text: &str) -> usize {
    let characters: Vec<char> = name.chars().collect();
    characters.windows(2).filter(|pair| text.contains(&pair.iter().collect::<String>())).count()
}
