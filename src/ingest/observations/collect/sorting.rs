//! Entries in the order in which they came → series, a bucket at a time.

use std::ops::Range;

use crate::ingest::observations::series::{Filled, Series};
use crate::ingest::observations::shelves::{Shelf, Store};
use crate::ingest::observations::{Cell, PeriodKey};

use super::{AREA_BITS, Bucket, Conflict, ENTRY_BYTES, Entry};

/// The sorting of buckets, one after the other.
pub(super) struct Sorting<'a> {
    /// The new number of each area.
    renumbered: &'a [u32],
    conflicts: &'a mut Vec<Conflict>,
    /// Where series go of data that are more than there is room for, and how many that is.
    store: Option<&'a Store>,
    most: usize,
    /// Where the entries of each indicator and area begin; then, where they end.
    bounds: Vec<u32>,
    /// The entries of a bucket by indicator and area.
    placed: Vec<Entry>,
}

impl<'a> Sorting<'a> {
    pub(super) fn new(
        renumbered: &'a [u32],
        conflicts: &'a mut Vec<Conflict>,
        store: Option<&'a Store>,
        most: usize,
    ) -> Self {
        Self { renumbered, conflicts, store, most, bounds: Vec::new(), placed: Vec::new() }
    }

    /// Makes the series of some indicators, whose final numbers are given, and adds them to `all`.
    pub(super) fn bucket(&mut self, numbers: &[u32], bucket: &Bucket, all: &mut Vec<Shelf>) {
        let Some(store) = self.store else {
            let part = Part { bucket, store: None, indicators: 0..numbers.len() };
            return self.series(numbers, &part, |series| all.push(Shelf::Held(series)));
        };
        // So few indicators at a time that there is room for them, be it that the file is read several times; but one at least.
        let parts = bucket.count() / self.most.max(1) + 1;
        let step = numbers.len().div_ceil(parts).max(1);
        for (part, numbers) in numbers.chunks(step).enumerate() {
            let part = Part { bucket, store: Some(store), indicators: part * step..part * step + numbers.len() };
            self.series(numbers, &part, |series| all.push(store.put(&series)));
        }
    }

    fn series(&mut self, numbers: &[u32], part: &Part<'_>, mut make: impl FnMut(Series)) {
        self.place(part);
        let (areas, mut from) = (self.renumbered.len(), 0);
        for (index, number) in numbers.iter().enumerate() {
            let ends = &self.bounds[index * areas..(index + 1) * areas];
            let count = ends.last().map_or(0, |end| *end as usize - from);
            let mut series = Series::with_capacity(count);
            for (area, end) in (0..).zip(ends) {
                let run = &mut self.placed[from..*end as usize];
                // They mostly came in the order of time.
                if !run.is_sorted_by(|a, b| a.period < b.period) {
                    run.sort_by_key(|entry| entry.period);
                }
                one_a_period(run, area, &mut series, |key, earlier, later| {
                    self.conflicts.push(Conflict { series: *number as usize, key, earlier, later });
                });
                from = *end as usize;
            }
            series.shrink();
            make(series);
        }
    }

    /// Puts the entries of each indicator and area together, in two passes over them.
    fn place(&mut self, part: &Part<'_>) {
        let areas = self.renumbered.len();
        let slot = |entry: &Entry| entry.indicator() * areas + self.renumbered[entry.area()] as usize;
        self.bounds.clear();
        self.bounds.resize(part.indicators.len() * areas + 1, 0);
        let mut count = 0;
        part.each(|entry| {
            self.bounds[slot(&entry) + 1] += 1;
            count += 1;
        });
        for index in 1..self.bounds.len() {
            self.bounds[index] += self.bounds[index - 1];
        }
        self.placed.clear();
        self.placed.resize(count, Entry::NONE);
        part.each(|entry| {
            let at = &mut self.bounds[slot(&entry)];
            self.placed[*at as usize] = entry;
            *at += 1;
        });
    }
}

/// Some indicators of a bucket.
struct Part<'b> {
    bucket: &'b Bucket,
    /// Where entries may lie that are not in memory.
    store: Option<&'b Store>,
    indicators: Range<usize>,
}

impl Part<'_> {
    /// Hands on their entries in the order in which they came, numbered from the first of these indicators.
    fn each(&self, mut take: impl FnMut(Entry)) {
        let first = u32::try_from(self.indicators.start).unwrap_or(0) << AREA_BITS;
        let mut take = |entry: &Entry| {
            if self.indicators.contains(&entry.indicator()) {
                take(Entry { slot: entry.slot - first, ..*entry });
            }
        };
        for (from, count) in self.store.iter().flat_map(|_| &self.bucket.away) {
            let entries = self.store.iter().flat_map(|store| store.scratch.pieces(*from, count * ENTRY_BYTES));
            entries.for_each(|bytes| bytes.as_chunks().0.iter().map(Entry::from_bytes).for_each(|entry| take(&entry)));
        }
        self.bucket.entries.iter().for_each(take);
    }
}

/// Adds one area's entries to a series, one a period, and tells what stands twice.
fn one_a_period(
    entries: &[Entry],
    area: u32,
    series: &mut Series,
    mut conflict: impl FnMut((u32, PeriodKey), Cell, Cell),
) {
    let mut last: Option<&Entry> = None;
    for later in entries {
        let period = later.period;
        match last.filter(|earlier| earlier.period == period).map(|earlier| earlier.cell) {
            None => series.push(area, period, later.cell),
            // A gap in a wide table says nothing; another table may fill it.
            Some(_) if later.cell.filled() == Filled::Gap => continue,
            Some(earlier) if earlier.filled() != Filled::Yes && later.cell.filled() == Filled::Yes => {
                series.replace_last(later.cell);
            }
            Some(earlier) => {
                conflict((area, period), earlier, later.cell);
                continue;
            }
        }
        last = Some(later);
    }
}
