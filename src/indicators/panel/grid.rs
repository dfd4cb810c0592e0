//! The rows of the panel: areas × years, complete, by area in the book's order and then by year.
//!
//! Because every area has every year, a row is found by arithmetic, and the year before is the row before.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, IdxSize, IntoColumn, NamedFrom, Series};

use crate::Result;
use crate::book::{AreaTree, Book, Id, Period};
use crate::formula::{Expr, Facts, Function, Node, YearSelector};
use crate::indicators::Catalogue;

use super::cells::Cell;
use super::fault;

/// Key columns: no indicator has such a name, because ids hold no control characters.
pub(super) const YEAR: &str = "\u{1F}year";
/// Index of the row's year among the panel's.
pub(super) const YEAR_INDEX: &str = "\u{1F}year index";
/// First row of the panel: 0, but where several columns stand one upon the other.
pub(super) const FIRST: &str = "\u{1F}first";
/// Row of the first year of the row's area.
pub(super) const START: &str = "\u{1F}start";
/// The same of the area that this one is part of; null if there is none.
pub(super) const WHOLE_START: &str = "\u{1F}whole start";
/// The same of the area's first part; null if it has none.
pub(super) const PARTS_START: &str = "\u{1F}parts start";
/// One number for the areas that are ranked together in one year.
pub(super) const COHORT: &str = "\u{1F}cohort";

/// Years beside the book's own are computed as far as formulas reach, up to this many on either side.
const FARTHEST: i32 = 200;

/// Which rows there are.
#[derive(Debug)]
pub(super) struct Grid {
    areas: Vec<Id>,
    index: BTreeMap<Id, usize>,
    wholes: Vec<Option<usize>>,
    /// First and last year of the rows.
    pub(super) years: (i32, i32),
    /// First and last year that are asked about: the rows beside them are there for formulas that look back or ahead.
    own: (i32, i32),
}

impl Grid {
    /// Returns the grid of a book: the years of the book, of its observations and of its chapters, those that formulas
    /// name, and as many on both sides as formulas look back or ahead.
    pub(super) fn new<'e>(catalogue: &Catalogue<'_>, questions: impl Iterator<Item = &'e Expr>) -> Self {
        let (first, last) = years(catalogue);
        let questions: Vec<&Expr> = questions.collect();
        let margin = margin(catalogue, questions.iter().copied());
        let named = named_years(catalogue, &questions);
        let near = named.into_iter().map(|year| year.clamp(first - FARTHEST, last + FARTHEST));
        let (from, to) = near.fold((first, last), |(from, to), year| (from.min(year), to.max(year)));
        let tree = catalogue.areas();
        let areas: Vec<Id> = tree.iter().map(|area| area.id.clone()).collect();
        let index: BTreeMap<Id, usize> = areas.iter().cloned().zip(0..).collect();
        let wholes = tree.iter().map(|area| whole(tree, area.part_of.as_deref(), &index)).collect();
        Self { areas, index, wholes, years: (from - margin, to + margin), own: (first, last) }
    }

    /// Returns how many years an area has.
    pub(super) fn width(&self) -> usize {
        usize::try_from(self.years.1 - self.years.0 + 1).unwrap_or(0)
    }

    /// Returns how many rows there are.
    pub(super) fn height(&self) -> usize {
        self.areas.len() * self.width()
    }

    /// Returns the row of an area and a year of the book.
    pub(super) fn row(&self, area: &str, year: i32) -> Option<usize> {
        if year < self.own.0 || year > self.own.1 {
            return None;
        }
        Some(self.start(area)? + self.year_index(year)?)
    }

    /// Returns the row of an area's first year.
    pub(super) fn start(&self, area: &str) -> Option<usize> {
        Some(self.index.get(area)? * self.width())
    }

    /// Returns the index of a year among the panel's.
    pub(super) fn year_index(&self, year: i32) -> Option<usize> {
        usize::try_from(year - self.years.0).ok().filter(|index| *index < self.width())
    }

    /// Returns all rows of the book's years: index, area, year.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &str, i32)> {
        let starts = (0..).step_by(self.width().max(1));
        self.areas.iter().zip(starts).flat_map(|(area, start)| {
            let indices = (0..self.width()).zip(self.years.0..);
            indices
                .filter(|(_, year)| (self.own.0..=self.own.1).contains(year))
                .map(move |(index, year)| (start + index, &**area, year))
        })
    }

    /// Returns the frame of keys, so many times one upon the other: rows that belong together do so within one of them.
    pub(super) fn frame(&self, times: usize) -> Result<DataFrame> {
        let (width, height, areas) = (self.width(), self.height(), self.areas.len());
        let parts: Vec<Option<usize>> =
            (0..areas).map(|area| self.wholes.iter().position(|whole| *whole == Some(area))).collect();
        // By the panel's first row, the area and the index of the year.
        let key = |name: &str, of: &dyn Fn(usize, usize, usize) -> Option<usize>| {
            let panels = (0..times).map(|time| time * height);
            let rows = panels
                .flat_map(|first| (0..areas).flat_map(move |area| (0..width).map(move |index| (first, area, index))));
            let numbers = rows.map(|(first, area, index)| of(first, area, index).and_then(|row| row.try_into().ok()));
            Series::new(name.into(), numbers.collect::<Vec<Option<IdxSize>>>()).into_column()
        };
        let years = (0..times * areas).flat_map(|_| self.years.0..=self.years.1);
        let columns = vec![
            Series::new(YEAR.into(), years.collect::<Vec<i32>>()).into_column(),
            key(YEAR_INDEX, &|_, _, index| Some(index)),
            key(FIRST, &|first, _, _| Some(first)),
            key(START, &|first, area, _| Some(first + area * width)),
            key(WHOLE_START, &|first, area, _| self.wholes[area].map(|whole| first + whole * width)),
            key(PARTS_START, &|first, area, _| parts[area].map(|part| first + part * width)),
            // The parts of one whole, in one year; an area that is part of none is alone.
            key(COHORT, &|first, area, index| {
                Some(2 * first + self.wholes[area].unwrap_or(areas + area) * width + index)
            }),
        ];
        DataFrame::new(times * height, columns).map_err(fault)
    }

    /// Returns a column with numbers at their rows; one of a span of years stands in all rows of its area.
    pub(super) fn scatter<'o>(&self, cells: impl Iterator<Item = Cell<'o>>) -> Vec<Option<f64>> {
        let mut column = vec![None; self.height()];
        // An area's observations stand together.
        let mut last = ("", None);
        for (area, period, value) in cells {
            if area != last.0 {
                last = (area, self.start(area));
            }
            let Some(start) = last.1 else { continue };
            match period {
                Period::Year(year) => {
                    if let Some(index) = self.year_index(year) {
                        column[start + index] = Some(value);
                    }
                }
                Period::Span(..) => column[start..start + self.width()].fill(Some(value)),
            }
        }
        column
    }
}

