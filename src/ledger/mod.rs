//! The ledger: every figure of the book, and the only place that rounds and prints numbers.
//!
//! 1. [`functions`](TEMPLATE_FUNCTIONS): what a template may ask, argument by argument;
//! 2. [`Clerk`]: a call → an exact evaluation → rounded once ([`round`]) → worded by its printed sign → a [`Figure`];
//! 3. [`record`]: a figure as JSON; charts and tables as comma-separated text.
//!
//! Owns: [`Figure`], its provenance, the rounding laws, the wording per language. Must not know: polars, HTML.

mod arguments;
mod chart;
mod clerk;
pub mod codes;
mod declared;
mod functions;
mod model;
mod number;
mod provenance;
pub mod record;
mod round;
mod sheets;
mod table;
mod wording;

pub use clerk::Clerk;
pub use functions::{CHART_KINDS, Parameter, ParameterKind, TEMPLATE_FUNCTIONS, TemplateFunction, template_function};
pub(crate) use model::words_over;
pub use model::{
    Argument, Arguments, Call, ChapterLedger, ChartCell, ChartEntry, ChartSeries, Class, Figure, FigureFunction,
    InputRecord, Print,
};
pub use provenance::Provenance;
pub(crate) use round::give_way;
pub use round::{Direction, NeedsMoreDigits, Rounded, Rounding, round, round_to_step};
pub use sheets::{chart_sheet, table_sheet};
pub use table::{Exhibit, Gap, Label, Reference, TableCell, TableColumn, TableEntry, TableRow, Tally, Target};

#[cfg(test)]
mod tests;
