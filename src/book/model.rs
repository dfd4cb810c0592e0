//! What a book is, once it has been read and found valid.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::findings::{Finding, Place, Severity};
use crate::quantity::UnitTable;

use super::{AreaTree, Declarations, DeclaredCheck, Files, Prose};

/// A language of an edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese (`zh-CN`).
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Returns the BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// A name in each language that has one.
#[derive(Clone, Debug, Hash, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Names(pub BTreeMap<Language, String>);

impl Names {
    /// Returns the name in `language`, else in Chinese, else in any.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        let name = self.0.get(&language).or_else(|| self.0.get(&Language::Zh));
        name.or_else(|| self.0.values().next()).map(String::as_str)
    }

    /// Returns all names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

/// A time period: a year, or a span of years such as a five-year plan's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Period {
    /// One year.
    Year(i32),
    /// From the first to the last year, both included.
    Span(i32, i32),
}

impl Period {
    /// Reads `2016`, `2016-2020`, `2016—2020`, `2016–2020` or `2016~2020`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let year =
            |text: &str| text.trim().trim_end_matches('年').parse::<i32>().ok().filter(|y| (1..=9999).contains(y));
        if let Some(year) = year(text) {
            return Some(Self::Year(year));
        }
        let (from, to) = text.split_once(['-', '—', '–', '~', '～'])?;
        let (from, to) = (year(from)?, year(to.trim_start_matches('—'))?);
        (from < to).then_some(Self::Span(from, to))
    }

    /// Returns the year in which it ends.
    #[must_use]
    pub fn last_year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Span(_, year) => year,
        }
    }

    /// Returns the year in which it begins.
    #[must_use]
    pub fn first_year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Span(year, _) => year,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Span(from, to) => write!(f, "{from}—{to}"),
        }
    }
}

/// The rounding law of a book.
#[derive(Clone, Copy, Debug, Hash, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub enum RoundingLaw {
    /// 四舍五入: a tie goes away from zero.
    #[default]
    #[serde(rename = "half_up")]
    HalfUp,
    /// GB/T 8170-2008, 四舍六入五留双: a tie goes to the even digit.
    #[serde(rename = "half_even", alias = "gbt8170")]
    HalfEven,
}

/// How entry headings (`##` in a chapter) are shown.
#[derive(Clone, Copy, Debug, Hash, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryHeadings {
    /// 【概况】, run in before the entry's first sentence.
    #[default]
    Brackets,
    /// An ordinary heading.
    Plain,
}

/// What the site shows beside its chapters, by the book's choice (`site:`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The picture on the cover.
    pub logo: Option<Logo>,
    /// The colour of links and rules, `#rrggbb`; readable on the page.
    pub colour: Option<String>,
    /// A line at the foot of every page.
    pub footer: Names,
    /// Who made the book, in the order given.
    pub credits: Vec<Credit>,
    /// Whether what is told of a figure links to its row in the audit, which must then be published beside the pages.
    pub audit_links: bool,
}

/// What is published beside the book itself, by its choice (`publish:`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publish {
    /// The data as they were read: `data/observations.csv`.
    pub observations: bool,
    /// What the audit's workbook computes again.
    pub workbook: Workbook,
}

/// What `audit/audit.xlsx` has a live formula for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Workbook {
    /// Every figure.
    #[default]
    All,
    /// Every figure but the cells of large tables.
    Figures,
    /// There is no workbook.
    None,
}

impl Default for Publish {
    fn default() -> Self {
        Self { observations: true, workbook: Workbook::All }
    }
}

/// A picture of the book's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Its file ending, `svg`.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A line of the credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// 主编, 编辑, …
    pub role: Names,
    /// Who.
    pub names: Vec<String>,
}

/// A data file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated text.
    Csv,
    /// Tab-separated text.
    Tsv,
    /// Office Open XML workbook.
    Xlsx,
    /// Apache Parquet.
    Parquet,
}

/// How observations lie in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One observation a row.
    #[default]
    Long,
    /// A row an indicator and area, a column a year.
    YearsAcross,
    /// A row an area and year, a column an indicator.
    IndicatorsAcross,
    /// A row an indicator and year, a column an area.
    AreasAcross,
}

