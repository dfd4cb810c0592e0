//! Pages: chapters with tokens → the output tree as values.
//!
//! Layouts are Tera templates: those compiled in (`templates/layouts/`), unless the book has its own of the same name.
//! Must not know: how a chapter was written, how a chart was drawn, where the tree goes.

mod accounts;
mod indicators;
mod lists;
mod notes;
mod search;
mod style;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context, ErrorKind, Tera};

use crate::book::{Book, Chapter, Language};
use crate::findings::{Place, Problem};
use crate::indicators::Catalogue;
use crate::ledger::{ChapterLedger, chart_sheet, table_sheet};
use crate::{Error, Result};

use super::chapters::Written;
use super::escape::markdown;
use super::labels::Labels;
use super::markdown::{self, Body};
use super::trouble;

use indicators::{IndicatorView, indicators};
use lists::{ListView, lists};
use notes::NotesView;
use view::{BookView, ChapterHead, ChapterView};

/// Layouts and files that are compiled in: name under `templates/`, and text.
const BUILT_IN: [(&str, &str); 16] = [
    ("layouts/account.html", include_str!("../../templates/layouts/account.html")),
    ("layouts/base.html", include_str!("../../templates/layouts/base.html")),
    ("layouts/chapter.html", include_str!("../../templates/layouts/chapter.html")),
    ("layouts/credits.html", include_str!("../../templates/layouts/credits.html")),
    ("layouts/foot.html", include_str!("../../templates/layouts/foot.html")),
    ("layouts/index.html", include_str!("../../templates/layouts/index.html")),
    ("layouts/indicators.html", include_str!("../../templates/layouts/indicators.html")),
    ("layouts/lists.html", include_str!("../../templates/layouts/lists.html")),
    ("layouts/masthead.html", include_str!("../../templates/layouts/masthead.html")),
    ("layouts/notes.html", include_str!("../../templates/layouts/notes.html")),
    ("layouts/search.html", include_str!("../../templates/layouts/search.html")),
    ("style.css", include_str!("../../templates/style.css")),
    ("figures.js", include_str!("../../templates/figures.js")),
    ("search.js", include_str!("../../templates/search.js")),
    ("audit.css", include_str!("../../templates/audit.css")),
    ("audit.js", include_str!("../../templates/audit.js")),
];

/// A chapter that has been written, beside its source.
struct Page<'a> {
    chapter: &'a Chapter,
    written: &'a Written,
    body: Body,
}

/// A page of the site in the order of reading.
#[derive(Clone, Debug, serde::Serialize)]
struct Stop {
    /// Its name: `notes`, or a chapter's id.
    id: String,
    href: String,
    title: String,
}

/// All that layouts show.
struct Site<'a> {
    catalogue: &'a Catalogue<'a>,
    book: &'a Book,
    layouts: Tera,
    /// What every page sees, made once: a copy of it shares its lists.
    common: Context,
    pages: &'a [Page<'a>],
    lists: Vec<ListView>,
    indicators: Vec<IndicatorView>,
    notes: NotesView,
    stops: Vec<Stop>,
}

