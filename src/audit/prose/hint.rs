//! Which datum of the book a number typed by hand may be.

use std::collections::BTreeMap;

use num_rational::BigRational;

use crate::book::{Chapter, Period};
use crate::ingest::Observation;
use crate::manuscript::scan::FigureMention;
use crate::quantity::Exact;
use crate::render::Passage;

use super::Prose;
use super::clause::clause_around;
use super::numerals::Numeral;

/// A numeral that was typed, and where.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) chapter: &'a Chapter,
    pub(super) passage: &'a Passage,
    pub(super) numeral: &'a Numeral,
}

/// Returns for each number the call that would print it: the datum of this value and unit whose area, year and name fit the
/// text best. All are looked for at once, because there may be millions of data.
pub(super) fn suggestions<'a>(prose: &'a Prose<'_>, typed: &[Typed<'a>]) -> Vec<Option<String>> {
    let mut searches: Vec<Option<Search<'a>>> = typed.iter().map(|typed| Search::new(prose, *typed)).collect();
    let mut alike: BTreeMap<(BigRational, BigRational), Vec<usize>> = BTreeMap::new();
    for (index, search) in searches.iter().enumerate() {
        if let Some(search) = search {
            alike.entry(search.range.clone()).or_default().push(index);
        }
    }
    let (ranges, alike): (Vec<_>, Vec<_>) = alike.into_iter().unzip();
    let ranges: Vec<_> = ranges.into_iter().map(|(low, high)| (Exact::from(low), Exact::from(high))).collect();
    prose.catalogue.observations().within(&ranges, |range, datum| {
        for index in &alike[range] {
            if let Some(search) = &mut searches[*index] {
                search.consider(prose, datum);
            }
        }
    });
    searches.iter().map(|search| search.as_ref()?.call()).collect()
}

/// How well a datum fits: letters of its name in the clause, the chapter's area and year, the area alone, how new it is.
type Fit = (usize, bool, bool, i32);

/// The search for the datum of one number.
struct Search<'a> {
    mention: &'a FigureMention,
    /// What one of the printed unit is worth in base units.
    scale: BigRational,
    /// The values that are printed so.
    range: (BigRational, BigRational),
    clause: &'a str,
    area: &'a str,
    year: i32,
    /// How many pairs of letters the name of the indicator that was looked at last has in common with the clause.
    common: (&'a str, usize),
    best: Option<(Fit, Observation<'a>)>,
}

impl<'a> Search<'a> {
    fn new(prose: &Prose<'a>, Typed { chapter, passage, numeral }: Typed<'a>) -> Option<Self> {
        let mention = numeral.mention.as_ref()?;
        let [value] = mention.values.as_slice() else { return None };
        let scale = scale(prose, mention);
        let (printed, half) = (&value.value * &scale, value.half_unit() * &scale);
        Some(Self {
            mention,
            scale,
            range: (&printed - &half, &printed + &half),
            clause: &passage.text[clause_around(&passage.text, &numeral.span)],
            area: prose.book.area_of(chapter),
            year: prose.book.year_of(chapter),
            common: ("", 0),
            best: None,
        })
    }

    /// Keeps a datum that fits at least as well as the best so far.
    fn consider(&mut self, prose: &Prose<'a>, datum: &Observation<'a>) {
        if is_other(datum, self.mention, &self.scale) {
            return;
        }
        if self.common.0 != datum.indicator {
            let name = prose.catalogue.name_in(datum.indicator, prose.book.language);
            self.common = (datum.indicator, common(name, self.clause));
        }
        let is_here = datum.area == self.area && datum.period == Period::Year(self.year);
        let fit = (self.common.1, is_here, datum.area == self.area, datum.period.last_year());
        if self.best.as_ref().is_none_or(|(best, _)| fit >= *best) {
            self.best = Some((fit, datum.clone()));
        }
    }

    /// The call that prints the best datum.
    fn call(&self) -> Option<String> {
        let (_, best) = self.best.as_ref()?;
        let mut call = format!("figure(indicator=\"{}\"", best.indicator);
        if best.area != self.area {
            call.push_str(&format!(", area=\"{}\"", best.area));
        }
        match best.period {
            Period::Year(own) if own == self.year => {}
            Period::Year(other) => call.push_str(&format!(", year={other}")),
            span @ Period::Span(..) => call.push_str(&format!(", year=\"{span}\"")),
        }
        Some(call + ")")
    }
}

/// What one of the printed unit is worth in base units, if the book knows it.
fn scale(prose: &Prose<'_>, mention: &FigureMention) -> BigRational {
    let one = || BigRational::from_integer(1.into());
    if mention.unit.is_empty() {
        one()
    } else {
        prose.book.units.parse(&mention.unit).map_or_else(|_| one(), |unit| unit.scale())
    }
}

/// Whether a datum is in another unit than the number.
fn is_other(datum: &Observation<'_>, mention: &FigureMention, scale: &BigRational) -> bool {
    let own = datum.unit.symbol();
    !mention.unit.is_empty() && !own.is_empty() && own != mention.unit && &datum.unit.scale() == scale
}

/// How many pairs of neighbouring characters of a name stand in a text.
fn common(name: &str, text: &str) -> usize {
    let characters: Vec<char> = name.chars().collect();
    characters.windows(2).filter(|pair| text.contains(&pair.iter().collect::<String>())).count()
}
