//! What is wrong with a formula, and where in its text.

use std::ops::Range;

/// A formula that cannot be read, or whose units do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaProblem {
    /// What was expected and found.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Bytes of the formula's text that are meant.
    pub span: Range<usize>,
}

impl FormulaProblem {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, span }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
