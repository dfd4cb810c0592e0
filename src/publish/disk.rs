//! The few calls to the file system, each with an error that names the path.
//!
//! Owns the words for what was tried; must not know why.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::book::Stamp;

use super::error::PublishError;

/// Returns what is at `path` itself, links not followed; `None` where nothing is.
pub(super) fn look(path: &Path) -> Result<Option<fs::Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishError::io("look at", path, error)),
    }
}

pub(super) fn create_folders(path: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(path).map_err(|error| PublishError::io("create the folder", path, error))
}

pub(super) fn create_folder(path: &Path) -> Result<(), PublishError> {
    fs::create_dir(path).map_err(|error| PublishError::io("create the folder", path, error))
}

/// Makes a new file to write.
pub(super) fn create(path: &Path) -> Result<File, PublishError> {
    File::create_new(path).map_err(|error| PublishError::io("write", path, error))
}

/// Writes a new file and has it on the disk before it returns.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut file = create(path)?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(|error| PublishError::io("write", path, error))
}

/// Copies a file and has the copy on the disk before it returns.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), PublishError> {
    let mut new = create(to)?;
    let copied = File::open(from).and_then(|mut old| io::copy(&mut old, &mut new)).and_then(|_| new.sync_data());
    copied.map_err(|error| PublishError::io("write", to, error))
}

/// Takes the stamp of a plain file; a link is none.
pub(super) fn stamp(path: &Path) -> io::Result<Stamp> {
    let metadata = fs::symlink_metadata(path)?;
    if metadata.is_file() { Ok(Stamp::of(&metadata)) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Opens a plain file, if there is one that can be read.
pub(super) fn plain(path: &Path) -> Option<(File, Stamp)> {
    let stamp = stamp(path).ok()?;
    File::open(path).ok().map(|file| (file, stamp))
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(|error| PublishError::io("move the output to", to, error))
}

/// Has the names in a folder on the disk; a system that cannot do this for a folder does without.
pub(super) fn sync_folder(path: &Path) -> Result<(), PublishError> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let sync = || match File::open(path)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    };
    sync().map_err(|error| PublishError::io("save the folder", path, error))
}

/// Removes whatever is at `path`; a link is removed, not followed.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Reads a stretch of a file.
pub(super) fn piece(path: &Path, from: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    // Nobody's word for its length is taken before there is room for it.
    if file.metadata()?.len() < from.saturating_add(length as u64) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// How much of a file is compared at once.
const PIECE: usize = 1 << 16;

/// Returns whether a file holds exactly these bytes; one that cannot be read does not.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    holding(path, bytes).is_some()
}

/// Returns the stamp of a plain file that holds exactly these bytes.
pub(super) fn holding(path: &Path, bytes: &[u8]) -> Option<Stamp> {
    let stamp = stamp(path).ok().filter(|stamp| u64::try_from(bytes.len()) == Ok(stamp.size()))?;
    let is_same = File::open(path).is_ok_and(|mut file| goes_on_with(&mut file, bytes).unwrap_or(false));
    is_same.then_some(stamp)
}

/// Returns whether a file goes on with exactly these bytes; compared piece by piece, since it may be as large as all others together.
pub(super) fn goes_on_with(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    let mut piece = vec![0; PIECE.min(bytes.len())];
    for expected in bytes.chunks(PIECE) {
        let piece = &mut piece[..expected.len()];
        file.read_exact(piece)?;
        if piece != expected {
            return Ok(false);
        }
    }
    Ok(true)
}
