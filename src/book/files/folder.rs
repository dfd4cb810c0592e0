//! The folder of a book on disk.
//!
//! Owns links: one to a file inside the book is followed, one that leads out of it is refused.

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{FileError, Kind};
use super::stamp::Stamp;

/// The book's folder, with all links in its own path resolved.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self, FileError> {
        let failed = |kind| FileError::new(&root.display().to_string(), kind);
        let root = fs::canonicalize(root).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => failed(Kind::NotABook { found: "not there" }),
            _ => failed(Kind::Io(error)),
        })?;
        if root.is_dir() { Ok(Self { root }) } else { Err(failed(Kind::NotABook { found: "a file" })) }
    }

    pub(super) fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileError> {
        let failed = |error| FileError::new(path, Kind::Io(error));
        let file = self.open_file(path, largest)?;
        let room = file.metadata().map_err(failed)?.len().min(largest) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        // One byte more than allowed, so that the caller sees a file that grew meanwhile.
        file.take(largest + 1).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Opens a file that may be read: no folder, no device, not too large.
    pub(super) fn open_file(&self, path: &str, largest: u64) -> Result<File, FileError> {
        let failed = |kind| FileError::new(path, kind);
        let real = self.resolve(path)?;
        let metadata = fs::metadata(&real).map_err(|error| failed(Kind::Io(error)))?;
        if metadata.is_dir() {
            return Err(failed(Kind::NotAFile { found: "a folder" }));
        }
        if !metadata.is_file() {
            return Err(failed(Kind::NotAFile { found: "a device or a pipe" }));
        }
        if metadata.len() > largest {
            return Err(failed(Kind::TooLarge { largest }));
        }
        File::open(&real).map_err(|error| failed(Kind::Io(error)))
    }

    /// Returns what the system says of a file; `None` if there is none.
    pub(super) fn stamp(&self, path: &str) -> Option<Stamp> {
        let metadata = fs::metadata(self.resolve(path).ok()?).ok()?;
        metadata.is_file().then(|| Stamp::of(&metadata))
    }

    pub(super) fn has_file(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|real| real.is_file())
    }

    /// Returns the files below `folder`, no more than `depth` names away from it, sorted.
    pub(super) fn list(&self, folder: &str, depth: Option<usize>) -> Result<Vec<String>, FileError> {
        let start = if folder.is_empty() { Ok(self.root.clone()) } else { self.resolve(folder) };
        let start = match start {
            Ok(start) => start,
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut files = Vec::new();
        if start.is_dir() {
            self.collect(&start, folder, depth.unwrap_or(usize::MAX), &mut files)?;
        }
        files.sort();
        Ok(files)
    }

    fn collect(&self, real: &Path, folder: &str, depth: usize, files: &mut Vec<String>) -> Result<(), FileError> {
        let failed = |error| FileError::new(folder, Kind::Io(error));
        let mut entries = fs::read_dir(real).map_err(failed)?.collect::<io::Result<Vec<_>>>().map_err(failed)?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let kind = entry.file_type().map_err(failed)?;
            let is_folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
            if is_folder && depth <= 1 {
                continue;
            }
            let path = below(folder, &entry)?;
            match (is_folder, kind.is_symlink()) {
                (true, true) => return Err(FileError::new(&path, Kind::FolderLink)),
                (true, false) => self.collect(&entry.path(), &path, depth - 1, files)?,
                (false, _) => files.push(path),
            }
        }
        Ok(())
    }

    /// Follows all links of a path; the end must lie inside the book.
    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        let real = fs::canonicalize(self.root.join(path)).map_err(|error| {
            let missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
            FileError::new(path, if missing { Kind::Missing } else { Kind::Io(error) })
        })?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(FileError::new(path, Kind::LinkOutside { target: real.display().to_string() }))
        }
    }
}

/// Returns the path of an entry of `folder`.
fn below(folder: &str, entry: &DirEntry) -> Result<String, FileError> {
    let name = entry.file_name();
    let shown = name.to_string_lossy();
    let path = if folder.is_empty() { shown.into_owned() } else { format!("{folder}/{shown}") };
    if name.to_str().is_none() {
        return Err(FileError::new(&path, Kind::NotText));
    }
    Ok(path)
}
