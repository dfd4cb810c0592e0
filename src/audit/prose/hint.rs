//! Which datum of the book a number typed by hand may be.

use num_rational::BigRational;

use crate::book::{Chapter, Period};
use crate::ingest::Observation;
use crate::manuscript::scan::FigureMention;
use crate::quantity::Exact;
use crate::render::Passage;

use super::Prose;
use super::clause::clause_around;
use super::numerals::Numeral;

/// Returns the call that would print a number: the datum of this value and unit whose area, year and name fit the text best.
pub(super) fn suggestion(prose: &Prose<'_>, chapter: &Chapter, passage: &Passage, numeral: &Numeral) -> Option<String> {
    let mention = numeral.mention.as_ref()?;
    let [value] = mention.values.as_slice() else { return None };
    let scale = scale(prose, mention);
    let clause = &passage.text[clause_around(&passage.text, &numeral.span)];
    let (area, year) = (prose.book.area_of(chapter), prose.book.year_of(chapter));
    let observations = prose.catalogue.observations();
    let (printed, half) = (&value.value * &scale, value.half_unit() * &scale);
    let (low, high) = (Exact::from(&printed - &half), Exact::from(&printed + &half));
    let equal = observations.between(&low, &high).filter(|datum| !is_other(datum, mention, &scale));
    let best = equal.max_by_key(|datum| {
        let name = prose.catalogue.name_in(datum.indicator, prose.book.language);
        let is_here = datum.area == area && datum.period == Period::Year(year);
        (common(name, clause), is_here, datum.area == area, datum.period.last_year())
    })?;
    let mut call = format!("figure(indicator=\"{}\"", best.indicator);
    if best.area != area {
        call.push_str(&format!(", area=\"{}\"", best.area));
    }
    match best.period {
        Period::Year(own) if own == year => {}
        Period::Year(other) => call.push_str(&format!(", year={other}")),
        span @ Period::Span(..) => call.push_str(&format!(", year=\"{span}\"")),
    }
    Some(call + ")")
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
