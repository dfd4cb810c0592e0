//! Asks again what was asked before, and reads only files whose stamps tell too little.
//!
//! Must not know: what hangs on the answers.

use super::log::{Answer, Asked, Question, names};
use super::pieces::{Hash, Input, Pieces};
use super::{FileError, Files, Store};

/// How many bytes are hashed at a time.
const PIECE: usize = 1 << 18;

/// How far stamps are trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trust {
    /// When the answers were given: a stamp from about then or later proves nothing.
    pub moment: i64,
    /// Whether stamps prove nothing at all, so that every file is read.
    pub thorough: bool,
}

impl Files {
    /// Returns everything that has been asked of these files so far, with the answers; `None` if a file changed while the
    /// book was being read, or if the files are in memory.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        matches!(self.store, Store::Disk(_)).then(|| self.log.asked()).flatten()
    }

    /// Says when this run began, by the clock of the disk: a file that is hashed after that, and is older, is hashed once. Not to
    /// be said where stamps are not to be trusted.
    pub fn begin(&self, moment: i64) {
        self.log.begin(moment);
    }

    /// Asks everything again. Returns the answers with the stamps of now if they are still the same, else `None`.
    #[must_use]
    pub fn ask_again(&self, asked: &Asked, trust: Trust) -> Option<Asked> {
        let again = asked.0.iter().map(|(question, before)| {
            let now = self.answer_again(question, before, trust)?;
            is_same(before, &now).then(|| (question.clone(), now))
        });
        again.collect::<Option<Vec<_>>>().map(Asked)
    }

    /// Notes answers that were asked for again, as if they had been asked for the first time.
    pub fn note_again(&self, asked: &Asked) {
        for (question, answer) in &asked.0 {
            self.log.note(question.clone(), answer.clone());
        }
    }

    fn answer_again(&self, question: &Question, before: &Answer, trust: Trust) -> Option<Answer> {
        Some(match question {
            Question::Content(path) => match before {
                Answer::File { stamp, .. } if !trust.thorough && !stamp.is_young(trust.moment) => {
                    let is_same = self.stamp(path) == Some(*stamp);
                    if is_same { before.clone() } else { self.content(path)? }
                }
                _ => self.content(path)?,
            },
            Question::Exists(path) => Answer::Exists(self.has(path)),
            Question::List(folder) => names(&self.list_all(folder)),
            Question::Glob(pattern) => names(&self.matching(pattern)),
        })
    }

    /// Reads a file for its hash; `None` if it changes meanwhile.
    fn content(&self, path: &str) -> Option<Answer> {
        let before = self.stamp(path);
        if let Some((stamp, sha256)) = before.and_then(|stamp| Some((stamp, self.log.kept_hash(path, stamp)?))) {
            return Some(Answer::File { stamp, sha256 });
        }
        match self.hash(path) {
            Ok(sha256) => {
                let stamp = before.filter(|before| self.stamp(path).as_ref() == Some(before))?;
                self.log.keep_hash(path, stamp, &sha256);
                Some(Answer::File { stamp, sha256 })
            }
            Err(error) => Some(Answer::Refused(error.to_string())),
        }
    }

    fn hash(&self, path: &str) -> Result<String, FileError> {
        let Store::Disk(folder) = &self.store else { return self.take(path).map(|bytes| super::sha256(&bytes)) };
        let mut pieces = Pieces::new(path.to_owned(), Input::Disk(folder.open_file(path, self.largest)?), self.largest);
        let (mut hash, mut buffer) = (Hash::default(), Vec::new());
        while pieces.read(&mut buffer, PIECE)? > 0 {
            hash.update(&buffer);
            buffer.clear();
        }
        Ok(hash.text())
    }
}

/// Returns whether two answers say the same; a stamp says nothing by itself.
fn is_same(before: &Answer, now: &Answer) -> bool {
    match (before, now) {
        (Answer::File { sha256: before, .. }, Answer::File { sha256: now, .. }) => before == now,
        _ => before == now,
    }
}
