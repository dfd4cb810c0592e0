//! The words around numbers, per language. A language is one implementation of [`Wording`].
//!
//! Must not know how values are computed: it gets the sign of what is printed and says the word for it.

mod zh;

use crate::book::{Language, Words};
use crate::formula::NoValue;

/// What kind of change is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A rate of growth.
    Growth,
    /// An increment of an amount.
    Change,
    /// A difference of rates.
    Points,
    /// A movement over several years of an amount.
    StreakOfAmounts,
    /// A movement over several years of a rate.
    StreakOfRates,
}

/// A phrase around a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) before: String,
    pub(super) token: String,
    pub(super) after: String,
}

/// The words of a language.
pub(super) trait Wording: Sync {
    /// The word for a change by the sign of what is printed.
    fn direction(&self, kind: Kind, sign: i32) -> &'static str;
    /// `是上年的3.94倍`; `base` is named where it is not the year before.
    fn multiple(&self, token: &str, base: Option<i32>) -> Phrase;
    /// `增长2.94倍`
    fn growth_in_multiples(&self, token: &str) -> Phrase;
    /// `翻番`, `翻两番`
    fn doublings(&self, times: u32) -> String;
    /// The word before a share.
    fn share(&self) -> &'static str;
    /// The word before an attainment.
    fn completion(&self) -> &'static str;
    /// `连续5年下降`
    fn streak(&self, years: u32, direction: &str) -> Phrase;
    /// `居第3位`
    fn rank(&self, place: &str, tied: bool) -> Phrase;
    /// `为2012年以来最低`
    fn extreme(&self, since: i32, highest: bool) -> Phrase;
    /// What stands in a draft for a figure that is missing.
    fn pending(&self) -> &'static str;
    /// A year in a label: `2012年`.
    fn year(&self, year: i32) -> String;
    /// The name of a series of growth rates.
    fn growth_name(&self) -> &'static str;
    /// Why a cell has no value, in a few words.
    fn no_value(&self, reason: &NoValue) -> &'static str;
    /// A remark of a figure.
    fn remark(&self, remark: &Remark) -> String;
}

/// What is worth saying about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    ComparableBase {
        published: Option<String>,
        used: String,
    },
    RevisedBase {
        old: String,
        new: String,
    },
    Incomplete {
        what: String,
    },
    /// An input of a status other than normal: its recorded text, status code and note.
    Status {
        what: String,
        status: crate::ingest::Status,
        note: Option<String>,
    },
    /// An operand was worked back from a published figure.
    Reconstructed,
    Hedged {
        hedge: String,
    },
}

/// Returns the words of a language. Books in a language without a wording of its own are refused when they are loaded.
pub(super) fn of(_language: Language) -> &'static dyn Wording {
    &zh::Zh
}

/// The word for a change: the call's, else the indicator's, else the language's.
pub(super) fn direction(wording: &dyn Wording, kind: Kind, sign: i32, words: &Words) -> String {
    let chosen = match sign {
        1.. => &words.up,
        0 => &words.flat,
        _ => &words.down,
    };
    chosen.clone().unwrap_or_else(|| wording.direction(kind, sign).to_owned())
}
