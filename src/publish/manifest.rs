//! The list of our own files that lies in the output folder, and so marks it as ours.
//!
//! Owns its name and its text, which depends on nothing but the files' paths, because it is committed with the output.

use std::collections::BTreeSet;

/// The name of the list inside the output folder.
pub(super) const FILE_NAME: &str = ".yearbook-output";

const HEADER: &str =
    "# The files that `yearbook build` wrote here and may replace. Written by the program; do not edit.";

/// The paths that a run wrote, without the list itself.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    pub(super) fn of<P: Into<String>>(paths: impl Iterator<Item = P>) -> Self {
        Self { paths: paths.map(Into::into).collect() }
    }

    /// Reads a list; `None` where the text is not one of ours.
    ///
    /// Lines that name no file of the folder do no harm: a list with conflict marks of a merge still reads.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        (lines.next() == Some(HEADER)).then(|| Self { paths: lines.map(str::to_owned).collect() })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut text = String::from(HEADER);
        for path in &self.paths {
            text.push('\n');
            text.push_str(path);
        }
        text.push('\n');
        text.into_bytes()
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        path == FILE_NAME || self.paths.contains(path)
    }

    /// Counts the files that `new` does not have.
    pub(super) fn missing_from(&self, new: &Self) -> usize {
        self.paths.difference(&new.paths).count()
    }
}
