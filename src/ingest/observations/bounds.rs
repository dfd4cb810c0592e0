//! Two bounds as integers of digits: for each kind of attributes and each number of decimals, worked out once.

use num_traits::ToPrimitive;

use crate::quantity::Exact;

use super::{Cell, Content, Observations};

/// As many decimals as a machine word can have.
const DECIMALS: usize = 20;

/// Which digits may lie between two values.
pub(super) struct Bounds<'o> {
    all: &'o Observations,
    low: &'o Exact,
    high: &'o Exact,
    /// By attributes and then decimals.
    known: Vec<Option<(i64, i64)>>,
}

impl<'o> Bounds<'o> {
    pub(super) fn new(all: &'o Observations, low: &'o Exact, high: &'o Exact) -> Self {
        Self { all, low, high, known: vec![None; all.attributes.len() * DECIMALS] }
    }

    /// Whether a cell may hold a value between the bounds: surely not, or perhaps.
    pub(super) fn may_hold(&mut self, cell: &Cell) -> bool {
        let Content::Decimal(digits, decimals) = cell.content() else { return cell.content() != Content::Blank };
        let slot = cell.attributes as usize * DECIMALS + usize::from(decimals);
        let (from, to) = match self.known.get(slot).copied().flatten() {
            Some(known) => known,
            None => self.work_out((cell.attributes, decimals), slot),
        };
        (from..=to).contains(&digits)
    }

    fn work_out(&mut self, (attributes, decimals): (u32, u8), slot: usize) -> (i64, i64) {
        let worth = self.all.attributes[attributes as usize].unit.worth();
        let one = &worth * &Exact::decimal(1, u32::from(decimals));
        // A digit to spare on either side: the exact comparison comes after.
        let digits = |value: &Exact, spare: i64, otherwise: i64| {
            let quotient = value.divide(&one).ok().and_then(|quotient| quotient.lo().floor().to_integer().to_i64());
            quotient.map_or(otherwise, |digits| digits.saturating_add(spare))
        };
        let bounds = match (self.low.is_negative(), self.high.is_negative()) {
            // Beyond a machine word nothing of one sign can lie.
            (false, false) => (digits(self.low, -1, i64::MAX), digits(self.high, 1, i64::MAX)),
            (true, true) => (digits(self.low, -1, i64::MIN), digits(self.high, 1, i64::MIN)),
            _ => (digits(self.low, -1, i64::MIN), digits(self.high, 1, i64::MAX)),
        };
        self.known[slot] = Some(bounds);
        bounds
    }
}
