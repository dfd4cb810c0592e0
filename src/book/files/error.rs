//! Why a file of the book cannot be read, in words for those who hand in the files.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a file of the book could not be read. The caller adds the place that asked for it.
#[derive(Debug)]
pub struct FileError {
    path: String,
    kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A path that does not belong to any book.
    Outside { reason: &'static str },
    /// A link that leads out of the book.
    LinkOutside { target: String },
    /// A link to a folder where folders are searched.
    FolderLink,
    /// Nothing there.
    Missing,
    /// A book that is not in a folder.
    NotABook { found: &'static str },
    /// Something there that is not a file.
    NotAFile { found: &'static str },
    /// More bytes than are read.
    TooLarge { largest: u64 },
    /// A pattern that cannot be read.
    Pattern { at: usize, reason: &'static str },
    /// A name that is not text.
    NotText,
    /// The system refused.
    Io(io::Error),
}

impl FileError {
    pub(super) fn new(path: &str, kind: Kind) -> Self {
        Self { path: path.replace(char::is_control, "\u{fffd}"), kind }
    }

    /// Returns the path that was asked for, without control characters.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns whether there is no such file; the nearest name may help then.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing)
    }

    /// Returns whether the path leads out of the book.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        matches!(self.kind, Kind::Outside { .. } | Kind::LinkOutside { .. })
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.kind {
            Kind::Outside { reason } => write!(f, "`{path}` is not a path inside the book: {reason}"),
            Kind::LinkOutside { target } => {
                write!(f, "`{path}` is a link to `{target}`, outside the book; copy the file into the book's folder")
            }
            Kind::FolderLink => write!(
                f,
                "`{path}` is a link to a folder, and such links are not searched; move the folder there, or name the files \
                 that are needed one by one"
            ),
            Kind::Missing => write!(f, "there is no file `{path}` in the book"),
            Kind::NotAFile { found } => write!(f, "`{path}` is {found}, expected a file"),
            Kind::NotABook { found } => {
                write!(f, "`{path}` is {found}, expected a folder with a `yearbook.yaml`; name it with `-C`")
            }
            Kind::TooLarge { largest } => write!(
                f,
                "`{path}` is larger than {}, the most that is read from one file; split it, for example a file a year",
                size(*largest)
            ),
            Kind::Pattern { at, reason } => {
                write!(
                    f,
                    "the pattern `{path}` cannot be read at character {at}: {reason}; `[*]` stands for a plain `*`"
                )
            }
            Kind::NotText => write!(f, "the name of `{path}` is not valid UTF-8; rename the file"),
            Kind::Io(source) => write!(f, "cannot read `{path}`: {source}"),
        }
    }
}

impl Error for FileError {}

fn size(bytes: u64) -> String {
    match bytes {
        gib if gib.is_multiple_of(1 << 30) => format!("{} GiB", gib >> 30),
        _ => format!("{bytes} bytes"),
    }
}
