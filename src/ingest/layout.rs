//! Which column of a table holds what: long tables, and wide ones with years, indicators or areas across.
//!
//! Owns: our words for columns and their usual Chinese headers, units in headers. Must not know: file formats, cells.

use crate::book::{Dataset, Layout};
use crate::findings::{Problem, nearest};

use super::codes::{self, Report};
use super::period;
use super::register::Register;
use super::table::{Header, Table};
use super::value;

mod header;

pub(super) use header::{compact, split_unit};

/// Our words for columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Indicator,
    Area,
    Year,
    Value,
    Unit,
    Status,
    Qualifier,
    Note,
    Source,
    ComparableBase,
    RevisedFrom,
    NameZh,
    NameEn,
}

/// Each word with the header that stands for it, and others that do.
const WORDS: [(Word, &str, &[&str]); 13] = [
    (Word::Indicator, "indicator", &["指标", "指标名称", "指标代码", "指标编号"]),
    (Word::Area, "area", &["地区", "地区名称", "区域", "行政区划"]),
    (Word::Year, "year", &["年份", "年度", "年", "时期"]),
    (Word::Value, "value", &["数值", "指标值", "值"]),
    (Word::Unit, "unit", &["单位", "计量单位"]),
    (Word::Status, "status", &["状态", "数据状态"]),
    (Word::Qualifier, "qualifier", &["概数词", "限定词"]),
    (Word::Note, "note", &["备注", "附注"]),
    (Word::Source, "source", &["来源", "资料来源", "数据来源"]),
    (Word::ComparableBase, "comparable_base", &["可比基数", "可比口径基数"]),
    (Word::RevisedFrom, "revised_from", &["修订前", "修订前数值"]),
    (Word::NameZh, "name_zh", &["中文名", "中文名称"]),
    (Word::NameEn, "name_en", &["英文名", "英文名称"]),
];

impl Word {
    /// The word as `yearbook.yaml` writes it.
    pub(super) fn key(self) -> &'static str {
        WORDS[self as usize].1
    }
}

/// A column whose cells are values, and what its header says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ValueColumn {
    pub(super) column: usize,
    pub(super) indicator: Option<String>,
    pub(super) area: Option<String>,
    pub(super) year: Option<String>,
    pub(super) unit: Option<String>,
}

/// Where a table holds what.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    columns: [Option<usize>; 13],
    pub(super) values: Vec<ValueColumn>,
    /// Whether blank cells are gaps in a wide table rather than rows that say "not available".
    pub(super) is_wide: bool,
}

impl Plan {
    /// Whether anything is read from a column.
    pub(super) fn reads(&self, column: usize) -> bool {
        self.columns.contains(&Some(column)) || self.values.iter().any(|value| value.column == column)
    }

    /// The column of a word.
    pub(super) fn column(&self, word: Word) -> Option<usize> {
        self.columns[word as usize]
    }
}

/// Finds out what the columns of a table are; `None` when one that is needed is not there.
pub(super) fn plan(table: &Table, dataset: &Dataset, register: &Register<'_>, report: &mut Report<'_>) -> Option<Plan> {
    let mut planner = Planner { table, dataset, register, report, columns: [None; 13], complete: true };
    planner.claim_mapped();
    planner.claim_usual();
    let values = if dataset.layout == Layout::Long { planner.long() } else { planner.wide() };
    let Planner { columns, complete, .. } = planner;
    (complete && !values.is_empty()).then_some(Plan { columns, values, is_wide: dataset.layout != Layout::Long })
}

struct Planner<'a, 'b> {
    table: &'a Table,
    dataset: &'a Dataset,
    register: &'a Register<'a>,
    report: &'a mut Report<'b>,
    columns: [Option<usize>; 13],
    complete: bool,
}

impl Planner<'_, '_> {
    fn find(&self, wanted: &str) -> Option<usize> {
        let wanted = compact(wanted);
        let same = |header: &Header| compact(&header.text) == wanted;
        let same_without_unit = |header: &Header| compact(&split_unit(&header.text, self.register.units()).0) == wanted;
        let headers = &self.table.headers;
        headers.iter().position(same).or_else(|| headers.iter().position(same_without_unit))
    }

    fn is_claimed(&self, column: usize) -> bool {
        self.columns.contains(&Some(column))
    }

