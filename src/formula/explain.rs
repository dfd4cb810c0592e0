//! The walk that puts a formula into words: as declared, and with the numbers put in.

use crate::book::{Id, Period};
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Unit};

use super::{Binary, Context, Evaluator, Explanation, Expr, Facts, Function, Node, YearSelector, unit_of};

/// What stands for a value that is not there.
const MISSING: &str = "（缺）";

/// How strongly a piece of text holds together: a weaker piece gets brackets inside a stronger one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Comparison,
    Sum,
    Product,
    Power,
    Atom,
}

struct Piece {
    text: String,
    hold: Hold,
}

/// Explains a formula for one area and period. An indicator that is computed is opened once, so that its own operands
/// show; those inside it stand by name and value.
#[must_use]
pub fn explain(expr: &Expr, facts: &dyn Facts, context: &Context) -> Explanation {
    let (opened, at) = open(expr, facts, context.clone());
    let side = |numbers: bool| Side { facts, numbers, home: context }.piece(&opened, &at).text;
    Explanation { rule: side(false), filled: side(true) }
}

/// The formula of a computed indicator in place of its name.
fn open(expr: &Expr, facts: &dyn Facts, context: Context) -> (Expr, Context) {
    match &expr.node {
        Node::Indicator(id) => match facts.formula(id) {
            Some(formula) if !matches!(formula.node, Node::Number(_)) => (formula.clone(), context),
            _ => (expr.clone(), context),
        },
        Node::Select { of, area, year } => {
            let period = year.map_or(context.period, |year| year.resolve(context.period));
            let area = area.clone().unwrap_or(context.area);
            open(of, facts, Context { area, period })
        }
        _ => (expr.clone(), context),
    }
}

/// One of the two texts.
struct Side<'a> {
    facts: &'a dyn Facts,
    numbers: bool,
    home: &'a Context,
}

