//! How many observations there are of each kind, and which rows of a file come from which source: counted as the cells lie in
//! memory, since a book may have millions.

use std::collections::BTreeMap;

use super::series::Content;
use super::{Datum, Missing, Observations, Status};

/// What a book's data are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock<'a> {
    /// Observations by status.
    pub statuses: BTreeMap<Status, usize>,
    /// Values that are missing, by why.
    pub missing: BTreeMap<Missing, usize>,
    /// Rows by file (an index into [`Observations::files`]) and source.
    pub rows: BTreeMap<(usize, Option<&'a str>), Rows>,
}

/// A set of rows of a file, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    bits: Vec<u64>,
    /// How many observations stand in them.
    pub count: usize,
}

impl Rows {
    pub(super) fn insert(&mut self, row: u64) {
        let at = usize::try_from(row / 64).unwrap_or(usize::MAX);
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (row % 64);
        self.count += 1;
    }

    /// Returns the rows in ranges, both ends included.
    #[must_use]
    pub fn ranges(&self) -> Vec<(u64, u64)> {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for (start, bits) in (0_u64..).step_by(64).zip(&self.bits) {
            let rows = (0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit| start + bit);
            for row in rows {
                match ranges.last_mut() {
                    Some((_, last)) if row == *last + 1 => *last = row,
                    _ => ranges.push((row, row)),
                }
            }
        }
        ranges
    }
}

impl Observations {
    /// Returns what there is.
    #[must_use]
    pub fn stock(&self) -> Stock<'_> {
        let files: BTreeMap<&str, usize> = self.files.iter().map(|file| file.path.as_str()).zip(0..).collect();
        let mut counts = vec![0; self.attributes.len()];
        // Attributes that differ in other things may share file and source.
        let mut groups: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
        let group_of: Vec<usize> = self
            .attributes
            .iter()
            .map(|attributes| {
                let file = files.get(attributes.file.path.as_str()).copied().unwrap_or(usize::MAX);
                let next = groups.len();
                *groups.entry((file, attributes.source.as_deref())).or_insert(next)
            })
            .collect();
        let mut rows = vec![Rows::default(); groups.len()];
        let mut missing: BTreeMap<Missing, usize> = BTreeMap::new();
        for number in 0..self.series.len() {
            for cell in self.series.pass(number).cells() {
                let attributes = cell.attributes as usize;
                counts[attributes] += 1;
                let (row, kind) = match cell.content() {
                    Content::Decimal(..) => (u64::from(cell.row), None),
                    Content::Blank => (u64::from(cell.row), Some(Missing::NotAvailable)),
                    Content::Rare(at) => {
                        let rare = self.rare_at(at);
                        let kind = if let Datum::Missing(kind) = &rare.datum { Some(*kind) } else { None };
                        (rare.row, kind)
                    }
                };
                rows[group_of[attributes]].insert(row);
                if let Some(kind) = kind {
                    *missing.entry(kind).or_default() += 1;
                }
            }
        }
        let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
        for (attributes, count) in self.attributes.iter().zip(counts).filter(|(_, count)| *count > 0) {
            *statuses.entry(attributes.status).or_default() += count;
        }
        let rows = groups.into_iter().map(|(key, group)| (key, std::mem::take(&mut rows[group])));
        Stock { statuses, missing, rows: rows.filter(|(_, rows)| rows.count > 0).collect() }
    }
}
