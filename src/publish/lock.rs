//! Keeps two runs for the same output folder apart.
//!
//! Owns the lock file. The system drops the lock of a process that is killed, so a file that was left behind locks
//! nobody out.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::place::Place;

/// The lock of one run; released, and its file removed, when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, or says that another run has it.
    pub(super) fn take(place: &Place) -> Result<Self, PublishError> {
        let path = &place.lock;
        let failed = |error| PublishError::io("lock", path, error);
        loop {
            let file = File::options().write(true).create(true).truncate(false).open(path).map_err(failed)?;
            match file.try_lock() {
                // A run that ended after we opened its file has removed it: that lock would keep nobody out.
                Ok(()) if !is_current(&file, path) => {}
                Ok(()) => return Ok(Self { path: path.clone(), _file: file }),
                Err(TryLockError::WouldBlock) => return Err(PublishError::busy(&place.out)),
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so that it is our own file; one that stays is taken over by the next run.
        let _ = fs::remove_file(&self.path);
    }
}

/// Returns whether the file at `path` is still the one that was opened.
#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// An open file cannot be removed here.
#[cfg(not(unix))]
fn is_current(_file: &File, _path: &Path) -> bool {
    true
}