/// Makes the output tree: path → bytes, below `html/` and `markdown/`.
pub(super) fn make(
    catalogue: &Catalogue<'_>,
    written: &[Written],
    charts: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let book = catalogue.book();
    let layouts = layouts(book)?;
    let page = |written| page(book, written, charts);
    let pages = written.par_iter().map(page).collect::<Result<Vec<_>>>()?;
    let site = Site::new(catalogue, layouts, &pages);
    let at_stop = |(index, stop): (usize, &Stop)| Ok((format!("html/{}", stop.href), site.page(index)?.into_bytes()));
    let mut tree = site.stops.par_iter().enumerate().map(at_stop).collect::<Result<BTreeMap<_, _>>>()?;
    let mut put = |path: &str, text: String| tree.insert(path.to_owned(), text.into_bytes());
    put("html/search.html", site.render("search", &site.context("search"))?);
    put("html/search-index.js", search::index(catalogue, &pages, &site.lists, &site.indicators));
    let own = style::rules(book, &BookView::new(book).title, &site.stops);
    put("html/style.css", format!("{}\n{}\n{own}", text(book, "style.css"), crate::charts::STYLE));
    put("html/figures.js", text(book, "figures.js").to_owned());
    put("html/search.js", text(book, "search.js").to_owned());
    put("markdown/README.md", contents(book, &pages));
    for page in &pages {
        let path = format!("markdown/{}.md", page.chapter.id);
        put(&path, markdown::plain_chapter(book, page.chapter, page.written));
    }
    if let Some(logo) = &book.site.logo {
        tree.insert(format!("html/logo.{}", logo.ending), logo.bytes.clone());
    }
    let used =
        pages.iter().flat_map(|page| &page.written.ledger.charts).filter_map(|chart| charts.get_key_value(&chart.stem));
    tree.extend(used.map(|(stem, svg)| (format!("markdown/charts/{stem}.svg"), svg.clone().into_bytes())));
    tree.extend(written.iter().flat_map(|written| sheets(book.language, &written.ledger)));
    Ok(tree)
}

fn page<'a>(book: &'a Book, written: &'a Written, charts: &BTreeMap<String, String>) -> Result<Page<'a>> {
    let chapter = book.chapters.iter().find(|chapter| chapter.id == written.chapter);
    let chapter =
        chapter.ok_or_else(|| Error::internal(format!("chapter `{}` is not in the book", written.chapter)))?;
    check_charts(written, charts)?;
    Ok(Page { chapter, written, body: markdown::body(book, written, charts) })
}

/// The data of charts and tables, beside the pages that link to them.
fn sheets(language: Language, ledger: &ChapterLedger) -> impl Iterator<Item = (String, Vec<u8>)> {
    let charts = ledger.charts.iter().map(|chart| (&chart.stem, chart_sheet(chart)));
    let tables = ledger.tables.iter().map(move |table| (&table.stem, table_sheet(language, table)));
    charts.chain(tables).flat_map(|(stem, text)| {
        ["html", "markdown"].map(|folder| (format!("{folder}/data/{stem}.csv"), text.clone().into_bytes()))
    })
}

impl<'a> Site<'a> {
    fn new(catalogue: &'a Catalogue<'a>, layouts: Tera, pages: &'a [Page<'a>]) -> Self {
        let book = catalogue.book();
        let labels = Labels::new(book.language);
        let lists = lists(&labels, pages);
        let indicators = indicators(catalogue, pages);
        let stop =
            |id: &str, title: &str| Stop { id: id.to_owned(), href: format!("{id}.html"), title: title.to_owned() };
        let mut stops = vec![stop("index", labels.contents), stop("notes", labels.notes_page)];
        stops.extend((!lists.is_empty()).then(|| stop("lists", labels.lists)));
        stops.extend(pages.iter().map(|page| stop(&page.chapter.id, &page.chapter.title)));
        stops.extend((!indicators.is_empty()).then(|| stop("indicators", labels.indicator_index)));
        stops.push(stop("credits", labels.credits));
        let mut common = Context::new();
        common.insert("book", &BookView::new(book));
        common.insert("labels", &labels);
        common.insert("chapters", &pages.iter().map(|page| ChapterHead::new(book, page)).collect::<Vec<_>>());
        common.insert("lists", &lists);
        common.insert("stops", &stops);
        Self {
            catalogue,
            book,
            layouts,
            common,
            pages,
            notes: NotesView::new(catalogue, pages),
            lists,
            indicators,
            stops,
        }
    }

    /// Renders the page at a place in the order of reading.
    fn page(&self, index: usize) -> Result<String> {
        let stop = &self.stops[index];
        let mut context = self.context(&stop.id);
        context.insert("previous", &index.checked_sub(1).map(|index| &self.stops[index]));
        context.insert("next", &self.stops.get(index + 1));
        context.insert("stop", &index);
        if let Some(page) = self.pages.iter().find(|page| page.chapter.id == stop.id) {
            context.insert("chapter", &ChapterView::new(self.catalogue, page));
            return self.render("chapter", &context);
        }
        let (explained, others): (Vec<_>, Vec<_>) =
            self.indicators.iter().partition(|indicator| indicator.is_explained());
        match stop.id.as_str() {
            "notes" => context.insert("notes", &self.notes),
            "indicators" => {
                context.insert("explained", &explained);
                context.insert("others", &others);
            }
            _ => {}
        }
        self.render(&stop.id, &context)
    }

    fn context(&self, page: &str) -> Context {
        let mut context = self.common.clone();
        context.insert("page", page);
        context
    }

    fn render(&self, layout: &str, context: &Context) -> Result<String> {
        let rendered = self.layouts.render(&format!("layouts/{layout}.html"), context);
        rendered.map_err(|error| wrong_layout(self.book, &error))
    }
}

