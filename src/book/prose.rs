//! What a book says of its prose (`prose:`): names with digits, how long an entry may be.

use crate::findings::Place;

/// How long an entry may be where the book does not say: a general survey (概况) of 800 to 1,000 characters is the most
/// that yearbook offices ask for.
pub(super) const ENTRY_CHARACTERS: usize = 1000;

/// What a book says of its prose.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct Prose {
    /// Names with numerals in them that count nothing.
    pub names: Vec<ListedName>,
    /// The most characters of an entry.
    pub entry_characters: usize,
}

impl Default for Prose {
    fn default() -> Self {
        Self { names: Vec::new(), entry_characters: ENTRY_CHARACTERS }
    }
}

/// A name with numerals in it that count nothing: 六看一听.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct ListedName {
    /// As it stands in the text.
    pub text: String,
    /// Why its numerals are no figures.
    pub reason: String,
    /// Where it is listed.
    pub place: Place,
}
