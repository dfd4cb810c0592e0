//! What was asked of a book's files and what they answered, so that it can be asked again.
//!
//! Must not know: who asks, or why.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::error::FileError;
use super::pieces::Hash;
use super::stamp::Stamp;

/// A question to the files of a book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Question {
    /// What is in a file?
    Content(String),
    /// Is there such a file?
    Exists(String),
    /// Which files lie below a folder?
    List(String),
    /// Which files match a pattern?
    Glob(String),
}

/// An answer; contents and lists by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Answer {
    /// A file, by the SHA-256 of its content.
    File { stamp: Stamp, sha256: String },
    /// Whether there is one.
    Exists(bool),
    /// The hash of a list of names.
    Names(String),
    /// Why there is no answer.
    Refused(String),
}

/// Everything that was asked, once each, with the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked(pub(super) Vec<(Question, Answer)>);

impl Asked {
    /// Returns everything but what was asked of some files, and by some patterns.
    #[must_use]
    pub fn without(&self, is_left_out: impl Fn(&str) -> bool) -> Self {
        let name = |question: &Question| match question {
            Question::Content(path) | Question::Exists(path) | Question::List(path) | Question::Glob(path) => {
                path.clone()
            }
        };
        Self(self.0.iter().filter(|(question, _)| !is_left_out(&name(question))).cloned().collect())
    }

    /// Returns the SHA-256 of the answers: what the files say, and not when they were written.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Hash::default();
        for (question, answer) in &self.0 {
            let answer = match answer {
                Answer::File { sha256, .. } => sha256.clone(),
                other => format!("{other:?}"),
            };
            hash.update(format!("{question:?} {answer}\n").as_bytes());
        }
        hash.text()
    }

    /// Returns whether no stamp is so young at `moment` that its file would have to be read again.
    #[must_use]
    pub fn is_settled(&self, moment: i64) -> bool {
        !self.0.iter().any(|(_, answer)| matches!(answer, Answer::File { stamp, .. } if stamp.is_young(moment)))
    }
}

/// The log of one book, shared by all who read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Log(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    answers: BTreeMap<Question, Answer>,
    /// Files that were opened to be read piece by piece.
    opened: BTreeMap<String, Option<Stamp>>,
    /// A file changed while the book was being read.
    is_unsteady: bool,
    /// When this run began, if stamps may be trusted.
    begun: Option<i64>,
    /// Files that were hashed to see whether they changed, each by its stamp then.
    hashed: BTreeMap<String, (Stamp, String)>,
}

impl Log {
    /// Notes an answer; another one to the same question means that the files changed meanwhile.
    pub(super) fn note(&self, question: Question, answer: Answer) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Entries { answers, is_unsteady, .. } = &mut *entries;
        match answers.entry(question) {
            Entry::Vacant(vacant) => {
                vacant.insert(answer);
            }
            Entry::Occupied(kept) => *is_unsteady |= *kept.get() != answer,
        }
    }

    /// Notes that a file was opened; with another stamp than before it has changed meanwhile.
    pub(super) fn note_opened(&self, path: &str, stamp: Option<Stamp>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = *entries.opened.entry(path.to_owned()).or_insert(stamp);
        entries.is_unsteady |= kept != stamp;
    }

    /// Notes the hash of a file that was opened, and its stamp now: with another than when it was opened it has changed meanwhile.
    pub(super) fn note_hash(&self, path: &str, sha256: &str, now: Option<Stamp>) {
        self.note_opened(path, now);
        let opened = self.0.lock().unwrap_or_else(PoisonError::into_inner).opened.get(path).copied().flatten();
        if let Some(stamp) = opened {
            self.note(Question::Content(path.to_owned()), Answer::File { stamp, sha256: sha256.to_owned() });
        }
    }

    /// Notes when this run began: what was hashed since need not be hashed again while its stamp is the same.
    pub(super) fn begin(&self, moment: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).begun = Some(moment);
    }

    /// Notes what a file with a stamp hashes to.
    pub(super) fn keep_hash(&self, path: &str, stamp: Stamp, sha256: &str) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.hashed.insert(path.to_owned(), (stamp, sha256.to_owned()));
    }

    /// Returns what a file was found to hash to since the run began; `None` if it may have changed since.
    pub(super) fn kept_hash(&self, path: &str, stamp: Stamp) -> Option<String> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, sha256) = entries.hashed.get(path)?;
        // A stamp from before the run is another one after any change.
        (*then == stamp && !stamp.is_young(entries.begun?)).then(|| sha256.clone())
    }

    /// Returns the same of a file that was opened, by its stamp when it was.
    pub(super) fn kept_hash_of_opened(&self, path: &str) -> Option<String> {
        let opened = self.0.lock().unwrap_or_else(PoisonError::into_inner).opened.get(path).copied().flatten();
        self.kept_hash(path, opened?)
    }

    /// Notes that a file changed while it was read.
    pub(super) fn note_change(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_unsteady = true;
    }

    /// Returns everything; `None` if files changed meanwhile, or if the hash of one that was opened is not known.
    pub(super) fn asked(&self) -> Option<Asked> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known =
            |(path, stamp): (&String, &Option<Stamp>)| match entries.answers.get(&Question::Content(path.clone())) {
                Some(Answer::File { stamp: read, .. }) => Some(*read) == *stamp,
                _ => false,
            };
        (!entries.is_unsteady && entries.opened.iter().all(is_known))
            .then(|| Asked(entries.answers.clone().into_iter().collect()))
    }
}

/// Returns the answer that a list of names is.
pub(super) fn names(list: &Result<Vec<String>, FileError>) -> Answer {
    match list {
        // No name holds a NUL character.
        Ok(names) => Answer::Names(super::sha256(names.join("\0").as_bytes())),
        Err(error) => Answer::Refused(error.to_string()),
    }
}
