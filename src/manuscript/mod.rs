//! Finished Chinese text: finds its figures and claims, recomputes what can be recomputed.
//!
//! 1. [`text`] turns a file (plain, Markdown, HTML, Word) into words that know their places.
//! 2. [`scan`] finds figures, dates and names with digits; [`measure`] says what a figure is worth.
//! 3. [`reading`] gives each figure its sentence, role, subject and year.
//! 4. [`claims`] is the grammar of claims, one kind a file, with its arithmetic; [`wording`] the rules of prose.
//! 5. [`against`](mod@against) compares with data; [`verify`](mod@verify) does all of it; [`report`] prints it.
//!
//! Must not know: books, the machine.

pub mod against;
pub mod claims;
pub mod codes;
mod conflict;
pub mod measure;
pub mod reading;
pub mod report;
pub mod scan;
mod sighting;
mod stale;
pub mod text;
pub mod verify;
mod vocabulary;
pub mod wording;

pub use conflict::Conflict;
pub use sighting::{Sighting, Status};
pub use stale::Stale;
pub use verify::{Verification, Verified, verify, verify_with};
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod tests;
