//! The one error of the library: work cannot go on.
//!
//! What is wrong with the user's material, all at once, goes to [`Findings`](crate::findings::Findings) instead.

use std::fmt;

use crate::findings::{Place, Problem};

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Why the work could not be done. Opaque; ask it with its predicates, print it with `Display` or a
/// [`Printer`](crate::findings::Printer).
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    problem: Problem,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Which part of the user's world is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// `yearbook.yaml`, indicators, front matter.
    Book,
    /// A file cannot be read or written.
    Io,
    /// What was asked on the command line.
    Request,
    /// Our own slip.
    Internal,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: Problem) -> Self {
        Self(Box::new(Inner { kind, problem, source: None }))
    }

    pub(crate) fn book(problem: Problem) -> Self {
        Self::new(ErrorKind::Book, problem)
    }

    pub(crate) fn request(problem: Problem) -> Self {
        Self::new(ErrorKind::Request, problem)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        let problem = Problem::new(message).hint("this is a fault of the program: please report it");
        Self::new(ErrorKind::Internal, problem)
    }

    pub(crate) fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    pub(crate) fn or_at(mut self, place: Place) -> Self {
        self.0.problem.place.get_or_insert(place);
        self
    }

    /// Returns what is wrong, where, and what to do.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// Returns whether the book's own files (YAML, front matter) are at fault.
    #[must_use]
    pub fn is_book(&self) -> bool {
        self.0.kind == ErrorKind::Book
    }

    /// Returns whether a file could not be read or written.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.0.kind == ErrorKind::Io
    }

    /// Returns whether the request itself is at fault.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.0.kind == ErrorKind::Request
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { place, message, hint, .. } = self.problem();
        if let Some(place) = place {
            write!(f, "{place}: ")?;
        }
        f.write_str(message)?;
        hint.as_ref().map_or(Ok(()), |hint| write!(f, " ({hint})"))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
