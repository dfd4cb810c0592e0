//! The sheet of steps: computed indicators, and parts of formulas that are too long for one cell.

use crate::Result;
use crate::formula::{Context, Expr, Node, explain};

use super::super::report::record::Record;
use super::formula::{Formulas, Step};
use super::sheet::{MOST_ROWS, Sheet, Value};
use super::words::Words;

/// The column that formulas refer to.
pub(super) const VALUE: &str = "F";

const WIDTHS: [u16; 7] = [6, 24, 24, 12, 8, 18, 60];

/// Writes the sheet.
pub(super) fn sheet(record: &Record<'_>, words: &Words, formulas: &Formulas<'_>) -> Result<Sheet> {
    let mut sheet = Sheet::new(words.steps, words.step_heads, &WIDTHS, 2)?;
    for (number, (step, piece)) in (1..).zip(formulas.steps.iter().take(MOST_ROWS - 1)) {
        let mut values = vec![Value::integer(number)];
        match step {
            Step::Indicator(id, context) => values.extend([
                Value::text(record.indicator(id)),
                Value::text(id),
                Value::text(record.area(&context.area)),
                Value::text(context.period.to_string()),
                Value::piece(piece),
                Value::text(rule(record, id, context)),
            ]),
            Step::Part => {
                values.extend([Value::text(words.part), Value::Empty, Value::Empty, Value::Empty, Value::piece(piece)]);
            }
        }
        sheet.row(values)?;
    }
    Ok(sheet)
}

fn rule(record: &Record<'_>, id: &str, context: &Context) -> String {
    let expr = Expr { node: Node::Indicator(id.into()), span: 0..0 };
    explain(&expr, record.catalogue, context).rule
}
