//! A table as the ledger keeps it: rows of cells under column heads, before any markup.

use std::sync::Arc;

use thin_vec::ThinVec;

use crate::findings::Place;
use crate::formula::Input;
use crate::lookup::Seen;

use super::super::Figure;
use super::rows::{self, Rows, Tally};

/// A table as asked for by a template.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TableEntry {
    /// `chapter/table:indicator@area@from—to[#n]`
    pub id: String,
    /// File stem of its data: `rural-poverty-monitoring-table-1`.
    pub stem: String,
    /// What `ref(to=…)` calls it.
    pub name: Option<String>,
    /// Number within the book: chapter and place, `1-1`.
    pub number: (usize, usize),
    /// Title.
    pub title: Label,
    /// The unit of all cells whose column names none.
    pub unit: Option<String>,
    /// Head of the row labels: 年份, 地区, 指标.
    pub stub: Label,
    /// Columns.
    pub columns: Vec<TableColumn>,
    /// Rows: see [`TableEntry::rows`].
    pub(super) rows: Rows,
    /// Notes bound to cells or heads; a mark is an index here, and prints one higher.
    pub notes: Vec<String>,
    /// Those of the notes that the editor wrote; the others come from data and computation.
    pub typed: Vec<String>,
    /// The editor's remarks on the whole table.
    pub remarks: Vec<String>,
    /// What the signs of its empty cells mean.
    pub legend: Option<String>,
    /// Source line.
    pub source: Option<String>,
    /// Most columns of one part; the rest follow in continuation tables (续表).
    pub split: Option<usize>,
    /// Where the call stands.
    pub site: Place,
}

/// Up to so many cells, each has its own account of where it comes from; a larger table has one account for all.
pub(super) const MOST_SINGLE: usize = 100;

impl TableEntry {
    /// Returns whether its cells share one account: their rules are few, and the rows of their data make a table themselves.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.rows.count() * self.columns.len() > MOST_SINGLE
    }

    /// Returns the first figure of each kind that it shows: of one function and one formula, evaluated in many places.
    #[must_use]
    pub fn examples(&self) -> Vec<&Figure> {
        let (mut examples, mut seen): (Vec<&Figure>, _) = (Vec::new(), Seen::default());
        // Cells mostly share their formulas: where one is in memory tells which it is.
        for figure in
            self.figures().filter(|figure| seen.insert((figure.function, Arc::as_ptr(&figure.formula).addr())))
        {
            let same = |known: &&Figure| known.function == figure.function && known.formula == figure.formula;
            if !examples.iter().any(same) {
                examples.push(figure);
            }
        }
        examples
    }

    /// Returns the observations that its figures were computed from, each once, sorted.
    #[must_use]
    pub fn inputs(&self) -> Vec<&Input> {
        let mut seen = Seen::default();
        let all = self.figures().flat_map(|figure| &figure.evaluation.inputs);
        let mut inputs: Vec<&Input> = all.filter(|input| seen.insert(*input)).collect();
        inputs.sort_unstable();
        inputs
    }

    /// Returns its rows. Where they were at rest, they are open from now on: whoever looks at many large tables looks at a copy
    /// of each, and lets it go ([`TableEntry::is_at_rest`]).
    #[must_use]
    pub fn rows(&self) -> &[TableRow] {
        self.rows.all()
    }

    /// Returns what it shows, counted: at rest or not.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.rows.tally()
    }

    /// Returns the entry that it stands in: at rest or not.
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        self.rows.entry()
    }

    /// Returns how many rows it has: at rest or not.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.count()
    }

    /// Returns whether its rows are at rest, though somebody may have looked at them: then a copy of it is cheap, and opens rows of its
    /// own.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.rows.are_at_rest()
    }

    /// Returns whether its rows are in memory as rows.
    #[cfg(test)]
    pub(crate) fn is_open(&self) -> bool {
        self.rows.are_open()
    }

    /// Puts its rows to rest, if it is large.
    pub fn rest(&mut self) {
        if self.is_large() {
            self.rows.rest();
        }
    }

    /// Returns the figures that it shows, row by row.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        rows::figures(self.rows())
    }

    /// Returns the figures that it shows, to be changed.
    pub fn figures_mut(&mut self) -> impl Iterator<Item = &mut Figure> {
        self.rows.all_mut().iter_mut().flat_map(|row| &mut row.cells).filter_map(|cell| cell.figure.as_mut())
    }

    /// Returns its columns in parts, each but the last of `split` columns.
    #[must_use]
    pub fn parts(&self) -> Vec<std::ops::Range<usize>> {
        let most = self.split.unwrap_or(self.columns.len()).max(1);
        (0..self.columns.len()).step_by(most).map(|from| from..(from + most).min(self.columns.len())).collect()
    }
}

