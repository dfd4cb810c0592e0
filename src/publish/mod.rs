//! Puts an output in place of the last one, in one step: a finished [`OutputTree`], or a [`Publication`] whose files come as they
//! are made.
//!
//! Owns the output folder and everything beside it that carries its name; it is the only writer of the program.
//! It must not know what the bytes mean.
//!
//! 1. [`recover`] clears what a killed run left behind.
//! 2. `manifest` and `inspect` tell which files of the old output are ours; a foreign file stops everything.
//! 3. `publication` builds the new tree beside the old one, from the first file on that differs; a file that did not change is linked,
//!    not written.
//! 4. `swap` exchanges the two folders in one step, so that a reader sees the old output or the new one.
//! 5. The old tree is removed.
//!
//! Whatever fails before step 4 leaves the old output as it was. An [`Inventory`] tells a later run whether the output is
//! still as it was published. [`replace`] does the same for one file of the book.

#![expect(clippy::disallowed_methods, reason = "this room is the only writer")]

mod disk;
mod error;
mod growing;
mod inspect;
mod inventory;
mod kept;
mod lock;
mod manifest;
mod place;
mod publication;
mod single;
mod swap;
#[cfg(test)]
mod tests;
mod tree;

use std::io;
use std::path::Path;

pub use self::error::PublishError;
pub use self::inventory::{Inventory, Published};
pub use self::kept::{Before, replace};
pub use self::publication::Publication;
pub use self::single::create;
pub use self::swap::Recovery;
pub use self::tree::OutputTree;

use self::manifest::Manifest;
use self::place::Place;

/// What one run of [`publish`] did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or whose bytes changed.
    pub written: usize,
    /// Files that were there before with the same bytes.
    pub unchanged: usize,
    /// Files of the last output that the new one does not have.
    pub removed: usize,
}

impl Report {
    /// Returns whether the output differs from the last one.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.written + self.removed > 0
    }
}

/// Makes `out` hold exactly the files of `tree`, or leaves it as it is.
///
/// Nothing at all is written when `out` already holds them, so that modification times stay.
pub fn publish(tree: &OutputTree, out: &Path) -> Result<Report, PublishError> {
    publish_with(tree, out, Hooks::default())
}

/// Returns so many bytes of a file of an output, from one on; `None` if they cannot be read.
#[must_use]
pub fn piece(out: &Path, file: &str, from: u64, length: usize) -> Option<Vec<u8>> {
    disk::piece(&out.join(file), from, length).ok()
}

/// Clears what a killed run left beside `out`; brings the last good output back if that run had moved it away.
pub fn recover(out: &Path) -> Result<Recovery, PublishError> {
    publication::clear(&Place::of(out)?)
}

fn publish_with(tree: &OutputTree, out: &Path, hooks: Hooks<'_>) -> Result<Report, PublishError> {
    let place = Place::of(out)?;
    publication::clear(&place)?;
    if inspect::holds(&place, tree, &Manifest::of(tree.paths())) {
        return Ok(Report { unchanged: tree.len(), ..Report::default() });
    }
    let publication = Publication::begin_with(out, hooks)?;
    // All of it is there: nobody else comes in between.
    publication.stage()?;
    tree.iter().try_for_each(|(path, bytes)| publication.take(path, bytes))?;
    publication.end().map(|(report, _)| report)
}

/// The moments of a run between which it can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The folder for the new tree is there, and empty.
    StagingMade,
    /// One more file of the new tree is there.
    FileStaged,
    /// The new tree is complete.
    Staged,
    /// Only where folders cannot be exchanged: the old output has its other name, the new one not yet its own.
    OldMovedAway,
    /// The new output is in place, the old one not yet removed.
    Swapped,
}

/// Where a test may step in: before each step, and in place of the system's exchange of two folders.
struct Hooks<'a> {
    step: &'a (dyn Fn(Step) -> io::Result<()> + Sync),
    exchange: &'a (dyn Fn(&Path, &Path) -> io::Result<()> + Sync),
}

impl Default for Hooks<'_> {
    fn default() -> Self {
        Self { step: &|_| Ok(()), exchange: &swap::exchange }
    }
}
