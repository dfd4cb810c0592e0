//! Text measured without a font: a Han character and full-width punctuation are one em, the rest has the widths of
//! Helvetica, which the Latin parts of the Chinese fonts keep to. Must not know where text is put.

/// Advance widths of the printable ASCII characters, in thousandths of an em.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The letters of the Noto fonts are this much wider than those of Helvetica.
const LETTERS: f64 = 1.07;

/// Punctuation that may not begin a line.
const NOT_FIRST: &str = "\u{ff0c}。、\u{ff1b}\u{ff1a}\u{ff1f}\u{ff01}\u{ff09}》」』】\u{ff05}‰,.;:?!)%]…";

/// Punctuation that may not end a line.
const NOT_LAST: &str = "\u{ff08}《「『【(";

/// Returns the advance of a character in em.
fn advance(c: char) -> f64 {
    match u32::from(c) {
        code @ 0x20..=0x7e => {
            let width = ASCII.get(code as usize - 0x20).map_or(0.6, |width| f64::from(*width) / 1000.0);
            if c.is_ascii_alphabetic() { width * LETTERS } else { width }
        }
        0x00..=0x1f | 0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0.0,
        0x7f..=0x2ff => 0.6,
        0x0370..=0x10ff => 0.65,
        0x2010..=0x2013 | 0x2212 => 0.584,
        _ => 1.0,
    }
}

/// Returns the width of a line of text set at `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Returns the width of the widest line.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a str>, size: f64) -> f64 {
    lines.into_iter().map(|line| width(line, size)).fold(0.0, f64::max)
}

/// Returns the text cut to a width, with an ellipsis where something was cut.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = size;
    for c in text.chars() {
        used += advance(c) * size;
        if used > room {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// Returns the text in lines that fit the room: Chinese breaks between characters, other scripts at spaces, and no line
/// begins with closing punctuation. A word longer than the room is broken.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let fits = width(&line, size) + width(word.trim_end(), size) <= room;
        if !line.is_empty() && !fits {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        for c in word.chars() {
            if !line.is_empty() && width(&line, size) + advance(c) * size > room && !NOT_FIRST.contains(c) && c != ' ' {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Returns the text in as few lines as fit the room, of about the same length.
pub(super) fn wrap_evenly(text: &str, size: f64, room: f64) -> Vec<String> {
    let widest = wrap(text, size, room);
    let count = widest.len();
    if count < 2 {
        return widest;
    }
    let mut narrow = room / 2.0;
    while narrow < room {
        let lines = wrap(text, size, narrow);
        if lines.len() <= count {
            return lines;
        }
        narrow += size / 2.0;
    }
    widest
}

/// Returns the lines, at most so many; the last is cut where there were more.
pub(super) fn wrap_to(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = wrap_evenly(text, size, room);
    if lines.len() > most {
        lines = wrap(text, size, room);
        let rest = lines.drain(most.saturating_sub(1)..).collect::<String>();
        lines.push(cut(&rest, size, room));
    }
    lines
}

/// Returns the parts between which a line may break; a part keeps its trailing space.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let free = before.is_some_and(|b| b == ' ' || (is_wide(b) && !NOT_LAST.contains(b)) || is_wide(c));
        if free && c != ' ' && !NOT_FIRST.contains(c) {
            parts.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        parts.push(&text[start..]);
    }
    parts
}

fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2e80
}

/// Returns the text made safe for element content and attribute values; what XML forbids is replaced.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
