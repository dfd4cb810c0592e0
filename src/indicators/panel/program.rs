//! The columns to compute, in rounds: each column is computed in the round after its operands, so that polars computes
//! all columns of one round in parallel, and no expression grows with the depth of a formula.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::{Column, DataFrame, Expr as Columns, IntoLazy, LazyFrame, col};

use crate::{Error, Result};

use super::fault;

/// How many columns polars is given at once. Of hundreds, those over groups take on each other's work within their own
/// until a thread's stack is used up.
const TOGETHER: usize = 16;

/// A column of numbers.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// Its name in the frame.
    pub(super) column: String,
    /// The round in which it is computed; 0 for what comes from data.
    round: usize,
}

impl Value {
    pub(super) fn col(&self) -> Columns {
        col(self.column.as_str())
    }
}

/// Columns from data and columns computed from them.
#[derive(Debug, Default)]
pub(super) struct Program {
    sources: Vec<(String, Vec<Option<f64>>)>,
    rounds: Vec<Vec<Step>>,
    known: BTreeMap<String, Value>,
    /// The last round that reads a column.
    last_read: BTreeMap<String, usize>,
    steps: usize,
}

/// One column to compute.
#[derive(Debug)]
struct Step {
    operands: Vec<String>,
    expression: Columns,
}

impl Program {
    /// Adds a column from data.
    pub(super) fn source(&mut self, values: Vec<Option<f64>>) -> Value {
        let column = format!("\u{1F}data {}", self.sources.len());
        self.sources.push((column.clone(), values));
        Value { column, round: 0 }
    }

    /// Adds a column computed from others and from the keys.
    pub(super) fn step(&mut self, operands: &[&Value], expression: Columns) -> Value {
        let round = operands.iter().map(|operand| operand.round).max().unwrap_or(0) + 1;
        self.steps += 1;
        let column = format!("\u{1F}step {}", self.steps);
        while self.rounds.len() < round {
            self.rounds.push(Vec::new());
        }
        let operands: Vec<String> = operands.iter().map(|operand| operand.column.clone()).collect();
        for operand in &operands {
            let read = self.last_read.entry(operand.clone()).or_default();
            *read = round.max(*read);
        }
        self.rounds[round - 1].push(Step { operands, expression: expression.alias(column.as_str()) });
        Value { column, round }
    }

    /// Returns the column that was made for `key`.
    pub(super) fn known(&self, key: &str) -> Option<Value> {
        self.known.get(key).cloned()
    }

    /// Notes the column that was made for `key`.
    pub(super) fn remember(&mut self, key: String, value: &Value) {
        self.known.insert(key, value.clone());
    }
}

impl Program {
    /// Computes the columns that are wanted. Others are kept only as long as a later round reads them.
    pub(super) fn run(self, keys: &DataFrame, wanted: &BTreeSet<&str>) -> Result<DataFrame> {
        let Self { sources, rounds, last_read, .. } = self;
        let mut columns: BTreeMap<String, Column> =
            sources.into_iter().map(|(name, values)| (name.clone(), Column::new(name.into(), values))).collect();
        for (round, steps) in (1..).zip(rounds) {
            for together in steps.chunks(TOGETHER) {
                let computed = compute(keys, &columns, together)?;
                columns.extend(computed.into_iter().map(|column| (column.name().to_string(), column)));
            }
            columns.retain(|name, _| {
                wanted.contains(name.as_str()) || last_read.get(name).is_some_and(|read| *read > round)
            });
        }
        columns.retain(|name, _| wanted.contains(name.as_str()));
        DataFrame::new(keys.height(), columns.into_values().collect()).map_err(fault)
    }
}

/// Computes some columns of one round from the keys and from what they read.
fn compute(keys: &DataFrame, columns: &BTreeMap<String, Column>, steps: &[Step]) -> Result<Vec<Column>> {
    let read: BTreeSet<&String> = steps.iter().flat_map(|step| &step.operands).collect();
    let operands = read.into_iter().filter_map(|name| columns.get(name).cloned());
    let all = keys.columns().iter().cloned().chain(operands).collect();
    let frame = DataFrame::new(keys.height(), all).map_err(fault)?;
    let expressions: Vec<Columns> = steps.iter().map(|step| step.expression.clone()).collect();
    // The optimizer makes one column of what several expressions share, and fails where that is a single value.
    Ok(collect(frame.lazy().without_optimizations().select(expressions))?.into_columns())
}

/// Computes a frame; a panic inside polars is an error like any other.
fn collect(frame: LazyFrame) -> Result<DataFrame> {
    match catch_unwind(AssertUnwindSafe(|| frame.collect())) {
        Ok(result) => result.map_err(fault),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
            Err(Error::internal(format!("polars panicked while it computed the panel: {text}")))
        }
    }
}
