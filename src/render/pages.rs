//! Pages: chapters with tokens → files, handed on as they are made.
//!
//! Layouts are Tera templates: those compiled in (`templates/layouts/`), unless the book has its own of the same name.
//! Must not know: how a chapter was written, how a chart was drawn, where files go.

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
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use tera::{Context, ErrorKind, Tera};

use crate::book::{Book, Chapter};
use crate::findings::{Place, Problem};
use crate::indicators::Catalogue;
use crate::kept::{self, Checksum};
use crate::ledger::{chart_sheet, table_sheet};
use crate::output::{Earlier, Output, Stands};
use crate::{Error, Result};

use super::chapters::{Aside, Written};
use super::escape::markdown;
use super::labels::Labels;
use super::markdown::{self, Outline};
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
    charts: &'a BTreeMap<String, String>,
    outline: Outline,
    /// The text as HTML, until its page is laid out; none where the outline is that of the last run, which mostly has the page too.
    html: Mutex<Option<String>>,
}

impl Page<'_> {
    fn html(&self, book: &Book, open: &Written) -> String {
        let made = self.html.lock().unwrap_or_else(PoisonError::into_inner).take();
        made.unwrap_or_else(|| markdown::body(book, open, self.charts).0)
    }
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
    /// What tells all that from any other.
    shared: String,
    pages: &'a [Page<'a>],
    lists: Vec<ListView>,
    indicators: Vec<IndicatorView>,
    notes: NotesView,
    stops: Vec<Stop>,
}

/// Makes the files of the output below `html/` and `markdown/`.
pub(super) fn make(
    catalogue: &Catalogue<'_>,
    written: &[Written],
    charts: &BTreeMap<String, String>,
    (earlier, out): (&dyn Earlier, &dyn Output),
) -> Result<()> {
    let book = catalogue.book();
    let layouts = layouts(book)?;
    let page = |written| page(book, written, charts, earlier);
    let pages = written.par_iter().map(page).collect::<Result<Vec<_>>>()?;
    let site = Site::new(catalogue, layouts, &pages);
    site.stops.par_iter().enumerate().try_for_each(|(index, stop)| {
        let path = format!("html/{}", stop.href);
        let Some(page) = site.chapter_at(index) else {
            return out.put(&path, site.page(index)?.into_bytes().into());
        };
        let open = page.written.aside();
        let made = || Ok(site.chapter(index, page, &open)?.into_bytes());
        again((earlier, out), &path, &site.key(index, page), made)?;
        beside(book, (page, &open), (earlier, out))
    })?;
    let put = |path: &str, text: &str| out.put(path, text.as_bytes().into());
    put("html/search.html", &site.render("search", &site.context("search"))?)?;
    put("html/search-index.js", &search::index(catalogue, &pages, &site.lists, &site.indicators))?;
    let own = style::rules(book, &BookView::new(book).title, &site.stops);
    put("html/style.css", &format!("{}\n{}\n{own}", text(book, "style.css"), crate::charts::STYLE))?;
    put("html/figures.js", text(book, "figures.js"))?;
    put("html/search.js", text(book, "search.js"))?;
    put("markdown/README.md", &contents(book, &pages))?;
    if let Some(logo) = &book.site.logo {
        out.put(&format!("html/logo.{}", logo.ending), logo.bytes.as_slice().into())?;
    }
    Ok(())
}

/// The chapter in Markdown with its pictures, and the data of its charts and tables.
fn beside(
    book: &Book,
    (page, open): (&Page<'_>, &Aside<'_>),
    (earlier, out): (&dyn Earlier, &dyn Output),
) -> Result<()> {
    let Page { written, chapter, charts, .. } = page;
    let plain = || Ok(markdown::plain_chapter(book, chapter, open).into_bytes());
    again((earlier, out), &format!("markdown/{}.md", chapter.id), &written.identity, plain)?;
    for (stem, svg) in written.ledger.charts.iter().filter_map(|chart| charts.get_key_value(&chart.stem)) {
        out.put(&format!("markdown/charts/{stem}.svg"), svg.as_bytes().into())?;
    }
    let sheet = |stem: &str, text: &dyn Fn() -> String| {
        let path = |folder: &str| format!("{folder}/data/{stem}.csv");
        let bytes = again((earlier, out), &path("html"), &written.identity, || Ok(text().into_bytes()))?;
        out.put(&path("markdown"), bytes.into())
    };
    for chart in &written.ledger.charts {
        sheet(&chart.stem, &|| chart_sheet(chart))?;
    }
    // By index: the tables are not opened before one of them is to be written.
    for (index, table) in written.ledger.tables.iter().enumerate() {
        sheet(&table.stem, &|| table_sheet(book.language, &open.ledger.tables[index]))?;
    }
    Ok(())
}

