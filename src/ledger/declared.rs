//! A chart or a table that the book declares and a chapter only places: its settings are the call's arguments.

use std::borrow::Cow;

use crate::book::{Declarations, Setting};
use crate::findings::{Problem, nearest};

use super::{Argument, Arguments};

/// The argument that names a declaration.
const PLACE: &str = "place";

/// Returns the arguments of a call, over those of the declaration that it places. What is placed is called by the name
/// of its declaration, for cross references.
pub(super) fn arguments<'a>(
    function: &str,
    declared: &Declarations,
    given: &'a Arguments,
) -> Result<Cow<'a, Arguments>, Problem> {
    let Some(place) = given.0.get(PLACE) else { return Ok(Cow::Borrowed(given)) };
    let Argument::Text(name) = place else {
        return Err(Problem::new(format!("`{PLACE}` must be the name of a declared {function}")));
    };
    let Some(declaration) = declared.get(name) else {
        let near = nearest(name, declared.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let hint = format!("declare it under `{function}s` in yearbook.yaml");
        return Err(Problem::new(format!("no {function} `{name}` is declared")).hint(near.unwrap_or(hint)));
    };
    let mut merged = declaration.settings.iter().map(|(key, value)| (key.clone(), argument(value))).collect::<Vec<_>>();
    merged.push(("name".to_owned(), Argument::Text(name.clone())));
    let own = given.0.iter().filter(|(key, _)| *key != PLACE);
    merged.extend(own.map(|(key, value)| (key.clone(), value.clone())));
    Ok(Cow::Owned(Arguments(merged.into_iter().collect())))
}

fn argument(setting: &Setting) -> Argument {
    match setting {
        Setting::Text(text) => Argument::Text(text.clone()),
        Setting::Integer(number) => Argument::Integer(*number),
        Setting::Flag(flag) => Argument::Flag(*flag),
        Setting::List(list) => Argument::List(list.clone()),
        Setting::Map(map) => Argument::Map(map.clone()),
    }
}
