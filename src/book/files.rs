//! The files of a book, on disk or in memory: the only reader of the program.
//!
//! Owns which paths belong to a book (relative, with `/`, nothing outside its folder), how large a file may be, and the log
//! of what was asked, by which a later run tells whether anything has changed.
//! It must not know what is in them.

#![expect(clippy::disallowed_methods, reason = "this module is the only reader")]

mod error;
mod folder;
mod log;
mod pieces;
mod replay;
mod stamp;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use glob::{MatchOptions, Pattern};

pub use self::error::FileError;
pub use self::log::Asked;
pub use self::pieces::{Hash, Pieces, Version};
pub use self::replay::Trust;
pub use self::stamp::Stamp;

use self::error::Kind;
use self::folder::Folder;
use self::log::{Answer, Log, Question};
use self::pieces::Input;

/// The largest file that is read, in bytes: 1 GiB.
const LARGEST: u64 = 1 << 30;

/// `*` stays within one folder; names with a leading dot are asked for by their dot.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files of one book. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    store: Store,
    largest: u64,
    log: Log,
}

#[derive(Clone, Debug)]
enum Store {
    Disk(Arc<Folder>),
    Memory(Arc<BTreeMap<String, Vec<u8>>>),
}

impl Files {
    /// Takes the folder of a book.
    pub fn on_disk(root: &Path) -> Result<Self, FileError> {
        Ok(Self { store: Store::Disk(Arc::new(Folder::open(root)?)), largest: LARGEST, log: Log::default() })
    }

    /// Takes files as values: path inside the book to bytes.
    #[must_use]
    pub fn in_memory(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { store: Store::Memory(Arc::new(files)), largest: LARGEST, log: Log::default() }
    }

    /// Returns the bytes of a file.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let path = inside(path)?;
        let before = self.stamp(&path);
        let read = self.take(&path);
        match (&read, before) {
            (Ok(bytes), Some(stamp)) if self.stamp(&path) == Some(stamp) => {
                self.note(Question::Content(path), || Answer::File { stamp, sha256: sha256(bytes) });
            }
            (Ok(_), _) => self.log.note_change(),
            (Err(error), _) => self.note(Question::Content(path), || Answer::Refused(error.to_string())),
        }
        read
    }

    fn take(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let bytes = match &self.store {
            Store::Disk(folder) => folder.read(path, self.largest)?,
            Store::Memory(files) => files.get(path).cloned().ok_or_else(|| FileError::new(path, self.absence(path)))?,
        };
        if bytes.len() as u64 > self.largest {
            return Err(FileError::new(path, Kind::TooLarge { largest: self.largest }));
        }
        Ok(bytes)
    }

    /// Opens a file that is to be read piece by piece. Whoever reads it whole says its hash ([`Files::hashed`]).
    pub fn open(&self, path: &str) -> Result<Pieces<'_>, FileError> {
        let path = inside(path)?;
        let stamp = self.stamp(&path);
        let input = match &self.store {
            Store::Disk(folder) => folder.open_file(&path, self.largest).map(Input::Disk),
            Store::Memory(files) => files
                .get(&path)
                .map(|bytes| Input::Memory(bytes))
                .ok_or_else(|| FileError::new(&path, self.absence(&path))),
        };
        match &input {
            Ok(_) => self.log.note_opened(&path, stamp),
            Err(error) => self.note(Question::Content(path.clone()), || Answer::Refused(error.to_string())),
        }
        Ok(Pieces::new(path, input?, self.largest))
    }

    /// Returns the hash of a file that was opened: to be made of its bytes, or known already.
    #[must_use]
    pub fn hash_of(&self, path: &str) -> Hash {
        let known = inside(path).ok().and_then(|path| self.log.kept_hash_of_opened(&path));
        known.map_or_else(Hash::default, Hash::known)
    }

    /// Notes the SHA-256 of a file that was opened and read whole.
    pub fn hashed(&self, path: &str, sha256: &str) {
        if let Ok(path) = inside(path) {
            self.log.note_hash(&path, sha256, self.stamp(&path));
        }
    }

    /// Returns whether there is a file; a path that leaves the book has none.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        let Ok(path) = inside(path) else { return false };
        let exists = self.has(&path);
        self.note(Question::Exists(path), || Answer::Exists(exists));
        exists
    }

    fn has(&self, path: &str) -> bool {
        match &self.store {
            Store::Disk(folder) => folder.has_file(path),
            Store::Memory(files) => files.contains_key(path),
        }
    }

    /// Returns all files below a folder (of the whole book where `folder` is empty), sorted; none if it is not there.
    pub fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let folder = if folder.is_empty() { String::new() } else { inside(folder)? };
        let list = self.list_all(&folder);
        self.note(Question::List(folder), || log::names(&list));
        list
    }

    fn list_all(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.list_to_depth(folder, None)
    }

    /// Returns the files that match a pattern such as `data/poverty-*.csv` or `data/**/*.xlsx`, sorted.
    ///
    /// `*` and `?` stay within one folder, `**` goes through any number of them. A pattern that nothing matches gives
    /// nothing.
    pub fn glob(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = inside(pattern)?;
        let list = self.matching(&pattern);
        self.note(Question::Glob(pattern), || log::names(&list));
        list
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let wanted = Pattern::new(pattern)
            .map_err(|error| FileError::new(pattern, Kind::Pattern { at: error.pos + 1, reason: error.msg }))?;
        let (folder, rest) = literal_folder(pattern);
        let depth = (!rest.contains("**")).then(|| rest.split('/').count());
        let mut files = self.list_to_depth(folder, depth)?;
        files.retain(|path| wanted.matches_with(path, MATCHING));
        Ok(files)
    }

    /// Notes an answer. Files in memory cannot change, so nothing is noted of them.
    fn note(&self, question: Question, answer: impl FnOnce() -> Answer) {
        if matches!(self.store, Store::Disk(_)) {
            self.log.note(question, answer());
        }
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        match &self.store {
            Store::Disk(folder) => folder.stamp(path),
            Store::Memory(_) => None,
        }
    }

    /// Returns the files below a folder, no more than `depth` names away from it.
    fn list_to_depth(&self, folder: &str, depth: Option<usize>) -> Result<Vec<String>, FileError> {
        match &self.store {
            Store::Disk(root) => root.list(folder, depth),
            Store::Memory(files) => {
                let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
                let near = |path: &&String| {
                    path.strip_prefix(&start)
                        .is_some_and(|rest| depth.is_none_or(|most| rest.split('/').count() <= most))
                };
                Ok(files.keys().filter(near).cloned().collect())
            }
        }
    }

    /// Tells a folder from nothing, in memory.
    fn absence(&self, path: &str) -> Kind {
        match self.list_to_depth(path, None) {
            Ok(files) if !files.is_empty() => Kind::NotAFile { found: "a folder" },
            _ => Kind::Missing,
        }
    }
}

