//! What a published output looks like on disk, so that a later run sees whether somebody touched it.
//!
//! Must not know: what the files were made from. Changes nothing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::book::{Stamp, Trust};
use crate::kept::{Checksum, checksum};

use super::disk::stamp;
use super::error::PublishError;
use super::inspect;
use super::manifest::{self, Manifest};
use super::place::Place;
use super::publication::Made;

/// How many bytes of a file are hashed at a time.
const PIECE: usize = 1 << 18;

/// The files of a published output, with the list itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory(Vec<Kept>);

/// A file of the output. The hash finds damage, not fraud, and is chosen for its speed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    path: String,
    stamp: Stamp,
    hash: String,
}

/// What was published: the checksum of each file, and of the list.
#[derive(Clone, Debug)]
pub struct Published(Vec<(String, String)>);

impl Published {
    pub(super) fn new(made: &BTreeMap<String, Made>, list: &Manifest) -> Self {
        let files = made.iter().map(|(path, made)| (path.clone(), made.checksum.clone()));
        Self(files.chain([(manifest::FILE_NAME.to_owned(), checksum(&list.to_bytes()))]).collect())
    }
}

impl Inventory {
    /// Takes the inventory of an output that has just been published.
    pub fn of(published: Published, out: &Path) -> Result<Self, PublishError> {
        let kept = published.0.into_par_iter().map(|(path, hash)| {
            let full = out.join(&path);
            let stamp = stamp(&full).map_err(|error| PublishError::io("look at", &full, error))?;
            Ok(Kept { path, stamp, hash })
        });
        kept.collect::<Result<_, _>>().map(Self)
    }

    /// Returns how many files the output has, without the list.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Returns whether the output has no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether no file was written so near to `moment` that it would have to be read again.
    #[must_use]
    pub fn is_settled(&self, moment: i64) -> bool {
        !self.0.iter().any(|kept| kept.stamp.is_just_written(moment))
    }

    /// Returns the inventory with the stamps of now if the output holds the same files with the same bytes and no other,
    /// and nothing of a killed run lies beside it; else `None`.
    #[must_use]
    pub fn again(&self, out: &Path, trust: Trust) -> Option<Self> {
        let place = Place::of(out).ok()?;
        // The list is one of the files below, so that what it names is what was published.
        if place.has_leftovers() || inspect::old_output(&place).is_err() {
            return None;
        }
        self.0.par_iter().map(|kept| kept.again(out, trust)).collect::<Option<Vec<_>>>().map(Self)
    }
}

impl Kept {
    fn again(&self, out: &Path, trust: Trust) -> Option<Self> {
        let path = out.join(&self.path);
        let now = stamp(&path).ok()?;
        let is_trusted = !trust.thorough && now == self.stamp && !now.is_just_written(trust.moment);
        let is_same = is_trusted || hash(&path).is_ok_and(|hash| hash == self.hash);
        is_same.then(|| Self { stamp: now, ..self.clone() })
    }
}

fn hash(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Checksum::default();
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(PIECE);
    let mut piece = vec![0; PIECE.min(length + 1)];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.text()),
            read => hash.update(&piece[..read]),
        }
    }
}
