//! Names in formulas → ids.

use crate::findings::nearest;
use crate::formula::{Expr, Facts, FormulaProblem, Function, Node};

use super::Catalogue;

/// What a name in a formula may turn out to be wrong about; the finding's code hangs on it.
pub(super) const NO_AREA: &str = "no area";

pub(super) fn resolve(expr: &Expr, catalogue: &Catalogue<'_>) -> Result<Expr, FormulaProblem> {
    let inner = |expr: &Expr| resolve(expr, catalogue).map(Box::new);
    let node = match &expr.node {
        Node::Number(number) => Node::Number(number.clone()),
        Node::Indicator(name) => Node::Indicator(indicator(name, expr, catalogue)?),
        Node::Select { of, area, year } => {
            let area = area.as_ref().map(|name| self::area(name, expr, catalogue)).transpose()?;
            Node::Select { of: inner(of)?, area, year: *year }
        }
        Node::Negate(of) => Node::Negate(inner(of)?),
        Node::Binary(operator, left, right) => Node::Binary(*operator, inner(left)?, inner(right)?),
        Node::Call(function, operands) => {
            let operands = operands.iter().map(|operand| resolve(operand, catalogue)).collect::<Result<_, _>>()?;
            Node::Call(in_function(function, expr, catalogue)?, operands)
        }
    };
    Ok(Expr { node, span: expr.span.clone() })
}

fn indicator(name: &str, expr: &Expr, catalogue: &Catalogue<'_>) -> Result<String, FormulaProblem> {
    if let Some(id) = catalogue.lookup(name) {
        return Ok(id.to_owned());
    }
    let near = nearest(name, catalogue.names()).map(|near| format!("did you mean `{near}`?"));
    let hint = near.unwrap_or_else(|| "use the id or name of an indicator that has data or a formula".into());
    Err(FormulaProblem::new(expr.span.clone(), format!("no indicator `{name}`")).hint(hint))
}

fn area(name: &str, expr: &Expr, catalogue: &Catalogue<'_>) -> Result<String, FormulaProblem> {
    if let Some(area) = catalogue.areas().get(name) {
        return Ok(area.id.clone());
    }
    let near = nearest(name, catalogue.areas().names()).map(|near| format!("did you mean `{near}`?"));
    let hint = near.unwrap_or_else(|| "add it to `areas` in yearbook.yaml".into());
    Err(FormulaProblem::new(expr.span.clone(), format!("{NO_AREA} `{name}`")).hint(hint))
}

fn in_function(function: &Function, expr: &Expr, catalogue: &Catalogue<'_>) -> Result<Function, FormulaProblem> {
    let Function::Sum { areas } = function else { return Ok(function.clone()) };
    let areas = areas.iter().map(|name| area(name, expr, catalogue)).collect::<Result<_, _>>()?;
    Ok(Function::Sum { areas })
}

/// Returns the ids that a resolved formula reads directly.
pub(super) fn operands(expr: &Expr) -> Vec<&str> {
    match &expr.node {
        Node::Number(_) => Vec::new(),
        Node::Indicator(id) => vec![id],
        Node::Select { of, .. } | Node::Negate(of) => operands(of),
        Node::Binary(_, left, right) => [operands(left), operands(right)].concat(),
        Node::Call(_, list) => list.iter().flat_map(operands).collect(),
    }
}
