//! One new file beside the book's own: never over one that is there.
//!
//! Must not know: what the bytes mean.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::PublishError;

/// Writes a file that must not be there yet.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => PublishError::taken(path),
        _ => PublishError::io("create", path, error),
    })?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(path);
        PublishError::io("write", path, error)
    })
}