/// Which column of a file holds what: header text in the file, by our word for it.
///
/// Keys are `indicator area year value unit status qualifier note source comparable_base revised_from name_zh name_en`.
pub type Columns = BTreeMap<String, String>;

/// One entry of `datasets`.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Files in the book, sorted; more than one where a pattern was given.
    pub files: Vec<String>,
    /// As stated, or by the file's extension.
    pub format: Format,
    /// Where observations lie.
    pub layout: Layout,
    /// Headers by our words, where they differ.
    pub columns: Columns,
    /// Values for what the file does not say: `indicator`, `area`, `year`, `unit`, `status`, `source`, …
    pub constants: BTreeMap<String, String>,
    /// Sheet of a workbook; the first by default.
    pub sheet: Option<String>,
    /// Range of a sheet, such as `B3:F20`.
    pub range: Option<String>,
    /// How many rows the header takes (merged headers are joined with `/`). 1 by default.
    pub header_rows: usize,
    /// Encoding label; UTF-8 by default, a BOM wins.
    pub encoding: Option<String>,
    /// Lines that begin so are comments (text formats).
    pub comment: Option<String>,
    /// Texts that mean a missing kind, beside the built-in ones: `{"—": not_applicable}`.
    pub missing: BTreeMap<String, String>,
    /// Where this dataset stands in `yearbook.yaml`.
    pub place: Place,
}

/// Words for a change, by the sign of what is printed.
#[derive(Clone, Debug, Hash, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// When it prints above zero.
    pub up: Option<String>,
    /// When it prints below zero.
    pub down: Option<String>,
    /// When it prints as zero.
    pub flat: Option<String>,
}

/// What values are plausible, in the indicator's declared unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// At least.
    pub min: Option<f64>,
    /// At most.
    pub max: Option<f64>,
}

/// Binary numbers are alike if their bits are.
impl Hash for Expect {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { min, max } = self;
        [min, max].map(|bound| bound.map(f64::to_bits)).hash(state);
    }
}

/// For which ratios of value to printed number a hedge word holds: data, so that a book may change them.
pub type HedgeBands = BTreeMap<String, (f64, f64)>;

/// An indicator as declared in `data/indicators/*.yaml`.
#[derive(Clone, Debug, Hash)]
pub struct IndicatorDef {
    /// Its id.
    pub id: String,
    /// Its names, which are aliases of the id.
    pub names: Names,
    /// 口径.
    pub definition: Names,
    /// The formula's text and its place; `None` for an indicator that comes from data.
    pub formula: Option<(String, Place)>,
    /// Its unit, if declared.
    pub unit: Option<String>,
    /// Decimals to print, if declared.
    pub decimals: Option<u32>,
    /// Words for its changes.
    pub words: Words,
    /// Plausible values.
    pub expect: Expect,
    /// Whether its formula accepts hedged operands (约, 多, …); the result inherits the hedge.
    pub accepts_hedged: bool,
    /// Where it is declared.
    pub place: Place,
}

/// A chapter's source.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The file's stem: the chapter's name in figure ids and output paths.
    pub id: String,
    /// Path of its template in the book.
    pub file: String,
    /// Title.
    pub title: String,
    /// Its reference area, if it is not the book's.
    pub area: Option<String>,
    /// Its year, if it is not the edition's.
    pub year: Option<i32>,
    /// 供稿人.
    pub authors: Vec<String>,
    /// Where its material comes from.
    pub sources: Vec<String>,
    /// The whole file, front matter included.
    pub source: String,
    /// Byte offset in `source` at which the template begins.
    pub body: usize,
}

/// A finding that is right as it is, with the reason: it is set aside, and listed apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The finding's code.
    pub code: String,
    /// What it is about, or the file it lies in; `*` stands for anything. Every finding of the code without it.
    pub on: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
}

impl Waiver {
    /// Returns whether it is meant for a finding.
    #[must_use]
    pub fn applies(&self, finding: &Finding) -> bool {
        is_meant(&self.code, self.on.as_deref(), finding)
    }
}

/// Another severity for findings of a code, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeverityRule {
    /// The findings' code.
    pub code: String,
    /// What they are about, as in a waiver.
    pub on: Option<String>,
    /// How bad they are in this book.
    pub severity: Severity,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
}