    /// The columns that `yearbook.yaml` names.
    fn claim_mapped(&mut self) {
        for (word, key, _) in WORDS {
            let Some(header) = self.dataset.columns.get(key) else { continue };
            self.columns[word as usize] = self.find(header);
            if self.column_is_missing(word) {
                let message = format!("column `{header}`, mapped to `{key}`, is not in {}", self.table.file.path);
                let problem = Problem::new(message).at(self.dataset.place.clone()).hint(self.nearest_header(header));
                self.report.add(codes::MISSING_COLUMN, problem);
                self.complete = false;
            }
        }
    }

    fn column_is_missing(&self, word: Word) -> bool {
        self.columns[word as usize].is_none()
    }

    fn nearest_header(&self, wanted: &str) -> String {
        let headers =
            || self.table.headers.iter().filter(|header| !header.parts.is_empty()).map(|header| &*header.text);
        match nearest(wanted, headers()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the headers are: {}", headers().take(20).collect::<Vec<_>>().join(", ")),
        }
    }

    /// The columns with one of the usual headers; what lies across has no column of its own.
    fn claim_usual(&mut self) {
        let across: &[Word] = match self.dataset.layout {
            Layout::Long => &[],
            Layout::YearsAcross => &[Word::Year, Word::Value],
            Layout::IndicatorsAcross => &[Word::Indicator, Word::Value],
            Layout::AreasAcross => &[Word::Area, Word::Value],
        };
        for (word, key, others) in WORDS {
            if self.columns[word as usize].is_some() || self.dataset.columns.contains_key(key) || across.contains(&word)
            {
                continue;
            }
            let headers = std::iter::once(&key).chain(others);
            let found = headers.filter_map(|header| self.find(header)).find(|column| !self.is_claimed(*column));
            self.columns[word as usize] = found;
        }
    }

    /// Whether neither a column nor a constant says it.
    fn lacks(&self, word: Word) -> bool {
        self.column_is_missing(word) && !self.dataset.constants.contains_key(word.key())
    }

    fn long(&mut self) -> Vec<ValueColumn> {
        for word in [Word::Indicator, Word::Area, Word::Year] {
            self.require(word);
        }
        for column in 0..self.table.headers.len() {
            if !self.is_claimed(column) {
                self.unused(column);
            }
        }
        let Some(column) = self.columns[Word::Value as usize] else {
            self.require(Word::Value);
            return Vec::new();
        };
        let unit = split_unit(&self.table.headers[column].text, self.register.units()).1;
        vec![ValueColumn { column, unit, ..ValueColumn::default() }]
    }

    fn require(&mut self, word: Word) {
        let mapped = self.dataset.columns.contains_key(word.key());
        if mapped
            || (word == Word::Value && !self.column_is_missing(word))
            || (word != Word::Value && !self.lacks(word))
        {
            return;
        }
        let key = word.key();
        let headers = self.table.headers.iter().filter(|header| !header.parts.is_empty()).map(|header| &*header.text);
        let near = nearest(key, headers)
            .map(|near| format!("the nearest header is `{near}`: correct it, or map it under `columns`"));
        let hint = near.unwrap_or_else(|| self.nearest_header(key));
        let hint = match word {
            Word::Value => hint,
            _ => format!("{hint}; where all rows share it, state it under `constants` of the dataset: `{key}: …`"),
        };
        let problem = Problem::new(format!("no column holds the {key}")).at(self.table.header_place(None)).hint(hint);
        self.report.add(codes::MISSING_COLUMN, problem);
        self.complete = false;
    }

    /// A column of a long table that is none of ours.
    fn unused(&mut self, column: usize) {
        let header = &self.table.headers[column];
        let place = self.table.header_place(Some(column));
        if header.parts.is_empty() {
            if !self.table.is_blank(column) {
                let problem = Problem::new("the column has no header and is not read").at(place);
                self.report.add(codes::IGNORED_COLUMN, problem.hint("name it, or empty it"));
            }
            return;
        }
        // That two columns have one header is told already.
        if self.table.headers[..column].iter().any(|earlier| earlier.text == header.text) {
            return;
        }
        let free = WORDS.into_iter().filter(|(word, ..)| self.column_is_missing(*word));
        let near =
            nearest(&header.text, free.flat_map(|(_, key, others)| std::iter::once(key).chain(others.iter().copied())));
        let problem = Problem::new(format!("column `{}` is none of ours and is not read", header.text)).at(place);
        match near {
            Some(near) => self.report.add(codes::IGNORED_COLUMN, problem.hint(format!("did you mean `{near}`?"))),
            None => self.report.add(codes::UNUSED_COLUMN, problem),
        }
    }

