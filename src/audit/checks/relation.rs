//! Declared checks, read: their formulas resolved, their units compared, their sides evaluated. What five checks look at.
//!
//! Must not know: how a finding is worded.

use std::collections::BTreeSet;

use crate::book::{CheckRule, DeclaredCheck, Period};
use crate::findings::{Place, Problem, nearest};
use crate::formula::{
    Binary, Context, Evaluation, Evaluator, Expr, Facts, FormulaProblem, Input, Node, Outcome, unit_of,
};
use crate::indicators::Catalogue;
use crate::ingest::Observation;
use crate::quantity::{Exact, Unit};

/// Decimals to which an irrational root is computed before two sides are taken for equal.
const DIGITS: u32 = 40;

/// A declared check that can be evaluated.
pub(super) struct Relation<'a> {
    pub(super) declared: &'a DeclaredCheck,
    pub(super) rule: Rule<'a>,
    /// What numbers are shown in: the left side's unit, and the right side's.
    pub(super) unit: Unit,
    right: Unit,
    /// In base units; nothing where there is none.
    pub(super) tolerance: Exact,
    catalogue: &'a Catalogue<'a>,
    areas: Vec<&'a str>,
}

/// What has to hold.
pub(super) enum Rule<'a> {
    /// Two sides and how they are compared; the text as declared.
    Comparison { text: &'a str, left: Expr, operator: Binary, right: Expr },
    /// A whole, an indicator or a number, and its parts.
    Total { total: Expr, parts: Vec<Expr> },
}

/// One evaluation of one side.
pub(super) struct Side {
    pub(super) value: Exact,
    pub(super) inputs: Vec<Input>,
}

/// A relation in one area and period: its two sides, or why there are none.
pub(super) struct Instance {
    pub(super) context: Context,
    /// What stands left of the sign, or the sum of the parts.
    pub(super) left: Side,
    /// What stands right of the sign, or the total.
    pub(super) right: Side,
}

/// A relation with every area and period where both sides have a value, and why the first of the others has none.
pub(in crate::audit) struct Evaluated<'a> {
    pub(super) relation: Relation<'a>,
    pub(super) instances: Vec<Instance>,
    pub(super) reason: Option<String>,
}

/// Every declared check that can be evaluated, evaluated.
pub(in crate::audit) fn evaluated<'a>(catalogue: &'a Catalogue<'a>) -> Vec<Evaluated<'a>> {
    let readable = catalogue.book().checks.iter().filter_map(|declared| read(declared, catalogue).ok().flatten());
    let evaluate = |relation: Relation<'a>| {
        let (instances, reason) = relation.instances();
        Evaluated { relation, instances, reason }
    };
    readable.map(evaluate).collect()
}

/// Reads one; `None` where it hangs on an indicator that is at fault itself.
pub(super) fn read<'a>(
    declared: &'a DeclaredCheck,
    catalogue: &'a Catalogue<'a>,
) -> Result<Option<Relation<'a>>, Problem> {
    let (rule, unit, right) = match &declared.rule {
        CheckRule::That((text, place)) => {
            let Some(formula) = catalogue.formula_at(text, place)? else { return Ok(None) };
            comparison(declared, text, formula, catalogue)
                .map_err(|problem| catalogue.problem_at(text, place, problem))?
        }
        CheckRule::Total { total, parts } => match whole(total, parts, catalogue)? {
            Some((rule, unit)) => (rule, unit.clone(), unit),
            None => return Ok(None),
        },
    };
    let tolerance = tolerance(declared, &unit, catalogue)?;
    let areas = areas(declared, catalogue)?;
    Ok(Some(Relation { declared, rule, unit, right, tolerance, catalogue, areas }))
}

