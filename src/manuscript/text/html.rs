//! HTML: words with their places; tags of blocks end a paragraph, cells end in `|`; scripts, styles and raised footnote
//! marks are passed over. Knows no errors: what is no tag is text.

use super::{Builder, Manuscript};

/// Elements that end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "blockquote",
    "caption",
    "figcaption",
    "ul",
    "ol",
    "dl",
    "dd",
    "dt",
    "title",
];

/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style", "sup", "svg", "template"];

pub(super) fn read(name: &str, source: String) -> Manuscript {
    let mut builder = Builder::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        at += if rest.starts_with('<') {
            tag(&source, at, &mut builder)
        } else if rest.starts_with('&') {
            entity(rest, at, &mut builder)
        } else {
            let end = rest.find(['<', '&']).unwrap_or(rest.len()).max(1);
            words(&rest[..end], at, &mut builder);
            end
        };
    }
    builder.finish(name, Some(source))
}

/// Text, line by line: a line end in the source is no paragraph end.
fn words(text: &str, at: usize, builder: &mut Builder) {
    let mut from = at;
    for line in text.split_inclusive('\n') {
        let kept = line.trim_end_matches(['\n', '\r']);
        builder.push(kept, from..from + kept.len());
        from += line.len();
    }
}

/// A tag or a comment: how long it is, with the content of silent elements.
fn tag(source: &str, at: usize, builder: &mut Builder) -> usize {
    let rest = &source[at..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |end| end + 3);
    }
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
    let Some(end) = rest.find('>').filter(|_| is_tag) else {
        builder.push("<", at..at + 1);
        return 1;
    };
    let inner = &rest[1..end];
    let closing = inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    if !closing && !inner.ends_with('/') && SILENT.contains(&name.as_str()) {
        let close = format!("</{name}");
        let after = rest[end..].to_ascii_lowercase().find(&close).map_or(rest.len(), |found| end + found);
        return rest[after..].find('>').map_or(rest.len(), |found| after + found + 1);
    }
    if closing && matches!(name.as_str(), "td" | "th") {
        builder.end('|');
    } else if BLOCKS.contains(&name.as_str()) {
        builder.end('\n');
    }
    end + 1
}

fn entity(rest: &str, at: usize, builder: &mut Builder) -> usize {
    let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
    let found = end.and_then(|end| decode(&rest[1..end]).map(|c| (c, end + 1)));
    let (c, length) = found.unwrap_or(('&', 1));
    builder.push(c.encode_utf8(&mut [0; 4]), at..at + length);
    length
}

fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
        return char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?);
    }
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "times" => '×',
        "permil" => '‰',
        "hellip" => '…',
        "deg" => '°',
        _ => return None,
    })
}
