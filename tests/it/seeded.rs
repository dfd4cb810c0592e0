//! Seeded errors: by rule, over all observations of the sample and of a larger book with declared relations, and over the
//! sentences of that book. What breaks a relation, a smooth history or the text is found; the table stands in the guide.
//!
//! A generator of fixed numbers chooses; nothing here is random. `UPDATE_GUIDE=1 cargo test --test it seeded` writes the table.

mod book;
mod data;
pub(crate) mod rng;
mod text;

use crate::guide::check_part;

/// What became of the seeds of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    seeds: usize,
    found: usize,
    /// No relation, history or text says otherwise.
    not_findable: usize,
    missed: Vec<String>,
}

impl Tally {
    fn add(&mut self, found: bool, findable: bool, seed: impl FnOnce() -> String) {
        self.seeds += 1;
        match (found, findable) {
            (true, _) => self.found += 1,
            (false, false) => self.not_findable += 1,
            (false, true) => self.missed.push(seed()),
        }
    }
}

/// A kind of error in one book, with what became of its seeds.
type Row = (&'static str, &'static str, Tally);

#[test]
fn seeded_errors_are_found() {
    let mut rows: Vec<Row> = Vec::new();
    std::thread::scope(|scope| {
        let larger = scope.spawn(|| data::tallies("larger", &data::Seeded::larger(), 100));
        let sample = data::tallies("sample", &data::Seeded::sample(), usize::MAX);
        rows.extend(sample);
        rows.extend(larger.join().expect("no panic"));
    });
    rows.extend(text::of_the_sample());
    rows.extend(text::tallies());
    let mut table =
        String::from("\n| error | book | seeds | found | not findable | missed |\n|---|---|---|---|---|---|\n");
    for (kind, book, tally) in &rows {
        let Tally { seeds, found, not_findable, missed } = tally;
        table.push_str(&format!("| {kind} | {book} | {seeds} | {found} | {not_findable} | {} |\n", missed.len()));
    }
    let missed: Vec<&String> = rows.iter().flat_map(|(_, _, tally)| &tally.missed).collect();
    assert!(missed.is_empty(), "{table}\n{missed:#?}");
    assert!(rows.iter().all(|(_, book, tally)| *book == "sample" || tally.seeds >= 100), "{table}");
    check_part("docs/guide/checks.md", &(table + "\n"));
}
