//! A reader of SVG just good enough to look at what was drawn: elements, attributes, nesting, and the boxes of texts.

use crate::charts::geometry::Rect;
use crate::charts::text;

/// An element with its attributes, the classes of what it lies in, and its own text.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    within: Vec<String>,
    content: String,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn number(&self, name: &str) -> f64 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or(0.0)
    }

    pub(super) fn is_in(&self, class: &str) -> bool {
        self.within.iter().any(|other| other == class)
    }

    /// Returns the box of a text, turned about its point as it is drawn.
    pub(super) fn extent(&self) -> Rect {
        let size = self.number("font-size");
        let width = text::width(&self.content, size);
        let x0 = match self.get("text-anchor") {
            Some("middle") => -width / 2.0,
            Some("end") => -width,
            _ => 0.0,
        };
        let (x, y) = (self.number("x"), self.number("y"));
        let (up, down) = (size * 0.82, size * 0.1);
        match self.get("transform").map(|turn| turn.starts_with("rotate(-90")) {
            None => Rect { x0: x + x0, y0: y - up, x1: x + x0 + width, y1: y + down },
            Some(true) => Rect { x0: x - up, y0: y - x0 - width, x1: x + down, y1: y - x0 },
            // Slanted labels lie side by side; the box of the end is enough.
            Some(false) => Rect { x0: x - 4.0, y0: y - 4.0, x1: x, y1: y },
        }
    }
}

/// Returns the elements in order, or why the text is not well formed.
pub(super) fn elements(svg: &str) -> Result<Vec<Element>, String> {
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let content = &rest[..start];
        check_text(content)?;
        if let Some(last) = open.last() {
            found[*last].content.push_str(&content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        }
        let end = rest[start..].find('>').ok_or("tag without end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or("end without start")?;
            if found[last].name != name {
                return Err(format!("</{name}> ends <{}>", found[last].name));
            }
            continue;
        }
        let mut element = parse(tag.trim_end_matches('/'))?;
        element.within = open.iter().filter_map(|n| found[*n].get("class").map(str::to_owned)).collect();
        found.push(element);
        if !tag.ends_with('/') {
            open.push(found.len() - 1);
        }
    }
    if open.is_empty() { Ok(found) } else { Err("element without end".to_owned()) }
}

fn parse(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.trim().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").ok_or_else(|| format!("bad attribute in <{tag}>"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| format!("open attribute in <{tag}>"))?;
        check_text(value)?;
        if attributes.iter().any(|(other, _)| other == key) {
            return Err(format!("attribute {key} twice in <{tag}>"));
        }
        attributes.push((key.to_owned(), value.to_owned()));
        rest = after;
    }
    Ok(Element { name: name.to_owned(), attributes, ..Element::default() })
}

fn check_text(text: &str) -> Result<(), String> {
    let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    match text.split('&').skip(1).find(|part| !entities.iter().any(|entity| part.starts_with(entity))) {
        Some(part) => Err(format!("bare ampersand before {part:?}")),
        None => Ok(()),
    }
}
