//! Cells: each is made as the figure that a template would print, or says by a sign why it is empty.

use std::sync::Arc;

use thin_vec::ThinVec;

use crate::book::{Id, Period};
use crate::findings::Problem;
use crate::formula::{Context, Expr, Facts, Function, NoValue};
use crate::ingest::{Datum, Missing, Status};
use crate::quantity::{Exact, Unit};

use super::super::arguments::Given;
use super::super::clerk::{Built, Clerk, Decimals, Draft, Refusal, Subject, call_expr, indicator_expr, key, numeric};
use super::super::number::in_unit;
use super::super::round::round;
use super::super::wording::{Elsewhere, Remark};
use super::super::{Argument, Arguments, Figure, FigureFunction, InputRecord, Print};
use super::{Aspect, Down, Gap, Plan, Slot, TableCell, TableRow};

/// A cell, and what its notes say.
type Said = (TableCell, Vec<String>);

/// What the cells of a table have in common that say the same of one indicator.
#[derive(Debug, Default)]
pub(super) struct Asked(Vec<Asking>);

#[derive(Debug)]
struct Asking {
    function: FigureFunction,
    indicator: Id,
    total: bool,
    /// The arguments that they ask with.
    arguments: Arguments,
    /// The formula that the last one came to.
    formula: Option<Arc<Expr>>,
}

impl Asked {
    fn of(&mut self, plan: &Plan<'_>, function: FigureFunction, slot: &Slot, indicator: &Id) -> &mut Asking {
        let is_asked = |asking: &Asking| {
            asking.function == function && asking.indicator == *indicator && asking.total == slot.total
        };
        let index = self.0.iter().position(is_asked).unwrap_or_else(|| {
            let arguments = arguments(plan, function, slot.total, indicator);
            let indicator = indicator.clone();
            self.0.push(Asking { function, indicator, total: slot.total, arguments, formula: None });
            self.0.len() - 1
        });
        &mut self.0[index]
    }
}

impl Asking {
    /// Returns a formula as the one text that cells share, if it is the same.
    fn shared(&mut self, formula: Arc<Expr>) -> Arc<Expr> {
        match &self.formula {
            Some(last) if *last == formula => last.clone(),
            _ => self.formula.insert(formula).clone(),
        }
    }
}

