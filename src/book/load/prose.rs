//! What `prose:` says: names with numerals in them, how long an entry may be.

use crate::book::config::ProseConfig;
use crate::book::{ListedName, Prose};
use crate::findings::Problem;

use super::Loader;

impl Loader<'_> {
    pub(super) fn prose(&mut self, config: &ProseConfig) -> Prose {
        let mut names: Vec<ListedName> = Vec::new();
        for spanned in &config.names {
            let place = self.place(spanned);
            let (text, reason) = (spanned.value.text.trim(), spanned.value.reason.trim());
            if text.is_empty() || reason.is_empty() {
                let problem = Problem::new(format!("the name `{text}` under `prose` needs a text and a reason"));
                let hint = "say why its numerals count nothing: {text: 六看一听, reason: name of a method}";
                self.wrong("B050", problem.at(place.clone()).hint(hint));
            }
            if names.iter().any(|name| name.text == text) {
                let problem = Problem::new(format!("the name `{text}` is listed twice under `prose`"));
                self.wrong("B050", problem.at(place.clone()).hint("keep one of them"));
            }
            names.push(ListedName { text: text.to_owned(), reason: reason.to_owned(), place });
        }
        let usual = Prose::default().entry_characters;
        Prose { names, entry_characters: config.entry_characters.unwrap_or(usual) }
    }
}
