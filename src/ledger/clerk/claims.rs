//! Claims over several years or areas: streaks, ranks, extremes. Checked on exact values, never on printed ones.

use std::cmp::Ordering;

use crate::book::{Id, Period};
use crate::findings::Problem;
use crate::formula::{Binary, Context, Evaluation, Explanation, Expr, Facts, Function, Outcome, YearSelector};
use crate::ingest::Status;
use crate::quantity::{Exact, Unit};

use super::super::arguments::{Given, WordChoice};
use super::super::wording::{Claim, Movement, Sign};
use super::super::{Direction, Print, Rounding, words_over};
use super::expression::{binary, compared, every, rank_among, select_expr};
use super::{Built, Clerk, Draft, Refusal, Subject, call_expr, indicator_expr};

/// Fewer years than this are no streak.
const LEAST: usize = 2;

impl Clerk<'_> {
    /// `连续5年下降`: a year without a value, a break in the series or no change at all ends it.
    pub(super) fn streak(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let year = single_year(given, subject)?;
        let mut evaluation = self.evaluate(&formula, &subject.context);
        if let Some(refusal) = Refusal::of(&formula, &evaluation) {
            return Err(refusal);
        }
        let first = given.year("from").unwrap_or(self.book.years.0);
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
        if length < LEAST {
            let reason = match length {
                0 => format!("it does not move in {year}, or cannot be compared with {}", year - 1),
                _ => {
                    format!("it has moved this way only since {}, and a streak takes at least {LEAST} years", year - 1)
                }
            };
            return Err(Refusal::not_so(formula, evaluation, reason));
        }
        let sign = if direction.is_gt() { Sign::Up } else { Sign::Down };
        let rate = self.own_unit(subject)?.is_rate();
        let movement = if rate { Movement::Points } else { Movement::Change };
        let words = words_over(&given.words(), &self.catalogue.words(&subject.indicator));
        let verb = sign.chosen(&words).unwrap_or_else(|| self.wording.movement(movement, sign));
        let print = claimed(given, self.wording.streak(length, verb));
        let years = year - i32::try_from(length).unwrap_or(0)..=year;
        let claim = Some(Box::new(always_moves(&formula, years.clone().skip(1), sign)));
        let explanation = Some(Box::new(self.in_a_row(subject, years, if sign == Sign::Up { " < " } else { " > " })));
        Ok(Draft { claim, explanation, ..Draft::new(formula, evaluation, print) })
    }

    /// How the value of a year stands to that of the year before, on one basis.
    fn step(&self, subject: &Subject, year: i32) -> Option<(Ordering, Evaluation)> {
        let change =
            call_expr(Function::Change { base: YearSelector::Relative(-1) }, vec![indicator_expr(&subject.indicator)]);
        let evaluation = self.evaluate(&change, &at_year(subject, year));
        let order = evaluation.value()?.order(&Exact::zero())?;
        Some((order, evaluation))
    }

    /// `x[2011] > x[2012] > …`, and with the numbers put in.
    fn in_a_row(&self, subject: &Subject, years: impl Iterator<Item = i32> + Clone, sign: &str) -> Explanation {
        let name = self.catalogue.name(&subject.indicator);
        let rule = years.clone().map(|year| format!("{name}[{year}]")).collect::<Vec<_>>().join(sign);
        let filled = years.map(|year| self.value_text(subject, year)).collect::<Vec<_>>().join(sign);
        Explanation { rule, filled }
    }

    fn value_text(&self, subject: &Subject, year: i32) -> String {
        let context = at_year(subject, year);
        let subject = Subject { indicator: subject.indicator.clone(), context };
        match self.datum(&subject) {
            Some(observation) => self.recorded_text(&observation),
            None => {
                crate::formula::explain(&indicator_expr(&subject.indicator), self.catalogue, &subject.context).filled
            }
        }
    }

    pub(in crate::ledger) fn rank(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let ascending = given.text("order") == Some("ascending");
        let gaps = given.text("missing") == Some("leave_out");
        let operand = indicator_expr(&subject.indicator);
        let own = &subject.context.area;
        let listed = given.list("among").into_iter().map(|name| self.area(name)).collect::<Result<Vec<_>, _>>()?;
        let areas = if listed.is_empty() { self.siblings(own) } else { listed.clone() };
        let others = areas.iter().filter(|area| *area != own).cloned().collect::<Vec<_>>();
        if others.len() == areas.len() || others.is_empty() {
            let message = format!("{own} is not ranked: it is not one of two or more areas ({})", areas.join(", "));
            let hint = "a rank is among the parts of the same whole (`part_of` in yearbook.yaml), or among=[…] with this area in it";
            return Err(Problem::new(message).hint(hint).into());
        }
        let formula = if listed.is_empty() {
            call_expr(Function::Rank { ascending, gaps }, vec![operand.clone()])
        } else {
            rank_among(&operand, &others, ascending)
        };
        let (place, evaluation) = self.settle(&formula, &subject.context, |value, _| Some(value.clone()))?;
        // Only the usual word tells it, and it takes all areas once more.
        let tied = given.word() == WordChoice::Usual && self.is_tied(&operand, subject, &others);
        let claim = self.wording.rank(&place.to_string(), tied);
        let rounding = Some(Rounding { places: 0, direction: Direction::Nearest(self.book.rounding) });
        let print = Print { unit: Some(Unit::place()), rounded: Some(place), rounding, ..claimed(given, claim) };
        Ok(Draft::new(formula, evaluation, print))
    }

    fn siblings(&self, area: &str) -> Vec<Id> {
        self.book.areas.siblings(area).into_iter().map(|sibling| sibling.id.clone()).collect()
    }

    fn is_tied(&self, operand: &Expr, subject: &Subject, others: &[Id]) -> bool {
        let value = |area: &Id| {
            let context = Context { area: area.clone(), period: subject.context.period };
            self.evaluate(operand, &context).value().cloned()
        };
        let own = value(&subject.context.area);
        others.iter().any(|other| value(other) == own)
    }

    /// `为2012年以来最低`: every year since then must have a value on one basis, and none may equal this one.
    pub(super) fn extreme(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let formula = indicator_expr(&subject.indicator);
        let (own, mut evaluation) = self.settle(&formula, &subject.context, |value, _| Some(value.clone()))?;
        let year = single_year(given, subject)?;
        let since = given.year("since").unwrap_or_else(|| self.unbroken_since(subject, year));
        if since >= year {
            let message = format!("there is no year before {year} to compare with: since={since}");
            return Err(Problem::new(message).hint("give an earlier `since`, for which there are data").into());
        }
        let mut orders = Vec::new();
        for earlier in (since..year).rev() {
            let broken = self.breaks(subject, earlier + 1);
            let other = self.evaluate(&formula, &at_year(subject, earlier));
            let Some(value) = other.value().filter(|_| !broken) else {
                let why = if broken { "the series breaks after it (status B)" } else { "it has no value" };
                let reason = format!("{earlier} cannot be compared: {why}");
                return Err(Refusal::not_so(formula, evaluation, reason));
            };
            orders.push((earlier, own.order(value)));
            merge(&mut evaluation, other);
        }
        let against = |wanted: Ordering| orders.iter().find(|(_, order)| *order != Some(wanted)).map(|(year, _)| *year);
        let (Some(not_above), Some(not_below)) = (against(Ordering::Greater), against(Ordering::Less)) else {
            let highest = against(Ordering::Greater).is_none();
            let print = claimed(given, self.wording.extreme(since, highest));
            let sign = if highest { " > " } else { " < " };
            let own_first = std::iter::once(year).chain(orders.iter().map(|(year, _)| *year));
            return Ok(Draft {
                claim: Some(Box::new(beyond_each(&formula, since..year, highest))),
                explanation: Some(Box::new(self.against_each(subject, own_first, sign))),
                ..Draft::new(formula, evaluation, print)
            });
        };
        let reason =
            format!("{year} is neither above {not_above} nor below {not_below}, so it is no extreme since {since}");
        Err(Refusal::not_so(formula, evaluation, reason))
    }

    /// `x[2019] < x[2018]、x[2017]、…`
    fn against_each(&self, subject: &Subject, years: impl Iterator<Item = i32>, sign: &str) -> Explanation {
        let years = years.collect::<Vec<_>>();
        let name = self.catalogue.name(&subject.indicator);
        let line = |texts: Vec<String>| match texts.split_first() {
            Some((own, others)) => format!("{own}{sign}{}", others.join("、")),
            None => String::new(),
        };
        Explanation {
            rule: line(years.iter().map(|year| format!("{name}[{year}]")).collect()),
            filled: line(years.iter().map(|year| self.value_text(subject, *year)).collect()),
        }
    }

    /// The first year from which on every year has a value on one basis.
    fn unbroken_since(&self, subject: &Subject, year: i32) -> i32 {
        let formula = indicator_expr(&subject.indicator);
        let known =
            |year: i32| matches!(self.evaluate(&formula, &at_year(subject, year)).outcome, Outcome::Value { .. });
        let earlier =
            (self.book.years.0..year).rev().take_while(|earlier| known(*earlier) && !self.breaks(subject, earlier + 1));
        earlier.last().unwrap_or(year)
    }

    /// Whether a break in the series lies between a year and the one before.
    fn breaks(&self, subject: &Subject, year: i32) -> bool {
        let observation = self.catalogue.observation(&subject.indicator, &subject.context.area, Period::Year(year));
        observation.is_some_and(|observation| observation.status == Status::B)
    }
}

