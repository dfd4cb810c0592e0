//! A call's arguments, checked against the table of functions and read by type.
//!
//! Must not know: what the arguments are for.

use std::collections::BTreeMap;

use crate::book::{Period, Words};
use crate::findings::{Problem, nearest};
use crate::formula::YearSelector;

use super::functions::{Parameter, ParameterKind, TemplateFunction};
use super::{Argument, Arguments};

/// The arguments of one call. Once made, every argument has the type of its row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    pub(super) function: &'static TemplateFunction,
    values: &'a BTreeMap<String, Argument>,
}

/// The word before a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordChoice<'a> {
    /// By the language.
    Usual,
    /// None: the number alone, with its sign.
    Bare,
    /// This one.
    Text(&'a str),
}

const MOST_DECIMALS: i64 = 12;

impl<'a> Given<'a> {
    /// Checks names and types.
    pub(super) fn check(function: &'static TemplateFunction, arguments: &'a Arguments) -> Result<Self, Problem> {
        let given = Self { function, values: &arguments.0 };
        for (name, value) in given.values {
            let Some(parameter) = function.parameter(name) else { return Err(given.unknown(name)) };
            if !fits(parameter.kind, value) {
                return Err(wrong(function, parameter, value));
            }
        }
        let missing =
            function.parameters().find(|parameter| parameter.required && !given.values.contains_key(parameter.name));
        match missing {
            None => Ok(given),
            Some(parameter) => Err(Problem::new(format!(
                "`{}` needs the argument `{}`: {}",
                function.name, parameter.name, parameter.doc
            ))
            .hint(format!("write {}({}=…)", function.name, parameter.name))),
        }
    }

    /// Arguments that the ledger itself makes, for the cells of charts.
    pub(super) fn made(function: &'static TemplateFunction, arguments: &'a Arguments) -> Self {
        Self { function, values: &arguments.0 }
    }

    fn unknown(&self, name: &str) -> Problem {
        let names = self.function.parameters().map(|parameter| parameter.name).collect::<Vec<_>>();
        let near = nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Problem::new(format!("`{}` has no argument `{name}`", self.function.name))
            .hint(format!("it takes {listed}"))
            .maybe_hint(near)
    }

    /// Returns a text.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        match self.values.get(name)? {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a flag.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.values.get(name)? {
            Argument::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns a list; one text is a list of one.
    pub(super) fn list(&self, name: &str) -> Vec<&'a str> {
        match self.values.get(name) {
            Some(Argument::List(items)) => items.iter().map(String::as_str).collect(),
            Some(Argument::Text(text)) => vec![text],
            _ => Vec::new(),
        }
    }

    /// Returns the years of a list or a span, in the order given.
    pub(super) fn years(&self, name: &str) -> Vec<i32> {
        match self.values.get(name) {
            Some(Argument::List(list)) => list.iter().filter_map(|year| single_year(year)).collect(),
            _ => self.period(name).map_or_else(Vec::new, |period| (period.first_year()..=period.last_year()).collect()),
        }
    }

    /// Returns a count.
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        match self.values.get(name)? {
            Argument::Integer(count) => usize::try_from(*count).ok(),
            _ => None,
        }
    }

    /// Returns a period.
    pub(super) fn period(&self, name: &str) -> Option<Period> {
        self.values.get(name).and_then(period)
    }

    /// Returns a year.
    pub(super) fn year(&self, name: &str) -> Option<i32> {
        match self.period(name)? {
            Period::Year(year) => Some(year),
            Period::Span(..) => None,
        }
    }

    /// Returns a base: a year, or an offset below zero.
    pub(super) fn base(&self, name: &str) -> Option<YearSelector> {
        match self.values.get(name)? {
            Argument::Integer(offset @ -200..=-1) => i32::try_from(*offset).ok().map(YearSelector::Relative),
            _ => self.year(name).map(YearSelector::Absolute),
        }
    }

    /// Returns the decimals asked for.
    pub(super) fn decimals(&self) -> Option<i32> {
        match self.values.get("decimals")? {
            Argument::Integer(decimals) => i32::try_from(*decimals).ok(),
            _ => None,
        }
    }

    /// Returns the choice of the word.
    pub(super) fn word(&self) -> WordChoice<'a> {
        match self.values.get("word") {
            Some(Argument::Flag(false)) => WordChoice::Bare,
            Some(Argument::Text(text)) => WordChoice::Text(text),
            _ => WordChoice::Usual,
        }
    }

    /// Returns the words chosen for signs.
    pub(super) fn words(&self) -> Words {
        let Some(Argument::Map(map)) = self.values.get("words") else { return Words::default() };
        Words { up: map.get("up").cloned(), down: map.get("down").cloned(), flat: map.get("flat").cloned() }
    }
}

