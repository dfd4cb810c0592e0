//! The clerk keeps the ledger of one chapter: answers the template's calls, each with an entry or a refusal.

mod changes;
mod levels;
mod parts;
mod provenance;
mod series;

use std::collections::BTreeMap;

use crate::book::{Book, Chapter, Period};
use crate::findings::{Findings, Place, Problem, nearest};
use crate::formula::{
    Context, Evaluation, Evaluator, Expr, FormulaProblem, Function, NoValue, Node, Outcome, YearSelector, unit_of,
};
use crate::indicators::Catalogue;
use crate::quantity::{Exact, Unit};

use super::functions::{TemplateFunction, template_function};
use super::round::{Rounded, round};
use super::wording::{self, Wording};
use super::{Arguments, Call, ChapterLedger, ChartEntry, Figure, FigureFunction, Print};

/// Decimals of a root in the first attempt and the last; each attempt doubles them.
const DIGITS: [u32; 4] = [30, 60, 120, 240];

/// Keeps the ledger of one chapter.
pub struct Clerk<'a> {
    pub(super) book: &'a Book,
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) chapter: &'a Chapter,
    pub(super) wording: &'static dyn Wording,
    cited: &'a BTreeMap<String, Figure>,
    figures: Vec<Figure>,
    charts: Vec<ChartEntry>,
    findings: Findings,
    counts: BTreeMap<String, usize>,
}

/// What a call asks about: one indicator in one area and period.
pub(super) struct Subject {
    pub(super) indicator: String,
    pub(super) context: Context,
}

/// What a builder has made of a call, before it becomes an entry.
pub(super) struct Draft {
    pub(super) formula: Expr,
    pub(super) evaluation: Evaluation,
    pub(super) print: Print,
}

/// Why a builder made nothing.
pub(super) enum Refusal {
    /// The call is wrong.
    Wrong(Problem),
    /// There is no value; `otherwise` or a draft may still print something.
    NoValue(Box<Unavailable>),
}

/// An evaluation that came to no value.
pub(super) struct Unavailable {
    pub(super) formula: Expr,
    pub(super) evaluation: Evaluation,
    pub(super) reason: NoValue,
}

/// What is evaluated, and how it is to be printed.
pub(super) struct Measure {
    pub(super) formula: Expr,
    pub(super) unit: Unit,
    pub(super) decimals: u32,
}

/// A rounded number in its unit.
pub(super) struct Amount {
    pub(super) rounded: Rounded,
    pub(super) unit: Unit,
}

impl Amount {
    /// Returns the numeric part of a print.
    pub(super) fn print(&self) -> Print {
        Print {
            unit: Some(self.unit.clone()),
            decimals: self.rounded.decimals(),
            rounded: Some(&self.rounded.value() * &Exact::from(self.unit.scale())),
            ..Print::default()
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem)
    }
}

pub(super) type Built = Result<Draft, Refusal>;

impl<'a> Clerk<'a> {
    /// Returns a clerk with an empty ledger; `cited` are the figures of chapters that this one may quote.
    #[must_use]
    pub fn new(
        book: &'a Book,
        catalogue: &'a Catalogue<'a>,
        chapter: &'a Chapter,
        cited: &'a BTreeMap<String, Figure>,
    ) -> Self {
        Self {
            book,
            catalogue,
            chapter,
            wording: wording::of(book.language),
            cited,
            figures: Vec::new(),
            charts: Vec::new(),
            findings: Findings::default(),
            counts: BTreeMap::new(),
        }
    }

    /// Records a figure; returns its index in the ledger.
    ///
    /// # Errors
    /// When the call is wrong or the figure cannot be computed: what was asked, why not, what to do.
    pub fn record(&mut self, call: &Call) -> Result<usize, Problem> {
        self.try_record(call)
            .map_err(|problem| if problem.place.is_some() { problem } else { problem.at(call.site.clone()) })
    }

    fn try_record(&mut self, call: &Call) -> Result<usize, Problem> {
        call.arguments.check(row(call.function.name())?)?;
        if call.function == FigureFunction::Cite {
            return self.cite(call);
        }
        let subject = self.subject(&call.arguments)?;
        let figure = match self.build(call, &subject) {
            Ok(draft) => self.entry(call, &subject, draft),
            Err(Refusal::Wrong(problem)) => return Err(problem),
            Err(Refusal::NoValue(none)) => self.without_value(call, &subject, *none)?,
        };
        Ok(self.keep(figure))
    }

