//! Releases: an edition frozen as it was published, and what has been revised since.
//!
//! 1. [`Record`]: what an edition prints, and from which observations, in an open form (`yearbook-release`, version 1);
//! 2. [`load`]: the releases that a book keeps in `releases/`;
//! 3. [`revisions`]: what an earlier release printed and what differs now.
//!
//! Owns: the form of a release. Must not know: who writes the file, the clock.

pub mod codes;
mod load;
mod record;
mod revision;
mod take;

pub use load::{Release, load, parse, path};
pub use record::{FORMAT, Mark, Observed, Printed, Record, Said, Shown, VERSION};
pub use revision::{DOCS, doc, revisions};
pub use take::{Extent, record};
