//! Errors in sentences: a chapter of the larger book, a seed a paragraph; all seeds of a kind in one build.

use std::collections::BTreeSet;

use yearbook::Edition;
use yearbook::audit::{
    self, Ledgers,
    prose::{self, Prose},
};
use yearbook::findings::{Findings, Place, Severity};
use yearbook::indicators::Catalogue;
use yearbook::ledger::{Figure, FigureFunction};
use yearbook::render::Written;

use super::book::{self, AREAS, CITY, CROPS};
use super::rng::Rng;
use super::{Row, Tally};
use crate::harness::{Made, TestBook};
use crate::sample;

const CHAPTER: &str = "templates/chapters/c.md";
const HEAD: &str = "---\ntitle: 章\nauthors: [甲]\nsources: [乙]\n---\n";

/// What a paragraph is about.
struct Subject {
    indicator: &'static str,
    name: &'static str,
    area: &'static str,
    year: i32,
    /// Tells paragraphs apart that would read alike, so that each finding has its own line.
    mark: String,
}

impl Subject {
    fn place(&self) -> String {
        format!("indicator=\"{}\", area=\"{}\"", self.indicator, self.area)
    }

    fn arguments(&self) -> String {
        format!("{}, year={}", self.place(), self.year)
    }

    fn figure(&self) -> String {
        format!("{{{{ figure({}) }}}}", self.arguments())
    }

    fn growth(&self, more: &str) -> String {
        format!("{{{{ growth({}{more}) }}}}", self.arguments())
    }

    fn opening(&self) -> String {
        format!("{{{{ year }}}}年，{}{}（{}）", self.area, self.name, self.mark)
    }
}

/// Each writes the paragraph of a subject with the error in it; it is given what the ledger prints where that is needed.
type Kind = (&'static str, fn(&Subject, &Printed<'_>, usize) -> String);

const KINDS: &[Kind] = &[
    ("hand-typed number", |subject, printed, _| format!("{}{}。", subject.opening(), printed.level)),
    ("stale figure from last year's text", |subject, printed, _| format!("{}{}。", subject.opening(), printed.last)),
    ("wrong base year", |subject, _, _| {
        format!("{}比上年{}。", subject.opening(), subject.growth(&format!(", base={}", subject.year - 2)))
    }),
    ("flipped trend word", |subject, printed, number| {
        let flipped = if printed.growth.starts_with("增长") { "下降" } else { "增长" };
        if number % 2 == 0 {
            format!("{}比上年{}。", subject.opening(), subject.growth(&format!(", word=\"{flipped}\"")))
        } else {
            format!("{}比上年{flipped}{}。", subject.opening(), subject.growth(", word=false"))
        }
    }),
    ("% for 百分点", |subject, printed, _| {
        format!("{}比上年提高{}%。", subject.opening(), printed.growth.trim_matches(|c: char| !c.is_ascii_digit()))
    }),
    ("same fact different in two chapters", |subject, printed, number| {
        format!("{}{}。", subject.opening(), other_digit(printed.level, number))
    }),
];

/// What the ledger prints of a subject.
struct Printed<'a> {
    level: &'a str,
    last: &'a str,
    growth: &'a str,
}

pub(super) fn tallies() -> Vec<Row> {
    let subjects = subjects();
    let right: String = subjects
        .iter()
        .map(|subject| {
            let last = format!("{{{{ figure({}, year={}) }}}}", subject.place(), subject.year - 1);
            format!("{}{}，{}；{last}。\n\n", subject.opening(), subject.figure(), subject.growth(""))
        })
        .collect();
    let edition = built(&right);
    let clean = lines_with_findings(&edition);
    assert!(clean.is_empty(), "a right text has findings in lines {clean:?}");
    let figures: Vec<String> = edition.figures().map(|figure| figure.print.text()).collect();
    let printed: Vec<Printed<'_>> =
        figures.chunks(3).map(|three| Printed { level: &three[0], growth: &three[1], last: &three[2] }).collect();
    KINDS.iter().map(|(kind, write)| (*kind, "larger", tally(&subjects, &printed, *write))).collect()
}

fn tally(subjects: &[Subject], printed: &[Printed<'_>], write: fn(&Subject, &Printed<'_>, usize) -> String) -> Tally {
    let paragraphs: Vec<String> = subjects
        .iter()
        .zip(printed)
        .enumerate()
        .map(|(number, (subject, printed))| write(subject, printed, number))
        .collect();
    let found = lines_with_findings(&built(&(paragraphs.join("\n\n") + "\n")));
    let mut tally = Tally::default();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let line = HEAD.lines().count() + 1 + 2 * number;
        tally.add(found.contains(&line), true, || paragraph.clone());
    }
    tally
}

/// Every crop, county and year that has two years before, in an order of its own.
fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (indicator, name) in CROPS {
        for area in AREAS.into_iter().chain([CITY]) {
            subjects.extend((2009..=2016).map(|year| Subject { indicator, name, area, year, mark: String::new() }));
        }
    }
    Rng::new(7).shuffle(&mut subjects);
    let marks =
        "甲乙丙丁戊己庚辛壬癸".chars().flat_map(|a| "东南西北中内外前后左右上".chars().map(move |b| format!("{a}{b}")));
    for (subject, mark) in subjects.iter_mut().zip(marks) {
        subject.mark = mark;
    }
    subjects
}

