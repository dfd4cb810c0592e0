//! The form of a release, version 1: what stands in `releases/NAME.json`.

use serde::{Deserialize, Serialize};

use crate::book::Language;

/// What a release calls its form.
pub const FORMAT: &str = "yearbook-release";
/// The version of the form.
pub const VERSION: u32 = 1;

/// An edition as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// `yearbook-release`
    pub format: String,
    /// 1
    pub version: u32,
    /// What it is called: the year, unless another name was given.
    pub name: String,
    /// The data year.
    pub year: i32,
    /// The book's title.
    pub title: String,
    /// The edition's language.
    pub language: Language,
    /// The day of the release; none for an edition that is only compared.
    pub released: Option<String>,
    /// Whether all observations are listed, or only those that something printed was computed from.
    pub all_observations: bool,
    /// Observations by key.
    pub observations: Vec<Observed>,
    /// Figures of the text, in reading order.
    pub figures: Vec<Printed>,
    /// Charts, sparklines and tables.
    pub exhibits: Vec<Shown>,
    /// The text, stretch by stretch.
    pub passages: Vec<Said>,
}

/// An observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// `indicator@area@period`
    pub key: String,
    /// Its text with its unit: `1.89亿元`.
    pub text: String,
    /// Its exact value in base units; none for words, ranges and what is missing.
    pub value: Option<String>,
    /// Its SDMX status.
    pub status: String,
    /// File, sheet, row and column.
    pub at: String,
}

/// A figure as it was printed, in the text or in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Its id in the ledger.
    pub id: String,
    /// The entry that it stands in.
    pub entry: Option<String>,
    /// The function that printed it.
    pub function: String,
    /// All that it printed: `增长294%`.
    pub text: String,
    /// The word before the number: `增长`.
    pub word: String,
    /// The exact value in base units.
    pub value: Option<String>,
    /// Computed, reconstructed or quoted.
    pub class: String,
    /// `value`, or why there is none.
    pub outcome: String,
    /// Its rule.
    pub rule: String,
    /// The observations that it was computed from, by key.
    pub inputs: Vec<String>,
    /// Where the call stands.
    pub site: String,
}

/// A chart, a sparkline or a table as it was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Its id in the ledger.
    pub id: String,
    /// `chart`, `sparkline` or `table`.
    pub kind: String,
    /// The entry that it stands in.
    pub entry: Option<String>,
    /// Its title.
    pub title: String,
    /// Its cells that have a figure.
    pub cells: Vec<Printed>,
    /// Where the call stands.
    pub site: String,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The chapter.
    pub chapter: String,
    /// The entry; none before the first.
    pub entry: Option<String>,
    /// `front`, `heading`, `paragraph`, `cell`, `chart` or `table`.
    pub part: String,
    /// As a reader sees it.
    pub text: String,
    /// The figures in it, in reading order.
    pub figures: Vec<Mark>,
}

/// Where a figure stands in a stretch of the text, in bytes of UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The figure.
    pub id: String,
    /// Where all that it printed stands: from, to.
    pub span: (usize, usize),
    /// Where its number stands: from, to.
    pub token: (usize, usize),
}

impl Record {
    /// Returns the text of the file: one line an observation, a figure, a stretch of text, so that it can be compared.
    ///
    /// # Errors
    /// Never for a record that was taken from an edition.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let text = |value: &serde_json::Value| value.to_string();
        let mut out = format!(
            "{{\n\"format\": {},\n\"version\": {},\n\"name\": {},\n\"year\": {},\n\"title\": {},\n\"language\": {},\n\
             \"released\": {},\n\"all_observations\": {},\n",
            text(&self.format.clone().into()),
            self.version,
            text(&self.name.clone().into()),
            self.year,
            text(&self.title.clone().into()),
            serde_json::to_string(&self.language)?,
            text(&self.released.clone().into()),
            self.all_observations
        );
        out.push_str(&list("observations", &self.observations)?);
        out.push_str(",\n");
        out.push_str(&list("figures", &self.figures)?);
        out.push_str(",\n");
        out.push_str(&list("exhibits", &self.exhibits)?);
        out.push_str(",\n");
        out.push_str(&list("passages", &self.passages)?);
        out.push_str("\n}\n");
        Ok(out)
    }
}

fn list<T: Serialize>(name: &str, items: &[T]) -> serde_json::Result<String> {
    let lines = items.iter().map(serde_json::to_string).collect::<serde_json::Result<Vec<_>>>()?;
    Ok(format!("\"{name}\": [\n{}\n]", lines.join(",\n")))
}
