//! `yearbook.yaml`, the indicator files and the chapter sources → a validated [`Book`].
//!
//! Owns: the layout of a book on disk, its paths, the area tree, names per language.
//! Must not know: polars, tera, plotters, the clock, what a formula means.

mod area;
mod check;
pub mod codes;
mod config;
mod declared;
mod files;
mod front;
mod load;
mod model;
mod prose;
pub(crate) mod yaml;

pub use area::{Area, AreaTree, Id};
pub use check::{CheckRule, DeclaredCheck};
pub use declared::{Declarations, Declared, Setting};
pub use files::{Asked, FileError, Files, Hash, Pieces, Stamp, Trust, Version, sha256};
pub(crate) use load::BOOK_FILE;
pub use model::{
    Book, Chapter, Columns, Credit, Dataset, EntryHeadings, Expect, Format, HedgeBands, IndicatorDef, Language, Layout,
    Logo, Names, Period, Publish, RoundingLaw, SeverityRule, Site, Waiver, Words, Workbook,
};
pub use prose::{ListedName, Prose};

/// A file that cannot be read, as the library's error.
pub(crate) fn unreadable(error: FileError) -> crate::Error {
    let problem = crate::findings::Problem::new(error.to_string());
    crate::Error::new(crate::error::ErrorKind::Io, problem).caused_by(error)
}

#[cfg(test)]
mod tests;
