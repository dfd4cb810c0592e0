//! From a draft to an entry: the id, the inputs with their places, the rule with its numbers, the remarks.

use std::sync::Arc;

use crate::book::Id;
use crate::findings::Place;
use crate::formula::{Evaluation, Facts, Input, Note, explain};
use crate::ingest::Status;

use super::super::provenance::input_record;
use super::super::wording::{Datum, Remark};
use super::super::{Call, Class, Figure, FigureFunction, InputRecord};
use super::{Clerk, Draft, Subject};

impl Clerk<'_> {
    /// An entry for a call.
    pub(super) fn entry(&self, call: &Call, subject: &Subject, draft: Draft) -> Figure {
        self.figure_of(&key(call.function, subject), (call.function, &Arc::new(call.site.clone())), subject, draft)
    }

    /// An entry for a call, or for a cell of a chart.
    pub(in crate::ledger) fn figure_of(
        &self,
        key: &str,
        (function, site): (FigureFunction, &Arc<Place>),
        subject: &Subject,
        draft: Draft,
    ) -> Figure {
        let Draft { formula, evaluation, print, claim, explanation } = draft;
        let marked = self.marked_inputs(&evaluation);
        let unvalidated = marked.iter().filter(|input| input.status == Status::V);
        let figure = Figure {
            // Of just the length: a table has thousands.
            id: [&*self.chapter_id, "/", key].concat(),
            chapter: self.chapter_id.clone(),
            entry: None,
            order: 0,
            function,
            indicator: subject.indicator.clone(),
            area: subject.context.area.clone(),
            period: subject.context.period,
            class: class(function, &evaluation),
            marks: unvalidated.map(|input| self.status_remark(input)).collect(),
            notes: self.remarks(&evaluation, &marked).into(),
            explanation,
            formula,
            evaluation,
            claim,
            print,
            pending: None,
            site: site.clone(),
        };
        let is_partial = function == FigureFunction::Rank && !figure.evaluation.notes.is_empty();
        if figure.value().is_none() || is_partial {
            self.note_provenance(&figure);
        }
        figure
    }

    /// Has the log know all that provenance ([`Provenance::of`](super::super::Provenance)) will show, and reads what that reads: where an evaluation ended early, or somewhere else, it shows more than was
    /// read here.
    pub(in crate::ledger) fn note_provenance(&self, figure: &Figure) {
        if !self.catalogue.is_logged() {
            return;
        }
        if figure.explanation.is_none() {
            drop(explain(&figure.formula, self.catalogue, &figure.context()));
        }
        for input in &figure.evaluation.inputs {
            let _ = self.catalogue.observation(&input.indicator, &input.area, input.period);
        }
    }

    /// The inputs that are not just normal values.
    pub(in crate::ledger) fn marked_inputs(&self, evaluation: &Evaluation) -> Vec<InputRecord> {
        if evaluation.statuses.are_normal() {
            return Vec::new();
        }
        let is_marked = |input: &&Input| {
            let datum = self.catalogue.observation(&input.indicator, &input.area, input.period);
            datum.is_some_and(|datum| datum.status != Status::A)
        };
        let marked = evaluation.inputs.iter().filter(is_marked);
        marked.filter_map(|input| input_record(self.catalogue, input)).collect()
    }

    /// What the status of a datum means for what hangs on it.
    pub(in crate::ledger) fn status_remark(&self, record: &InputRecord) -> String {
        let Input { indicator, period, .. } = &record.input;
        let datum = Datum { name: self.catalogue.name(indicator), period: *period, recorded: &record.recorded };
        self.wording.remark(&Remark::Status { status: record.status, datum: &datum, note: record.note.as_deref() })
    }

    fn remarks(&self, evaluation: &Evaluation, marked: &[InputRecord]) -> Vec<String> {
        let of_changes = evaluation.notes.iter().map(|note| match note {
            Note::ComparableBase { of, published, used } => Remark::ComparableBase {
                name: self.catalogue.name(&of.indicator),
                // The note names the row that carries the base: that of the year after.
                year: of.period.last_year() - 1,
                published: published.as_deref(),
                used,
            },
            Note::RevisedBase { of, old, new } => {
                Remark::RevisedBase { name: self.catalogue.name(&of.indicator), year: of.period.last_year(), old, new }
            }
            Note::Incomplete { what } => Remark::Incomplete { what },
        });
        let mut remarks = of_changes.map(|remark| self.wording.remark(&remark)).collect::<Vec<_>>();
        let spoken = |status| matches!(status, Status::I | Status::V | Status::P | Status::E);
        remarks.extend(marked.iter().filter(|record| spoken(record.status)).map(|record| self.status_remark(record)));
        if let Some(hedge) = evaluation.hedge.as_deref().filter(|_| evaluation.inputs.len() > 1) {
            remarks.push(self.wording.remark(&Remark::Hedged { hedge }));
        }
        remarks
    }
}

/// `growth:special_fund@岳阳市@2016`
pub(in crate::ledger) fn key(function: FigureFunction, subject: &Subject) -> String {
    let Subject { indicator, context } = subject;
    format!("{}:{indicator}@{}@{}", function.name(), context.area, context.period)
}

/// `A+B`; a long list is `A…Z`, since the id of a table or a chart stands in every one of its cells.
pub(in crate::ledger) fn in_id(listed: &[Id]) -> String {
    const MOST: usize = 4;
    match listed {
        [first, .., last] if listed.len() > MOST => format!("{first}…{last}"),
        _ => listed.join("+"),
    }
}

/// A datum printed as it was worked back is no less reconstructed than what is computed from it.
fn class(function: FigureFunction, evaluation: &Evaluation) -> Class {
    match function {
        FigureFunction::Quote => Class::Quoted,
        _ if evaluation.statuses.contains(&Status::I) => Class::Reconstructed,
        _ => Class::Computed,
    }
}
