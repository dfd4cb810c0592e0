//! The data as they were read, as one table.
//!
//! Must not know: who reads it.

use crate::Result;
use crate::book::Period;
use crate::ingest::{Observation, Observations, RawText};
use crate::quantity::{Exact, Unit};

use super::quoted;

#[cfg(test)]
mod tests;

const HEADER: &str =
    "indicator,area,year,value,unit,status,qualifier,comparable_base,revised_from,note,source,file,row\n";

/// How many bytes are handed on at a time.
const PIECE: usize = 1 << 20;

/// Hands on the observations as comma-separated text, piece by piece: one a row, by indicator, area and period, with their
/// attributes.
///
/// # Errors
/// What `take` says of a piece.
pub fn observations(observations: &Observations, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut table = Table { out: HEADER.into(), last: None, shared: Vec::new() };
    for observation in observations.iter() {
        table.row(&observation);
        if table.out.len() > PIECE {
            take(&table.out)?;
            table.out.clear();
        }
    }
    take(&table.out)
}

/// The table being written: one buffer, and no text of its own for a cell, of which there are a dozen a row.
struct Table<'o> {
    out: Vec<u8>,
    /// The unit of the row before, as it lies in memory.
    last: Option<&'o Unit>,
    /// What stands in it between the value and the number of the row.
    shared: Vec<u8>,
}

impl<'o> Table<'o> {
    fn row(&mut self, observation: &Observation<'o>) {
        let Observation { indicator, area, period, raw, row, comparable_base, revised_from, .. } = observation;
        for key in [indicator, area] {
            put_text(&mut self.out, key);
            self.out.push(b',');
        }
        match period {
            Period::Year(year) => put_number(&mut self.out, u64::from(year.unsigned_abs())),
            Period::Span(..) => put_text(&mut self.out, &period.to_string()),
        }
        self.out.push(b',');
        match raw {
            RawText::Decimal(digits, decimals) => put_decimal(&mut self.out, *digits, *decimals),
            RawText::Text(text) => put_text(&mut self.out, text),
        }
        // Rows that share their unit in memory share all that stands beside it, but for numbers of their own.
        let is_plain = comparable_base.is_none() && revised_from.is_none();
        if !is_plain || !self.last.is_some_and(|last| std::ptr::eq(last, observation.unit)) {
            self.shared.clear();
            put_shared(&mut self.shared, observation);
            self.last = is_plain.then_some(observation.unit);
        }
        self.out.extend_from_slice(&self.shared);
        put_number(&mut self.out, *row);
        self.out.push(b'\n');
    }
}

fn put_shared(out: &mut Vec<u8>, observation: &Observation<'_>) {
    let number = |value: &Option<Exact>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    let cells = [
        "",
        &observation.unit.to_string(),
        &format!("{:?}", observation.status),
        observation.qualifier.unwrap_or_default(),
        &number(&observation.comparable_base),
        &number(&observation.revised_from),
        observation.note.unwrap_or_default(),
        observation.source.unwrap_or_default(),
        &observation.file.path,
    ];
    for cell in cells {
        put_text(out, cell);
        out.push(b',');
    }
}

/// A text is copied as it stands if it is made of letters and digits alone, which need no quotes.
fn put_text(out: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        out.extend_from_slice(text.as_bytes());
    } else {
        out.extend_from_slice(quoted(text).as_bytes());
    }
}

/// `-12.50` of -1250 and 2.
fn put_decimal(out: &mut Vec<u8>, digits: i64, decimals: u32) {
    if digits < 0 {
        out.push(b'-');
    }
    let magnitude = digits.unsigned_abs();
    let Some(scale) = 10_u64.checked_pow(decimals).filter(|_| decimals > 0) else { return put_number(out, magnitude) };
    put_number(out, magnitude / scale);
    // Behind a one, the fraction keeps its zeros in front; the one becomes the point.
    let point = out.len();
    put_number(out, scale + magnitude % scale);
    out[point] = b'.';
}

/// The digits of a number, from the last to the first.
fn put_number(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] += u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        if number == 0 {
            return out.extend_from_slice(&digits[first..]);
        }
    }
}
