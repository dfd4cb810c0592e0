//! The difference of two editions: data, figures, sentences, charts and tables, each change with what caused it.
//!
//! 1. `align`: which figure of one edition is which of the other, over another data year too;
//! 2. [`compare`]: two records → a [`Difference`]; `sentences` and `words` compare the text;
//! 3. [`text`], [`json`], [`html`]: three readings of it.
//!
//! Owns: what counts as the same. Must not know: how a record was made, files, git.

mod align;
mod causes;
mod compare;
mod html;
mod json;
mod model;
mod sentences;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use compare::compare;
pub use html::html;
pub use json::json;
pub use model::{Cause, Difference, ExhibitChange, FigureChange, Run, Runs, SentenceChange, Side};
pub use text::text;