fn other_digit(text: &str, number: usize) -> String {
    let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[number % digits.len()];
    let old = text.as_bytes()[at] - b'0';
    let new = if old == 9 { 8 } else { old + 1 };
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}

fn built(body: &str) -> Made {
    let data: String = book::rows().iter().map(book::Datum::line).collect();
    TestBook::new(&format!("indicator,area,year,value,unit\n{data}"), "")
        .file("yearbook.yaml", book::yaml(CHAPTER))
        .file("data/indicators/a.yaml", book::indicators())
        .file(CHAPTER, format!("{HEAD}{body}"))
        .build()
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The lines of the chapter in which something is at least suspect.
fn lines_with_findings(edition: &Edition) -> BTreeSet<usize> {
    let findings = edition.findings.as_slice().iter();
    let suspect = findings.filter(|finding| finding.severity >= Severity::Warning);
    suspect
        .filter_map(|finding| match &finding.problem.place {
            Some(Place::Text { file, line, .. }) if file == CHAPTER => Some(*line),
            _ => None,
        })
        .collect()
}

/// Changes a figure of a chapter; false where it cannot.
type Change = fn(&mut Written, usize) -> bool;

/// Errors in the figures of the sample: what is printed is changed, or typed where the call stood.
pub(super) fn of_the_sample() -> Vec<Row> {
    let edition = sample::good(None);
    let mut findings = Findings::default();
    let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut findings);
    let seeds: [(&'static str, Change); 4] = [
        ("hand-typed number", typed_by_hand),
        ("flipped trend word", |chapter, index| flip(&mut chapter.ledger.figures[index])),
        ("% for 百分点", |chapter, index| {
            let token = &mut chapter.ledger.figures[index].print.token;
            let percent = token.replace("个百分点", "%");
            std::mem::replace(token, percent.clone()) != percent
        }),
        ("same fact different in two chapters", |chapter, index| {
            let token = &mut chapter.ledger.figures[index].print.token;
            let has_digits = token.bytes().any(|b| b.is_ascii_digit());
            if has_digits {
                *token = other_digit(token, index);
            }
            has_digits
        }),
    ];
    seeds.map(|(kind, change)| (kind, "sample", of_one_kind(&edition, &catalogue, (kind, change)))).into()
}

fn of_one_kind(edition: &Edition, catalogue: &Catalogue<'_>, (kind, change): (&str, Change)) -> Tally {
    let mut tally = Tally::default();
    for chapter in &edition.chapters {
        let clean = told(catalogue, chapter);
        for index in (0..chapter.ledger.figures.len()).filter(|index| chapter.ledger.figures[*index].order > 0) {
            let mut changed = chapter.clone();
            if change(&mut changed, index) {
                let found = told(catalogue, &changed).difference(&clean).next().is_some();
                let figure = &chapter.ledger.figures[index];
                // Ranges and words are no rounding of a value; what is quoted stands in its source alone.
                // A typed ordinal (第1位) is accounted for as one.
                let ordinal = kind == "hand-typed number" && figure.function == FigureFunction::Rank;
                let findable = figure.print.rounded.is_some() && !ordinal;
                tally.add(found, findable, || format!("{}: {}", figure.id, figure.print.text()));
            }
        }
    }
    tally
}

/// What the checks of figures and of prose say of one chapter.
fn told(catalogue: &Catalogue<'_>, chapter: &Written) -> BTreeSet<String> {
    let mut findings = Findings::default();
    let chapters = std::slice::from_ref(chapter);
    let ledgers = Ledgers { catalogue, chapters };
    audit::figures(&ledgers, &mut findings);
    audit::facts(&ledgers, &[audit::stated(&ledgers)], &mut findings);
    let prose = Prose::new(catalogue, chapters);
    prose.check(&mut findings);
    prose::whole(&prose::Whole { catalogue, typed: &prose.typed(), names_used: None }, &mut findings);
    findings.as_slice().iter().map(|finding| format!("{} {}", finding.code, finding.problem.message)).collect()
}

/// The mark of a figure is replaced by what it prints.
fn typed_by_hand(chapter: &mut Written, index: usize) -> bool {
    let text = chapter.ledger.figures[index].print.text();
    let mark = format!("\u{E000}{index}\u{E001}");
    let has_digits = text.bytes().any(|b| b.is_ascii_digit());
    let typed = chapter.text.replacen(&mark, &text, 1);
    has_digits && std::mem::replace(&mut chapter.text, typed.clone()) != typed
}

fn flip(figure: &mut Figure) -> bool {
    let pairs =
        [("增长", "下降"), ("增加", "减少"), ("提高", "降低"), ("下降", "增长"), ("减少", "增加"), ("降低", "提高")];
    let other = pairs.iter().find(|(word, _)| figure.print.word == *word).map(|(_, other)| *other);
    figure.print.word = other.map_or_else(|| figure.print.word.clone(), str::to_owned);
    other.is_some()
}
