//! Why a call prints nothing, and what is said about it: what was asked, the reason, what to do.

use crate::book::Period;
use crate::findings::Problem;
use crate::formula::{Evaluation, Expr, Facts, NoValue, Outcome};

use super::super::FigureFunction;
use super::{Clerk, Subject};

/// Why nothing was made of a call.
#[derive(Debug)]
pub(in crate::ledger) enum Refusal {
    /// The call is wrong.
    Wrong(Problem),
    /// There is no value; `otherwise` or a draft may still print something.
    NoValue {
        /// What was evaluated.
        of: Box<Evaluated>,
        /// Why there is none.
        reason: NoValue,
    },
    /// The data do not bear the claim out; `otherwise` may still print something.
    NotSo {
        /// What was evaluated.
        of: Box<Evaluated>,
        /// What is so instead.
        reason: String,
    },
}

/// What was evaluated, and what it came to.
#[derive(Debug)]
pub(in crate::ledger) struct Evaluated {
    /// The formula.
    pub(super) formula: Expr,
    /// Its evaluation.
    pub(super) evaluation: Evaluation,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem)
    }
}

impl Refusal {
    /// A claim that the data do not bear out.
    pub(super) fn not_so(formula: Expr, evaluation: Evaluation, reason: String) -> Self {
        Self::NotSo { of: Box::new(Evaluated { formula, evaluation }), reason }
    }

    /// The refusal of an evaluation that has no value.
    pub(super) fn of(formula: &Expr, evaluation: &Evaluation) -> Option<Self> {
        let Outcome::None(reason) = &evaluation.outcome else { return None };
        let of = Evaluated { formula: formula.clone(), evaluation: evaluation.clone() };
        Some(Self::NoValue { of: Box::new(of), reason: reason.clone() })
    }

    /// Returns what is missing, if only a datum is.
    pub(super) fn missing(&self) -> Option<String> {
        match self {
            Self::NoValue { reason: NoValue::MissingBase { what } | NoValue::MissingCurrent { what }, .. } => {
                Some(what.clone())
            }
            _ => None,
        }
    }

    /// Returns the reason for a reader of the book; nothing where the call itself is wrong.
    pub(in crate::ledger) fn for_readers(&self, clerk: &Clerk<'_>) -> Option<String> {
        match self {
            Self::NoValue { reason, .. } => Some(clerk.wording.absence(reason)),
            Self::NotSo { reason, .. } => Some(reason.clone()),
            Self::Wrong(_) => None,
        }
    }

    /// Returns the message for the editor.
    pub(in crate::ledger) fn problem(&self, clerk: &Clerk<'_>, function: FigureFunction, subject: &Subject) -> Problem {
        let Subject { indicator, context } = subject;
        let asked = format!("{} of {indicator}@{}@{}", function.name(), context.area, context.period);
        match self {
            Self::Wrong(problem) => problem.clone(),
            Self::NotSo { reason, .. } => Problem::new(format!("{asked} does not hold: {reason}"))
                .hint("take the claim out, or say what to print instead: otherwise=\"…\""),
            Self::NoValue { reason, .. } => {
                let (why, hint) = reason_and_hint(reason, function);
                let hint = match reason {
                    NoValue::MissingBase { .. } | NoValue::MissingCurrent { .. } => {
                        format!("{}{hint}", clerk.known_data(subject))
                    }
                    _ => hint.to_owned(),
                };
                Problem::new(format!("{asked} has no value ({}): {why}", reason.name())).hint(hint)
            }
        }
    }
}

fn reason_and_hint(reason: &NoValue, function: FigureFunction) -> (String, &'static str) {
    match reason {
        NoValue::ZeroBase => {
            ("the base is zero".to_owned(), "print change() instead, or say it in words: otherwise=\"…\"")
        }
        NoValue::NegativeBase(_) => (
            "one of the two values is negative, and a rate would mislead".to_owned(),
            "say it in words, such as otherwise=\"扭亏为盈\", or print change()",
        ),
        NoValue::MissingBase { what } => {
            (format!("no base: {what}"), "add the datum, choose another `base`, or say what to print: otherwise=\"…\"")
        }
        NoValue::MissingCurrent { what } => (what.clone(), "add the datum, or say what to print: otherwise=\"…\""),
        NoValue::NotComparable { reason } => (
            format!("not comparable: {reason}"),
            "give the row a `comparable_base`, or say it in words: otherwise=\"…\"",
        ),
        NoValue::NotANumber { what } if function == FigureFunction::Figure => {
            (what.clone(), "print words with quote()")
        }
        NoValue::NotANumber { what } => (
            what.clone(),
            "formulas need plain numbers: print words with quote(), ranges and hedged numbers with figure(); an indicator whose \
             formula accepts hedged operands declares `hedged: inherit`",
        ),
    }
}

impl Clerk<'_> {
    /// For which areas and years a data indicator has observations, when not for those asked for.
    fn known_data(&self, subject: &Subject) -> String {
        const SHOWN: usize = 3;
        let Subject { indicator, context } = subject;
        if self.catalogue.is_computed(indicator)
            || self.catalogue.observation(indicator, &context.area, context.period).is_some()
        {
            return String::new();
        }
        let mut spans: Vec<(String, Period, Period)> = Vec::new();
        for observation in self.catalogue.series(indicator) {
            match spans.last_mut() {
                Some((area, _, last)) if *area == observation.area && follows(*last, observation.period) => {
                    *last = observation.period;
                }
                _ => spans.push((observation.area.to_owned(), observation.period, observation.period)),
            }
        }
        // The area that was asked for comes first.
        spans.sort_by_key(|(area, ..)| **area != *context.area);
        let shown = spans.iter().take(SHOWN).map(|(area, first, last)| {
            if first == last { format!("{area} in {first}") } else { format!("{area} in {first} to {last}") }
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        let more = if spans.len() > SHOWN { ", …" } else { "" };
        if shown.is_empty() { String::new() } else { format!("{indicator} has data for {shown}{more}; ") }
    }
}

/// Whether a year comes right after another.
fn follows(earlier: Period, later: Period) -> bool {
    matches!((earlier, later), (Period::Year(earlier), Period::Year(later)) if later == earlier + 1)
}
