//! What the audit shows, as values: the figures of a book in reading order, with what was found about each.
//!
//! Owns: the order, the totals, which finding is about which figure. Must not know: any format.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::audit::prose::Coverage;
use crate::book::{Book, Chapter, Language, Period};
use crate::findings::{Finding, Findings, Place};
use crate::indicators::Catalogue;
use crate::ingest::Observations;
use crate::ledger::{ChartEntry, Class, Figure, Provenance, TableEntry};
use crate::lookup::Lookup;
use crate::render::{Written, audit_element, element_id, fragment};

/// What an edition hands to the audit when its findings are final.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The indicators, and through them the book and its observations.
    pub catalogue: &'a Catalogue<'a>,
    /// The chapters with their ledgers.
    pub chapters: &'a [Written],
    /// All findings, and those that the book waives.
    pub findings: &'a Findings,
    /// Whether the data staff have signed a figure of the text, a chart or a table, by its id; one that is not there is unsigned.
    pub signatures: &'a BTreeMap<String, Signature>,
    /// How the numerals of the text are accounted for.
    pub coverage: Coverage,
}

/// Whether a figure has been signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Signature {
    /// Nobody has signed it.
    #[default]
    Unsigned,
    /// Signed as it stands.
    Signed,
    /// Signed, and changed since then.
    Reopened,
}

/// Where in a chapter a figure stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::audit) enum Spot<'a> {
    Text,
    Table(&'a TableEntry),
    Chart(&'a ChartEntry),
    Sparkline(&'a ChartEntry),
}

impl Spot<'_> {
    /// `text`, `table`, `chart`, `sparkline`.
    pub(in crate::audit) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Table(_) => "table",
            Self::Chart(_) => "chart",
            Self::Sparkline(_) => "sparkline",
        }
    }

    /// Its number in the book, where it has one: `1-2`.
    pub(in crate::audit) fn number(self) -> Option<String> {
        let (chapter, number) = match self {
            Self::Table(table) => table.number,
            Self::Chart(chart) => chart.number,
            Self::Text | Self::Sparkline(_) => return None,
        };
        Some(format!("{chapter}-{number}"))
    }
}

/// One figure of the book.
#[derive(Clone, Debug)]
pub(in crate::audit) struct Line<'a> {
    /// Place in the book's reading order, from 1.
    pub(in crate::audit) number: usize,
    pub(in crate::audit) figure: &'a Figure,
    /// Its element in the audit's page: its id, numbered where two lines through the same data have one.
    pub(in crate::audit) element: String,
    pub(in crate::audit) chapter: &'a Chapter,
    pub(in crate::audit) spot: Spot<'a>,
    /// What was found about it: indices into the findings, then into the waived ones.
    pub(in crate::audit) findings: Vec<usize>,
    pub(in crate::audit) waived: Vec<usize>,
    pub(in crate::audit) signature: Signature,
    provenance: OnceLock<Provenance>,
}

impl Line<'_> {
    /// Where the figure comes from: made once for all files of the audit.
    pub(in crate::audit) fn provenance(&self, record: &Record<'_>) -> &Provenance {
        self.provenance.get_or_init(|| self.figure.provenance(record.catalogue))
    }

    /// Lets go of what [`Line::provenance`] has found.
    pub(in crate::audit) fn forget_provenance(&mut self) {
        self.provenance.take();
    }

    /// The place in the chapter's page, from the folder of the audit.
    pub(in crate::audit) fn address(&self) -> String {
        let element = match self.spot {
            Spot::Text | Spot::Table(_) => element_id(self.figure),
            Spot::Chart(chart) | Spot::Sparkline(chart) => chart.stem.clone(),
        };
        format!("../html/{}.html{}", self.figure.chapter, fragment(&element))
    }

    /// The value before rounding in the printed unit, as its first digits; for a claim or words, nothing.
    pub(in crate::audit) fn unrounded(&self) -> Option<String> {
        crate::ledger::record::unrounded(self.figure)
    }
}

/// How many figures there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(in crate::audit) struct Totals {
    pub(in crate::audit) figures: usize,
    pub(in crate::audit) computed: usize,
    pub(in crate::audit) reconstructed: usize,
    pub(in crate::audit) quoted: usize,
    pub(in crate::audit) signed: usize,
    pub(in crate::audit) reopened: usize,
    pub(in crate::audit) unsigned: usize,
    /// Numerals that nothing accounts for.
    pub(in crate::audit) unaccounted: usize,
}

