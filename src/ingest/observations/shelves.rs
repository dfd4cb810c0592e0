//! Where the series of all indicators lie: in memory, or, of data that are larger than it should take, in a temporary file,
//! from which each is read when somebody asks for it. Those that were asked for last stay in memory.
//!
//! Must not know: what a series holds, whose indicator it is.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::findings::Problem;

use super::scratch::Scratch;
use super::series::{CELL_BYTES, RUN_BYTES, Series};

/// How many observations are held in memory, and where the others go.
#[derive(Clone, Debug)]
pub struct Room {
    /// The most that are held: 24 bytes each while files are read, 16 afterwards.
    pub most: usize,
    /// A folder for a temporary file; without one everything is held.
    pub folder: Option<PathBuf>,
    /// After so many the file cannot be read any more.
    #[cfg(test)]
    pub(crate) reads: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            most: MOST_HELD,
            folder: None,
            #[cfg(test)]
            reads: usize::MAX,
        }
    }
}

/// About a gigabyte while files are read.
const MOST_HELD: usize = 40_000_000;

/// The series of all indicators.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelves {
    pub(super) shelves: Vec<Shelf>,
    pub(super) store: Option<Arc<Store>>,
}

/// The series of one indicator, or where it lies.
#[derive(Clone, Debug)]
pub(super) enum Shelf {
    Held(Series),
    Stored(Stored),
}

/// Where a series lies in the store.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored {
    from: u64,
    cells: usize,
    /// Where its runs begin, and how many there are.
    runs_from: u64,
    runs: usize,
}

/// A series to look at.
#[derive(Clone, Debug)]
pub(super) enum Lent<'a> {
    Held(&'a Series),
    Opened(Arc<Series>),
}

impl Deref for Lent<'_> {
    type Target = Series;

    fn deref(&self) -> &Series {
        match self {
            Self::Held(series) => series,
            Self::Opened(series) => series,
        }
    }
}

impl Shelves {
    /// Takes series that are held.
    pub(super) fn held(series: Vec<Series>) -> Self {
        Self { shelves: series.into_iter().map(Shelf::Held).collect(), store: None }
    }

    pub(super) fn len(&self) -> usize {
        self.shelves.len()
    }

    /// Tells whether everything could be put away and read back.
    pub(super) fn whole(&self) -> Result<()> {
        let fault = self.store.as_ref().and_then(|store| Some((store, store.scratch.fault()?)));
        fault.map_or(Ok(()), |(store, (folder, fault))| {
            let folder = folder.display();
            let message = format!(
                "the data are more than the {} values that are held in memory, and the temporary file for the others in \
                 `{folder}` failed: {fault}",
                store.most
            );
            let hint = "make room there, some 40 bytes a value; or name a folder on another disk by the variable TMPDIR";
            Err(Error::new(ErrorKind::Io, Problem::new(message).hint(hint)))
        })
    }

    /// How many values there are.
    pub(super) fn count(&self) -> usize {
        (0..self.len()).map(|number| self.count_of(number)).sum()
    }

    /// About how many bytes they are kept in.
    pub(super) fn kept_bytes(&self) -> usize {
        let bytes = |shelf: &Shelf| match shelf {
            Shelf::Held(series) => series.count() * CELL_BYTES + series.run_count() * RUN_BYTES,
            Shelf::Stored(stored) => stored.cells * CELL_BYTES + stored.runs * RUN_BYTES,
        };
        self.shelves.iter().map(bytes).sum()
    }

    /// How many values a series has.
    pub(super) fn count_of(&self, number: usize) -> usize {
        match &self.shelves[number] {
            Shelf::Held(series) => series.count(),
            Shelf::Stored(stored) => stored.cells,
        }
    }

    /// Lends a series to somebody who looks at all of them, one after the other: what is read for that is not kept.
    pub(super) fn pass(&self, number: usize) -> Lent<'_> {
        self.lend(number, |store, stored| store.known(number).unwrap_or_else(|| store.read(stored)))
    }

    /// Lends a series to somebody who asks for this one: others will.
    pub(super) fn get(&self, number: usize) -> Lent<'_> {
        self.lend(number, |store, stored| store.known(number).unwrap_or_else(|| store.open(number, stored)))
    }

    fn lend(&self, number: usize, open: impl FnOnce(&Store, Stored) -> Arc<Series>) -> Lent<'_> {
        match (&self.shelves[number], &self.store) {
            (Shelf::Held(series), _) => Lent::Held(series),
            (Shelf::Stored(stored), Some(store)) => Lent::Opened(open(store, *stored)),
            (Shelf::Stored(_), None) => Lent::Opened(Arc::default()),
        }
    }
}

/// Series in a temporary file.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) scratch: Scratch,
    /// How many values may be in memory at once.
    most: usize,
    opened: Mutex<Opened>,
}

/// Series that were asked for.
#[derive(Debug, Default)]
struct Opened {
    /// By number, with the time when each was last asked for.
    series: BTreeMap<usize, (Arc<Series>, u64)>,
    cells: usize,
    time: u64,
}

impl Store {
    /// Will keep what there is no room for; `None` if everything is held.
    pub(super) fn new(room: &Room) -> Option<Self> {
        let scratch = Scratch::new(room.folder.clone()?);
        #[cfg(test)]
        let scratch = scratch.failing_after(room.reads);
        Some(Self { scratch, most: room.most, opened: Mutex::default() })
    }

    /// Puts a series away.
    pub(super) fn put(&self, series: &Series) -> Shelf {
        let from = self.scratch.put_all(series.cells().iter().map(|cell| cell.to_bytes()));
        let runs_from = self.scratch.put_all(series.run_bytes());
        Shelf::Stored(Stored { from, cells: series.count(), runs_from, runs: series.run_count() })
    }

    /// What cannot be read is noted; an edition without it is not finished.
    fn read(&self, Stored { from, cells, runs_from, runs }: Stored) -> Arc<Series> {
        let mut series = Series::with_capacity(cells);
        self.scratch.pieces(from, cells * CELL_BYTES).for_each(|bytes| series.add_bytes(&bytes, &[]));
        self.scratch.pieces(runs_from, runs * RUN_BYTES).for_each(|bytes| series.add_bytes(&[], &bytes));
        if self.scratch.fault().is_some() { Arc::default() } else { Arc::new(series) }
    }

    fn known(&self, number: usize) -> Option<Arc<Series>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.time += 1;
        let now = opened.time;
        let (series, asked) = opened.series.get_mut(&number)?;
        *asked = now;
        Some(Arc::clone(series))
    }

    fn open(&self, number: usize, stored: Stored) -> Arc<Series> {
        let series = self.read(stored);
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let Opened { series: all, cells, time } = &mut *opened;
        if all.insert(number, (Arc::clone(&series), *time)).is_none() {
            *cells += stored.cells;
        }
        if *cells > self.most {
            // Half of them go at a time, so that going through them is rare.
            let mut oldest: Vec<(u64, usize)> = all.iter().map(|(number, (_, asked))| (*asked, *number)).collect();
            oldest.sort_unstable();
            // The newest stays however large it is: it will be asked for again.
            for (_, old) in oldest.into_iter().filter(|(_, old)| *old != number) {
                if *cells <= self.most / 2 {
                    break;
                }
                *cells -= all.remove(&old).map_or(0, |(series, _)| series.count());
            }
        }
        series
    }
}