/// Hands a file on as it stands in the last output if it was made from the same then, or makes it; returns it.
fn again(
    (earlier, out): (&dyn Earlier, &dyn Output),
    path: &str,
    key: &str,
    make: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let bytes = earlier.take(path, key).map_or_else(make, Ok)?;
    earlier.note(path, key, Stands::In { file: path, from: 0, bytes: &bytes });
    out.put(path, bytes.as_slice().into())?;
    Ok(bytes)
}

fn page<'a>(
    book: &'a Book,
    written: &'a Written,
    charts: &'a BTreeMap<String, String>,
    earlier: &dyn Earlier,
) -> Result<Page<'a>> {
    let chapter = book.chapters.iter().find(|chapter| chapter.id == written.chapter);
    let chapter =
        chapter.ok_or_else(|| Error::internal(format!("chapter `{}` is not in the book", written.chapter)))?;
    check_charts(written, charts)?;
    let (name, key) = (format!("outline {}", written.chapter), &written.identity);
    let (html, outline) = match earlier.take(&name, key).and_then(|bytes| kept::from_bytes(&bytes)) {
        Some(outline) => (None, outline),
        None => {
            let (html, outline) = markdown::body(book, &written.aside(), charts);
            (Some(html), outline)
        }
    };
    if let Some(bytes) = kept::to_bytes(&outline) {
        earlier.note(&name, key, Stands::Aside(&bytes));
    }
    Ok(Page { chapter, written, charts, outline, html: Mutex::new(html) })
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
        let (view, heads) = (BookView::new(book), pages.iter().map(|page| ChapterHead::new(book, page)));
        let heads: Vec<ChapterHead> = heads.collect();
        let shared = shared_key(book, &(&view, &heads, &lists, &stops));
        let mut common = Context::new();
        common.insert("book", &view);
        common.insert("labels", &labels);
        common.insert("chapters", &heads);
        common.insert("lists", &lists);
        common.insert("stops", &stops);
        Self {
            catalogue,
            book,
            layouts,
            common,
            shared,
            pages,
            notes: NotesView::new(catalogue, pages),
            lists,
            indicators,
            stops,
        }
    }

    /// The chapter at a place in the order of reading, if it is one.
    fn chapter_at(&self, index: usize) -> Option<&'a Page<'a>> {
        self.pages.iter().find(|page| page.chapter.id == self.stops[index].id)
    }

    /// What the page of a chapter hangs on; empty where that is not known.
    fn key(&self, index: usize, page: &Page<'_>) -> String {
        let identity = &page.written.identity;
        if identity.is_empty() { String::new() } else { format!("{identity} {index} {}", self.shared) }
    }

    /// Renders the page of a chapter, which `open` is with its tables open.
    fn chapter(&self, index: usize, page: &Page<'_>, open: &Written) -> Result<String> {
        let mut context = self.at(index);
        context.insert("chapter", &ChapterView::new(self.catalogue, page, open));
        self.render("chapter", &context)
    }

    /// Renders any other page, at its place in the order of reading.
    fn page(&self, index: usize) -> Result<String> {
        let mut context = self.at(index);
        let (explained, others): (Vec<_>, Vec<_>) =
            self.indicators.iter().partition(|indicator| indicator.is_explained());
        let id = &self.stops[index].id;
        match id.as_str() {
            "notes" => context.insert("notes", &self.notes),
            "indicators" => {
                context.insert("explained", &explained);
                context.insert("others", &others);
            }
            _ => {}
        }
        self.render(id, &context)
    }

    fn at(&self, index: usize) -> Context {
        let mut context = self.context(&self.stops[index].id);
        context.insert("previous", &index.checked_sub(1).map(|index| &self.stops[index]));
        context.insert("next", &self.stops.get(index + 1));
        context.insert("stop", &index);
        context
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

/// What tells the layouts, and what they show of the whole book, from any other.
fn shared_key(book: &Book, shown: &impl serde::Serialize) -> String {
    let mut checksum = Checksum::default();
    for (name, text) in book.templates.iter().filter(|(name, _)| name.starts_with("layouts/")) {
        checksum.update(format!("{name} {}\n{text}", text.len()).as_bytes());
    }
    // Texts, numbers and lists of them: nothing that could fail.
    checksum.update(&serde_json::to_vec(shown).unwrap_or_default());
    checksum.update(format!("{} {:?}", book.site.audit_links, book.language).as_bytes());
    checksum.text()
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
        for entry in &page.outline.entries {
            out.push_str(&format!("   - {}\n", markdown(&entry.title)));
        }
    }
    out
}
