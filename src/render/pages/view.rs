//! What layouts see.

use std::collections::BTreeSet;

use crate::book::{Book, Credit, Names};
use crate::findings::Place;
use crate::formula::Facts;
use crate::indicators::Catalogue;
use crate::ledger::{ChartEntry, Class, Figure, InputRecord, Provenance, TableEntry};

use super::super::chapters::Written;
use super::super::decimal::decimal;
use super::super::escape::fragment;
use super::super::labels::Labels;
use super::super::markdown::{Entry, Mark, audit_element, element_id, source_id};
use super::accounts::TableAccount;
use super::{Page, area_name};

/// The book.
#[derive(Debug, serde::Serialize)]
pub(super) struct BookView {
    /// Title in the edition's language.
    pub(super) title: String,
    publisher: String,
    year: i32,
    lang: &'static str,
    draft: bool,
    /// Publisher and data year in one line.
    pub(super) imprint: String,
    footer: Option<String>,
    /// The logo's file.
    logo: Option<String>,
    credits: Vec<CreditView>,
}

#[derive(Debug, serde::Serialize)]
struct CreditView {
    role: String,
    names: Vec<String>,
}

impl BookView {
    pub(super) fn new(book: &Book) -> Self {
        let labels = Labels::new(book.language);
        let period = labels.period(crate::book::Period::Year(book.year));
        let publisher =
            (!book.publisher.is_empty()).then(|| format!("{}{}{}", labels.publisher, labels.colon, book.publisher));
        let year = format!("{}{}{period}", labels.edition, labels.colon);
        Self {
            title: name(book, &book.title),
            publisher: book.publisher.clone(),
            year: book.year,
            lang: book.language.tag(),
            draft: book.draft,
            imprint: publisher.into_iter().chain([year]).collect::<Vec<_>>().join(" · "),
            footer: book.site.footer.get(book.language).map(str::to_owned),
            logo: book.site.logo.as_ref().map(|logo| format!("logo.{}", logo.ending)),
            credits: book.site.credits.iter().map(|credit| CreditView::new(book, credit)).collect(),
        }
    }
}

impl CreditView {
    fn new(book: &Book, credit: &Credit) -> Self {
        Self { role: name(book, &credit.role), names: credit.names.clone() }
    }
}

fn name(book: &Book, names: &Names) -> String {
    names.get(book.language).unwrap_or_default().to_owned()
}

/// What other pages see of a chapter.
#[derive(Debug, serde::Serialize)]
pub(super) struct ChapterHead {
    pub(super) id: String,
    /// Its page, from another page.
    href: String,
    title: String,
    area: String,
    year: i32,
    authors: Vec<String>,
    sources: Vec<String>,
    entries: Vec<Entry>,
    figure_count: usize,
    chart_count: usize,
}

impl ChapterHead {
    pub(super) fn new(book: &Book, page: &Page<'_>) -> Self {
        let Page { chapter, written, outline, .. } = page;
        Self {
            id: chapter.id.clone(),
            href: format!("{}.html", chapter.id),
            title: chapter.title.clone(),
            area: area_name(book, book.area_of(chapter)),
            year: book.year_of(chapter),
            authors: chapter.authors.clone(),
            sources: chapter.sources.clone(),
            entries: outline.entries.clone(),
            figure_count: outline.figures.len()
                + written.ledger.tables.iter().map(|table| table.tally().figures).sum::<usize>(),
            chart_count: written.ledger.charts.len(),
        }
    }
}

/// A chapter, on its own page.
#[derive(Debug, serde::Serialize)]
pub(super) struct ChapterView {
    #[serde(flatten)]
    pub(super) head: ChapterHead,
    /// The text, which is HTML.
    body: String,
    marks: Vec<Mark>,
    figures: Vec<FigureView>,
    tables: Vec<TableAccount>,
    charts: Vec<ChartView>,
}

impl ChapterView {
    /// The page of a chapter, which `open` is with its tables open.
    pub(super) fn new(catalogue: &Catalogue<'_>, page: &Page<'_>, open: &Written) -> Self {
        let book = catalogue.book();
        let outline = &page.outline;
        let in_text = outline.figures.iter().filter_map(|index| open.ledger.figures.get(*index));
        let tables = &open.ledger.tables;
        let in_tables = tables.iter().filter(|table| !table.is_large()).flat_map(TableEntry::figures);
        let figures = in_text.chain(in_tables);
        Self {
            head: ChapterHead::new(book, page),
            body: page.html(book, open),
            marks: outline.marks.clone(),
            figures: figures.map(|figure| FigureView::new(catalogue, figure)).collect(),
            tables: tables.iter().filter_map(|table| TableAccount::new(catalogue, table)).collect(),
            charts: open.ledger.charts.iter().map(|chart| ChartView::new(catalogue, chart)).collect(),
        }
    }
}

/// Where a figure comes from.
#[derive(Debug, serde::Serialize)]
pub(super) struct FigureView {
    /// Element and address of this account.
    source_id: String,
    /// Address of the figure in the text.
    link: String,
    /// The template function that printed it, by which a cell of a large table finds its example.
    function: &'static str,
    /// Id in the ledger.
    id: String,
    printed: String,
    /// Indicator's name, area, period.
    subject: String,
    class: String,
    rule: String,
    filled: String,
    value: Option<String>,
    rounding: Option<String>,
    notes: Vec<String>,
    inputs: Vec<InputView>,
    /// Where the others stand, when there are more inputs than anybody reads one by one.
    more: Option<String>,
    /// Address of its row in the audit, where the book wants it.
    audit: Option<String>,
}

