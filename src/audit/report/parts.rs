//! What the files of the audit say of each chapter: made for a chapter at a time, or taken as it stands in the last files where
//! nothing of it has changed.
//!
//! Must not know: how anything is written.

use crate::kept::Checksum;
use crate::output::{Earlier, Stands};
use crate::render::Written;

use super::gathered::Gathered;
use super::record::{Line, Record, Signature};

/// A part of a file that speaks of one chapter after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// The rows of `audit.html`.
    Rows,
    /// The figures of `audit.json`.
    Figures,
    /// The tables of `audit.json`.
    Tables,
    /// The rows of `figures.csv`.
    Sheet,
}

impl Section {
    fn file(self) -> &'static str {
        match self {
            Self::Rows => super::PAGE,
            Self::Figures | Self::Tables => super::DATA,
            Self::Sheet => super::TABLE,
        }
    }

    /// What stands between two chapters.
    fn between(self) -> &'static [u8] {
        if self.file() == super::DATA { b",\n" } else { b"" }
    }
}

/// The chapters of a book, each with its lines.
pub(super) struct Parts<'r, 'l> {
    pub(super) earlier: &'r dyn Earlier,
    pub(super) chapters: Vec<Chapter<'r, 'l>>,
}

/// One chapter.
pub(super) struct Chapter<'r, 'l> {
    pub(super) written: &'r Written,
    pub(super) lines: &'l mut [Line<'r>],
    /// What tells its lines, with what was found about them, from any others; empty where that is not known.
    key: String,
}

impl<'r, 'l> Parts<'r, 'l> {
    pub(super) fn new(record: &Record<'r>, lines: &'l mut [Line<'r>], earlier: &'r dyn Earlier) -> Self {
        let (mut chapters, mut rest) = (Vec::new(), lines);
        for written in record.chapters {
            let count = rest.iter().take_while(|line| line.chapter.id == written.chapter).count();
            let (lines, others) = rest.split_at_mut(count);
            rest = others;
            let key = key(record, written, lines);
            chapters.push(Chapter { written, lines, key });
        }
        Self { earlier, chapters }
    }
}

impl<'r> Chapter<'r, '_> {
    /// Adds a chapter's part to a section that has begun at `begin`: what `write` makes of it, or what stands in the last file.
    pub(super) fn put(
        &self,
        (section, begin): (Section, usize),
        out: &mut Gathered<'_>,
        earlier: &'r dyn Earlier,
        write: impl FnOnce(&[Line<'r>], &mut Vec<u8>),
    ) {
        let name = format!("{section:?} {}", self.written.chapter);
        // Tables have no numbers of figures.
        let key = if section == Section::Tables { &self.written.identity } else { &self.key };
        let bytes = earlier.take(&name, key).unwrap_or_else(|| {
            let mut bytes = Vec::new();
            write(self.lines, &mut bytes);
            bytes
        });
        if !bytes.is_empty() && out.len() > begin {
            out.add(section.between());
        }
        let from = out.len();
        earlier.note(&name, key, Stands::In { file: section.file(), from, bytes: &bytes });
        out.add(&bytes);
    }
}

/// The chapter, where its lines begin to be counted, and what is said of them by others than itself.
fn key(record: &Record<'_>, written: &Written, lines: &[Line<'_>]) -> String {
    if written.identity.is_empty() {
        return String::new();
    }
    let (found, waived) = (record.findings.as_slice(), record.findings.waived());
    let mut checksum = Checksum::default();
    let mut add = |text: &str| checksum.update(format!("{} {text}", text.len()).as_bytes());
    add(&written.identity);
    add(&lines.first().map_or(0, |line| line.number).to_string());
    for (index, line) in lines.iter().enumerate() {
        if line.signature != Signature::Unsigned || line.element.contains('~') {
            add(&format!("{index} {:?} {}", line.signature, line.element));
        }
        for at in &line.findings {
            add(&format!("{index} {at} {:?}", found.get(*at).map(|finding| finding.code)));
        }
        for at in &line.waived {
            add(&format!("{index} waived {at} {:?}", waived.get(*at).map(|waived| waived.finding.code)));
        }
    }
    checksum.text()
}
