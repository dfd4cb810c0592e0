//! A ledger for tests: it prints what a table says, and refuses the rest.

use std::collections::BTreeMap;

use super::chapters::{self, Written};
use super::desk::{Office, Question, Recorder};
use crate::book::{Book, Chapter, Files, Period};
use crate::findings::{Findings, Place, Printer, Problem, nearest};
use crate::formula::{Evaluation, Explanation, Expr, Input, Node, Outcome};
use crate::ingest::Status;
use crate::ledger::{
    Argument, Arguments, Call, ChapterLedger, ChartCell, ChartEntry, ChartSeries, Class, Figure, FigureFunction, Print,
    Reference,
};
use crate::quantity::{Exact, UnitTable};

/// Indicator, word, token, value, status.
const TABLE: [(&str, &str, &str, &str, Status); 10] = [
    ("fund", "", "1.89亿元", "189000000", Status::A),
    ("fund_growth", "增长", "294%", "2.94", Status::A),
    ("flat", "持平", "", "0.0001", Status::A),
    ("range", "", "3~4名", "", Status::A),
    ("rate", "", "12.5%", "0.125", Status::A),
    ("three", "", "3", "3", Status::A),
    ("year", "", "2016.", "2016", Status::A),
    ("odd", "", "<b>*1*</b>", "1", Status::A),
    ("firms", "", "28家", "28", Status::V),
    ("words", "", "全覆盖", "", Status::A),
];

pub(super) struct FakeOffice;

pub(super) struct FakeClerk<'a> {
    chapter: &'a Chapter,
    cited: &'a BTreeMap<String, Figure>,
    ledger: ChapterLedger,
}

impl Office for FakeOffice {
    type Clerk<'a> = FakeClerk<'a>;
    fn with_clerk<T>(
        &self,
        chapter: &Chapter,
        cited: &BTreeMap<String, Figure>,
        work: impl FnOnce(FakeClerk<'_>) -> T,
    ) -> T {
        work(FakeClerk { chapter, cited, ledger: ChapterLedger::default() })
    }
}

fn text<'a>(arguments: &'a Arguments, name: &str) -> Result<&'a str, Problem> {
    match arguments.0.get(name) {
        Some(Argument::Text(text)) => Ok(text),
        _ => Err(Problem::new(format!("no argument `{name}`"))),
    }
}

fn row(name: &str) -> Result<(&'static str, &'static str, &'static str, &'static str, Status), Problem> {
    TABLE.into_iter().find(|row| row.0 == name).ok_or_else(|| {
        let near = nearest(name, TABLE.iter().map(|row| row.0)).map(|near| format!("did you mean `{near}`?"));
        Problem::new(format!("no indicator `{name}`")).maybe_hint(near)
    })
}

impl FakeClerk<'_> {
    fn figure(&self, call: Call) -> Result<Figure, Problem> {
        if call.function == FigureFunction::Cite {
            let id = text(&call.arguments, "figure")?;
            let cited = self.cited.get(id).ok_or_else(|| Problem::new(format!("no figure `{id}`")))?;
            let own = format!("{}/cite:{id}", self.chapter.id);
            return Ok(Figure {
                id: own,
                chapter: self.chapter.id.as_str().into(),
                order: 0,
                entry: None,
                site: call.site.into(),
                ..cited.clone()
            });
        }
        let (indicator, word, token, value, status) = row(text(&call.arguments, "indicator")?)?;
        let area = text(&call.arguments, "area").unwrap_or("岳阳市");
        let unit = UnitTable::default().parse("元").expect("known");
        let outcome = match Exact::parse(value) {
            Some(value) => Outcome::Value { value, unit },
            None => Outcome::None(crate::formula::NoValue::NotANumber { what: token.to_owned() }),
        };
        let input = Input { indicator: indicator.into(), area: area.into(), period: Period::Year(2016) };
        let again = self.ledger.figures.iter().filter(|figure| *figure.indicator == *indicator).count();
        let number = if again == 0 { String::new() } else { format!("#{}", again + 1) };
        Ok(Figure {
            marks: (status == Status::V).then(|| "两处记载不一".to_owned()).into_iter().collect(),
            id: format!("{}/{}:{indicator}@{area}@2016{number}", self.chapter.id, call.function.name()),
            chapter: self.chapter.id.as_str().into(),
            entry: None,
            order: 0,
            function: call.function,
            indicator: indicator.into(),
            area: area.into(),
            period: Period::Year(2016),
            class: Class::Computed,
            formula: Expr { node: Node::Number(Exact::one()), span: 0..1 }.into(),
            evaluation: Evaluation {
                outcome,
                inputs: vec![input],
                hedge: None,
                statuses: [status].into(),
                notes: Default::default(),
            },
            claim: None,
            print: Print {
                word: word.to_owned(),
                token: token.to_owned(),
                rounded: Exact::parse(value),
                ..Print::default()
            },
            explanation: Some(Box::new(Explanation { rule: "规则".to_owned(), filled: "代入".to_owned() })),
            notes: Default::default(),
            pending: None,
            site: call.site.into(),
        })
    }
}