impl Side<'_> {
    fn piece(&self, expr: &Expr, context: &Context) -> Piece {
        match &expr.node {
            Node::Number(number) => atom(number.to_string()),
            Node::Indicator(id) => self.leaf(id, context),
            Node::Select { of, area, year } => {
                let period = year.map_or(context.period, |year| year.resolve(context.period));
                let area = area.clone().unwrap_or_else(|| context.area.clone());
                self.piece(of, &Context { area, period })
            }
            Node::Negate(of) => join(Hold::Product, &[("−", Hold::Power, self.piece(of, context))]),
            Node::Binary(operator, left, right) => {
                binary(*operator, self.piece(left, context), self.piece(right, context))
            }
            Node::Call(function, operands) => self.call(function, operands, context),
        }
    }

    fn leaf(&self, id: &str, context: &Context) -> Piece {
        if self.numbers { atom(self.value_text(id, context)) } else { atom(self.name_text(id, context)) }
    }

    /// `专项扶贫资金[2016]`; the area is named where it is not the figure's own.
    fn name_text(&self, id: &str, context: &Context) -> String {
        let area = if context.area == self.home.area { String::new() } else { format!("{}，", context.area) };
        format!("{}[{area}{}]", self.facts.name(id), context.period)
    }

    /// `1.89亿元` as recorded; the value with its unit where the indicator is itself computed.
    fn value_text(&self, id: &str, context: &Context) -> String {
        if self.facts.formula(id).is_some() {
            let expr = Expr { node: Node::Indicator(id.into()), span: 0..0 };
            return self.evaluated(&expr, context);
        }
        self.facts
            .observation(id, &context.area, context.period)
            .map_or_else(|| MISSING.to_owned(), |observation| recorded(&observation))
    }

    fn evaluated(&self, expr: &Expr, context: &Context) -> String {
        const DIGITS: u32 = 12;
        let evaluation = Evaluator::new(self.facts, DIGITS).accept_hedged(true).evaluate(expr, context);
        match evaluation.value() {
            Some(value) => in_unit(value, &unit_of(expr, self.facts).unwrap_or_else(|_| Unit::none())),
            None => MISSING.into(),
        }
    }

    fn call(&self, function: &Function, operands: &[Expr], context: &Context) -> Piece {
        let first = &operands[0];
        let here = || self.piece(first, context);
        let base = |year: YearSelector| self.base(first, year, context);
        let whole = || self.whole(operands, context);
        match function {
            Function::Growth { base: year } => minus_one(quotient(here(), base(*year))),
            Function::Change { base: year } | Function::Points { base: year } => difference(here(), base(*year)),
            Function::Times { base: year } => quotient(here(), base(*year)),
            Function::Ratio | Function::Per => quotient(here(), self.piece(&operands[1], context)),
            Function::Share => {
                let (whole, at) = whole();
                quotient(here(), self.piece(whole, &at))
            }
            Function::Index { base: year } => join(
                Hold::Product,
                &[("", Hold::Product, quotient(here(), base(*year))), (" × ", Hold::Power, atom("100".into()))],
            ),
            Function::Cagr { from, to } => self.cagr(first, (*from, *to), context),
            Function::Cumulative { from } => {
                let from = from.unwrap_or(YearSelector::Absolute(self.facts.years().0));
                self.over_years(first, (from, YearSelector::Relative(0)), context)
            }
            Function::Mean { from, to } => {
                let years = to.resolve(context.period).last_year() - from.resolve(context.period).last_year() + 1;
                quotient(self.over_years(first, (*from, *to), context), atom(years.to_string()))
            }
            Function::Sum { areas } => self.sum(first, areas, context),
            Function::Rank { ascending, .. } => self.rank(first, *ascending, context),
            Function::Contribution => {
                let (whole, at) = whole();
                quotient(self.increment(first, context), self.increment(whole, &at))
            }
            Function::Pull => {
                let (whole, at) = whole();
                quotient(self.increment(first, context), self.base(whole, YearSelector::Relative(-1), &at))
            }
            Function::Deflate => {
                let nominal = quotient(here(), base(YearSelector::Relative(-1)));
                let prices = quotient(self.piece(&operands[1], context), atom("100".into()));
                minus_one(quotient(nominal, prices))
            }
        }
    }

    /// The base, with the comparable one where the data give it.
    fn base(&self, operand: &Expr, year: YearSelector, context: &Context) -> Piece {
        let at = Context { area: context.area.clone(), period: year.resolve(context.period) };
        let piece = self.piece(operand, &at);
        let adjacent = at.period.last_year() + 1 == context.period.last_year();
        match self.comparable_base(operand, context).filter(|_| adjacent) {
            Some(used) if self.numbers => atom(format!("{used}（可比口径）")),
            Some(_) => atom(format!("{}（可比口径）", piece.text)),
            None => piece,
        }
    }

    /// The comparable base of an operand that is one indicator of the data, perhaps of another area.
    fn comparable_base(&self, operand: &Expr, context: &Context) -> Option<String> {
        match &operand.node {
            Node::Indicator(id) if self.facts.formula(id).is_none() => {
                let observation = self.facts.observation(id, &context.area, context.period)?;
                observation.comparable_base.as_ref().map(|base| format!("{base}{}", observation.unit))
            }
            Node::Select { of, area, year: None } => {
                let area = area.clone().unwrap_or_else(|| context.area.clone());
                self.comparable_base(of, &Context { area, period: context.period })
            }
            _ => None,
        }
    }

    fn increment(&self, operand: &Expr, context: &Context) -> Piece {
        difference(self.piece(operand, context), self.base(operand, YearSelector::Relative(-1), context))
    }

    /// The second operand here, or the first in the parent area.
    fn whole<'e>(&self, operands: &'e [Expr], context: &Context) -> (&'e Expr, Context) {
        if let [_, whole] = operands {
            return (whole, context.clone());
        }
        let parent = self.facts.areas().get(&context.area).and_then(|area| area.part_of.clone());
        (&operands[0], Context { area: parent.unwrap_or_else(|| "?".into()), period: context.period })
    }

    fn cagr(&self, operand: &Expr, (from, to): (YearSelector, YearSelector), context: &Context) -> Piece {
        let at = |year: YearSelector| Context { area: context.area.clone(), period: year.resolve(context.period) };
        let (first, last) = (at(from), at(to));
        let years = last.period.last_year() - first.period.last_year();
        let from = YearSelector::Absolute(first.period.last_year());
        let ratio = quotient(self.piece(operand, &last), self.base(operand, from, &last));
        minus_one(join(
            Hold::Power,
            &[
                ("", Hold::Atom, ratio),
                (" ^ ", Hold::Atom, Piece { text: format!("1 ÷ {years}"), hold: Hold::Product }),
            ],
        ))
    }

    fn over_years(&self, operand: &Expr, (from, to): (YearSelector, YearSelector), context: &Context) -> Piece {
        let (first, last) = (from.resolve(context.period).last_year(), to.resolve(context.period).last_year());
        let pieces = (first..=last.min(first + 100))
            .map(|year| self.piece(operand, &Context { area: context.area.clone(), period: Period::Year(year) }));
        total(pieces.collect())
    }

    fn sum(&self, operand: &Expr, listed: &[Id], context: &Context) -> Piece {
        let parts: Vec<Id> = match listed {
            [] => self.facts.areas().parts(&context.area).map(|part| part.id.clone()).collect(),
            listed => listed.to_vec(),
        };
        let piece = |area: &Id| self.piece(operand, &Context { area: area.clone(), period: context.period });
        match shortened(&parts) {
            None => total(parts.iter().map(piece).collect()),
            Some((first, last)) => {
                let mut pieces: Vec<Piece> = first.iter().map(piece).collect();
                pieces.extend([atom("…".to_owned()), piece(last)]);
                total(pieces)
            }
        }
    }

    fn rank(&self, operand: &Expr, ascending: bool, context: &Context) -> Piece {
        let siblings: Vec<Id> =
            self.facts.areas().siblings(&context.area).into_iter().map(|area| area.id.clone()).collect();
        let piece = |area: &Id| self.piece(operand, &Context { area: area.clone(), period: context.period }).text;
        let listed: Vec<String> = match shortened(&siblings) {
            None => siblings.iter().map(piece).collect(),
            Some((first, last)) => first.iter().map(piece).chain(["…".to_owned(), piece(last)]).collect(),
        };
        let order = if ascending { "由小到大" } else { "由大到小" };
        let own = self.piece(operand, context).text;
        atom(format!("{own}在{{{}}}中{order}的位次", listed.join("、")))
    }
}

