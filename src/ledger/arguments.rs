//! The arguments of a call: checked against the table, then read by kind.

use crate::book::{Period, Words};
use crate::findings::{Problem, nearest};

use super::functions::{ArgumentKind, TemplateFunction};
use super::{Argument, Arguments};

type Read<T> = Result<T, Problem>;

impl Arguments {
    /// Checks names and kinds against a row of the table.
    pub(super) fn check(&self, row: &TemplateFunction) -> Read<()> {
        for (name, argument) in &self.0 {
            let Some((_, kind)) = row.arguments().find(|(known, _)| known == name) else {
                let near =
                    nearest(name, row.arguments().map(|(name, _)| name)).map(|near| format!("did you mean `{near}`?"));
                let known = row.arguments().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
                let problem = Problem::new(format!("{} takes no argument `{name}`", row.name));
                return Err(problem.hint(near.unwrap_or(format!("it takes: {known}"))));
            };
            if !fits(kind, argument) {
                let message = format!(
                    "argument `{name}` of {} must be {}, found {}",
                    row.name,
                    kind_text(kind),
                    argument_text(argument)
                );
                return Err(Problem::new(message));
            }
        }
        match row.required.iter().find(|(name, _)| !self.0.contains_key(*name)) {
            Some((name, kind)) => {
                Err(Problem::new(format!("{} needs the argument `{name}`: {}", row.name, kind_text(*kind))))
            }
            None => Ok(()),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name) {
            Some(Argument::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Argument::Text(text)) => vec![text],
            Some(Argument::List(list)) => list.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name) {
            Some(Argument::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn count(&self, name: &str) -> Option<u32> {
        match self.0.get(name) {
            Some(Argument::Integer(number)) => u32::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(super) fn period(&self, name: &str) -> Option<Period> {
        match self.0.get(name) {
            Some(Argument::Integer(year)) => i32::try_from(*year).ok().map(Period::Year),
            Some(Argument::Text(text)) => Period::parse(text),
            _ => None,
        }
    }

    pub(super) fn year(&self, name: &str) -> Option<i32> {
        match self.period(name) {
            Some(Period::Year(year)) => Some(year),
            _ => None,
        }
    }

    pub(super) fn words(&self, name: &str) -> Words {
        match self.0.get(name) {
            Some(Argument::Map(map)) => {
                let get = |key: &str| map.get(key).cloned();
                Words { up: get("up"), down: get("down"), flat: get("flat") }
            }
            _ => Words::default(),
        }
    }
}

fn fits(kind: ArgumentKind, argument: &Argument) -> bool {
    match (kind, argument) {
        (ArgumentKind::Indicator | ArgumentKind::Area | ArgumentKind::Text, Argument::Text(_))
        | (ArgumentKind::Texts, Argument::Text(_) | Argument::List(_))
        | (ArgumentKind::Flag | ArgumentKind::Word, Argument::Flag(_))
        | (ArgumentKind::Word, Argument::Text(_)) => true,
        (ArgumentKind::Count, Argument::Integer(number)) => u32::try_from(*number).is_ok(),
        (ArgumentKind::Year, Argument::Integer(year)) => (1..=9999).contains(year),
        (ArgumentKind::Period, Argument::Integer(year)) => (1..=9999).contains(year),
        (ArgumentKind::Period, Argument::Text(text)) => Period::parse(text).is_some(),
        (ArgumentKind::Words, Argument::Map(map)) => {
            map.keys().all(|key| ["up", "down", "flat"].contains(&key.as_str()))
        }
        _ => false,
    }
}

fn kind_text(kind: ArgumentKind) -> &'static str {
    match kind {
        ArgumentKind::Indicator => "an indicator's id or name",
        ArgumentKind::Area => "an area's id or name",
        ArgumentKind::Period => "a year such as 2016, or a span such as \"2016—2020\"",
        ArgumentKind::Year => "a year such as 2016",
        ArgumentKind::Count => "a whole number that is not negative",
        ArgumentKind::Text => "a text",
        ArgumentKind::Flag => "true or false",
        ArgumentKind::Word => "false, or a text in place of the usual word",
        ArgumentKind::Words => "words such as {up=\"增长\", down=\"下降\", flat=\"持平\"}",
        ArgumentKind::Texts => "a text or a list of texts",
    }
}

fn argument_text(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => format!("\"{text}\""),
        Argument::Integer(number) => number.to_string(),
        Argument::Flag(flag) => flag.to_string(),
        Argument::List(list) => format!("[{}]", list.join(", ")),
        Argument::Map(map) => format!(
            "{{{}}}",
            map.iter().map(|(key, value)| format!("{key}=\"{value}\"")).collect::<Vec<_>>().join(", ")
        ),
    }
}