fn whole(tree: &AreaTree, part_of: Option<&str>, index: &BTreeMap<Id, usize>) -> Option<usize> {
    index.get(&tree.get(part_of?)?.id).copied()
}

fn years(catalogue: &Catalogue<'_>) -> (i32, i32) {
    let book: &Book = catalogue.book();
    let (first, last) = catalogue.years();
    let chapters = book.chapters.iter().map(|chapter| book.year_of(chapter));
    let all: Vec<i32> = chapters.chain([first, last, book.year, book.years.0, book.years.1]).collect();
    (all.iter().copied().min().unwrap_or(first), all.iter().copied().max().unwrap_or(last))
}

/// How many years formulas look back or ahead from a row, through all indicators they name.
fn margin<'e>(catalogue: &Catalogue<'_>, questions: impl Iterator<Item = &'e Expr>) -> i32 {
    let mut reaches: BTreeMap<&str, i32> = BTreeMap::new();
    for id in catalogue.order() {
        let reach = catalogue.formula(id).map_or(0, |formula| reach(formula, &reaches));
        reaches.insert(id, reach);
    }
    let farthest = questions.map(|question| reach(question, &reaches)).max().unwrap_or(0);
    reaches.values().copied().max().unwrap_or(0).max(farthest).min(FARTHEST)
}

/// The years that formulas name: a mean from 1990 on of what is the same in every year has a value, whatever the book's years.
fn named_years(catalogue: &Catalogue<'_>, questions: &[&Expr]) -> BTreeSet<i32> {
    let mut years = BTreeSet::new();
    let formulas = catalogue.order().iter().filter_map(|id| catalogue.formula(id));
    for formula in formulas.chain(questions.iter().copied()) {
        note_years(formula, &mut years);
    }
    years
}

fn note_years(expr: &Expr, years: &mut BTreeSet<i32>) {
    let mut note = |selector: YearSelector| {
        if let YearSelector::Absolute(year) = selector {
            years.insert(year);
        }
    };
    match &expr.node {
        Node::Number(_) | Node::Indicator(_) => {}
        Node::Select { of, year, .. } => {
            year.iter().copied().for_each(note);
            note_years(of, years);
        }
        Node::Negate(of) => note_years(of, years),
        Node::Binary(_, left, right) => {
            note_years(left, years);
            note_years(right, years);
        }
        Node::Call(function, operands) => {
            selectors(function).into_iter().for_each(&mut note);
            operands.iter().for_each(|operand| note_years(operand, years));
        }
    }
}

fn reach(expr: &Expr, known: &BTreeMap<&str, i32>) -> i32 {
    match &expr.node {
        Node::Number(_) => 0,
        Node::Indicator(id) => known.get(&**id).copied().unwrap_or(0),
        Node::Select { of, year, .. } => reach(of, known).saturating_add(year.map_or(0, offset)),
        Node::Negate(of) => reach(of, known),
        Node::Binary(_, left, right) => reach(left, known).max(reach(right, known)),
        Node::Call(function, operands) => {
            let inner = operands.iter().map(|operand| reach(operand, known)).max().unwrap_or(0);
            inner.saturating_add(reach_of_function(function))
        }
    }
}

fn reach_of_function(function: &Function) -> i32 {
    selectors(function).into_iter().map(offset).max().unwrap_or(0)
}

/// The years of a function beside its own.
fn selectors(function: &Function) -> Vec<YearSelector> {
    match function {
        Function::Growth { base }
        | Function::Change { base }
        | Function::Points { base }
        | Function::Times { base }
        | Function::Index { base } => vec![*base],
        Function::Cagr { from, to } | Function::Mean { from, to } => vec![*from, *to],
        Function::Cumulative { from } => from.iter().copied().collect(),
        Function::Contribution | Function::Pull | Function::Deflate => vec![YearSelector::Relative(-1)],
        Function::Ratio | Function::Share | Function::Per | Function::Sum { .. } | Function::Rank { .. } => Vec::new(),
    }
}

fn offset(selector: YearSelector) -> i32 {
    match selector {
        YearSelector::Relative(offset) => offset.saturating_abs(),
        YearSelector::Absolute(_) | YearSelector::Span(..) => 0,
    }
}
