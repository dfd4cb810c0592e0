//! What was read of the data, so that a later run can tell whether it would read the same.
//!
//! Must not know: who reads, where it is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::book::Period;
use crate::ingest::{Datum, Observation, Observations, RawText};
use crate::kept::Checksum;
use crate::quantity::Unit;

/// How many bytes are added up at a time.
const PIECE: usize = 1 << 14;

/// Observations that were asked for, also those that there are none of, by their numbers in one set of data.
#[derive(Debug, Default)]
struct Numbered {
    /// Numbers of indicator and area, and the period: sorted, each once.
    single: Vec<Key>,
    /// Those of an indicator or an area that has no data.
    absent: BTreeSet<(String, String, Period)>,
    /// Indicators of which all were.
    series: BTreeSet<String>,
    /// Whether all data were.
    all: bool,
}

type Key = (u32, u32, Period);

impl Numbered {
    fn tidy(&mut self) {
        self.single.sort_unstable();
        self.single.dedup();
    }

    /// With names in place of numbers: areas that were asked for alike stand together, so that little is left of millions.
    fn named(&mut self, observations: &Observations) -> Reads {
        self.tidy();
        let mut groups = Vec::new();
        for of_indicator in self.single.chunk_by(|a, b| a.0 == b.0) {
            let mut alike: BTreeMap<Vec<(Period, Period)>, Vec<String>> = BTreeMap::new();
            for of_area in of_indicator.chunk_by(|a, b| a.1 == b.1) {
                let area = observations.area_at(of_area[0].1).unwrap_or_default();
                alike.entry(runs(of_area)).or_default().push(area.to_owned());
            }
            let indicator = observations.indicator_at(of_indicator[0].0).unwrap_or_default();
            let group = |(periods, areas)| Group { indicator: indicator.to_owned(), areas, periods };
            groups.extend(alike.into_iter().map(group));
        }
        let absent = self.absent.iter().map(|(indicator, area, period)| Group {
            indicator: indicator.clone(),
            areas: vec![area.clone()],
            periods: vec![(*period, *period)],
        });
        groups.extend(absent);
        Reads { groups, series: self.series.clone(), all: self.all }
    }
}

/// Periods as consecutive years, each run by its ends.
fn runs(keys: &[Key]) -> Vec<(Period, Period)> {
    let mut runs: Vec<(Period, Period)> = Vec::new();
    for (.., period) in keys {
        match (runs.last_mut(), period) {
            (Some((_, Period::Year(last))), Period::Year(year)) if *last + 1 == *year => *last = *year,
            _ => runs.push((*period, *period)),
        }
    }
    runs
}

/// Observations that were asked for, also those that there are none of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    groups: Vec<Group>,
    series: BTreeSet<String>,
    all: bool,
}

/// Areas of one indicator that were asked for in the same periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Group {
    indicator: String,
    areas: Vec<String>,
    periods: Vec<(Period, Period)>,
}

impl Group {
    fn periods(&self) -> impl Iterator<Item = Period> {
        self.periods.iter().flat_map(|(from, to)| match from {
            Period::Year(first) => (*first..=to.last_year()).map(Period::Year).collect(),
            // A span is no run.
            Period::Span(..) => vec![*from],
        })
    }
}

impl Reads {
    /// Returns what was read by any of several.
    #[must_use]
    pub fn of_all(all: &[&Self], observations: &Observations) -> Self {
        let mut numbered = Numbered::default();
        all.iter().for_each(|reads| reads.number(observations, &mut numbered));
        numbered.named(observations)
    }

    /// Adds the same by the numbers of these data.
    fn number(&self, observations: &Observations, numbered: &mut Numbered) {
        numbered.series.extend(self.series.iter().cloned());
        numbered.all |= self.all;
        for group in &self.groups {
            for area in &group.areas {
                match observations.numbers(&group.indicator, area) {
                    Some((indicator, area)) => {
                        numbered.single.extend(group.periods().map(|period| (indicator, area, period)));
                    }
                    None => {
                        let absent = group.periods().map(|period| (group.indicator.clone(), area.clone(), period));
                        numbered.absent.extend(absent);
                    }
                }
            }
        }
    }

