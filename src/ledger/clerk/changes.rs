//! Changes: growth, increments, percentage points, multiples.

use num_rational::BigRational;

use crate::findings::Problem;
use crate::formula::{Binary, Expr, Facts, Function};
use crate::quantity::{Exact, Unit};

use super::super::arguments::{Given, WordChoice};
use super::super::number::{Amount, Number};
use super::super::round::{Rounded, round};
use super::super::wording::{Movement, Sign};
use super::super::{FigureFunction, Print};
use super::expression::{compared, every};
use super::look::{Decimals, numeric};
use super::{Built, Clerk, Draft, Subject, call_expr, indicator_expr};

/// 翻n番 is worded up to 2¹⁰.
const MOST_DOUBLINGS: u32 = 10;

impl Clerk<'_> {
    pub(in crate::ledger) fn change(&self, function: FigureFunction, given: &Given<'_>, subject: &Subject) -> Built {
        let base = self.base(given, subject)?;
        let operand = vec![indicator_expr(&subject.indicator)];
        let (formula, movement) = match function {
            FigureFunction::Growth => (call_expr(Function::Growth { base }, operand), Movement::Growth),
            FigureFunction::Points => (call_expr(Function::Points { base }, operand), Movement::Points),
            _ => (call_expr(Function::Change { base }, operand), Movement::Change),
        };
        let own = self.own_unit(subject)?;
        check_kind(movement, subject, &own)?;
        let usual = match movement {
            Movement::Change => own,
            Movement::Points => self.points_unit(&own),
            Movement::Growth => Unit::percent(),
        };
        let look = self.look(given, &usual)?;
        let decimals = match movement {
            Movement::Growth | Movement::Points => Decimals::Fixed(1),
            Movement::Change if self.catalogue.is_computed(&subject.indicator) => {
                Decimals::computed(self.catalogue.decimals(&subject.indicator), &look.unit)
            }
            Movement::Change => Decimals::AsRecorded,
        };
        let (rounded, evaluation) = self
            .settle(&formula, &subject.context, |value, evaluation| self.round(value, &look, decimals, evaluation))?;
        let print = self.moved(given, subject, movement, (&rounded, &look))?;
        Ok(Draft::new(formula, evaluation, print))
    }

    /// The unit of the current datum, else the indicator's.
    pub(super) fn own_unit(&self, subject: &Subject) -> Result<Unit, Problem> {
        if let Some(observation) = self.datum(subject) {
            return Ok(observation.unit.clone());
        }
        match self.catalogue.unit(&subject.indicator) {
            Some(unit) => Ok(unit.clone()),
            None => self.unit_of(&indicator_expr(&subject.indicator)),
        }
    }

    /// 个百分点 of percentages, 个千分点 of per milles.
    fn points_unit(&self, rate: &Unit) -> Unit {
        let per_mille = self.book.units.parse("个千分点").ok().filter(|unit| unit.scale() == rate.scale());
        per_mille.unwrap_or_else(Unit::percentage_point)
    }

    pub(super) fn times(&self, given: &Given<'_>, subject: &Subject) -> Built {
        let base = self.base(given, subject)?;
        let operand = vec![indicator_expr(&subject.indicator)];
        match given.text("form") {
            Some("growth") => self.growth_in_multiples(given, subject, call_expr(Function::Growth { base }, operand)),
            Some("double") => self.doublings(subject, call_expr(Function::Times { base }, operand)),
            _ => {
                let year = base.resolve(subject.context.period).last_year();
                let word = self.wording.times(year, year + 1 == subject.context.period.last_year());
                self.multiple(given, subject, call_expr(Function::Times { base }, operand), &word)
            }
        }
    }

    fn multiple(&self, given: &Given<'_>, subject: &Subject, formula: Expr, usual: &str) -> Built {
        let look = self.look(given, &Unit::times_unit())?;
        let (rounded, evaluation) = self.settle(&formula, &subject.context, |value, evaluation| {
            self.round(value, &look, Decimals::UpTo(2), evaluation)
        })?;
        let print = self.plain(given, usual, &rounded, &look.unit)?;
        Ok(Draft::new(formula, evaluation, print))
    }

    /// `增长2.94倍`; a fall is never worded in multiples.
    fn growth_in_multiples(&self, given: &Given<'_>, subject: &Subject, formula: Expr) -> Built {
        let look = self.look(given, &Unit::times_unit())?;
        let (rounded, evaluation) = self.settle(&formula, &subject.context, |value, evaluation| {
            self.round(value, &look, Decimals::UpTo(2), evaluation)
        })?;
        if Sign::of(&rounded) == Sign::Down {
            let message = format!(
                "a fall is never worded in multiples (下降 does not go with 倍): {} of {}",
                rounded, subject.indicator
            );
            return Err(Problem::new(message)
                .hint(format!("use growth(indicator=\"{}\"): 下降…%", subject.indicator))
                .into());
        }
        let print = self.moved(given, subject, Movement::Growth, (&rounded, &look))?;
        Ok(Draft::new(formula, evaluation, print))
    }

    /// 翻番 where the ratio is nearly 2, 翻两番 where it is nearly 4, …
    fn doublings(&self, subject: &Subject, formula: Expr) -> Built {
        let (ratio, evaluation) = self.settle(&formula, &subject.context, |value, _| Some(value.clone()))?;
        let Some(times) = self.count_doublings(&ratio) else {
            let message = format!(
                "the ratio {ratio} is no doubling: 翻番 is twice, 翻两番 four times, within the band of 翻番 in `hedges`"
            );
            return Err(Problem::new(message).hint("use times() without `form`").into());
        };
        let print = Print { token: self.wording.doubled(times), ..Print::default() };
        let claim = self.doubling_band().map(|band| is_doubling(&formula, times, band));
        Ok(Draft { claim: claim.map(Box::new), ..Draft::new(formula, evaluation, print) })
    }

    /// The ratios that 翻番 covers: not below the first, and below the second.
    fn doubling_band(&self) -> Option<(BigRational, BigRational)> {
        let exact = |bound: f64| Exact::parse(&bound.to_string()).map(|bound| bound.lo());
        let (from, to) = self.book.hedges.get("翻番").copied().unwrap_or((1.95, 2.05));
        Some((exact(from)?, exact(to)?))
    }

    fn count_doublings(&self, ratio: &Exact) -> Option<u32> {
        let (from, to) = self.doubling_band()?;
        (1..=MOST_DOUBLINGS).find(|times| {
            let once_less = BigRational::from_integer((1_i64 << (times - 1)).into());
            from <= ratio.lo() / &once_less && ratio.hi() / &once_less < to
        })
    }

    /// A number after a usual word, such as a share or a multiple.
    pub(super) fn plain(
        &self,
        given: &Given<'_>,
        usual: &str,
        rounded: &Rounded,
        unit: &Unit,
    ) -> Result<Print, Problem> {
        let word = match given.word() {
            WordChoice::Usual => usual,
            WordChoice::Bare => "",
            WordChoice::Text(word) => word,
        };
        let written = self.wording.number(&Number::new(Amount::One(rounded.clone()), unit.clone()))?;
        Ok(Print {
            word: word.to_owned(),
            hedge: written.hedge,
            token: written.token,
            after: written.after,
            ..numeric(rounded, unit)
        })
    }

    /// Rounds a percentage that a template makes: one decimal unless asked.
    pub(super) fn percent(&self, value: &Exact, given: &Given<'_>) -> Option<Rounded> {
        let value = super::super::number::in_unit(value, &Unit::percent());
        round(&value, given.decimals().unwrap_or(1), self.book.rounding).ok()
    }
}

