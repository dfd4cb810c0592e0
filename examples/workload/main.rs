//! Makes a book out of a benchmark workload: `cargo run --release --example workload -- WORKLOAD BOOK`
//!
//! A workload is a folder with `data.csv`, `indicators.csv`, `regions.csv`, `targets.csv`, `book.json` and `chapters/*.md`,
//! whose chapters have slots such as `{{level I00001 T 2023}}`. `benches/README.md` says what the slots mean and what the
//! book does otherwise than the workload.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that turns one folder into another")]

mod book;
mod chapter;
mod workload;

use std::path::Path;
use std::process::ExitCode;

use workload::Workload;

/// What goes wrong, in a sentence that names the file.
pub(crate) type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = &arguments[..] else {
        println!("usage: workload WORKLOAD BOOK");
        return ExitCode::from(2);
    };
    match convert(Path::new(from), Path::new(to)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("{message}");
            ExitCode::from(2)
        }
    }
}

fn convert(from: &Path, to: &Path) -> Outcome<()> {
    let workload = Workload::read(from)?;
    for (path, text) in book::files(&workload) {
        write(&to.join(path), &text)?;
    }
    for chapter in &workload.chapters {
        let path = from.join("chapters").join(format!("{}.md", chapter.id));
        let text = chapter::template(&workload, chapter, &read(&path)?)?;
        write(&to.join("templates/chapters").join(format!("{}.md", chapter.id)), &text)?;
    }
    link(&from.join("data.csv"), &to.join("data/data.csv"))
}

fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text)).map_err(|error| format!("{}: {error}", path.display()))
}

/// The data stay one file on the disk where that is possible: they may be a gigabyte.
fn link(from: &Path, to: &Path) -> Outcome<()> {
    let _ = std::fs::remove_file(to);
    std::fs::hard_link(from, to)
        .or_else(|_| std::fs::copy(from, to).map(drop))
        .map_err(|error| format!("{}: {error}", to.display()))
}
