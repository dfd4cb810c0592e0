//! The canonical text of a formula: what `parse` reads back as the same tree. Used as a key.

use std::fmt;

use num_bigint::BigInt;
use num_traits::Signed;

use super::{Binary, Expr, Function, Node, YearSelector};
use crate::quantity::Exact;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::Number(number) => f.write_str(&number_text(number)),
            Node::Indicator(name) => f.write_str(&quoted(name)),
            Node::Select { of, area, year } => {
                write_operand(f, of)?;
                let area = area.as_ref().map(|area| format!("area: {}", quoted(area)));
                let year = year.map(|year| format!("year: {year}"));
                write!(f, "[{}]", area.into_iter().chain(year).collect::<Vec<_>>().join(", "))
            }
            Node::Negate(of) => {
                f.write_str("-")?;
                write_operand(f, of)
            }
            Node::Binary(operator, left, right) => {
                write_operand(f, left)?;
                write!(f, " {} ", operator.sign())?;
                write_operand(f, right)
            }
            Node::Call(function, operands) => {
                let operands = operands.iter().map(ToString::to_string).chain(options(function));
                write!(f, "{}({})", function.name(), operands.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Brackets around everything that is made of parts: unambiguous, if not pretty.
fn write_operand(f: &mut fmt::Formatter<'_>, expr: &Expr) -> fmt::Result {
    match expr.node {
        Node::Number(_) | Node::Indicator(_) | Node::Call(..) | Node::Select { .. } => write!(f, "{expr}"),
        Node::Negate(_) | Node::Binary(..) => write!(f, "({expr})"),
    }
}

/// All digits of a decimal; anything else, which no formula's text can give, as a quotient.
fn number_text(number: &Exact) -> String {
    const MOST_DECIMALS: usize = 400;
    let ten = BigInt::from(10);
    let (mut scaled, mut decimals) = (number.lo(), 0);
    while !scaled.is_integer() && decimals < MOST_DECIMALS {
        scaled *= &ten;
        decimals += 1;
    }
    if !scaled.is_integer() {
        return format!("({} / {})", number.lo().numer(), number.lo().denom());
    }
    let digits = format!("{:0>width$}", scaled.numer().abs().to_string(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if scaled.is_negative() { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// In quotation marks unless it is a plain word; the marks are such as the name itself does not have.
fn quoted(name: &str) -> String {
    let plain = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain {
        return name.to_owned();
    }
    let marks = [('"', '"'), ('`', '`'), ('\'', '\''), ('“', '”')];
    let (open, close) = marks.into_iter().find(|(_, close)| !name.contains(*close)).unwrap_or(marks[0]);
    format!("{open}{name}{close}")
}

fn options(function: &Function) -> Vec<String> {
    let before = YearSelector::Relative(-1);
    match function {
        Function::Growth { base }
        | Function::Change { base }
        | Function::Points { base }
        | Function::Times { base }
            if *base == before =>
        {
            Vec::new()
        }
        Function::Growth { base }
        | Function::Change { base }
        | Function::Points { base }
        | Function::Times { base } => {
            vec![format!("base: {base}")]
        }
        Function::Index { base } => vec![format!("base: {base}")],
        Function::Cagr { from, to } | Function::Mean { from, to } => vec![format!("from: {from}"), format!("to: {to}")],
        Function::Cumulative { from } => from.map(|from| format!("from: {from}")).into_iter().collect(),
        Function::Sum { areas } if areas.is_empty() => Vec::new(),
        Function::Sum { areas } => {
            vec![format!("areas: [{}]", areas.iter().map(|area| quoted(area)).collect::<Vec<_>>().join(", "))]
        }
        Function::Rank { ascending, gaps } => {
            let options = [(ascending, "order: ascending"), (gaps, "missing: leave_out")];
            options.into_iter().filter(|(given, _)| **given).map(|(_, option)| option.to_owned()).collect()
        }
        Function::Ratio
        | Function::Share
        | Function::Per
        | Function::Contribution
        | Function::Pull
        | Function::Deflate => Vec::new(),
    }
}

impl fmt::Display for YearSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relative(offset @ 1..) => write!(f, "+{offset}"),
            Self::Absolute(year) | Self::Relative(year) => write!(f, "{year}"),
            Self::Span(from, to) => write!(f, "{from}—{to}"),
        }
    }
}

impl Binary {
    /// Returns the operator as a formula writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}