/// The claim of 翻n番: the ratio lies in the band of 翻番, doubled n − 1 times.
fn is_doubling(ratio: &Expr, times: u32, (from, to): (BigRational, BigRational)) -> Expr {
    let once_less = BigRational::from_integer((1_i64 << (times - 1)).into());
    let bound = |bound: BigRational| Exact::from(bound * &once_less);
    let ends = [(Binary::GreaterOrEqual, bound(from)), (Binary::Less, bound(to))];
    every(ends.into_iter().map(|(order, end)| compared(order, ratio.clone(), end)))
}

/// Amounts change, rates change by points: 比重由65%到82%不是“增加17%”.
fn check_kind(movement: Movement, subject: &Subject, unit: &Unit) -> Result<(), Problem> {
    let Subject { indicator, .. } = subject;
    match movement {
        Movement::Change if unit.is_rate() => Err(Problem::new(format!(
            "{indicator} is a rate ({unit}): its change is in percentage points, not in {unit}"
        ))
        .hint(format!("use points(indicator=\"{indicator}\")"))),
        Movement::Points if !unit.is_rate() => {
            let measured = if unit.symbol().is_empty() { "no unit".to_owned() } else { format!("the unit {unit}") };
            Err(Problem::new(format!("percentage points are differences of rates, and {indicator} has {measured}"))
                .hint(format!("use change(indicator=\"{indicator}\")")))
        }
        _ => Ok(()),
    }
}
