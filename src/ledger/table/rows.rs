//! The rows of a table: open, or at rest as bytes, which take a third of the memory and are opened when somebody looks.
//!
//! A large book has millions of cells, and of a chapter that is taken as an earlier run left it mostly nobody looks at one. What
//! is asked of a table at rest without looking at its cells (how many there are, of which kinds) is kept beside the bytes.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::book::Id;
use crate::kept::{self, Bytes};

use super::super::{Class, Figure};
use super::TableRow;
use super::entry::MOST_SINGLE;

/// The rows of a table: one of the two is there; both where somebody has looked at what was at rest.
#[derive(Debug, Default)]
pub(super) struct Rows {
    open: OnceLock<Vec<TableRow>>,
    resting: Option<Arc<Resting>>,
}

/// Rows at rest.
#[derive(Debug, Serialize, Deserialize)]
struct Resting {
    bytes: Bytes,
    /// How many rows.
    count: usize,
    tally: Tally,
    /// The entry that the first figure stands in.
    #[serde(with = "crate::kept::shared_option")]
    entry: Option<Id>,
}

/// What a table shows, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Cells with a figure.
    pub figures: usize,
    /// Those of them that are printed, by class in the order of [`Class::ALL`].
    pub printed: [usize; 3],
}

impl Tally {
    fn of(rows: &[TableRow]) -> Self {
        let mut tally = Self::default();
        for figure in figures(rows) {
            tally.figures += 1;
            let class = Class::ALL.iter().position(|class| *class == figure.class).filter(|_| figure.order > 0);
            if let Some(class) = class {
                tally.printed[class] += 1;
            }
        }
        tally
    }
}

/// The figures of some rows.
pub(super) fn figures(rows: &[TableRow]) -> impl Iterator<Item = &Figure> {
    rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.figure.as_ref())
}

impl Rows {
    /// Returns the rows, opened if they were at rest: from then on they are open.
    pub(super) fn all(&self) -> &[TableRow] {
        self.open.get_or_init(|| {
            let resting = self.resting.as_ref();
            // The bytes are this program's own, made just now or found to be as it had left them by their checksum.
            resting.map_or_else(Vec::new, |resting| {
                kept::from_bytes(&resting.bytes.0).expect("rows that were put to rest")
            })
        })
    }

    /// Returns the rows, to be changed: they are open.
    pub(super) fn all_mut(&mut self) -> &mut [TableRow] {
        self.all();
        self.resting = None;
        self.open.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    /// Returns how many rows there are.
    pub(super) fn count(&self) -> usize {
        self.resting.as_ref().map_or_else(|| self.all().len(), |resting| resting.count)
    }

    pub(super) fn tally(&self) -> Tally {
        self.resting.as_ref().map_or_else(|| Tally::of(self.all()), |resting| resting.tally)
    }

    /// Returns the entry that the first figure stands in.
    pub(super) fn entry(&self) -> Option<&str> {
        let first = || figures(self.all()).next()?.entry.as_deref();
        self.resting.as_ref().map_or_else(first, |resting| resting.entry.as_deref())
    }

    /// Returns whether they are bytes, though somebody may have looked at them since.
    pub(super) fn are_at_rest(&self) -> bool {
        self.resting.is_some()
    }

    /// Returns whether they are in memory as rows.
    #[cfg(test)]
    pub(super) fn are_open(&self) -> bool {
        self.open.get().is_some()
    }

    /// Puts the rows to rest.
    pub(super) fn rest(&mut self) {
        self.resting = self.resting.take().or_else(|| self.put_to_rest());
        if self.resting.is_some() {
            self.open = OnceLock::new();
        }
    }

    fn put_to_rest(&self) -> Option<Arc<Resting>> {
        let rows = self.all();
        let mut bytes = Bytes(kept::to_bytes(&rows)?);
        bytes.0.shrink_to_fit();
        let entry = figures(rows).next().and_then(|figure| figure.entry.clone());
        Some(Arc::new(Resting { bytes, count: rows.len(), tally: Tally::of(rows), entry }))
    }
}

impl From<Vec<TableRow>> for Rows {
    fn from(rows: Vec<TableRow>) -> Self {
        Self { open: OnceLock::from(rows), resting: None }
    }
}

/// The copy of what is at rest is at rest.
impl Clone for Rows {
    fn clone(&self) -> Self {
        match &self.resting {
            Some(resting) => Self { open: OnceLock::new(), resting: Some(Arc::clone(resting)) },
            None => Self { open: self.open.clone(), resting: None },
        }
    }
}

/// Few rows are kept as they are, many at rest.
#[derive(Serialize, Deserialize)]
enum Form<O, R> {
    Open(O),
    Resting(R),
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let are_many = || self.all().iter().map(|row| row.cells.len()).sum::<usize>() > MOST_SINGLE;
        let resting = self.resting.clone().or_else(|| are_many().then(|| self.put_to_rest()).flatten());
        match &resting {
            Some(resting) => Form::Resting(&**resting),
            None => Form::Open(self.all()),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Form::<Vec<TableRow>, Resting>::deserialize(deserializer)? {
            Form::Open(rows) => rows.into(),
            Form::Resting(resting) => Self { open: OnceLock::new(), resting: Some(Arc::new(resting)) },
        })
    }
}
