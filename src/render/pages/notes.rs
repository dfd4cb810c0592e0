//! 编辑说明: what a reader must know to read the figures rightly, gathered from the book itself.
//!
//! Sources of the data by file and row, the rounding law, symbols, statuses, and every base that was used on another
//! footing than the published one.

mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::Book;
use crate::formula::{Facts, Note};
use crate::indicators::Catalogue;
use crate::ingest::{Missing, Observations, SourceFile, Status, Stock};
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
        let stock = observations.stock();
        Self {
            rounding: text.law(book.rounding),
            files: files(observations, &stock, &text),
            symbols: symbols(&stock, pages, &text),
            statuses: statuses(&stock, &text),
            classes: classes(pages, &text),
            comparable: pages.iter().flat_map(|page| comparable(catalogue, page)).collect(),
            text,
        }
    }
}

fn files(observations: &Observations, stock: &Stock<'_>, text: &Wording) -> Vec<FileView> {
    let view = |(index, file): (usize, &Arc<SourceFile>)| {
        let own = stock.rows.iter().filter(|((file, _), _)| *file == index);
        let mut sources: Vec<(Vec<(u64, u64)>, &str)> =
            own.clone().map(|((_, source), rows)| (rows.ranges(), source.unwrap_or(text.no_source))).collect();
        sources.sort_by_key(|(ranges, source)| (ranges.first().copied(), *source));
        let source = |(ranges, source): (Vec<(u64, u64)>, &str)| SourceView {
            source: source.to_owned(),
            rows: listed(&ranges, text.comma),
        };
        FileView {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            count: own.map(|(_, rows)| rows.count).sum(),
            sources: sources.into_iter().map(source).collect(),
        }
    };
    observations.files().iter().enumerate().map(view).collect()
}

/// `2—9、12`
fn listed(ranges: &[(u64, u64)], comma: &str) -> String {
    let texts = ranges.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        // Word joiners: a range is not broken.
        _ => format!("{first}\u{2060}—\u{2060}{last}"),
    });
    texts.collect::<Vec<_>>().join(comma)
}

/// The missing kinds always, since the data files use them; the mark for unvalidated figures where it is printed.
fn symbols(stock: &Stock<'_>, pages: &[Page<'_>], text: &Wording) -> Vec<CountedView> {
    let missing = |kind| stock.missing.get(&kind).copied().unwrap_or_default();
    let kinds = [
        ("…", text.below_unit, Missing::BelowUnit),
        (text.blank, text.not_available, Missing::NotAvailable),
        ("-", text.not_applicable, Missing::NotApplicable),
    ];
    let kinds = kinds.map(|(sign, meaning, kind)| CountedView { sign: sign.to_owned(), meaning, count: missing(kind) });
    let marks = pages.iter().map(|page| page.outline.marks.len()).sum();
    let mark = CountedView { sign: "*".to_owned(), meaning: text.marked, count: marks };
    kinds.into_iter().chain((marks > 0).then_some(mark)).collect()
}

fn statuses(stock: &Stock<'_>, text: &Wording) -> Vec<CountedView> {
    let view = |(status, count): (&Status, &usize)| CountedView {
        sign: format!("{status:?}"),
        meaning: text.status(*status),
        count: *count,
    };
    stock.statuses.iter().map(view).collect()
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
    page.outline.figures.iter().filter_map(|index| page.written.ledger.figures.get(*index))
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
