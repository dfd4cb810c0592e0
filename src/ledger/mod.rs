//! The ledger: every figure of the book, and the only place that rounds and prints numbers.
//!
//! Owns: [`Figure`], its provenance, the rounding laws, the wording per language. Must not know: polars, HTML.

mod arguments;
mod chart;
mod clerk;
mod functions;
mod hedge;
mod level;
mod model;
mod numeral_zh;
pub mod record;
mod round;
mod wording;

pub use clerk::Clerk;
pub use functions::{ArgumentKind, TEMPLATE_FUNCTIONS, TemplateFunction, template_function};
pub(crate) use model::words_over;
pub use model::{
    Argument, Arguments, Call, ChapterLedger, ChartCell, ChartEntry, ChartSeries, Class, Figure, FigureFunction,
    InputRecord, Print,
};
pub use round::{NeedsMoreDigits, Rounded, round, round_to_step};
