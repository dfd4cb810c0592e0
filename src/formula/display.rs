//! The canonical text of a formula: what `parse` reads back as the same tree. Used as a key.

use std::fmt;

use super::{Binary, Expr, Function, Node, YearSelector};

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::Number(number) => write!(f, "{number}"),
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

fn quoted(name: &str) -> String {
    let plain = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let close = if name.contains('"') { '`' } else { '"' };
    if plain { name.to_owned() } else { format!("{close}{name}{close}") }
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
        Function::Rank { ascending } => ascending.then(|| "order: ascending".to_owned()).into_iter().collect(),
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
