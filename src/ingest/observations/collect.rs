//! The way into [`Observations`]: in the order of the files, sorted once at the end.
//!
//! More than there is room for go to a temporary file, in the order in which they came, and from there sorted to another place of it.
//!
//! Of two observations with one key the earlier stays, unless it is a blank that the later one fills; the rest is for the
//! caller to report.

use std::sync::Arc;

use crate::ingest::observation::{Datum, Missing, Observation, Recorded, SourceFile};
use crate::ingest::value::plain_decimal;
use crate::lookup::Lookup;
use crate::quantity::Exact;

use super::series::{CELL_BYTES, Filled, Series};
use super::shelves::{Shelf, Shelves, Store};
use super::{Attributes, Cell, Content, Observations, PeriodKey, Rare, Room};

mod sorting;

use sorting::Sorting;

/// How many indicators share a bucket. In most files indicators follow each other from row to row: with a bucket each, every
/// row would go to another page of memory, which took a quarter of all the time that reading takes.
const BUCKET: usize = 16;

/// The bits of an entry's slot that say which area; those above say which indicator of the bucket.
const AREA_BITS: u32 = 28;

/// Collects observations.
#[derive(Debug)]
pub(in crate::ingest) struct Collector {
    indicators: Vec<Arc<str>>,
    indicator_index: Lookup<Arc<str>, usize>,
    /// The series of an indicator lies with its neighbours in one bucket.
    buckets: Vec<Bucket>,
    /// How many entries are in memory, and how many may be.
    held: usize,
    most: usize,
    /// Where the others go.
    store: Option<Store>,
    areas: Vec<Arc<str>>,
    area_index: Lookup<Arc<str>, u32>,
    attributes: Vec<Attributes>,
    /// By what they print as; units that print alike may differ.
    attribute_index: Lookup<String, Vec<u32>>,
    rare: Vec<Rare>,
    files: Vec<Arc<SourceFile>>,
}

/// A cell on its way, and what its place will say: 24 bytes, because there are millions of them at once.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The indicator within its bucket, and the area.
    slot: u32,
    period: PeriodKey,
    cell: Cell,
}

/// The entries of some indicators.
#[derive(Debug, Default)]
struct Bucket {
    entries: Vec<Entry>,
    /// Where earlier ones lie in the temporary file, and how many.
    away: Vec<(u64, usize)>,
}

impl Bucket {
    fn count(&self) -> usize {
        self.away.iter().map(|(_, count)| count).sum::<usize>() + self.entries.len()
    }
}

/// The bytes of an entry.
const ENTRY_BYTES: usize = 8 + CELL_BYTES;

impl Entry {
    /// Stands where another will.
    const NONE: Self = Self { slot: 0, period: PeriodKey(0), cell: Cell::NONE };

    fn to_bytes(self) -> [u8; ENTRY_BYTES] {
        let mut bytes = [0; ENTRY_BYTES];
        bytes[..4].copy_from_slice(&self.slot.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.period.0.to_le_bytes());
        bytes[8..].copy_from_slice(&self.cell.to_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8; ENTRY_BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, cell @ ..] = bytes;
        let word = |bytes: [&u8; 4]| u32::from_le_bytes(bytes.map(|byte| *byte));
        let (slot, period) = (word([a, b, c, d]), PeriodKey(word([e, f, g, h])));
        Self { slot, period, cell: Cell::from_bytes(cell) }
    }

    fn indicator(&self) -> usize {
        (self.slot >> AREA_BITS) as usize
    }

    fn area(&self) -> usize {
        (self.slot & ((1 << AREA_BITS) - 1)) as usize
    }
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
    key: (u32, PeriodKey),
    earlier: Cell,
    later: Cell,
}

impl Conflict {
    /// The later one and the earlier one.
    pub(in crate::ingest) fn both<'o>(&self, all: &'o Observations) -> (Observation<'o>, Observation<'o>) {
        (all.show(self.series, self.key, &self.later), all.show(self.series, self.key, &self.earlier))
    }
}