impl Clerk<'_> {
    pub(super) fn table_cell(&self, plan: &Plan<'_>, asked: &mut Asked, slot: &Slot) -> Result<Said, Problem> {
        let (Some(indicator), Some(area), Some(year)) = (&slot.indicator, &slot.area, slot.year) else {
            return Ok((empty(Gap::NotAvailable), Vec::new()));
        };
        let context = Context { area: area.clone(), period: Period::Year(year) };
        let subject = Subject { indicator: indicator.clone(), context };
        let aspect = slot.aspect.unwrap_or(Aspect::Level);
        let rate = plan.units[indicator].is_rate();
        if slot.total && aspect == Aspect::Rank || aspect == Aspect::Growth && rate {
            return Ok((empty(Gap::NotApplicable), Vec::new()));
        }
        let function = match aspect {
            Aspect::Level if self.is_words(&subject) => FigureFunction::Quote,
            Aspect::Level => FigureFunction::Figure,
            Aspect::Change if rate => FigureFunction::Points,
            Aspect::Change => FigureFunction::Change,
            Aspect::Growth => FigureFunction::Growth,
            Aspect::Share => FigureFunction::Share,
            Aspect::Rank => FigureFunction::Rank,
        };
        let asking = asked.of(plan, function, slot, indicator);
        let given = Given::made(function.row(), &asking.arguments);
        let draft = match self.cell_draft(plan, slot.total, (function, &given), &subject) {
            Ok(draft) => draft,
            Err(Refusal::Wrong(problem)) => return Err(problem),
            Err(refusal) => {
                let reason = refusal.for_readers(self);
                return Ok((
                    TableCell { reason: reason.map(Into::into), ..empty(self.gap(&subject, aspect, &refusal)) },
                    Vec::new(),
                ));
            }
        };
        let foreign = plan.down == Down::Indicators && function == FigureFunction::Points;
        let print = self.bare_print(&draft.print, foreign)?;
        let key = format!("{}/{}", plan.key, key(function, &subject));
        let draft = Draft { print, formula: asking.shared(draft.formula), ..draft };
        let figure = self.figure_of(&key, (function, &plan.site), &subject, draft);
        let said = self.said(&subject, &figure);
        Ok((TableCell { figure: Some(figure), ..empty(Gap::NotAvailable) }, said))
    }

    fn is_words(&self, subject: &Subject) -> bool {
        self.datum(subject).is_some_and(|datum| matches!(datum.datum, Datum::Words(_)))
    }

    fn cell_draft(
        &self,
        plan: &Plan<'_>,
        total: bool,
        (function, given): (FigureFunction, &Given<'_>),
        subject: &Subject,
    ) -> Built {
        if total && self.must_sum(plan, subject) && function != FigureFunction::Share {
            return self.summed(plan, function, given, subject);
        }
        match function {
            FigureFunction::Quote => self.quote(given, subject),
            FigureFunction::Figure => self.level(given, subject),
            FigureFunction::Share => self.share(given, subject),
            FigureFunction::Rank => self.rank(given, subject),
            _ => self.change(function, given, subject),
        }
    }

    /// Whether the total has no datum of its own and can be added up.
    fn must_sum(&self, plan: &Plan<'_>, subject: &Subject) -> bool {
        let Subject { indicator, context } = subject;
        let areas = self.roots(plan);
        let has_whole = self.whole_of(&areas.iter().collect::<Vec<_>>()).is_some();
        let recorded = self.catalogue.observation(indicator, &context.area, context.period).is_some();
        let known = has_whole && (recorded || self.catalogue.is_computed(indicator));
        !known && !plan.units[indicator].is_rate()
    }

    /// The sum of the areas, or the change of their sum.
    fn summed(&self, plan: &Plan<'_>, function: FigureFunction, given: &Given<'_>, subject: &Subject) -> Built {
        let sum = call_expr(Function::Sum { areas: self.roots(plan) }, vec![indicator_expr(&subject.indicator)]);
        let base = crate::formula::YearSelector::Relative(-1);
        let (formula, unit) = match function {
            FigureFunction::Growth => (call_expr(Function::Growth { base }, vec![sum]), Unit::percent()),
            FigureFunction::Change => {
                (call_expr(Function::Change { base }, vec![sum]), plan.units[&subject.indicator].clone())
            }
            _ => (sum, plan.units[&subject.indicator].clone()),
        };
        let look = self.look(given, &unit)?;
        let usual = if function == FigureFunction::Growth { Decimals::Fixed(1) } else { Decimals::AsRecorded };
        let (rounded, evaluation) =
            self.settle(&formula, &subject.context, |value, evaluation| self.round(value, &look, usual, evaluation))?;
        Ok(Draft::new(formula, evaluation, numeric(&rounded, &look.unit)))
    }

    /// The token is the number alone: unit and hedge are told by the head and by notes. Only points beside the rate of a row
    /// are in another unit than the row, and print it.
    fn bare_print(&self, print: &Print, with_unit: bool) -> Result<Print, Problem> {
        let Some(rounded) = &print.rounded else {
            let token = format!("{}{}{}", print.hedge, print.token, print.after);
            return Ok(Print { token, unit: None, ..Print::default() });
        };
        let own = print.unit.clone().unwrap_or_else(Unit::none);
        let decimals = i32::try_from(print.decimals).unwrap_or_default();
        let value: Exact = in_unit(rounded, &own);
        let digits = round(&value, decimals, self.book.rounding)
            .map_err(|_| Problem::new("what is printed is no single number"))?
            .to_string();
        let token = if with_unit { format!("{digits}{own}") } else { digits };
        Ok(Print { token, word: String::new(), hedge: String::new(), after: String::new(), ..print.clone() })
    }

    /// What a cell's notes say: the status of its own datum in short, since the mark tells which it is, of another one with
    /// what it is of; then the figure's other remarks.
    fn said(&self, subject: &Subject, figure: &Figure) -> Vec<String> {
        let marked = self.marked_inputs(&figure.evaluation);
        let of_data: Vec<String> = marked.iter().map(|input| self.status_remark(input)).collect();
        let mut said: Vec<String> = marked.iter().map(|input| self.said_of(subject, input)).collect();
        said.extend(figure.notes.iter().filter(|note| !of_data.contains(note)).cloned());
        let hedge = figure.evaluation.hedge.as_deref().filter(|hedge| !figure.print.token.contains(*hedge));
        let hedge = hedge.map(|hedge| self.wording.remark(&Remark::Hedged { hedge }));
        said.extend(hedge.filter(|hedge| !figure.notes.contains(hedge)));
        said
    }

    fn said_of(&self, subject: &Subject, record: &InputRecord) -> String {
        let InputRecord { input, status, note, .. } = record;
        let Subject { indicator, context } = subject;
        let elsewhere = Elsewhere {
            period: (input.period != context.period).then_some(input.period),
            area: (input.area != context.area).then_some(&*input.area),
            indicator: (input.indicator != *indicator).then(|| self.catalogue.name(&input.indicator)),
        };
        let is_own = elsewhere.period.is_none() && elsewhere.area.is_none() && elsewhere.indicator.is_none();
        self.wording.marked(Some(&elsewhere).filter(|_| !is_own), *status, note.as_deref())
    }

    /// The sign of an empty cell: of its datum, where it has one, else of why nothing could be computed.
    fn gap(&self, subject: &Subject, aspect: Aspect, refusal: &Refusal) -> Gap {
        let datum = self.datum(subject).filter(|_| aspect == Aspect::Level);
        match (datum.as_ref().map(|datum| (&datum.datum, datum.status)), refusal) {
            (Some((Datum::Missing(Missing::BelowUnit), _)), _) => Gap::BelowUnit,
            (Some((Datum::Missing(Missing::NotApplicable), _) | (_, Status::M)), _) => Gap::NotApplicable,
            (_, Refusal::NoValue { reason: NoValue::NotComparable { .. }, .. }) => Gap::NotComparable,
            (_, Refusal::NoValue { reason: NoValue::ZeroBase | NoValue::NegativeBase(_), .. }) => Gap::NotApplicable,
            _ => Gap::NotAvailable,
        }
    }

    /// What the signs that stand in a table mean.
    pub(super) fn legend(&self, rows: &[TableRow]) -> Option<String> {
        let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.figure.is_none());
        let words = self.wording.table();
        let meanings = Gap::ALL.into_iter().zip(words.signs);
        let present = meanings.filter(|(gap, _)| cells().any(|cell| cell.gap == *gap)).map(|(_, meaning)| meaning);
        let present = present.collect::<Vec<_>>();
        let [before, between, behind] = words.around_signs;
        (!present.is_empty()).then(|| format!("{before}{}{behind}", present.join(between)))
    }
}

