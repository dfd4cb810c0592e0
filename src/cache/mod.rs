//! What a run remembers for the next one, so that a book that did not change is not built again.
//!
//! Owns the folder `.yearbook-cache` of a book, reads and writes nothing else. It may be deleted or damaged at any time: what
//! is not whole, or was written by another program, is as if it were not there.
//!
//! 1. [`Cache::open`] notes the moment before anything is read, by the clock of the disk.
//! 2. [`Cache::recall`] returns what was remembered of a request, if the same program did.
//! 3. The caller asks the book's files and the output again ([`Trust`]).
//! 4. [`Cache::remember`] writes a new memory beside the old one and gives it its name.
//!
//! Parts of a book that its next edition may use again ([`Cache::part`]) are bytes of somebody else's.
//!
//! Must not know: how a book is made, what is printed.

#![expect(clippy::disallowed_methods, reason = "this room reads and writes its own folder")]

mod envelope;
mod folder;
mod memory;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::book::{Asked, Stamp, Trust};
use crate::publish::Inventory;

pub use self::envelope::Part;
pub use self::memory::{Memory, Pending, Told};

use self::folder::Folder;

/// The name of the folder in the book's own.
pub const FOLDER_NAME: &str = ".yearbook-cache";

/// The memories of one book, as one program sees them.
#[derive(Debug)]
pub struct Cache {
    folder: Folder,
    program: String,
    moment: io::Result<i64>,
    thorough: bool,
}

impl Cache {
    /// Opens the cache of the book in `directory` for the program in `executable`; `None` if there is no such file, so that
    /// one program could not be told from another.
    #[must_use]
    pub fn open(directory: &Path, executable: &Path) -> Option<Self> {
        let stamp = Stamp::of(&std::fs::metadata(executable).ok()?);
        let program = format!("{} {stamp:?}", env!("CARGO_PKG_VERSION"));
        let folder = Folder::new(directory.join(FOLDER_NAME));
        let moment = folder.moment();
        Some(Self { folder, program, moment, thorough: false })
    }

    /// Returns the same cache, for a run that trusts no stamp of any file.
    #[must_use]
    pub fn thorough(self, thorough: bool) -> Self {
        Self { thorough, ..self }
    }

    /// Returns when the run began, by the clock of the disk; `None` if that is not known.
    #[must_use]
    pub fn moment(&self) -> Option<i64> {
        self.moment.as_ref().ok().copied()
    }

    /// Returns how far stamps may be trusted that a run saw which began at `moment`.
    #[must_use]
    pub fn trust(&self, moment: i64) -> Trust {
        Trust { moment, thorough: self.thorough }
    }

    /// Returns whether a book has a cache already.
    #[must_use]
    pub fn is_in(directory: &Path) -> bool {
        std::fs::symlink_metadata(directory.join(FOLDER_NAME)).is_ok_and(|metadata| metadata.is_dir())
    }

    /// Returns what is remembered of a request; `None` if nothing is, or nothing that can be used.
    #[must_use]
    pub fn recall(&self, request: &str) -> Option<Memory> {
        let memory = envelope::open(&self.folder.read(&name(request))?)?;
        let Memory { program, request: of, .. } = &memory;
        (*program == self.program && of == request).then_some(memory)
    }

    /// Returns whether so many bytes can be kept: what is larger is not worth its reading.
    #[must_use]
    pub fn has_room_for(&self, bytes: usize) -> bool {
        bytes as u64 <= folder::LARGEST
    }

    /// Returns what is kept under a name; `None` if nothing is, or nothing that is whole and of this program.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<Part> {
        envelope::open_part(self.folder.read(&part_name(name))?, &self.program)
    }

    /// Keeps under a name what `write` gives. What cannot be kept is made again by the next run, so nothing is told of it.
    pub fn keep_part(&self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.moment.is_err() {
            return;
        }
        let file = part_name(name);
        let _ = self.folder.write_with(&file, |out| envelope::write_part(out, &self.program, write));
        self.folder.forget_oldest(&[file]);
    }

    /// Keeps bytes under names, in parallel.
    pub fn keep_parts<N, B>(&self, parts: impl IntoParallelIterator<Item = (N, B)>)
    where
        N: AsRef<str> + Send,
        B: AsRef<[u8]> + Send,
    {
        if self.moment.is_err() {
            return;
        }
        let names = parts.into_par_iter().map(|(name, bytes)| {
            let file = part_name(name.as_ref());
            let part = |out: &mut dyn Write| out.write_all(bytes.as_ref());
            let _ = self.folder.write_with(&file, |out| envelope::write_part(out, &self.program, part));
            file
        });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            self.folder.forget_oldest(&names);
        }
    }

    /// Remembers a request. Whatever `memory` says of program, request and moments is replaced by what holds now.
    ///
    /// # Errors
    /// When the folder cannot be written; what was remembered before is as it was.
    pub fn remember(&self, request: &str, memory: Memory) -> Result<(), Trouble> {
        let write = || {
            let moment =
                self.moment.as_ref().copied().map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
            // Outputs have been looked at just now, inputs at some time since the cache was opened.
            let memory = memory.written_by(&self.program, request, moment, self.folder.moment()?);
            self.folder.write(&name(request), &envelope::close(&memory)?)?;
            self.folder.forget_oldest(&[name(request)]);
            Ok(())
        };
        write().map_err(|source| Trouble { folder: self.folder.path().to_owned(), source })
    }
}

impl Memory {
    /// Returns this memory with what the files and the output answered when they were asked again; `None` if that would spare
    /// the next run nothing.
    #[must_use]
    pub fn renewed(&self, inputs: Asked, outputs: Option<Inventory>) -> Option<Self> {
        let settled = self.inputs().is_settled(self.read_from)
            && self.outputs().is_none_or(|outputs| outputs.is_settled(self.published_by));
        let is_worth_it = !settled || inputs != *self.inputs() || outputs.as_ref() != self.outputs();
        is_worth_it.then(|| self.with(inputs, outputs))
    }

    /// Returns how far the stamps of inputs may be trusted.
    #[must_use]
    pub fn inputs_trust(&self, thorough: bool) -> Trust {
        Trust { moment: self.read_from, thorough }
    }

    /// Returns how far the stamps of outputs may be trusted.
    #[must_use]
    pub fn outputs_trust(&self, thorough: bool) -> Trust {
        Trust { moment: self.published_by, thorough }
    }
}

/// The file of a request: a part of its hash, since a request names paths.
fn name(request: &str) -> String {
    format!("{}.memory", &crate::book::sha256(request.as_bytes())[..16])
}

/// The file of a part of a book: its first word, such as `chapter`, and a hash, since names may be Chinese, or long.
fn part_name(name: &str) -> String {
    let kind: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("{kind}-{}.part", &crate::book::sha256(name.as_bytes())[..32])
}

/// Why nothing can be remembered. No reason for a build to fail.
#[derive(Debug)]
pub struct Trouble {
    folder: PathBuf,
    source: io::Error,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "nothing is remembered for the next run: cannot write `{}`: {}; make it a folder that can be written, or say \
             `--no-cache`",
            self.folder.display(),
            self.source
        )
    }
}

impl std::error::Error for Trouble {}
