//! Word documents: the paragraphs of the text, its tables, then its footnotes and endnotes. Deleted and moved-away text
//! (tracked changes), field codes and fallbacks are not read. A copy can be written with comments at places of the text.

mod annotate;
mod part;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};

pub use annotate::{Comment, annotated};

use super::{Builder, Manuscript, TextError};
use part::Part;

/// No part of a document is longer than this once unpacked.
const LARGEST: u64 = 256 << 20;

/// The parts that hold text, and whether a document must have them.
const PARTS: [(&str, bool); 3] =
    [("word/document.xml", true), ("word/footnotes.xml", false), ("word/endnotes.xml", false)];

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Manuscript, TextError> {
    let (builder, _) = parts(name, bytes)?;
    Ok(builder.finish(name, None))
}

/// The text of all parts, and where each part has it.
fn parts(name: &str, bytes: &[u8]) -> Result<(Builder, Vec<Part>), TextError> {
    let broken = |reason: String| TextError::Docx { name: name.to_owned(), reason };
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut builder = Builder::new();
    let mut parts = Vec::new();
    for (path, needed) in PARTS {
        let Some(xml) = text_of(&mut package, path).map_err(&broken)? else {
            if needed {
                return Err(broken(format!("it has no {path}")));
            }
            continue;
        };
        parts.push(part::read(xml, &mut builder).map_err(|reason| broken(format!("{path}: {reason}")))?);
        builder.end('\n');
    }
    Ok((builder, parts))
}

/// A part as text; none where there is none.
fn text_of(package: &mut zip::ZipArchive<Cursor<&[u8]>>, path: &str) -> Result<Option<String>, String> {
    let Ok(file) = package.by_name(path) else { return Ok(None) };
    let mut xml = String::new();
    file.take(LARGEST).read_to_string(&mut xml).map_err(|error| format!("{path}: {error}"))?;
    Ok(Some(xml))
}
