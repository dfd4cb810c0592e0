//! Builds the new tree beside the old output.
//!
//! Owns the staging folder until it is complete; must not touch the old output.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::PublishError;
use super::manifest::{self, Manifest};
use super::place::Place;
use super::tree::OutputTree;
use super::{Hooks, Report, Step};

/// Makes the new tree complete, and safe on the disk.
pub(super) fn stage(
    tree: &OutputTree,
    new: &Manifest,
    place: &Place,
    hooks: &Hooks<'_>,
) -> Result<Report, PublishError> {
    let reach = |step| (hooks.step)(step).map_err(|error| PublishError::io("write", &place.staging, error));
    disk::create_folder(&place.staging)?;
    reach(Step::StagingMade)?;
    let mut folders = BTreeSet::from([place.staging.clone()]);
    let mut report = Report::default();
    for (path, bytes) in tree.iter() {
        make_folders(&place.staging, path, &mut folders)?;
        if disk::holds(&place.out.join(path), bytes) {
            link_or_write(&place.out.join(path), &place.staging.join(path), bytes)?;
            report.unchanged += 1;
        } else {
            disk::write_new(&place.staging.join(path), bytes)?;
            report.written += 1;
        }
        reach(Step::FileStaged)?;
    }
    disk::write_new(&place.staging.join(manifest::FILE_NAME), &new.to_bytes())?;
    folders.iter().try_for_each(|folder| disk::sync_folder(folder))?;
    reach(Step::Staged)?;
    Ok(report)
}

/// Makes the folders above a file that are not there yet.
fn make_folders(root: &Path, path: &str, made: &mut BTreeSet<PathBuf>) -> Result<(), PublishError> {
    for (end, _) in path.match_indices('/') {
        let folder = root.join(&path[..end]);
        if !made.contains(&folder) {
            disk::create_folder(&folder)?;
            made.insert(folder);
        }
    }
    Ok(())
}

/// Links an unchanged file, which keeps its modification time; writes it anew where the file system has no links.
fn link_or_write(old: &Path, new: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    match fs::hard_link(old, new) {
        Ok(()) => Ok(()),
        Err(_) => disk::write_new(new, bytes),
    }
}
