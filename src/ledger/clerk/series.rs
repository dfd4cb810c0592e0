//! Claims over several years or areas: streaks, ranks, extremes. Checked on exact values, never on printed ones.

use std::cmp::Ordering;

use crate::book::Period;
use crate::findings::Problem;
use crate::formula::{Context, Evaluation, Facts, Function, NoValue, Outcome, YearSelector};
use crate::quantity::{Exact, Unit};

use super::super::wording::{self, Kind};
use super::super::{Call, Print, words_over};
use super::{Built, Clerk, Draft, Refusal, Subject, Unavailable, call_expr, indicator_expr};

impl Clerk<'_> {
    /// `连续5年下降`: a year without a value, a break in the series or no change at all ends it.
    pub(super) fn streak(&self, call: &Call, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let year = subject.context.period.last_year();
        let first = call.arguments.year("from").unwrap_or(self.book.years.0);
        let mut evaluation = self.evaluate(&formula, &subject.context);
        if let Outcome::None(reason) = &evaluation.outcome {
            let reason = reason.clone();
            return Err(Refusal::NoValue(Box::new(Unavailable { formula, evaluation, reason })));
        }
        let mut direction = Ordering::Equal;
        let mut length = 0;
        for later in (first + 1..=year).rev() {
            let Some((order, step)) = self.step(subject, later) else { break };
            if order.is_eq() || (length > 0 && order != direction) {
                break;
            }
            direction = order;
            length += 1;
            merge(&mut evaluation, step);
        }
        if length < 2 {
            let what = format!(
                "{}@{} has moved one way for {length} year up to {year}: no streak",
                subject.indicator, subject.context.area
            );
            return Err(no_claim(formula, evaluation, what));
        }
        let rate = self.catalogue.unit(&subject.indicator).is_some_and(Unit::is_rate);
        let kind = if rate { Kind::StreakOfRates } else { Kind::StreakOfAmounts };
        let words = words_over(&call.arguments.words("words"), &self.catalogue.words(&subject.indicator));
        let direction = wording::direction(self.wording, kind, if direction.is_gt() { 1 } else { -1 }, &words);
        let phrase = self.wording.streak(length, &direction);
        let print = Print {
            word: phrase.before,
            token: phrase.token,
            after: phrase.after,
            rounded: Some(Exact::from(i64::from(length))),
            ..Print::default()
        };
        Ok(Draft { formula, evaluation, print })
    }

    /// How the value of a year stands to that of the year before, on one basis.
    fn step(&self, subject: &Subject, year: i32) -> Option<(Ordering, Evaluation)> {
        let context = Context { area: subject.context.area.clone(), period: Period::Year(year) };
        let change =
            call_expr(Function::Change { base: YearSelector::Relative(-1) }, vec![indicator_expr(&subject.indicator)]);
        let evaluation = self.evaluate(&change, &context);
        let order = evaluation.value()?.order(&Exact::zero())?;
        Some((order, evaluation))
    }

    pub(super) fn rank(&self, call: &Call, subject: &Subject) -> Built {
        let ascending = match call.arguments.text("order") {
            None | Some("descending") => false,
            Some("ascending") => true,
            Some(other) => {
                return Err(Problem::new(format!("order must be ascending or descending, found \"{other}\"")).into());
            }
        };
        let operand = indicator_expr(&subject.indicator);
        let formula = call_expr(Function::Rank { ascending }, vec![operand.clone()]);
        let (place, evaluation) = self.settle(&formula, &subject.context, |value, _| Some(value.clone()))?;
        if self.book.areas.siblings(&subject.context.area).len() < 2 {
            let what = format!("{} is part of no whole with other parts, so it has no rank", subject.context.area);
            return Err(no_claim(formula, evaluation, what));
        }
        let own = self.evaluate(&operand, &subject.context).value().cloned();
        let siblings = self.book.areas.siblings(&subject.context.area);
        let tied = siblings.iter().filter(|sibling| sibling.id != subject.context.area).any(|sibling| {
            let context = Context { area: sibling.id.clone(), period: subject.context.period };
            self.evaluate(&operand, &context).value() == own.as_ref()
        });
        let phrase = self.wording.rank(&place.to_string(), tied);
        let bare = call.arguments.flag("word") == Some(false);
        let word = if bare { String::new() } else { call.arguments.text("word").map_or(phrase.before, str::to_owned) };
        let print = Print {
            word,
            token: phrase.token,
            after: phrase.after,
            unit: Some(Unit::place()),
            rounded: Some(place),
            ..Print::default()
        };
        Ok(Draft { formula, evaluation, print })
    }

    /// `为2012年以来最低`: every year since then must have a value, and none may equal this one.
    pub(super) fn extreme(&self, call: &Call, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let (own, mut evaluation) = self.settle(&formula, &subject.context, |value, _| Some(value.clone()))?;
        let year = subject.context.period.last_year();
        let since = call.arguments.year("since").unwrap_or(year);
        if since >= year {
            return Err(Problem::new(format!("since={since} is not before {year}"))
                .hint("an extreme needs earlier years to compare with")
                .into());
        }
        let mut orders = Vec::new();
        for earlier in since..year {
            let context = Context { area: subject.context.area.clone(), period: Period::Year(earlier) };
            let other = self.evaluate(&formula, &context);
            match &other.outcome {
                Outcome::None(reason) => {
                    let reason = reason.clone();
                    return Err(Refusal::NoValue(Box::new(Unavailable { formula, evaluation: other, reason })));
                }
                Outcome::Value { value, .. } => orders.push(own.order(value)),
            }
            merge(&mut evaluation, other);
        }
        let all = |wanted: Ordering| orders.iter().all(|order| *order == Some(wanted));
        let highest = all(Ordering::Greater);
        if !highest && !all(Ordering::Less) {
            let what = format!(
                "{}@{}@{year} is neither the highest nor the lowest since {since}",
                subject.indicator, subject.context.area
            );
            return Err(no_claim(formula, evaluation, what));
        }
        let phrase = self.wording.extreme(since, highest);
        let bare = call.arguments.flag("word") == Some(false);
        let word = if bare { String::new() } else { call.arguments.text("word").map_or(phrase.before, str::to_owned) };
        let print = Print {
            word,
            token: phrase.token,
            after: phrase.after,
            rounded: Some(Exact::from(i64::from(since))),
            ..Print::default()
        };
        Ok(Draft { formula, evaluation, print })
    }
}

/// A claim that the data do not bear out.
fn no_claim(formula: crate::formula::Expr, evaluation: Evaluation, reason: String) -> Refusal {
    Refusal::NoValue(Box::new(Unavailable { formula, evaluation, reason: NoValue::NotComparable { reason } }))
}

/// Adds what another evaluation read to one that stands.
fn merge(into: &mut Evaluation, other: Evaluation) {
    for input in other.inputs {
        if !into.inputs.contains(&input) {
            into.inputs.push(input);
        }
    }
    into.statuses.extend(other.statuses);
    for note in other.notes {
        if !into.notes.contains(&note) {
            into.notes.push(note);
        }
    }
}