impl SeverityRule {
    /// Returns whether it is meant for a finding.
    #[must_use]
    pub fn applies(&self, finding: &Finding) -> bool {
        is_meant(&self.code, self.on.as_deref(), finding)
    }
}

fn is_meant(code: &str, on: Option<&str>, finding: &Finding) -> bool {
    let problem = &finding.problem;
    let named = [problem.subject.as_deref(), problem.place.as_ref().map(Place::path)];
    finding.code == code && on.is_none_or(|on| named.into_iter().flatten().any(|name| super::files::matches(on, name)))
}

/// A validated book.
#[derive(Clone, Debug)]
pub struct Book {
    /// Its files.
    pub files: Files,
    /// Title.
    pub title: Names,
    /// Publisher.
    pub publisher: String,
    /// Default reference area.
    pub area: String,
    /// Data year of the edition.
    pub year: i32,
    /// First and last year of observations.
    pub years: (i32, i32),
    /// Language of the edition.
    pub language: Language,
    /// How figures are rounded.
    pub rounding: RoundingLaw,
    /// How entry headings are shown.
    pub entry_headings: EntryHeadings,
    /// What the site shows beside its chapters.
    pub site: Site,
    /// What is published beside it.
    pub publish: Publish,
    /// Reference areas.
    pub areas: AreaTree,
    /// Units.
    pub units: UnitTable,
    /// Hedge bands.
    pub hedges: HedgeBands,
    /// Data files.
    pub datasets: Vec<Dataset>,
    /// Declared indicators, in the order of the files.
    pub indicators: Vec<IndicatorDef>,
    /// Relations that have to hold, in the order of the files.
    pub checks: Vec<DeclaredCheck>,
    /// Whether this is a draft: missing figures are printed as pending instead of refused.
    pub draft: bool,
    /// Chapters, in the book's order.
    pub chapters: Vec<Chapter>,
    /// Charts that chapters only place.
    pub charts: Declarations,
    /// Tables that chapters only place.
    pub tables: Declarations,
    /// Findings that are right as they are.
    pub waivers: Vec<Waiver>,
    /// What it says of its prose.
    pub prose: Prose,
    /// Findings that are worse, or less bad, in this book.
    pub severities: Vec<SeverityRule>,
    /// Every other text under `templates/` by its path there: partials and layouts.
    pub templates: BTreeMap<String, String>,
}

impl Book {
    /// Returns whether a name, or a pattern that was asked for, is that of templates and nothing else: data say the same
    /// whatever they are.
    pub(crate) fn is_template(&self, name: &str) -> bool {
        let is_named = || {
            let partial = name.strip_prefix("templates/").is_some_and(|name| self.templates.contains_key(name));
            partial || self.chapters.iter().any(|chapter| chapter.file == name)
        };
        let is_data = || self.datasets.iter().any(|dataset| dataset.files.iter().any(|file| file == name));
        matches!(name, "templates/**/*" | "templates/**/*.md") || is_named() && !is_data()
    }

    /// Returns the year of a chapter: its own, else the edition's.
    #[must_use]
    pub fn year_of(&self, chapter: &Chapter) -> i32 {
        chapter.year.unwrap_or(self.year)
    }

    /// Returns the reference area of a chapter: its own, else the book's.
    #[must_use]
    pub fn area_of<'a>(&'a self, chapter: &'a Chapter) -> &'a str {
        chapter.area.as_deref().unwrap_or(&self.area)
    }
}

/// Ratios of value to printed number for which a hedge word holds, unless the book says otherwise. 近 stands below the
/// number, 超过 and 多 above it, 约 and 左右 around it; 翻番 is a doubling to one decimal.
pub(super) fn default_hedges() -> HedgeBands {
    let bands = [
        ("近", (0.95, 1.0)),
        ("约", (0.95, 1.05)),
        ("左右", (0.95, 1.05)),
        ("超过", (1.0, 1.1)),
        ("逾", (1.0, 1.1)),
        ("多", (1.0, 1.1)),
        ("余", (1.0, 1.1)),
        ("翻番", (1.95, 2.05)),
    ];
    bands.into_iter().map(|(word, band)| (word.to_owned(), band)).collect()
}
