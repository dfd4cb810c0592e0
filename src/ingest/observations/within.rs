//! Which observations lie in any of many ranges: one pass over all values, however many ranges there are.
//!
//! A binary number keeps the order of the exact ones, so that those of a range may take in too many, but never too few;
//! the exact numbers then decide.

use std::cmp::Ordering;

use crate::quantity::Exact;

use super::{Histories, Observation, Observations};

impl Observations {
    /// Tells the observations whose number, in base units, lies in one of the ranges, ends included: by indicator, area and
    /// period, each with the index of the range.
    pub(crate) fn within<'o>(&'o self, ranges: &[(Exact, Exact)], mut found: impl FnMut(usize, &Observation<'o>)) {
        let steps = Steps::new(ranges);
        let mut numbers = Vec::new();
        for history in self.histories().flat_map(Histories::areas) {
            history.numbers(&mut numbers);
            for (index, near) in numbers.iter().enumerate().map(|(index, number)| (index, steps.at(*number))) {
                if near.is_empty() {
                    continue;
                }
                let observation = history.observation(index);
                let Some(number) = observation.in_base_units() else { continue };
                for range in near {
                    let (low, high) = &ranges[*range];
                    let holds = |a: &Exact, b: &Exact| a.order(b).is_none_or(Ordering::is_le);
                    if holds(low, &number) && holds(&number, high) {
                        found(*range, &observation);
                    }
                }
            }
        }
    }
}

/// The ranges that hold a number, as they change from one end of a range to the next.
struct Steps {
    /// Where another set of ranges begins, ascending.
    starts: Vec<f64>,
    /// The ranges from each start on; the first is before all.
    ranges: Vec<Vec<usize>>,
    /// Whether any number with these leading bits lies in a range: most numbers need no search.
    leading: Vec<bool>,
}

impl Steps {
    fn new(ranges: &[(Exact, Exact)]) -> Self {
        let ends: Vec<(f64, f64)> = ranges.iter().map(|(low, high)| (low.to_f64(), high.to_f64())).collect();
        let mut starts: Vec<f64> = ends.iter().flat_map(|(low, high)| [*low, high.next_up()]).collect();
        starts.sort_by(f64::total_cmp);
        starts.dedup();
        let mut steps = Self { ranges: vec![Vec::new(); starts.len() + 1], leading: vec![false; 1 << 16], starts };
        for (range, (low, high)) in ends.into_iter().enumerate() {
            for step in steps.step(low)..=steps.step(high) {
                steps.ranges[step].push(range);
            }
            steps.leading[leading(low)..=leading(high)].fill(true);
        }
        steps
    }

    fn step(&self, number: f64) -> usize {
        self.starts.partition_point(|start| *start <= number)
    }

    fn at(&self, number: f64) -> &[usize] {
        if number.is_nan() || !self.leading[leading(number)] { &[] } else { &self.ranges[self.step(number)] }
    }
}

/// Sign, exponent and the first binary digits, in the order of numbers.
fn leading(number: f64) -> usize {
    // There is one zero.
    let bits = (number + 0.0).to_bits();
    let ordered = if number < 0.0 { !bits } else { bits | 1 << 63 };
    usize::try_from(ordered >> 48).unwrap_or_default()
}
