//! Why a manuscript could not be read.

use std::fmt;

/// Why a manuscript could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextError {
    /// The file name says no known format.
    UnknownFormat {
        /// The file.
        name: String,
    },
    /// The bytes are no text in UTF-8 or GB 18030.
    NotText {
        /// The file.
        name: String,
    },
    /// The file is no Word document, or a part of it is broken.
    Docx {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat { name } => {
                write!(f, "{name}: expected a file ending in .txt, .md, .html or .docx; save it as one of these")
            }
            Self::NotText { name } => {
                write!(f, "{name}: expected text in UTF-8 or GB 18030, found other bytes; save it as UTF-8")
            }
            Self::Docx { name, reason } => {
                write!(f, "{name}: expected a Word document (.docx): {reason}; save it again from the word processor")
            }
        }
    }
}

impl std::error::Error for TextError {}
