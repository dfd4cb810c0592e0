//! Precision, recall and F1.

/// What was found, missed and made up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) hits: usize,
    pub(crate) missed: usize,
    pub(crate) extra: usize,
}

impl Tally {
    /// Returns the row of the table.
    pub(crate) fn row(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        let precision = share(self.hits, self.hits + self.extra);
        let recall = share(self.hits, self.hits + self.missed);
        let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        let Self { hits, missed, extra } = self;
        format!("| {name} | {precision:.4} | {recall:.4} | {f1:.4} | {hits} found, {missed} missed, {extra} extra |")
    }
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