    fn wide(&mut self) -> Vec<ValueColumn> {
        let mut values = Vec::new();
        for column in 0..self.table.headers.len() {
            if self.is_claimed(column) {
                continue;
            }
            if self.table.headers[column].parts.is_empty() {
                self.unused(column);
                continue;
            }
            values.extend(self.value_column(column));
        }
        for (word, given) in [
            (Word::Indicator, values.iter().all(|value| value.indicator.is_some())),
            (Word::Area, values.iter().all(|value| value.area.is_some())),
            (Word::Year, values.iter().all(|value| value.year.is_some())),
        ] {
            if values.is_empty() || !given {
                self.require(word);
            }
        }
        values
    }

    /// Reads a header of a wide table: each of its parts is a year, an area, a unit, or of the indicator's name.
    fn value_column(&mut self, column: usize) -> Option<ValueColumn> {
        let header = &self.table.headers[column];
        let layout = &self.dataset.layout;
        let wants_year = *layout == Layout::YearsAcross || self.lacks(Word::Year);
        let wants_area = *layout == Layout::AreasAcross || self.lacks(Word::Area);
        let wants_indicator = *layout == Layout::IndicatorsAcross || self.lacks(Word::Indicator);
        let mut found = ValueColumn { column, ..ValueColumn::default() };
        let mut rest: Vec<String> = Vec::new();
        for (index, part) in header.parts.iter().enumerate() {
            let (name, unit) = split_unit(part, self.register.units());
            let is_unit = index > 0 && unit.is_none() && self.register.is_unit(&name);
            found.unit = unit.or_else(|| is_unit.then(|| name.clone())).or(found.unit);
            if name.is_empty() || is_unit {
                continue;
            }
            if wants_year && found.year.is_none() && period::read(&name).is_ok() {
                found.year = Some(name);
            } else if wants_area && found.area.is_none() && self.register.area(&name).is_some() {
                found.area = Some(name);
            } else {
                rest.push(name);
            }
        }
        let rest = rest.join("/");
        if *layout == Layout::YearsAcross && found.year.is_none() {
            self.not_across(column, "a year");
            return None;
        }
        if *layout == Layout::AreasAcross && found.area.is_none() {
            found.area = Some(rest).filter(|rest| !rest.is_empty());
        } else if wants_indicator && !rest.is_empty() {
            self.warn_of_near_word(column, &rest);
            found.indicator = Some(rest);
        }
        Some(found)
    }

    fn not_across(&mut self, column: usize, expected: &str) {
        let text = &self.table.headers[column].text;
        let known = WORDS.iter().flat_map(|(_, key, others)| std::iter::once(key).chain(others.iter())).copied();
        let near = nearest(text, known).map(|near| format!("did you mean `{near}`?"));
        let problem = Problem::new(format!("expected {expected} as header, found `{text}`; the column is not read"));
        let problem = problem.at(self.table.header_place(Some(column)));
        let hint = near.unwrap_or_else(|| "map it under `columns` of the dataset if it is one of ours".into());
        self.report.add(codes::IGNORED_COLUMN, problem.hint(hint));
    }

    /// `soruce` across would become an indicator of that name.
    fn warn_of_near_word(&mut self, column: usize, name: &str) {
        let known = WORDS.iter().map(|(_, key, _)| *key);
        let Some(near) = nearest(name, known).filter(|_| self.register.known(name).is_none()) else { return };
        let problem =
            Problem::new(format!("column `{name}` is read as an indicator")).at(self.table.header_place(Some(column)));
        self.report.add(codes::IGNORED_COLUMN, problem.hint(format!("did you mean `{near}`?")));
    }
}

/// The constant that a dataset states for a word.
pub(super) fn constant(dataset: &Dataset, word: Word) -> Option<&str> {
    dataset.constants.get(word.key()).map(|text| value::trim(text)).filter(|text| !text.is_empty())
}