    fn build(&self, call: &Call, subject: &Subject) -> Built {
        match call.function {
            FigureFunction::Figure => self.level(call, subject),
            FigureFunction::Quote | FigureFunction::Cite => self.quote(subject),
            FigureFunction::Growth | FigureFunction::Change | FigureFunction::Points => self.change(call, subject),
            FigureFunction::Times => self.times(call, subject),
            FigureFunction::Share => self.share(call, subject),
            FigureFunction::Completion => self.completion(call, subject),
            FigureFunction::Streak => self.streak(call, subject),
            FigureFunction::Rank => self.rank(call, subject),
            FigureFunction::Extreme => self.extreme(call, subject),
        }
    }

    /// Answers a question for `{% if %}`; nothing is recorded.
    ///
    /// # Errors
    /// When the call is wrong. A value that cannot be computed is an answer.
    pub fn outcome(&self, arguments: &Arguments, site: &Place) -> Result<String, Problem> {
        let located = |problem: Problem| problem.at(site.clone());
        self.try_outcome(arguments).map_err(located)
    }

    fn try_outcome(&self, arguments: &Arguments) -> Result<String, Problem> {
        arguments.check(row("outcome")?)?;
        let name = arguments.text("indicator").unwrap_or_default();
        // An indicator that exists, in an area that exists; having no data there is an answer.
        let subject = Subject { indicator: self.indicator(name)?, context: self.context(arguments)? };
        let kind = arguments.text("kind").unwrap_or_default();
        let formula = self.outcome_formula(kind, &subject, arguments)?;
        let evaluation = self.evaluate(&formula, &subject.context);
        Ok(match &evaluation.outcome {
            Outcome::Value { .. } => "value".into(),
            Outcome::None(none) => none.name().into(),
        })
    }

    fn outcome_formula(&self, kind: &str, subject: &Subject, arguments: &Arguments) -> Result<Expr, Problem> {
        let base = base_year(arguments);
        let one = vec![indicator_expr(&subject.indicator)];
        let function = match kind {
            "figure" => return Ok(indicator_expr(&subject.indicator)),
            "growth" => Function::Growth { base },
            "change" => Function::Change { base },
            "points" => Function::Points { base },
            "times" => Function::Times { base },
            "rank" => Function::Rank { ascending: false },
            "share" => {
                let of = arguments.text("of").map(|name| self.indicator(name)).transpose()?;
                let operands = one.into_iter().chain(of.map(|of| indicator_expr(&of))).collect();
                return Ok(call_expr(Function::Share, operands));
            }
            other => {
                let kinds = ["figure", "growth", "change", "points", "times", "share", "rank"];
                let near = nearest(other, kinds).map(|near| format!("did you mean `{near}`?"));
                return Err(Problem::new(format!("no outcome of kind `{other}`"))
                    .hint(near.unwrap_or(format!("kinds: {}", kinds.join(", ")))));
            }
        };
        Ok(call_expr(function, one))
    }

    /// Answers on which basis the change of an indicator stands: published, comparable or revised.
    ///
    /// # Errors
    /// When the call is wrong.
    pub fn basis(&self, arguments: &Arguments, site: &Place) -> Result<String, Problem> {
        let asked = || {
            arguments.check(row("basis")?)?;
            let subject = Subject {
                indicator: self.indicator(arguments.text("indicator").unwrap_or_default())?,
                context: self.context(arguments)?,
            };
            let formula = call_expr(
                Function::Change { base: YearSelector::Relative(-1) },
                vec![indicator_expr(&subject.indicator)],
            );
            Ok(self.evaluate(&formula, &subject.context))
        };
        let evaluation = asked().map_err(|problem: Problem| problem.at(site.clone()))?;
        let name = evaluation.notes.iter().find_map(|note| match note {
            crate::formula::Note::ComparableBase { .. } => Some("comparable"),
            crate::formula::Note::RevisedBase { .. } => Some("revised"),
            crate::formula::Note::Incomplete { .. } => None,
        });
        Ok(name.unwrap_or("published").into())
    }

    /// Records a chart; returns its index.
    ///
    /// # Errors
    /// When the call is wrong, or the chart would show nothing.
    pub fn chart(&mut self, arguments: &Arguments, site: &Place) -> Result<usize, Problem> {
        let stem = format!("{}-{}", self.chapter.id, self.charts.len() + 1);
        let chart = self.chart_entry(arguments, site, &stem).map_err(|problem| problem.at(site.clone()))?;
        let count = self.counts.entry(chart.id.clone()).or_insert(0);
        *count += 1;
        let id = if *count == 1 { chart.id.clone() } else { format!("{}#{count}", chart.id) };
        self.charts.push(ChartEntry { id, ..chart });
        Ok(self.charts.len() - 1)
    }

