//! A tiny book in memory, and calls written as templates write them.

mod arguments;
mod charts;
mod phrases;
mod provenance;
mod refusals;

use std::collections::BTreeMap;

use crate::book::{Book, Files};
use crate::findings::{Findings, Place, Printer, Problem, Severity};
use crate::indicators::Catalogue;
use crate::ingest::ingest;

use super::{Argument, Arguments, Call, ChapterLedger, Clerk, Figure, FigureFunction, Provenance};

/// The book of most tests: three parts of a whole, the years 2010 to 2020, edition 2016.
const BOOK: &str = "title: 试书\narea: 全国\nyear: 2016\nyears: {from: 2010, to: 2020}\nareas:\n  - 全国\n  - {id: 甲县, part_of: 全国}\n  \
    - {id: 乙县, part_of: 全国}\n  - {id: 丙县, part_of: 全国}\n  - 外市\ndatasets:\n  - file: data/a.csv\nchapters:\n  - templates/chapters/c.md\n";
const HEADER: &str =
    "indicator,name_zh,area,year,value,unit,status,qualifier,note,source,comparable_base,revised_from\n";

/// A book under test.
#[derive(Clone)]
struct Desk {
    yaml: String,
    rows: String,
    indicators: String,
    draft: bool,
}

/// Rows are `indicator area year value unit [column=value …]`, with `-` for no unit.
fn desk(rows: &str) -> Desk {
    let mut csv = HEADER.to_owned();
    for line in rows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let mut next = || words.next().unwrap_or_default();
        let (indicator, area, year, value, unit) = (next(), next(), next(), next(), next());
        let more: BTreeMap<&str, &str> =
            line.split_whitespace().skip(5).filter_map(|word| word.split_once('=')).collect();
        let of = |name: &str| more.get(name).copied().unwrap_or_default();
        let value = if value == "∅" { "" } else { value };
        let unit = if unit == "-" { "" } else { unit };
        let fields = [
            indicator,
            of("name"),
            area,
            year,
            value,
            unit,
            of("status"),
            of("qualifier"),
            of("note"),
            of("source"),
            of("comparable_base"),
            of("revised_from"),
        ];
        csv.push_str(&fields.join(","));
        csv.push('\n');
    }
    Desk { yaml: BOOK.to_owned(), rows: csv, indicators: String::new(), draft: false }
}

impl Desk {
    /// Declares indicators: `id: formula`, a line each, or YAML for more.
    fn indicators(mut self, yaml: &str) -> Self {
        self.yaml.push_str("indicators: data/indicators/*.yaml\n");
        self.indicators = format!("indicators:\n{yaml}\n");
        self
    }

    fn with(mut self, yaml: &str) -> Self {
        self.yaml.push_str(yaml);
        self.yaml.push('\n');
        self
    }

