//! YAML text → typed configuration, with errors that name file, line, column and the nearest key.
//!
//! The only user of the YAML library. Must not know what the configuration means.

use serde::de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};

use crate::findings::{Place, Problem, nearest};
use crate::{Error, Result};

/// A value with its place in the file.
pub(crate) type Spanned<T> = serde_yaml::Spanned<T>;

/// Reads one YAML document. Refuses duplicate keys, aliases that multiply and `yes`/`no` as booleans.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        // A sign-off of a large book has a few nodes for each of its figures.
        budget: serde_yaml::budget! { max_documents: 1, max_aliases: 0, max_nodes: 10_000_000, max_events: 20_000_000 },
    };
    serde_yaml::from_str_with_options(text, options)
        .map_err(|error| Error::book(problem(file, text, &error)).caused_by(error))
}

fn problem(file: &str, text: &str, error: &serde_yaml::Error) -> Problem {
    use serde_yaml::Error as E;
    let error = error.without_snippet();
    let problem = match error {
        E::SerdeUnknownField { field, expected, .. } => {
            if let Some((key, _)) = field.split_once('：') {
                Problem::new(format!("`{key}` is followed by a full-width colon"))
                    .hint(format!("write `{key}:` and a space"))
            } else {
                let near = nearest(field, expected.iter().copied());
                let known = || format!("known keys here: {}", expected.join(", "));
                Problem::new(format!("unknown key `{field}`"))
                    .hint(near.map_or_else(known, |near| format!("did you mean `{near}`?")))
            }
        }
        E::SerdeUnknownVariant { variant, expected, .. } => {
            let near = nearest(variant, expected.iter().copied());
            let known = || format!("known values: {}", expected.join(", "));
            Problem::new(format!("unknown value `{variant}`"))
                .hint(near.map_or_else(known, |near| format!("did you mean `{near}`?")))
        }
        E::SerdeMissingField { field, .. } => {
            Problem::new(format!("missing key `{field}`")).hint(format!("add `{field}: …`"))
        }
        E::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or_default();
            Problem::new(format!("key `{key}` stands here twice")).hint("keep one of the two")
        }
        E::InvalidScalar { ty, .. } => Problem::new(format!("expected {}", scalar_name(ty))),
        E::NullIntoString { .. } => {
            Problem::new("expected a text, found nothing").hint("write the text, or remove the key")
        }
        other => Problem::new(plain_message(other)),
    };
    match error.location() {
        Some(location) => problem.at(place(file, text, location)),
        None => problem.at(Place::file(file)),
    }
}

/// A Rust type in an editor's words.
fn scalar_name(ty: &str) -> &str {
    match ty {
        "i32" | "i64" => "a whole number",
        "u32" | "u64" | "usize" => "a whole number that is not negative",
        "f64" | "f32" => "a number",
        "bool" => "true or false",
        other => other,
    }
}

/// The library's own words without the place, which is ours to tell.
fn plain_message(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let first = message.lines().next().unwrap_or_default();
    let end = first.find(" at line ").or_else(|| first.find(" (line ")).unwrap_or(first.len());
    first[..end].trim_start_matches("error: ").to_owned()
}

/// Returns the place of a location of `text`.
pub(crate) fn place(file: &str, text: &str, location: serde_yaml::Location) -> Place {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let excerpt = line_at(text, location).or_else(|| text.trim_start_matches('\u{feff}').lines().nth(line - 1));
    let excerpt = excerpt.unwrap_or_default().to_owned();
    let rest = excerpt.chars().count().saturating_sub(column - 1);
    let length = usize::try_from(location.span().len()).unwrap_or(0).min(rest);
    Place::Text { file: file.to_owned(), line, column, length, excerpt }
}

/// The line of a location whose byte is known: a file of thousands of values is not read from its beginning for each.
fn line_at(text: &str, location: serde_yaml::Location) -> Option<&str> {
    let at = usize::try_from(location.span().byte_offset()?).ok().filter(|_| !text.starts_with('\u{feff}'))?;
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next()
}

/// Returns the place of a value.
pub(crate) fn place_of<T>(file: &str, text: &str, value: &Spanned<T>) -> Place {
    place(file, text, value.referenced)
}

/// A text, or a mapping that says more: `全国` or `{id: 全国, name: …}`.
pub(super) struct TextOr<T>(pub(super) T);

impl<'de, T: Deserialize<'de> + From<String>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de> + From<String>> Visitor<'de> for Either<T> {
            type Value = TextOr<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a mapping")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> std::result::Result<Self::Value, E> {
                Ok(TextOr(T::from(text.to_owned())))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(TextOr)
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData))
    }
}

impl<T: Default> Default for TextOr<T> {
    fn default() -> Self {
        Self(T::default())
    }
}
