//! Markdown: words with their places, tables as lines with `|`, no front matter, no raw HTML.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Builder, Manuscript};

pub(super) fn read(name: &str, source: String) -> Manuscript {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut builder = Builder::new();
    let mut skipped = 0_usize;
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_) | Tag::CodeBlock(_)) => skipped += 1,
            Event::End(TagEnd::MetadataBlock(_) | TagEnd::CodeBlock) => skipped = skipped.saturating_sub(1),
            Event::Text(words) if skipped == 0 => builder.push(&words, range),
            Event::Code(words) if skipped == 0 => builder.push(&words, range),
            Event::HardBreak => builder.end('\n'),
            Event::End(TagEnd::TableCell) => builder.end('|'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::HtmlBlock,
            ) => {
                builder.end('\n');
            }
            // A soft break in Chinese text is no space.
            _ => {}
        }
    }
    builder.finish(name, Some(source))
}
