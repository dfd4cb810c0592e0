//! The property that catches ready-made text: change any numeric datum of the sample by one last digit, and the token that
//! prints it changes, and nothing else but what is computed from it.

use std::collections::BTreeMap;

use yearbook::book::Files;
use yearbook::ledger::{Figure, FigureFunction, Provenance};
use yearbook::{Edition, Request};

use crate::sample::root;

const DATA: [&str; 2] = ["data/yueyang-2016.csv", "data/national-rural-poverty.csv"];

fn sample_in_memory() -> BTreeMap<String, Vec<u8>> {
    let files = Files::on_disk(root()).expect("the repository is a book");
    let paths = ["yearbook.yaml".to_owned()].into_iter();
    let paths = paths.chain(files.list("data").expect("data")).chain(files.list("templates").expect("templates"));
    paths.map(|path| (path.clone(), files.read(&path).expect("readable"))).collect()
}

fn edition(files: &BTreeMap<String, Vec<u8>>) -> Edition {
    yearbook::edition(Files::in_memory(files.clone()), &Request::default(), &|_| ()).expect("a book")
}

/// Raises the last digit of the `value` cell in one line (9 becomes 8, so that no digit carries).
fn nudged(header: &str, line: &str) -> Option<String> {
    let at = header.split(',').position(|name| name == "value").expect("a value column");
    // No cell before `value` is quoted in the sample.
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    let value = &cells[at];
    let last = value.char_indices().rev().find(|(_, c)| c.is_ascii_digit())?.0;
    let digit = value.as_bytes()[last] - b'0';
    let other = if digit == 9 { 8 } else { digit + 1 };
    cells[at] = format!("{}{other}{}", &value[..last], &value[last + 1..]);
    Some(cells.join(","))
}

fn tokens(edition: &Edition) -> Tokens {
    let catalogue = edition.catalogue();
    let token = |figure: &Figure| (figure.print.text(), figure.clone(), figure.provenance(&catalogue));
    edition.figures().map(|figure| (figure.id.clone(), token(figure))).collect()
}

/// In how many builds all data are changed: each time a few that lie apart, so that what changes can be told.
const BUILDS: usize = 24;

#[test]
fn a_changed_datum_changes_its_token_and_only_its_dependants() {
    let files = sample_in_memory();
    let before = tokens(&edition(&files));
    let mut nudges = 0;
    for build in 0..BUILDS {
        let mut changed = files.clone();
        let mut rows = Vec::new();
        for path in DATA {
            let text = String::from_utf8(files[path].clone()).expect("UTF-8");
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for index in (1..lines.len()).filter(|index| index % BUILDS == build) {
                if let Some(line) = nudged(&lines[0], &lines[index]) {
                    lines[index] = line;
                    rows.push((path, index + 1));
                }
            }
            changed.insert(path.to_owned(), (lines.join("\n") + "\n").into_bytes());
        }
        nudges += rows.len();
        check(&before, &tokens(&edition(&changed)), &rows);
    }
    assert!(nudges > 130, "only {nudges} data were changed");
}

/// The printed text of each figure, and where it comes from.
type Tokens = BTreeMap<String, (String, Figure, Provenance)>;

fn check(before: &Tokens, after: &Tokens, rows: &[(&str, usize)]) {
    let depends = |provenance: &Provenance| {
        provenance.inputs.iter().any(|input| {
            rows.iter().any(|(path, row)| {
                input.place.path() == *path && input.place.to_string().contains(&format!(" row {row},"))
            })
        })
    };
    for (id, (text, figure, provenance)) in before {
        let now = after.get(id).map(|(text, ..)| text);
        let is_datum = figure.function == FigureFunction::Figure
            && figure.evaluation.inputs.iter().all(|input| input.indicator == figure.indicator);
        if !depends(provenance) {
            assert_eq!(now, Some(text), "{id} changed though it does not depend on {rows:?}");
        } else if is_datum {
            assert_ne!(now, Some(text), "{id} did not change with {rows:?}");
        }
    }
}
