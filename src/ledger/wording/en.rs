//! English: units stand as they are declared, multipliers are spelled out; 0.189 billion is not made of 1.89亿.

use num_bigint::BigInt;

use crate::book::Period;
use crate::findings::Problem;
use crate::formula::{NoValue, Turn};
use crate::ingest::Status;
use crate::quantity::Multiplier;

use super::super::number::{Amount, Number, Numerals, Written};
use super::{Claim, Datum, Elsewhere, Movement, Remark, Sign, TableWords, Wording};

const TABLE: TableWords = TableWords {
    years: "Year",
    areas: "Region",
    indicators: "Item",
    total: "Total",
    level: "Value",
    change: "Change over previous year",
    growth: "Growth over previous year",
    share: "Share",
    rank: "Rank",
    signs: [
        "“…”: less than half the smallest unit shown",
        "blank: not available",
        "“-”: not applicable",
        "“|”: not comparable with the year before",
    ],
    around_signs: ["", "; ", "."],
    unit: "Unit",
    notes: "Notes",
};

/// English.
pub(super) struct English;

impl Wording for English {
    fn number(&self, number: &Number) -> Result<Written, Problem> {
        if number.numerals == Numerals::Chinese {
            return Err(Problem::new("an English edition has no Chinese numerals").hint("leave `numerals` out"));
        }
        let figures = match &number.amount {
            Amount::One(value) => value.to_string(),
            Amount::Range(low, high) => format!("{low}–{high}"),
        };
        let token = format!("{figures}{}", unit_text(number));
        let hedge = number.hedge.as_deref().map_or("", english_hedge);
        let behind = ["or more", "or less"].contains(&hedge);
        let (before, after) =
            if behind { (String::new(), format!(" {hedge}")) } else { (spaced(hedge), String::new()) };
        Ok(Written { hedge: before, token, after })
    }