/// The claim of a streak: in each of the years the change over the year before has this sign.
fn always_moves(operand: &Expr, years: impl Iterator<Item = i32>, sign: Sign) -> Expr {
    let order = if sign == Sign::Up { Binary::Greater } else { Binary::Less };
    every(years.map(|year| {
        let change = call_expr(Function::Change { base: YearSelector::Relative(-1) }, vec![operand.clone()]);
        compared(order, select_expr(change, None, Some(Period::Year(year))), Exact::zero())
    }))
}

/// The claim of an extreme: the value is above, or below, that of each of the years.
fn beyond_each(operand: &Expr, years: impl Iterator<Item = i32>, highest: bool) -> Expr {
    let order = if highest { Binary::Greater } else { Binary::Less };
    every(years.map(|year| {
        let other = select_expr(operand.clone(), None, Some(Period::Year(year)));
        binary(order, operand.clone(), other)
    }))
}

fn at_year(subject: &Subject, year: i32) -> Context {
    Context { area: subject.context.area.clone(), period: Period::Year(year) }
}

/// Claims over years are made of a year.
fn single_year(given: &Given<'_>, subject: &Subject) -> Result<i32, Problem> {
    match subject.context.period {
        Period::Year(year) => Ok(year),
        span @ Period::Span(..) => {
            Err(Problem::new(format!("{}() compares years, and is asked for the span {span}", given.function.name))
                .hint("give `year` as one year"))
        }
    }
}

/// A claim in print, with the words that the call chose.
fn claimed(given: &Given<'_>, (word, token, after): Claim) -> Print {
    match given.word() {
        WordChoice::Usual => Print { word, token, after, ..Print::default() },
        WordChoice::Bare => Print { token, after, ..Print::default() },
        WordChoice::Text(word) => Print { word: word.to_owned(), token, after, ..Print::default() },
    }
}

/// Adds what another evaluation read to one that stands.
fn merge(into: &mut Evaluation, other: Evaluation) {
    for input in other.inputs {
        if !into.inputs.contains(&input) {
            into.inputs.push(input);
        }
    }
    into.statuses.extend(other.statuses.iter());
    for note in other.notes {
        if !into.notes.contains(&note) {
            into.notes.push(note);
        }
    }
}
