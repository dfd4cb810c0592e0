//! The calls that might print a figure: of its datum, or of a datum that stands before it.
//!
//! | the figure is | calls |
//! |---|---|
//! | a level that is a datum | `figure`, with the unit, decimals, numerals or hedge of the text |
//! | 增长, 增加, 提高…个百分点 | `growth`, `change`, `points` of the data before it, against the years of the sentence |
//! | 是…的X倍, 增长X倍, 翻番 | `times` |
//! | 占…的 | `share`, of the datum that the words name, or of the whole area |
//! | 完成…的 | `completion`, of a target that stands near |
//!
//! A call counts only if the ledger prints exactly what the text has. Must not know: files, Markdown.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::{Chapter, Period};
use crate::ledger::{Argument, Clerk, FigureFunction};
use crate::manuscript::against::{Match, cover};
use crate::manuscript::reading::{Base, Mention, Reading, Role};
use crate::manuscript::scan::{Kind, Qualifier};
use crate::manuscript::{Sighting, Status};

use super::Book;
use super::ask::Ask;
use super::facts::{Facts, Key};

/// How many data before a figure it may belong to.
const REACH: usize = 6;

/// A stretch of the text that a call prints exactly.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) span: Range<usize>,
    pub(super) ask: Ask,
    pub(super) text: String,
    /// What it is said of.
    pub(super) key: Key,
}

/// One manuscript at the desk of a clerk.
pub(super) struct Desk<'a> {
    pub(super) clerk: Clerk<'a>,
    pub(super) chapter: &'a Chapter,
    pub(super) reading: &'a Reading,
    pub(super) facts: &'a Facts,
    pub(super) found: BTreeMap<usize, Key>,
    /// What calls print, so that a long text asks each once.
    asked: RefCell<BTreeMap<String, Option<String>>>,
}

