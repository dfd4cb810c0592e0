//! The way into [`Observations`]: in the order of the files, sorted once at the end.
//!
//! Of two observations with one key the earlier stays, unless it is a blank that the later one fills; the rest is for the
//! caller to report.

use std::collections::HashMap;
use std::sync::Arc;

use crate::book::Period;
use crate::ingest::observation::{Datum, Missing, Observation, Recorded, SourceFile};
use crate::ingest::value::plain_decimal;
use crate::quantity::Exact;

use super::{Attributes, Cell, Kind, Observations, PeriodKey, Rare, Series};

/// Collects observations.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Collector {
    indicators: Vec<Arc<str>>,
    indicator_index: HashMap<Arc<str>, usize>,
    series: Vec<Vec<(u32, Cell)>>,
    areas: Vec<Arc<str>>,
    area_index: HashMap<Arc<str>, u32>,
    attributes: Vec<Attributes>,
    /// By what they print as; units that print alike may differ.
    attribute_index: HashMap<String, Vec<u32>>,
    rare: Vec<Rare>,
    files: Vec<Arc<SourceFile>>,
}

/// A plain decimal whose attributes are known, or a blank.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Plain {
    pub(in crate::ingest) indicator: usize,
    pub(in crate::ingest) area: u32,
    pub(in crate::ingest) period: Period,
    pub(in crate::ingest) digits: i64,
    pub(in crate::ingest) decimals: u8,
    pub(in crate::ingest) attributes: u32,
    pub(in crate::ingest) row: u32,
    pub(in crate::ingest) is_blank: bool,
}

/// What became of an observation.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Added {
    pub(in crate::ingest) indicator: usize,
    pub(in crate::ingest) area: u32,
    pub(in crate::ingest) attributes: u32,
    /// A plain decimal, with no other number beside it.
    pub(in crate::ingest) is_decimal: bool,
    /// An empty cell, and nothing available.
    pub(in crate::ingest) is_blank: bool,
}

/// Two observations of one key, of which the earlier stays.
#[derive(Debug)]
pub(in crate::ingest) struct Conflict {
    series: usize,
    area: u32,
    earlier: Cell,
    later: Cell,
}

impl Conflict {
    /// The later one and the earlier one.
    pub(in crate::ingest) fn both<'o>(&self, all: &'o Observations) -> (Observation<'o>, Observation<'o>) {
        (all.show(self.series, self.area, &self.later), all.show(self.series, self.area, &self.earlier))
    }
}

impl Collector {
    /// Notes a file that was read.
    pub(in crate::ingest) fn read(&mut self, file: Arc<SourceFile>) {
        self.files.push(file);
    }

    /// Returns the number of an indicator.
    pub(in crate::ingest) fn indicator(&mut self, id: &str) -> usize {
        if let Some(known) = self.indicator_index.get(id) {
            return *known;
        }
        let (id, number): (Arc<str>, _) = (id.into(), self.indicators.len());
        self.indicators.push(Arc::clone(&id));
        self.indicator_index.insert(id, number);
        self.series.push(Vec::new());
        number
    }

    /// Returns the number of an area.
    pub(in crate::ingest) fn area(&mut self, id: &str) -> u32 {
        if let Some(known) = self.area_index.get(id) {
            return *known;
        }
        let number = u32::try_from(self.areas.len()).expect("no book has four thousand million areas");
        let id: Arc<str> = id.into();
        self.areas.push(Arc::clone(&id));
        self.area_index.insert(id, number);
        number
    }

    /// Adds a plain decimal.
    pub(in crate::ingest) fn add_plain(&mut self, plain: &Plain) {
        let Plain { indicator, area, period, digits, decimals, attributes, row, is_blank } = *plain;
        let period = PeriodKey::new(period);
        let kind = if is_blank { Kind::Blank } else { Kind::Decimal };
        let cell = Cell { content: digits, period, row, attributes, decimals, kind, is_wide: false, is_blank };
        self.series[indicator].push((area, cell));
    }

    /// Adds an observation; returns the numbers of its indicator, area and attributes, and how it is kept.
    pub(in crate::ingest) fn add(&mut self, recorded: Recorded, is_wide: bool) -> Added {
        let (indicator, area) = (self.indicator(&recorded.indicator), self.area(&recorded.area));
        let period = PeriodKey::new(recorded.period);
        let (kind, content, decimals) = self.content(&recorded);
        let row = u32::try_from(recorded.row).unwrap_or(0);
        let is_blank = recorded.raw.is_empty();
        let attributes = self.attributes(recorded);
        let cell = Cell { content, period, row, attributes, decimals, kind, is_wide, is_blank };
        self.series[indicator].push((area, cell));
        let (is_decimal, is_blank) = (kind == Kind::Decimal, kind == Kind::Blank);
        Added { indicator, area, attributes, is_decimal, is_blank }
    }

    fn content(&mut self, recorded: &Recorded) -> (Kind, i64, u8) {
        let fits = recorded.comparable_base.is_none() && recorded.revised_from.is_none() && recorded.row < 1 << 32;
        if fits && recorded.raw.is_empty() && recorded.datum == Datum::Missing(Missing::NotAvailable) {
            return (Kind::Blank, 0, 0);
        }
        if let Some((digits, decimals)) = plain_decimal(recorded.raw.as_bytes()).filter(|_| fits)
            && recorded.decimals == u32::from(decimals)
            && recorded.datum == Datum::Number(Exact::decimal(digits, recorded.decimals))
        {
            return (Kind::Decimal, digits, decimals);
        }
        let Recorded { datum, raw, decimals, row, comparable_base, revised_from, .. } = recorded.clone();
        self.rare.push(Rare { datum, raw: raw.into(), decimals, row, comparable_base, revised_from });
        (Kind::Rare, i64::try_from(self.rare.len() - 1).expect("fewer than there is memory for"), 0)
    }

