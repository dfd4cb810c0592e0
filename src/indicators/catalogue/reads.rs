//! What was read of the data, so that a later run can tell whether it would read the same.
//!
//! Must not know: who reads, where it is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::book::{Hash, Period};
use crate::ingest::{Observation, Observations};

/// Observations that were asked for, also those that there are none of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// By indicator, then by area.
    single: BTreeMap<String, BTreeMap<String, BTreeSet<Period>>>,
    /// Indicators of which all were.
    series: BTreeSet<String>,
    /// Whether all data were.
    all: bool,
}

impl Reads {
    /// Adds what was read elsewhere.
    pub fn extend(&mut self, other: Self) {
        for (indicator, areas) in other.single {
            let own = self.single.entry(indicator).or_default();
            for (area, periods) in areas {
                own.entry(area).or_default().extend(periods);
            }
        }
        self.series.extend(other.series);
        self.all |= other.all;
    }

    /// Returns the SHA-256 of everything that the data say to these questions, file, row and column included: the same hash
    /// means the same answers.
    #[must_use]
    pub fn answers(&self, observations: &Observations) -> String {
        let mut hash = Hash::default();
        if self.all {
            // Not the hashes of the files: how they are read may change while they do not.
            observations.iter().for_each(|observation| add(&mut hash, Some(&observation)));
        }
        for indicator in &self.series {
            hash.update(format!("{indicator}\n").as_bytes());
            observations.of(indicator).for_each(|observation| add(&mut hash, Some(&observation)));
        }
        for (indicator, areas) in &self.single {
            for (area, periods) in areas {
                for period in periods {
                    add(&mut hash, observations.get(indicator, area, *period).as_ref());
                }
            }
        }
        hash.text()
    }
}

/// Everything that an observation tells, each text with its length. The file's own hash is left out: it changes with any
/// other row.
fn add(hash: &mut Hash, observation: Option<&Observation<'_>>) {
    let Some(observation) = observation else { return hash.update(b"-") };
    let Observation { indicator, area, period, raw, status, row, .. } = observation;
    let sign = format!("{} {status:?} {period} {} {row} ", observation.unit, observation.decimals);
    let texts = [Some(*indicator), Some(*area), observation.qualifier, observation.note, observation.source];
    let place = [Some(observation.file.path.as_str()), observation.sheet, Some(observation.column)];
    hash.update(sign.as_bytes());
    for text in texts.into_iter().chain([Some(&*raw.text())]).chain(place) {
        // No text is longer than memory.
        hash.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    }
    let others = (&observation.datum, &observation.comparable_base, &observation.revised_from);
    match others {
        // What the raw text says already.
        (crate::ingest::Datum::Number(_), None, None) => {}
        others => hash.update(format!("{others:?}").as_bytes()),
    }
}

/// Notes what is read, from any thread.
#[derive(Debug, Default)]
pub(super) struct ReadLog(Mutex<Reads>);

impl ReadLog {
    pub(super) fn note(&self, indicator: &str, area: &str, period: Period) {
        let mut reads = self.lock();
        // A text is only copied when it is met for the first time.
        if !reads.single.contains_key(indicator) {
            reads.single.insert(indicator.to_owned(), BTreeMap::new());
        }
        let Some(areas) = reads.single.get_mut(indicator) else { return };
        match areas.get_mut(area) {
            Some(periods) => drop(periods.insert(period)),
            None => drop(areas.insert(area.to_owned(), BTreeSet::from([period]))),
        }
    }

    pub(super) fn note_series(&self, indicator: &str) {
        self.lock().series.insert(indicator.to_owned());
    }

    pub(super) fn note_all(&self) {
        self.lock().all = true;
    }

    pub(super) fn reads(&self) -> Reads {
        self.lock().clone()
    }

    /// A thread that panicked left no half of a note.
    fn lock(&self) -> MutexGuard<'_, Reads> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
