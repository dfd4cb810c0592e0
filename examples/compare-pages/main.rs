//! Compares the pages of a built workload with a peer's: `cargo run --release --example compare-pages -- OURS THEIRS`
//!
//! Both are folders with `chNNN.html`. Every heading, paragraph, caption and table cell must agree, in order and in number.
//! Excepted, and listed, are exact ties that were rounded the other way. The exit status is 1 where anything else differs.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that reads two folders and prints a verdict"
)]

mod pages;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use pages::{Differences, Page, compare};

/// As many differences of each kind are shown; all are counted.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [ours, theirs] = &arguments[..] else {
        println!("usage: compare-pages OURS THEIRS");
        return ExitCode::from(2);
    };
    match folders(Path::new(ours), Path::new(theirs)) {
        Ok(found) => report(&found),
        Err(message) => {
            println!("{message}");
            ExitCode::from(2)
        }
    }
}

fn folders(ours: &Path, theirs: &Path) -> Result<Differences, String> {
    let (own, other) = (chapters(ours)?, chapters(theirs)?);
    let unrounded = unrounded(&ours.with_file_name("audit").join("audit.json"))?;
    let mut found = Differences::default();
    if own.is_empty() || own != other {
        found.wrong.push(format!("chapters: {own:?} against {other:?}"));
    }
    for name in own.iter().filter(|name| other.contains(name)) {
        let page = |folder: &Path| {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok::<_, String>(Page::read(&text))
        };
        let mut own = page(ours)?;
        own.know(unrounded.get(name.trim_end_matches(".html")).map_or(&[], Vec::as_slice));
        compare(name, &own, &page(theirs)?, &mut found);
    }
    Ok(found)
}

/// What the audit says of the cells of large tables, by chapter and in reading order: printed text, and value before rounding.
fn unrounded(audit: &Path) -> Result<BTreeMap<String, Vec<(String, String)>>, String> {
    let text = std::fs::read_to_string(audit).map_err(|error| format!("{}: {error}", audit.display()))?;
    let audit: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", audit.display()))?;
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for table in audit["tables"].as_array().into_iter().flatten() {
        let chapter = table["id"].as_str().and_then(|id| id.split_once('/')).map_or("", |(chapter, _)| chapter);
        let cells = table["large"]["cells"].as_array().into_iter().flatten();
        // A value that is printed as it stands is not told twice.
        let known = cells.filter_map(|cell| {
            let printed = cell[3].as_str()?.to_owned();
            let value = cell[4].as_str().map_or_else(|| printed.clone(), str::to_owned);
            Some((printed, value))
        });
        all.entry(chapter.to_owned()).or_default().extend(known);
    }
    Ok(all)
}

fn chapters(folder: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("ch") && name.ends_with(".html")).collect();
    names.sort();
    Ok(names)
}

fn report(found: &Differences) -> ExitCode {
    for (what, all) in [("tie", &found.ties), ("DIFFERS", &found.wrong)] {
        all.iter().take(SHOWN).for_each(|line| println!("{what}: {line}"));
        if all.len() > SHOWN {
            println!("{what}: and {} more", all.len() - SHOWN);
        }
    }
    println!(
        "{} texts and {} cells compared, {} ties, {} differ",
        found.texts,
        found.cells,
        found.ties.len(),
        found.wrong.len()
    );
    if found.wrong.is_empty() && found.cells > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