impl Collector {
    /// Will hold as many observations as there is room for.
    pub(in crate::ingest) fn new(room: &Room) -> Self {
        Self {
            indicators: Vec::new(),
            indicator_index: Lookup::default(),
            buckets: Vec::new(),
            held: 0,
            most: room.most,
            store: Store::new(room),
            areas: Vec::new(),
            area_index: Lookup::default(),
            attributes: Vec::new(),
            attribute_index: Lookup::default(),
            rare: Vec::new(),
            files: Vec::new(),
        }
    }

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
        self.buckets.resize_with(number / BUCKET + 1, Bucket::default);
        number
    }

    /// Returns the number of an area.
    pub(in crate::ingest) fn area(&mut self, id: &str) -> u32 {
        if let Some(known) = self.area_index.get(id) {
            return *known;
        }
        let number = u32::try_from(self.areas.len()).ok().filter(|number| *number < 1 << AREA_BITS);
        let number = number.expect("no book has two hundred million areas");
        let id: Arc<str> = id.into();
        self.areas.push(Arc::clone(&id));
        self.area_index.insert(id, number);
        number
    }

    /// Adds a cell whose attributes are known.
    pub(in crate::ingest) fn add_plain(&mut self, indicator: usize, area: u32, period: PeriodKey, cell: Cell) {
        let within = u32::try_from(indicator % BUCKET).unwrap_or(0);
        self.buckets[indicator / BUCKET].entries.push(Entry { slot: within << AREA_BITS | area, period, cell });
        self.held += 1;
        if self.held > self.most {
            self.put_away();
        }
    }

    /// Makes room: all entries go to the temporary file, bucket by bucket.
    fn put_away(&mut self) {
        let Some(store) = &self.store else { return };
        for bucket in self.buckets.iter_mut().filter(|bucket| !bucket.entries.is_empty()) {
            let entries = std::mem::take(&mut bucket.entries);
            let from = store.scratch.put_all(entries.iter().map(|entry| entry.to_bytes()));
            bucket.away.push((from, entries.len()));
        }
        self.held = 0;
    }

    /// Adds an observation; returns the numbers of its indicator, area and attributes, and how it is kept.
    pub(in crate::ingest) fn add(&mut self, recorded: Recorded, is_wide: bool) -> Added {
        let (indicator, area) = (self.indicator(&recorded.indicator), self.area(&recorded.area));
        let period = PeriodKey::new(recorded.period);
        let content = self.content(&recorded);
        let row = u32::try_from(recorded.row).unwrap_or(0);
        let filled = match (recorded.raw.is_empty(), is_wide) {
            (false, _) => Filled::Yes,
            (true, false) => Filled::No,
            (true, true) => Filled::Gap,
        };
        let attributes = self.attributes(recorded);
        self.add_plain(indicator, area, period, Cell::new(content, filled, row, attributes));
        let (is_decimal, is_blank) = (matches!(content, Content::Decimal(..)), content == Content::Blank);
        Added { indicator, area, attributes, is_decimal, is_blank }
    }

    fn content(&mut self, recorded: &Recorded) -> Content {
        let fits = recorded.comparable_base.is_none() && recorded.revised_from.is_none() && recorded.row < 1 << 32;
        if fits && recorded.raw.is_empty() && recorded.datum == Datum::Missing(Missing::NotAvailable) {
            return Content::Blank;
        }
        if let Some((digits, decimals)) = plain_decimal(recorded.raw.as_bytes()).filter(|_| fits)
            && recorded.decimals == u32::from(decimals)
            && recorded.datum == Datum::Number(Exact::decimal(digits, recorded.decimals))
        {
            return Content::Decimal(digits, decimals);
        }
        let Recorded { datum, raw, decimals, row, comparable_base, revised_from, .. } = recorded.clone();
        self.rare.push(Rare { datum, raw: raw.into(), decimals, row, comparable_base, revised_from });
        Content::Rare(self.rare.len() - 1)
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
        let (_, areas, renumbered) = sorted(&self.areas);
        let (order, indicators, numbers) = sorted(&self.indicators);
        let mut conflicts = Vec::new();
        let store = self.store.filter(|_| self.buckets.iter().any(|bucket| !bucket.away.is_empty()));
        let mut sorting = Sorting::new(&renumbered, &mut conflicts, store.as_ref(), self.most);
        let mut unordered = Vec::with_capacity(order.len() + BUCKET);
        for (bucket, numbers) in self.buckets.into_iter().zip(numbers.chunks(BUCKET)) {
            sorting.bucket(numbers, &bucket, &mut unordered);
        }
        let taken = |old: usize| std::mem::replace(&mut unordered[old], Shelf::Held(Series::default()));
        let shelves = order.into_iter().map(taken).collect();
        let series = Shelves { shelves, store: store.map(Arc::new) };
        let (attributes, rare, files) = (self.attributes, self.rare, self.files);
        let file = |cell: &Cell| {
            let file = &attributes[cell.attributes as usize].file;
            files.iter().position(|read| Arc::ptr_eq(read, file))
        };
        conflicts
            .sort_by_cached_key(|conflict| (file(&conflict.later), conflict.later.row, conflict.series, conflict.key));
        let all = Observations { indicators, series, areas, attributes, rare, files, ..Observations::default() };
        (all.indexed(), conflicts)
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
