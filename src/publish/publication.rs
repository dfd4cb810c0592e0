//! A publication under way: files are taken as they are made, and written beside the old output as soon as one of them differs.
//!
//! A file that stands in the old output as it is made again is not written, but linked at the end. As long as no file differs nothing
//! is written at all, and the old output keeps its modification times. Until [`Publication::end`] the old output is as it was.
//!
//! Owns the staging folder until it is complete.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Error;
use crate::book::Stamp;
use crate::kept::checksum;
use crate::output::{Growing, Output};

use super::error::PublishError;
use super::growing::GrowingFile;
use super::inventory::Published;
use super::lock::Lock;
use super::manifest::{self, Manifest};
use super::place::Place;
use super::{Hooks, Recovery, Report, Step, disk, inspect, swap, tree};

/// An output that is being made.
pub struct Publication<'h> {
    pub(super) place: Place,
    hooks: Hooks<'h>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The paths that are taken; none for a file that is not whole yet.
    files: BTreeMap<String, Option<Made>>,
    staging: Option<Staging>,
}

/// A file that is whole.
pub(super) struct Made {
    pub(super) checksum: String,
    /// What it looked like where it stands in the old output; `None` for one that was written.
    pub(super) old: Option<Stamp>,
}

/// The new tree, once there is one.
struct Staging {
    _lock: Lock,
    folders: BTreeSet<PathBuf>,
}

impl Publication<'static> {
    /// Begins to make the output of a folder.
    ///
    /// # Errors
    /// When the folder cannot be an output, or what a killed run left there cannot be cleared.
    pub fn begin(out: &Path) -> Result<Self, PublishError> {
        Publication::begin_with(out, Hooks::default())
    }
}

impl<'h> Publication<'h> {
    pub(super) fn begin_with(out: &Path, hooks: Hooks<'h>) -> Result<Self, PublishError> {
        let place = Place::of(out)?;
        clear(&place)?;
        Ok(Self { place, hooks, state: Mutex::default() })
    }

    /// Begins the new tree, and locks others out, before anything is compared.
    pub(super) fn stage(&self) -> Result<(), PublishError> {
        self.staged(&mut self.state()).map(drop)
    }

    /// Takes a file.
    pub(super) fn take(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.claim(path)?;
        let old = disk::holding(&self.place.out.join(path), bytes);
        if old.is_none() {
            disk::write_new(&self.new_place(path)?, bytes)?;
        }
        self.made(path, Made { checksum: checksum(bytes), old })
    }

    pub(super) fn made(&self, path: &str, made: Made) -> Result<(), PublishError> {
        let is_new = made.old.is_none();
        self.state().files.insert(path.to_owned(), Some(made));
        if is_new { self.reach(Step::FileStaged) } else { Ok(()) }
    }

    /// Where a file of the new tree is to be written; its folder is there.
    pub(super) fn new_place(&self, path: &str) -> Result<PathBuf, PublishError> {
        let mut state = self.state();
        let staging = self.staged(&mut state)?;
        make_folders(&self.place.staging, path, &mut staging.folders)?;
        Ok(self.place.staging.join(path))
    }

