//! Hedges that a template asks for, held against the value: 近, 超过, 约, 多.
//!
//! What a word means is data: the book's bands of value ÷ printed number. A band below 1 (近) rounds the number up, one
//! above (超过, 多) down, one around it (约) by the book's law, so that the number stands on the side that the word says.

use num_rational::BigRational;
use num_traits::One;

use crate::book::Book;
use crate::findings::Problem;
use crate::quantity::Exact;

use super::super::round::{Direction, Rounded};

/// Significant digits of a hedged number, unless the call says how many decimals.
const SIGNIFICANT: usize = 2;

struct Band {
    from: BigRational,
    to: BigRational,
}

impl Band {
    fn of(hedge: &str, book: &Book) -> Option<Self> {
        let (from, to) = book.hedges.get(hedge)?;
        // The decimal that the book's author wrote, not its binary neighbour.
        let exact = |bound: &f64| Exact::parse(&bound.to_string()).map(|bound| bound.lo());
        Some(Self { from: exact(from)?, to: exact(to)? })
    }

    fn below(&self) -> bool {
        self.to <= BigRational::one()
    }

    fn above(&self) -> bool {
        self.from >= BigRational::one()
    }

    /// 近100 and 超过100 are both untrue of 100: an end at 1 is open.
    fn holds(&self, ratio: &BigRational) -> bool {
        let one = BigRational::one();
        &self.from <= ratio && ratio <= &self.to && !((self.below() || self.above()) && ratio == &one)
    }
}

/// Returns which way a number gives way under a hedge.
pub(super) fn direction(hedge: &str, book: &Book) -> Direction {
    match Band::of(hedge, book) {
        Some(band) if band.below() => Direction::AwayFromZero,
        Some(band) if band.above() => Direction::TowardZero,
        _ => Direction::Nearest(book.rounding),
    }
}

/// Returns the decimals of a hedged number that nobody gave any: two significant digits; `whole` allows no decimals.
pub(super) fn usual_decimals(value: &Exact, whole: bool) -> i32 {
    let magnitude = value.abs().lo().to_integer().to_string();
    let digits = if magnitude == "0" { 0 } else { magnitude.len() };
    let decimals = i32::try_from(SIGNIFICANT).unwrap_or(0) - i32::try_from(digits).unwrap_or(0);
    if whole { decimals.min(0) } else { decimals }
}

/// Checks that a hedge asked for is true: value ÷ printed number lies in the book's band for the word.
pub(super) fn check(hedge: &str, value: &Exact, printed: &Rounded, book: &Book) -> Result<(), Problem> {
    let Some(band) = Band::of(hedge, book) else {
        let known = book.hedges.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(Problem::new(format!("`hedges` has no band for {hedge}, so it cannot be checked"))
            .hint(format!("known are {known}; add the word to `hedges` in yearbook.yaml")));
    };
    let ratio = value.divide(&printed.to_exact()).map_err(|_| {
        Problem::new(format!("{hedge} goes with no zero: the value {value} prints as {printed}"))
            .hint("print more decimals, or a smaller unit")
    })?;
    if band.holds(&ratio.lo()) && band.holds(&ratio.hi()) {
        return Ok(());
    }
    let (from, to) = (Exact::from(band.from), Exact::from(band.to));
    Err(Problem::new(format!(
        "{hedge}{printed} is not true: the value {value} is {ratio} of it, and {hedge} means {from} to {to}"
    ))
    .hint("print other `decimals`, or choose another hedge"))
}
