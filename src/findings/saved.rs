//! Findings as they are kept between two runs: all of them, the lines of their excerpts included.
//!
//! What programs read is another form (`Serialize` of [`Finding`]); a [`Place`] has either, by the format that it is written
//! in. Must not know: where they are kept.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Finding, Findings, Place, Problem, Severity, Waived};

/// All findings of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFindings {
    list: Vec<SavedFinding>,
    waived: Vec<(SavedFinding, String)>,
    forgotten: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedFinding {
    code: String,
    severity: Severity,
    subject: Option<String>,
    place: Option<SavedPlace>,
    message: String,
    hint: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum SavedPlace {
    File(String),
    Cell { file: String, sheet: Option<String>, row: Option<u64>, column: Option<String> },
    Text { file: String, line: usize, column: usize, length: usize, excerpt: String },
}

impl Findings {
    /// Returns them as they are kept.
    #[must_use]
    pub fn save(&self) -> SavedFindings {
        SavedFindings {
            forgotten: self.forgotten,
            list: self.list.iter().map(SavedFinding::of).collect(),
            waived: self
                .waived
                .iter()
                .map(|waived| (SavedFinding::of(&waived.finding), waived.reason.clone()))
                .collect(),
        }
    }
}

impl SavedFindings {
    /// Returns them as they were; `None` if `code` does not know one of their codes.
    #[must_use]
    pub fn restore(self, code: impl Fn(&str) -> Option<&'static str>) -> Option<Findings> {
        let finding = |saved: SavedFinding| saved.restore(&code);
        let list = self.list.into_iter().map(finding).collect::<Option<_>>()?;
        let waived = self.waived.into_iter().map(|(saved, reason)| Some(Waived { finding: finding(saved)?, reason }));
        Some(Findings { list, waived: waived.collect::<Option<_>>()?, forgotten: self.forgotten })
    }
}

impl SavedFinding {
    fn of(finding: &Finding) -> Self {
        let Problem { subject, place, message, hint } = finding.problem.clone();
        let place = place.map(SavedPlace::from);
        Self { code: finding.code.to_owned(), severity: finding.severity, subject, place, message, hint }
    }

    fn restore(self, code: impl Fn(&str) -> Option<&'static str>) -> Option<Finding> {
        let Self { subject, message, hint, .. } = self;
        let problem = Problem { subject, place: self.place.map(Place::from), message, hint };
        Some(Finding { code: code(&self.code)?, severity: self.severity, problem })
    }
}

impl From<Place> for SavedPlace {
    fn from(place: Place) -> Self {
        match place {
            Place::File { file } => Self::File(file),
            Place::Cell { file, sheet, row, column } => Self::Cell { file, sheet, row, column },
            Place::Text { file, line, column, length, excerpt } => Self::Text { file, line, column, length, excerpt },
        }
    }
}

impl From<SavedPlace> for Place {
    fn from(place: SavedPlace) -> Self {
        match place {
            SavedPlace::File(file) => Self::File { file },
            SavedPlace::Cell { file, sheet, row, column } => Self::Cell { file, sheet, row, column },
            SavedPlace::Text { file, line, column, length, excerpt } => {
                Self::Text { file, line, column, length, excerpt }
            }
        }
    }
}

/// A place as programs read it: without its line, which stands in the file.
#[derive(Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
enum OpenPlace<'a> {
    File { file: &'a str },
    Cell { file: &'a str, sheet: Option<&'a str>, row: Option<u64>, column: Option<&'a str> },
    Text { file: &'a str, line: usize, column: usize, length: usize },
}

/// For programs in a format that people can read too; else as it is kept.
impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return SavedPlace::from(self.clone()).serialize(serializer);
        }
        let open = match self {
            Self::File { file } => OpenPlace::File { file },
            Self::Cell { file, sheet, row, column } => {
                OpenPlace::Cell { file, sheet: sheet.as_deref(), row: *row, column: column.as_deref() }
            }
            Self::Text { file, line, column, length, .. } => {
                OpenPlace::Text { file, line: *line, column: *column, length: *length }
            }
        };
        open.serialize(serializer)
    }
}

/// From the form in which it is kept.
impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SavedPlace::deserialize(deserializer).map(Self::from)
    }
}