impl Totals {
    /// Counts figures that are printed, all signed or not alike.
    fn add<'f>(&mut self, figures: impl Iterator<Item = &'f Figure>, signature: Signature) {
        for figure in figures.filter(|figure| figure.order > 0) {
            self.count(figure.class, 1, signature);
        }
    }

    /// The same of the cells of a table, none of which is looked at.
    fn add_table(&mut self, table: &TableEntry, signature: Signature) {
        for (class, count) in Class::ALL.into_iter().zip(table.tally().printed) {
            self.count(class, count, signature);
        }
    }

    fn count(&mut self, class: Class, count: usize, signature: Signature) {
        self.figures += count;
        *match class {
            Class::Computed => &mut self.computed,
            Class::Reconstructed => &mut self.reconstructed,
            Class::Quoted => &mut self.quoted,
        } += count;
        *match signature {
            Signature::Signed => &mut self.signed,
            Signature::Reopened => &mut self.reopened,
            Signature::Unsigned => &mut self.unsigned,
        } += count;
    }
}

impl<'a> Record<'a> {
    /// Returns the book.
    #[must_use]
    pub fn book(&self) -> &'a Book {
        self.catalogue.book()
    }

    pub(in crate::audit) fn language(&self) -> Language {
        self.book().language
    }

    /// Every printed figure in reading order, but for the cells of large tables, which have one account.
    pub(in crate::audit) fn lines(&self) -> Vec<Line<'a>> {
        self.lines_of(|table| !table.is_large())
    }

    /// Every printed figure in reading order.
    pub(in crate::audit) fn every_line(&self) -> Vec<Line<'a>> {
        self.lines_of(|_| true)
    }

    /// The large tables with their chapters, in the order of the book.
    pub(in crate::audit) fn large_tables(&self) -> impl Iterator<Item = (&'a Written, &'a TableEntry)> {
        let tables = |written: &'a Written| written.ledger.tables.iter().map(move |table| (written, table));
        self.chapters.iter().flat_map(tables).filter(|(_, table)| table.is_large())
    }

    fn lines_of(&self, wanted: impl Fn(&TableEntry) -> bool + Copy) -> Vec<Line<'a>> {
        let about = About::new(self.findings, self.catalogue.observations());
        let mut lines = Vec::new();
        let mut elements: BTreeMap<String, usize> = BTreeMap::new();
        for written in self.chapters {
            let Some(chapter) = self.book().chapters.iter().find(|chapter| chapter.id == written.chapter) else {
                continue;
            };
            let printed = figures(written, wanted).filter(|(figure, _)| figure.order > 0);
            let mut own = printed.collect::<Vec<_>>();
            own.sort_by_key(|(figure, _)| figure.order);
            for (figure, spot) in own {
                let (findings, waived) = about.figure(figure);
                let signature = self.signature(spot, figure);
                let element = unique(figure, &mut elements);
                lines.push(Line {
                    number: lines.len() + 1,
                    figure,
                    element,
                    chapter,
                    spot,
                    findings,
                    waived,
                    signature,
                    provenance: OnceLock::new(),
                });
            }
        }
        lines
    }

    /// Whether a figure has been signed: a cell with its chart or table.
    fn signature(&self, spot: Spot<'_>, figure: &Figure) -> Signature {
        self.signature_of(match spot {
            Spot::Text => &figure.id,
            Spot::Table(table) => &table.id,
            Spot::Chart(chart) | Spot::Sparkline(chart) => &chart.id,
        })
    }

    fn signature_of(&self, id: &str) -> Signature {
        self.signatures.get(id).copied().unwrap_or_default()
    }

    pub(in crate::audit) fn totals(&self) -> Totals {
        let mut totals = Totals { unaccounted: self.coverage.unaccounted, ..Totals::default() };
        for ledger in self.chapters.iter().map(|written| &written.ledger) {
            for figure in &ledger.figures {
                totals.add(std::iter::once(figure), self.signature(Spot::Text, figure));
            }
            // The cells of a table are signed with it: a large one has thousands.
            for table in &ledger.tables {
                totals.add_table(table, self.signature_of(&table.id));
            }
            for chart in ledger.pictures() {
                totals.add(chart.figures(), self.signature_of(&chart.id));
            }
        }
        totals
    }

    /// An area's name in the edition's language.
    pub(in crate::audit) fn area<'b>(&'b self, id: &'b str) -> &'b str {
        self.book().areas.get(id).and_then(|area| area.names.get(self.language())).unwrap_or(id)
    }

    /// An indicator's name in the edition's language.
    pub(in crate::audit) fn indicator(&self, id: &str) -> &str {
        self.catalogue.name_in(id, self.language())
    }
}

