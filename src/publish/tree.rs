//! The output as a value: relative paths and bytes, sorted.
//!
//! Owns which paths an output file may have; must not know the disk.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::error::PublishError;
use super::manifest;

/// The longest name of one file or folder that common file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// All files of an output, by their path inside it.
///
/// Paths are relative, with `/` between their components. No path is both a file and a folder, and none is made twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl OutputTree {
    /// Returns a tree without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// Refuses a path that is absolute, leaves the tree, has an empty component, exists already, or would be a file
    /// and a folder at once.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<(), PublishError> {
        let path = path.into();
        check(&self.files, &path)?;
        self.files.insert(path, bytes.into());
        Ok(())
    }

    /// Adds files below `folder` (at the top where it is empty).
    pub fn insert_all<P, B>(
        &mut self,
        folder: &str,
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Result<(), PublishError>
    where
        P: AsRef<str>,
        B: Into<Vec<u8>>,
    {
        for (path, bytes) in files {
            let path = path.as_ref();
            let full = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
            self.insert(full, bytes)?;
        }
        Ok(())
    }

    /// Returns the bytes of the file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns the files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Returns the paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns the number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Refuses a path that no file may have, or none beside those that are there.
pub(super) fn check<T>(files: &BTreeMap<String, T>, path: &str) -> Result<(), PublishError> {
    check_path(path)?;
    clash(files, path).map_or(Ok(()), |other| Err(PublishError::clash(path, other)))
}

/// Returns the file that `path` cannot stand beside.
fn clash<'f, T>(files: &'f BTreeMap<String, T>, path: &str) -> Option<&'f str> {
    let above = path.match_indices('/').map(|(end, _)| &path[..end]);
    let same_or_above = above.chain([path]).find_map(|prefix| files.get_key_value(prefix));
    let inside = format!("{path}/");
    let below = || {
        let mut behind = files.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded));
        behind.next().filter(|(other, _)| other.starts_with(&inside))
    };
    same_or_above.or_else(below).map(|(other, _)| other.as_str())
}

fn check_path(path: &str) -> Result<(), PublishError> {
    let refuse = |reason| Err(PublishError::bad_path(path, reason));
    if path.starts_with('/') {
        return refuse("it is absolute");
    }
    if path.contains('\\') || path.chars().any(char::is_control) {
        return refuse("it holds a backslash or a control character");
    }
    for component in path.split('/') {
        match component {
            "" => return refuse("a name in it is empty"),
            "." | ".." => return refuse("`.` and `..` are no names"),
            long if long.len() > LONGEST_NAME => return refuse("a name in it is longer than 255 bytes"),
            _ => {}
        }
    }
    if path == manifest::FILE_NAME {
        return refuse("this name is kept for the list of files");
    }
    Ok(())
}
