//! N101, N104: what is printed against the full value, and values that were rounded before.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::book::{Language, RoundingLaw};
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Context, Evaluator, Facts, Node};
use crate::indicators::Catalogue;
use crate::ledger::{Direction, Figure, FigureFunction, Provenance};
use crate::quantity::{Exact, Multiplier, Unit};

use super::reading::{self, Read};
use super::{FigureCheck, Ledgers, Look, about};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code { id: "N101", severity: Severity::Error, meaning: "a printed number is not its value rounded once" },
    doc: "\
## What it does
Evaluates each figure again from the data, reads the printed text back as a reader does, and compares: the digits must be the
value rounded once under the book's law to as many decimals as are printed, and the unit must be the figure's. Where the call
asks for a hedge (多, 超过, 近), the number must lie on its own side of the value, less than a unit of its last place away.

## Why
It is the promise of the book. Rounding, wording and reading back share no code here, so that a slip of the program does not
confirm itself.

## Example
25.649 printed as 25.7: 25.6 is right. 连续修约 (25.649 → 25.65 → 25.7) is the usual way to get there.

## What to do
Nothing in a book causes this by itself: report it as a fault of the program.",
    look: Look::Chapter(look),
};

pub(super) const AGAIN: FigureCheck = FigureCheck {
    code: Code { id: "N104", severity: Severity::Warning, meaning: "a recorded value is rounded a second time, at a 5 that may itself be rounded" },
    doc: "\
## What it does
Reports a datum that is printed with fewer decimals than it was recorded with, where what is cut off is exactly half a unit:
2.45亿元 printed as 2.5亿元. Things that are counted one by one are left alone; they were not rounded before.

## Why
GB/T 8170-2008 forbids rounding in steps (连续修约). The recorded 2.45 may have been 2.446, whose one rounding is 2.4.

## Example
`figure(indicator=\"fund\", decimals=1)` of a recorded 2.45亿元.

## What to do
Print the decimals that were recorded, or ask for the value with one more digit.",
    look: Look::Chapter(again),
};

/// Decimals to which an irrational root is computed for the comparison.
const DIGITS: u32 = 60;

/// As many characters as a number in a machine word may have.
const PLAIN: usize = 17;

fn look(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    // Other languages write numbers in words of their own, which are not read back.
    if ledgers.catalogue.book().language != Language::Zh {
        return;
    }
    let places = ledgers.figures().map(|figure| (figure, false)).chain(ledgers.cells().map(|figure| (figure, true)));
    for (figure, cell) in places.filter(|(figure, _)| figure.function != FigureFunction::Quote) {
        let (Some(unit), Some(_), false) = (&figure.print.unit, &figure.print.rounded, figure.print.token.is_empty())
        else {
            continue;
        };
        if cell && is_plainly_right(figure, unit) {
            continue;
        }
        let context = Context { area: figure.area.clone(), period: figure.period };
        let evaluator = Evaluator::new(ledgers.catalogue, DIGITS).accept_hedged(true);
        let Some(value) = evaluator.evaluate(&figure.formula, &context).value().cloned() else { continue };
        let Some(read) = reading::read(&figure.print.token) else { continue };
        if !read.is_in(unit, cell) {
            let message = format!("`{}` is printed, but the figure is measured in {unit}", figure.print.text());
            CHECK.code.report(findings, about(figure, message));
            continue;
        }
        if let Some(fault) = fault(figure, &read, (&value, unit), ledgers.catalogue.book().rounding) {
            let message = format!("`{}` is printed, but {fault}", figure.print.text());
            let problem = about(figure, message).hint(told(figure, ledgers.catalogue));
            CHECK.code.report(findings, problem);
        }
    }
}

/// Whether a cell's plain digits lie nearer to its value than half a unit of their last place: of most cells this is all
/// there is to say.
fn is_plainly_right(figure: &Figure, unit: &Unit) -> bool {
    let (token, print) = (figure.print.token.as_str(), &figure.print);
    let digits = token.strip_prefix('-').unwrap_or(token);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !print.word.is_empty() || whole.is_empty() || digits.len() > PLAIN || !plain(whole) || !plain(fraction) {
        return false;
    }
    let places = u32::try_from(fraction.len()).unwrap_or(0);
    let nearest = print.rounding.is_some_and(|how| matches!(how.direction, Direction::Nearest(_)) && how.places >= 0);
    let mantissa = whole.bytes().chain(fraction.bytes()).fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    let number = Exact::decimal(if token.starts_with('-') { -mantissa } else { mantissa }, places);
    let value = figure.value().and_then(|value| value.divide(&unit.worth()).ok());
    let half = Exact::decimal(5, places + 1);
    nearest && value.is_some_and(|value| (&value - &number).abs().order(&half) == Some(std::cmp::Ordering::Less))
}

