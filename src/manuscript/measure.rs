//! What a mention is worth: the interval that its print stands for, in base units, and what may be added to it.
//!
//! Must not know: sentences, claims.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::quantity::{Exact, Unit, UnitTable};

use super::Vocabulary;
use super::scan::{Decimal, FigureMention, Kind, Qualifier};

/// What a unit measures, as far as claims must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Amounts: 元, 人, 公顷, or no unit.
    Amount,
    /// %, ‰, 成 and fractions.
    Rate,
    /// 百分点, 千分点.
    Points,
    /// 倍, 番.
    Times,
    /// 年: a length of time.
    Years,
}

/// A measured number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The printed value in base units.
    pub value: BigRational,
    /// The interval that the print stands for: half a unit of the last place on either side, none for counts.
    pub interval: Exact,
    /// One unit of the last printed place, in base units.
    pub step: BigRational,
    /// What one of the printed unit is worth in base units, multiplier not included.
    pub scale: BigRational,
    /// What it measures; amounts of one class may be added.
    pub class: String,
    /// What sort of unit.
    pub sort: Sort,
    /// A hedge of the number.
    pub qualifier: Option<Qualifier>,
    /// Whether it is a count, which is never rounded.
    pub counted: bool,
    /// The multiplier and the unit as printed, so that a computed value can be printed like it.
    pub written: Written,
}

/// How a number is written after its digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The multiplier as a power of ten.
    pub multiplier: u32,
    /// The unit.
    pub unit: String,
}

static UNITS: LazyLock<BTreeMap<String, (BigRational, String)>> = LazyLock::new(|| {
    let table = UnitTable::default();
    let known = table.symbols().filter_map(|symbol| table.parse(symbol).ok().map(|unit| (symbol.to_owned(), unit)));
    known.map(|(symbol, unit)| (symbol, (unit.scale(), dimensions_of(&unit)))).collect()
});

/// Returns what a unit measures, as amounts of a text say it: `%` for rates, `倍`, `年`, else the counted thing.
#[must_use]
pub fn class_of(unit: &Unit) -> String {
    match unit.symbol() {
        "倍" | "番" => "倍".into(),
        "年" | "周年" => "年".into(),
        _ if unit.is_rate() => "%".into(),
        symbol => symbol.split_once('/').map_or_else(
            || dimensions_of(unit),
            |(top, bottom)| {
                format!("{}/{}", scale_of(top, &Vocabulary::default()).1, scale_of(bottom, &Vocabulary::default()).1)
            },
        ),
    }
}

fn dimensions_of(unit: &Unit) -> String {
    let dimensions = unit.dimensions().iter();
    dimensions.map(|(base, power)| format!("{}{power}", same_class(base))).collect::<Vec<_>>().join("·")
}

/// Counters that count the same things.
fn same_class(unit: &str) -> &str {
    match unit {
        "名" | "位" | "口" | "员" => "人",
        "人民币" | "元人民币" => "元",
        "美金" => "美元",
        other => other,
    }
}

/// Counters: a whole number of them is exact.
fn is_counted(unit: &str) -> bool {
    const MEASURED: &str = "元 美元 港元 欧元 日元 英镑 吨 公斤 千克 斤 克 亩 公顷 平方公里 平方米 立方米 公里 千米 米 千瓦 千瓦时 度 点 人公里 吨公里 小时 年 升 担";
    !unit.is_empty() && !unit.contains('/') && !MEASURED.split_whitespace().any(|measured| measured == unit)
}

/// Returns what a mention is worth, or `None` for what is no number.
#[must_use]
pub fn amount(figure: &FigureMention) -> Option<Amount> {
    amount_with(figure, &Vocabulary::default())
}

/// Returns what a mention is worth where a book has units of its own.
#[must_use]
pub fn amount_with(figure: &FigureMention, vocabulary: &Vocabulary) -> Option<Amount> {
    match figure.kind {
        Kind::Quantity | Kind::Doubling => single(figure, figure.values.first()?, vocabulary),
        Kind::Range => {
            let mut amount = single(figure, figure.values.first()?, vocabulary)?;
            let last = single(figure, figure.values.get(1)?, vocabulary)?;
            amount.interval = Exact::between(amount.interval.lo(), last.interval.hi());
            amount.value = (&amount.value + &last.value) / BigRational::from_integer(2.into());
            Some(amount)
        }
        Kind::Fraction => fraction(figure),
        Kind::Ratio | Kind::Ordinal | Kind::Date | Kind::Name => None,
    }
}

/// Returns what one part of a ratio is worth.
#[must_use]
pub fn part(figure: &FigureMention, index: usize) -> Option<Amount> {
    single(figure, figure.values.get(index)?, &Vocabulary::default())
}

