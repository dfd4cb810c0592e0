//! From a draft to an entry: the id, the inputs with their places, the rule with its numbers, the remarks.

use crate::formula::{Context, Evaluation, Facts, Input, Note, explain};
use crate::ingest::Status;

use super::super::wording::Remark;
use super::super::{Call, Class, Figure, FigureFunction, InputRecord};
use super::{Clerk, Draft, Subject};

impl Clerk<'_> {
    pub(super) fn entry(&self, call: &Call, subject: &Subject, draft: Draft) -> Figure {
        let Subject { indicator, context } = subject;
        let key = format!("{}:{indicator}@{}@{}", call.function.name(), context.area, context.period);
        let figure = self.figure_of(&key, indicator, context, draft);
        Figure { function: call.function, class: self.class(call.function, &figure), site: call.site.clone(), ..figure }
    }

    /// An entry for any formula: a call's, or a cell's of a chart.
    pub(in crate::ledger) fn figure_of(&self, key: &str, indicator: &str, context: &Context, draft: Draft) -> Figure {
        let Draft { formula, evaluation, print } = draft;
        let explanation = explain(&formula, self.catalogue, context);
        let inputs = self.inputs(&evaluation);
        let marks = inputs.iter().filter(|input| input.status == Status::V).map(|input| self.status_remark(input));
        Figure {
            marks: marks.collect(),
            id: format!("{}/{key}", self.chapter.id),
            chapter: self.chapter.id.clone(),
            entry: None,
            order: 0,
            function: FigureFunction::Figure,
            indicator: indicator.to_owned(),
            area: context.area.clone(),
            period: context.period,
            class: if evaluation.statuses.contains(&Status::I) { Class::Reconstructed } else { Class::Computed },
            notes: self.remarks(&evaluation, &inputs),
            rule: explanation.rule,
            filled: explanation.filled,
            inputs,
            formula,
            evaluation,
            print,
            pending: None,
            site: crate::findings::Place::file(self.chapter.file.as_str()),
        }
    }

    fn class(&self, function: FigureFunction, figure: &Figure) -> Class {
        // A datum printed as it was worked back is no less reconstructed than what is computed from it.
        if function == FigureFunction::Quote { Class::Quoted } else { figure.class }
    }

    fn inputs(&self, evaluation: &Evaluation) -> Vec<InputRecord> {
        evaluation.inputs.iter().filter_map(|input| self.input(input)).collect()
    }

    fn input(&self, input: &Input) -> Option<InputRecord> {
        let observation = self.catalogue.observation(&input.indicator, &input.area, input.period)?;
        let unit = observation.unit.to_string();
        let hedge =
            observation.qualifier.as_deref().filter(|hedge| !observation.raw.contains(*hedge)).unwrap_or_default();
        let raw = &observation.raw;
        let words =
            matches!(observation.datum, crate::ingest::Datum::Words(_)) || (!unit.is_empty() && raw.ends_with(&unit));
        Some(InputRecord {
            input: input.clone(),
            recorded: if words { raw.clone() } else { format!("{raw}{hedge}{unit}") },
            status: observation.status,
            note: observation.note.clone(),
            source: observation.source.clone(),
            place: observation.place(),
            sha256: observation.file.sha256.clone(),
        })
    }

    fn status_remark(&self, input: &InputRecord) -> String {
        let what = format!("{}年{}{}", input.input.period, self.catalogue.name(&input.input.indicator), input.recorded);
        self.wording.remark(&Remark::Status { what, status: input.status, note: input.note.clone() })
    }

    fn remarks(&self, evaluation: &Evaluation, inputs: &[InputRecord]) -> Vec<String> {
        let of_changes = evaluation.notes.iter().map(|note| match note {
            Note::ComparableBase { published, used, .. } => {
                Remark::ComparableBase { published: published.clone(), used: used.clone() }
            }
            Note::RevisedBase { old, new, .. } => Remark::RevisedBase { old: old.clone(), new: new.clone() },
            Note::Incomplete { what } => Remark::Incomplete { what: what.clone() },
        });
        let mut remarks: Vec<String> = of_changes.map(|remark| self.wording.remark(&remark)).collect();
        remarks.extend(inputs.iter().filter(|input| input.status != Status::A).map(|input| self.status_remark(input)));
        if evaluation.statuses.contains(&Status::I) && inputs.len() > 1 {
            remarks.push(self.wording.remark(&Remark::Reconstructed));
        }
        if let Some(hedge) = evaluation.hedge.as_ref().filter(|_| inputs.len() > 1) {
            remarks.push(self.wording.remark(&Remark::Hedged { hedge: hedge.clone() }));
        }
        remarks
    }
}