    fn staged<'s>(&self, state: &'s mut State) -> Result<&'s mut Staging, PublishError> {
        let staging = match state.staging.take() {
            Some(staging) => staging,
            None => self.begin_staging()?,
        };
        Ok(state.staging.insert(staging))
    }

    fn begin_staging(&self) -> Result<Staging, PublishError> {
        self.place.create_parent()?;
        let lock = Lock::take(&self.place)?;
        swap::recover(&self.place)?;
        // What cannot be replaced is told before more is made.
        inspect::old_output(&self.place)?;
        disk::create_folder(&self.place.staging)?;
        let staging = Staging { _lock: lock, folders: BTreeSet::from([self.place.staging.clone()]) };
        self.reach(Step::StagingMade).inspect_err(|_| swap::discard_staging(&self.place))?;
        Ok(staging)
    }

    /// Takes a path; refuses one that no file may have, or that another one has.
    pub(super) fn claim(&self, path: &str) -> Result<(), PublishError> {
        let mut state = self.state();
        tree::check(&state.files, path)?;
        state.files.insert(path.to_owned(), None);
        Ok(())
    }

    /// Puts the new tree in place of the old output, which holds it already if nothing was written.
    ///
    /// # Errors
    /// When the system refuses, or another run was at work; the old output is as it was.
    pub fn end(self) -> Result<(Report, Published), PublishError> {
        let made = self.whole()?;
        let new = Manifest::of(made.keys());
        let published = Published::new(&made, &new);
        let unchanged = made.values().filter(|made| made.old.is_some()).count();
        let report = Report { written: made.len() - unchanged, unchanged, removed: 0 };
        if self.state().staging.is_none() && inspect::lists(&self.place, &new) {
            self.check_unchanged(&made)?;
            return Ok((report, published));
        }
        self.stage()?;
        self.check_unchanged(&made)?;
        self.link(&made)?;
        disk::write_new(&self.place.staging.join(manifest::FILE_NAME), &new.to_bytes())?;
        {
            let mut state = self.state();
            let staging = self.staged(&mut state)?;
            staging.folders.iter().try_for_each(|folder| disk::sync_folder(folder))?;
        }
        self.reach(Step::Staged)?;
        // Much time may have passed: what somebody has put there meanwhile is not removed.
        let removed = inspect::old_output(&self.place)?.missing_from(&new);
        swap::swap(&self.place, &self.hooks)?;
        swap::remove_old(&self.place)?;
        Ok((Report { removed, ..report }, published))
    }

    /// The files, all of which are whole.
    fn whole(&self) -> Result<BTreeMap<String, Made>, PublishError> {
        let files = std::mem::take(&mut self.state().files).into_iter();
        files.map(|(path, made)| made.ok_or_else(|| PublishError::unfinished(&path)).map(|made| (path, made))).collect()
    }

    /// Makes sure that what was found unchanged is as it was then.
    fn check_unchanged(&self, made: &BTreeMap<String, Made>) -> Result<(), PublishError> {
        let unchanged = made.iter().filter_map(|(path, made)| Some((path, made.old.as_ref()?)));
        for (path, stamp) in unchanged {
            let now = disk::stamp(&self.place.out.join(path));
            if !now.is_ok_and(|now| now.is_untouched_since(stamp)) {
                return Err(PublishError::touched(&self.place.out.join(path)));
            }
        }
        Ok(())
    }

    /// Puts the files that did not change beside those that did.
    fn link(&self, made: &BTreeMap<String, Made>) -> Result<(), PublishError> {
        for path in made.iter().filter(|(_, made)| made.old.is_some()).map(|(path, _)| path) {
            link_or_copy(&self.place.out.join(path), &self.new_place(path)?)?;
            self.reach(Step::FileStaged)?;
        }
        Ok(())
    }

    fn reach(&self, step: Step) -> Result<(), PublishError> {
        (self.hooks.step)(step).map_err(|error| PublishError::io("write", &self.place.staging, error))
    }

    /// A thread that panicked left nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Clears what a killed run left, if it left anything.
pub(super) fn clear(place: &Place) -> Result<Recovery, PublishError> {
    if !place.has_leftovers() {
        return Ok(Recovery::Nothing);
    }
    let _lock = Lock::take(place)?;
    swap::recover(place)
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

/// Links an unchanged file, which keeps its modification time; copies it where the file system has no links.
fn link_or_copy(old: &Path, new: &Path) -> Result<(), PublishError> {
    fs::hard_link(old, new).or_else(|_| disk::copy(old, new))
}

/// What was written for nothing is removed, if it can be: else the next run does.
impl Drop for Publication<'_> {
    fn drop(&mut self) {
        if self.state().staging.is_some() {
            swap::discard_staging(&self.place);
        }
    }
}

impl Output for Publication<'_> {
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) -> Result<(), Error> {
        Ok(self.take(path, &bytes)?)
    }

    fn begin<'o>(&'o self, path: &str) -> Result<Box<dyn Growing + 'o>, Error> {
        Ok(Box::new(GrowingFile::begin(self, path)?))
    }
}