impl Recorder for FakeClerk<'_> {
    fn record(&mut self, call: Call) -> Result<usize, Problem> {
        let figure = self.figure(call)?;
        self.ledger.figures.push(figure);
        Ok(self.ledger.figures.len() - 1)
    }

    fn chart(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        let title = text(&arguments, "title")?.to_owned();
        let call = Call { function: FigureFunction::Figure, site: site.clone(), arguments: arguments.clone() };
        let cell = ChartCell { figure: Some(self.figure(call)?), reason: None, break_before: false };
        let number = self.ledger.charts.len() + 1;
        self.ledger.charts.push(ChartEntry {
            id: format!("{}/chart:x#{number}", self.chapter.id),
            stem: format!("{}-{number}", self.chapter.id),
            name: None,
            kind: "line".to_owned(),
            number: (0, 0),
            title,
            units: ("元".to_owned(), None),
            categories: vec!["2016年".to_owned()],
            series: vec![ChartSeries { name: "资金".to_owned(), right: false, cells: vec![cell] }],
            notes: Vec::new(),
            typed: None,
            source: None,
            site,
        });
        Ok(number - 1)
    }

    fn sparkline(&mut self, _: Arguments, _: Place) -> Result<usize, Problem> {
        Err(Problem::new("these tests draw no sparkline"))
    }

    fn table(&mut self, _: Arguments, _: Place) -> Result<usize, Problem> {
        Err(Problem::new("no tables here"))
    }

    fn reference(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        let to = text(&arguments, "to")?.to_owned();
        self.ledger.references.push(Reference { to, target: None, site });
        Ok(self.ledger.references.len() - 1)
    }

    fn answer(&mut self, _: Question, arguments: Arguments, _: Place) -> Result<String, Problem> {
        row(text(&arguments, "indicator")?).map(|_| "value".to_owned())
    }

    fn finish(self) -> ChapterLedger {
        self.ledger
    }
}

const BOOK: &str = "\
title: {zh: 样书}
area: 岳阳市
year: 2016
years: {from: 2011, to: 2020}
areas:
  - 岳阳市
  - {id: 平江县, part_of: 岳阳市}
  - {id: 岳阳县, part_of: 岳阳市}
datasets: []
chapters:
";

/// A book in memory; a path without `/` is a chapter's id.
pub(super) fn book(files: &[(&str, &str)]) -> Book {
    let mut yaml = BOOK.to_owned();
    let mut all = BTreeMap::new();
    for (name, text) in files {
        if name.contains('/') {
            all.insert((*name).to_owned(), text.as_bytes().to_vec());
        } else {
            yaml.push_str(&format!("  - templates/chapters/{name}.md\n"));
            let source = format!("---\ntitle: 篇{name}\n---\n{text}");
            all.insert(format!("templates/chapters/{name}.md"), source.into_bytes());
        }
    }
    all.insert("yearbook.yaml".to_owned(), yaml.into_bytes());
    let mut findings = Findings::default();
    let book = Book::load(Files::in_memory(all), &mut findings).expect("a book");
    assert!(findings.as_slice().is_empty(), "{}", Printer::default().findings(&findings));
    book
}

/// Fills a book.
pub(super) fn fill(book: &Book) -> (Vec<Written>, Findings) {
    let mut findings = Findings::default();
    let mut written = Vec::new();
    for filled in chapters::write(book, &FakeOffice, None, &mut findings) {
        findings.append(filled.findings);
        written.extend(filled.written);
    }
    super::references(&mut written, &mut findings);
    (written, findings)
}

/// Fills a book that has no fault.
pub(super) fn good(book: &Book) -> Vec<Written> {
    let (written, findings) = fill(book);
    assert!(findings.as_slice().is_empty(), "{}", Printer::default().findings(&findings));
    written
}

/// Fills a book; returns what is found.
pub(super) fn messages(files: &[(&str, &str)]) -> String {
    let (_, findings) = fill(&book(files));
    Printer::default().findings(&findings)
}
