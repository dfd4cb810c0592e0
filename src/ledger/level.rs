//! The text of a level: unit, decimals, Chinese numerals, ranges.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::findings::{Problem, nearest};
use crate::quantity::{Exact, Multiplier, Unit, UnitTable};

use super::numeral_zh::numeral;
use super::round::Rounded;

/// More decimals than this are no exact representation for print.
const MOST_DECIMALS: u32 = 12;

/// Returns the unit a template asked for: `None` as recorded, `none` without a symbol, else as written.
pub(super) fn unit(asked: Option<&str>, recorded: &Unit, table: &UnitTable) -> Result<Unit, Problem> {
    match asked {
        None => Ok(recorded.clone()),
        Some("none") => Ok(recorded.without_symbol()),
        Some(text) => {
            let unit = table.parse(text).map_err(|error| {
                let near = nearest(text, table.symbols()).map(|near| format!("did you mean `{near}`?"));
                Problem::new(error.to_string()).maybe_hint(near)
            })?;
            if unit.symbol().is_empty() {
                return Ok(recorded.without_symbol().with_multiplier(unit.multiplier()));
            }
            if unit.is_compatible(recorded) {
                return Ok(unit);
            }
            Err(Problem::new(format!("cannot print {recorded} in {unit}")).hint("ask for a unit of the same kind"))
        }
    }
}

/// Returns a value in a unit.
pub(super) fn in_unit(value: &Exact, unit: &Unit) -> Exact {
    // The scale of a unit is never zero.
    value.divide(&Exact::from(unit.scale())).unwrap_or_else(|_| value.clone())
}

/// Returns the fewest decimals that show a number in full, if there are so few.
pub(super) fn exact_decimals(value: &Exact) -> Option<u32> {
    let value = value.as_rational()?;
    (0..=MOST_DECIMALS)
        .find(|decimals| (value * BigRational::from_integer(BigInt::from(10).pow(*decimals))).is_integer())
}

/// Returns the Chinese numeral of a small count: 三, 两.
pub(super) fn in_numerals(rounded: &Rounded, unit: &Unit) -> Result<String, Problem> {
    let value = rounded.value();
    let whole = value.as_rational().filter(|value| value.is_integer()).and_then(|value| value.to_integer().to_u32());
    let small = whole.filter(|_| unit.multiplier() == Multiplier::One);
    let text = small.and_then(|whole| numeral(whole, !unit.symbol().is_empty()));
    text.map(|text| format!("{text}{unit}")).ok_or_else(|| {
        let problem = Problem::new(format!("{}{unit} cannot be written in Chinese numerals", rounded.signed()));
        problem.hint("numerals=\"zh\" is for whole counts without 万 or 亿")
    })
}

/// `3~4名`; the unit is repeated where leaving it out would be read wrongly: 13万元~17万元, 15%~30% (GB/T 15835-2011).
pub(super) fn range(from: &str, to: &str, unit: &Unit) -> String {
    let repeated = unit.multiplier() != Multiplier::One || unit.is_rate();
    if repeated { format!("{from}{unit}~{to}{unit}") } else { format!("{from}~{to}{unit}") }
}
