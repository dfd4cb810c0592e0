//! The entries of the ledger: what was printed, from what, by which rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use thin_vec::ThinVec;

use crate::book::{Id, Period, Words};
use crate::findings::{Findings, Place};
use crate::formula::{Context, Evaluation, Explanation, Expr, Input};
use crate::indicators::{Catalogue, Reads};
use crate::quantity::{Exact, Unit};

use super::{Provenance, Reference, Rounding, TableEntry};

/// The template functions that print a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum FigureFunction {
    /// A level: `1.89亿元`.
    Figure,
    /// A rate of growth: `增长294%`.
    Growth,
    /// An increment: `减少1240万人`.
    Change,
    /// A difference of rates: `下降1.2个百分点`.
    Points,
    /// A multiple: `是上年的3.94倍`.
    Times,
    /// A part of a whole: `占54.2%`.
    Share,
    /// Attainment of a target: `完成目标任务的103%`.
    Completion,
    /// `连续5年下降`.
    Streak,
    /// `居第3位`.
    Rank,
    /// `为2012年以来最低`.
    Extreme,
    /// A datum quoted with its source.
    Quote,
    /// A figure of another chapter, printed as it stands there.
    Cite,
}

impl FigureFunction {
    /// All, in the order of the guide.
    pub const ALL: [Self; 12] = [
        Self::Figure,
        Self::Growth,
        Self::Change,
        Self::Points,
        Self::Times,
        Self::Share,
        Self::Completion,
        Self::Streak,
        Self::Rank,
        Self::Extreme,
        Self::Quote,
        Self::Cite,
    ];

    /// Returns its name in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Growth => "growth",
            Self::Change => "change",
            Self::Points => "points",
            Self::Times => "times",
            Self::Share => "share",
            Self::Completion => "completion",
            Self::Streak => "streak",
            Self::Rank => "rank",
            Self::Extreme => "extreme",
            Self::Quote => "quote",
            Self::Cite => "cite",
        }
    }
}

/// How a figure came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// From data by a declared rule.
    Computed,
    /// Computed, but an operand was itself worked back from a published figure: no proof.
    Reconstructed,
    /// Quoted from a document, with its source.
    Quoted,
}

impl Class {
    /// All.
    pub const ALL: [Self; 3] = [Self::Computed, Self::Reconstructed, Self::Quoted];

    /// Returns its name, as the ledger's JSON has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Reconstructed => "reconstructed",
            Self::Quoted => "quoted",
        }
    }
}

/// The arguments of a template call, as given. Which of them a function takes stands in the table of functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments(pub BTreeMap<String, Argument>);

/// An argument's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A list of texts or numbers, as texts.
    List(Vec<String>),
    /// A map of texts: `words={up="…"}`.
    Map(BTreeMap<String, String>),
}

/// A template call: which function, where it stands, with which arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function.
    pub function: FigureFunction,
    /// Template file, line and column of the call.
    pub site: Place,
    /// Its arguments.
    pub arguments: Arguments,
}

/// One number printed in a chapter.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Figure {
    /// `chapter/function:indicator@area@year[#n]`
    #[serde(with = "crate::kept::following")]
    pub id: String,
    /// The chapter.
    #[serde(with = "crate::kept::shared")]
    pub chapter: Id,
    /// The entry (heading) it stands in; set when the chapter has been laid out.
    #[serde(with = "crate::kept::shared_option")]
    pub entry: Option<Id>,
    /// Place in reading order within the chapter, from 1; 0 while it is not printed.
    pub order: usize,
    /// The function that printed it.
    pub function: FigureFunction,
    /// Indicator id.
    #[serde(with = "crate::kept::shared")]
    pub indicator: Id,
    /// Area id.
    #[serde(with = "crate::kept::shared")]
    pub area: Id,
    /// Time period.
    pub period: Period,
    /// How it came to be known.
    pub class: Class,
    /// What was evaluated.
    #[serde(with = "crate::kept::shared")]
    pub formula: Arc<Expr>,
    /// The exact evaluation.
    pub evaluation: Evaluation,
    /// For a figure that prints a claim (a streak, an extreme, a doubling): the claim as a formula, which comes to 1.
    pub claim: Option<Box<Expr>>,
    /// The printed text in its parts.
    pub print: Print,
    /// The rule in words, where the formula alone does not tell it.
    pub explanation: Option<Box<Explanation>>,
    /// What is worth saying about it, in the edition's language.
    pub notes: ThinVec<String>,
    /// Which of the notes must be said in print, because an input is unvalidated.
    pub marks: ThinVec<String>,
    /// In a draft: what is missing, and from whom it is to come. The figure prints as pending.
    pub pending: Option<Box<str>>,
    /// Template file, line and column of the call.
    #[serde(with = "crate::kept::shared")]
    pub site: Arc<Place>,
}

impl Figure {
    /// Returns where it was evaluated.
    #[must_use]
    pub fn context(&self) -> Context {
        Context { area: self.area.clone(), period: self.period }
    }

