//! The clerk keeps the ledger of one chapter: answers the template's calls, each with an entry or a refusal.
//!
//! A call is checked against the table of functions, its names are looked up, the expression is built and evaluated
//! exactly, with more digits until its rounding is certain; then it is printed and recorded with its provenance.

mod changes;
mod claims;
mod expression;
mod hedge;
mod levels;
mod look;
mod lookup;
mod parts;
mod provenance;
mod refusal;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Chapter, Id};
use crate::findings::{Findings, Place, Problem, nearest};
use crate::formula::{Context, Evaluation, Evaluator, Explanation, Expr, Facts, Function, Note};
use crate::indicators::Catalogue;
use crate::quantity::{Exact, Unit};

use super::arguments::{Given, WordChoice};
use super::declared;
use super::functions::template_function;
use super::wording::{self, Remark, Wording};
use super::{Arguments, Call, ChapterLedger, ChartEntry, Figure, FigureFunction, Print, Reference, TableEntry, codes};

pub(super) use expression::{call_expr, indicator_expr};
pub(super) use look::{Decimals, numeric};
pub(super) use provenance::{in_id, key};
pub(super) use refusal::{Evaluated, Refusal};

/// Decimals of a root in the first attempt and the last; each attempt doubles them.
const DIGITS: [u32; 5] = [30, 60, 120, 240, 480];

/// Keeps the ledger of one chapter.
pub struct Clerk<'a> {
    pub(super) book: &'a Book,
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) chapter: &'a Chapter,
    /// The chapter's id, which all of its figures share.
    pub(super) chapter_id: Id,
    pub(super) wording: &'static dyn Wording,
    cited: &'a BTreeMap<String, Figure>,
    pub(super) figures: Vec<Figure>,
    pub(super) charts: Vec<ChartEntry>,
    sparklines: Vec<ChartEntry>,
    tables: Vec<TableEntry>,
    references: Vec<Reference>,
    findings: Findings,
    counts: BTreeMap<String, usize>,
}

/// What a call asks about: one indicator in one area and period.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) indicator: Id,
    pub(super) context: Context,
}

/// What has been made of a call, before it becomes an entry.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) formula: Arc<Expr>,
    pub(super) evaluation: Evaluation,
    pub(super) print: Print,
    /// What is claimed, where the print is no number.
    pub(super) claim: Option<Box<Expr>>,
    /// The rule in words, where the formula alone does not tell it.
    pub(super) explanation: Option<Box<Explanation>>,
}

