//! Builds the new tree beside the old output.
//!
//! Owns the staging folder until it is complete; must not touch the old output.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::PublishError;

/// Makes the folders above a file that are not there yet.
pub(super) fn make_folders(root: &Path, path: &str, made: &mut BTreeSet<PathBuf>) -> Result<(), PublishError> {
    for (end, _) in path.match_indices('/') {
        let folder = root.join(&path[..end]);
        if !made.contains(&folder) {
            disk::create_folder(&folder)?;
            made.insert(folder);
        }
    }
    Ok(())
}

/// Links an unchanged file, which keeps its modification time; copies it where the file system has no links.
pub(super) fn link_or_copy(old: &Path, new: &Path) -> Result<(), PublishError> {
    fs::hard_link(old, new).or_else(|_| disk::copy(old, new))
}
