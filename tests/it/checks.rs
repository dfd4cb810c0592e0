//! `docs/checks/`: a page a check, made of the check's own doc, and the list of all codes.
//!
//! After a change of a check, `UPDATE_GUIDE=1 cargo test --test it checks` writes the pages anew.

#![expect(clippy::disallowed_methods, reason = "reads the pages, and writes them when asked to")]

use std::collections::BTreeMap;
use std::fs;

use yearbook::findings::Code;
use yearbook::{audit, release};

use crate::sample::root;

/// What each letter stands for.
const LETTERS: [(char, &str); 10] = [
    ('B', "The book: `yearbook.yaml`, indicators, front matter"),
    ('D', "Data and indicators"),
    ('N', "Numbers: printed figures"),
    ('P', "Prose"),
    ('R', "Releases and revisions"),
    ('S', "Sign-off"),
    ('C', "Charts"),
    ('T', "Templates"),
    ('V', "Claims of finished texts"),
    ('W', "Wording"),
];

/// The doc of a check of the audit, or of what releases are held to.
fn doc(code: &str) -> Option<&'static str> {
    audit::doc(code).or_else(|| release::doc(code))
}

fn page(code: &Code, doc: &str) -> String {
    format!("# {}: {}\n\nSeverity: {}\n\n{}\n", code.id, code.meaning, code.severity, doc.trim())
}

fn index() -> String {
    let mut text = String::from(
        "# All codes\n\nGenerated from the program's own tables; `yearbook explain CODE` prints the same. A code with a link is a check \
         with a page. How severities are changed and findings waived: [the guide](../guide/checks.md).\n",
    );
    for (letter, what) in LETTERS {
        text.push_str(&format!("\n## {letter}: {what}\n\n| code | severity | means |\n|---|---|---|\n"));
        let mut codes: Vec<Code> = yearbook::codes().filter(|code| code.id.starts_with(letter)).collect();
        codes.sort_by_key(|code| code.id);
        for code in codes {
            let name = match doc(code.id) {
                Some(_) => format!("[{0}]({0}.md)", code.id),
                None => code.id.to_owned(),
            };
            text.push_str(&format!("| {name} | {} | {} |\n", code.severity, code.meaning.replace('|', "\\|")));
        }
    }
    text
}

#[test]
fn every_check_has_its_page() {
    let mut pages: BTreeMap<String, String> =
        yearbook::codes().filter_map(|code| Some((format!("{}.md", code.id), page(&code, doc(code.id)?)))).collect();
    pages.insert("README.md".to_owned(), index());
    let folder = root().join("docs/checks");
    let update = std::env::var_os("UPDATE_GUIDE").is_some();
    if update {
        fs::create_dir_all(&folder).expect("a folder");
    }
    let there = fs::read_dir(&folder).expect("docs/checks").map(|entry| entry.expect("an entry").file_name());
    let there: Vec<String> = there.map(|name| name.to_string_lossy().into_owned()).collect();
    for name in there.iter().filter(|name| !pages.contains_key(*name)) {
        assert!(update, "docs/checks/{name} belongs to no check; run `UPDATE_GUIDE=1 cargo test --test it checks`");
        fs::remove_file(folder.join(name)).expect("removed");
    }
    for (name, text) in &pages {
        let old = fs::read_to_string(folder.join(name)).unwrap_or_default();
        if old != *text {
            assert!(
                update,
                "docs/checks/{name} is not what the program says; run `UPDATE_GUIDE=1 cargo test --test it checks`"
            );
            fs::write(folder.join(name), text).expect("written");
        }
    }
}

#[test]
fn every_code_begins_with_a_known_letter() {
    let letters: Vec<char> = LETTERS.iter().map(|(letter, _)| *letter).collect();
    for code in yearbook::codes() {
        assert!(code.id.starts_with(letters.as_slice()), "{}", code.id);
    }
}