impl FigureView {
    /// A figure that stands for all of its kind in a large table, whose data are told beside it.
    pub(super) fn example(catalogue: &Catalogue<'_>, labels: &Labels, figure: &Figure) -> Self {
        let indicator = catalogue.name_in(&figure.indicator, catalogue.book().language);
        let view = Self::new(catalogue, figure);
        let subject = format!("{indicator}{}{}", labels.comma_between, view.subject);
        Self { subject, inputs: Vec::new(), more: None, audit: None, ..view }
    }

    fn new(catalogue: &Catalogue<'_>, figure: &Figure) -> Self {
        let book = catalogue.book();
        let labels = Labels::new(book.language);
        let area = area_name(book, &figure.area);
        let Provenance { rule, filled, inputs } = figure.provenance(catalogue);
        // A recorded datum put in for itself says nothing more.
        let is_plain = matches!(&inputs[..], [only] if only.recorded == filled);
        Self {
            source_id: source_id(figure),
            link: fragment(&element_id(figure)),
            function: figure.function.name(),
            id: figure.id.clone(),
            printed: figure.print.text(),
            subject: format!("{}，{area}", labels.period(figure.period)),
            class: if figure.class == Class::Computed {
                String::new()
            } else {
                labels.class_of(figure.class).to_owned()
            },
            rule,
            filled: if is_plain { String::new() } else { filled },
            value: figure.printed_value().map(decimal),
            rounding: labels.rounding_of(book.rounding, figure),
            notes: figure.notes.to_vec(),
            more: more(&labels, inputs.get(MOST_INPUTS..).unwrap_or_default()),
            inputs: inputs.iter().take(MOST_INPUTS).map(|input| InputView::new(&labels, input)).collect(),
            audit: book.site.audit_links.then(|| format!("../audit/audit.html{}", fragment(&audit_element(figure)))),
        }
    }
}

/// Inputs up to this number each have a line; of the others, a rank's mostly, the places stand in one.
const MOST_INPUTS: usize = 16;

/// The places of inputs in one line: a file is named where it is another than before.
fn more(labels: &Labels, inputs: &[InputRecord]) -> Option<String> {
    let mut last = None;
    let place = |record: &InputRecord| {
        let Place::Cell { file, row: Some(row), .. } = &record.place else { return labels.place(&record.place) };
        let named = if last.replace(file.clone()).as_ref() == Some(file) { String::new() } else { format!("{file} ") };
        format!("{named}{} {row}", record.input.area)
    };
    let places: Vec<String> = inputs.iter().map(place).collect();
    (!places.is_empty()).then(|| format!("{}{}{}", labels.data_rows, labels.colon, places.join(labels.comma)))
}

/// A datum that a figure rests on.
#[derive(Debug, serde::Serialize)]
struct InputView {
    recorded: String,
    period: String,
    area: String,
    place: String,
    status: Option<String>,
    note: Option<String>,
    source: Option<String>,
}

impl InputView {
    fn new(labels: &Labels, record: &InputRecord) -> Self {
        Self {
            recorded: record.recorded.clone(),
            period: labels.period(record.input.period),
            area: record.input.area.to_string(),
            place: labels.place(&record.place),
            status: labels.status_of(record.status),
            note: record.note.clone(),
            source: record.source.clone(),
        }
    }
}

/// The data of a chart, as a table.
#[derive(Debug, serde::Serialize)]
struct ChartView {
    number: String,
    title: String,
    link: String,
    series: Vec<String>,
    rows: Vec<RowView>,
    files: Vec<String>,
}

#[derive(Debug, serde::Serialize)]
struct RowView {
    category: String,
    cells: Vec<CellView>,
}

#[derive(Debug, serde::Serialize)]
struct CellView {
    text: String,
    value: Option<String>,
    place: Option<String>,
}

impl ChartView {
    fn new(catalogue: &Catalogue<'_>, chart: &ChartEntry) -> Self {
        let labels = Labels::new(catalogue.book().language);
        let row = |(index, category): (usize, &String)| RowView {
            category: category.clone(),
            cells: chart
                .series
                .iter()
                .map(|series| CellView::new(catalogue, &labels, series.cells.get(index)))
                .collect(),
        };
        let inputs = chart.figures().flat_map(|figure| &figure.evaluation.inputs);
        let data = inputs.filter_map(|input| catalogue.observation(&input.indicator, &input.area, input.period));
        let files = data.map(|datum| datum.file.path.clone());
        Self {
            number: labels.chart_number(chart.number),
            title: chart.title.clone(),
            link: fragment(&chart.stem),
            series: chart.series.iter().map(|series| series.name.clone()).collect(),
            rows: chart.categories.iter().enumerate().map(row).collect(),
            files: files.collect::<BTreeSet<_>>().into_iter().collect(),
        }
    }
}

impl CellView {
    fn new(catalogue: &Catalogue<'_>, labels: &Labels, cell: Option<&crate::ledger::ChartCell>) -> Self {
        let figure = cell.and_then(|cell| cell.figure.as_ref());
        let inputs = figure.iter().flat_map(|figure| &figure.evaluation.inputs);
        let data = inputs.filter_map(|input| catalogue.observation(&input.indicator, &input.area, input.period));
        let places = data.map(|datum| labels.place(&datum.place())).collect::<Vec<_>>();
        let reason = || cell.and_then(|cell| cell.reason.clone()).unwrap_or_default();
        Self {
            text: figure.map_or_else(reason, |figure| figure.print.text()),
            value: figure.and_then(Figure::value).map(decimal),
            place: (!places.is_empty()).then(|| places.join("；")),
        }
    }
}
