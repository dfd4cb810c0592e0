//! The search index: one record an entry, indicator, chart and figure, as a script that assigns one value.
//!
//! It holds plain text, and `templates/search.js` looks for the words in it where they stand. Libraries for search cut a text
//! into words first: Chinese has no spaces to cut at, so they miss words or need a dictionary, and those that bring one
//! load it by requests that a page opened from disk may not make. The text of a large yearbook is a few million characters,
//! which a browser looks through between two key strokes; an inverted index would be larger than the text and find no more.

use crate::book::Book;
use crate::formula::Facts;
use crate::indicators::Catalogue;

use super::super::labels::Labels;
use super::super::markdown::entry_texts;
use super::indicators::{IndicatorView, figure_address};
use super::lists::ListView;
use super::{Page, area_name};

/// What is found.
#[derive(serde::Serialize)]
struct Record {
    /// `entry`, `indicator`, `chart`, `figure`.
    kind: &'static str,
    /// What the result is called.
    title: String,
    /// Where it belongs.
    scope: String,
    /// More that is looked through and shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    href: String,
}

/// Returns the index as a script.
pub(super) fn index(
    catalogue: &Catalogue<'_>,
    pages: &[Page<'_>],
    lists: &[ListView],
    indicators: &[IndicatorView],
) -> String {
    let mut records = indicators.iter().map(of_indicator).collect::<Vec<_>>();
    for page in pages {
        records.extend(of_entries(page));
    }
    records.extend(lists.iter().flat_map(|list| &list.items).map(|item| Record {
        kind: "chart",
        title: format!("{} {}", item.number, item.title),
        scope: item.chapter.clone(),
        text: String::new(),
        href: item.href.clone(),
    }));
    for page in pages {
        records.extend(of_figures(catalogue, page));
    }
    let records = records.iter().map(|record| serde_json::json!(record).to_string()).collect::<Vec<_>>();
    format!("window.yearbookIndex = [\n{}\n];\n", records.join(",\n"))
}

fn of_indicator(indicator: &IndicatorView) -> Record {
    Record {
        kind: "indicator",
        title: indicator.name.clone(),
        scope: indicator.other.clone().unwrap_or_default(),
        text: indicator.definition.clone().unwrap_or_default(),
        href: format!("indicators.html{}", indicator.link),
    }
}

fn of_entries<'a>(page: &'a Page<'_>) -> impl Iterator<Item = Record> + 'a {
    let texts = entry_texts(page.written);
    let before = texts.first().cloned().unwrap_or_default();
    let chapter = Record {
        kind: "entry",
        title: page.chapter.title.clone(),
        scope: String::new(),
        text: before,
        href: format!("{}.html", page.chapter.id),
    };
    let entries = page.outline.entries.iter().zip(texts.into_iter().skip(1)).map(|(entry, text)| Record {
        kind: "entry",
        title: entry.title.clone(),
        scope: page.chapter.title.clone(),
        text,
        href: format!("{}.html{}", page.chapter.id, entry.link),
    });
    [chapter].into_iter().chain(entries.collect::<Vec<_>>())
}

fn of_figures<'a>(catalogue: &'a Catalogue<'_>, page: &'a Page<'_>) -> impl Iterator<Item = Record> + 'a {
    let book: &Book = catalogue.book();
    let labels = Labels::new(book.language);
    let figures = page.outline.figures.iter().filter_map(|index| page.written.ledger.figures.get(*index));
    figures.map(move |figure| {
        let subject =
            [labels.period(figure.period), area_name(book, &figure.area), catalogue.name(&figure.indicator).to_owned()];
        let entry = figure.entry.as_deref().unwrap_or_default().to_owned();
        Record {
            kind: "figure",
            title: figure.print.text(),
            scope: [page.chapter.title.clone(), entry]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            text: subject.join(labels.comma_between),
            href: figure_address(figure),
        }
    })
}
