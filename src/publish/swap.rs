//! Puts the new tree in place of the old output, and undoes what a killed run left.
//!
//! Owns the only moment at which readers see a change. With an exchange of folders there is one such moment; without,
//! the old output is moved away first, and [`recover`] brings it back if nothing took its place.

use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use super::error::PublishError;
use super::place::Place;
use super::{Hooks, Step};

/// What was found and done about a killed run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// No run was killed.
    Nothing,
    /// The output is whole; what lay beside it is removed.
    Cleaned,
    /// The output had been moved away and is back.
    Restored,
}

/// Gives the staged tree the name of the output; afterwards the old one lies at one of the other names.
pub(super) fn swap(place: &Place, hooks: &Hooks<'_>) -> Result<(), PublishError> {
    let reach = |step| (hooks.step)(step).map_err(|error| PublishError::io("replace", &place.out, error));
    if disk::look(&place.out)?.is_none() {
        disk::rename(&place.staging, &place.out)?;
    } else {
        match (hooks.exchange)(&place.staging, &place.out) {
            Ok(()) => {}
            Err(error) if is_unsupported(&error) => {
                disk::rename(&place.out, &place.old)?;
                disk::sync_folder(&place.parent)?;
                reach(Step::OldMovedAway)
                    .and_then(|()| disk::rename(&place.staging, &place.out))
                    .inspect_err(|_| bring_back(place))?;
            }
            Err(error) => return Err(PublishError::io("replace", &place.out, error)),
        }
    }
    disk::sync_folder(&place.parent)?;
    reach(Step::Swapped)
}

/// Removes the old output after [`swap`].
pub(super) fn remove_old(place: &Place) -> Result<(), PublishError> {
    for path in [&place.staging, &place.old] {
        disk::remove(path).map_err(|error| PublishError::leftover(path, error))?;
    }
    Ok(())
}

/// Removes a staged tree that will not be published. One that stays is removed by the next run.
pub(super) fn discard_staging(place: &Place) {
    let _ = disk::remove(&place.staging);
}

/// Makes the output whole after a killed run; the lock must be held.
pub(super) fn recover(place: &Place) -> Result<Recovery, PublishError> {
    let mut done = Recovery::Nothing;
    if disk::look(&place.old)?.is_some() && is_missing_or_empty(&place.out)? {
        disk::rename(&place.old, &place.out)?;
        disk::sync_folder(&place.parent)?;
        done = Recovery::Restored;
    }
    for path in [&place.staging, &place.old] {
        if disk::look(path)?.is_some() {
            disk::remove(path).map_err(|error| PublishError::io("remove", path, error))?;
            done = if done == Recovery::Restored { done } else { Recovery::Cleaned };
        }
    }
    Ok(done)
}

/// Exchanges two folders in one step, or says that the system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Says that the system cannot exchange folders.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_new: &Path, _out: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file system without the exchange says that the flag is invalid, a kernel that the call is unknown.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// After a failed second renaming; if this fails too, the next run brings the old output back.
fn bring_back(place: &Place) {
    let _ = fs::rename(&place.old, &place.out);
}

fn is_missing_or_empty(path: &Path) -> Result<bool, PublishError> {
    match disk::look(path)? {
        None => Ok(true),
        Some(metadata) if metadata.is_dir() => {
            let mut entries = fs::read_dir(path).map_err(|error| PublishError::io("read the folder", path, error))?;
            Ok(entries.next().is_none())
        }
        Some(_) => Ok(false),
    }
}
