//! What a figure of a manuscript is among the data of a book, as it is told.
//!
//! Must not know: where data come from.

/// What a figure is among the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A datum, or computed from data.
    Found,
    /// Named like a datum, but of another value.
    NearMiss,
    /// Several data fit.
    Ambiguous,
    /// Not among the data.
    NotInTheData,
}

/// A figure and what it is among the data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Sighting {
    /// The number of the mention.
    #[serde(skip)]
    pub mention: usize,
    /// What it is.
    pub status: Status,
    /// The data that are meant: `indicator@area@period`, or the call that computes it.
    pub data: Vec<String>,
    /// What the data give, as the text would print it.
    pub value: Option<String>,
}
