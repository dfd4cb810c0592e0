//! One file of the book's own that the program keeps, such as a sign-off: put in place in one step.
//!
//! Owns the order of the steps; must not know what the bytes mean.

use std::path::Path;

use super::disk;
use super::error::PublishError;
use super::lock::Lock;
use super::place::Place;

/// What may lie at the place of a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before<'a> {
    /// Nothing: what is there is kept.
    Nothing,
    /// These bytes, as they were read: a change that somebody else made in between is kept.
    Bytes(&'a [u8]),
    /// Anything.
    Anything,
}

/// Writes one file, or leaves what was there as it was.
///
/// # Errors
/// When something lies there that may not be replaced, or the system refuses.
pub fn replace(path: &Path, bytes: &[u8], before: Before<'_>) -> Result<(), PublishError> {
    let place = Place::of(path)?;
    place.create_parent()?;
    let _lock = Lock::take(&place)?;
    let found = disk::look(&place.out)?;
    if found.as_ref().is_some_and(|found| !found.is_file()) {
        return Err(PublishError::not_replaced(path, "it is no plain file"));
    }
    match before {
        Before::Nothing if found.is_some() => return Err(PublishError::not_replaced(path, "it is there already")),
        Before::Bytes(expected) if !disk::holds(&place.out, expected) => {
            return Err(PublishError::not_replaced(path, "somebody else has changed it in the meantime"));
        }
        _ => {}
    }
    disk::remove(&place.staging).map_err(|error| PublishError::io("remove", &place.staging, error))?;
    disk::write_new(&place.staging, bytes)?;
    let moved = disk::rename(&place.staging, &place.out);
    if moved.is_err() {
        // The old file is as it was; what was to replace it helps nobody.
        let _ = disk::remove(&place.staging);
    }
    moved.and_then(|()| disk::sync_folder(&place.parent))
}
