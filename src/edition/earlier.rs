//! What the last output of a book was made from, piece by piece: a page, what the audit says of a chapter. A piece that would
//! be made from the same again is read from where it stands, if it still stands there.
//!
//! Must not know: what a piece is, when two are made from the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::kept;
use crate::output::{Earlier, Stands};
use crate::publish;

/// The pieces of the last output in one folder, and those of the one that is being made.
#[derive(Debug)]
pub struct LastOutput {
    out: PathBuf,
    known: BTreeMap<String, Piece>,
    made: Mutex<BTreeMap<String, Piece>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Piece {
    key: String,
    checksum: String,
    place: Place,
}

#[derive(Debug, Serialize, Deserialize)]
enum Place {
    In { file: String, from: u64, length: usize },
    Aside(Vec<u8>),
}

impl LastOutput {
    /// Returns what is known of the output in a folder; nothing, if it was not made by this program with this cache.
    #[must_use]
    pub fn of(out: &Path, cache: Option<&Cache>) -> Self {
        let known = cache.and_then(|cache| kept::from_bytes(&cache.part(&name(out))?)).unwrap_or_default();
        Self { out: out.to_owned(), known, made: Mutex::default() }
    }

    /// Keeps what the new output was made from, once it stands in its folder.
    pub fn keep(self, cache: &Cache) {
        let made = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        cache.keep_part(&name(&self.out), |file| kept::write(&made, file));
    }
}

fn name(out: &Path) -> String {
    format!("pieces {}", std::path::absolute(out).unwrap_or_else(|_| out.to_owned()).display())
}

impl Earlier for LastOutput {
    fn take(&self, name: &str, key: &str) -> Option<Vec<u8>> {
        let Piece { checksum, place, .. } = self.known.get(name).filter(|piece| !key.is_empty() && piece.key == key)?;
        let bytes = match place {
            Place::In { file, from, length } => publish::piece(&self.out, file, *from, *length)?,
            Place::Aside(bytes) => bytes.clone(),
        };
        (kept::checksum(&bytes) == *checksum).then_some(bytes)
    }

    fn note(&self, name: &str, key: &str, stands: Stands<'_>) {
        if key.is_empty() {
            return;
        }
        let (bytes, place) = match stands {
            Stands::In { file, from, bytes } => {
                (bytes, Place::In { file: file.to_owned(), from: from as u64, length: bytes.len() })
            }
            Stands::Aside(bytes) => (bytes, Place::Aside(bytes.to_vec())),
        };
        let piece = Piece { key: key.to_owned(), checksum: kept::checksum(bytes), place };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), piece);
    }
}
