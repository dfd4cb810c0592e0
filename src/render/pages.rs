//! Pages: chapters with tokens → the output tree as values.
//!
//! Layouts are Tera templates: those compiled in (`templates/layouts/`), unless the book has its own of the same name.
//! Must not know: how a chapter was written, how a chart was drawn, where the tree goes.

#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Tera};

use crate::book::{Book, Chapter, Language};
use crate::findings::{Place, Problem};
use crate::ledger::{ChapterLedger, chart_sheet, table_sheet};
use crate::{Error, Result};

use super::chapters::Written;
use super::escape::markdown;
use super::labels::Labels;
use super::markdown::{self, Body};
use super::trouble;

use view::{BookView, ChapterView};

/// Layouts and files that are compiled in: name under `templates/`, and text.
const BUILT_IN: [(&str, &str); 5] = [
    ("layouts/base.html", include_str!("../../templates/layouts/base.html")),
    ("layouts/chapter.html", include_str!("../../templates/layouts/chapter.html")),
    ("layouts/index.html", include_str!("../../templates/layouts/index.html")),
    ("style.css", include_str!("../../templates/style.css")),
    ("figures.js", include_str!("../../templates/figures.js")),
];

/// A chapter that has been written, beside its source.
struct Page<'a> {
    chapter: &'a Chapter,
    written: &'a Written,
    body: Body,
}

/// Makes the output tree: path → bytes, below `html/` and `markdown/`.
pub(super) fn make(
    book: &Book,
    written: &[Written],
    charts: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let layouts = layouts(book)?;
    let mut pages = Vec::new();
    for written in written {
        let chapter = book.chapters.iter().find(|chapter| chapter.id == written.chapter);
        let chapter =
            chapter.ok_or_else(|| Error::internal(format!("chapter `{}` is not in the book", written.chapter)))?;
        check_charts(written, charts)?;
        pages.push(Page { chapter, written, body: markdown::body(book, written, charts) });
    }
    let views = pages.iter().map(|page| ChapterView::new(book, page)).collect::<Vec<_>>();
    let mut tree = BTreeMap::new();
    let mut put = |path: String, text: String| tree.insert(path, text.into_bytes());
    put("html/index.html".to_owned(), render(book, &layouts, "layouts/index.html", &context(book, &views))?);
    for (index, page) in pages.iter().enumerate() {
        let mut context = context(book, &views);
        context.insert("chapter", &views[index]);
        context.insert("previous", &index.checked_sub(1).map(|index| &views[index]));
        context.insert("next", &views.get(index + 1));
        put(format!("html/{}.html", page.chapter.id), render(book, &layouts, "layouts/chapter.html", &context)?);
        put(format!("markdown/{}.md", page.chapter.id), markdown::plain_chapter(book, page.chapter, page.written));
    }
    put("html/style.css".to_owned(), format!("{}\n{}", text(book, "style.css"), crate::charts::STYLE));
    put("html/figures.js".to_owned(), text(book, "figures.js").to_owned());
    put("markdown/README.md".to_owned(), contents(book, &pages));
    let used =
        pages.iter().flat_map(|page| &page.written.ledger.charts).filter_map(|chart| charts.get_key_value(&chart.stem));
    tree.extend(used.map(|(stem, svg)| (format!("markdown/charts/{stem}.svg"), svg.clone().into_bytes())));
    tree.extend(written.iter().flat_map(|written| sheets(book.language, &written.ledger)));
    Ok(tree)
}

/// The data of charts and tables, beside the pages that link to them.
fn sheets(language: Language, ledger: &ChapterLedger) -> impl Iterator<Item = (String, Vec<u8>)> {
    let charts = ledger.charts.iter().map(|chart| (&chart.stem, chart_sheet(chart)));
    let tables = ledger.tables.iter().map(move |table| (&table.stem, table_sheet(language, table)));
    charts.chain(tables).flat_map(|(stem, text)| {
        ["html", "markdown"].map(|folder| (format!("{folder}/data/{stem}.csv"), text.clone().into_bytes()))
    })
}

fn check_charts(written: &Written, charts: &BTreeMap<String, String>) -> Result<()> {
    let missing = written.ledger.charts.iter().find(|chart| !charts.contains_key(&chart.stem));
    missing.map_or(Ok(()), |chart| Err(Error::internal(format!("chart `{}` has not been drawn", chart.id))))
}

fn context(book: &Book, chapters: &[ChapterView]) -> Context {
    let mut context = Context::new();
    context.insert("book", &BookView::new(book));
    context.insert("labels", &Labels::new(book.language));
    context.insert("chapters", &chapters);
    context
}

/// Returns the book's own text of a layout or file, or the one that is compiled in.
fn text<'a>(book: &'a Book, name: &str) -> &'a str {
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

fn render(book: &Book, layouts: &Tera, name: &str, context: &Context) -> Result<String> {
    layouts.render(name, context).map_err(|error| wrong_layout(book, &error))
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
