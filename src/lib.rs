//! Builds statistical yearbooks: every figure is computed from data by a declared rule, printed under one rounding law,
//! worded by its own sign, and can be followed back to its row.
//!
//! [`edition`] makes a book out of its files, a call a stage, in this order:
//!
//! 1. [`book`] reads `yearbook.yaml`, the indicator files and the chapter sources.
//! 2. [`ingest`] reads the data files into observations.
//! 3. [`indicators`] resolves and checks the formulas: the catalogue.
//! 4. [`render`] fills the chapters; each figure is evaluated exactly, rounded once and recorded by the [`ledger`].
//! 5. [`indicators`] computes the whole panel with polars, and each printed figure must agree with it.
//! 6. [`charts`] draws what the ledger lists.
//! 7. [`render`] lays out the pages.
//!
//! [`publish`] then replaces the output in one step. Stages take and return values, but for the last, which hands files on;
//! only `book` and `ingest` read, only
//! `publish` writes, so a whole book is built and tested in memory. [`findings`] collects what is wrong with the user's
//! material; an [`Error`] means that work cannot go on.

pub mod audit;
pub mod binding;
pub mod book;
pub mod cache;
pub mod charts;
#[cfg(feature = "cli")]
pub mod cli;
mod codes;
pub mod diff;
mod edition;
mod error;
pub mod findings;
pub mod formula;
pub mod indicators;
pub mod ingest;
mod kept;
pub mod ledger;
mod lookup;
pub mod manuscript;
mod output;
pub mod publish;
pub mod quantity;
pub mod release;
pub mod render;
pub mod signoff;

pub use codes::codes;
pub use edition::{Edition, LastOutput, Request, Stage, edition, edition_with};
pub use error::{Error, Result};
