//! The one rounding of a figure as a spreadsheet does it, and whether it may.
//!
//! A spreadsheet computes in binary: 2.345 is stored as 2.34500000000000019984, 1.005 as 1.00499999999999989. So the value
//! is first freed of that noise (15 significant digits, or nine decimals more than are printed, whichever is fewer), and
//! then rounded once by the law. Rounding twice is what GB/T 8170 forbids, because 2.3449 could become 2.345 and 2.35; so
//! each figure is tried in exact numbers first ([`is_safe`]), and one whose last digit would change keeps its noise.

use crate::book::RoundingLaw;
use crate::ledger::{Direction, Rounding, give_way};
use crate::quantity::Exact;

/// Decimals kept beyond those that are printed.
const BEYOND: i32 = 9;

/// Significant digits that binary numbers hold.
const SIGNIFICANT: i32 = 15;

/// The formula that frees the number in cell `value` of noise; `places` is the cell of the decimals that are printed.
pub(super) fn freed(value: &str, places: &str) -> String {
    format!("IF({value}=0,0,ROUND({value},MIN({places}+{BEYOND},{}-INT(LOG10(ABS({value}))))))", SIGNIFICANT - 1)
}

/// What [`freed`] comes to.
pub(super) fn freed_value(value: &Exact, places: i32) -> Option<Exact> {
    let kept = kept(value, places);
    give_way(value, kept, Direction::Nearest(RoundingLaw::HalfUp)).ok().map(|rounded| rounded.to_exact())
}

/// Whether a value rounds alike before and after it has been freed of noise.
pub(super) fn is_safe(value: &Exact, how: Rounding) -> bool {
    let rounded = |value: &Exact| give_way(value, how.places, how.direction).ok();
    let freed = freed_value(value, how.places);
    freed.and_then(|freed| rounded(&freed)).is_some_and(|freed| Some(freed) == rounded(value))
}

/// The formula that rounds the number in cell `value` to the decimals in cell `places`.
pub(super) fn rounded(value: &str, places: &str, direction: Direction) -> String {
    match direction {
        Direction::Nearest(RoundingLaw::HalfUp) => format!("ROUND({value},{places})"),
        Direction::TowardZero => format!("ROUNDDOWN({value},{places})"),
        Direction::AwayFromZero => format!("ROUNDUP({value},{places})"),
        Direction::Nearest(RoundingLaw::HalfEven) => {
            // A tie goes to the even neighbour: n and n + 1 both have their even one at 2·INT((n + 1) ÷ 2).
            let scaled = format!("ABS({value})*10^{places}");
            format!(
                "SIGN({value})*IF(ROUND({scaled}-INT({scaled})-0.5,6)=0,2*INT((INT({scaled})+1)/2),ROUND({scaled},0))/10^{places}"
            )
        }
    }
}

fn kept(value: &Exact, places: i32) -> i32 {
    let magnitude = libm::log10(value.to_f64().abs());
    if !magnitude.is_finite() {
        return places + BEYOND;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a binary number's magnitude is below 309")]
    let magnitude = libm::floor(magnitude) as i32;
    (places + BEYOND).min(SIGNIFICANT - 1 - magnitude)
}
