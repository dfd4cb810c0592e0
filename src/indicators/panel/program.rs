//! The columns to compute, in rounds: each column is computed in the round after its operands, so that no expression grows
//! with the depth of a formula.
//!
//! Steps of a round that do the same with other operands (a book has thousands of rates of growth) are one query of polars:
//! their operands stand one upon the other, because a query costs more in plans than in numbers (benches/README.md).

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::{Column, DataFrame, Expr as Columns, IntoLazy, LazyFrame, col};

use crate::lookup::Lookup;
use crate::{Error, Result};

use super::fault;
use super::grid::Grid;

/// How many rows stand one upon the other at most.
const MOST_ROWS: usize = 1 << 16;

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
    column: String,
    operands: Vec<String>,
    /// Of operands as [`operand`] calls them.
    expression: Columns,
}

/// The name of an operand in the expressions of steps.
fn operand(index: usize) -> String {
    format!("\u{1F}operand {index}")
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
        let place = |name: &str| operands.iter().position(|operand| operand == name);
        let expression = expression.map_expr(|node| match node {
            Columns::Column(name) => Columns::Column(place(&name).map_or(name, |index| operand(index).into())),
            other => other,
        });
        self.rounds[round - 1].push(Step { column: column.clone(), operands, expression });
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
    pub(super) fn run(self, grid: &Grid, wanted: &BTreeSet<&str>) -> Result<DataFrame> {
        let Self { sources, rounds, last_read, .. } = self;
        let mut columns: BTreeMap<String, Column> =
            sources.into_iter().map(|(name, values)| (name.clone(), Column::new(name.into(), values))).collect();
        let most = (MOST_ROWS / grid.height().max(1)).max(1);
        let mut keys = grid.frame(1)?;
        for (round, steps) in (1..).zip(rounds) {
            for alike in alike(steps) {
                for steps in alike.chunks(most) {
                    let rows = steps.len() * grid.height();
                    if keys.height() < rows {
                        keys = grid.frame(steps.len())?;
                    }
                    columns.extend(compute(&keys.slice(0, rows), &columns, steps)?);
                }
            }
            columns.retain(|name, _| {
                wanted.contains(name.as_str()) || last_read.get(name).is_some_and(|read| *read > round)
            });
        }
        columns.retain(|name, _| wanted.contains(name.as_str()));
        DataFrame::new(grid.height(), columns.into_values().collect()).map_err(fault)
    }
}

/// Puts steps together that have the same expression of as many operands, in the order in which each comes first.
#[expect(
    clippy::mutable_key_type,
    reason = "what can change in an expression are plans of polars' own, of which there are none here"
)]
fn alike(steps: Vec<Step>) -> Vec<Vec<Step>> {
    let mut places: Lookup<(usize, Columns), usize> = Lookup::default();
    let mut alike: Vec<Vec<Step>> = Vec::new();
    for step in steps {
        let key = (step.operands.len(), step.expression.clone());
        let place = *places.entry(key).or_insert(alike.len());
        match alike.get_mut(place) {
            Some(steps) => steps.push(step),
            None => alike.push(vec![step]),
        }
    }
    alike
}

/// Computes steps that have the same expression, from keys as many times one upon the other as there are steps.
fn compute(keys: &DataFrame, columns: &BTreeMap<String, Column>, steps: &[Step]) -> Result<BTreeMap<String, Column>> {
    let [first, others @ ..] = steps else { return Ok(BTreeMap::new()) };
    let mut all = keys.columns().to_vec();
    for (index, name) in first.operands.iter().enumerate() {
        let Some(mut column) = columns.get(name).cloned() else { continue };
        for next in others.iter().filter_map(|step| columns.get(&step.operands[index])) {
            column.append(next).map_err(fault)?;
        }
        all.push(column.with_name(operand(index).into()).rechunk());
    }
    let frame = DataFrame::new(keys.height(), all).map_err(fault)?;
    // The optimizer makes one column of what several expressions share, and fails where that is a single value.
    let query = frame.lazy().without_optimizations().select([first.expression.clone().alias(first.column.as_str())]);
    let result = collect(query)?;
    let column = result.columns().first().map(Column::rechunk).unwrap_or_default();
    let height = keys.height() / steps.len();
    let part = |(index, step): (usize, &Step)| {
        let offset = i64::try_from(index * height).unwrap_or(i64::MAX);
        (step.column.clone(), column.slice(offset, height).with_name(step.column.as_str().into()))
    };
    Ok(steps.iter().enumerate().map(part).collect())
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
