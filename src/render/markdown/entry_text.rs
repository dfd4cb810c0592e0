//! The words of a chapter, entry by entry, as a reader sees them: what search looks through.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::render::chapters::Written;

use super::repair::{Gap, repair};
use super::{is_entry, is_wide, options, shown, words};

/// Returns the text before the first entry, then that of each entry, without its heading.
pub(in crate::render) fn entry_texts(written: &Written) -> Vec<String> {
    let text = repair(&written.text, Gap::Comment);
    let mut texts = vec![String::new()];
    let mut in_heading = false;
    for event in Parser::new_ext(&text, options()) {
        match &event {
            Event::Start(Tag::Heading { level, .. }) if is_entry(*level) => {
                in_heading = true;
                texts.push(String::new());
            }
            Event::End(TagEnd::Heading(level)) if is_entry(*level) => in_heading = false,
            _ if in_heading => {}
            _ => add(texts.last_mut().expect("begins with one"), &event, written),
        }
    }
    texts.iter().map(|text| text.trim().to_owned()).collect()
}

fn add(text: &mut String, event: &Event<'_>, written: &Written) {
    if let Some(words) = words(event) {
        let words = shown(words, &written.ledger.figures);
        // A space that a line end left between Chinese characters is none.
        if text.ends_with(' ') && (words.starts_with(is_wide) || text.trim_end().ends_with(is_wide)) {
            text.truncate(text.trim_end().len());
        }
        text.push_str(&words);
    } else if matches!(event, Event::SoftBreak | Event::HardBreak | Event::End(_)) && !text.ends_with(' ') {
        let inline =
            matches!(event, Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Strikethrough));
        if !inline {
            text.push(' ');
        }
    }
}