fn comparison<'a>(
    declared: &DeclaredCheck,
    text: &'a str,
    formula: Expr,
    catalogue: &Catalogue<'_>,
) -> Result<(Rule<'a>, Unit, Unit), FormulaProblem> {
    let Expr { node: Node::Binary(operator, left, right), span } = formula else {
        return Err(no_comparison(formula.span));
    };
    if !is_comparison(operator) {
        return Err(no_comparison(span));
    }
    let (a, b) = (unit_of(&left, catalogue)?, unit_of(&right, catalogue)?);
    let pure = |unit: &Unit| unit.is_count() || unit.is_pure();
    if !(a.is_compatible(&b) || declared.counts && pure(&a) && pure(&b)) {
        let hint = if a.is_count() && b.is_count() {
            "numbers of unlike things are compared with `counts: true`"
        } else {
            "compare like with like; divide for a ratio"
        };
        let shown =
            |unit: &Unit| if unit.to_string().is_empty() { "a pure number".into() } else { format!("in {unit}") };
        let message = format!("`{left}` is {} and `{right}` is {}: they cannot be compared", shown(&a), shown(&b));
        return Err(FormulaProblem { message, hint: Some(hint.to_owned()), span });
    }
    Ok((Rule::Comparison { text, left: *left, operator, right: *right }, a, b))
}

fn no_comparison(span: std::ops::Range<usize>) -> FormulaProblem {
    let message = "a check compares two sides".to_owned();
    FormulaProblem { message, hint: Some("use ==, !=, <, <=, > or >=: `a == b + c`".to_owned()), span }
}

fn is_comparison(operator: Binary) -> bool {
    use Binary as B;
    matches!(operator, B::Equal | B::NotEqual | B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual)
}

/// Total and parts are data as they are recorded: only of those is it known what rounding did to them.
fn whole<'a>(
    (text, place): &(String, Place),
    parts: &[(String, Place)],
    catalogue: &Catalogue<'_>,
) -> Result<Option<(Rule<'a>, Unit)>, Problem> {
    let mut read = Vec::new();
    for (text, place) in parts {
        let Some(part) = recorded(text, place, catalogue)? else { return Ok(None) };
        read.push(part);
    }
    let total = match percentage(text) {
        Some(number) => Some((Expr { node: Node::Number(number), span: 0..0 }, Unit::percent())),
        None => recorded(text, place, catalogue)?,
    };
    let Some((total, unit)) = total else { return Ok(None) };
    for ((part, other), (_, place)) in read.iter().zip(parts) {
        if !other.is_compatible(&unit) {
            let message = format!("`{part}` is in {other}, the total in {unit}: they cannot be added up");
            return Err(Problem::new(message)
                .at(place.clone())
                .hint("mend the unit in the data, or the list of parts"));
        }
    }
    let parts = read.into_iter().map(|(part, _)| part).collect();
    Ok(Some((Rule::Total { total, parts }, unit)))
}

/// `100%` as a number.
fn percentage(text: &str) -> Option<Exact> {
    let number = Exact::parse(text.trim().strip_suffix(['%', '％'])?.trim())?;
    number.divide(&Exact::from(100)).ok()
}

fn recorded(text: &str, place: &Place, catalogue: &Catalogue<'_>) -> Result<Option<(Expr, Unit)>, Problem> {
    let Some(formula) = catalogue.formula_at(text, place)? else { return Ok(None) };
    match leaf(&formula).filter(|id| !catalogue.is_computed(id)) {
        Some(_) => {
            let unit = unit_of(&formula, catalogue).map_err(|problem| catalogue.problem_at(text, place, problem))?;
            Ok(Some((formula, unit)))
        }
        None => {
            let problem = Problem::new(format!("`{text}` is computed: total and parts are indicators of the data"));
            Err(problem.at(place.clone()).hint("use `that: …` for what is computed"))
        }
    }
}

/// The indicator of `x` or `x[area: …, year: …]`.
fn leaf(expr: &Expr) -> Option<&str> {
    match &expr.node {
        Node::Indicator(id) => Some(id),
        Node::Select { of, .. } => leaf(of),
        _ => None,
    }
}