/// Returns an area's name in the edition's language.
fn area_name(book: &Book, id: &str) -> String {
    let name = book.areas.get(id).and_then(|area| area.names.get(book.language));
    name.unwrap_or(id).to_owned()
}

fn check_charts(written: &Written, charts: &BTreeMap<String, String>) -> Result<()> {
    let missing = written.ledger.charts.iter().find(|chart| !charts.contains_key(&chart.stem));
    missing.map_or(Ok(()), |chart| Err(Error::internal(format!("chart `{}` has not been drawn", chart.id))))
}

/// Returns the book's own text of a layout or file, or the one that is compiled in.
pub(crate) fn text<'a>(book: &'a Book, name: &str) -> &'a str {
    let built_in = || BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
    book.templates.get(name).map_or_else(built_in, String::as_str)
}

/// Compiles the layouts; those of the book may include others of its own.
fn layouts(book: &Book) -> Result<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    let built_in = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| name.starts_with("layouts/"));
    let own = book.templates.keys().map(String::as_str).filter(|name| name.starts_with("layouts/"));
    let names = built_in.chain(own).collect::<std::collections::BTreeSet<_>>();
    tera.add_raw_templates(names.into_iter().map(|name| (name, text(book, name))))
        .map_err(|error| wrong_layout(book, &error))?;
    Ok(tera)
}

/// Tells where a layout fails, built-in ones included: they are named as the book's own would be.
fn wrong_layout(book: &Book, error: &tera::Error) -> Error {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = report.filename();
            let place = Place::in_text(&format!("templates/{name}"), text(book, name), report.span().range.clone());
            (report.message().to_owned(), place)
        }
        other => {
            let shown = other.to_string();
            let first = shown.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            (first, Place::file("templates/layouts"))
        }
    };
    let message = format!("a page layout fails: {}", trouble::lower(&message));
    let hint = "mend the layout, or delete it to use the built-in one of that name";
    Error::book(Problem::new(message).at(place).hint(hint))
}

/// The contents as a Markdown file.
fn contents(book: &Book, pages: &[Page<'_>]) -> String {
    let labels = Labels::new(book.language);
    let view = BookView::new(book);
    let mut out = format!("# {}\n", markdown(&view.title));
    if book.draft {
        out.push_str(&format!("\n{}\n", labels.draft));
    }
    out.push_str(&format!("\n{}\n\n## {}\n\n", markdown(&view.imprint), labels.contents));
    for (index, page) in pages.iter().enumerate() {
        out.push_str(&format!("{}. [{}]({}.md)\n", index + 1, markdown(&page.chapter.title), page.chapter.id));
        for entry in &page.body.entries {
            out.push_str(&format!("   - {}\n", markdown(&entry.title)));
        }
    }
    out
}
