//! Word documents: the paragraphs of the text, its tables, then its footnotes and endnotes. Deleted text (tracked
//! changes) and field codes are not read.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Builder, Manuscript, TextError};

/// No part of a document is longer than this once unpacked.
const LARGEST: u64 = 256 << 20;

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Manuscript, TextError> {
    let broken = |reason: String| TextError::Docx { name: name.to_owned(), reason };
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut builder = Builder::new();
    for (part, needed) in [("word/document.xml", true), ("word/footnotes.xml", false), ("word/endnotes.xml", false)] {
        let Ok(file) = package.by_name(part) else {
            if needed {
                return Err(broken(format!("it has no {part}")));
            }
            continue;
        };
        let mut xml = String::new();
        file.take(LARGEST).read_to_string(&mut xml).map_err(|error| broken(format!("{part}: {error}")))?;
        paragraphs(&xml, &mut builder).map_err(|reason| broken(format!("{part}: {reason}")))?;
        builder.end('\n');
    }
    Ok(builder.finish(name, None))
}

/// What the reader stands in.
#[derive(Default)]
struct State {
    in_text: bool,
    cells: usize,
}

fn paragraphs(xml: &str, builder: &mut Builder) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(()),
            Event::Start(tag) => open(&tag, &mut state),
            Event::Empty(tag) => single(&tag, builder),
            Event::End(tag) => close(tag.local_name().as_ref(), &mut state, builder),
            Event::Text(words) if state.in_text => {
                builder.push(&words, 0..0);
            }
            Event::GeneralRef(name) if state.in_text => {
                builder.push(&predefined(&name).map(String::from).unwrap_or_default(), 0..0);
            }
            _ => {}
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => {
            let number = number.strip_prefix('#')?;
            let code =
                number.strip_prefix('x').map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32)
        }
    }
}

fn open(tag: &BytesStart<'_>, state: &mut State) {
    match tag.local_name().as_ref() {
        "t" => state.in_text = true,
        "tc" => state.cells += 1,
        _ => {}
    }
}

fn single(tag: &BytesStart<'_>, builder: &mut Builder) {
    match tag.local_name().as_ref() {
        "tab" => builder.push(" ", 0..0),
        "br" | "cr" => builder.end('\n'),
        "noBreakHyphen" => builder.push("-", 0..0),
        _ => {}
    }
}

fn close(name: &str, state: &mut State, builder: &mut Builder) {
    match name {
        "t" => state.in_text = false,
        "p" if state.cells == 0 => builder.end('\n'),
        "tc" => {
            state.cells = state.cells.saturating_sub(1);
            builder.end('|');
        }
        "tr" if state.cells == 0 => builder.end('\n'),
        _ => {}
    }
}
