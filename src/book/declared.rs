//! Charts and tables that a book declares, for its chapters only to place: settings as YAML gives them.
//!
//! Must not know what the settings mean: they are the arguments of the template functions `chart` and `table`.

use std::collections::BTreeMap;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::findings::Place;

/// The declared charts or tables of a book, by name.
pub type Declarations = BTreeMap<String, Declared>;

/// One chart or table.
#[derive(Clone, Debug, Hash)]
pub struct Declared {
    /// Its settings, by the names of the function's arguments.
    pub settings: BTreeMap<String, Setting>,
    /// Where it stands.
    pub place: Place,
}

/// A setting's value.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub enum Setting {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A list of texts or numbers, as texts.
    List(Vec<String>),
    /// A map of texts.
    Map(BTreeMap<String, String>),
}

impl Setting {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(number) => Some(number.to_string()),
            Self::Flag(_) | Self::List(_) | Self::Map(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SettingVisitor)
    }
}

struct SettingVisitor;

impl<'de> Visitor<'de> for SettingVisitor {
    type Value = Setting;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text, a whole number, true or false, or a list of texts")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Setting, E> {
        Ok(Setting::Text(text.to_owned()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Setting, E> {
        Ok(Setting::Integer(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Setting, E> {
        i64::try_from(number).map(Setting::Integer).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<Setting, E> {
        Ok(Setting::Flag(flag))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Setting, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = list.next_element::<Setting>()? {
            texts
                .push(item.text().ok_or_else(|| serde::de::Error::custom("a list here holds texts or whole numbers"))?);
        }
        Ok(Setting::List(texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Setting, A::Error> {
        let mut pairs = BTreeMap::new();
        while let Some((key, value)) = map.next_entry::<String, String>()? {
            pairs.insert(key, value);
        }
        Ok(Setting::Map(pairs))
    }
}
