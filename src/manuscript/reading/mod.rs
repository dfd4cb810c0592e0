//! Reads a text into mentions that know their sentence, their words, their role, their subject and their year.
//!
//! Owns: [`Reading`]. A text is paragraphs of sentences; a mention's *lead* are the words between the figure before it
//! and itself, its *cue* is what the last words of the lead say of it (增长, 占, 由, 比…的). Must not know: claims.

mod cues;
mod lists;
mod roles;
mod sentences;
mod subject;
mod years;

use std::ops::Range;

pub use roles::{Direction, Role};
pub(crate) use subject::{is_opposite, likeness, normal as plain_name};

use super::Vocabulary;
use super::measure::{Amount, amount_with};
use super::scan::{FigureMention, Kind, scan_with};

/// A figure in its sentence.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The figure as scanned.
    pub figure: FigureMention,
    /// What it is worth; `None` for ratios.
    pub amount: Option<Amount>,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Number of its sentence.
    pub sentence: usize,
    /// How many brackets it stands in.
    pub depth: usize,
    /// Number of the bracket it stands in; 0 outside.
    pub bracket: usize,
    /// Number of its part between semicolons.
    pub group: usize,
    /// Words since the figure before it, or since the start of the sentence; dates cut out.
    pub lead: String,
    /// The part of the lead after the last comma or bracket.
    pub clause: String,
    /// Words up to the next figure or mark.
    pub tail: String,
    /// The mark right after the tail.
    pub stop: char,
    /// What the words make of the figure.
    pub role: Role,
    /// Up or down, for changes.
    pub direction: Direction,
    /// What it is said of, without fillers; empty if carried from before.
    pub subject: String,
    /// The list it belongs to (1.6%、11.2%和1.3%), and its place there.
    pub list: Option<(usize, usize)>,
    /// Whether 分别 stands before it or before its list.
    pub respectively: bool,
    /// The year it is said for, carried over where it is omitted.
    pub year: Option<i32>,
    /// The year or period it is compared with.
    pub base: Option<Base>,
}

/// What a change is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// 比2005年.
    Year(i32),
    /// 比上年, 同比.
    YearBefore,
    /// 环比, 比上月, 比一季度.
    Other,
}

impl Mention {
    /// Returns the words that name the thing: the subject, or what follows the number.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.subject.is_empty() { &self.tail } else { &self.subject }
    }

    /// Returns whether it is an amount that stands for itself: a level.
    #[must_use]
    pub fn is_level(&self) -> bool {
        matches!(self.role, Role::Level | Role::To | Role::From | Role::Base) && self.amount.is_some()
    }

    /// Returns whether both measure the same.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        matches!((&self.amount, &other.amount), (Some(a), Some(b)) if a.is_like(b))
    }
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The text itself.
    pub text: String,
    /// Its figures in order.
    pub mentions: Vec<Mention>,
    /// Its sentences, in bytes.
    pub sentences: Vec<Range<usize>>,
    /// Everything that was scanned, dates and names included.
    pub scanned: Vec<FigureMention>,
}

impl Reading {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::with(text, &Vocabulary::default())
    }

    /// Reads a text that also uses the units and names of a book.
    #[must_use]
    pub fn with(text: &str, vocabulary: &Vocabulary) -> Self {
        let scanned = scan_with(text, vocabulary);
        let sentences = sentences::split(text);
        let mut mentions = raw_mentions(text, &scanned, &sentences, vocabulary);
        lists::join(&mut mentions);
        roles::assign(&mut mentions);
        lists::inherit(&mut mentions);
        subject::assign(&mut mentions);
        years::assign(text, &sentences, &scanned, &mut mentions);
        let sentences = sentences.into_iter().map(|sentence| sentence.span).collect();
        Self { text: text.to_owned(), mentions, sentences, scanned }
    }

    /// Returns a mention as printed.
    #[must_use]
    pub fn printed(&self, mention: &Mention) -> &str {
        mention.figure.printed(&self.text)
    }

    /// Returns the numbers of the mentions of a sentence.
    #[must_use]
    pub fn of_sentence(&self, sentence: usize) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        from..to
    }

    /// Returns the numbers of the mentions before one in its sentence, not more than `reach`.
    #[must_use]
    pub fn before_in_sentence(&self, at: usize, reach: usize) -> Range<usize> {
        let sentence = self.mentions[at].sentence;
        let from = at.saturating_sub(reach);
        from + self.mentions[from..at].partition_point(|m| m.sentence < sentence)..at
    }

    /// Returns the number of the sentence that a byte stands in.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|span| span.start <= byte).saturating_sub(1)
    }

    /// Returns the words of a sentence near a mention: of a sentence without end, not more than a few lines.
    #[must_use]
    pub fn around(&self, mention: &Mention) -> &str {
        const BEFORE: usize = 600;
        const AFTER: usize = 200;
        let whole = self.sentences.get(mention.sentence).cloned().unwrap_or(0..self.text.len());
        let mut from = whole.start.max(mention.figure.span.start.saturating_sub(BEFORE));
        let mut to = whole.end.min(mention.figure.span.end + AFTER);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(from..to).unwrap_or_default()
    }

    /// Returns the words of a sentence.
    #[must_use]
    pub fn sentence_text(&self, sentence: usize) -> &str {
        self.sentences.get(sentence).and_then(|span| self.text.get(span.clone())).unwrap_or_default()
    }
}

