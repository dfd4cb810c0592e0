//! Data files → observations.
//!
//! 1. `csv`, `workbook`, `parquet`: bytes → `table`, all cells as text;
//! 2. `layout`: which column holds what; `register`: names → ids;
//! 3. `records`: rows → observations, each number read by `value`.
//!
//! Owns: file formats, encodings, missing kinds, the reading of numbers. The only room beside `indicators` that uses
//! polars. Must not know: formulas, chapters, languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Dataset, FileError, Format, sha256};
use crate::findings::{Findings, Place, Problem};

mod binary;
pub mod codes;
mod csv;
mod layout;
mod observation;
mod observations;
mod parquet;
mod period;
mod records;
mod register;
mod table;
pub(crate) mod value;
mod workbook;

#[cfg(test)]
mod tests;

pub(crate) use observation::Recorded;
pub use observation::{Datum, Missing, Observation, RawText, SourceFile, Status};
pub(crate) use observations::{Amount, AreaNumber, Histories, History};
pub use observations::{Observations, Room, Rows, Stock};

use codes::Report;
use observations::Collector;
use records::Records;
use register::Register;
use table::{Bytes, Fault, Source, Table};

/// Reads all data files of a book. What is wrong with them goes to `findings`, all in one run; what can be read is. Observations
/// for which there is no room go to a temporary file; whether that held, [`Observations::whole`] tells.
pub fn ingest(book: &Book, room: &Room, findings: &mut Findings) -> Observations {
    let mut report = Report::new(findings);
    let mut collector = Collector::new(room);
    let mut register = Register::new(book);
    let mut planned = Vec::new();
    for (dataset, mut table) in tables(book, &mut collector, &mut report) {
        match layout::plan(&table, dataset, &register, &mut report) {
            Some(plan) => {
                table.read_only(|column| plan.reads(column));
                register.learn(&table, &plan, &mut report);
                planned.push((dataset, table, plan));
            }
            None => table.report_faults(&mut report),
        }
    }
    let mut records = Records::new(book, &register, &mut collector, &mut report);
    for (dataset, table, plan) in planned {
        records.read(dataset, &table, &plan);
    }
    let (mut observations, conflicts) = collector.finish();
    records::report_conflicts(&observations, &conflicts, &mut report);
    for (id, names) in register.into_names() {
        observations.name(&id, names);
    }
    report.finish();
    observations
}

/// Reads every file of every dataset as a table.
fn tables<'a>(book: &'a Book, collector: &mut Collector, report: &mut Report<'_>) -> Vec<(&'a Dataset, Table)> {
    let mut files: BTreeMap<&str, Arc<SourceFile>> = BTreeMap::new();
    let mut tables = Vec::new();
    for dataset in &book.datasets {
        for path in &dataset.files {
            let (sha256, bytes) = match bytes_of(book, dataset, path) {
                Ok(read) => read,
                Err(error) => {
                    let problem = Problem::new(error.to_string()).at(Place::file(path));
                    report.add(codes::DAMAGED_FILE, problem.hint("put the file there, or take it out of `datasets`"));
                    continue;
                }
            };
            let file = files.entry(path).or_insert_with(|| {
                let file = Arc::new(SourceFile { path: path.clone(), sha256 });
                collector.read(Arc::clone(&file));
                file
            });
            let table = table_of(&mut Source { dataset, file, bytes }, report);
            tables.extend(table.map(|table| (dataset, table)));
        }
    }
    tables
}

/// The hash of a file, and its bytes.
fn bytes_of(book: &Book, dataset: &Dataset, path: &str) -> Result<(String, Bytes), FileError> {
    match dataset.format {
        Format::Csv | Format::Tsv => csv::open(&book.files, path, dataset.encoding.as_deref()),
        Format::Parquet => parquet::open(&book.files, path),
        Format::Xlsx => {
            let bytes = book.files.read(path)?;
            Ok((sha256(&bytes), Bytes::Held(bytes)))
        }
    }
}

fn table_of(source: &mut Source<'_>, report: &mut Report<'_>) -> Option<Table> {
    let read = match source.dataset.format {
        Format::Csv | Format::Tsv => csv::read(source, report),
        Format::Xlsx => workbook::read(source, report),
        Format::Parquet => parquet::read(source, report),
    };
    read.unwrap_or_else(|Fault { code, problem }| {
        let place = if source.dataset.format == Format::Xlsx { workbook::sheet_place(source) } else { source.place() };
        report.add(code, problem.at(place));
        None
    })
}