/// The figure's id without spaces, and with a number from its second use on.
fn unique(figure: &Figure, uses: &mut BTreeMap<String, usize>) -> String {
    let element = audit_element(figure);
    let count = uses.entry(element.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { element } else { format!("{element}~{count}") }
}

/// The figures of a chapter that are wanted, with where they stand; tables that are not are not looked at.
fn figures(written: &Written, wanted: impl Fn(&TableEntry) -> bool) -> impl Iterator<Item = (&Figure, Spot<'_>)> {
    let ledger = &written.ledger;
    let text = ledger.figures.iter().map(|figure| (figure, Spot::Text));
    let tables = ledger.tables.iter().filter(move |table| wanted(table));
    let tables = tables.flat_map(|table| table.figures().map(move |cell| (cell, Spot::Table(table))));
    let charts = ledger.charts.iter().flat_map(|chart| chart.figures().map(move |cell| (cell, Spot::Chart(chart))));
    let lines = ledger.sparklines.iter();
    let lines = lines.flat_map(|line| line.figures().map(move |cell| (cell, Spot::Sparkline(line))));
    text.chain(tables).chain(charts).chain(lines)
}

/// Reads a subject that is an observation: `fund@全国@2016`.
fn observation(subject: &str) -> Option<(&str, &str, Period)> {
    let mut parts = subject.rsplitn(3, '@');
    let (period, area, indicator) = (parts.next()?, parts.next()?, parts.next()?);
    Some((indicator, area, Period::parse(period)?))
}

/// Which findings are about what: by name, and by place.
struct About<'a> {
    findings: Index<'a>,
    waived: Index<'a>,
}

struct Index<'a> {
    observations: &'a Observations,
    subjects: Lookup<&'a str, Vec<usize>>,
    /// By indicator, area and period.
    data: Lookup<(&'a str, &'a str, Period), Vec<usize>>,
    cells: Lookup<(&'a str, Option<&'a str>, u64), Vec<usize>>,
    sites: BTreeMap<(&'a str, usize, usize), Vec<usize>>,
}

impl<'a> About<'a> {
    fn new(findings: &'a Findings, observations: &'a Observations) -> Self {
        let waived = findings.waived().iter().map(|waived| &waived.finding);
        let found = findings.as_slice().iter();
        Self { findings: Index::new(found, observations), waived: Index::new(waived, observations) }
    }

    fn figure(&self, figure: &Figure) -> (Vec<usize>, Vec<usize>) {
        (self.findings.figure(figure), self.waived.figure(figure))
    }
}

impl<'a> Index<'a> {
    fn new(findings: impl Iterator<Item = &'a Finding>, observations: &'a Observations) -> Self {
        let (subjects, data, cells, sites) = Default::default();
        let mut index = Self { observations, subjects, data, cells, sites };
        for (at, finding) in findings.enumerate() {
            if let Some(subject) = &finding.problem.subject {
                index.subjects.entry(subject).or_default().push(at);
                if let Some(key) = observation(subject) {
                    index.data.entry(key).or_default().push(at);
                }
            }
            match &finding.problem.place {
                Some(Place::Cell { file, sheet, row: Some(row), .. }) => {
                    index.cells.entry((file, sheet.as_deref(), *row)).or_default().push(at);
                }
                // A call for a table makes many figures: what names one of them is about that one alone.
                Some(Place::Text { file, line, column, .. }) if finding.problem.subject.is_none() => {
                    index.sites.entry((file, *line, *column)).or_default().push(at);
                }
                _ => {}
            }
        }
        index
    }

    /// What is about a figure by its id, its call, its own observation, or one that it was computed from.
    fn figure(&self, figure: &Figure) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut add = |more: Option<&Vec<usize>>| found.extend(more.into_iter().flatten());
        add(self.subjects.get(figure.id.as_str()));
        if let Place::Text { file, line, column, .. } = &*figure.site {
            add(self.sites.get(&(file.as_str(), *line, *column)));
        }
        add(self.data.get(&(&*figure.indicator, &*figure.area, figure.period)));
        for input in &figure.evaluation.inputs {
            add(self.data.get(&(&*input.indicator, &*input.area, input.period)));
            if self.cells.is_empty() {
                continue;
            }
            let Some(datum) = self.observations.get(&input.indicator, &input.area, input.period) else { continue };
            add(self.cells.get(&(datum.file.path.as_str(), datum.sheet, datum.row)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