fn single(figure: &FigureMention, decimal: &Decimal, vocabulary: &Vocabulary) -> Option<Amount> {
    let unit = figure.unit.strip_prefix('个').filter(|unit| unit.ends_with('点')).unwrap_or(&figure.unit);
    let (sort, scale, class) = measured(unit, vocabulary);
    let step = super::scan::power_of_ten(decimal.place) * &scale;
    let value = &decimal.value * &scale;
    let counted =
        sort == Sort::Amount && decimal.place >= 0 && figure.multiplier == 0 && is_counted(unit) && !figure.chinese;
    let half =
        if counted || figure.kind == Kind::Doubling { BigRational::zero() } else { decimal.half_unit() * &scale };
    let mut interval = Exact::between(&value - &half, &value + &half);
    if figure.qualifier == Some(Qualifier::Above) && figure.multiplier + leading_zeros(decimal) > 0 {
        let slack =
            super::scan::power_of_ten(decimal.place + i32::try_from(leading_zeros(decimal)).unwrap_or(0)) * &scale;
        interval = Exact::between(value.clone(), &value + slack);
    }
    let written = Written { multiplier: figure.multiplier, unit: figure.unit.clone() };
    Some(Amount { value, interval, step, scale, class, sort, qualifier: figure.qualifier, counted, written })
}

/// The zeros at the end of a whole number: `500多个` stands for 500 to 600.
fn leading_zeros(decimal: &Decimal) -> u32 {
    if decimal.place < 0 {
        return 0;
    }
    let digits = (&decimal.value / super::scan::power_of_ten(decimal.place)).to_integer().to_string();
    u32::try_from(digits.len() - digits.trim_end_matches('0').len()).unwrap_or(0)
}

fn measured(unit: &str, vocabulary: &Vocabulary) -> (Sort, BigRational, String) {
    let ratio = |top: i64, bottom: i64| BigRational::new(top.into(), bottom.into());
    match unit {
        "%" => (Sort::Rate, ratio(1, 100), "%".into()),
        "‰" => (Sort::Rate, ratio(1, 1000), "%".into()),
        "‱" => (Sort::Rate, ratio(1, 10000), "%".into()),
        "成" => (Sort::Rate, ratio(1, 10), "%".into()),
        "百分点" => (Sort::Points, ratio(1, 100), "%".into()),
        "千分点" => (Sort::Points, ratio(1, 1000), "%".into()),
        "倍" | "番" => (Sort::Times, BigRational::one(), "倍".into()),
        "年" | "周年" => (Sort::Years, BigRational::one(), "年".into()),
        "" => (Sort::Amount, BigRational::one(), String::new()),
        _ => {
            let (scale, class) = scale_of(unit, vocabulary);
            (Sort::Amount, scale, class)
        }
    }
}

fn scale_of(unit: &str, vocabulary: &Vocabulary) -> (BigRational, String) {
    if let Some((top, bottom)) = unit.split_once('/') {
        let (top, bottom) = (scale_of(top, vocabulary), scale_of(bottom, vocabulary));
        return (top.0 / bottom.0, format!("{}/{}", top.1, bottom.1));
    }
    let bare = unit.strip_prefix('万').filter(|rest| !rest.is_empty());
    let factor = if bare.is_some() { 10_000 } else { 1 };
    let unit = same_class(bare.unwrap_or(unit));
    let (scale, class) = vocabulary
        .unit(unit)
        .or_else(|| UNITS.get(unit))
        .cloned()
        .unwrap_or_else(|| (BigRational::one(), format!("{unit}1")));
    (scale * BigRational::from_integer(factor.into()), class)
}

fn fraction(figure: &FigureMention) -> Option<Amount> {
    let (top, bottom) = (figure.values.first()?, figure.values.get(1)?);
    if bottom.value.is_zero() {
        return None;
    }
    let value = &top.value / &bottom.value;
    // A fraction in words is round: a twentieth on either side.
    let slack = BigRational::new(1.into(), 20.into());
    let interval = Exact::between(&value - &slack, &value + &slack);
    let qualifier = figure.qualifier.or(Some(Qualifier::About));
    let scale = BigRational::one();
    Some(Amount {
        value,
        interval,
        step: slack,
        scale,
        class: "%".into(),
        sort: Sort::Rate,
        qualifier,
        counted: false,
        written: Written::default(),
    })
}

impl Amount {
    /// Returns whether both measure the same, so that they may be added and divided.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let bare = |amount: &Self| amount.class.is_empty() && !amount.counted;
        self.sort == other.sort && (self.class == other.class || bare(self) || bare(other))
    }
}
