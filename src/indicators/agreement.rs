//! The comparison of the two computations: every printed figure against the panel.
//!
//! Must not know: how a figure is printed.

use crate::Result;
use crate::book::{Id, Period};
use crate::findings::{Findings, Place, Problem};
use crate::formula::{Binary, Context, Evaluation, Evaluator, Expr, Facts, Function, Node, YearSelector};

use crate::quantity::Exact;

use super::codes;
use super::panel::Question;
use super::{Catalogue, Panel};

/// How far the two may differ, relative to what the result was computed from.
const TOLERANCE: f64 = 1e-9;

/// Decimals of roots for the estimate of a scale.
const DIGITS: u32 = 20;

/// A figure as the exact evaluation has it.
#[derive(Clone, Copy, Debug)]
pub struct Printed<'a> {
    /// Its id.
    pub id: &'a str,
    /// What was evaluated; its names are resolved.
    pub formula: &'a Expr,
    /// Where.
    pub area: &'a Id,
    /// When.
    pub period: Period,
    /// What came out.
    pub evaluation: &'a Evaluation,
    /// Where it is asked for.
    pub place: &'a Place,
}

impl Printed<'_> {
    /// Returns the question that the panel must be asked so that it can be compared with this figure.
    #[must_use]
    pub fn question(&self) -> Question {
        Question::new(self.formula, self.period)
    }

    fn context(&self) -> Context {
        Context { area: Id::clone(self.area), period: self.period }
    }

    fn exact(&self) -> Option<f64> {
        self.evaluation.value().map(Exact::to_f64)
    }
}

/// How many numbers the panel of some chapters has, not counting what they are computed from: 32 MiB of them.
const MOST_NUMBERS: usize = 1 << 22;

/// Computes a panel with the formulas of all printed figures in it, for so many chapters at a time as there is room for; returns
/// for each chapter the figures on which the two computations differ.
///
/// # Errors
/// When polars fails, which is a fault of the program.
pub fn check(catalogue: &Catalogue<'_>, chapters: &[Vec<Printed<'_>>]) -> Result<Vec<Findings>> {
    let (first, last) = catalogue.years();
    let height = catalogue.areas().iter().count() * usize::try_from(last - first + 1).unwrap_or(1);
    let most = (MOST_NUMBERS / height.max(1)).max(1);
    let (mut compared, mut rest) = (Vec::new(), chapters);
    while !rest.is_empty() {
        let (mut questions, mut count) = (Vec::new(), 0);
        while questions.len() < most
            && let Some(printed) = rest.get(count)
        {
            questions.extend(runs(printed).map(|run| run[0].question()));
            count += 1;
        }
        let (group, others) = rest.split_at(count);
        rest = others;
        let panel = Panel::of(catalogue, std::iter::empty(), &questions)?;
        compared.extend(group.iter().map(|printed| {
            let mut differing = Findings::default();
            compare(catalogue, &panel, printed, &mut differing);
            differing
        }));
    }
    Ok(compared)
}

/// Compares every figure with the panel, which was asked its question. A value in one computation that is not in the
/// other is a disagreement too: words, ranges and hedges that a formula does not accept are no value in either.
pub fn compare(catalogue: &Catalogue<'_>, panel: &Panel, printed: &[Printed<'_>], findings: &mut Findings) {
    for run in runs(printed) {
        let answers = panel.answers(&run[0].question());
        for figure in run {
            let Printed { area, period, .. } = figure;
            let Some(answers) = answers else {
                let hint = "this is a fault of the program: please report it";
                report_once(figure, "the panel was not asked its question", hint, findings);
                continue;
            };
            let Some(row) = panel.row(area, period.last_year()) else {
                let why = format!("the panel has no row for {area} in {period}");
                let hint = "ask for a year within `years` of yearbook.yaml and for an area that it lists";
                report_once(figure, &why, hint, findings);
                continue;
            };
            let columns = answers.at(row);
            if !agree(catalogue, figure, columns) {
                report(figure, columns, findings);
            }
        }
    }
}

/// Figures in a row that ask the panel the same, as the cells of a table do: its text is made and looked up once for all.
fn runs<'s, 'a>(printed: &'s [Printed<'a>]) -> impl Iterator<Item = &'s [Printed<'a>]> {
    printed.chunk_by(|a, b| {
        let (first, second) = (a.period, b.period);
        let alike = matches!((first, second), (Period::Year(_), Period::Year(_))) || first == second;
        alike && a.formula == b.formula
    })
}

fn agree(catalogue: &Catalogue<'_>, figure: &Printed<'_>, columns: Option<f64>) -> bool {
    let (exact, columns) = match (figure.exact(), columns) {
        (None, None) => return true,
        (Some(exact), Some(columns)) => (exact, columns),
        _ => return false,
    };
    let difference = (exact - columns).abs();
    // Only where the result is small beside its operands does their size matter.
    difference <= TOLERANCE * exact.abs() || difference <= TOLERANCE * Scale::of(catalogue, figure)
}

