//! The sheet of figures: each a live formula over the cells of its inputs, its rounding beside the printed number.

use crate::Result;
use crate::formula::Facts;
use crate::ingest::Datum;
use crate::ledger::{Figure, Rounding};
use crate::quantity::{Exact, Unit};

use super::super::report::record::{Line, Record};
use super::formula::{Cell, Formulas, Piece};
use super::sheet::{MOST_ROWS, Sheet, Value};
use super::words::Words;
use super::{observations, rounding};

/// The columns that formulas of this sheet refer to.
const TEXT: &str = "D";
const VALUE: &str = "J";
const LEDGER: &str = "K";
const SCALE: &str = "M";
const IN_UNIT: &str = "N";
const PLACES: &str = "O";
const FREED: &str = "Q";
const ROUNDED: &str = "R";
const PRINTED: &str = "S";
/// The column of the checks, by letter and by number from 0.
pub(super) const CHECK: (&str, u16) = ("T", 19);

const WIDTHS: [u16; 30] =
    [6, 16, 18, 16, 22, 10, 8, 8, 40, 16, 16, 8, 9, 14, 6, 10, 14, 12, 12, 8, 12, 12, 12, 12, 6, 40, 9, 10, 7, 50];

/// Inputs that have a cell of their own; the formula has them all.
const LINKED: usize = 4;

/// How far a value in binary numbers may lie from the exact one, as a part of it.
const NEAR: &str = "1E-9";

/// The longest text between quotation marks in a formula.
const LONGEST_LITERAL: usize = 255;

/// The sheet, and how many of its figures agree, differ, and are not compared.
pub(super) struct Figures {
    pub(super) sheet: Sheet,
    pub(super) checks: [usize; 3],
}

/// Writes the sheet.
pub(super) fn sheet(
    record: &Record<'_>,
    words: &'static Words,
    lines: &[Line<'_>],
    formulas: &mut Formulas<'_>,
) -> Result<Figures> {
    let mut sheet = Sheet::new(words.figures, words.figure_heads, &WIDTHS, 4)?;
    let mut checks = [0; 3];
    for line in lines.iter().take(MOST_ROWS - 1) {
        let row = sheet.next();
        let computed = Computed::new(record, words, line.figure, formulas, row);
        checks[computed.outcome as usize] += 1;
        let mut values = named(record, words, line);
        values.extend(computed.values);
        values.extend(inputs(record, words, line.figure, formulas));
        values.extend(remarks(words, record, line, computed.remark));
        sheet.row(values)?;
    }
    sheet.colour(CHECK.1, words.differs, 0x009C_0006, 0x00FF_C7CE)?;
    sheet.colour(CHECK.1, words.agrees, 0x0000_6100, 0x00E2_EFDA)?;
    Ok(Figures { sheet, checks })
}

/// What is printed, of what, where, by which rule.
fn named(record: &Record<'_>, words: &Words, line: &Line<'_>) -> Vec<Value> {
    let figure = line.figure;
    vec![
        Value::integer(line.number as u64),
        Value::text(&line.chapter.title),
        Value::text(words.terms.spot(line.spot, figure.entry.as_deref())),
        Value::text(figure.print.text()),
        Value::text(record.indicator(&figure.indicator)),
        Value::text(record.area(&figure.area)),
        Value::text(figure.period.to_string()),
        Value::text(words.terms.class(figure.class)),
        Value::text(figure.provenance(record.catalogue).rule),
    ]
}

/// Whether a figure is what the sheet comes to, when the file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Agrees,
    Differs,
    NotCompared,
}

/// The cells from the value to the check.
struct Computed {
    values: Vec<Value>,
    outcome: Outcome,
    remark: Option<&'static str>,
}

impl Computed {
    fn new(record: &Record<'_>, words: &'static Words, figure: &Figure, formulas: &mut Formulas<'_>, row: u32) -> Self {
        if let Some(claim) = &figure.claim {
            let piece = formulas.formula(claim, &figure.context());
            return piece.map_or_else(|| Self::nothing(words), |piece| Self::claim(words, &piece, row));
        }
        let piece = formulas.formula(&figure.formula, &figure.context());
        match (piece, figure.printed_value(), figure.print.rounding) {
            (Some(piece), Some(value), Some(how)) => Self::number(words, figure, (&piece, value, how), row),
            (Some(piece), _, _) => Self { values: vec![Value::piece(&piece)], ..Self::nothing(words) }.filled(),
            (None, ..) => Self::quoted(record, words, figure, formulas, row),
        }
    }

    /// A number: its value, put into the printed unit, rounded, compared.
    fn number(
        words: &'static Words,
        figure: &Figure,
        (piece, value, how): (&Piece, &Exact, Rounding),
        row: u32,
    ) -> Self {
        let unit = figure.print.unit.clone().unwrap_or_else(Unit::none);
        let in_unit = |value: &Exact| value.divide(&unit.worth()).unwrap_or_else(|_| value.clone());
        let exact = in_unit(value);
        let printed = figure.print.rounded.as_ref().map(in_unit).unwrap_or_else(Exact::zero);
        let safe = rounding::is_safe(&exact, how);
        let at = |column: &str| format!("{column}{row}");
        let freed = if safe { rounding::freed(&at(IN_UNIT), &at(PLACES)) } else { at(IN_UNIT) };
        let freed_value = rounding::freed_value(&exact, how.places).filter(|_| safe).unwrap_or_else(|| exact.clone());
        let near = (piece.value - value.to_f64()).abs() <= 1e-9 * value.to_f64().abs().max(1.0);
        let outcome = if near { Outcome::Agrees } else { Outcome::Differs };
        let values = vec![
            Value::piece(piece),
            Value::exact(value),
            Value::text(unit.to_string()),
            Value::rational(&unit.scale()),
            Value::computed(&format!("{VALUE}{row}/{SCALE}{row}"), exact.to_f64()),
            Value::Number(f64::from(how.places)),
            Value::text(words.terms.direction(how.direction)),
            Value::computed(&freed, freed_value.to_f64()),
            Value::computed(&rounding::rounded(&at(FREED), &at(PLACES), how.direction), printed.to_f64()),
            Value::exact(&printed),
            check(words, &same(row, safe), outcome),
        ];
        Self { values, outcome, remark: (!safe).then_some(words.near_tie) }
    }