    fn attributes(&mut self, recorded: Recorded) -> u32 {
        let attributes = Attributes {
            unit: recorded.unit,
            status: recorded.status,
            qualifier: recorded.qualifier.map(Into::into),
            note: recorded.note.map(Into::into),
            source: recorded.source.map(Into::into),
            file: recorded.file,
            sheet: recorded.sheet,
            column: recorded.column,
        };
        let Attributes { unit, status, qualifier, note, source, file, sheet, column } = &attributes;
        let key = format!("{unit} {status:?} {qualifier:?} {note:?} {source:?} {} {sheet:?} {column}", file.path);
        let alike = self.attribute_index.entry(key).or_default();
        if let Some(known) = alike.iter().find(|known| self.attributes[**known as usize] == attributes) {
            return *known;
        }
        let number = u32::try_from(self.attributes.len()).expect("no data have four thousand million attributes");
        alike.push(number);
        self.attributes.push(attributes);
        number
    }

    /// Sorts everything; returns the conflicts in the order of files and rows.
    pub(in crate::ingest) fn finish(self) -> (Observations, Vec<Conflict>) {
        let (order, areas, renumbered) = sorted(&self.areas);
        drop(order);
        let (order, indicators, _) = sorted(&self.indicators);
        let mut unsorted: Vec<Option<Vec<(u32, Cell)>>> = self.series.into_iter().map(Some).collect();
        let (mut series, mut conflicts) = (Vec::with_capacity(order.len()), Vec::new());
        for (number, old) in order.into_iter().enumerate() {
            let cells = unsorted[old].take().unwrap_or_default();
            let mut sorting = Sorting { series: number, renumbered: &renumbered, conflicts: &mut conflicts };
            series.push(sorting.series(&cells));
        }
        // A book may name an indicator and give it no row.
        let indicator_index = indicators.iter().cloned().zip(0..).collect();
        let area_index = areas.iter().cloned().zip(0..).collect();
        let (attributes, rare, files, names) = (self.attributes, self.rare, self.files, Default::default());
        let file = |cell: &Cell| {
            let file = &attributes[cell.attributes as usize].file;
            files.iter().position(|read| Arc::ptr_eq(read, file))
        };
        conflicts.sort_by_cached_key(|conflict| (file(&conflict.later), conflict.later.row));
        let all =
            Observations { indicators, series, indicator_index, areas, area_index, attributes, rare, names, files };
        (all, conflicts)
    }
}

/// The old numbers in the order of their texts, the texts in order, and the new number of each old one.
fn sorted(texts: &[Arc<str>]) -> (Vec<usize>, Vec<Arc<str>>, Vec<u32>) {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|a, b| texts[*a].cmp(&texts[*b]));
    let mut renumbered = vec![0; texts.len()];
    for (new, old) in (0..).zip(&order) {
        renumbered[*old] = new;
    }
    let texts = order.iter().map(|old| Arc::clone(&texts[*old])).collect();
    (order, texts, renumbered)
}

/// One series being sorted.
struct Sorting<'a> {
    series: usize,
    renumbered: &'a [u32],
    conflicts: &'a mut Vec<Conflict>,
}

impl Sorting<'_> {
    /// Puts the cells of each area together, in two passes over them, and then each area's in the order of time, in which
    /// they mostly came.
    fn series(&mut self, cells: &[(u32, Cell)]) -> Series {
        let Some((_, first)) = cells.first() else { return Series::default() };
        let area = |old: u32| self.renumbered[old as usize] as usize;
        let mut starts = vec![0_u32; self.renumbered.len() + 1];
        for (old, _) in cells {
            starts[area(*old) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut placed = vec![*first; cells.len()];
        for (old, cell) in cells {
            let at = &mut next[area(*old)];
            placed[*at as usize] = *cell;
            *at += 1;
        }
        let mut series = Series { cells: placed, runs: Vec::new() };
        let mut kept = 0;
        for (area, bounds) in (0..).zip(starts.windows(2)) {
            let (from, to) = (bounds[0] as usize, bounds[1] as usize);
            if from < to {
                series.runs.push((area, u32::try_from(kept).unwrap_or(u32::MAX)));
                kept = self.run(area, &mut series.cells, from..to, kept);
            }
        }
        series.cells.truncate(kept);
        series.cells.shrink_to_fit();
        series
    }

    /// Sorts one area's cells, leaves one a period, and moves them to `target`; returns where they end.
    fn run(&mut self, area: u32, cells: &mut [Cell], range: std::ops::Range<usize>, target: usize) -> usize {
        if !cells[range.clone()].is_sorted_by(|a, b| a.period < b.period) {
            cells[range.clone()].sort_by_key(|cell| cell.period);
        }
        let mut end = target;
        for at in range {
            let later = cells[at];
            match cells[target..end].last().copied().filter(|earlier| earlier.period == later.period) {
                None => {
                    cells[end] = later;
                    end += 1;
                }
                // A gap in a wide table says nothing; another table may fill it.
                Some(_) if later.is_wide && later.is_blank => {}
                Some(earlier) if earlier.is_blank && !later.is_blank => cells[end - 1] = later,
                Some(earlier) => self.conflicts.push(Conflict { series: self.series, area, earlier, later }),
            }
        }
        end
    }
}