/// Words on a table, in the edition's language and, where it is bilingual, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Label {
    /// In the edition's language.
    pub text: String,
    /// In English.
    pub english: Option<String>,
}

/// A column.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TableColumn {
    /// Its heads from the top down, all columns having as many; an empty one belongs to the head above it.
    pub path: Vec<Label>,
    /// Its unit, where it is not the table's.
    pub unit: Option<String>,
    /// Whether its numbers have no unit, not even the table's: ranks.
    pub bare: bool,
    /// Marks of its lowest head.
    pub marks: Vec<usize>,
}

/// A row.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TableRow {
    /// Its label.
    pub label: Label,
    /// How many areas of the table it is a part of.
    pub depth: usize,
    /// Whether 其中 stands before it: the first of some of the parts of the row above.
    pub of_which: bool,
    /// Whether it is the total of the other rows.
    pub total: bool,
    /// Its unit, in a table whose rows are indicators of different units.
    pub unit: Option<String>,
    /// Marks of its label.
    pub marks: Vec<usize>,
    /// Its cells, one a column.
    pub cells: Vec<TableCell>,
}

/// One cell: a figure of the ledger, or a sign for why there is none.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TableCell {
    /// The figure, if there is a value.
    pub figure: Option<Figure>,
    /// Why there is none.
    pub gap: Gap,
    /// The reason in words.
    pub reason: Option<Box<str>>,
    /// Marks behind it.
    pub marks: ThinVec<usize>,
}

impl TableCell {
    /// Returns what it prints.
    #[must_use]
    pub fn text(&self) -> String {
        self.figure.as_ref().map_or_else(|| self.gap.sign().to_owned(), |figure| figure.print.text())
    }
}

/// Why a cell has no figure. The kinds stay apart and are never zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Gap {
    /// Blank: not available.
    #[default]
    NotAvailable,
    /// `…`: less than half the smallest unit.
    BelowUnit,
    /// `-`: not applicable, cannot exist.
    NotApplicable,
    /// `|`: the two periods are not comparable.
    NotComparable,
}

impl Gap {
    /// All, in the order of the legend.
    pub const ALL: [Self; 4] = [Self::BelowUnit, Self::NotAvailable, Self::NotApplicable, Self::NotComparable];

    /// Returns what stands in the cell.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::NotAvailable => "",
            Self::BelowUnit => "…",
            Self::NotApplicable => "-",
            Self::NotComparable => "|",
        }
    }
}

/// What a cross reference may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Exhibit {
    /// 图
    Chart,
    /// 表
    Table,
}

/// A cross reference: `ref(to="…")` prints 表2-1.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// The name that the chart or table was given.
    pub to: String,
    /// What it leads to, once all chapters have been laid out.
    pub target: Option<Target>,
    /// Where the call stands.
    pub site: Place,
}

/// What a cross reference leads to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Target {
    /// Chart or table.
    pub exhibit: Exhibit,
    /// Its number.
    pub number: (usize, usize),
    /// The chapter it stands in.
    pub chapter: String,
    /// Its element on that page.
    pub stem: String,
}
