//! For data staff: what is suspect in the data, the figures and the prose of a book.
//!
//! Owns: the checks, each in a file of its own with its doc, one row in [`CHECKS`]; and what data staff are given of a finished
//! edition ([`report()`]): every figure with its proof, as a page, a workbook of live formulas, a table and JSON. Nobody depends on it but the pipeline and
//! the command line. Must not know: the disk, templates.

mod checks;
mod figures;
pub mod prose;
mod report;
mod terms;
mod workbook;

use crate::findings::{Code, Findings};
use crate::indicators::Catalogue;
use crate::ingest::Observation;

pub use figures::{CHECKS as FIGURE_CHECKS, Facts, FigureCheck, Ledgers, facts, figures, stated};
pub use prose::Coverage;
pub(crate) use report::report_again;
pub use report::{Record, Signature, report};

/// A check of data: its code, its doc, and the function that looks.
#[derive(Clone, Copy)]
pub struct Check {
    /// What it reports under.
    pub code: Code,
    /// What it does, why, an example, what to do: printed by `yearbook explain`.
    pub doc: &'static str,
    look: Look,
}

/// What a check looks at.
#[derive(Clone, Copy)]
enum Look {
    /// The data, and what is declared of them.
    Data(fn(&Data<'_>, &mut Findings)),
    /// What the templates say of them, too.
    Templates(fn(&Catalogue<'_>, &mut Findings)),
}

/// What checks of data look at; what several of them ask for is found once.
struct Data<'a> {
    catalogue: &'a Catalogue<'a>,
    /// The declared relations, evaluated.
    relations: Vec<checks::Evaluated<'a>>,
    /// The totals that their parts do not make.
    totals: Vec<checks::Total<'a>>,
    /// The observations whose unit alone changes, each after the one before it.
    changes: Vec<(Observation<'a>, Observation<'a>)>,
    /// The observations that lie a power of ten away from the years around them, each with the power.
    slips: Vec<(Observation<'a>, f64)>,
}

/// All checks, by code.
pub const CHECKS: &[Check] = &[
    checks::parts::CHECK,
    checks::residue::CHECK,
    checks::incomplete::CHECK,
    checks::slip::CHECK,
    checks::components::APART,
    checks::components::RESIDUE,
    checks::components::HUNDRED,
    checks::comparison::CHECK,
    checks::bounds::CHECK,
    checks::idle::UNREADABLE,
    checks::idle::IDLE,
    checks::outlier::CHECK,
    checks::unit::CHECK,
    checks::coverage::CHECK,
    checks::misspelt::CHECK,
    checks::still::CHECK,
];

/// Runs every check that looks at the data of a book and nothing else.
pub fn data(catalogue: &Catalogue<'_>, findings: &mut Findings) {
    let observations = catalogue.observations();
    let data = Data {
        catalogue,
        relations: checks::evaluated(catalogue),
        totals: checks::totals(catalogue),
        changes: checks::changes(observations),
        slips: checks::slips(observations),
    };
    for check in CHECKS {
        if let Look::Data(look) = check.look {
            look(&data, findings);
        }
    }
}

/// Runs every check of data that looks at what the templates say of them.
pub fn used(catalogue: &Catalogue<'_>, findings: &mut Findings) {
    for check in CHECKS {
        if let Look::Templates(look) = check.look {
            look(catalogue, findings);
        }
    }
}

/// Returns a check by its code.
#[must_use]
pub fn check(code: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.code.id == code)
}

/// Returns what a check does, why, an example and what to do, by its code.
#[must_use]
pub fn doc(code: &str) -> Option<&'static str> {
    let of_figures = || FIGURE_CHECKS.iter().find(|check| check.code.id == code).map(|check| check.doc);
    check(code).map(|check| check.doc).or_else(of_figures).or_else(|| prose::check(code).map(|check| check.doc))
}

#[cfg(test)]
mod tests;
