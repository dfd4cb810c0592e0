//! 编辑说明: what a reader must know to read the figures rightly, gathered from the book itself.
//!
//! Sources of the data by file and row, the rounding law, symbols, statuses, and every base that was used on another
//! footing than the published one.

mod wording;

use std::collections::BTreeMap;

use crate::book::Book;
use crate::formula::{Facts, Note};
use crate::indicators::Catalogue;
use crate::ingest::{Datum, Missing, Observation, Observations, Status};
use crate::ledger::{Class, Figure};

use super::super::escape::fragment;
use super::super::labels::Labels;
use super::indicators::figure_address;
use super::{Page, area_name};

use wording::Wording;

/// All that the page says.
#[derive(Debug, serde::Serialize)]
pub(super) struct NotesView {
    text: Wording,
    /// The rounding law, in a sentence.
    rounding: &'static str,
    files: Vec<FileView>,
    /// Symbols and what they mean.
    symbols: Vec<CountedView>,
    statuses: Vec<CountedView>,
    /// How the figures of the text came to be known.
    classes: Vec<CountedView>,
    comparable: Vec<BaseView>,
}

/// A data file and where its rows come from.
#[derive(Debug, serde::Serialize)]
struct FileView {
    path: String,
    sha256: String,
    count: usize,
    sources: Vec<SourceView>,
}

#[derive(Debug, serde::Serialize)]
struct SourceView {
    source: String,
    /// `2—9、12`
    rows: String,
}

/// A sign, its meaning, and how often it is met.
#[derive(Debug, serde::Serialize)]
struct CountedView {
    sign: String,
    meaning: &'static str,
    count: usize,
}

/// A change that stands on another base than the published one.
#[derive(Debug, serde::Serialize)]
struct BaseView {
    href: String,
    printed: String,
    subject: String,
    remark: String,
}

impl NotesView {
    pub(super) fn new(catalogue: &Catalogue<'_>, pages: &[Page<'_>]) -> Self {
        let book = catalogue.book();
        let text = Wording::new(book.language);
        let observations = catalogue.observations();
        Self {
            rounding: text.law(book.rounding),
            files: files(observations, &text),
            symbols: symbols(observations, pages, &text),
            statuses: statuses(observations, &text),
            classes: classes(pages, &text),
            comparable: pages.iter().flat_map(|page| comparable(catalogue, page)).collect(),
            text,
        }
    }
}

fn files(observations: &Observations, text: &Wording) -> Vec<FileView> {
    let mut rows: BTreeMap<&str, BTreeMap<&str, Vec<u64>>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for observation in observations.iter() {
        let source = observation.source.unwrap_or(text.no_source);
        rows.entry(&observation.file.path).or_default().entry(source).or_default().push(observation.row);
        *counts.entry(&observation.file.path).or_default() += 1;
    }
    let view = |file: &std::sync::Arc<crate::ingest::SourceFile>| {
        let mut sources = rows.remove(file.path.as_str()).unwrap_or_default().into_iter().collect::<Vec<_>>();
        sources.iter_mut().for_each(|(_, rows)| rows.sort_unstable());
        sources.sort_by_key(|(source, rows)| (rows.first().copied(), *source));
        let sources = sources
            .into_iter()
            .map(|(source, rows)| SourceView { source: source.to_owned(), rows: ranges(&rows, text.comma) });
        FileView {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            count: counts.get(file.path.as_str()).copied().unwrap_or_default(),
            sources: sources.collect(),
        }
    };
    observations.files().iter().map(view).collect()
}

/// `2—9、12` of sorted rows.
fn ranges(rows: &[u64], comma: &str) -> String {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if *row <= *last + 1 => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let texts = ranges.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        // Word joiners: a range is not broken.
        _ => format!("{first}\u{2060}—\u{2060}{last}"),
    });
    texts.collect::<Vec<_>>().join(comma)
}

/// The missing kinds always, since the data files use them; the mark for unvalidated figures where it is printed.
fn symbols(observations: &Observations, pages: &[Page<'_>], text: &Wording) -> Vec<CountedView> {
    let missing = |kind| observations.iter().filter(|observation| is_missing(observation, kind)).count();
    let kinds = [
        ("…", text.below_unit, Missing::BelowUnit),
        (text.blank, text.not_available, Missing::NotAvailable),
        ("-", text.not_applicable, Missing::NotApplicable),
    ];
    let kinds = kinds.map(|(sign, meaning, kind)| CountedView { sign: sign.to_owned(), meaning, count: missing(kind) });
    let marks = pages.iter().map(|page| page.body.marks.len()).sum();
    let mark = CountedView { sign: "*".to_owned(), meaning: text.marked, count: marks };
    kinds.into_iter().chain((marks > 0).then_some(mark)).collect()
}

fn is_missing(observation: &Observation, kind: Missing) -> bool {
    matches!(&observation.datum, Datum::Missing(found) if *found == kind)
}

fn statuses(observations: &Observations, text: &Wording) -> Vec<CountedView> {
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    for observation in observations.iter() {
        *counts.entry(observation.status).or_default() += 1;
    }
    let view = |(status, count)| CountedView { sign: format!("{status:?}"), meaning: text.status(status), count };
    counts.into_iter().map(view).collect()
}

fn classes(pages: &[Page<'_>], text: &Wording) -> Vec<CountedView> {
    let mut counts: BTreeMap<Class, usize> = BTreeMap::new();
    for figure in pages.iter().flat_map(in_text) {
        *counts.entry(figure.class).or_default() += 1;
    }
    let view = |(class, count)| {
        let (sign, meaning) = text.class(class);
        CountedView { sign: sign.to_owned(), meaning, count }
    };
    counts.into_iter().map(view).collect()
}

fn in_text<'a>(page: &'a Page<'_>) -> impl Iterator<Item = &'a Figure> {
    page.body.figures.iter().filter_map(|index| page.written.ledger.figures.get(*index))
}

/// The figures of a chapter, those in its charts included, that stand on a comparable or a revised base.
fn comparable<'a>(catalogue: &'a Catalogue<'_>, page: &'a Page<'_>) -> impl Iterator<Item = BaseView> + 'a {
    let texts = in_text(page).map(|figure| (figure, figure_address(figure)));
    let charts = page.written.ledger.charts.iter().flat_map(|chart| {
        let address = format!("{}.html{}", page.chapter.id, fragment(&chart.stem));
        chart.figures().map(move |figure| (figure, address.clone()))
    });
    texts.chain(charts).flat_map(|(figure, href)| bases(catalogue, figure, &href))
}

/// The ledger words its notes in the order of the evaluation's.
fn bases(catalogue: &Catalogue<'_>, figure: &Figure, href: &str) -> Vec<BaseView> {
    let noted = figure.evaluation.notes.iter().zip(&figure.notes);
    let on_other_base =
        noted.filter(|(note, _)| matches!(note, Note::ComparableBase { .. } | Note::RevisedBase { .. }));
    on_other_base.map(|(_, remark)| base(catalogue, figure, href, remark)).collect()
}

fn base(catalogue: &Catalogue<'_>, figure: &Figure, href: &str, remark: &str) -> BaseView {
    let book: &Book = catalogue.book();
    let labels = Labels::new(book.language);
    let name = catalogue.name(&figure.indicator).to_owned();
    let subject = [labels.period(figure.period), area_name(book, &figure.area), name];
    BaseView {
        href: href.to_owned(),
        printed: figure.print.text(),
        subject: subject.join(labels.comma_between),
        remark: remark.to_owned(),
    }
}
