//! Columns that come from data.

use polars::prelude::lit;

use super::cells::{Rarities, Slot, cells};
use super::grid::START;
use super::program::Value;
use super::walk::{Walk, over};

impl Walk<'_> {
    /// Returns a column of an indicator's observations; `None` where it would be empty.
    pub(super) fn source(&mut self, id: &str, slot: Slot) -> Option<Value> {
        let histories = self.catalogue.observations().histories_of(id)?;
        let rarities = match self.rarities.get(id) {
            Some(known) => *known,
            None => *self.rarities.entry(id.to_owned()).or_insert(Rarities::of(&histories)),
        };
        let slot = rarities.slot(slot)?;
        let key = format!("{slot:?} {id}");
        if let Some(known) = self.program.known(&key) {
            return Some(known);
        }
        let cells = cells(histories, slot);
        if cells.is_empty() {
            return None;
        }
        let value = self.program.source(self.grid.scatter(cells.into_iter()));
        let value = if matches!(slot, Slot::Breaks) {
            let running = over(value.col().fill_null(lit(0.0)).cum_sum(false), START);
            self.program.step(&[&value], running)
        } else {
            value
        };
        self.program.remember(key, &value);
        Some(value)
    }
}