    /// Returns a checksum of everything that the data say to these questions, file, row and column included: the same one
    /// means the same answers.
    #[must_use]
    pub fn answers(&self, observations: &Observations) -> String {
        let mut answers = Answers::default();
        if self.all {
            // Not the hashes of the files: how they are read may change while they do not.
            observations.iter().for_each(|observation| answers.add(Some(&observation)));
        }
        for indicator in &self.series {
            answers.text(Some(indicator));
            observations.of(indicator).for_each(|observation| answers.add(Some(&observation)));
        }
        for group in &self.groups {
            let histories = observations.histories_of(&group.indicator);
            for area in &group.areas {
                let area = observations.area_number(area);
                let history = histories.as_ref().zip(area).and_then(|(all, area)| all.of(area));
                for period in group.periods() {
                    answers.add(history.as_ref().and_then(|history| history.at(period)).as_ref());
                }
                answers.flush();
            }
        }
        answers.finish()
    }
}

/// What observations tell, each text with its length. The hash of their file is left out: it changes with any other row.
#[derive(Default)]
struct Answers<'o> {
    checksum: Checksum,
    buffer: Vec<u8>,
    /// The unit of the observation before, as it lies in memory: rows that share it share all that stands beside it.
    last: Option<&'o Unit>,
}

impl<'o> Answers<'o> {
    fn add(&mut self, observation: Option<&Observation<'o>>) {
        let Some(observation) = observation else { return self.buffer.push(b'-') };
        let Observation { indicator, area, period, raw, row, unit, decimals, .. } = observation;
        if !self.last.is_some_and(|last| std::ptr::eq(last, *unit)) {
            self.last = Some(unit);
            self.shared(observation);
        }
        self.text(Some(indicator));
        self.text(Some(area));
        let (from, to) = (period.first_year(), period.last_year());
        let years = (u64::from(from.unsigned_abs()) << 32) | u64::from(to.unsigned_abs());
        for number in [years, *row, u64::from(*decimals)] {
            self.buffer.extend_from_slice(&number.to_le_bytes());
        }
        match raw {
            RawText::Decimal(digits, places) => {
                self.buffer.extend_from_slice(&digits.to_le_bytes());
                self.buffer.extend_from_slice(&places.to_le_bytes());
            }
            RawText::Text(text) => self.text(Some(text)),
        }
        match (&observation.datum, &observation.comparable_base, &observation.revised_from) {
            // What the raw text says already.
            (Datum::Number(_), None, None) => {}
            others => self.text(Some(&format!("{others:?}"))),
        }
    }

    /// What rows have in common.
    fn shared(&mut self, observation: &Observation<'_>) {
        let Observation { unit, status, qualifier, note, source, file, sheet, column, .. } = observation;
        self.text(Some(&format!("{unit} {unit:?} {status:?}")));
        for text in [*qualifier, *note, *source, Some(file.path.as_str()), *sheet, Some(*column)] {
            self.text(text);
        }
    }

    fn text(&mut self, text: Option<&str>) {
        // No text is longer than memory.
        self.buffer.extend_from_slice(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        self.buffer.extend_from_slice(text.unwrap_or_default().as_bytes());
        if self.buffer.len() > PIECE {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.checksum.update(&self.buffer);
        self.buffer.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.checksum.text()
    }
}

/// Notes what is read, from any thread.
#[derive(Debug, Default)]
pub(super) struct ReadLog(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    reads: Numbered,
    /// How many of the single reads are sorted.
    sorted: usize,
}

/// A figure asks for its data several times in a row: so far back is looked before a read is noted again.
const RECENT: usize = 6;

/// So many reads are not sorted before they are more than those that are.
const FEW: usize = 1 << 12;

impl ReadLog {
    /// Notes that an observation was asked for, by the numbers of its indicator and area.
    pub(super) fn note(&self, (indicator, area): (u32, u32), period: Period) {
        let (key, mut noted) = ((indicator, area, period), self.lock());
        let Noted { reads, sorted } = &mut *noted;
        let single = &mut reads.single;
        if single[single.len().saturating_sub(RECENT)..].contains(&key) {
            return;
        }
        single.push(key);
        if single.len() > 2 * *sorted + FEW {
            reads.tidy();
            *sorted = reads.single.len();
        }
    }

    /// Notes that an observation was asked for whose indicator or area has no data.
    pub(super) fn note_absent(&self, indicator: &str, area: &str, period: Period) {
        self.lock().reads.absent.insert((indicator.to_owned(), area.to_owned(), period));
    }

    pub(super) fn note_series(&self, indicator: &str) {
        let mut noted = self.lock();
        if !noted.reads.series.contains(indicator) {
            noted.reads.series.insert(indicator.to_owned());
        }
    }

    pub(super) fn note_all(&self) {
        self.lock().reads.all = true;
    }

    pub(super) fn reads(&self, observations: &Observations) -> Reads {
        self.lock().reads.named(observations)
    }

    /// A thread that panicked left no half of a note.
    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
