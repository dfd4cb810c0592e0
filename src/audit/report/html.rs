//! `audit.html`: one file that opens from disk and asks nothing of anybody. A row a figure, readable without its script,
//! which only filters, sorts and shows a few hundred rows at a time.

mod lists;
mod rows;
mod words;

use crate::book::Workbook;
use crate::findings::Severity;
use crate::render::{file_text, html};

use super::super::terms::Terms;
use super::gathered::Gathered;
use super::record::{Line, Record};
use words::Words;

/// No row is laid out while thousands are still coming in; when all are there, the script shows the first.
const BUSY: &str = "document.documentElement.classList.add('busy');\n\
    window.addEventListener('load', function () { document.documentElement.classList.remove('busy'); });\n";

/// What the parts of the page share.
struct Page<'r> {
    record: &'r Record<'r>,
    lines: &'r [Line<'r>],
    words: &'static Words,
    terms: Terms,
}

/// Writes the page up to the rows of its figures.
pub(super) fn begin(record: &Record<'_>, lines: &[Line<'_>], out: &mut Gathered<'_>) {
    let language = record.language();
    let page = Page::new(record, lines);
    let (book, words) = (record.book(), page.words);
    let draft = if book.draft { words.draft } else { "" };
    let name = format!("{draft}{} {}", book.title.get(language).unwrap_or_default(), book.year);
    // What stands in a style or a script ends at its own closing tag.
    let css = file_text(book, "audit.css").replace("</", "<\\/");
    out.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} · {}</title>\n\
         <style>\n{css}</style>\n<script>\n{BUSY}</script>\n</head>\n<body>\n<a class=\"skip\" href=\"#figures\">{}</a>\n{}<main>\n",
        language.tag(),
        html(words.title),
        html(&name),
        words.skip,
        page.head(&name),
    ));
    page.figures_head(out);
}

/// Adds all that stands behind the rows of the figures.
pub(super) fn end(record: &Record<'_>, lines: &[Line<'_>], out: &mut Gathered<'_>) {
    let page = Page::new(record, lines);
    let script = file_text(record.book(), "audit.js").replace("</", "<\\/");
    page.figures_foot(out);
    page.tables(out);
    page.findings(out);
    page.waived(out);
    page.quoted(out);
    out.push_str(&format!("</main>\n<script>\n{script}</script>\n</body>\n</html>\n"));
}

/// Adds the rows of some figures.
pub(super) fn rows(record: &Record<'_>, lines: &[Line<'_>], out: &mut Vec<u8>) {
    let page = Page::new(record, lines);
    lines.iter().for_each(|line| out.extend_from_slice(page.row(line).as_bytes()));
}

impl<'r> Page<'r> {
    fn new(record: &'r Record<'r>, lines: &'r [Line<'r>]) -> Self {
        let language = record.language();
        Self { record, lines, words: Words::of(language), terms: Terms(language) }
    }
}

impl Page<'_> {
    fn head(&self, name: &str) -> String {
        let words = self.words;
        let links = [
            ("#figures", words.figures),
            ("#findings", words.findings),
            ("#waived", words.waived),
            ("#quoted", words.quoted),
            ("audit.xlsx", if self.record.book().publish.workbook == Workbook::None { "" } else { words.workbook }),
            ("figures.csv", words.table),
            ("audit.json", words.data),
            ("../html/index.html", words.book),
        ];
        let links = links.iter().filter(|(_, text)| !text.is_empty());
        let links = links.map(|(to, text)| format!("<li><a href=\"{to}\">{text}</a></li>\n")).collect::<String>();
        format!(
            "<header>\n<p class=\"book\">{}</p>\n<h1>{}</h1>\n<p class=\"totals\">{}</p>\n<p>{}</p>\n<p>{}</p>\n\
             <nav aria-label=\"{}\">\n<ul>\n{links}</ul>\n</nav>\n</header>\n",
            html(name),
            words.title,
            self.totals(),
            words.found(
                &Severity::ALL.map(|severity| self.record.findings.count(severity)),
                self.record.findings.waived().len()
            ),
            words.signed(&self.record.totals()),
            words.contents,
        )
    }

    /// `全书印出187个数字：…`
    fn totals(&self) -> String {
        self.words.totals(&self.record.totals()) + &self.words.others(self.record.coverage)
    }
}
