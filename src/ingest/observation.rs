//! One value of one indicator, for one area and period, with everything the file said about it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::book::Period;
use crate::findings::Place;
use crate::quantity::{Exact, Unit};

/// SDMX code list `CL_OBS_STATUS` (version 2.2), the codes that yearbooks meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Status {
    /// Normal value.
    #[default]
    A,
    /// Break in the series.
    B,
    /// Estimated.
    E,
    /// Imputed: worked back from something published.
    I,
    /// Cannot exist.
    M,
    /// Missing.
    O,
    /// Provisional.
    P,
    /// Unvalidated.
    V,
}

/// Why there is no number. The kinds stay apart end to end and are never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// `…`: less than half the smallest unit.
    BelowUnit,
    /// Blank: not available.
    NotAvailable,
    /// `-`: not applicable, cannot exist.
    NotApplicable,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Datum {
    /// A number in the recorded unit (multiplier not applied): `1.89` of 1.89亿元.
    Number(Exact),
    /// A range in the recorded unit: `3~4`.
    Range(Exact, Exact),
    /// Words quoted from the source (翻番, 全覆盖); never computed with.
    Words(String),
    /// Nothing, and why.
    Missing(Missing),
}

/// The text of a value in its file, trimmed. A decimal that its digits make up again takes no memory.
#[derive(Clone, Copy, Debug)]
pub enum RawText<'a> {
    /// So many units of the last decimal place, and how many places: `33.30` is 3330 and 2.
    Decimal(i64, u32),
    /// Anything else.
    Text(&'a str),
}

impl<'a> RawText<'a> {
    /// Returns the text.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Decimal(..) => Cow::Owned(self.to_string()),
        }
    }

    /// Returns whether the cell was blank.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!(self, Self::Text(""))
    }
}

impl fmt::Display for RawText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Decimal(mantissa, decimals) = *self else {
            let Self::Text(text) = *self else { return Ok(()) };
            return f.pad(text);
        };
        let sign = if mantissa < 0 { "-" } else { "" };
        let magnitude = mantissa.unsigned_abs();
        match 10_u64.checked_pow(decimals).filter(|_| decimals > 0) {
            None => write!(f, "{sign}{magnitude}"),
            Some(scale) => {
                write!(f, "{sign}{}.{:0width$}", magnitude / scale, magnitude % scale, width = decimals as usize)
            }
        }
    }
}

impl PartialEq<str> for RawText<'_> {
    fn eq(&self, other: &str) -> bool {
        self.text() == other
    }
}

impl PartialEq<&str> for RawText<'_> {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

/// An observation with its attributes, as [`Observations`](super::Observations) show it: cheap to make and to pass on.
#[derive(Clone, Debug)]
pub struct Observation<'a> {
    /// Indicator id.
    pub indicator: &'a str,
    /// Area id.
    pub area: &'a str,
    /// Time period.
    pub period: Period,
    /// The value.
    pub datum: Datum,
    /// The text in the file, trimmed.
    pub raw: RawText<'a>,
    /// Decimals as recorded.
    pub decimals: u32,
    /// Unit as recorded, with its multiplier.
    pub unit: &'a Unit,
    /// Observation status.
    pub status: Status,
    /// 约, 近, 超过, 多, 余, 以上 …
    pub qualifier: Option<&'a str>,
    /// Remark of the data staff.
    pub note: Option<&'a str>,
    /// Where the value was published.
    pub source: Option<&'a str>,
    /// Last period's value on this period's basis (可比口径), in the recorded unit.
    pub comparable_base: Option<Exact>,
    /// What was published for this period before a revision, in the recorded unit.
    pub revised_from: Option<Exact>,
    /// The file.
    pub file: &'a Arc<SourceFile>,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Row in the file, from 1, header included.
    pub row: u64,
    /// Header of the column that held the value.
    pub column: &'a str,
}

impl<'a> Observation<'a> {
    /// Returns what it is the only one of: indicator, area and period.
    #[must_use]
    pub fn key(&self) -> (&'a str, &'a str, Period) {
        (self.indicator, self.area, self.period)
    }

    /// Returns where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::Cell {
            file: self.file.path.clone(),
            sheet: self.sheet.map(str::to_owned),
            row: Some(self.row),
            column: Some(self.column.to_string()),
        }
    }

    /// Returns the number in base units: 1.89亿元 → 189000000; 12.7 % → 0.127. `None` for words, ranges, missing.
    #[must_use]
    pub fn in_base_units(&self) -> Option<Exact> {
        match &self.datum {
            Datum::Number(number) => Some(number * &self.unit.worth()),
            _ => None,
        }
    }
}

/// An observation on its way into [`Observations`](super::Observations); the fields are those of [`Observation`].
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) indicator: String,
    pub(crate) area: String,
    pub(crate) period: Period,
    pub(crate) datum: Datum,
    pub(crate) raw: String,
    pub(crate) decimals: u32,
    pub(crate) unit: Unit,
    pub(crate) status: Status,
    pub(crate) qualifier: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) comparable_base: Option<Exact>,
    pub(crate) revised_from: Option<Exact>,
    pub(crate) file: Arc<SourceFile>,
    pub(crate) sheet: Option<Arc<str>>,
    pub(crate) row: u64,
    pub(crate) column: Arc<str>,
}

/// A data file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceFile {
    /// Path in the book.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}
