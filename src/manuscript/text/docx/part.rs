//! One XML part of a Word document, read into the text; it remembers where its runs and their words stand.
//!
//! Must not know: archives, comments.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::Builder;

/// A part with the places of its words.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The XML itself.
    pub(super) xml: String,
    /// Its runs, in order.
    pub(super) runs: Vec<Run>,
    /// Its pieces of words, in order.
    pub(super) words: Vec<Words>,
    /// Marks of notes: the note's id and its run.
    pub(super) references: Vec<(String, usize)>,
    /// Notes: the id and the range of the text.
    pub(super) notes: Vec<(String, Range<usize>)>,
}

/// A run: text of one form.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// From its opening tag to behind its closing one.
    pub(super) span: Range<usize>,
    /// Its properties, tags included.
    pub(super) form: Range<usize>,
    /// Its name with the prefix of the document, `w:r`.
    pub(super) name: String,
    /// Whether something stands in it before the words that are being read.
    begun: bool,
}

/// Words of one text element.
#[derive(Debug)]
pub(super) struct Words {
    /// Where they stand in the text.
    pub(super) text: Range<usize>,
    /// Where they stand in the XML.
    pub(super) source: Range<usize>,
    /// The opening tag of their element.
    pub(super) tag: Range<usize>,
    /// Their run.
    pub(super) run: usize,
    /// Whether nothing stands before them in the run.
    pub(super) first: bool,
}

/// Elements whose content is not what a reader sees.
const HIDDEN: &[&str] = &["moveFrom", "Fallback"];

/// Reads a part to the end of the text that is being built.
pub(super) fn read(xml: String, builder: &mut Builder) -> Result<Part, String> {
    let mut walk = Walk { part: Part { xml, ..Part::default() }, open: Vec::new(), ..Walk::default() };
    let source = std::mem::take(&mut walk.part.xml);
    let mut reader = Reader::from_str(&source);
    loop {
        let from = position(&reader);
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let span = from..position(&reader);
        match event {
            Event::Eof => break,
            Event::Start(tag) => walk.opens(&tag, span, builder),
            Event::Empty(tag) => walk.stands(&tag, builder),
            Event::End(tag) => walk.closes(tag.local_name().as_ref(), &span, builder),
            Event::Text(words) => walk.words(&words, span, builder),
            Event::GeneralRef(name) => {
                walk.words(&predefined(&name).map(String::from).unwrap_or_default(), span, builder);
            }
            _ => {}
        }
    }
    walk.part.xml = source;
    Ok(walk.part)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What the reader stands in.
#[derive(Default)]
struct Walk {
    part: Part,
    /// The runs that are open: a text box in a run has runs of its own.
    open: Vec<usize>,
    tag: Option<Range<usize>>,
    form: Option<usize>,
    note: Option<(String, usize)>,
    hidden: usize,
    cells: usize,
}

impl Walk {
    fn opens(&mut self, tag: &BytesStart<'_>, span: Range<usize>, builder: &Builder) {
        match tag.local_name().as_ref() {
            "r" => {
                self.open.push(self.part.runs.len());
                let name = String::from(tag.name().as_ref());
                self.part.runs.push(Run { span: span.clone(), form: span.end..span.end, name, begun: false });
            }
            "rPr" => self.form = Some(span.start),
            "t" => self.tag = Some(span),
            "tc" => self.cells += 1,
            "footnote" | "endnote" => self.note = Some((attribute(tag, "id"), builder.text.len())),
            name if HIDDEN.contains(&name) => self.hidden += 1,
            _ => {}
        }
    }

    fn stands(&mut self, tag: &BytesStart<'_>, builder: &mut Builder) {
        match tag.local_name().as_ref() {
            "tab" if self.form.is_none() && !self.open.is_empty() => builder.push(" ", 0..0),
            "br" | "cr" => builder.end('\n'),
            "noBreakHyphen" => builder.push("-", 0..0),
            "footnoteReference" | "endnoteReference" => {
                if let Some(run) = self.open.last() {
                    self.part.references.push((attribute(tag, "id"), *run));
                }
            }
            _ => return,
        }
        self.begin();
    }

    /// Something stands in the run now.
    fn begin(&mut self) {
        if let Some(run) = self.open.last() {
            self.part.runs[*run].begun = true;
        }
    }

    fn words(&mut self, words: &str, span: Range<usize>, builder: &mut Builder) {
        let Some(tag) = self.tag.clone().filter(|_| self.hidden == 0 && !words.is_empty()) else { return };
        let from = builder.text.len();
        builder.push(words, 0..0);
        if let Some(&run) = self.open.last() {
            let first = !self.part.runs[run].begun;
            self.part.words.push(Words { text: from..builder.text.len(), source: span, tag, run, first });
        }
        self.begin();
    }

    fn closes(&mut self, name: &str, span: &Range<usize>, builder: &mut Builder) {
        match name {
            "r" => {
                if let Some(run) = self.open.pop() {
                    self.part.runs[run].span.end = span.end;
                }
            }
            "rPr" => {
                if let (Some(start), Some(run)) = (self.form.take(), self.open.last()) {
                    self.part.runs[*run].form = start..span.end;
                }
            }
            "t" => self.tag = None,
            "p" if self.cells == 0 => builder.end('\n'),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                builder.end('|');
            }
            "tr" if self.cells == 0 => builder.end('\n'),
            "footnote" | "endnote" => {
                if let Some((id, start)) = self.note.take() {
                    self.part.notes.push((id, start..builder.text.len()));
                }
            }
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    found.map_or_else(String::new, |attribute| String::from(attribute.value.as_ref()))
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
