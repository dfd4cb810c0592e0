//! Precision, recall and F1.

/// What was found, missed and made up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) hits: usize,
    pub(crate) missed: usize,
    pub(crate) extra: usize,
}

impl Tally {
    /// Returns the part of what was found that is right.
    pub(crate) fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.extra)
    }

    /// Returns the part of what is there that was found.
    pub(crate) fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }

    /// Returns the harmonic mean of both.
    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }

    /// Returns the row of the table.
    pub(crate) fn row(&self, name: &str) -> String {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        let Self { hits, missed, extra } = self;
        format!("| {name} | {precision:.4} | {recall:.4} | {f1:.4} | {hits} found, {missed} missed, {extra} extra |")
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Takes equal items out of both lists, each as often as it stands in both; returns what is left of both.
pub(crate) fn leftovers(wanted: &[String], found: &[String]) -> (Vec<String>, Vec<String>) {
    let mut wanted = wanted.to_vec();
    let mut extra = Vec::new();
    for item in found {
        match wanted.iter().position(|w| w == item) {
            Some(at) => drop(wanted.remove(at)),
            None => extra.push(item.clone()),
        }
    }
    (wanted, extra)
}
