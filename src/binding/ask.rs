//! A call of a template: asked of the ledger, and written as Tera has it.
//!
//! Must not know: manuscripts.

use std::collections::BTreeMap;

use crate::book::{Chapter, Period};
use crate::findings::Place;
use crate::ledger::{Argument, Arguments, Call, Clerk, FigureFunction};

use super::facts::Key;

/// A call with its arguments in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    function: FigureFunction,
    arguments: Vec<(&'static str, Argument)>,
    /// The chapter's year, so that the year before is written `year - 1`.
    year: i32,
}

impl Ask {
    /// Returns the call for an indicator in an area and period; what the chapter says already is left out.
    pub(super) fn new(function: FigureFunction, key: &Key, chapter: &Chapter) -> Self {
        let year = chapter.year.unwrap_or_default();
        let mut ask = Self { function, arguments: vec![("indicator", Argument::Text(key.indicator.clone()))], year };
        if chapter.area.as_deref() != Some(key.area.as_str()) {
            ask = ask.with("area", Argument::Text(key.area.clone()));
        }
        match key.period {
            Period::Year(own) if own == year => ask,
            Period::Year(own) => ask.with("year", Argument::Integer(own.into())),
            Period::Span(..) => ask.with("year", Argument::Text(key.period.to_string())),
        }
    }

    /// Adds an argument.
    pub(super) fn with(mut self, name: &'static str, value: Argument) -> Self {
        self.arguments.push((name, value));
        self
    }

    /// Adds a text.
    pub(super) fn text(self, name: &'static str, value: &str) -> Self {
        self.with(name, Argument::Text(value.to_owned()))
    }

    /// Returns what it prints, or nothing where the ledger refuses.
    pub(super) fn printed(&self, clerk: &Clerk<'_>) -> Option<String> {
        let arguments = self.arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let arguments = Arguments(arguments.collect::<BTreeMap<_, _>>());
        let call = Call { function: self.function, site: Place::file("manuscript"), arguments };
        clerk.print(&call).ok().map(|print| print.text())
    }

    /// Writes it: `growth(indicator="a", base=2012)`.
    pub(super) fn written(&self) -> String {
        let arguments = self.arguments.iter().map(|(name, value)| format!("{name}={}", self.value(name, value)));
        format!("{}({})", self.function.name(), arguments.collect::<Vec<_>>().join(", "))
    }

    fn value(&self, name: &str, value: &Argument) -> String {
        match value {
            Argument::Text(text) => format!("{text:?}"),
            Argument::Integer(number) if name == "year" && *number == i64::from(self.year) - 1 => "year - 1".into(),
            Argument::Integer(number) => number.to_string(),
            Argument::Flag(flag) => flag.to_string(),
            Argument::List(items) => {
                format!("[{}]", items.iter().map(|item| format!("{item:?}")).collect::<Vec<_>>().join(", "))
            }
            Argument::Map(map) => {
                let pairs = map.iter().map(|(key, value)| format!("{key}={value:?}")).collect::<Vec<_>>();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }
}
