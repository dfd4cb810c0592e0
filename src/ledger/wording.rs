//! The words around numbers, a language a file.
//!
//! Words follow from the sign of what is *printed*, never from the template. A new language is one file with one
//! [`Wording`] and one row in [`of`]. Must not know: formulas, indicators, files.

mod en;
mod numerals_zh;
mod zh;

use crate::book::{Language, Period, Words};
use crate::findings::Problem;
use crate::formula::NoValue;
use crate::ingest::Status;

use super::number::{Number, Written};
use super::round::Rounded;

/// What kind of quantity moved: each has verbs of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Movement {
    /// A rate of growth: 增长, 下降.
    Growth,
    /// An amount: 增加, 减少.
    Change,
    /// A rate, in points: 提高, 下降.
    Points,
}

/// Where a printed number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Above zero.
    Up,
    /// Below zero.
    Down,
    /// It prints as zero.
    Flat,
}

impl Sign {
    /// Returns the sign of what is printed.
    pub(crate) fn of(printed: &Rounded) -> Self {
        match (printed.is_zero(), printed.is_negative()) {
            (true, _) => Self::Flat,
            (_, true) => Self::Down,
            _ => Self::Up,
        }
    }

    /// Returns the word that was chosen for this sign.
    pub(crate) fn chosen(self, words: &Words) -> Option<&str> {
        let word = match self {
            Self::Up => &words.up,
            Self::Down => &words.down,
            Self::Flat => &words.flat,
        };
        word.as_deref()
    }
}

/// A datum as a remark names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Datum<'a> {
    /// The indicator's name.
    pub(crate) name: &'a str,
    /// Its period.
    pub(crate) period: Period,
    /// As recorded: `8.5%`.
    pub(crate) recorded: &'a str,
}

/// What a figure's provenance remarks.
#[derive(Clone, Debug)]
pub(crate) enum Remark<'a> {
    /// The base was taken on the current period's basis.
    ComparableBase { name: &'a str, year: i32, published: Option<&'a str>, used: &'a str },
    /// The base was revised.
    RevisedBase { name: &'a str, year: i32, old: &'a str, new: &'a str },
    /// Parts were left out of an aggregate.
    Incomplete { what: &'a str },
    /// An operand is reconstructed (I), unvalidated (V), provisional (P) or an estimate (E).
    Status { status: Status, datum: &'a Datum<'a>, note: Option<&'a str> },
    /// An operand carried a hedge.
    Hedged { hedge: &'a str },
    /// The figure is another chapter's.
    Cited { chapter: &'a str },
}

/// What is different about a datum that a marked one was computed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elsewhere<'a> {
    /// Another period.
    pub(crate) period: Option<Period>,
    /// Another area.
    pub(crate) area: Option<&'a str>,
    /// Another indicator.
    pub(crate) indicator: Option<&'a str>,
}

/// The words of tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableWords {
    /// Heads of the row labels.
    pub(crate) years: &'static str,
    pub(crate) areas: &'static str,
    pub(crate) indicators: &'static str,
    /// The total of areas that are no parts of one whole.
    pub(crate) total: &'static str,
    /// Heads of columns.
    pub(crate) level: &'static str,
    pub(crate) change: &'static str,
    pub(crate) growth: &'static str,
    pub(crate) share: &'static str,
    pub(crate) rank: &'static str,
    /// What the signs of empty cells mean, in the order of `Gap::ALL`, what stands before them, between them and behind.
    pub(crate) signs: [&'static str; 4],
    pub(crate) around_signs: [&'static str; 3],
    /// The unit's own head, and that of notes, in a file of data.
    pub(crate) unit: &'static str,
    pub(crate) notes: &'static str,
}

/// A claim in words: before the token, the token, behind it.
pub(crate) type Claim = (String, String, String);

/// A language's words and ways of writing numbers.
pub(crate) trait Wording: Sync {
    /// Writes a number with unit and hedge.
    fn number(&self, number: &Number) -> Result<Written, Problem>;
    /// The verb of a movement; words chosen by indicator or call come first.
    fn movement(&self, movement: Movement, sign: Sign) -> &'static str;
    /// A period in a label: `2012年`.
    fn period(&self, period: Period) -> String;
    /// `是上年的` before a multiple; `previous` when the base is the year before.
    fn times(&self, base: i32, previous: bool) -> String;
    /// `翻番`, `翻两番` for 2ⁿ.
    fn doubled(&self, n: u32) -> String;
    /// `占`
    fn share(&self) -> &'static str;
    /// `完成目标任务的`
    fn completion(&self) -> &'static str;
    /// `连续5年下降`
    fn streak(&self, years: usize, verb: &str) -> Claim;
    /// `居第3位`, `并列第3位`
    fn rank(&self, rank: &str, tied: bool) -> Claim;
    /// `为2012年以来最低`
    fn extreme(&self, since: i32, highest: bool) -> Claim;
    /// `【待补】`
    fn pending(&self) -> &'static str;
    /// What a draft says of a figure that is missing.
    fn missing(&self, indicator: &str, area: &str, period: &str) -> String;
    /// Returns whether a hedge goes with whole numbers only: 多, 余.
    fn is_whole(&self, hedge: &str) -> bool;
    /// The hedge of a number that was cut off: 多.
    fn more(&self) -> &'static str;
    /// The hedge of a computed number whose operand was hedged: 约.
    fn about(&self) -> &'static str;
    /// The name of a series of growth rates: `比上年增长`.
    fn growth_series(&self, of: Option<&str>) -> String;
    /// The name of a series for an indicator in an area.
    fn series(&self, indicator: &str, area: &str) -> String;
    /// What a reader is told where there is no value.
    fn absence(&self, none: &NoValue) -> String;
    /// What a reader is told where words stand instead of a number.
    fn no_number(&self) -> &'static str;
    /// The words of tables.
    fn table(&self) -> &'static TableWords;
    /// What is said of one year where there are several: `2019年比上年增减`.
    fn of_year(&self, words: &str, year: i32) -> String;
    /// What the status of a datum says behind its mark; of another datum than the one that is marked with what it is of.
    fn marked(&self, other: Option<&Elsewhere<'_>>, status: Status, note: Option<&str>) -> String;
    /// A remark.
    fn remark(&self, remark: &Remark<'_>) -> String;
    /// Returns whether a text ends in one of this language's hedges: then no second one may follow.
    fn ends_in_hedge(&self, text: &str) -> bool;
}

/// Returns the wording of a language.
pub(crate) fn of(language: Language) -> &'static dyn Wording {
    match language {
        Language::Zh => &zh::Chinese,
        Language::En => &en::English,
    }
}

#[cfg(test)]
mod tests;
