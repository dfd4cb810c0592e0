//! Two values of one quantity: the current one and its base, which is the comparable one where the data give it.

use crate::formula::{Context, Expr, Node, YearSelector};

use super::{Cell, Formulas, Piece, input, selected};

impl Formulas<'_> {
    /// The current value and its base.
    pub(super) fn pair(&mut self, operand: &Expr, base: YearSelector, context: &Context) -> Option<(Piece, Piece)> {
        Some((self.piece(operand, context)?, self.base(operand, base, context)?))
    }

    /// Current − base.
    pub(super) fn change(&mut self, operand: &Expr, base: YearSelector, context: &Context) -> Option<Piece> {
        let (current, base) = self.pair(operand, base, context)?;
        Some(current.less(&base))
    }

    /// The value in the base year.
    pub(super) fn base(&mut self, operand: &Expr, base: YearSelector, context: &Context) -> Option<Piece> {
        let period = base.resolve(context.period);
        let adjacent = period.last_year() + 1 == context.period.last_year();
        if let Some(piece) = self.comparable(operand, context).filter(|_| adjacent) {
            return Some(piece);
        }
        self.piece(operand, &Context { area: context.area.clone(), period })
    }

    /// The cell of last period's value on this period's basis, if the operand is one indicator of the data that has it.
    fn comparable(&self, operand: &Expr, context: &Context) -> Option<Piece> {
        match &operand.node {
            Node::Indicator(id) if self.facts.formula(id).is_none() => {
                let observation = self.facts.observation(id, &context.area, context.period)?;
                let recorded = observation.comparable_base.as_ref()?;
                let value = recorded * &observation.unit.worth();
                let (sheet, column) = self.columns.comparable;
                let row = *self.observations.get(&input(id, context))?;
                Some(Piece::cell(Cell { sheet, column, row }, value.to_f64()))
            }
            Node::Select { of, year: None, .. } => self.comparable(of, &selected(operand, context)),
            _ => None,
        }
    }
}