fn raw_mentions(
    text: &str,
    scanned: &[FigureMention],
    sentences: &[sentences::Sentence],
    vocabulary: &Vocabulary,
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut cutter = sentences::Cutter::new(text, sentences);
    let figures: Vec<&FigureMention> = scanned.iter().filter(|m| m.is_figure() || m.kind == Kind::Doubling).collect();
    let mut others =
        Others { list: scanned.iter().filter(|m| !m.is_figure() && m.kind != Kind::Doubling).collect(), at: 0 };
    for (at, figure) in figures.iter().enumerate() {
        let place = cutter.place(figure.span.start);
        let sentence = &sentences[place.sentence];
        let previous_end = at.checked_sub(1).map_or(0, |at| figures[at].span.end);
        let from = previous_end.max(sentence.span.start).min(figure.span.start);
        let next = figures.get(at + 1).map_or(text.len(), |next| next.span.start);
        let to = next.min(sentence.span.end).max(figure.span.end);
        let lead = others.without(text, from..figure.span.start);
        let lead = sentences::without_notes(&lead);
        let clause = sentences::last_clause(&lead).to_owned();
        let figure = mended(text, figure);
        let (tail, stop) = sentences::tail(&text[figure.span.end..to]);
        mentions.push(Mention {
            amount: amount_with(&figure, vocabulary),
            figure,
            paragraph: sentence.paragraph,
            sentence: place.sentence,
            depth: place.depth,
            bracket: place.bracket,
            group: place.group,
            lead,
            clause,
            tail,
            stop,
            role: Role::Level,
            direction: Direction::None,
            subject: String::new(),
            list: None,
            respectively: false,
            year: None,
            base: None,
        });
    }
    mentions
}

/// A figure parted from its unit by a stray full stop (4.41。倍) has that unit.
fn mended(text: &str, figure: &FigureMention) -> FigureMention {
    let stray = text[figure.span.end..].strip_prefix('。').filter(|_| figure.unit.is_empty());
    let unit = stray.and_then(|rest| ["倍", "%", "‰", "个百分点"].into_iter().find(|unit| rest.starts_with(unit)));
    FigureMention { unit: unit.map_or_else(|| figure.unit.clone(), str::to_owned), ..figure.clone() }
}

/// Dates and names with digits, which are cut out of the words between figures.
struct Others<'a> {
    list: Vec<&'a FigureMention>,
    at: usize,
}

impl Others<'_> {
    fn without(&mut self, text: &str, range: Range<usize>) -> String {
        while self.at < self.list.len() && self.list[self.at].span.end <= range.start {
            self.at += 1;
        }
        let mut words = String::new();
        let mut from = range.start;
        for other in self.list[self.at..].iter().take_while(|other| other.span.start < range.end) {
            words.push_str(text.get(from..other.span.start).unwrap_or_default());
            if other.kind == Kind::Date {
                words.push(cues::DATE);
            }
            from = other.span.end.min(range.end);
        }
        words.push_str(text.get(from..range.end).unwrap_or_default());
        words.retain(|c| !matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '*' | '_' | '\r'));
        words.chars().map(sentences::full_width).collect()
    }
}