/// The problem of an argument that is not what it must be.
fn wrong(function: &TemplateFunction, parameter: &Parameter, found: &Argument) -> Problem {
    let Parameter { name, kind, .. } = parameter;
    let near = match (kind, found) {
        (ParameterKind::OneOf(names), Argument::Text(text)) => nearest(text, names.iter().copied()),
        _ => None,
    };
    let message =
        format!("argument `{name}` of `{}` must be {}, found {}", function.name, expected(*kind), shown(found));
    Problem::new(message)
        .hint(format!("`{name}`: {}", parameter.doc))
        .maybe_hint(near.map(|near| format!("did you mean \"{near}\"?")))
}

fn period(argument: &Argument) -> Option<Period> {
    match argument {
        Argument::Integer(year @ 1..=9999) => i32::try_from(*year).ok().map(Period::Year),
        Argument::Text(text) => Period::parse(text),
        _ => None,
    }
}

fn single_year(text: &str) -> Option<i32> {
    match Period::parse(text) {
        Some(Period::Year(year)) => Some(year),
        _ => None,
    }
}

fn fits(kind: ParameterKind, value: &Argument) -> bool {
    let is_year = |value: &Argument| matches!(period(value), Some(Period::Year(_)));
    match kind {
        ParameterKind::Text | ParameterKind::Indicator | ParameterKind::Area | ParameterKind::Unit => {
            matches!(value, Argument::Text(_))
        }
        ParameterKind::Indicators | ParameterKind::AreaOrAreas => match value {
            Argument::List(items) => !items.is_empty(),
            other => matches!(other, Argument::Text(_)),
        },
        ParameterKind::Areas => matches!(value, Argument::List(items) if !items.is_empty()),
        ParameterKind::Texts => matches!(value, Argument::Text(_) | Argument::List(_)),
        ParameterKind::Years => match value {
            Argument::List(items) => !items.is_empty() && items.iter().all(|year| single_year(year).is_some()),
            other => period(other).is_some(),
        },
        ParameterKind::Count => matches!(value, Argument::Integer(1..)),
        ParameterKind::Period => period(value).is_some(),
        ParameterKind::Year => is_year(value),
        ParameterKind::Base => is_year(value) || matches!(value, Argument::Integer(-200..=-1)),
        ParameterKind::Decimals => matches!(value, Argument::Integer(decimals) if decimals.abs() <= MOST_DECIMALS),
        ParameterKind::Flag => matches!(value, Argument::Flag(_)),
        ParameterKind::Word => matches!(value, Argument::Text(_) | Argument::Flag(false)),
        ParameterKind::Words => {
            matches!(value, Argument::Map(map) if map.keys().all(|key| ["up", "down", "flat"].contains(&key.as_str())))
        }
        ParameterKind::OneOf(names) => matches!(value, Argument::Text(text) if names.contains(&text.as_str())),
    }
}

fn expected(kind: ParameterKind) -> String {
    let text = match kind {
        ParameterKind::Text => "a text",
        ParameterKind::Indicator => "an indicator's id or name",
        ParameterKind::Indicators => "an indicator's id or name, or a list of them",
        ParameterKind::Area => "an area's id or name",
        ParameterKind::AreaOrAreas => "an area's id or name, or a list of them",
        ParameterKind::Areas => "a list of areas",
        ParameterKind::Texts => "a text or a list of texts",
        ParameterKind::Years => "a year, a list of years such as [2015, 2016], or a span such as \"2011—2016\"",
        ParameterKind::Count => "a whole number above zero",
        ParameterKind::Period => "a year such as 2016, or a span such as \"2016—2020\"",
        ParameterKind::Year => "a year such as 2012",
        ParameterKind::Base => "a year such as 2012, or an offset such as -1",
        ParameterKind::Unit => "a unit such as \"亿元\", or \"none\"",
        ParameterKind::Decimals => return format!("a whole number from -{MOST_DECIMALS} to {MOST_DECIMALS}"),
        ParameterKind::Flag => "true or false",
        ParameterKind::Word => "a text, or false for no word",
        ParameterKind::Words => "a map with the keys up, down, flat",
        ParameterKind::OneOf(names) => {
            return format!("one of {}", names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "));
        }
    };
    text.to_owned()
}

/// Shows an argument in a message.
fn shown(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => format!("the text \"{text}\""),
        Argument::Integer(number) => format!("the number {number}"),
        Argument::Flag(flag) => flag.to_string(),
        Argument::List(items) => format!("the list [{}]", items.join(", ")),
        Argument::Map(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{key}=\"{value}\"")).collect::<Vec<_>>();
            format!("the map {{{}}}", pairs.join(", "))
        }
    }
}
