//! All indicators of a book: the catalogue of what is computed from what, and the panel of all values.
//!
//! Owns: names and order of indicators, the panel (areas × years × indicators) by polars, the agreement of the panel with
//! what is printed. Must not know: rounding, wording, files.

mod agreement;
mod catalogue;
mod codes;
mod panel;

pub use agreement::{Printed, check, compare};
pub use catalogue::Catalogue;
pub use codes::{CODES, Code};
pub use panel::{Panel, PanelTamper};