fn report(figure: &Printed<'_>, columns: Option<f64>, findings: &mut Findings) {
    let told = |value: Option<f64>| value.map_or("no value".to_owned(), |value| format!("{value:e}"));
    let message = format!(
        "{} is {} by exact arithmetic and {} in the panel, in base units",
        figure.id,
        told(figure.exact()),
        told(columns)
    );
    let hint = "one of the two computations is wrong: please report it with the formula and its data";
    codes::DISAGREEMENT.report(findings, Problem::new(message).at(figure.place.clone()).hint(hint));
}

fn report_once(figure: &Printed<'_>, why: &str, hint: &str, findings: &mut Findings) {
    let message = format!("{} could not be computed twice: {why}", figure.id);
    codes::NOT_COMPUTED_TWICE.report(findings, Problem::new(message).at(figure.place.clone()).hint(hint));
}

/// How large the numbers are out of which a result is made by adding and subtracting, in the result's own unit:
/// 8.5 for 8.5 − 8.5000001. Binary arithmetic is exact to a part of that, not of the small difference.
struct Scale<'a> {
    catalogue: &'a Catalogue<'a>,
    evaluator: Evaluator<'a>,
}

impl<'a> Scale<'a> {
    fn of(catalogue: &'a Catalogue<'a>, figure: &Printed<'_>) -> f64 {
        let scale = Self { catalogue, evaluator: Evaluator::new(catalogue, DIGITS).accept_hedged(true) };
        scale.expr(figure.formula, &figure.context())
    }

    fn size(&self, expr: &Expr, context: &Context) -> f64 {
        self.evaluator.evaluate(expr, context).value().map_or(0.0, |value| value.to_f64().abs())
    }

    fn expr(&self, expr: &Expr, context: &Context) -> f64 {
        match &expr.node {
            Node::Number(number) => number.to_f64().abs(),
            Node::Indicator(id) => match self.catalogue.formula(id) {
                Some(formula) => self.expr(formula, context),
                None => self.size(expr, context),
            },
            Node::Select { of, area, year } => {
                let area = area.clone().unwrap_or_else(|| context.area.clone());
                let period = year.map_or(context.period, |year| year.resolve(context.period));
                self.expr(of, &Context { area, period })
            }
            Node::Negate(of) => self.expr(of, context),
            Node::Binary(Binary::Add | Binary::Subtract, left, right) => {
                self.expr(left, context).max(self.expr(right, context))
            }
            Node::Binary(Binary::Multiply, left, right) => {
                let (a, b) = (self.expr(left, context), self.expr(right, context));
                (a * self.size(right, context)).max(b * self.size(left, context))
            }
            Node::Binary(Binary::Divide, left, right) => self.quotient(left, right, expr, context),
            Node::Binary(..) => self.size(expr, context),
            Node::Call(function, operands) => self.call(function, operands, expr, context),
        }
    }

    fn call(&self, function: &Function, operands: &[Expr], expr: &Expr, context: &Context) -> f64 {
        let x = &operands[0];
        match function {
            Function::Change { base } | Function::Points { base } => {
                self.expr(x, context).max(self.expr(x, &at(*base, context)))
            }
            // A ratio less one.
            Function::Growth { base } => {
                let ratio = self.size(expr, context) + 1.0;
                ratio * self.cancellation(x, context).max(self.cancellation(x, &at(*base, context)))
            }
            Function::Cagr { .. } | Function::Deflate => self.size(expr, context) + 1.0,
            Function::Ratio | Function::Per => self.quotient(x, &operands[1], expr, context),
            Function::Share if operands.len() == 2 => self.quotient(x, &operands[1], expr, context),
            Function::Share => self.size(expr, context) * self.cancellation(x, context),
            Function::Sum { .. } | Function::Cumulative { .. } | Function::Mean { .. } => {
                self.size(expr, context).max(self.expr(x, context))
            }
            // The growth of the part and of the whole: each a difference.
            Function::Contribution | Function::Pull => {
                let change = Expr {
                    node: Node::Call(Function::Change { base: YearSelector::Relative(-1) }, vec![x.clone()]),
                    span: x.span.clone(),
                };
                self.size(expr, context) * self.cancellation(&change, context)
            }
            Function::Times { base } | Function::Index { base } => {
                let worst = self.cancellation(x, context).max(self.cancellation(x, &at(*base, context)));
                self.size(expr, context) * worst
            }
            Function::Rank { .. } => self.size(expr, context),
        }
    }

    fn quotient(&self, left: &Expr, right: &Expr, expr: &Expr, context: &Context) -> f64 {
        let divisor = self.size(right, context);
        if divisor == 0.0 {
            return 0.0;
        }
        let own = self.size(expr, context) * self.cancellation(right, context);
        own.max(self.expr(left, context) / divisor)
    }

    /// How many times larger its operands are than an expression itself.
    fn cancellation(&self, expr: &Expr, context: &Context) -> f64 {
        let size = self.size(expr, context);
        if size == 0.0 { 1.0 } else { (self.expr(expr, context) / size).max(1.0) }
    }
}

fn at(base: YearSelector, context: &Context) -> Context {
    let period: Period = base.resolve(context.period);
    Context { area: context.area.clone(), period }
}