/// What a template would give a function to have what a cell prints.
fn arguments(plan: &Plan<'_>, function: FigureFunction, total: bool, indicator: &str) -> Arguments {
    let mut arguments = Arguments([("word".to_owned(), Argument::Flag(false))].into());
    let mut give = |name: &str, value: Argument| arguments.0.insert(name.to_owned(), value);
    if matches!(function, FigureFunction::Figure | FigureFunction::Change) {
        let unit = &plan.units[indicator];
        let unit = if unit.symbol().is_empty() { "none".into() } else { unit.to_string() };
        give("unit", Argument::Text(unit));
        if let Some(decimals) = plan.given.decimals() {
            give("decimals", Argument::Integer(decimals.into()));
        }
    }
    if function == FigureFunction::Rank && plan.given.text("order") == Some("ascending") {
        give("order", Argument::Text("ascending".into()));
    }
    if function == FigureFunction::Rank && plan.given.text("missing") == Some("leave_out") {
        give("missing", Argument::Text("leave_out".into()));
    }
    if function == FigureFunction::Share && total {
        give("of", Argument::Text(indicator.to_owned()));
    }
    arguments
}

fn empty(gap: Gap) -> TableCell {
    TableCell { figure: None, gap, reason: None, marks: ThinVec::new() }
}