    /// Closes the ledger.
    #[must_use]
    pub fn finish(self) -> ChapterLedger {
        ChapterLedger { figures: self.figures, charts: self.charts, findings: self.findings }
    }

    fn keep(&mut self, mut figure: Figure) -> usize {
        let count = self.counts.entry(figure.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            figure.id = format!("{}#{count}", figure.id);
        }
        self.warn(&figure);
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// An input that nobody has validated is used, but not silently.
    fn warn(&mut self, figure: &Figure) {
        let unvalidated = figure.inputs.iter().filter(|input| input.status == crate::ingest::Status::V);
        for input in unvalidated {
            let message = format!("{} hangs on an unvalidated datum: {} (status V)", figure.id, input.recorded);
            let hint = format!("validate it at {}, or waive this with the reason", input.place);
            self.findings.warning("N003", Problem::new(message).at(figure.site.clone()).hint(hint));
        }
    }

    /// The figure of another chapter, as it stands there.
    fn cite(&mut self, call: &Call) -> Result<usize, Problem> {
        let id = call.arguments.text("figure").unwrap_or_default();
        let Some(cited) = self.cited.get(id) else {
            let near = nearest(id, self.cited.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| {
                "give the id that `yearbook explain` shows: chapter/function:indicator@area@year".into()
            });
            return Err(Problem::new(format!("no other chapter prints a figure `{id}`")).hint(hint));
        };
        let rest = id.split_once('/').map_or(id, |(_, rest)| rest);
        let figure = Figure {
            id: format!("{}/cite:{rest}", self.chapter.id),
            chapter: self.chapter.id.clone(),
            entry: None,
            order: 0,
            function: FigureFunction::Cite,
            site: call.site.clone(),
            ..cited.clone()
        };
        Ok(self.keep(figure))
    }

    /// Prints `otherwise`, or in a draft what is pending; else refuses with the reason.
    fn without_value(&self, call: &Call, subject: &Subject, none: Unavailable) -> Result<Figure, Problem> {
        let Unavailable { formula, evaluation, reason } = none;
        let missing = match &reason {
            NoValue::MissingBase { what } | NoValue::MissingCurrent { what } => Some(what.clone()),
            _ => None,
        };
        if let Some(otherwise) = call.arguments.text("otherwise") {
            let print = Print { word: otherwise.to_owned(), ..Print::default() };
            return Ok(self.entry(call, subject, Draft { formula, evaluation, print }));
        }
        match missing.filter(|_| self.book.draft) {
            Some(what) => {
                let print = Print { token: self.wording.pending().into(), ..Print::default() };
                let source = self
                    .usual_source(&subject.indicator)
                    .map_or(String::new(), |source| format!("; usually from {source}"));
                let figure = self.entry(call, subject, Draft { formula, evaluation, print });
                Ok(Figure { pending: Some(format!("{what}{source}")), ..figure })
            }
            None => Err(no_value(call, subject, &reason)),
        }
    }

    /// Where the datum came from in other years.
    fn usual_source(&self, indicator: &str) -> Option<String> {
        let observations = self.catalogue.observations();
        observations.of(indicator).filter_map(|observation| observation.source.clone()).last()
    }

    /// Evaluates with ever more digits until `use_value` can use the value.
    pub(super) fn settle<T>(
        &self,
        formula: &Expr,
        context: &Context,
        use_value: impl Fn(&Exact, &Evaluation) -> Option<T>,
    ) -> Result<(T, Evaluation), Refusal> {
        let mut evaluation = self.evaluate(formula, context);
        for digits in DIGITS {
            if digits != DIGITS[0] {
                evaluation = Evaluator::new(self.catalogue, digits).evaluate(formula, context);
            }
            match &evaluation.outcome {
                Outcome::None(reason) => {
                    let reason = reason.clone();
                    let formula = formula.clone();
                    return Err(Refusal::NoValue(Box::new(Unavailable { formula, evaluation, reason })));
                }
                Outcome::Value { value, .. } => {
                    if let Some(made) = use_value(value, &evaluation) {
                        return Ok((made, evaluation));
                    }
                }
            }
        }
        Err(Problem::new("the value lies too near a tie to be rounded with certainty").into())
    }

    pub(super) fn evaluate(&self, formula: &Expr, context: &Context) -> Evaluation {
        Evaluator::new(self.catalogue, DIGITS[0]).evaluate(formula, context)
    }

    /// Evaluates and rounds in one unit, once.
    pub(super) fn rounded(&self, measure: &Measure, context: &Context) -> Result<(Amount, Evaluation), Refusal> {
        let (rounded, evaluation) = self.settle(&measure.formula, context, |value, _| {
            round(&super::level::in_unit(value, &measure.unit), measure.decimals, self.book.rounding).ok()
        })?;
        Ok((Amount { rounded, unit: measure.unit.clone() }, evaluation))
    }

    /// Checks the units of an expression that a template makes.
    pub(super) fn check_units(&self, formula: &Expr) -> Result<Unit, Problem> {
        unit_of(formula, self.catalogue)
            .map_err(|FormulaProblem { message, hint, .. }| Problem::new(message).maybe_hint(hint))
    }

    fn subject(&self, arguments: &Arguments) -> Result<Subject, Problem> {
        let indicator = self.indicator(arguments.text("indicator").unwrap_or_default())?;
        Ok(Subject { indicator, context: self.context(arguments)? })
    }

    /// The id of an indicator.
    pub(super) fn indicator(&self, name: &str) -> Result<String, Problem> {
        if let Some(id) = self.catalogue.lookup(name) {
            return Ok(id.to_owned());
        }
        let near = nearest(name, self.catalogue.names()).map(|near| format!("did you mean `{near}`?"));
        Err(Problem::new(format!("no indicator `{name}`"))
            .hint(near.unwrap_or_else(|| "give the id or name of an indicator that has data or a formula".into())))
    }

    /// The id of an area.
    pub(super) fn area(&self, name: &str) -> Result<String, Problem> {
        if let Some(area) = self.book.areas.get(name) {
            return Ok(area.id.clone());
        }
        let near = nearest(name, self.book.areas.names()).map(|near| format!("did you mean `{near}`?"));
        Err(Problem::new(format!("no area `{name}`"))
            .hint(near.unwrap_or_else(|| "add it to `areas` in yearbook.yaml".into())))
    }

    /// The call's area and year, with the chapter's as defaults.
    pub(super) fn context(&self, arguments: &Arguments) -> Result<Context, Problem> {
        let area = self.area(arguments.text("area").unwrap_or_else(|| self.book.area_of(self.chapter)))?;
        let period = arguments.period("year").unwrap_or(Period::Year(self.book.year_of(self.chapter)));
        let (from, to) = self.book.years;
        if period.first_year() < from || period.last_year() > to {
            let problem = Problem::new(format!("{period} lies outside the book's years {from}—{to}"));
            return Err(problem.hint("mend the year, or widen `years` in yearbook.yaml"));
        }
        Ok(Context { area, period })
    }
}

/// The row of the table for a function.
pub(super) fn row(name: &str) -> Result<&'static TemplateFunction, Problem> {
    template_function(name).ok_or_else(|| Problem::new(format!("no template function `{name}`")))
}

