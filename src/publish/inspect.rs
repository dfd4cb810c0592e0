//! What the output folder holds before a run.
//!
//! Owns the decision whether it may be replaced; must not change anything.

use std::fs;
use std::path::Path;

use super::disk;
use super::error::PublishError;
use super::manifest::{self, Manifest};
use super::place::Place;
use super::tree::OutputTree;

/// Returns the list of the last output; refuses a folder that is not ours to replace.
pub(super) fn old_output(place: &Place) -> Result<Manifest, PublishError> {
    let Some(metadata) = disk::look(&place.out)? else {
        return Ok(Manifest::default());
    };
    if metadata.is_symlink() {
        return Err(PublishError::not_a_folder(&place.out, "a symbolic link"));
    }
    if !metadata.is_dir() {
        return Err(PublishError::not_a_folder(&place.out, "a file"));
    }
    let list = read_list(&place.out)?;
    let marked = list.is_some();
    let list = list.unwrap_or_default();
    let mut foreign = Vec::new();
    collect_foreign(&place.out, "", &list, &mut foreign)?;
    if !foreign.is_empty() {
        foreign.sort();
        return Err(PublishError::foreign(&place.out, foreign, marked));
    }
    Ok(list)
}

/// Returns whether the output folder holds the files of `tree`, all of them and no other.
pub(super) fn holds(place: &Place, tree: &OutputTree, new: &Manifest) -> bool {
    lists(place, new) && tree.iter().all(|(path, bytes)| disk::holds(&place.out.join(path), bytes))
}

/// Returns whether the output folder lists these files, and holds no others.
pub(super) fn lists(place: &Place, new: &Manifest) -> bool {
    disk::holds(&place.out.join(manifest::FILE_NAME), &new.to_bytes()) && old_output(place).is_ok()
}

fn read_list(out: &Path) -> Result<Option<Manifest>, PublishError> {
    let path = out.join(manifest::FILE_NAME);
    match disk::look(&path)? {
        Some(metadata) if metadata.is_file() => {
            let bytes = fs::read(&path).map_err(|error| PublishError::io("read", &path, error))?;
            Ok(Manifest::parse(&bytes))
        }
        _ => Ok(None),
    }
}

/// Collects the files below `folder` that `list` does not name; links and devices are never ours.
fn collect_foreign(
    folder: &Path,
    prefix: &str,
    list: &Manifest,
    foreign: &mut Vec<String>,
) -> Result<(), PublishError> {
    let unreadable = |error| PublishError::io("read the folder", folder, error);
    if fs::symlink_metadata(folder).map_err(unreadable)?.permissions().readonly() {
        return Err(PublishError::read_only(folder));
    }
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            collect_foreign(&entry.path(), &format!("{path}/"), list, foreign)?;
        } else if !kind.is_file() || !list.contains(&path) {
            foreign.push(path);
        }
    }
    Ok(())
}
