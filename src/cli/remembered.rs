//! Runs that are remembered: nothing is made again if nothing changed since.
//!
//! Owns what makes two requests the same. Must not know: how anything is printed.

use std::path::{Path, PathBuf};

use crate::book::{Asked, BOOK_FILE, Files};
use crate::cache::{Cache, Memory, Pending, Told};
use crate::edition::{Edition, Request};
use crate::publish::Inventory;

use super::args::Remembering;
use super::{Failure, Streams};

/// The memory of one request.
pub(super) struct Remembered {
    files: Files,
    cache: Option<Cache>,
    request: String,
    thorough: bool,
}

/// A run of which nothing has to be done again.
pub(super) struct Recalled {
    /// What it told.
    pub(super) told: Told,
    /// How many files its output has.
    pub(super) files: usize,
    renewed: Option<Memory>,
}

impl Remembered {
    /// Opens the book in a folder, for a request whose output, if it has one, goes to `out`.
    pub(super) fn new(
        directory: &Path,
        request: &Request,
        out: Option<&Path>,
        remembering: Remembering,
    ) -> crate::Result<Self> {
        let files = Files::on_disk(directory).map_err(crate::book::unreadable)?;
        // A folder that is no book gets no cache.
        let is_kept = !remembering.no_cache && files.exists(BOOK_FILE);
        let cache = if is_kept { opened(directory) } else { None }.map(|cache| cache.thorough(remembering.verify));
        if let Some(moment) = cache.as_ref().and_then(Cache::moment).filter(|_| !remembering.verify) {
            files.begin(moment);
        }
        let out: Option<PathBuf> = out.map(|out| std::path::absolute(out).unwrap_or_else(|_| out.to_owned()));
        Ok(Self { files, cache, request: format!("{request:?} {out:?}"), thorough: remembering.verify })
    }

    /// Returns the files of the book, which log what is asked of them.
    pub(super) fn files(&self) -> Files {
        self.files.clone()
    }

    /// Returns the cache, which keeps chapters too.
    pub(super) fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// Returns what is remembered, if every input and every output is as it was.
    pub(super) fn recall(&self, out: Option<&Path>) -> Option<Recalled> {
        let memory = self.cache.as_ref()?.recall(&self.request)?;
        let outputs = match out {
            Some(out) => Some(memory.outputs()?.again(out, memory.outputs_trust(self.thorough))?),
            None => None,
        };
        let inputs = self.files.ask_again(memory.inputs(), memory.inputs_trust(self.thorough))?;
        let files = outputs.as_ref().map_or(0, Inventory::len);
        let renewed = memory.renewed(inputs, outputs);
        Some(Recalled { told: memory.into_told()?, files, renewed })
    }

    /// Remembers a recalled run with what was learnt about its files.
    pub(super) fn renew(&self, recalled: &mut Recalled, streams: &mut Streams<'_>) -> Result<(), Failure> {
        recalled.renewed.take().map_or(Ok(()), |memory| self.keep(memory, streams))
    }

    /// Remembers a run that was done.
    pub(super) fn remember(
        &self,
        outputs: Option<Inventory>,
        told: &Told,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        // Files that changed while they were read are read again by the next run.
        let asked: Option<Asked> = self.files.asked();
        asked.map_or(Ok(()), |inputs| self.keep(Memory::new(inputs, outputs, told), streams))
    }

    fn keep(&self, memory: Memory, streams: &mut Streams<'_>) -> Result<(), Failure> {
        if let Some(Err(trouble)) = self.cache.as_ref().map(|cache| cache.remember(&self.request, memory)) {
            writeln!(streams.err, "warning: {trouble}")?;
        }
        Ok(())
    }
}

/// Opens the cache of a book.
fn opened(directory: &Path) -> Option<Cache> {
    std::env::current_exe().ok().and_then(|executable| Cache::open(directory, &executable))
}

/// Opens the cache of a book that has been built: a command that only looks at it leaves no folder behind.
pub(super) fn existing(directory: &Path) -> Option<Cache> {
    Cache::is_in(directory).then(|| opened(directory)).flatten()
}

/// Returns what is told of an edition.
pub(super) fn told(edition: &Edition) -> Told {
    let pending = edition.pending().map(|(figure, missing)| Pending {
        id: figure.id.clone(),
        missing: missing.to_owned(),
        site: figure.site.to_string(),
    });
    Told { findings: edition.findings.clone(), figures: edition.figures().count(), pending: pending.collect() }
}
