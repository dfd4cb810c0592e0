//! The observations of one indicator: 16 bytes a value, and 12 bytes for each run of consecutive periods of an area.
//!
//! A run says for all its cells which area and which years they are of. Must not know: what rows share, how cells come.

use std::ops::Range;

use crate::book::Period;
use crate::kept::Bytes;

/// The observations of one indicator.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    /// By area and then by period.
    cells: Vec<Cell>,
    runs: Vec<Run>,
}

/// Consecutive periods of one area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) area: u32,
    from: PeriodKey,
    /// Where its cells begin.
    start: u32,
}

impl Run {
    /// The period of the cell at a place in the series.
    pub(super) fn period(&self, at: usize) -> PeriodKey {
        PeriodKey(self.from.0 + u32::try_from(at).unwrap_or(u32::MAX).saturating_sub(self.start))
    }

    /// Whether a place in the series is not before its cells.
    pub(super) fn reaches(&self, at: usize) -> bool {
        self.start as usize <= at
    }
}

/// How many bytes a cell is kept in, and a run.
pub(super) const CELL_BYTES: usize = 16;
pub(super) const RUN_BYTES: usize = 12;

/// One value.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Cell {
    value: Value,
    pub(super) row: u32,
    pub(super) attributes: u32,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// So many units of the last decimal place, and how many places.
    Decimal(i64, u8),
    /// Nothing stands there, and nothing is available.
    Blank,
    /// Where among the rare ones it stands.
    Rare(usize),
}

/// Whether anything stands in the cell of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    Yes,
    No,
    /// No, and the table is a wide one, in which a blank is a gap.
    Gap,
}

/// [`Content`] and [`Filled`] in a machine word: plain decimals have at most 17 digits, which leaves six bits beside them.
#[derive(Clone, Copy, Debug)]
struct Value(i64);

/// The bits beside the digits: the decimals of a decimal (at most 17), or one of these.
const KIND_BITS: u32 = 6;
const BLANK: i64 = 32;
const RARE: i64 = 36;

impl Value {
    fn new(content: Content, filled: Filled) -> Self {
        let (digits, kind) = match content {
            Content::Decimal(digits, decimals) => return Self(digits << KIND_BITS | i64::from(decimals)),
            Content::Blank => (0, BLANK),
            Content::Rare(at) => (i64::try_from(at).expect("fewer than there is memory for"), RARE),
        };
        Self(digits << KIND_BITS | kind | filled as i64)
    }

    fn kind(self) -> i64 {
        self.0 & ((1 << KIND_BITS) - 1)
    }

    fn content(self) -> Content {
        let digits = self.0 >> KIND_BITS;
        match self.kind() {
            decimals @ 0..BLANK => Content::Decimal(digits, u8::try_from(decimals).unwrap_or(0)),
            BLANK..RARE => Content::Blank,
            _ => Content::Rare(usize::try_from(digits).unwrap_or(0)),
        }
    }

    fn filled(self) -> Filled {
        match self.kind() {
            ..BLANK => Filled::Yes,
            kind if kind & 3 == Filled::No as i64 => Filled::No,
            kind if kind & 3 == Filled::Gap as i64 => Filled::Gap,
            _ => Filled::Yes,
        }
    }
}

impl Cell {
    pub(super) fn new(content: Content, filled: Filled, row: u32, attributes: u32) -> Self {
        Self { value: Value::new(content, filled), row, attributes }
    }

    /// The cell of a plain decimal, given as its digits and decimals, or a blank one.
    pub(in crate::ingest) fn plain(number: Option<(i64, u8)>, row: u32, attributes: u32) -> Self {
        match number {
            Some((digits, decimals)) => Self::new(Content::Decimal(digits, decimals), Filled::Yes, row, attributes),
            None => Self::new(Content::Blank, Filled::No, row, attributes),
        }
    }

    /// Stands where another will.
    pub(super) const NONE: Self = Self { value: Value(BLANK), row: 0, attributes: 0 };

    /// The cell as it is kept.
    pub(super) fn to_bytes(self) -> [u8; CELL_BYTES] {
        let mut bytes = [0; CELL_BYTES];
        bytes[..8].copy_from_slice(&self.value.0.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.row.to_le_bytes());
        bytes[12..].copy_from_slice(&self.attributes.to_le_bytes());
        bytes
    }

    /// Returns the cell that was kept so.
    pub(super) fn from_bytes(bytes: &[u8; CELL_BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, row @ .., i, j, k, l] = *bytes;
        let value = Value(i64::from_le_bytes([a, b, c, d, e, f, g, h]));
        Self { value, row: u32::from_le_bytes(row), attributes: u32::from_le_bytes([i, j, k, l]) }
    }

    pub(super) fn content(&self) -> Content {
        self.value.content()
    }

    pub(super) fn filled(&self) -> Filled {
        self.value.filled()
    }
}

/// A period in the order of periods: years, and then spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) struct PeriodKey(pub(super) u32);

/// The bits of a year, of which books have those from 1 to 9999.
const YEAR_BITS: u32 = 14;

impl PeriodKey {
    pub(in crate::ingest) fn new(period: Period) -> Self {
        let bits = |year: i32| u32::try_from(year.clamp(0, (1 << YEAR_BITS) - 1)).unwrap_or(0);
        match period {
            Period::Year(year) => Self(bits(year)),
            Period::Span(from, to) => Self(1 << (2 * YEAR_BITS) | bits(from) << YEAR_BITS | bits(to)),
        }
    }

    pub(super) fn is_year(self) -> bool {
        self.0 >> (2 * YEAR_BITS) == 0
    }

