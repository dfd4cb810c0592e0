//! What the book itself adds to the style sheet: its colour, and the running headers of print.

use crate::book::Book;

use super::Stop;

/// Returns the rules of a book, to stand after `style.css`.
pub(super) fn rules(book: &Book, title: &str, stops: &[Stop]) -> String {
    let mut rules = String::new();
    if let Some(colour) = &book.site.colour {
        rules.push_str(&format!(":root {{ --brand: {colour} }}\n"));
    }
    rules.push_str(&format!("@page {{ @top-left {{ content: {} }} }}\n", text(title)));
    // The first is the cover with the contents: the title is head enough.
    for (n, stop) in stops.iter().enumerate().skip(1) {
        let head = text(&stop.title);
        rules.push_str(&format!(
            "@page stop-{n} {{ @top-right {{ content: {head} }} }}\n.stop-{n} {{ page: stop-{n} }}\n"
        ));
    }
    rules
}

/// A text as a CSS string.
fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
