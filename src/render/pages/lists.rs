//! The lists at the book's front: what is numbered and captioned in the chapters.

use crate::ledger::{ChapterLedger, ChartEntry, TableEntry};

use super::super::escape::fragment;
use super::super::labels::Labels;
use super::Page;

/// What carries a number and a title, and has an element of its own in its chapter.
pub(super) trait Captioned {
    /// Its number: `图1-1`.
    fn numbered(&self, labels: &Labels) -> String;
    /// Its title.
    fn title(&self) -> &str;
    /// The id of its element.
    fn element(&self) -> &str;
}

impl Captioned for ChartEntry {
    fn numbered(&self, labels: &Labels) -> String {
        labels.chart_number(self.number)
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn element(&self) -> &str {
        &self.stem
    }
}

impl Captioned for TableEntry {
    fn numbered(&self, labels: &Labels) -> String {
        labels.table_number(self.number)
    }

    fn title(&self) -> &str {
        &self.title.text
    }

    fn element(&self) -> &str {
        &self.stem
    }
}

/// One list.
#[derive(Debug, serde::Serialize)]
pub(super) struct ListView {
    id: &'static str,
    title: &'static str,
    pub(super) items: Vec<ListedView>,
}

/// One line of a list.
#[derive(Debug, serde::Serialize)]
pub(super) struct ListedView {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) chapter: String,
}

/// Returns the lists of a book that have anything in them: a line for each kind.
pub(super) fn lists(labels: &Labels, pages: &[Page<'_>]) -> Vec<ListView> {
    let lists = [
        ListView { id: "charts", title: labels.chart_list, items: listed(labels, pages, |ledger| &ledger.charts) },
        ListView { id: "tables", title: labels.table_list, items: listed(labels, pages, |ledger| &ledger.tables) },
    ];
    lists.into_iter().filter(|list| !list.items.is_empty()).collect()
}

fn listed<'a, C: Captioned + 'a>(
    labels: &Labels,
    pages: &[Page<'a>],
    of: impl Fn(&'a ChapterLedger) -> &'a Vec<C>,
) -> Vec<ListedView> {
    let mut items = Vec::new();
    for Page { chapter, written, .. } in pages {
        items.extend(of(&written.ledger).iter().map(|captioned| ListedView {
            number: captioned.numbered(labels),
            title: captioned.title().to_owned(),
            href: format!("{}.html{}", chapter.id, fragment(captioned.element())),
            chapter: chapter.title.clone(),
        }));
    }
    items
}