/// Returns the changes, multiples and parts that follow from data though no datum has them, and those whose data give
/// something else.
pub(super) fn derived(
    book: &Book<'_>,
    chapter: &Chapter,
    reading: &Reading,
    facts: &Facts,
    found: &[(usize, Match)],
) -> Vec<Sighting> {
    let cited = BTreeMap::new();
    let mut desk =
        Desk::new(Clerk::new(book.catalogue.book(), book.catalogue, chapter, &cited), chapter, reading, facts, found);
    let mut sightings = Vec::new();
    for (at, mention) in reading.mentions.iter().enumerate() {
        let stands = matches!(mention.role, Role::Level | Role::To | Role::From | Role::Base);
        if stands || desk.found.contains_key(&at) {
            continue;
        }
        let Some((sighting, key)) = desk.sighting(at) else { continue };
        sightings.push(sighting);
        // What was found so is what the next figure may be said of.
        desk.found.extend(key.map(|key| (at, key)));
    }
    sightings
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        clerk: Clerk<'a>,
        chapter: &'a Chapter,
        reading: &'a Reading,
        facts: &'a Facts,
        found: &[(usize, Match)],
    ) -> Self {
        let keys = found.iter().filter_map(|(at, found)| match found {
            Match::Found(number) => Some((*at, facts.keys[*number].clone())),
            _ => None,
        });
        Self { clerk, chapter, reading, facts, found: keys.collect(), asked: RefCell::default() }
    }

    /// Returns what a call prints, or nothing where the ledger refuses.
    pub(super) fn print(&self, ask: &Ask) -> Option<String> {
        let written = ask.written();
        if let Some(known) = self.asked.borrow().get(&written) {
            return known.clone();
        }
        let printed = ask.printed(&self.clerk);
        self.asked.borrow_mut().insert(written, printed.clone());
        printed
    }

    /// Returns the first call that prints what stands at a figure.
    pub(super) fn printed(&self, at: usize) -> Option<Printed> {
        let mention = &self.reading.mentions[at];
        let own = self.found.get(&at).into_iter();
        let own = own.flat_map(|key| self.levels(key, mention).into_iter().map(|ask| (ask, key.clone())));
        own.chain(self.changes(at)).find_map(|(ask, key)| {
            let text = self.print(&ask)?;
            let span = self.covering(mention, &text)?;
            Some(Printed { span, ask, text, key })
        })
    }

    /// Where a text stands that prints a figure, or its number without the unit (户均3.7人).
    fn covering(&self, mention: &Mention, printed: &str) -> Option<Range<usize>> {
        let span = mention.figure.span.clone();
        covering(&self.reading.text, &span, printed).or_else(|| {
            let unit = self.reading.text.get(span.clone())?.strip_prefix(printed)?;
            (unit.trim() == mention.figure.unit).then(|| span.start..span.start + printed.len())
        })
    }

    fn sighting(&self, at: usize) -> Option<(Sighting, Option<Key>)> {
        if let Some(printed) = self.printed(at) {
            let data = vec![printed.ask.written()];
            let sighting = Sighting { mention: at, status: Status::Found, data, value: Some(printed.text) };
            return Some((sighting, Some(printed.key)));
        }
        let mention = &self.reading.mentions[at];
        // What follows its own level at once, compared with the year before, has no other meaning.
        let sure = mention.base == Some(Base::YearBefore)
            && mention.subject.is_empty()
            && matches!(mention.role, Role::Rate | Role::Change)
            && self.found.contains_key(&(at.checked_sub(1)?));
        let (ask, _) = self.changes(at).into_iter().next().filter(|_| sure)?;
        let text = self.print(&ask)?;
        Some((Sighting { mention: at, status: Status::NearMiss, data: vec![ask.written()], value: Some(text) }, None))
    }

    /// `figure`, as recorded and then in the form of the text.
    fn levels(&self, key: &Key, mention: &Mention) -> Vec<Ask> {
        let plain = Ask::new(FigureFunction::Figure, key, self.chapter);
        let mut asks = vec![plain.clone(), plain.clone().text("unit", "none")];
        if mention.figure.chinese {
            asks.push(plain.clone().text("numerals", "zh"));
        }
        let unit = written_unit(mention);
        let decimals = Argument::Integer(decimals(self.reading, mention));
        asks.push(plain.clone().with("decimals", decimals.clone()));
        asks.push(plain.clone().text("unit", &unit));
        asks.push(plain.clone().text("unit", &unit).with("decimals", decimals.clone()));
        if mention.figure.qualifier == Some(Qualifier::Above) {
            asks.push(plain.clone().with("approx", Argument::Flag(true)));
        }
        for hedge in ["约", "近", "超过", "逾"].into_iter().filter(|hedge| mention.clause.ends_with(hedge)) {
            asks.push(plain.clone().text("hedge", hedge).text("unit", &unit).with("decimals", decimals.clone()));
        }
        asks.extend([
            plain.clone().with("word", Argument::Flag(false)),
            plain.with("word", Argument::Flag(false)).with("decimals", decimals),
        ]);
        asks
    }

    fn changes(&self, at: usize) -> Vec<(Ask, Key)> {
        let mention = &self.reading.mentions[at];
        let function = match mention.role {
            Role::Rate | Role::EarlierRate => FigureFunction::Growth,
            Role::Change => FigureFunction::Change,
            Role::Points => FigureFunction::Points,
            Role::TimesMore | Role::TimesOf | Role::Doubling => FigureFunction::Times,
            Role::Share => return self.shares(at),
            Role::Completion => return self.completions(at),
            _ => return Vec::new(),
        };
        let mut all = Vec::new();
        for key in self.subjects(at) {
            let mut asks = Vec::new();
            for base in self.bases(mention, &key) {
                let mut ask = Ask::new(function, &key, self.chapter);
                if let Some(base) = base {
                    ask = ask.with("base", Argument::Integer(base.into()));
                }
                self.variants(&ask, mention, &mut asks);
            }
            all.extend(asks.into_iter().map(|ask| (ask, key.clone())));
        }
        all
    }

    /// A change as usual, with the decimals, the unit and the word of the text.
    fn variants(&self, ask: &Ask, mention: &Mention, asks: &mut Vec<Ask>) {
        let decimals = Argument::Integer(decimals(self.reading, mention));
        let shapes: Vec<Ask> = match mention.role {
            Role::TimesMore => vec![ask.clone().text("form", "growth")],
            Role::Doubling => vec![ask.clone().text("form", "double")],
            Role::Change => vec![ask.clone(), ask.clone().text("unit", &written_unit(mention))],
            _ => vec![ask.clone()],
        };
        for shape in shapes {
            let exact = shape.clone().with("decimals", decimals.clone());
            asks.extend([shape.clone(), exact.clone()]);
            if let Some((key, word)) = self.word_before(mention) {
                let words = Argument::Map(BTreeMap::from([(key.to_owned(), word.to_owned())]));
                asks.extend([shape.clone().with("words", words.clone()), exact.clone().with("words", words)]);
            }
            let bare = Argument::Flag(false);
            asks.extend([shape.with("word", bare.clone()), exact.with("word", bare)]);
        }
    }

    /// The word of change right before a figure, and its direction.
    fn word_before(&self, mention: &Mention) -> Option<(&'static str, &'static str)> {
        const UP: &[&str] = &["增长", "增加", "上升", "提高", "上涨", "增产", "增收", "扩大", "净增", "提升"];
        const DOWN: &[&str] = &["下降", "减少", "降低", "回落", "下跌", "减产", "缩小", "减收", "净减"];
        let before = self.reading.text.get(..mention.figure.span.start)?;
        let ends = |words: &[&'static str]| words.iter().copied().find(|word| before.ends_with(word));
        ends(UP).map(|word| ("up", word)).or_else(|| ends(DOWN).map(|word| ("down", word)))
    }

    /// The data that a change may belong to: those before it in its paragraph, nearest first, and those that it names.
    pub(super) fn subjects(&self, at: usize) -> Vec<Key> {
        let mention = &self.reading.mentions[at];
        let before = self.found.range(..at).rev().take(REACH);
        let near = before.filter(|(i, _)| self.reading.mentions[**i].paragraph == mention.paragraph);
        let mut keys: Vec<Key> = Vec::new();
        let year = mention.year.unwrap_or(self.facts.data.year());
        let named = self.named(&mention.subject, year);
        for key in near.map(|(_, key)| key.clone()).chain(named) {
            let of_year = match key.period {
                Period::Year(_) => Key { period: Period::Year(year), ..key.clone() },
                Period::Span(..) => key.clone(),
            };
            for key in [of_year, key] {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    /// The data of a year that words name almost wholly.
    pub(super) fn named(&self, words: &str, year: i32) -> Vec<Key> {
        let data = &self.facts.data;
        let list = data.list();
        let mut scored: Vec<(f64, usize)> = data
            .likely(words)
            .filter(|number| list[*number].years == (year, year))
            .map(|number| (list[number].names.iter().map(|name| cover(words, name)).fold(0.0, f64::max), number))
            .filter(|(score, _)| *score >= 0.8)
            .collect();
        scored.sort_by(|a, b| {
            let own = |number: usize| list[number].area != data.area();
            b.0.total_cmp(&a.0).then(own(a.1).cmp(&own(b.1))).then(a.1.cmp(&b.1))
        });
        scored.into_iter().take(4).map(|(_, number)| self.facts.keys[number].clone()).collect()
    }

    /// The years that a change may be measured against; none is the year before.
    fn bases(&self, mention: &Mention, key: &Key) -> Vec<Option<i32>> {
        let Period::Year(year) = key.period else { return Vec::new() };
        let mut bases: Vec<Option<i32>> = match mention.base {
            Some(Base::Year(base)) => vec![Some(base)],
            Some(Base::YearBefore) => return vec![None],
            Some(Base::Other) => return Vec::new(),
            None => vec![None],
        };
        let span = self.reading.sentences.get(mention.sentence).cloned().unwrap_or_default();
        let dates = self.reading.scanned.iter().filter(|m| m.kind == Kind::Date && span.contains(&m.span.start));
        for date in dates.filter_map(|mention| mention.date).take(8) {
            bases.extend(date.year.map(Some));
            bases.extend(date.last_year.and(date.year).map(|first| Some(first - 1)));
        }
        let usual = |base: Option<i32>| if base == Some(year - 1) { None } else { base };
        let mut list: Vec<Option<i32>> =
            bases.into_iter().map(usual).filter(|base| base.is_none_or(|b| b < year)).collect();
        let mut seen = Vec::new();
        list.retain(|base| {
            !seen.contains(base) && {
                seen.push(*base);
                true
            }
        });
        list
    }

    fn shares(&self, at: usize) -> Vec<(Ask, Key)> {
        let mention = &self.reading.mentions[at];
        let whole = mention.clause.rsplit('占').next().unwrap_or_default().to_owned();
        let year = mention.year.unwrap_or(self.facts.data.year());
        let mut all = Vec::new();
        for key in self.subjects(at) {
            let mut asks = Vec::new();
            let plain = Ask::new(FigureFunction::Share, &key, self.chapter);
            let others = self.named(&whole, year).into_iter().filter(|other| other.indicator != key.indicator);
            let named = others.map(|of| plain.clone().text("of", &of.indicator));
            for ask in named.chain([plain.clone()]) {
                self.parts(&ask, mention, &mut asks);
            }
            all.extend(asks.into_iter().map(|ask| (ask, key.clone())));
        }
        all
    }

    fn completions(&self, at: usize) -> Vec<(Ask, Key)> {
        let mention = &self.reading.mentions[at];
        let subjects = self.subjects(at);
        let mut all = Vec::new();
        for key in &subjects {
            let mut asks = Vec::new();
            for target in subjects.iter().filter(|target| target.indicator != key.indicator) {
                let ask = Ask::new(FigureFunction::Completion, key, self.chapter).text("target", &target.indicator);
                self.parts(&ask, mention, &mut asks);
            }
            all.extend(asks.into_iter().map(|ask| (ask, key.clone())));
        }
        all
    }

    fn parts(&self, ask: &Ask, mention: &Mention, asks: &mut Vec<Ask>) {
        let decimals = Argument::Integer(decimals(self.reading, mention));
        let bare = ask.clone().with("word", Argument::Flag(false));
        let exact = ask.clone().with("decimals", decimals.clone());
        asks.extend([ask.clone(), exact, bare.clone(), bare.with("decimals", decimals)]);
    }
}

/// The place of a printed text that covers a figure.
pub(super) fn covering(text: &str, figure: &Range<usize>, printed: &str) -> Option<Range<usize>> {
    if printed.is_empty() || printed.len() < figure.len() {
        return None;
    }
    let reach = printed.len() - figure.len();
    let starts = figure.start.saturating_sub(reach)..=figure.start;
    let stands = |start: &usize| text.get(*start..start + printed.len()) == Some(printed);
    starts.rev().find(stands).map(|start| start..start + printed.len())
}

/// Unit with multiplier as the text has it.
fn written_unit(mention: &Mention) -> String {
    let unit =
        format!("{}{}", crate::manuscript::scan::multiplier_word(mention.figure.multiplier), mention.figure.unit);
    if unit.is_empty() { "none".into() } else { unit }
}

/// Decimals as the text has them.
fn decimals(reading: &Reading, mention: &Mention) -> i64 {
    let printed = reading.printed(mention);
    let fraction = printed.split_once('.').map_or("", |(_, rest)| rest);
    i64::try_from(fraction.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
}