fn tolerance(declared: &DeclaredCheck, unit: &Unit, catalogue: &Catalogue<'_>) -> Result<Exact, Problem> {
    let Some((text, place)) = &declared.tolerance else { return Ok(Exact::zero()) };
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, symbol) = text.split_at(split);
    let measured = match symbol.trim() {
        "" => Ok(unit.clone()),
        symbol => catalogue.book().units.parse(symbol).map_err(|error| error.to_string()),
    };
    let measured = measured.and_then(|given| {
        let fits = given.is_compatible(unit);
        fits.then_some(given).ok_or_else(|| format!("the sides are in {unit}, which is another unit"))
    });
    match (Exact::parse(number.trim()), measured) {
        (Some(number), Ok(given)) => Ok(&number * &given.worth()),
        (number, measured) => {
            let why = measured.err().filter(|_| number.is_some()).unwrap_or_else(|| "expected a number".to_owned());
            let problem = Problem::new(format!("tolerance `{text}` of check `{}`: {why}", declared.id));
            Err(problem.at(place.clone()).hint("a number that is not negative, such as `0.5亿元`"))
        }
    }
}

fn areas<'a>(declared: &DeclaredCheck, catalogue: &'a Catalogue<'a>) -> Result<Vec<&'a str>, Problem> {
    let tree = catalogue.areas();
    let known = |(name, place): &(String, Place)| {
        tree.get(name).map(|area| &*area.id).ok_or_else(|| {
            let near = nearest(name, tree.names()).map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| "list it under `areas` in yearbook.yaml".to_owned());
            Problem::new(format!("check `{}`: no area `{name}`", declared.id)).at(place.clone()).hint(hint)
        })
    };
    declared.areas.iter().map(known).collect()
}