    /// Lets `work` use a clerk of this book.
    fn ask<T>(&self, work: impl FnOnce(&mut Clerk<'_>) -> T) -> (T, ChapterLedger) {
        self.ask_citing(&BTreeMap::new(), work)
    }

    fn ask_citing<T>(
        &self,
        cited: &BTreeMap<String, Figure>,
        work: impl FnOnce(&mut Clerk<'_>) -> T,
    ) -> (T, ChapterLedger) {
        let mut files = BTreeMap::from([
            ("yearbook.yaml".to_owned(), self.yaml.clone().into_bytes()),
            ("data/a.csv".to_owned(), self.rows.clone().into_bytes()),
            ("templates/chapters/c.md".to_owned(), "---\ntitle: 章\nsources: [统计局]\n---\n".as_bytes().to_vec()),
        ]);
        if !self.indicators.is_empty() {
            files.insert("data/indicators/a.yaml".to_owned(), self.indicators.clone().into_bytes());
        }
        let mut findings = Findings::default();
        let mut book = Book::load(Files::in_memory(files), &mut findings).unwrap_or_else(|error| panic!("{error}"));
        book.draft = self.draft;
        let observations = ingest(&book, &crate::ingest::Room::default(), &mut findings);
        let catalogue = Catalogue::new(&book, &observations, &mut findings);
        assert!(!findings.any(Severity::Error), "{}", Printer::default().findings(&findings));
        let mut clerk = Clerk::new(&book, &catalogue, &book.chapters[0], cited);
        let made = work(&mut clerk);
        (made, clerk.finish())
    }

    fn record(&self, call: &str) -> Result<Figure, Problem> {
        let (result, ledger) = self.ask(|clerk| clerk.record(&parse(call)));
        result.map(|index| ledger.figures[index].clone())
    }

    fn figure(&self, call: &str) -> Figure {
        self.record(call).unwrap_or_else(|problem| panic!("{call}: {}", Printer::default().problem(&problem)))
    }

    /// Where a figure comes from.
    fn provenance(&self, figure: &Figure) -> Provenance {
        self.ask(|clerk| figure.provenance(clerk.catalogue)).0
    }

    /// What a call prints, whole.
    fn print(&self, call: &str) -> String {
        self.figure(call).print.text()
    }

    /// What is said when a call is refused: message, then hint.
    fn refusal(&self, call: &str) -> String {
        match self.record(call) {
            Ok(figure) => panic!("{call} prints {}", figure.print.text()),
            Err(Problem { message, hint, place, .. }) => {
                assert!(place.is_some(), "{call}: no place");
                format!("{message}\n  → {}", hint.unwrap_or_else(|| "(no hint)".to_owned()))
            }
        }
    }

    fn outcome(&self, call: &str) -> String {
        let arguments = arguments(&format!("outcome({call})"));
        self.ask(|clerk| clerk.outcome(&arguments, &site()))
            .0
            .unwrap_or_else(|problem| format!("refused: {}", problem.message))
    }

    /// Checks a table of calls and what they print.
    fn prints(&self, table: &[(&str, &str)]) {
        for (call, expected) in table {
            assert_eq!(&self.print(call), expected, "{call}");
        }
    }

    /// Checks that calls are refused with a message that says so.
    fn refuses(&self, table: &[(&str, &str)]) {
        for (call, part) in table {
            let said = self.refusal(call);
            assert!(said.contains(part), "{call} says:\n{said}\nwithout: {part}");
        }
    }
}

fn site() -> Place {
    Place::in_text("templates/chapters/c.md", "x", 0..1)
}

/// Reads `growth(indicator="x", base=2012, word=false, words={up="升"})`.
fn parse(call: &str) -> Call {
    let (name, _) = call.split_once('(').expect("a call");
    let function = FigureFunction::ALL.into_iter().find(|function| function.name() == name).expect("a function");
    Call { function, site: site(), arguments: arguments(call) }
}

fn arguments(call: &str) -> Arguments {
    let (_, inside) = call.split_once('(').expect("a call");
    let inside = inside.strip_suffix(')').expect("a closed call");
    let pairs = split(inside).into_iter().map(|part| {
        let (name, value) = part.split_once('=').expect("name=value");
        (name.trim().to_owned(), value_of(value.trim()))
    });
    Arguments(pairs.collect())
}

fn value_of(text: &str) -> Argument {
    let unquoted = |text: &str| text.trim().trim_matches('"').to_owned();
    let inner = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    match text {
        "true" => Argument::Flag(true),
        "false" => Argument::Flag(false),
        _ if text.starts_with('"') => Argument::Text(unquoted(text)),
        _ => match (inner('[', ']'), inner('{', '}')) {
            (Some(list), _) => Argument::List(split(list).into_iter().map(unquoted).collect()),
            (_, Some(map)) => Argument::Map(
                split(map)
                    .into_iter()
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(k, v)| (k.trim().to_owned(), unquoted(v)))
                    .collect(),
            ),
            _ => Argument::Integer(text.parse().expect("a number")),
        },
    }
}

/// Splits at commas outside quotes and brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !text[start..].trim().is_empty() {
        parts.push(&text[start..]);
    }
    parts
}
