//! Chapters from templates, pages from chapters: the only user of tera and pulldown-cmark.
//!
//! 1. [`chapters`]: templates and the ledger's clerk → Markdown with tokens ([`Written`]), a ledger each.
//! 2. [`pages`]: that Markdown → the output tree (HTML and Markdown) as values.
//!
//! Must not know: polars, plotters, where output goes, how a number is rounded or worded.

mod chapters;
mod clerk;
pub mod codes;
mod decimal;
mod desk;
mod escape;
#[cfg(test)]
mod fake;
mod functions;
mod labels;
mod markdown;
mod pages;
mod references;
mod source;
mod sources;
#[cfg(test)]
mod tests;
mod token;
mod trouble;
mod waves;

pub use chapters::{Aside, Filled, Shelf, Written};
pub(crate) use escape::{fragment, html};
pub use markdown::{Marked, Part, Passage, TextMark};
pub(crate) use markdown::{audit_element, element_id, table_source_id};
pub(crate) use pages::text as file_text;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Result;
use crate::book::{Book, Chapter};
use crate::findings::{Findings, Place};
use crate::indicators::Catalogue;
use crate::output::{Earlier, InMemory, Never, Output};

/// Fills the templates of all chapters; what is wrong goes to `findings`, all of it in one run; a chapter whose template
/// fails is left out.
pub fn chapters(book: &Book, catalogue: &Catalogue<'_>, findings: &mut Findings) -> Vec<Written> {
    let mut written = Vec::new();
    for filled in fill(book, catalogue, None, findings) {
        findings.append(filled.findings);
        written.extend(filled.written);
    }
    references(&mut written, findings);
    written
}

/// Fills the templates of all chapters, in parallel; the result is the same in any order. What is wrong with the templates
/// goes to `findings`, what is found about a chapter stays with it. Chapters that stand on the shelf are not filled again.
pub fn fill(book: &Book, catalogue: &Catalogue<'_>, shelf: Option<&dyn Shelf>, findings: &mut Findings) -> Vec<Filled> {
    chapters::write(book, &clerk::Ledgers { book, catalogue, is_logged: shelf.is_some() }, shelf, findings)
}

/// Fills in what the cross references of all chapters lead to, once every chart and table has its number.
pub fn references(written: &mut [Written], findings: &mut Findings) {
    references::resolve(written, findings);
}

/// Makes the output tree from written chapters: path → bytes, below `html/` and `markdown/`. `charts` holds the picture of
/// each chart by its stem.
///
/// # Errors
/// When a layout of the book fails, or a chart has not been drawn.
pub fn pages(
    catalogue: &Catalogue<'_>,
    written: &[Written],
    charts: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let output = InMemory::default();
    pages_again(catalogue, written, charts, (&Never, &output))?;
    Ok(output.into_files())
}

/// Hands the same files on as they are made, but for what stands in the last output as it would be made.
pub(crate) fn pages_again(
    catalogue: &Catalogue<'_>,
    written: &[Written],
    charts: &BTreeMap<String, String>,
    output: (&dyn Earlier, &dyn Output),
) -> Result<()> {
    pages::make(catalogue, written, charts, output)
}

/// Returns the passages of a chapter in reading order, with the figures marked in them.
#[must_use]
pub fn passages(book: &Book, written: &Written) -> Vec<Passage> {
    markdown::passages(book, written)
}

/// Returns where an editor typed a stretch of a passage; `None` where the template put the text together.
#[must_use]
pub fn typed_at(
    book: &Book,
    (chapter, partials): (&Chapter, &[String]),
    passage: &Passage,
    at: &Range<usize>,
) -> Option<Place> {
    markdown::typed_at(book, (chapter, partials), passage, at)
}