impl Relation<'_> {
    /// Returns every area and period where both sides have a value, each set of data once; and why the first of the
    /// others has none.
    fn instances(&self) -> (Vec<Instance>, Option<String>) {
        let (mut found, mut reason, mut seen) = (Vec::new(), None, BTreeSet::new());
        for context in self.contexts() {
            match self.instance(&context) {
                Ok(instance) => {
                    let inputs = instance.left.inputs.iter().chain(&instance.right.inputs).cloned();
                    if seen.insert(inputs.collect::<Vec<_>>()) {
                        found.push(instance);
                    }
                }
                Err(why) => drop(reason.get_or_insert(format!("{} {}: {why}", context.area, context.period))),
            }
        }
        (found, reason)
    }

    fn instance(&self, context: &Context) -> Result<Instance, String> {
        let (left, right) = match &self.rule {
            Rule::Comparison { left, right, .. } => (self.side(left, context)?, self.side(right, context)?),
            Rule::Total { total, parts } => {
                let parts = parts.iter().map(|part| self.side(part, context)).collect::<Result<Vec<_>, _>>()?;
                let value = parts.iter().fold(Exact::zero(), |sum, part| &sum + &part.value);
                let inputs = parts.into_iter().flat_map(|part| part.inputs).collect();
                (Side { value, inputs }, self.side(total, context)?)
            }
        };
        Ok(Instance { context: context.clone(), left, right })
    }

    fn side(&self, formula: &Expr, context: &Context) -> Result<Side, String> {
        let Evaluation { outcome, inputs, hedge, .. } =
            Evaluator::new(self.catalogue, DIGITS).evaluate(formula, context);
        match outcome {
            Outcome::None(none) => Err(none.to_string()),
            Outcome::Value { .. } if hedge.is_some() => Err(format!("`{formula}` is no exact number")),
            Outcome::Value { value, .. } => Ok(Side { value, inputs }),
        }
    }

    /// Where one of the data that the formulas read has an observation, and the check is meant for.
    fn contexts(&self) -> BTreeSet<Context> {
        let mut indicators = BTreeSet::new();
        let formulas: Vec<&Expr> = match &self.rule {
            Rule::Comparison { left, right, .. } => vec![left, right],
            Rule::Total { total, parts } => parts.iter().chain([total]).collect(),
        };
        formulas.into_iter().for_each(|formula| data_of(formula, self.catalogue, &mut indicators));
        let observations = indicators.iter().flat_map(|id| self.catalogue.observations().of(id));
        let contexts = observations.map(|datum| Context { area: datum.area.into(), period: datum.period });
        contexts.filter(|context| self.is_meant_for(context)).collect()
    }

    fn is_meant_for(&self, Context { area, period }: &Context) -> bool {
        let within =
            |meant: &Period| meant.first_year() <= period.first_year() && period.last_year() <= meant.last_year();
        let years = &self.declared.years;
        (self.areas.is_empty() || self.areas.contains(&&**area)) && (years.is_empty() || years.iter().any(within))
    }

    /// Returns the observations that entered, each once; a total before its parts.
    pub(super) fn observations(&self, instance: &Instance) -> Vec<Observation<'_>> {
        let mut seen = BTreeSet::new();
        let (first, second) = match &self.rule {
            Rule::Comparison { .. } => (&instance.left, &instance.right),
            Rule::Total { .. } => (&instance.right, &instance.left),
        };
        let inputs = first.inputs.iter().chain(&second.inputs).filter(|input| seen.insert(*input));
        inputs.filter_map(|input| self.catalogue.observation(&input.indicator, &input.area, input.period)).collect()
    }

    /// Returns a value in the unit of the left side.
    pub(super) fn shown(&self, value: &Exact) -> String {
        in_unit(value, &self.unit)
    }

    /// Returns a value in the unit of the right side, where that is another.
    pub(super) fn other(&self, value: &Exact) -> String {
        in_unit(value, if self.right.is_compatible(&self.unit) { &self.unit } else { &self.right })
    }

    /// Returns how far two values lie apart: of rates in percentage points.
    pub(super) fn apart(&self, a: &Exact, b: &Exact) -> String {
        let point = Unit::percentage_point();
        in_unit(&(a - b).abs(), if self.unit.is_rate() { &point } else { &self.unit })
    }

    /// Returns a finding about an instance: what it is about, where the first datum lies, which numbers stand in which rows.
    pub(super) fn problem(&self, instance: &Instance, message: String) -> Problem {
        let observations = self.observations(instance);
        let place = observations.first().map_or_else(|| self.declared.place.clone(), Observation::place);
        let row = |datum: &Observation<'_>| {
            format!(
                "{}@{}@{} {}{} ({})",
                datum.indicator,
                datum.area,
                datum.period,
                datum.raw,
                datum.unit,
                datum.place()
            )
        };
        let rows = observations.iter().map(row).collect::<Vec<_>>().join("; ");
        let Context { area, period } = &instance.context;
        let problem = Problem::new(message).about(format!("{}@{area}@{period}", self.declared.id)).at(place);
        problem.hint(format!("{rows}; declared at {}", self.declared.place))
    }
}

/// A value with its unit, in it.
pub(super) fn in_unit(value: &Exact, unit: &Unit) -> String {
    let shown = value.divide(&unit.worth()).unwrap_or_else(|_| value.clone());
    format!("{shown}{unit}")
}

/// The data indicators that a formula reads, through those that are computed.
fn data_of(expr: &Expr, catalogue: &Catalogue<'_>, found: &mut BTreeSet<String>) {
    match &expr.node {
        Node::Number(_) => {}
        Node::Indicator(id) => match catalogue.formula(id) {
            Some(formula) => data_of(formula, catalogue, found),
            None => drop(found.insert(id.to_string())),
        },
        Node::Select { of, .. } | Node::Negate(of) => data_of(of, catalogue, found),
        Node::Binary(_, left, right) => {
            data_of(left, catalogue, found);
            data_of(right, catalogue, found);
        }
        Node::Call(_, operands) => operands.iter().for_each(|operand| data_of(operand, catalogue, found)),
    }
}
