//! The output folder and the names beside it that a run uses.
//!
//! Owns these names, all in the same parent folder, because only there can folders be exchanged in one step.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::disk;
use super::error::PublishError;

/// Where a run writes.
#[derive(Debug)]
pub(super) struct Place {
    /// The output folder itself, without a trailing slash.
    pub(super) out: PathBuf,
    /// The folder that holds it and the three below.
    pub(super) parent: PathBuf,
    /// The new tree until it is complete, and the old one after the exchange.
    pub(super) staging: PathBuf,
    /// The old output between two renamings, where folders cannot be exchanged.
    pub(super) old: PathBuf,
    /// The file whose lock keeps two runs apart.
    pub(super) lock: PathBuf,
}

impl Place {
    pub(super) fn of(out: &Path) -> Result<Self, PublishError> {
        let name = out.file_name().ok_or_else(|| PublishError::nameless(out))?;
        let parent = match out.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let beside = |role: &str| parent.join(named(role, name));
        Ok(Self {
            out: out.parent().unwrap_or(Path::new("")).join(name),
            staging: beside("staging"),
            old: beside("old"),
            lock: beside("lock"),
            parent,
        })
    }

    /// Makes the folder that holds the output folder.
    pub(super) fn create_parent(&self) -> Result<(), PublishError> {
        disk::create_folders(&self.parent)
    }

    /// Returns whether a killed run left something here, or another run is at work.
    pub(super) fn has_leftovers(&self) -> bool {
        [&self.staging, &self.old, &self.lock].into_iter().any(|path| path.symlink_metadata().is_ok())
    }
}

fn named(role: &str, name: &OsStr) -> OsString {
    let mut full = OsString::from(format!(".yearbook-{role}-"));
    full.push(name);
    full
}
