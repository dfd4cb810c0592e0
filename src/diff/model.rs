//! A difference as values.

use crate::book::Language;
use crate::release::Observed;

/// One of the two editions.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Side {
    /// As it was named: a folder, a file, a revision.
    pub name: String,
    /// Its data year.
    pub year: i32,
}

/// What differs.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Difference {
    /// The older side.
    pub old: Side,
    /// The newer side.
    pub new: Side,
    /// The language of the newer side.
    #[serde(skip)]
    pub language: Language,
    /// Observations, by key.
    pub observations: Vec<Pair<Observed>>,
    /// Figures of the text and of cells.
    pub figures: Vec<FigureChange>,
    /// Sentences, in reading order.
    pub sentences: Vec<SentenceChange>,
    /// Charts, sparklines and tables.
    pub exhibits: Vec<ExhibitChange>,
}

/// Something before and after; one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Pair<T> {
    /// Before.
    pub old: Option<T>,
    /// After.
    pub new: Option<T>,
}

/// A figure that is printed otherwise, or only in one of the editions.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FigureChange {
    /// Its id, in the newer edition where it is there.
    pub id: String,
    /// The entry that it stands in.
    pub entry: Option<String>,
    /// Whether it stands in a chart or a table.
    pub in_cell: bool,
    /// What it printed.
    pub old: Option<String>,
    /// What it prints.
    pub new: Option<String>,
    /// The words before the number, where they say the opposite or something else: 增长, 下降.
    pub flip: Option<(String, String)>,
    /// Whether it is a rank that moved.
    pub is_rank: bool,
    /// What the evaluations came to, where that differs: `value`, `missing_base`.
    pub outcome: Option<(String, String)>,
    /// What caused it.
    pub causes: Vec<Cause>,
    /// Where the call stands.
    pub site: String,
}

/// Why something is printed otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "cause")]
pub enum Cause {
    /// An observation has another value.
    Observation {
        /// `indicator@area@period`
        key: String,
        /// What it was.
        old: Option<String>,
        /// What it is.
        new: Option<String>,
    },
    /// Another observation is used.
    Inputs {
        /// Only in the older edition.
        old: Vec<String>,
        /// Only in the newer edition.
        new: Vec<String>,
    },
    /// It is computed by another rule.
    Rule {
        /// The older.
        old: String,
        /// The newer.
        new: String,
    },
    /// It is printed for another data year.
    Year,
    /// Unit, decimals, words or rounding: the value is the same.
    Form,
    /// Something that the figure was not printed from, such as the values that a rank is among.
    Elsewhere,
    /// The template was changed.
    Template,
}

/// A stretch of a sentence, and whether the other edition has it too.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Run {
    /// Its text.
    pub text: String,
    /// Whether only this edition has it.
    pub differs: bool,
}

/// A sentence in stretches.
pub type Runs = Vec<Run>;

/// A sentence that differs.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SentenceChange {
    /// The chapter.
    pub chapter: String,
    /// The entry; none before the first.
    pub entry: Option<String>,
    /// What it is part of: `heading`, `paragraph`, `cell`, …
    pub part: String,
    /// Before; none where the sentence is new.
    pub old: Option<Runs>,
    /// After; none where the sentence is gone.
    pub new: Option<Runs>,
    /// The figures in it that are printed otherwise.
    pub figures: Vec<String>,
    /// What caused it.
    pub causes: Vec<Cause>,
}

/// A chart, a sparkline or a table that differs.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ExhibitChange {
    /// Its id, in the newer edition where it is there.
    pub id: String,
    /// `chart`, `sparkline` or `table`.
    pub kind: String,
    /// The entry that it stands in.
    pub entry: Option<String>,
    /// Its title before and after.
    pub title: Pair<String>,
    /// The cells that differ.
    pub cells: Vec<FigureChange>,
}

impl Difference {
    /// Returns whether nothing that is printed and no observation differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observations.is_empty() && self.figures.is_empty() && self.sentences.is_empty() && self.exhibits.is_empty()
    }

    /// Returns the figures whose words flip.
    pub fn flips(&self) -> impl Iterator<Item = (&FigureChange, &(String, String))> {
        self.changed().filter_map(|figure| Some((figure, figure.flip.as_ref()?)))
    }

    /// Returns the ranks that move.
    pub fn ranks(&self) -> impl Iterator<Item = &FigureChange> {
        self.changed().filter(|figure| figure.is_rank && figure.old.is_some() && figure.new.is_some())
    }

    /// Returns the figures that have a value in only one edition, each with the two outcomes.
    pub fn outcomes(&self) -> impl Iterator<Item = (&FigureChange, &(String, String))> {
        self.changed().filter_map(|figure| Some((figure, figure.outcome.as_ref()?)))
    }

    /// Returns all figures that differ, those of charts and tables after those of the text.
    pub fn changed(&self) -> impl Iterator<Item = &FigureChange> {
        self.figures.iter().chain(self.exhibits.iter().flat_map(|exhibit| &exhibit.cells))
    }
}