/// Of more areas than anybody reads in one formula, the first few and the last: all of them stand among the inputs.
fn shortened(areas: &[Id]) -> Option<(&[Id], &Id)> {
    const MOST: usize = 16;
    const FIRST: usize = 3;
    areas.last().filter(|_| areas.len() > MOST).map(|last| (&areas[..FIRST], last))
}

/// An observation as its source has it, with the unit that its table gives and its hedge where one says it.
fn recorded(observation: &Observation<'_>) -> String {
    let raw = with_minus(&observation.raw.text());
    let raw = match &observation.datum {
        Datum::Missing(_) if observation.raw.is_empty() => return "（空）".into(),
        Datum::Missing(_) | Datum::Words(_) => return observation.raw.to_string(),
        Datum::Number(_) | Datum::Range(..) => raw,
    };
    let unit = observation.unit.to_string();
    let unit = if raw.ends_with(&unit) { "" } else { unit.as_str() };
    match observation.qualifier.filter(|hedge| !raw.contains(*hedge)) {
        None => format!("{raw}{unit}"),
        Some(hedge @ ("多" | "余" | "几")) if raw.ends_with('0') || unit.is_empty() => format!("{raw}{hedge}{unit}"),
        Some(hedge @ ("多" | "余" | "几")) => {
            // 8万多人, but 8户多.
            let (multiplier, symbol) = (observation.unit.multiplier().symbol(), observation.unit.symbol());
            let after = if multiplier.is_empty() { symbol } else { multiplier };
            format!("{raw}{after}{hedge}{}", if multiplier.is_empty() { "" } else { symbol })
        }
        Some(hedge @ ("以上" | "以下" | "左右" | "上下")) => format!("{raw}{unit}{hedge}"),
        Some(hedge) => format!("{hedge}{raw}{unit}"),
    }
}

