//! Status, and what observations must not contradict: each other.

use crate::findings::Problem;
use crate::ingest::codes;
use crate::ingest::codes::Report;
use crate::ingest::layout::Word;
use crate::ingest::observations::Conflict;
use crate::ingest::value;
use crate::ingest::{Datum, Missing, Observation, Observations, Status};

use super::{Cell, Records};

/// What a row says of its status.
#[derive(Clone, Copy)]
pub(super) enum Stated {
    Nothing,
    Status(Status),
    Unknown,
}

impl Records<'_, '_> {
    /// The stated status; the row is not read where it is unknown.
    pub(super) fn status(&mut self, cell: &Cell<'_>) -> Stated {
        let text = cell.attribute(Word::Status);
        let status = match value::normalise(text).to_ascii_uppercase().as_str() {
            "" => return Stated::Nothing,
            "A" => Status::A,
            "B" => Status::B,
            "E" => Status::E,
            "I" => Status::I,
            "M" => Status::M,
            "O" => Status::O,
            "P" => Status::P,
            "V" => Status::V,
            _ => {
                let hint = "write A normal, B break, E estimated, I imputed, M cannot exist, O missing, P provisional or \
                            V unvalidated";
                let problem = Problem::new(format!("unknown status `{text}`")).at(cell.place_of(Word::Status));
                self.report.add(codes::UNKNOWN_STATUS, problem.hint(hint));
                return Stated::Unknown;
            }
        };
        Stated::Status(status)
    }

    /// The status of an observation: as stated, else what its value says.
    pub(super) fn settle(&mut self, cell: &Cell<'_>, stated: Stated, datum: &Datum) -> Option<Status> {
        let stated = match stated {
            Stated::Unknown => return None,
            Stated::Status(status) => status,
            Stated::Nothing => return Some(implied(datum)),
        };
        let says_nothing = matches!(stated, Status::M | Status::O);
        if says_nothing && !matches!(datum, Datum::Missing(_)) {
            let message = format!("status {stated:?} says that there is no value, found `{}`", cell.text());
            let problem =
                Problem::new(message).at(cell.place_of(Word::Status)).hint("correct the status, or empty the value");
            self.report.add(codes::STATUS_CONFLICT, problem);
        }
        Some(stated)
    }
}

/// Reports what stands twice.
pub(in crate::ingest) fn report_conflicts(all: &Observations, conflicts: &[Conflict], report: &mut Report<'_>) {
    for (later, earlier) in conflicts.iter().map(|conflict| conflict.both(all)) {
        let key = format!("`{}` of {} for {}", later.indicator, later.area, later.period);
        let (code, what, hint) = if says_the_same(&later, &earlier) {
            (codes::REPEATED_EQUAL, "the same value", "remove one of the two")
        } else {
            (codes::REPEATED_DIFFERENT, "different values", "keep the right one; the first is used")
        };
        let [now, before] = [&later, &earlier].map(shown);
        let message = format!("{key} stands twice with {what}: {now} here, {before} at {}", earlier.place());
        report.add(code, Problem::new(message).at(later.place()).hint(hint));
    }
}

/// The status that a value has of itself.
fn implied(datum: &Datum) -> Status {
    match datum {
        Datum::Missing(Missing::NotApplicable) => Status::M,
        Datum::Missing(Missing::NotAvailable) => Status::O,
        _ => Status::A,
    }
}

fn shown(observation: &Observation<'_>) -> String {
    if observation.raw.is_empty() {
        "blank".into()
    } else {
        format!("`{}` {}", observation.raw, observation.unit).trim_end().into()
    }
}

/// Whether two observations give one value, whatever multiplier it is written in.
fn says_the_same(a: &Observation<'_>, b: &Observation<'_>) -> bool {
    let comparable = a.unit.is_compatible(b.unit) && a.qualifier == b.qualifier && a.status == b.status;
    let ends = |o: &Observation<'_>| match &o.datum {
        Datum::Number(number) => Some((number * &o.unit.worth(), number * &o.unit.worth())),
        Datum::Range(low, high) => Some((low * &o.unit.worth(), high * &o.unit.worth())),
        _ => None,
    };
    comparable && if ends(a).is_some() { ends(a) == ends(b) } else { a.datum == b.datum }
}
