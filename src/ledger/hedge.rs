//! Hedges: 约, 近, 超过 before a number, 多 and 余 inside it, 以上 and 左右 after it; checked, and never doubled.
//!
//! GB/T 15835-2011 and the editors' rules on 概数: 多 follows the digits where they end in a round place (2800多万元,
//! 1500多名) and the multiplier where they do not (8万多人); a number with decimals takes no 多; 约…左右 is doubled.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::book::{HedgeBands, RoundingLaw};
use crate::findings::Problem;
use crate::quantity::{Exact, Multiplier, Unit};

use super::round::{Rounded, round, round_to_step};

/// Where a hedge word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Before,
    Inside,
    After,
}

/// Returns where a hedge word stands, if it is one.
pub(super) fn position(hedge: &str) -> Option<Position> {
    match hedge {
        "约" | "近" | "超过" | "超" | "逾" | "不足" | "不到" | "至少" | "大约" | "将近" | "接近" | "突破" => {
            Some(Position::Before)
        }
        "多" | "余" | "几" => Some(Position::Inside),
        "以上" | "以下" | "左右" | "上下" => Some(Position::After),
        _ => None,
    }
}

/// A number with its hedge in place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hedged {
    pub(super) before: String,
    pub(super) token: String,
    pub(super) after: String,
}

/// Puts a hedge to a number's digits and unit.
///
/// `raw` is the datum's own text, whose order wins: `20多万` stays `20多万`.
pub(super) fn place(hedge: Option<&str>, digits: &str, unit: &Unit, raw: Option<&str>) -> Result<Hedged, Problem> {
    let plain = format!("{digits}{unit}");
    let Some(hedge) = hedge else { return Ok(Hedged { token: plain, ..Hedged::default() }) };
    match position(hedge) {
        Some(Position::Before) => Ok(Hedged { before: hedge.into(), token: plain, after: String::new() }),
        Some(Position::After) => Ok(Hedged { before: String::new(), token: plain, after: hedge.into() }),
        Some(Position::Inside) => inside(hedge, digits, unit, raw).map(|token| Hedged { token, ..Hedged::default() }),
        None => Err(Problem::new(format!("`{hedge}` is no hedge that can be placed"))
            .hint("known: 约 近 超过 逾 不足 多 余 以上 以下 左右")),
    }
}

fn inside(hedge: &str, digits: &str, unit: &Unit, raw: Option<&str>) -> Result<String, Problem> {
    if digits.contains('.') {
        let problem = Problem::new(format!("{digits}{unit} has decimals and cannot carry {hedge}"));
        return Err(problem.hint("a number with decimals is exact enough: drop the hedge, or print fewer decimals"));
    }
    let (multiplier, symbol) = (unit.multiplier().symbol(), unit.symbol());
    let raw_order = raw.and_then(|raw| Some(raw.split_once(hedge)?.0.ends_with(|c: char| c.is_ascii_digit())));
    let after_digits = raw_order.filter(|_| unit.multiplier() != Multiplier::One).unwrap_or(digits.ends_with('0'));
    Ok(match (after_digits, multiplier.is_empty()) {
        (true, _) => format!("{digits}{hedge}{multiplier}{symbol}"),
        (false, false) => format!("{digits}{multiplier}{hedge}{symbol}"),
        (false, true) => format!("{digits}{symbol}{hedge}"),
    })
}

/// Checks that a hedge asked for by a template is true: value ÷ printed number lies in the book's band for the word.
pub(super) fn check(hedge: &str, value: &Exact, printed: &Exact, bands: &HedgeBands) -> Result<(), Problem> {
    let Some((from, to)) = bands.get(hedge) else {
        let known = bands.keys().map(String::as_str).collect::<Vec<_>>().join(" ");
        let problem = Problem::new(format!("the book has no band for the hedge `{hedge}`"));
        return Err(problem.hint(format!("known: {known}; add one to `hedges` in yearbook.yaml")));
    };
    let ratio = value.divide(printed).map_err(|_| Problem::new(format!("{hedge} of a number that prints as zero")))?;
    let ratio_text = ratio.to_f64();
    // 近 must lie below what is printed, 超过 and 多 above it: the end at 1 is open.
    let open_below = (*from - 1.0).abs() < f64::EPSILON && ratio_text <= 1.0;
    let open_above = (*to - 1.0).abs() < f64::EPSILON && ratio_text >= 1.0;
    if ratio_text < *from || ratio_text > *to || open_below || open_above {
        let message = format!(
            "{hedge} does not hold: the value is {ratio_text:.4} times what would be printed, {hedge} holds from {from} to {to}"
        );
        return Err(Problem::new(message).hint("choose another hedge, `decimals` or `step`"));
    }
    Ok(())
}

/// How finely a hedged number is printed.
pub(super) struct Step {
    /// Decimals.
    pub(super) decimals: u32,
    /// Multiples of this, where it is given: 100 prints 近2800.
    pub(super) step: Option<u32>,
}

/// 近 rounds up, 超过 and 多 down, 约 to the nearest: so that the printed number stands on the side that the word says.
pub(super) fn rounded(value: &Exact, hedge: &str, step: &Step, law: RoundingLaw) -> Rounded {
    let size = match step.step {
        Some(size) if size > 0 => BigRational::from_integer(size.into()),
        _ => BigRational::new(1.into(), BigInt::from(10).pow(step.decimals)),
    };
    let steps = value.lo() / &size;
    let chosen = match hedge {
        "近" | "不足" | "不到" | "将近" | "接近" => steps.ceil() * &size,
        "约" | "左右" | "上下" | "大约" => round_to_step(value.lo(), &size, law),
        _ => steps.floor() * &size,
    };
    round(&Exact::from(chosen), step.decimals, law).expect("a point is rounded with certainty")
}