    /// Returns what it was computed from, with places and the rule in words: made when somebody asks, because a table has
    /// thousands of figures and a reader opens a few.
    #[must_use]
    pub fn provenance(&self, catalogue: &Catalogue<'_>) -> Provenance {
        Provenance::of(self, catalogue)
    }

    /// Returns the value before rounding of what is printed; `None` for claims (streaks, extremes), ranges and words, whose
    /// token is no rounding of one value.
    #[must_use]
    pub fn printed_value(&self) -> Option<&Exact> {
        self.value().filter(|_| self.print.rounded.is_some())
    }

    /// Returns the value before rounding, in base units.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        self.evaluation.value()
    }
}

/// A printed figure: word, hedge and token are kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Print {
    /// `增长`, `占`, `完成目标任务的`
    pub word: String,
    /// `超过`, `约`
    pub hedge: String,
    /// `294%`, `2800多万元`, `3~4名`: the number itself, which becomes the tagged element. Empty for 持平.
    pub token: String,
    /// `以上`, `左右`, or words that close the phrase
    pub after: String,
    /// The unit printed, with its multiplier.
    pub unit: Option<Unit>,
    /// Decimals printed.
    pub decimals: u32,
    /// The rounded value in base units; `None` for words.
    pub rounded: Option<Exact>,
    /// How it was rounded, in the printed unit.
    pub rounding: Option<Rounding>,
}

impl Print {
    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}{}{}", self.word, self.hedge, self.token, self.after)
    }
}

/// An observation that a figure was computed from, as provenance shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputRecord {
    /// Which observation.
    pub input: Input,
    /// Its text with its unit: `1.89亿元`.
    pub recorded: String,
    /// SDMX status code.
    pub status: crate::ingest::Status,
    /// Remark of the data staff.
    pub note: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// File, sheet, row, column.
    pub place: Place,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// A chart as asked for by a template: values with their labels, before any drawing.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct ChartEntry {
    /// `chapter/chart:indicator@area@from—to[#n]`
    pub id: String,
    /// File stem of its picture: `rural-poverty-monitoring-1`.
    pub stem: String,
    /// What `ref(to=…)` calls it.
    pub name: Option<String>,
    /// Kind, as the template names it.
    pub kind: String,
    /// Number within the book: chapter and place, `1-1`.
    pub number: (usize, usize),
    /// Title.
    pub title: String,
    /// Unit of the left and, if there is one, of the right axis.
    pub units: (String, Option<String>),
    /// Category labels: `2012年`.
    pub categories: Vec<String>,
    /// Series.
    pub series: Vec<ChartSeries>,
    /// Remarks under the chart.
    pub notes: Vec<String>,
    /// The remark that the editor wrote; it is one of `notes`.
    pub typed: Option<String>,
    /// Source line.
    pub source: Option<String>,
    /// Where the call stands.
    pub site: Place,
}

impl ChartEntry {
    /// Returns the figures that it shows.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.series.iter().flat_map(|series| &series.cells).filter_map(|cell| cell.figure.as_ref())
    }

    /// Returns the figures that it shows, to be changed.
    pub fn figures_mut(&mut self) -> impl Iterator<Item = &mut Figure> {
        self.series.iter_mut().flat_map(|series| &mut series.cells).filter_map(|cell| cell.figure.as_mut())
    }
}

/// One series of a chart.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct ChartSeries {
    /// Its name in the legend.
    pub name: String,
    /// Whether it is measured on the second axis.
    pub right: bool,
    /// Its cells, one a category.
    pub cells: Vec<ChartCell>,
}

/// One value of a chart: each is a figure of the ledger.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct ChartCell {
    /// The figure, if there is a value.
    pub figure: Option<Figure>,
    /// Why there is none.
    pub reason: Option<String>,
    /// Whether the series breaks before it.
    pub break_before: bool,
}

/// All entries of one chapter.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct ChapterLedger {
    /// Figures in the order of the calls; a token names its index here.
    pub figures: Vec<Figure>,
    /// Charts in the order of the calls.
    pub charts: Vec<ChartEntry>,
    /// Lines as small as a word, in the order of the calls: charts without number, caption or axis.
    pub sparklines: Vec<ChartEntry>,
    /// Tables in the order of the calls.
    pub tables: Vec<TableEntry>,
    /// Cross references in the order of the calls.
    pub references: Vec<Reference>,
    /// What the clerk read of the data, where the catalogue keeps a log.
    #[serde(skip)]
    pub reads: Reads,
    /// What the clerk noticed that is no reason to refuse.
    #[serde(skip)]
    pub findings: Findings,
}

impl ChapterLedger {
    /// Returns all that is drawn: charts, then sparklines.
    pub fn pictures(&self) -> impl Iterator<Item = &ChartEntry> {
        self.charts.iter().chain(&self.sparklines)
    }
}

/// Words that an indicator or a call chooses for a change; the call wins.
#[must_use]
pub(crate) fn words_over(call: &Words, declared: &Words) -> Words {
    Words {
        up: call.up.clone().or_else(|| declared.up.clone()),
        down: call.down.clone().or_else(|| declared.down.clone()),
        flat: call.flat.clone().or_else(|| declared.flat.clone()),
    }
}