impl Draft {
    pub(super) fn new(formula: impl Into<Arc<Expr>>, evaluation: Evaluation, print: Print) -> Self {
        Self { formula: formula.into(), evaluation, print, claim: None, explanation: None }
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
            chapter_id: chapter.id.as_str().into(),
            chapter,
            wording: wording::of(book.language),
            cited,
            figures: Vec::new(),
            charts: Vec::new(),
            sparklines: Vec::new(),
            tables: Vec::new(),
            references: Vec::new(),
            findings: Findings::default(),
            counts: BTreeMap::new(),
        }
    }

    /// Records a figure; returns its index in the ledger.
    ///
    /// # Errors
    /// When the call is wrong or the figure cannot be computed: what was asked, why not, what to do, at the call's site.
    pub fn record(&mut self, call: &Call) -> Result<usize, Problem> {
        let figure = self.figure(call).map_err(|problem| located(problem, &call.site))?;
        Ok(self.keep(figure))
    }

    /// Returns what a call would print; nothing is recorded.
    ///
    /// # Errors
    /// When it would print nothing: as for [`Clerk::record`].
    pub fn print(&self, call: &Call) -> Result<Print, Problem> {
        self.figure(call).map(|figure| figure.print)
    }

    fn figure(&self, call: &Call) -> Result<Figure, Problem> {
        let given = Given::check(call.function.row(), &call.arguments)?;
        if call.function == FigureFunction::Cite {
            return self.cite(call, &given);
        }
        let subject = self.subject(&given)?;
        match self.build(call.function, &given, &subject) {
            Ok(draft) => Ok(self.entry(call, &subject, draft)),
            Err(refusal) => self.without_value(call, &given, &subject, refusal),
        }
    }

    fn build(&self, function: FigureFunction, given: &Given<'_>, subject: &Subject) -> Built {
        match function {
            FigureFunction::Figure => self.level(given, subject),
            FigureFunction::Growth | FigureFunction::Change | FigureFunction::Points => {
                self.change(function, given, subject)
            }
            FigureFunction::Times => self.times(given, subject),
            FigureFunction::Share => self.share(given, subject),
            FigureFunction::Completion => self.completion(given, subject),
            FigureFunction::Streak => self.streak(given, subject),
            FigureFunction::Rank => self.rank(given, subject),
            FigureFunction::Extreme => self.extreme(given, subject),
            FigureFunction::Quote | FigureFunction::Cite => self.quote(given, subject),
        }
    }

    /// Answers what another call would come to, for `{% if %}`: `value`, the name of the reason why there is none, or
    /// `not_so` for a claim that the data do not bear out. Nothing is recorded.
    ///
    /// # Errors
    /// When the call itself is wrong.
    pub fn outcome(&self, arguments: &Arguments, site: &Place) -> Result<String, Problem> {
        self.outcome_name(arguments).map(str::to_owned).map_err(|problem| located(problem, site))
    }

    fn outcome_name(&self, arguments: &Arguments) -> Result<&'static str, Problem> {
        let (own, rest) = arguments.0.clone().into_iter().partition(|(name, _)| name == "kind");
        let (own, rest): (Arguments, Arguments) = (Arguments(own), Arguments(rest));
        let kind = Given::check(row("outcome")?, &own)?.text("kind").unwrap_or_default();
        let function = FigureFunction::ALL.into_iter().find(|function| function.name() == kind);
        let function = function.ok_or_else(|| Problem::new(format!("no function `{kind}` prints a figure")))?;
        let given = Given::check(function.row(), &rest)?;
        if function == FigureFunction::Cite {
            return Ok(if self.cited.contains_key(given.text("figure").unwrap_or_default()) {
                "value"
            } else {
                "missing_current"
            });
        }
        match self.build(function, &given, &self.subject(&given)?) {
            Ok(_) => Ok("value"),
            Err(Refusal::NoValue { reason, .. }) => Ok(reason.name()),
            Err(Refusal::NotSo { .. }) => Ok("not_so"),
            Err(Refusal::Wrong(problem)) => Err(problem),
        }
    }

    /// Answers on which basis the change of an indicator stands: `published`, `comparable` or `revised`.
    ///
    /// # Errors
    /// When the call is wrong.
    pub fn basis(&self, arguments: &Arguments, site: &Place) -> Result<String, Problem> {
        let asked = || {
            let given = Given::check(row("basis")?, arguments)?;
            let subject = self.subject(&given)?;
            let formula = call_expr(
                Function::Change { base: self.base(&given, &subject)? },
                vec![indicator_expr(&subject.indicator)],
            );
            Ok(self.evaluate(&formula, &subject.context))
        };
        let evaluation = asked().map_err(|problem| located(problem, site))?;
        let name = evaluation.notes.iter().find_map(|note| match note {
            Note::ComparableBase { .. } => Some("comparable"),
            Note::RevisedBase { .. } => Some("revised"),
            Note::Incomplete { .. } => None,
        });
        Ok(name.unwrap_or("published").into())
    }

    /// Records a chart; returns its index.
    ///
    /// # Errors
    /// When the call is wrong, or the chart would show nothing.
    pub fn chart(&mut self, arguments: &Arguments, site: &Place) -> Result<usize, Problem> {
        let stem = format!("{}-{}", self.chapter.id, self.charts.len() + 1);
        let entry = declared::arguments("chart", &self.book.charts, arguments)
            .and_then(|arguments| self.chart_entry(&arguments, site, &stem));
        let mut chart = entry.map_err(|problem| located(problem, site))?;
        chart.id = self.unique(chart.id);
        self.warn(&chart.id, site, chart.figures().map(|figure| &figure.evaluation));
        self.charts.push(chart);
        Ok(self.charts.len() - 1)
    }

    /// Records a sparkline; returns its index.
    ///
    /// # Errors
    /// When the call is wrong, or the line would show nothing.
    pub fn sparkline(&mut self, arguments: &Arguments, site: &Place) -> Result<usize, Problem> {
        let stem = format!("{}-spark-{}", self.chapter.id, self.sparklines.len() + 1);
        let entry = self.sparkline_entry(arguments, site, &stem);
        let mut line = entry.map_err(|problem| located(problem, site))?;
        line.id = self.unique(line.id);
        self.sparklines.push(line);
        Ok(self.sparklines.len() - 1)
    }

    /// Records a table; returns its index.
    ///
    /// # Errors
    /// When the call is wrong, or the table would show nothing.
    pub fn table(&mut self, arguments: &Arguments, site: &Place) -> Result<usize, Problem> {
        let count = self.tables.len();
        let stem = format!("{}-table-{}", self.chapter.id, count + 1);
        let entry = declared::arguments("table", &self.book.tables, arguments)
            .and_then(|arguments| self.table_entry(&arguments, site, &stem));
        let table = entry.map_err(|problem| located(problem, site))?;
        self.warn(&table.id, site, table.figures().map(|figure| &figure.evaluation));
        self.tables.push(table);
        Ok(count)
    }

    /// Records a cross reference; what it leads to is known when all chapters have been laid out.
    ///
    /// # Errors
    /// When the call is wrong.
    pub fn reference(&mut self, arguments: &Arguments, site: &Place) -> Result<usize, Problem> {
        let given =
            row("ref").and_then(|row| Given::check(row, arguments)).map_err(|problem| located(problem, site))?;
        let to = given.text("to").unwrap_or_default().to_owned();
        self.references.push(Reference { to, target: None, site: site.clone() });
        Ok(self.references.len() - 1)
    }

    /// Closes the ledger.
    #[must_use]
    pub fn finish(self) -> ChapterLedger {
        ChapterLedger {
            figures: self.figures,
            charts: self.charts,
            sparklines: self.sparklines,
            tables: self.tables,
            references: self.references,
            reads: self.catalogue.reads(),
            findings: self.findings,
        }
    }

    fn keep(&mut self, mut figure: Figure) -> usize {
        figure.id = self.unique(figure.id);
        self.warn(&figure.id, &figure.site, std::iter::once(&figure.evaluation));
        self.warn_of_rates(&figure);
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// The second figure of one id gets `#2`.
    pub(super) fn unique(&mut self, id: String) -> String {
        let count = self.counts.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}#{count}") }
    }

    /// A datum that nobody has validated is used, but not silently.
    fn warn<'e>(&mut self, id: &str, site: &Place, evaluations: impl Iterator<Item = &'e Evaluation>) {
        let marked = evaluations.flat_map(|evaluation| self.marked_inputs(evaluation));
        let unvalidated = marked.filter(|input| input.status == crate::ingest::Status::V);
        let unvalidated: BTreeMap<_, _> = unvalidated.map(|input| (input.input.clone(), input)).collect();
        for input in unvalidated.into_values() {
            let message = format!("{id} hangs on an unvalidated datum: {} (status V)", input.recorded);
            let hint = format!("validate it at {}, or waive this with the reason", input.place);
            let problem = Problem::new(message).about(id).at(site.clone()).hint(hint);
            codes::UNVALIDATED.report(&mut self.findings, problem);
        }
    }

    fn warn_of_rates(&mut self, figure: &Figure) {
        let is_rate = || self.catalogue.unit(&figure.indicator).is_some_and(Unit::is_rate);
        if figure.function == FigureFunction::Growth && is_rate() {
            let message = format!("{} prints the growth of a rate: {}", figure.id, figure.print.text());
            let hint = format!("points(indicator=\"{}\") prints the difference in percentage points", figure.indicator);
            let problem = Problem::new(message).about(&figure.id).at(figure.site.clone()).hint(hint);
            codes::GROWTH_OF_RATE.report(&mut self.findings, problem);
        }
    }

    /// The figure of another chapter, as it stands there.
    fn cite(&self, call: &Call, given: &Given<'_>) -> Result<Figure, Problem> {
        let id = given.text("figure").unwrap_or_default();
        let Some(cited) = self.cited.get(id) else {
            let near = nearest(id, self.cited.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            return Err(Problem::new(format!("no other chapter prints a figure `{id}`"))
                .hint("give the id that `yearbook explain` shows: chapter/function:indicator@area@year")
                .maybe_hint(near));
        };
        let mut figure = Figure {
            id: format!("{}/cite:{}", self.chapter.id, id.split_once(':').map_or(id, |(_, subject)| subject)),
            chapter: self.chapter_id.clone(),
            entry: None,
            order: 0,
            function: FigureFunction::Cite,
            site: Arc::new(call.site.clone()),
            ..cited.clone()
        };
        self.note_provenance(&figure);
        let title = self
            .book
            .chapters
            .iter()
            .find(|chapter| *chapter.id == *cited.chapter)
            .map_or(&*cited.chapter, |chapter| &chapter.title);
        figure.notes.push(self.wording.remark(&Remark::Cited { chapter: title }));
        match given.word() {
            WordChoice::Usual => {}
            WordChoice::Bare => figure.print.word = String::new(),
            WordChoice::Text(word) => word.clone_into(&mut figure.print.word),
        }
        Ok(figure)
    }

    /// Prints `otherwise`, or in a draft what is pending; else refuses with the reason.
    fn without_value(
        &self,
        call: &Call,
        given: &Given<'_>,
        subject: &Subject,
        refusal: Refusal,
    ) -> Result<Figure, Problem> {
        let problem = refusal.problem(self, call.function, subject);
        let pending = refusal.missing();
        let Evaluated { formula, evaluation } = match refusal {
            Refusal::Wrong(_) => return Err(problem),
            Refusal::NoValue { of, .. } | Refusal::NotSo { of, .. } => *of,
        };
        if let Some(otherwise) = given.text("otherwise") {
            let print = Print { word: otherwise.to_owned(), ..Print::default() };
            return Ok(self.entry(call, subject, Draft::new(formula, evaluation, print)));
        }
        let Some(what) = pending.filter(|_| self.book.draft) else { return Err(problem) };
        let print = Print { token: self.wording.pending().into(), ..Print::default() };
        let source =
            self.usual_source(&subject.indicator).map_or(String::new(), |source| format!("; usually from {source}"));
        let figure = self.entry(call, subject, Draft::new(formula, evaluation, print));
        let period = self.wording.period(figure.period);
        let name = self.catalogue.name_in(&subject.indicator, self.book.language);
        let marks = vec![self.wording.missing(name, &self.area_name(&figure.area), &period)];
        Ok(Figure { pending: Some(format!("{what}{source}").into()), marks: marks.into(), ..figure })
    }

    /// Where the datum came from in other years.
    fn usual_source(&self, indicator: &str) -> Option<String> {
        self.catalogue.series(indicator).filter_map(|observation| observation.source).last().map(str::to_owned)
    }

    /// Evaluates with ever more digits until `use_value` can use the value.
    pub(super) fn settle<T>(
        &self,
        formula: &Expr,
        context: &Context,
        use_value: impl Fn(&Exact, &Evaluation) -> Option<T>,
    ) -> Result<(T, Evaluation), Refusal> {
        for digits in DIGITS {
            let evaluation = Evaluator::new(self.catalogue, digits).evaluate(formula, context);
            if let Some(refusal) = Refusal::of(formula, &evaluation) {
                return Err(refusal);
            }
            let value = evaluation.value();
            if let Some(made) = value.and_then(|value| use_value(value, &evaluation)) {
                return Ok((made, evaluation));
            }
        }
        let most = DIGITS[DIGITS.len() - 1];
        Err(Problem::new(format!("even {most} digits do not tell on which side of a tie the value lies"))
            .hint("print other decimals")
            .into())
    }

    pub(super) fn evaluate(&self, formula: &Expr, context: &Context) -> Evaluation {
        Evaluator::new(self.catalogue, DIGITS[0]).evaluate(formula, context)
    }
}

/// The row of the table for a function.
pub(super) fn row(name: &str) -> Result<&'static super::TemplateFunction, Problem> {
    template_function(name).ok_or_else(|| Problem::new(format!("no template function `{name}`")))
}

fn located(problem: Problem, site: &Place) -> Problem {
    if problem.place.is_some() { problem } else { problem.at(site.clone()) }
}