    fn movement(&self, movement: Movement, sign: Sign) -> &'static str {
        match (movement, sign) {
            (_, Sign::Flat) => "unchanged",
            (Movement::Growth, Sign::Up) => "up ",
            (Movement::Growth, Sign::Down) => "down ",
            (Movement::Change, Sign::Up) => "an increase of ",
            (Movement::Change, Sign::Down) => "a decrease of ",
            (Movement::Points, Sign::Up) => "a rise of ",
            (Movement::Points, Sign::Down) => "a fall of ",
        }
    }

    fn period(&self, period: Period) -> String {
        period.to_string()
    }

    fn times(&self, base: i32, previous: bool) -> String {
        let base = if previous { "the year before".to_owned() } else { base.to_string() };
        format!("compared with {base}: ")
    }

    fn doubled(&self, n: u32) -> String {
        match n {
            1 => "doubled".to_owned(),
            2 => "quadrupled".to_owned(),
            _ => format!("multiplied by {}", BigInt::from(2).pow(n)),
        }
    }

    fn share(&self) -> &'static str {
        "accounting for "
    }

    fn completion(&self) -> &'static str {
        "reaching "
    }

    fn streak(&self, years: usize, verb: &str) -> Claim {
        (format!("{} in each of the last ", verb.trim_end()), format!("{years} years"), String::new())
    }

    fn rank(&self, rank: &str, tied: bool) -> Claim {
        (if tied { "tied in place " } else { "in place " }.to_owned(), rank.to_owned(), String::new())
    }

    fn extreme(&self, since: i32, highest: bool) -> Claim {
        ("the ".to_owned(), if highest { "highest" } else { "lowest" }.to_owned(), format!(" since {since}"))
    }

    fn missing(&self, indicator: &str, area: &str, period: &str) -> String {
        format!("data for {indicator}, {area}, {period} are missing")
    }

    fn pending(&self) -> &'static str {
        "[pending]"
    }

    fn is_whole(&self, _: &str) -> bool {
        false
    }

    fn more(&self) -> &'static str {
        "多"
    }

    fn about(&self) -> &'static str {
        "约"
    }

    fn growth_series(&self, of: Option<&str>) -> String {
        of.map_or_else(|| "Growth over the year before".to_owned(), |of| format!("{of}: growth over the year before"))
    }

    fn series(&self, indicator: &str, area: &str) -> String {
        format!("{indicator} ({area})")
    }

    fn absence(&self, none: &NoValue) -> String {
        let text = match none {
            NoValue::ZeroBase => "the base is zero",
            NoValue::NegativeBase(Turn::ToPositive) => "turned from negative to positive",
            NoValue::NegativeBase(Turn::ToNegative) => "turned from positive to negative",
            NoValue::NegativeBase(_) => "the base is negative",
            NoValue::MissingBase { .. } => "no data for the base",
            NoValue::MissingCurrent { .. } => "no data",
            NoValue::NotComparable { .. } => "not comparable",
            NoValue::NotANumber { .. } => self.no_number(),
        };
        text.to_owned()
    }

    fn no_number(&self) -> &'static str {
        "not a number that can be computed with"
    }

    fn table(&self) -> &'static TableWords {
        &TABLE
    }

    fn of_year(&self, words: &str, year: i32) -> String {
        format!("{words}, {year}")
    }

    fn marked(&self, other: Option<&Elsewhere<'_>>, status: Status, note: Option<&str>) -> String {
        let note = note.map_or(String::new(), |note| format!(": {note}"));
        let what = match status {
            Status::A => "normal",
            Status::B => "after a break in the series",
            Status::E => "an estimate",
            Status::I => "worked back from something published",
            Status::M => "cannot exist",
            Status::O => "missing",
            Status::P => "provisional",
            Status::V => "not validated",
        };
        let of = other.map_or(String::new(), |Elsewhere { period, area, indicator }| {
            let period = period.map(|period| period.to_string());
            let words = [*indicator, *area, period.as_deref()].into_iter().flatten().collect::<Vec<_>>();
            format!("computed from {}: ", words.join(", "))
        });
        format!("{of}{what}{note}")
    }

    fn remark(&self, remark: &Remark<'_>) -> String {
        let with = |note: Option<&str>| note.map_or(String::new(), |note| format!(": {note}"));
        match remark {
            Remark::ComparableBase { name, year, published, used } => {
                let published = published.map_or(String::new(), |published| format!("; published: {published}"));
                format!("on a comparable basis: {name} in {year} is {used}{published}")
            }
            Remark::RevisedBase { name, year, old, new } => format!("{name} in {year} was revised from {old} to {new}"),
            Remark::Incomplete { what } => format!("left out: {what}"),
            Remark::Status { status, datum: Datum { name, period, recorded }, note } => {
                let meaning = match status {
                    Status::I => "was worked back from something published; the result proves nothing",
                    Status::V => "has not been validated",
                    Status::P => "is provisional",
                    Status::E => "is an estimate",
                    Status::A | Status::B | Status::M | Status::O => "is as recorded",
                };
                format!("{name} in {period} ({recorded}) {meaning}{}", with(*note))
            }
            Remark::Hedged { hedge } => format!("an operand is hedged: {}", english_hedge(hedge)),
            Remark::Cited { chapter } => format!("quoted from “{chapter}”"),
        }
    }

    fn ends_in_hedge(&self, text: &str) -> bool {
        ["about", "over", "nearly", "at least"].iter().any(|hedge| text.trim_end().ends_with(hedge))
    }
}

fn spaced(hedge: &str) -> String {
    if hedge.is_empty() { String::new() } else { format!("{hedge} ") }
}

/// Hedges are recorded in Chinese.
fn english_hedge(hedge: &str) -> &str {
    match hedge {
        "约" | "大约" | "左右" | "上下" => "about",
        "近" | "将近" | "接近" | "不足" | "不到" => "nearly",
        "超过" | "超" | "逾" | "多" | "余" | "突破" => "over",
        "以上" | "至少" => "or more",
        "以下" | "以内" | "最多" => "or less",
        other => other,
    }
}

fn unit_text(number: &Number) -> String {
    let multiplier = match number.unit.multiplier() {
        Multiplier::One => "",
        Multiplier::Wan => " ten thousand",
        Multiplier::Yi => " hundred million",
        Multiplier::WanYi => " trillion",
    };
    let symbol = match number.unit.symbol() {
        "" => "",
        _ if !number.symbol => "",
        "%" => return format!("{multiplier}%"),
        "个百分点" | "百分点" => " percentage points",
        "倍" => " times",
        symbol => return format!("{multiplier} {symbol}"),
    };
    format!("{multiplier}{symbol}")
}
