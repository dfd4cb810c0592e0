//! What is wrong, where, and what to do: the shape of every message, and the sink that findings go to.
//!
//! Two channels use it: an [`Error`](crate::Error) (cannot go on) carries one [`Problem`]; [`Findings`] collect every
//! problem of the user's material in one run. Must not know: what the rooms that report here do.

use std::fmt;
use std::sync::Arc;

mod code;
mod names;
mod print;
mod saved;

pub use code::Code;
pub(crate) use code::codes;
pub use names::nearest;
pub use print::Printer;
pub use saved::SavedFindings;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong: the book is not published.
    Error,
}

impl Severity {
    /// All, the least first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where a problem is.
#[derive(Clone, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A file as a whole.
    File {
        /// Path in the book.
        file: String,
    },
    /// A cell, a row or a column of a data file. Rows and columns count from 1, the header included.
    Cell {
        /// Path in the book.
        file: String,
        /// Sheet of a workbook.
        sheet: Option<String>,
        /// Row, as a spreadsheet or an editor shows it.
        row: Option<u64>,
        /// Header of the column, or its letters.
        column: Option<String>,
    },
    /// A place in a text file (YAML, template), with the line itself for the excerpt.
    Text {
        /// Path in the book.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// How many characters are meant; 0 if unknown.
        length: usize,
        /// The whole line, without its end.
        excerpt: String,
    },
}

impl Place {
    /// Returns the place of a whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self::File { file: file.into() }
    }

    /// Returns the place of `range` (in bytes) of `source`.
    #[must_use]
    pub fn in_text(file: &str, source: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor_char_boundary(source, range.start);
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let excerpt = source[line_start..].lines().next().unwrap_or_default().to_owned();
        let end = floor_char_boundary(source, range.end.min(line_start + excerpt.len()).max(start));
        Self::Text {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            length: source[start..end].chars().count(),
            excerpt,
        }
    }

    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::File { file } | Self::Cell { file, .. } | Self::Text { file, .. } => file,
        }
    }
}

/// A place that figures share.
impl From<Arc<Place>> for Place {
    fn from(shared: Arc<Place>) -> Self {
        Arc::unwrap_or_clone(shared)
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes `file:line:column`, or `file [sheet] row 3, column 值`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file } => f.write_str(file),
            Self::Text { file, line, column, .. } => write!(f, "{file}:{line}:{column}"),
            Self::Cell { file, sheet, row, column } => {
                f.write_str(file)?;
                if let Some(sheet) = sheet {
                    write!(f, " [{sheet}]")?;
                }
                match (row, column) {
                    (Some(row), Some(column)) => write!(f, " row {row}, column {column}"),
                    (Some(row), None) => write!(f, " row {row}"),
                    (None, Some(column)) => write!(f, " column {column}"),
                    (None, None) => Ok(()),
                }
            }
        }
    }
}

/// What is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// What it is about, by a name that stays: a figure's id, `indicator@area@year`. Waivers name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What was expected and what was found: lower case, no final period.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// Returns a problem without place or hint.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { subject: None, place: None, message: message.into(), hint: None }
    }

    /// Returns it with what it is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Returns it with a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Returns it with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns it with a hint, if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<impl Into<String>>) -> Self {
        self.hint = hint.map(Into::into).or(self.hint);
        self
    }
}

/// One thing wrong with the user's material.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The code of the check, such as `D001`; see `docs/guide/codes.md`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What, where, what to do.
    #[serde(flatten)]
    pub problem: Problem,
}

/// The sink that findings go to.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    waived: Vec<Waived>,
    /// Waived findings of which no more is known than how many there were.
    forgotten: usize,
}

/// A finding that the book waives, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Waived {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// Why it is right as it is.
    pub reason: String,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, code: &'static str, severity: Severity, problem: Problem) {
        self.list.push(Finding { code, severity, problem });
    }

    /// Puts findings among those that were made before them, each before the one at its index.
    pub(crate) fn insert(&mut self, mut late: Vec<(usize, Finding)>) {
        late.sort_by_key(|(index, _)| *index);
        let made = std::mem::take(&mut self.list);
        let mut late = late.into_iter().peekable();
        for (index, finding) in made.into_iter().enumerate() {
            while let Some((_, late)) = late.next_if(|(before, _)| *before <= index) {
                self.list.push(late);
            }
            self.list.push(finding);
        }
        self.list.extend(late.map(|(_, finding)| finding));
    }

    /// Adds a finding of severity error.
    pub fn error(&mut self, code: &'static str, problem: Problem) {
        self.push(code, Severity::Error, problem);
    }

    /// Adds a finding of severity warning.
    pub fn warning(&mut self, code: &'static str, problem: Problem) {
        self.push(code, Severity::Warning, problem);
    }

    /// Takes over the findings of a part.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
        self.waived.extend(other.waived);
        self.forgotten += other.forgotten;
    }

    /// Sets aside the findings that `applies` to; returns how many there were.
    pub fn waive(&mut self, applies: impl Fn(&Finding) -> bool, reason: &str) -> usize {
        let (set_aside, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.list).into_iter().partition(|finding| applies(finding));
        self.list = kept;
        let count = set_aside.len();
        self.waived.extend(set_aside.into_iter().map(|finding| Waived { finding, reason: reason.to_owned() }));
        count
    }

    /// Gives findings another severity, where one is chosen.
    pub fn judge(&mut self, choose: impl Fn(&Finding) -> Option<Severity>) {
        for finding in &mut self.list {
            finding.severity = choose(finding).unwrap_or(finding.severity);
        }
    }

    /// Returns the findings that the book waives.
    #[must_use]
    pub fn waived(&self) -> &[Waived] {
        &self.waived
    }

    /// Returns how many findings the book waives.
    #[must_use]
    pub fn waived_count(&self) -> usize {
        self.waived.len() + self.forgotten
    }

    /// Forgets what the waived findings say, but not how many there are: a large book has thousands of them.
    #[must_use]
    pub fn with_waived_counted(self) -> Self {
        Self { forgotten: self.waived_count(), waived: Vec::new(), ..self }
    }

    /// Returns all, in the order in which they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.list
    }

    /// Returns whether any is at least this bad.
    #[must_use]
    pub fn any(&self, severity: Severity) -> bool {
        self.list.iter().any(|finding| finding.severity >= severity)
    }

    /// Returns how many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }
}
