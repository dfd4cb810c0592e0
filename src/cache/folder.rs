//! The folder on disk: whole files under their names, the clock of the disk, no more than so many memories.
//!
//! Must not know: what is in a file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::book::Stamp;

/// How many files of each ending are kept, and how many bytes: requests (years, chapters and output folders that an editor goes
/// back and forth between), and parts of books (the chapters of some years).
const MOST: [(&str, usize, u64); 2] = [(".memory", 24, u64::MAX), (".part", 4_000, 1 << 31)];

/// The largest file that is written or read, in bytes: all data that are held in memory, with what was found in them.
pub(super) const LARGEST: u64 = 3 << 28;

/// Keeps the folder out of every repository.
const IGNORE: (&str, &str) = (".gitignore", "# Kept by `yearbook`; may be deleted at any time.\n*\n");

/// The file whose time is the disk's now; it is gone again at once.
const CLOCK: &str = "clock";

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what time it is on this disk, in nanoseconds since 1970: the program has no clock, and that of a network disk
    /// is another one.
    pub(super) fn moment(&self) -> io::Result<i64> {
        self.make()?;
        let clock = self.beside(CLOCK);
        let moment =
            write_new(&clock, b"now\n").and_then(|()| Ok(Stamp::of(&fs::symlink_metadata(&clock)?).modified()));
        let _ = fs::remove_file(&clock);
        moment
    }

    /// Returns the bytes of a file; `None` if it cannot be read, whatever the reason.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.path.join(name);
        let metadata = fs::symlink_metadata(&path).ok()?;
        if metadata.is_file() && metadata.len() <= LARGEST { fs::read(&path).ok() } else { None }
    }

    /// Writes a file beside the old one and gives it its name in one step.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.write_with(name, |out| out.write_all(bytes))
    }

    /// Writes a file with what `write` gives, which is not in memory at once; one that would not be read again is none.
    pub(super) fn write_with(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.make()?;
        let new = self.beside(name);
        let file = fs::File::create_new(&new);
        let written = file.and_then(|file| write(&mut Limited { out: file, left: LARGEST }));
        let written = written.and_then(|()| fs::rename(&new, self.path.join(name)));
        if written.is_err() {
            // Half a memory helps nobody.
            let _ = fs::remove_file(&new);
        }
        written
    }

    /// Returns a name that no other run uses at the same time.
    fn beside(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.{}", std::process::id()))
    }

    /// Makes the folder, and has it ignored. A link is no folder: it could lead out of the book.
    fn make(&self) -> io::Result<()> {
        match fs::symlink_metadata(&self.path) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => fs::create_dir(&self.path)?,
        }
        match write_new(&self.path.join(IGNORE.0), IGNORE.1.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the oldest files of each ending, and what a killed run left, but never those that were written just now. One
    /// that cannot be removed does no harm.
    pub(super) fn forget_oldest(&self, newest: &[String]) {
        for (ending, files, bytes) in MOST {
            self.forget(ending, (files, bytes), newest);
        }
    }

    fn forget(&self, ending: &str, (most_files, most_bytes): (usize, u64), newest: &[String]) {
        let is_new = |name: &str| newest.iter().any(|new| new == name);
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut found: Vec<(bool, SystemTime, PathBuf, u64)> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok().filter(|name| name.contains(ending))?;
                let metadata = entry.metadata().ok()?;
                Some((!is_new(&name), metadata.modified().ok()?, entry.path(), metadata.len()))
            })
            .collect();
        // The new ones are the last of all.
        found.sort_by(|(old, time, path, _), (other_old, other, other_path, _)| {
            (!old, time, path).cmp(&(!other_old, other, other_path))
        });
        let (mut files, mut bytes) = (found.len(), found.iter().map(|(.., length)| *length).sum::<u64>());
        for (is_old, _, path, length) in found {
            if !is_old || (files <= most_files && bytes <= most_bytes) {
                return;
            }
            (files, bytes) = (files - 1, bytes - length);
            let _ = fs::remove_file(path);
        }
    }
}

/// Something to which no more is written than is read again.
pub(super) struct Limited<W> {
    pub(super) out: W,
    pub(super) left: u64,
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let written = self.out.write(bytes)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a file that is not there yet: nothing is followed or written over, be the folder made by whomever.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::File::create_new(path)?.write_all(bytes)
}