/// A number's own sign as it is printed.
fn with_minus(number: &str) -> String {
    number.strip_prefix('-').map_or_else(|| number.to_owned(), |digits| format!("−{digits}"))
}

fn in_unit(value: &Exact, unit: &Unit) -> String {
    let printed = value.divide(&unit.worth());
    with_minus(&printed.map_or_else(|_| value.to_string(), |value| format!("{value}{unit}")))
}

fn atom(text: String) -> Piece {
    Piece { text, hold: Hold::Atom }
}

/// Puts pieces together, each after its sign and in brackets where it holds less than it must.
fn join(hold: Hold, parts: &[(&str, Hold, Piece)]) -> Piece {
    let mut text = String::new();
    for (sign, least, piece) in parts {
        text.push_str(sign);
        // A minus sign neither follows another sign nor is raised to a power.
        let negative = piece.text.starts_with(['-', '−']) && (!sign.is_empty() || *least > Hold::Product);
        if negative || piece.hold < *least {
            text.push_str(&format!("({})", piece.text));
        } else {
            text.push_str(&piece.text);
        }
    }
    Piece { text, hold }
}

fn quotient(left: Piece, right: Piece) -> Piece {
    join(Hold::Product, &[("", Hold::Product, left), (" ÷ ", Hold::Power, right)])
}

fn difference(left: Piece, right: Piece) -> Piece {
    join(Hold::Sum, &[("", Hold::Sum, left), (" − ", Hold::Product, right)])
}

fn minus_one(piece: Piece) -> Piece {
    difference(piece, atom("1".into()))
}

fn total(pieces: Vec<Piece>) -> Piece {
    let mut pieces = pieces.into_iter();
    let first = pieces.next().unwrap_or_else(|| atom("0".into()));
    pieces.fold(first, |sum, piece| join(Hold::Sum, &[("", Hold::Sum, sum), (" + ", Hold::Sum, piece)]))
}

fn binary(operator: Binary, left: Piece, right: Piece) -> Piece {
    let (hold, sign, least_right) = match operator {
        Binary::Add => (Hold::Sum, " + ", Hold::Sum),
        Binary::Subtract => (Hold::Sum, " − ", Hold::Product),
        Binary::Multiply => (Hold::Product, " × ", Hold::Product),
        Binary::Divide => (Hold::Product, " ÷ ", Hold::Power),
        Binary::Power => return join(Hold::Power, &[("", Hold::Atom, left), (" ^ ", Hold::Atom, right)]),
        Binary::Equal => (Hold::Comparison, " = ", Hold::Sum),
        Binary::NotEqual => (Hold::Comparison, " ≠ ", Hold::Sum),
        Binary::Less => (Hold::Comparison, " < ", Hold::Sum),
        Binary::LessOrEqual => (Hold::Comparison, " ≤ ", Hold::Sum),
        Binary::Greater => (Hold::Comparison, " > ", Hold::Sum),
        Binary::GreaterOrEqual => (Hold::Comparison, " ≥ ", Hold::Sum),
    };
    let least_left = if hold == Hold::Comparison { Hold::Sum } else { hold };
    join(hold, &[("", least_left, left), (sign, least_right, right)])
}
