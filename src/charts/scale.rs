//! A value axis: which range, which ticks, and how the ticks are written. Ticks stand 1, 2 or 5 times a power of ten apart.
//! Must not know pixels.

use super::geometry::{count, whole};
use crate::book::Language;

/// The range of an axis and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Where the ticks stand and how they are written, upwards.
    pub(super) ticks: Vec<(f64, String)>,
    /// The unit that stands at the head of the axis.
    pub(super) unit: String,
}

/// How the ticks of an axis are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruler<'a> {
    pub(super) language: Language,
    pub(super) unit: &'a str,
    /// About how many ticks there is room for.
    pub(super) ticks: usize,
}

impl Scale {
    /// Returns the scale for shapes that grow from zero: it holds zero.
    pub(super) fn from_zero(values: impl Iterator<Item = f64>, ruler: Ruler<'_>) -> Self {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        Self::over(low, if low < high { high } else { 1.0 }, ruler)
    }

    /// Returns the scale for lines: zero is in it only where it is near.
    pub(super) fn around(values: impl Iterator<Item = f64>, ruler: Ruler<'_>) -> Self {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if low > high {
            return Self::over(0.0, 1.0, ruler);
        }
        let near = (high - low).max(high.abs().max(low.abs()) * 0.05);
        let alone = low >= high;
        if low >= 0.0 && high > 0.0 && (low <= near || alone) {
            return Self::over(0.0, high, ruler);
        }
        if high <= 0.0 && low < 0.0 && (-high <= near || alone) {
            return Self::over(low, 0.0, ruler);
        }
        Self::over(low, if alone { 1.0 } else { high }, ruler)
    }

    /// Returns the scale of shares, 0 to 100.
    pub(super) fn percent() -> Self {
        let ticks = [0.0, 20.0, 40.0, 60.0, 80.0, 100.0].map(|tick| (tick, format!("{tick:.0}")));
        Self { low: 0.0, high: 100.0, ticks: ticks.to_vec(), unit: "%".to_owned() }
    }

    fn over(low: f64, high: f64, ruler: Ruler<'_>) -> Self {
        let (unit, power) = step((high - low) / count(ruler.ticks.max(2)));
        let step = unit * ten_to(power);
        let first = whole((low / step + 1e-9).floor() - 0.25);
        let last = whole((high / step - 1e-9).ceil() - 0.25);
        let values: Vec<f64> = (first..=last).map(|n| times(f64::from(n) * unit, power)).collect();
        let largest = values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let form = Form::of(largest, power, ruler);
        let ticks: Vec<(f64, String)> = values.iter().map(|v| (*v, form.write(*v))).collect();
        let low = values.first().copied().unwrap_or(low);
        Self { low, high: values.last().copied().unwrap_or(high), ticks, unit: ruler.unit.to_owned() }
    }
}

/// Returns 1, 2 or 5 and a power of ten: the next such step not below the raw one.
fn step(raw: f64) -> (f64, i32) {
    let power = whole(libm::log10(raw).floor() - 0.25);
    let part = raw / ten_to(power);
    match [1.0, 2.0, 5.0].into_iter().find(|unit| part <= unit + 1e-9) {
        Some(unit) => (unit, power),
        None => (1.0, power + 1),
    }
}

fn ten_to(power: i32) -> f64 {
    libm::pow(10.0, f64::from(power))
}

/// Returns `n` times a power of ten, without the error of a negative power.
fn times(n: f64, power: i32) -> f64 {
    if power < 0 { n / ten_to(-power) } else { n * ten_to(power) }
}

/// A divisor with its sign, and the decimals that tell neighbouring ticks apart.
struct Form {
    divisor: f64,
    sign: &'static str,
    decimals: usize,
}

impl Form {
    fn of(largest: f64, power: i32, ruler: Ruler<'_>) -> Self {
        let (zeros, sign) = match ruler.language {
            _ if is_scaled(ruler.unit) => (0, ""),
            Language::Zh if largest >= 1e12 => (12, "万亿"),
            Language::Zh if largest >= 1e8 => (8, "亿"),
            Language::Zh if largest >= 1e4 => (4, "万"),
            Language::En if largest >= 1e9 => (9, " bn"),
            Language::En if largest >= 1e6 => (6, " m"),
            _ => (0, ""),
        };
        let decimals = usize::try_from(zeros - power).unwrap_or(0);
        Self { divisor: ten_to(zeros), sign, decimals }
    }

    fn write(&self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        format!("{:.*}{}", self.decimals, value / self.divisor, self.sign)
    }
}

/// Says whether a unit already carries a multiplier, so that the ticks may not.
fn is_scaled(unit: &str) -> bool {
    const WORDS: [&str; 7] = ["thousand", "million", "billion", "hundred", "%", "‰", "percent"];
    unit.chars().any(|c| matches!(c, '十' | '百' | '千' | '万' | '亿') || c.is_ascii_digit())
        || WORDS.iter().any(|word| unit.contains(word))
}

#[cfg(test)]
mod tests;
