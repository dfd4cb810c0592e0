//! The unit of a value: from its text, its row, its header, its dataset, or its indicator's declaration.

use crate::findings::{Place, Problem};
use crate::ingest::Datum;
use crate::ingest::codes;
use crate::ingest::layout::Word;
use crate::ingest::value::{Value, normalise, unknown_unit};
use crate::quantity::{Exact, Multiplier, Unit};

use super::{Cell, Records};

impl Records<'_, '_> {
    /// The unit of a value; `None` when what is said of it is wrong.
    pub(super) fn unit(&mut self, cell: &Cell<'_>, indicator: &str, value: &Value) -> Option<Unit> {
        let text = stated_unit(cell);
        let stated = if text.is_empty() { None } else { Some(self.parse_unit(cell, text)?) };
        let declared =
            || self.register.declaration(indicator).and_then(|def| self.book.units.parse(def.unit.as_deref()?).ok());
        let unit = match (&value.unit, stated) {
            (None, stated) => stated.or_else(declared).unwrap_or_else(Unit::none),
            (Some(own), None) => completed(own, declared()),
            (Some(own), Some(stated)) => agreed(own, &stated).or_else(|| self.conflict(cell, own, &stated))?,
        };
        if matches!(value.datum, Datum::Number(_) | Datum::Range(..)) {
            self.check_unit(cell, indicator, &unit)?;
        }
        Some(unit)
    }

    fn conflict(&mut self, cell: &Cell<'_>, own: &Unit, stated: &Unit) -> Option<Unit> {
        let message = format!("`{}` carries the unit `{own}`, and the row states `{stated}`", cell.text());
        let problem = Problem::new(message).at(cell.place()).hint("keep one of the two");
        self.report.add(codes::UNIT_CONFLICT, problem);
        None
    }

    fn parse_unit(&mut self, cell: &Cell<'_>, text: &str) -> Option<Unit> {
        if !self.units.contains_key(text) {
            let narrow: String = normalise(text).chars().filter(|c| !c.is_whitespace()).collect();
            let unit = self.book.units.parse(&narrow).or_else(|_| self.book.units.parse(text)).ok();
            self.units.insert(text.to_owned(), unit);
        }
        let unit = self.units[text].clone();
        if unit.is_none() {
            self.unknown_unit(cell, text);
        }
        unit
    }

    fn unknown_unit(&mut self, cell: &Cell<'_>, text: &str) {
        let fault = unknown_unit(text, &self.book.units);
        let problem =
            Problem::new(format!("unknown unit `{text}`")).at(cell.place_of(Word::Unit)).maybe_hint(fault.hint);
        self.report.add(codes::UNKNOWN_UNIT, problem);
    }

    /// One indicator keeps to units that can be converted into each other.
    fn check_unit(&mut self, cell: &Cell<'_>, indicator: &str, unit: &Unit) -> Option<()> {
        let Some((first, place)) = self.first_units.get(indicator) else {
            let first = self.declared_unit(indicator).unwrap_or_else(|| (unit.clone(), cell.place()));
            self.first_units.insert(indicator.to_owned(), first);
            return self.check_unit(cell, indicator, unit);
        };
        if first.is_compatible(unit) {
            return Some(());
        }
        let name = |unit: &Unit| if unit.to_string().is_empty() { "no unit".to_owned() } else { format!("`{unit}`") };
        let message = format!("`{indicator}` is measured in {} here, and in {} at {place}", name(unit), name(first));
        let hint = "correct the unit, or make two indicators of it";
        self.report.add(codes::UNIT_CHANGES, Problem::new(message).at(cell.place_of(Word::Unit)).hint(hint));
        None
    }

    fn declared_unit(&self, indicator: &str) -> Option<(Unit, Place)> {
        let def = self.register.declaration(indicator)?;
        let unit = self.book.units.parse(def.unit.as_deref()?).ok()?;
        Some((unit, def.place.clone()))
    }
}

/// The unit's text in the row, the header or the dataset.
fn stated_unit<'t>(cell: &Cell<'t>) -> &'t str {
    let own = cell.of.plan.column(Word::Unit).map_or("", |column| cell.row.cell(column));
    let text = if own.is_empty() { cell.header.unit.as_deref().unwrap_or_default() } else { own };
    let text = if text.is_empty() { cell.attribute(Word::Unit) } else { text };
    if matches!(text, "-" | "—" | "－" | "/" | "无") { "" } else { text }
}

/// `20多万` of an indicator declared in 人 (or 万人) is 万人.
fn completed(own: &Unit, declared: Option<Unit>) -> Unit {
    match declared {
        Some(declared) if own.symbol().is_empty() => declared.with_multiplier(own.multiplier()),
        _ => own.clone(),
    }
}

/// The unit that both the text and the row mean: 万 with 人 or 万人, 亿元 with 元 or 亿元, but not 亿元 with 万元.
fn agreed(own: &Unit, stated: &Unit) -> Option<Unit> {
    let same_multiplier = stated.multiplier() == Multiplier::One || stated.multiplier() == own.multiplier();
    let worth = |unit: &Unit| unit.with_multiplier(Multiplier::One).scale();
    let same_unit = own.symbol().is_empty() || (own.is_compatible(stated) && worth(own) == worth(stated));
    (same_multiplier && same_unit).then(|| stated.with_multiplier(own.multiplier()))
}

/// The factor from one unit to another, if they measure the same.
pub(super) fn convert(from: &Unit, to: &Unit) -> Option<Exact> {
    let own_multiplier = from.symbol().is_empty().then(|| to.with_multiplier(from.multiplier()));
    let from = own_multiplier.as_ref().unwrap_or(from);
    from.is_compatible(to).then(|| Exact::from(from.scale() / to.scale()))
}
