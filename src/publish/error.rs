//! What stops a publication, in words that name the path and the way out.
//!
//! Owns the messages of this room; must not touch the disk.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// How many foreign files a message names before it only counts the rest.
const NAMED_FILES: usize = 5;

/// Why an output tree could not be published; the last good output is still whole.
#[derive(Debug)]
pub struct PublishError(Box<Kind>);

#[derive(Debug)]
enum Kind {
    /// A path inside the tree that no output may have.
    BadPath { path: String, reason: &'static str },
    /// Two pages want the same file, or one wants a file where the other wants a folder.
    Clash { path: String, other: String },
    /// An output folder that has no name of its own, such as `.` or `/`.
    Nameless { out: PathBuf },
    /// A file, or something else that is not a folder, where the output should go.
    NotAFolder { out: PathBuf, found: &'static str },
    /// Files that this program did not write.
    Foreign { out: PathBuf, files: Vec<String>, marked: bool },
    /// A folder of the old output that nobody may write to.
    ReadOnly { folder: PathBuf },
    /// A file that must be new is there already.
    Taken { path: PathBuf },
    /// Another run holds the lock.
    Busy { out: PathBuf },
    /// A file of the old output that somebody changed while the new one was made.
    Touched { path: PathBuf },
    /// A file that was begun and is not whole.
    Unfinished { path: String },
    /// A single file that may not be replaced.
    NotReplaced { path: PathBuf, reason: &'static str },
    /// The new output is in place, the old one could not be removed.
    Leftover { path: PathBuf, source: io::Error },
    /// The system refused.
    Io { action: &'static str, path: PathBuf, source: io::Error },
}

impl PublishError {
    pub(super) fn bad_path(path: &str, reason: &'static str) -> Self {
        Self::new(Kind::BadPath { path: path.to_owned(), reason })
    }

    pub(super) fn clash(path: &str, other: &str) -> Self {
        Self::new(Kind::Clash { path: path.to_owned(), other: other.to_owned() })
    }

    pub(super) fn nameless(out: &Path) -> Self {
        Self::new(Kind::Nameless { out: out.to_owned() })
    }

    pub(super) fn not_a_folder(out: &Path, found: &'static str) -> Self {
        Self::new(Kind::NotAFolder { out: out.to_owned(), found })
    }

    pub(super) fn foreign(out: &Path, files: Vec<String>, marked: bool) -> Self {
        Self::new(Kind::Foreign { out: out.to_owned(), files, marked })
    }

    pub(super) fn read_only(folder: &Path) -> Self {
        Self::new(Kind::ReadOnly { folder: folder.to_owned() })
    }

    pub(super) fn taken(path: &Path) -> Self {
        Self::new(Kind::Taken { path: path.to_owned() })
    }

    pub(super) fn busy(out: &Path) -> Self {
        Self::new(Kind::Busy { out: out.to_owned() })
    }

    pub(super) fn touched(path: &Path) -> Self {
        Self::new(Kind::Touched { path: path.to_owned() })
    }

    pub(super) fn unfinished(path: &str) -> Self {
        Self::new(Kind::Unfinished { path: path.to_owned() })
    }

    pub(super) fn not_replaced(path: &Path, reason: &'static str) -> Self {
        Self::new(Kind::NotReplaced { path: path.to_owned(), reason })
    }

    pub(super) fn leftover(path: &Path, source: io::Error) -> Self {
        Self::new(Kind::Leftover { path: path.to_owned(), source })
    }

    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::new(Kind::Io { action, path: path.to_owned(), source })
    }

    /// Returns whether another run is publishing to the same folder at this moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(*self.0, Kind::Busy { .. })
    }

    /// Returns whether the output folder holds files that this program did not write.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        matches!(*self.0, Kind::Foreign { .. })
    }

    fn new(kind: Kind) -> Self {
        Self(Box::new(kind))
    }
}

impl From<PublishError> for crate::Error {
    fn from(error: PublishError) -> Self {
        let problem = crate::findings::Problem::new(error.to_string());
        Self::new(crate::error::ErrorKind::Io, problem).caused_by(error)
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::BadPath { path, reason } => write!(
                f,
                "{path:?} cannot be the path of an output file: {reason}; expected a relative path with `/`, such as \
                 `html/index.html`"
            ),
            Kind::Clash { path, other } if path == other => {
                write!(f, "the output file `{path}` is made twice; give one of the two pages another name")
            }
            Kind::Clash { path, other } => {
                write!(
                    f,
                    "the output needs both `{path}` and `{other}`, so one would be a file and a folder; rename one of them"
                )
            }
            Kind::Nameless { out } => write!(
                f,
                "{} cannot be the output folder: it is replaced as a whole and needs a name of its own; choose a folder \
                 inside it, such as `{}`",
                shown(out),
                out.join("output").display()
            ),
            Kind::NotAFolder { out, found } => write!(
                f,
                "{} is {found}, expected a folder or nothing; remove it, or choose another folder with `--out`",
                shown(out)
            ),
            Kind::Foreign { out, files, marked } => write_foreign(f, out, files, *marked),
            Kind::ReadOnly { folder } => write!(
                f,
                "{} is read-only, so the output cannot be replaced; make it writable (`chmod u+w`), or choose another \
                 folder with `--out`",
                shown(folder)
            ),
            Kind::Taken { path } => write!(
                f,
                "{} is there already, and nothing is written over it; give another name or move it away",
                path.display()
            ),
            Kind::Busy { out } => write!(
                f,
                "another build is writing {} at this moment; wait until it is done, or choose another folder with `--out`",
                shown(out)
            ),
            Kind::Touched { path } => write!(
                f,
                "{} was changed while the new output was being made, by somebody else or another build; nothing is \
                 replaced, build again",
                shown(path)
            ),
            Kind::Unfinished { path } => {
                write!(
                    f,
                    "the output file `{path}` was begun and not finished; this is a fault of the program: please report it"
                )
            }
            Kind::NotReplaced { path, reason } => write!(f, "{} is not written: {reason}", shown(path)),
            Kind::Leftover { path, source } => write!(
                f,
                "the new output is in place, but the old one could not be removed from {}: {source}; delete that folder",
                shown(path)
            ),
            Kind::Io { action, path, source } => {
                write!(f, "cannot {action} {}: {source}{}", shown(path), remedy(source.kind()))
            }
        }
    }
}

impl Error for PublishError {}

fn write_foreign(f: &mut fmt::Formatter<'_>, out: &Path, files: &[String], marked: bool) -> fmt::Result {
    let named: Vec<String> = files.iter().take(NAMED_FILES).map(|name| format!("`{name}`")).collect();
    write!(f, "{} holds files that this program did not write: {}", shown(out), named.join(", "))?;
    if files.len() > NAMED_FILES {
        write!(f, " and {} more", files.len() - NAMED_FILES)?;
    }
    if !marked {
        write!(f, " (it has no `{}` that lists an output of ours)", super::manifest::FILE_NAME)?;
    }
    write!(
        f,
        "; it is replaced as a whole, so move them elsewhere, or choose another folder with `--out`; if an earlier build \
         left them, delete them"
    )
}

/// What the reader can do about the commonest refusals; the source's own words stand before it.
fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; make the folder writable, or choose another one with `--out`"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space and build again, the last output is as it was"
        }
        io::ErrorKind::InvalidFilename => "; shorten the name",
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "; a file lies where a folder is needed: remove it, or choose another folder with `--out`"
        }
        _ => "",
    }
}

fn shown(path: &Path) -> String {
    format!("`{}`", path.display())
}