    pub(super) fn period(self) -> Period {
        let year = |bits: u32| i32::try_from(bits & ((1 << YEAR_BITS) - 1)).unwrap_or(0);
        match self.0 >> (2 * YEAR_BITS) {
            0 => Period::Year(year(self.0)),
            _ => Period::Span(year(self.0 >> YEAR_BITS), year(self.0)),
        }
    }
}

impl Series {
    /// Room for as many cells as will be added.
    pub(super) fn with_capacity(cells: usize) -> Self {
        Self { cells: Vec::with_capacity(cells), runs: Vec::new() }
    }

    /// Adds a cell; they come by area and then by period, each once.
    pub(super) fn push(&mut self, area: u32, period: PeriodKey, cell: Cell) {
        let at = u32::try_from(self.cells.len()).expect("no indicator has four thousand million values");
        let continues = |run: &Run| run.area == area && run.from.0 + (at - run.start) == period.0;
        if !self.runs.last().is_some_and(continues) {
            self.runs.push(Run { area, from: period, start: at });
        }
        self.cells.push(cell);
    }

    /// Puts another cell in place of the last.
    pub(super) fn replace_last(&mut self, cell: Cell) {
        if let Some(last) = self.cells.last_mut() {
            *last = cell;
        }
    }

    /// Gives back the room that was not needed.
    pub(super) fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        self.runs.shrink_to_fit();
    }

    pub(super) fn count(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn find(&self, area: u32, period: PeriodKey) -> Option<&Cell> {
        // Mostly each area has one run: look there first.
        let likely = area.checked_sub(self.runs.first()?.area)? as usize;
        self.in_run(likely, area, period).or_else(|| {
            let behind = self.runs.partition_point(|run| (run.area, run.from) <= (area, period));
            self.in_run(behind.checked_sub(1)?, area, period)
        })
    }

    /// The cells and the runs as they are kept.
    pub(super) fn to_bytes(&self) -> (Bytes, Bytes) {
        let cells = self.cells.iter().flat_map(|cell| cell.to_bytes()).collect();
        (Bytes(cells), Bytes(self.run_bytes().flatten().collect()))
    }

    /// The runs as they are kept, each by itself.
    pub(super) fn run_bytes(&self) -> impl Iterator<Item = [u8; RUN_BYTES]> {
        self.runs.iter().map(|run| {
            let mut bytes = [0; RUN_BYTES];
            let words = [run.area, run.from.0, run.start].map(u32::to_le_bytes);
            bytes.copy_from_slice(words.as_flattened());
            bytes
        })
    }

    /// Returns the series that was kept so.
    pub(super) fn from_bytes(cells: &[u8], runs: &[u8]) -> Self {
        let mut series = Self::with_capacity(cells.len() / CELL_BYTES);
        series.add_bytes(cells, runs);
        series
    }

    /// Adds cells and runs as they were kept.
    pub(super) fn add_bytes(&mut self, cells: &[u8], runs: &[u8]) {
        let word = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
        let run = |[area, from, start]: &[[u8; 4]; 3]| Run {
            area: word(area),
            from: PeriodKey(word(from)),
            start: word(start),
        };
        self.cells.extend(cells.as_chunks().0.iter().map(Cell::from_bytes));
        self.runs.extend(runs.as_chunks().0.as_chunks().0.iter().map(run));
    }

    /// How many runs there are.
    pub(super) fn run_count(&self) -> usize {
        self.runs.len()
    }

    /// The cells in their order.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The runs at some places.
    pub(super) fn runs(&self, at: Range<usize>) -> &[Run] {
        &self.runs[at]
    }

    /// Where the runs of an area stand that begin at a place; `None` behind the last.
    pub(super) fn runs_from(&self, place: usize) -> Option<Range<usize>> {
        let area = self.runs.get(place)?.area;
        let count = self.runs[place..].iter().take_while(|run| run.area == area).count();
        Some(place..place + count)
    }

    /// Where the runs of one area stand.
    pub(super) fn area(&self, area: u32) -> Option<Range<usize>> {
        // Mostly each area has one run: look there first.
        let likely = area.checked_sub(self.runs.first()?.area)? as usize;
        let alone = |at: usize| {
            let near = self.runs.get(at.saturating_sub(1)..(at + 2).min(self.runs.len()))?;
            (near.iter().filter(|run| run.area == area).count() == 1 && self.runs.get(at)?.area == area)
                .then_some(at..at + 1)
        };
        let range = alone(likely).unwrap_or_else(|| {
            let from = self.runs.partition_point(|run| run.area < area);
            from..self.runs.partition_point(|run| run.area <= area)
        });
        (!range.is_empty()).then_some(range)
    }

    /// Where the cells of some runs stand that follow each other.
    pub(super) fn cells_of_runs(&self, runs: &Range<usize>) -> Range<usize> {
        // Runs lie side by side: the next one begins where these end.
        let end = self.runs.get(runs.end).map_or(self.cells.len(), |next| next.start as usize);
        self.runs[runs.start].start as usize..end
    }

    fn in_run(&self, index: usize, area: u32, period: PeriodKey) -> Option<&Cell> {
        let run = self.runs.get(index).filter(|run| run.area == area)?;
        self.cells_of(index).get(period.0.checked_sub(run.from.0)? as usize)
    }

    fn cells_of(&self, run: usize) -> &[Cell] {
        let end = self.runs.get(run + 1).map_or(self.cells.len(), |next| next.start as usize);
        &self.cells[self.runs[run].start as usize..end]
    }
}