pub(super) fn indicator_expr(id: &str) -> Expr {
    Expr { node: Node::Indicator(id.to_owned()), span: 0..0 }
}

pub(super) fn call_expr(function: Function, operands: Vec<Expr>) -> Expr {
    Expr { node: Node::Call(function, operands), span: 0..0 }
}

/// The operand in another area or period, where one is given.
pub(super) fn select_expr(of: Expr, area: Option<String>, period: Option<Period>) -> Expr {
    if area.is_none() && period.is_none() {
        return of;
    }
    let year = period.map(|period| match period {
        Period::Year(year) => YearSelector::Absolute(year),
        Period::Span(from, to) => YearSelector::Span(from, to),
    });
    Expr { node: Node::Select { of: Box::new(of), area, year }, span: 0..0 }
}

/// The year compared with: the call's `base`, else the year before.
pub(super) fn base_year(arguments: &Arguments) -> YearSelector {
    arguments.year("base").map_or(YearSelector::Relative(-1), YearSelector::Absolute)
}

fn no_value(call: &Call, subject: &Subject, reason: &NoValue) -> Problem {
    let Subject { indicator, context } = subject;
    let asked = format!("{} of {indicator}@{}@{}", call.function.name(), context.area, context.period);
    let hint = match reason {
        NoValue::ZeroBase => "give a wording for it: otherwise=\"…\"",
        NoValue::NegativeBase(_) => "word it yourself: otherwise=\"扭亏为盈\"",
        NoValue::MissingBase { .. } | NoValue::MissingCurrent { .. } => {
            "add the datum, or give a wording for it: otherwise=\"…\""
        }
        NoValue::NotComparable { .. } => "give a comparable base in the data, or otherwise=\"…\"",
        NoValue::NotANumber { .. } => "print words and ranges with figure() or quote(); formulas need plain numbers",
    };
    Problem::new(format!("{asked} cannot be computed: {reason}")).hint(hint)
}
