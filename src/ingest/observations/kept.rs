//! Observations as they are kept between two runs: the cells as they lie in memory, so that millions are read at the speed of
//! the disk.
//!
//! Must not know: where they are kept, and whether they still hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::book::Names;
use crate::kept::Bytes;

use super::series::Series;
use super::shelves::Shelves;
use super::{Attributes, Observations, Rare, SourceFile};

/// What is written; indices are made again.
#[derive(Serialize)]
struct Written<'o> {
    indicators: &'o [Arc<str>],
    series: &'o Shelves,
    areas: &'o [Arc<str>],
    attributes: &'o [Attributes],
    rare: &'o [Rare],
    names: &'o BTreeMap<String, Names>,
    files: Vec<File>,
}

/// The same when it is read.
#[derive(Deserialize)]
struct Kept {
    indicators: Vec<Arc<str>>,
    series: Vec<Series>,
    areas: Vec<Arc<str>>,
    attributes: Vec<Attributes>,
    rare: Vec<Rare>,
    names: BTreeMap<String, Names>,
    files: Vec<File>,
}

/// A file is one with those that the attributes name.
#[derive(Serialize, Deserialize)]
struct File(#[serde(with = "crate::kept::shared")] Arc<SourceFile>);

impl Serialize for Observations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { indicators, series, areas, attributes, rare, names, files, .. } = self;
        let files = files.iter().cloned().map(File).collect();
        Written { indicators, series, areas, attributes, rare, names, files }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Observations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Kept { indicators, series, areas, attributes, rare, names, files } = Kept::deserialize(deserializer)?;
        let files = files.into_iter().map(|File(file)| file).collect();
        let series = Shelves::held(series);
        let all = Self { indicators, series, areas, attributes, rare, names, files, ..Self::default() };
        Ok(all.indexed())
    }
}

/// The series in their order.
impl Serialize for Shelves {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(Some(self.len()))?;
        for number in 0..self.len() {
            all.serialize_element(&*self.pass(number))?;
        }
        all.end()
    }
}

/// The bytes of its cells, then of its runs: one series at a time, so that the data are not in memory twice.
impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Series {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (cells, runs) = <(Bytes, Bytes)>::deserialize(deserializer)?;
        Ok(Self::from_bytes(&cells.0, &runs.0))
    }
}