/// The rule and the numbers put in.
fn told(figure: &Figure, catalogue: &Catalogue<'_>) -> String {
    let Provenance { rule, filled, .. } = figure.provenance(catalogue);
    format!("{rule} = {filled}")
}

/// Words tell the sign of a change; then the number stands without.
fn fault(figure: &Figure, read: &Read, (value, unit): (&Exact, &Unit), law: RoundingLaw) -> Option<String> {
    let value = value.divide(&unit.worth()).ok()?;
    let bare = figure.print.word.is_empty() || read.number.is_negative();
    let value = if bare { value } else { value.abs() };
    let step = step(figure, read);
    let good = |value: &BigRational| match figure.print.rounding.map(|rounding| rounding.direction) {
        Some(Direction::TowardZero) => gave_way(&(value.abs() - read.number.abs()), &step),
        Some(Direction::AwayFromZero) => gave_way(&(read.number.abs() - value.abs()), &step),
        _ => is_rounded(value, &read.number, &step, law),
    };
    (!good(&value.lo()) && !good(&value.hi())).then(|| format!("its value is {value}{unit}"))
}

/// What the last place is worth that was kept: tens and hundreds where the call asked for them.
fn step(figure: &Figure, read: &Read) -> BigRational {
    let places = figure.print.rounding.map_or(0, |rounding| rounding.places);
    let places = if places < 0 { places } else { i32::try_from(read.decimals).unwrap_or(0) };
    let power = num_bigint::BigInt::from(10).pow(places.unsigned_abs());
    if places < 0 { BigRational::from_integer(power) } else { BigRational::new(1.into(), power) }
}

/// Whether so little was cut off: nothing, or less than a unit of the last place.
fn gave_way(cut: &BigRational, step: &BigRational) -> bool {
    !cut.is_negative() && cut < step
}

/// Whether a number is the nearest multiple of the step, a tie by the law.
fn is_rounded(value: &BigRational, printed: &BigRational, step: &BigRational, law: RoundingLaw) -> bool {
    let two = BigRational::from_integer(2.into());
    let apart = (value.abs() - printed.abs()) * &two;
    let same_sign = value.is_negative() == printed.is_negative() || printed.is_zero();
    if !same_sign || apart.abs() > *step || !(printed / step).is_integer() {
        return false;
    }
    if apart.abs() < *step {
        return true;
    }
    match law {
        // A tie went up: the value lies below what is printed.
        RoundingLaw::HalfUp => apart.is_negative(),
        RoundingLaw::HalfEven => (printed / step / two).is_integer(),
    }
}

fn again(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for figure in ledgers.all() {
        let (Node::Indicator(_) | Node::Select { .. }, Some(unit)) = (&figure.formula.node, &figure.print.unit) else {
            continue;
        };
        let [input] = figure.evaluation.inputs.as_slice() else { continue };
        let Some(datum) = ledgers.catalogue.observation(&input.indicator, &input.area, input.period) else {
            continue;
        };
        let counted = datum.unit.is_count() && datum.unit.multiplier() == Multiplier::One && datum.decimals == 0;
        let (Some(value), Some(rounded)) = (datum.in_base_units(), &figure.print.rounded) else { continue };
        let step = Exact::power_of_ten(-i32::try_from(figure.print.decimals).unwrap_or(0));
        let half = &(&step * &unit.worth()) * &Exact::ratio(1, 2);
        if !counted && (&value.abs() - &rounded.abs()).abs() == half {
            let message = format!(
                "`{}` rounds the recorded {} at a 5, which may have been rounded itself",
                figure.print.text(),
                figure.provenance(ledgers.catalogue).filled
            );
            let hint = "print the decimals that were recorded, or ask for the value with one more digit";
            AGAIN.code.report(findings, about(figure, message).hint(hint));
        }
    }
}
