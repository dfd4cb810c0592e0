//! Checks of what was printed: the finished ledger, read again by a path of its own.
//!
//! Owns: the checks of figures, a file each, one row each in [`CHECKS`]. Must not know: how a figure is rounded or worded
//! (it reads what stands there), files, templates.

mod base;
mod facts;
mod precision;
mod printed;
mod reading;
mod rule;
mod shares;
mod ties;
mod twice;
mod unit;
mod word;

pub use facts::{Facts, facts, stated};

use crate::findings::{Code, Findings, Problem};
use crate::indicators::Catalogue;
use crate::ledger::{ChapterLedger, ChartEntry, Figure, FigureFunction, TableEntry};
use crate::render::Written;

/// What a check of figures looks at.
#[derive(Clone, Copy)]
pub struct Ledgers<'a> {
    /// The indicators and their data.
    pub catalogue: &'a Catalogue<'a>,
    /// The chapters as written.
    pub chapters: &'a [Written],
}

impl<'a> Ledgers<'a> {
    /// Returns the figures of the text, those that another chapter is cited for left out.
    pub fn figures(&self) -> impl Iterator<Item = &'a Figure> {
        let figures = self.chapters.iter().flat_map(|chapter| &chapter.ledger.figures);
        figures.filter(|figure| figure.function != FigureFunction::Cite && figure.pending.is_none())
    }

    /// Returns the figures of charts and sparklines.
    pub fn drawn(&self) -> impl Iterator<Item = &'a Figure> {
        self.ledgers().flat_map(ChapterLedger::pictures).flat_map(ChartEntry::figures)
    }

    /// Returns the figures in the cells of charts and tables.
    pub fn cells(&self) -> impl Iterator<Item = &'a Figure> {
        self.drawn().chain(self.ledgers().flat_map(|ledger| &ledger.tables).flat_map(TableEntry::figures))
    }

    fn ledgers(&self) -> impl Iterator<Item = &'a ChapterLedger> + use<'a> {
        self.chapters.iter().map(|chapter| &chapter.ledger)
    }

    /// Returns all of them.
    pub fn all(&self) -> impl Iterator<Item = &'a Figure> {
        self.figures().chain(self.cells())
    }
}

/// A check of figures: its code, its doc, and the function that looks.
#[derive(Clone, Copy)]
pub struct FigureCheck {
    /// What it reports under.
    pub code: Code,
    /// What it does, why, an example, what to do: printed by `yearbook explain`.
    pub doc: &'static str,
    look: Look,
}

/// What a check of figures needs to see.
#[derive(Clone, Copy)]
enum Look {
    /// The figures of one chapter.
    Chapter(fn(&Ledgers<'_>, &mut Findings)),
    /// What all chapters print of a fact, where two numbers may say different things of it ([`facts()`]).
    Facts(fn(&Ledgers<'_>, &[Vec<&Figure>], &mut Findings)),
}

/// All checks of figures, by code.
pub const CHECKS: &[FigureCheck] = &[
    printed::CHECK,
    word::CHECK,
    base::CHECK,
    printed::AGAIN,
    ties::CHECK,
    unit::CHECK,
    twice::CHECK,
    precision::CHECK,
    shares::CHECK,
];

/// Runs the checks that look at the figures of one chapter alone.
pub fn figures(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for check in CHECKS {
        if let Look::Chapter(look) = check.look {
            look(ledgers, findings);
        }
    }
}

/// A problem of a figure: about its id, at its call.
fn about(figure: &Figure, message: String) -> Problem {
    Problem::new(message).about(figure.id.as_str()).at(figure.site.clone())
}

#[cfg(test)]
mod tests;