/// Returns whether a name fits a pattern in which `*` stands for anything, `/` included.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let anything = MatchOptions { require_literal_separator: false, ..MATCHING };
    Pattern::new(pattern).map_or(pattern == name, |wanted| wanted.matches_with(name, anything))
}

/// Returns the SHA-256 of some bytes in lower-case hexadecimal, as `sha256sum` prints it.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut hash = Hash::default();
    hash.update(bytes);
    hash.text()
}

/// Returns a path in its one spelling, without `.`; refuses one that can leave the book.
fn inside(path: &str) -> Result<String, FileError> {
    let refuse = |reason| Err(FileError::new(path, Kind::Outside { reason }));
    if path.contains('\\') {
        return refuse("it holds a backslash: write `/` between folders");
    }
    if path.contains('\0') {
        return refuse("it holds a NUL character");
    }
    if path.starts_with('/') || Path::new(path).is_absolute() || is_drive(path) {
        return refuse("it is absolute: paths start at the book's folder");
    }
    let names: Vec<&str> = path.split('/').filter(|name| !matches!(*name, "" | ".")).collect();
    if names.contains(&"..") {
        return refuse("it leaves the book by `..`: copy the file into the book's folder");
    }
    if names.is_empty() {
        return refuse("it names no file");
    }
    Ok(names.join("/"))
}

/// Returns whether a path starts with a drive of Windows, such as `C:`.
fn is_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|drive| drive.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Splits a pattern into the folder that it names outright and the rest.
fn literal_folder(pattern: &str) -> (&str, &str) {
    let wild = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    match pattern[..wild].rfind('/') {
        Some(slash) => (&pattern[..slash], &pattern[slash + 1..]),
        None => ("", pattern),
    }
}
