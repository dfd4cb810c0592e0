//! 主要统计指标解释: what each indicator is, how it is computed, where it is printed.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Language, Period};
use crate::formula::{Context, Expr, Facts, Node, explain};
use crate::indicators::Catalogue;
use crate::ledger::Figure;

use super::super::escape::fragment;
use super::super::labels::Labels;
use super::super::markdown::element_id;
use super::Page;

/// An indicator, as the index explains it.
#[derive(Debug, serde::Serialize)]
pub(super) struct IndicatorView {
    pub(super) id: String,
    /// The address of its element within the page.
    pub(super) link: String,
    pub(super) name: String,
    /// Its name in the other language.
    pub(super) other: Option<String>,
    pub(super) definition: Option<String>,
    unit: Option<String>,
    rule: Option<String>,
    printed: Vec<PrintedView>,
}

impl IndicatorView {
    /// Whether there is more to say than its unit and its places.
    pub(super) fn is_explained(&self) -> bool {
        self.definition.is_some() || self.rule.is_some()
    }
}

/// A place where an indicator is printed.
#[derive(Clone, Debug, serde::Serialize)]
struct PrintedView {
    href: String,
    text: String,
    title: String,
}

/// Returns the indicators that are declared or printed: the declared ones in the order of the book, then the
/// others in the order of reading.
pub(super) fn indicators(catalogue: &Catalogue<'_>, pages: &[Page<'_>]) -> Vec<IndicatorView> {
    let places = Places::new(catalogue, pages);
    let declared = catalogue.book().indicators.iter().map(|declared| declared.id.as_str());
    let printed = places.order.iter().copied();
    let mut seen = BTreeSet::new();
    let ids = declared.chain(printed).filter(|id| catalogue.lookup(id).is_some() && seen.insert(*id));
    ids.map(|id| view(catalogue, &places, id)).collect()
}

/// Where indicators are printed, in reading order.
struct Places<'a> {
    order: Vec<&'a str>,
    in_text: BTreeMap<&'a str, Vec<PrintedView>>,
    /// Where a rule is shown with real years: at the first figure that prints the indicator itself.
    first: BTreeMap<&'a str, Context>,
}

impl<'a> Places<'a> {
    fn new(catalogue: &Catalogue<'_>, pages: &[Page<'a>]) -> Self {
        let labels = Labels::new(catalogue.book().language);
        let mut places = Self { order: Vec::new(), in_text: BTreeMap::new(), first: BTreeMap::new() };
        for page in pages {
            let ledger = &page.written.ledger;
            for figure in page.outline.figures.iter().filter_map(|index| ledger.figures.get(*index)) {
                let printed = PrintedView {
                    href: figure_address(figure),
                    text: figure.print.text(),
                    title: format!("{}，{}，{}", page.chapter.title, labels.period(figure.period), figure.area),
                };
                places.add(&figure.indicator, printed);
                places.first.entry(&figure.indicator).or_insert_with(|| figure.context());
            }
            for chart in &ledger.charts {
                let shown = chart.figures().map(|figure| &*figure.indicator).collect::<BTreeSet<_>>();
                for indicator in shown {
                    let printed = PrintedView {
                        href: format!("{}.html{}", page.chapter.id, fragment(&chart.stem)),
                        text: labels.chart_number(chart.number),
                        title: chart.title.clone(),
                    };
                    places.add(indicator, printed);
                }
            }
        }
        places
    }

    fn add(&mut self, indicator: &'a str, printed: PrintedView) {
        let places = self.in_text.entry(indicator).or_default();
        if places.is_empty() {
            self.order.push(indicator);
        }
        places.push(printed);
    }
}

/// Returns the address of a figure from another page.
pub(super) fn figure_address(figure: &Figure) -> String {
    format!("{}.html{}", figure.chapter, fragment(&element_id(figure)))
}

fn view(catalogue: &Catalogue<'_>, places: &Places<'_>, id: &str) -> IndicatorView {
    let book = catalogue.book();
    let name = catalogue.name_in(id, book.language).to_owned();
    let foreign = if book.language == Language::Zh { Language::En } else { Language::Zh };
    let other = catalogue.name_in(id, foreign);
    let unit = catalogue.unit(id).map(ToString::to_string).filter(|unit| !unit.is_empty());
    let context = places.first.get(id).cloned();
    let context =
        context.unwrap_or_else(|| Context { area: book.area.as_str().into(), period: Period::Year(book.year) });
    let expr = Expr { node: Node::Indicator(id.into()), span: 0..0 };
    IndicatorView {
        id: element(id),
        link: fragment(&element(id)),
        other: (other != name && other != id).then(|| other.to_owned()),
        definition: catalogue.definition(id, book.language).map(str::to_owned),
        unit,
        rule: catalogue.formula(id).map(|_| explain(&expr, catalogue, &context).rule),
        printed: places.in_text.get(id).cloned().unwrap_or_default(),
        name,
    }
}

/// The id of an indicator's element: ids hold no spaces.
fn element(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("_")
}
