//! What can be ticked: figures of the text one by one, a chart, a sparkline or a table as one.

use crate::findings::Place;
use crate::ledger::{ChapterLedger, ChartEntry, Figure, TableEntry};

use super::Binding;

/// A kind of what can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A figure of the text.
    Figure,
    /// A chart.
    Chart,
    /// A line in the text.
    Sparkline,
    /// A table.
    Table,
}

/// Something printed that can be ticked.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its id in the ledger.
    pub id: &'a str,
    /// What it is.
    pub kind: Kind,
    /// What it prints: a figure's text, the title of a chart or a table.
    pub text: String,
    /// The entry that it stands in; none before the first.
    pub entry: Option<&'a str>,
    /// Where the call stands.
    pub site: &'a Place,
    printed: Printed<'a>,
}

/// What is printed, as the ledger has it.
#[derive(Clone, Copy, Debug)]
enum Printed<'a> {
    Figure(&'a Figure),
    Chart(&'a ChartEntry),
    Table(&'a TableEntry),
}

impl<'a> Item<'a> {
    /// Returns the chapter that it stands in.
    #[must_use]
    pub fn chapter(&self) -> &'a str {
        chapter_of(self.id)
    }

    /// Returns what a tick of it is tied to; made when it is asked for, since most that is printed nobody has ticked.
    #[must_use]
    pub fn binding(&self) -> Binding {
        match self.printed {
            Printed::Figure(figure) => Binding::of_figure(figure),
            Printed::Chart(chart) => Binding::of_chart(chart),
            Printed::Table(table) => Binding::of_table(table),
        }
    }

    fn chart(chart: &'a ChartEntry, kind: Kind) -> Self {
        let entry = chart.figures().next().and_then(|figure| figure.entry.as_deref());
        let (id, site) = (&chart.id, &chart.site);
        Self { id, kind, text: chart.title.clone(), entry, site, printed: Printed::Chart(chart) }
    }

    fn table(table: &'a TableEntry) -> Self {
        let (id, site, text) = (&table.id, &table.site, table.title.text.clone());
        Self { id, kind: Kind::Table, text, entry: table.entry(), site, printed: Printed::Table(table) }
    }
}

/// Returns the chapter that an id begins with.
pub(super) fn chapter_of(id: &str) -> &str {
    id.split_once('/').map_or(id, |(chapter, _)| chapter)
}

/// Returns all that a chapter prints and that can be ticked: figures in reading order, then charts, sparklines and tables.
pub fn items(ledger: &ChapterLedger) -> impl Iterator<Item = Item<'_>> {
    let mut figures: Vec<_> = ledger.figures.iter().filter(|figure| figure.order > 0).collect();
    figures.sort_by_key(|figure| figure.order);
    let figures = figures.into_iter().map(|figure| Item {
        id: &figure.id,
        kind: Kind::Figure,
        text: figure.print.text(),
        entry: figure.entry.as_deref(),
        site: &figure.site,
        printed: Printed::Figure(figure),
    });
    let charts = ledger.charts.iter().filter(|chart| chart.number.1 > 0).map(|chart| Item::chart(chart, Kind::Chart));
    let lines = ledger.sparklines.iter().map(|line| Item::chart(line, Kind::Sparkline));
    let tables = ledger.tables.iter().filter(|table| table.number.1 > 0).map(Item::table);
    figures.chain(charts).chain(lines).chain(tables)
}
