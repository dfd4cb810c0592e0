//! Places for programs: addresses of files as seen from where the command was called, lines, columns.

use std::path::{Component, Path};

use crate::findings::Place;

/// How the book's folder is reached from where the command was called; empty when it is called there.
pub(super) struct Prefix(String);

/// Where in a file, as far as a text file can say: lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: u64,
    /// First column and the one behind the last.
    pub(super) columns: Option<(usize, usize)>,
}

impl Prefix {
    pub(super) fn of(directory: &Path) -> Self {
        let parts = directory.components().filter(|part| !matches!(part, Component::CurDir));
        let parts: Vec<String> = parts
            .filter(|part| !matches!(part, Component::RootDir))
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let root = if directory.is_absolute() { "/" } else { "" };
        let slash = if parts.is_empty() { "" } else { "/" };
        Self(format!("{root}{}{slash}", parts.join("/")))
    }

    /// Returns the path of a place's file.
    pub(super) fn path(&self, place: &Place) -> String {
        format!("{}{}", self.0, place.path())
    }

    /// Returns the same as an address, with every byte that may not stand in one written as `%XX`.
    pub(super) fn address(&self, place: &Place) -> String {
        let path = self.path(place);
        let scheme = if path.starts_with('/') { "file://" } else { "" };
        path.bytes().fold(scheme.to_owned(), |mut address, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
            address
        })
    }
}

/// Returns the lines and columns of a place; a row of comma- or tab-separated text is a line, one of a workbook is none.
pub(super) fn region(place: &Place) -> Option<Region> {
    match place {
        Place::File { .. } => None,
        Place::Text { line, column, length, .. } => {
            let line = u64::try_from(*line).ok()?;
            Some(Region { line, columns: Some((*column, column + (*length).max(1))) })
        }
        Place::Cell { sheet: None, row: Some(row), file, .. } => {
            let binary = file.to_ascii_lowercase().ends_with(".parquet");
            (!binary).then_some(Region { line: *row, columns: None })
        }
        Place::Cell { .. } => None,
    }
}

/// Returns what no line tells: sheet, row and column of a cell.
pub(super) fn cell(place: &Place) -> Option<String> {
    let Place::Cell { sheet, row, column, .. } = place else { return None };
    let parts = [
        sheet.as_ref().map(|sheet| format!("[{sheet}]")),
        row.map(|row| format!("row {row}")),
        column.as_ref().map(|column| format!("column {column}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