    /// A claim: a formula that comes to 1.
    fn claim(words: &'static Words, piece: &Piece, row: u32) -> Self {
        let outcome = if (piece.value - 1.0).abs() < 1e-9 { Outcome::Agrees } else { Outcome::Differs };
        let mut values = vec![Value::piece(piece), Value::Number(1.0)];
        values.resize(10, Value::Empty);
        values.push(check(words, &format!("{VALUE}{row}={LEDGER}{row}"), outcome));
        Self { values, outcome, remark: None }
    }

    /// Words and ranges: the text of the datum stands in what is printed.
    fn quoted(record: &Record<'_>, words: &'static Words, figure: &Figure, formulas: &Formulas<'_>, row: u32) -> Self {
        let [input] = figure.evaluation.inputs.as_slice() else { return Self::nothing(words) };
        let observation = record.catalogue.observation(&input.indicator, &input.area, input.period);
        let text = observation.filter(|datum| matches!(datum.datum, Datum::Words(_) | Datum::Range(..)));
        let printed = figure.print.text();
        let cell = formulas.cell_of(input).zip(text.filter(|text| printed.contains(&*text.raw.text())));
        let Some((cell, _)) = cell else { return Self::nothing(words) };
        let cell = Cell { column: observations::TEXT, ..cell };
        let mut values = vec![Value::Empty; 10];
        values.push(check(words, &format!("ISNUMBER(FIND({cell},{TEXT}{row}))"), Outcome::Agrees));
        Self { values, outcome: Outcome::Agrees, remark: None }
    }

    fn nothing(words: &'static Words) -> Self {
        Self { values: Vec::new(), outcome: Outcome::NotCompared, remark: Some(words.no_number) }.filled()
    }

    fn filled(mut self) -> Self {
        self.values.resize(10, Value::Empty);
        self.values.push(Value::text("—"));
        self
    }
}

/// The condition under which a number agrees: before and after its rounding.
fn same(row: u32, safe: bool) -> String {
    let part = |column: &str| format!("{NEAR}*MAX(1,ABS({column}{row}))");
    let last = if safe { part(PRINTED) } else { format!("10^-{PLACES}{row}*1.5") };
    format!("AND(ABS({VALUE}{row}-{LEDGER}{row})<={},ABS({ROUNDED}{row}-{PRINTED}{row})<={last})", part(LEDGER))
}

fn check(words: &Words, condition: &str, outcome: Outcome) -> Value {
    let (agrees, differs) = (words.agrees, words.differs);
    let result = if outcome == Outcome::Agrees { agrees } else { differs };
    Value::Formula(format!("IF({condition},\"{agrees}\",\"{differs}\")"), result.to_owned())
}

/// Links to the first inputs, which show their recorded text, and how many more there are.
fn inputs(record: &Record<'_>, words: &Words, figure: &Figure, formulas: &Formulas<'_>) -> Vec<Value> {
    let inputs = &figure.evaluation.inputs;
    let link = |input: &crate::formula::Input| {
        let cell = formulas.cell_of(input)?;
        let observation = record.catalogue.observation(&input.indicator, &input.area, input.period)?;
        let (text, unit) = (Cell { column: observations::TEXT, ..cell }, Cell { column: observations::UNIT, ..cell });
        let address = format!("#'{}'!{}{}", words.observations, observations::TEXT, cell.row);
        let shown = format!("{}{}", observation.raw, observation.unit);
        Some(Value::Link(format!("HYPERLINK(\"{address}\",{text}&{unit})"), shown))
    };
    let mut values: Vec<Value> = inputs.iter().take(LINKED).map(|input| link(input).unwrap_or(Value::Empty)).collect();
    values.resize(LINKED, Value::Empty);
    let more = inputs.len().saturating_sub(LINKED);
    values.push(if more > 0 { Value::integer(more as u64) } else { Value::Empty });
    values
}

/// What is to be said about it, and where it stands.
fn remarks(words: &Words, record: &Record<'_>, line: &Line<'_>, remark: Option<&str>) -> Vec<Value> {
    let notes = line.figure.notes.iter().map(String::as_str).chain(remark);
    let found = line.findings.iter().filter_map(|at| record.findings.as_slice().get(*at)).map(|finding| finding.code);
    let waived = line.waived.iter().filter_map(|at| record.findings.waived().get(*at));
    let waived = waived.map(|waived| waived.finding.code);
    let found = found.map(str::to_owned).chain(waived.map(|code| format!("({code})")));
    vec![
        Value::text(notes.collect::<Vec<_>>().join(" ")),
        Value::text(words.terms.signature(line.signature)),
        Value::text(found.collect::<Vec<_>>().join(" ")),
        page(words, line),
        Value::text(&line.figure.id),
    ]
}

fn page(words: &Words, line: &Line<'_>) -> Value {
    let address = line.address().replace('"', "%22");
    let address = match address.split_once('#') {
        Some((page, _)) if address.chars().count() > LONGEST_LITERAL => page.to_owned(),
        _ => address,
    };
    Value::Link(format!("HYPERLINK(\"{address}\",\"{}\")", words.page), words.page.to_owned())
}
