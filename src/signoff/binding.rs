//! What a tick is tied to, and how two of them differ.
//!
//! A figure is tied to what it is of, its printed text, its exact value and its class; a chart or a table to the texts of its
//! cells and to a digest that also covers their values, units, classes and signs.

use std::collections::BTreeMap;
use std::fmt;

use crate::book::sha256;
use crate::ledger::{ChartEntry, Class, Figure, TableEntry, record};

/// What a tick is tied to. Serialized, it has the keys of the sign-off file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Binding {
    /// A figure of the text.
    Figure {
        /// `indicator@area@period`
        of: String,
        /// What it prints.
        text: String,
        /// Its exact value in base units; none for words.
        value: Option<String>,
        /// How it came to be known.
        class: Class,
    },
    /// A chart, a sparkline or a table.
    Cells {
        /// SHA-256 over keys, values, texts, units and classes of its cells, and the signs of empty ones.
        digest: String,
        /// What each cell prints, by its function, indicator, area and period.
        cells: BTreeMap<String, String>,
    },
    /// Only what somebody read on a page, in an export of ticks; never kept.
    Read {
        /// What it printed.
        text: String,
    },
}

impl Binding {
    /// Returns what a tick of a figure is tied to.
    #[must_use]
    pub fn of_figure(figure: &Figure) -> Self {
        Self::Figure { of: subject(figure), text: figure.print.text(), value: value(figure), class: figure.class }
    }

    /// Returns what a tick of a chart is tied to.
    #[must_use]
    pub fn of_chart(chart: &ChartEntry) -> Self {
        let cells = chart.series.iter().flat_map(|series| &series.cells);
        Self::of_cells(&chart.id, cells.map(|cell| cell.figure.as_ref().ok_or("")))
    }

    /// Returns what a tick of a table is tied to.
    #[must_use]
    pub fn of_table(table: &TableEntry) -> Self {
        let cells = table.rows().iter().flat_map(|row| &row.cells);
        Self::of_cells(&table.id, cells.map(|cell| cell.figure.as_ref().ok_or(cell.gap.sign())))
    }

    fn of_cells<'f>(id: &str, cells: impl Iterator<Item = Result<&'f Figure, &'static str>>) -> Self {
        let mut texts = BTreeMap::new();
        let mut digested = String::new();
        for cell in cells {
            match cell {
                Ok(figure) => {
                    let key = figure.id.strip_prefix(id).map_or(&*figure.id, |rest| rest.trim_start_matches('/'));
                    let text = figure.print.text();
                    let unit = figure.print.unit.as_ref().map(ToString::to_string).unwrap_or_default();
                    let value = value(figure).unwrap_or_default();
                    digested.push_str(&format!("{key}\t{value}\t{text}\t{unit}\t{}\n", figure.class.name()));
                    texts.insert(key.to_owned(), text);
                }
                Err(sign) => digested.push_str(&format!("{sign}\n")),
            }
        }
        Self::Cells { digest: sha256(digested.as_bytes()), cells: texts }
    }

    /// Returns what is different now; nothing if a tick of `self` still holds.
    #[must_use]
    pub fn changes(&self, now: &Self) -> Vec<Change> {
        match (self, now) {
            (
                Self::Figure { of, text, value, class },
                Self::Figure { of: of_now, text: text_now, value: value_now, class: class_now },
            ) => {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
                let mut changes: Vec<Change> = Change::between(Aspect::Subject, of, of_now).into_iter().collect();
                let text = Change::between(Aspect::Text, text, text_now);
                let value = || Change::between(Aspect::Value, &shown(value), &shown(value_now));
                changes.extend(text.or_else(value));
                changes.extend(Change::between(Aspect::Class, class.name(), class_now.name()));
                changes
            }
            (Self::Cells { digest, cells }, Self::Cells { digest: digest_now, cells: cells_now }) => {
                let mut changes = changed_cells(cells, cells_now);
                if changes.is_empty() {
                    changes.extend(Change::between(Aspect::Digest, digest, digest_now));
                }
                changes
            }
            (Self::Read { text }, Self::Figure { text: now, .. }) => {
                Change::between(Aspect::Text, text, now).into_iter().collect()
            }
            _ => Change::between(Aspect::Kind, self.kind(), now.kind()).into_iter().collect(),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Figure { .. } | Self::Read { .. } => "a figure",
            Self::Cells { .. } => "a chart or a table",
        }
    }
}

fn changed_cells(was: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<Change> {
    let keys: std::collections::BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    let text = |cells: &BTreeMap<String, String>, key: &String| cells.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| Change::between(Aspect::Cell(key.clone()), &text(was, key), &text(now, key)))
        .collect()
}

/// `indicator@area@period`
fn subject(figure: &Figure) -> String {
    format!("{}@{}@{}", figure.indicator, figure.area, figure.period)
}

fn value(figure: &Figure) -> Option<String> {
    figure.value().map(record::fraction)
}

/// In what something differs from what was ticked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Indicator, area or period.
    Subject,
    /// The printed text.
    Text,
    /// The exact value behind the same text.
    Value,
    /// Whether it is computed, reconstructed or quoted.
    Class,
    /// The text of a cell, named by its key.
    Cell(String),
    /// Values, units, classes or signs behind the same texts of cells.
    Digest,
    /// A figure, or a chart or a table.
    Kind,
}

/// One difference between what was ticked and what is printed now.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// In what.
    pub aspect: Aspect,
    /// As it was ticked.
    pub was: String,
    /// As it is.
    pub now: String,
}

impl Change {
    fn between(aspect: Aspect, was: &str, now: &str) -> Option<Self> {
        (was != now).then(|| Self { aspect, was: was.to_owned(), now: now.to_owned() })
    }
}

/// Writes `was 294%, now 301%`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str| if text.is_empty() { "empty".to_owned() } else { text.to_owned() };
        let (was, now) = (shown(&self.was), shown(&self.now));
        match &self.aspect {
            Aspect::Text => write!(f, "was {was}, now {now}"),
            Aspect::Value => write!(f, "the exact value behind the same text was {was}, now {now}"),
            Aspect::Class => write!(f, "was {was}, now {now}"),
            Aspect::Subject => write!(f, "was of {was}, now of {now}"),
            Aspect::Cell(key) => write!(f, "{key} was {was}, now {now}"),
            Aspect::Digest => f.write_str("values, units or signs behind the same texts have changed"),
            Aspect::Kind => write!(f, "was {was}, now {now}"),
        }
    }
}
