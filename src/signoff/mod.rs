//! Sign-off: what data staff have ticked, and whether it is still what they ticked.
//!
//! 1. [`items`]: every figure, chart, sparkline and table that is printed, with the [`Binding`] that a tick is tied to;
//! 2. [`SignOff`]: the ticks of one edition, kept in `signoff/YEAR.yaml`;
//! 3. [`states`]: signed, reopened (with what changed) or unsigned, by id;
//! 4. [`report`]: what is wrong with the file and with the states.
//!
//! Owns: the file's form, what a tick is bound to. Must not know: the clock, templates, who writes the file.

mod binding;
pub mod codes;
mod file;
mod findings;
mod item;
mod state;
#[cfg(test)]
mod tests;

pub use binding::{Aspect, Binding, Change};
pub use file::{SignOff, Signer, Tick, is_date, path};
pub use findings::{Strictness, report};
pub use item::{Item, Kind, items};
pub use state::{State, states};
