//! A page as texts and cells in reading order, and two pages compared.

/// Elements that hold what only one of the two pages has: pictures, what data a picture shows, where figures come from.
const SKIPPED: [&str; 5] = ["h1", "svg", "nav", "details", "sup"];
const SKIPPED_CLASSES: [&str; 7] = ["provenance", "notes", "credits", "remarks", "data", "unit", "source"];
const VOID: [&str; 6] = ["img", "br", "wbr", "hr", "meta", "link"];

/// One heading, paragraph, caption or cell, with the unrounded values of the figures in it where the page tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) values: Vec<String>,
}

/// What a reader reads of a chapter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) texts: Vec<Piece>,
    pub(crate) cells: Vec<Piece>,
}

/// What two pages do not agree on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Differences {
    pub(crate) texts: usize,
    pub(crate) cells: usize,
    pub(crate) ties: Vec<String>,
    pub(crate) wrong: Vec<String>,
}

impl Page {
    /// Reads the title, wherever it stands, and what stands inside `<main>`.
    pub(crate) fn read(html: &str) -> Self {
        let title = html.split_once("<h1>").and_then(|(_, rest)| rest.split_once("</h1>"));
        let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(inside, _)| inside);
        let mut reader = Reader::default();
        reader.text(title.map_or("", |(title, _)| title));
        reader.end_text();
        let mut rest = main.split_once('>').map_or(main, |(_, inside)| inside);
        while let Some(at) = rest.find('<') {
            reader.text(&rest[..at]);
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
            reader.tag(rest[at..end].trim_start_matches('<'));
            rest = rest.get(end + 1..).unwrap_or("");
        }
        reader.page
    }

    /// Gives the cells of large tables, of which a page tells the text alone, the values that the audit has of them, in order.
    pub(crate) fn know(&mut self, unrounded: &[(String, String)]) {
        let mut next = unrounded.iter().peekable();
        for cell in self.cells.iter_mut().filter(|cell| cell.values.is_empty() && !cell.text.is_empty()) {
            if let Some((_, value)) = next.next_if(|(text, _)| *text == cell.text) {
                // The unit behind it tells nothing here.
                cell.values.push(value.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned());
            }
        }
    }
}

#[derive(Default)]
struct Reader {
    page: Page,
    /// Open elements, and whether what is in them is skipped.
    open: Vec<(String, bool)>,
    piece: Piece,
}

impl Reader {
    fn skips(&self) -> bool {
        self.open.last().is_some_and(|(_, skipped)| *skipped)
    }

    fn text(&mut self, text: &str) {
        if !self.skips() {
            self.piece.text.extend(unescaped(text).chars().filter(|c| !c.is_whitespace()));
        }
    }

    fn tag(&mut self, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            return self.close(name);
        }
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_owned();
        if name == "img" && !self.skips() {
            let caption = attribute(tag, "alt").unwrap_or_default().to_owned();
            self.text(&caption);
        }
        if VOID.contains(&name.as_str()) || tag.ends_with('/') {
            return;
        }
        let classes = attribute(tag, "class").unwrap_or_default();
        // A figure's `data` element is no download link.
        let skipped = self.skips()
            || SKIPPED.contains(&name.as_str())
            || name != "data" && classes.split(' ').any(|class| SKIPPED_CLASSES.contains(&class));
        if name == "data" && !skipped {
            self.piece.values.extend(attribute(tag, "value").map(str::to_owned));
        }
        if is_piece(&name) && !skipped {
            self.end_text();
        }
        self.open.push((name, skipped));
    }

    fn close(&mut self, name: &str) {
        let skipped = self.skips();
        while let Some((open, _)) = self.open.pop() {
            if open == name {
                break;
            }
        }
        if skipped || !is_piece(name) {
            return;
        }
        if name == "td" || name == "th" {
            self.page.cells.push(std::mem::take(&mut self.piece));
        } else {
            self.end_text();
        }
    }

    /// Text of an element ends where another begins in it: a list in a list, a paragraph in a quotation.
    fn end_text(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        if !piece.text.is_empty() {
            self.page.texts.push(piece);
        }
    }
}

fn is_piece(name: &str) -> bool {
    matches!(
        name,
        "p" | "li" | "h2" | "h3" | "figcaption" | "td" | "th" | "blockquote" | "figure" | "table" | "section"
    )
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// Compares two pages of one chapter.
pub(crate) fn compare(name: &str, ours: &Page, theirs: &Page, found: &mut Differences) {
    found.texts += ours.texts.len();
    found.cells += ours.cells.len();
    for (what, ours, theirs) in [("texts", &ours.texts, &theirs.texts), ("cells", &ours.cells, &theirs.cells)] {
        if ours.len() != theirs.len() {
            found.wrong.push(format!("{name}: {} {what} against {}", ours.len(), theirs.len()));
        }
        for (index, (own, other)) in ours.iter().zip(theirs).enumerate() {
            let in_cell = what == "cells";
            let (left, right) = (styled(&own.text, in_cell), styled(&other.text, in_cell));
            if left == right {
                continue;
            }
            let line = format!("{name}: {what}[{index}]: {left} against {right}");
            if is_tie(&left, &right, &own.values) { found.ties.push(line) } else { found.wrong.push(line) }
        }
    }
}

/// How the same is written in the two styles: no numbers before headings; in tables years, the province's row, and the signs
/// of empty cells.
fn styled(text: &str, in_cell: bool) -> String {
    if !in_cell {
        return text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').to_owned();
    }
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('年') {
        Some((year, rest)) if is_year(year) => return if rest.is_empty() { year.to_owned() } else { rest.to_owned() },
        _ => {}
    }
    match text {
        "" => "…",
        "-" => "—",
        "全省" => "合计",
        other => other,
    }
    .to_owned()
}

/// Whether two texts differ in numbers alone, and each of these is an exact tie, rounded up here and down there.
fn is_tie(ours: &str, theirs: &str, values: &[String]) -> bool {
    let ((own, own_text), (other, other_text)) = (numbers(ours), numbers(theirs));
    own_text == other_text
        && own.len() == other.len()
        && own.iter().zip(&other).filter(|(a, b)| a != b).all(|(a, b)| values.iter().any(|value| halves(value, a, b)))
}

/// The numbers of a text, and the text without them.
fn numbers(text: &str) -> (Vec<String>, String) {
    let (mut numbers, mut rest, mut inside) = (Vec::<String>::new(), String::new(), false);
    for c in text.chars() {
        let part = c.is_ascii_digit() || (inside && c == '.');
        match (part, inside) {
            (true, true) => numbers.last_mut().expect("one is open").push(c),
            (true, false) => {
                numbers.push(c.to_string());
                rest.push('#');
            }
            (false, _) => rest.push(c),
        }
        inside = part;
    }
    (numbers, rest)
}

/// Whether a value lies exactly between two numbers that are one apart in their last digit.
fn halves(value: &str, a: &str, b: &str) -> bool {
    let decimals = |number: &str| number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = |number: &str| number.replace(['.', '-'], "");
    let (Ok(left), Ok(right)) = (digits(a).parse::<u64>(), digits(b).parse::<u64>()) else { return false };
    let lower = left.min(right);
    let lower = if lower == 0 { String::new() } else { lower.to_string() };
    let value = digits(value);
    let behind = value.trim_start_matches('0').strip_prefix(&lower);
    decimals(a) == decimals(b)
        && left.abs_diff(right) == 1
        && behind.is_some_and(|rest| rest.trim_end_matches('0') == "5")
}
