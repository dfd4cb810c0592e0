//! The YAML files as they are written: `yearbook.yaml`, `data/indicators/*.yaml`, a chapter's front matter.
//!
//! Shapes only; `load` checks what they say.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::findings::Severity;

use super::yaml::{Spanned, TextOr};
use super::{EntryHeadings, Expect, Format, Language, Names, Publish, RoundingLaw, Setting, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BookConfig {
    pub(super) title: TextOr<NamesConfig>,
    #[serde(default)]
    pub(super) publisher: String,
    pub(super) area: Spanned<String>,
    pub(super) year: Spanned<i32>,
    pub(super) years: Option<Spanned<YearsConfig>>,
    #[serde(default)]
    pub(super) language: Language,
    #[serde(default)]
    pub(super) rounding: RoundingLaw,
    #[serde(default)]
    pub(super) entry_headings: EntryHeadings,
    #[serde(default)]
    pub(super) site: SiteConfig,
    #[serde(default)]
    pub(super) publish: Publish,
    pub(super) areas: Vec<Spanned<TextOr<AreaConfig>>>,
    #[serde(default)]
    pub(super) units: Vec<Spanned<TextOr<UnitConfig>>>,
    #[serde(default)]
    pub(super) hedges: BTreeMap<String, Spanned<BandConfig>>,
    pub(super) datasets: Vec<Spanned<DatasetConfig>>,
    pub(super) indicators: Option<Spanned<String>>,
    pub(super) chapters: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) charts: BTreeMap<String, Spanned<BTreeMap<String, Setting>>>,
    #[serde(default)]
    pub(super) tables: BTreeMap<String, Spanned<BTreeMap<String, Setting>>>,
    #[serde(default)]
    pub(super) waivers: Vec<Spanned<WaiverConfig>>,
    #[serde(default)]
    pub(super) prose: ProseConfig,
    #[serde(default)]
    pub(super) severities: Vec<Spanned<SeverityConfig>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeverityConfig {
    pub(super) code: String,
    pub(super) on: Option<String>,
    pub(super) severity: Severity,
    pub(super) reason: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ProseConfig {
    #[serde(default)]
    pub(super) names: Vec<Spanned<ListedNameConfig>>,
    pub(super) entry_characters: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListedNameConfig {
    pub(super) text: String,
    pub(super) reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaiverConfig {
    pub(super) code: String,
    pub(super) on: Option<String>,
    pub(super) reason: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteConfig {
    pub(super) logo: Option<Spanned<String>>,
    pub(super) colour: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) footer: TextOr<NamesConfig>,
    #[serde(default)]
    pub(super) credits: Vec<CreditConfig>,
    #[serde(default)]
    pub(super) audit_links: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CreditConfig {
    pub(super) role: TextOr<NamesConfig>,
    pub(super) names: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesConfig {
    pub(super) zh: Option<String>,
    pub(super) en: Option<String>,
}

impl From<String> for NamesConfig {
    fn from(text: String) -> Self {
        Self { zh: Some(text), en: None }
    }
}

/// Names as the rest of the program knows them.
pub(super) fn names(config: &NamesConfig) -> Names {
    let named = [(Language::Zh, &config.zh), (Language::En, &config.en)];
    Names(named.into_iter().filter_map(|(language, name)| Some((language, name.clone()?))).collect())
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(super) struct YearsConfig {
    pub(super) from: i32,
    pub(super) to: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaConfig {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: TextOr<NamesConfig>,
    pub(super) part_of: Option<String>,
}

impl From<String> for AreaConfig {
    fn from(id: String) -> Self {
        Self { id, name: TextOr::default(), part_of: None }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitConfig {
    pub(super) symbol: String,
    /// `1/15`, or a whole number.
    pub(super) equals: Option<String>,
    pub(super) of: Option<String>,
}

impl From<String> for UnitConfig {
    fn from(symbol: String) -> Self {
        Self { symbol, equals: None, of: None }
    }
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(super) struct BandConfig {
    pub(super) from: f64,
    pub(super) to: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatasetConfig {
    pub(super) file: Spanned<String>,
    pub(super) format: Option<Format>,
    #[serde(default)]
    pub(super) layout: LayoutConfig,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) constants: BTreeMap<String, Spanned<String>>,
    pub(super) sheet: Option<String>,
    pub(super) range: Option<String>,
    pub(super) header_rows: Option<Spanned<usize>>,
    pub(super) encoding: Option<String>,
    pub(super) comment: Option<String>,
    #[serde(default)]
    pub(super) missing: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LayoutConfig {
    #[default]
    Long,
    YearsAcross,
    IndicatorsAcross,
    AreasAcross,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorsConfig {
    #[serde(default)]
    pub(super) indicators: Vec<Spanned<IndicatorConfig>>,
    #[serde(default)]
    pub(super) checks: Vec<Spanned<CheckConfig>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckConfig {
    pub(super) id: Spanned<String>,
    pub(super) that: Option<Spanned<String>>,
    pub(super) total: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) parts: Vec<Spanned<String>>,
    pub(super) severity: Option<Severity>,
    pub(super) tolerance: Option<Spanned<String>>,
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) areas: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) years: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) counts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorConfig {
    pub(super) id: Spanned<String>,
    #[serde(default)]
    pub(super) name: TextOr<NamesConfig>,
    #[serde(default)]
    pub(super) definition: TextOr<NamesConfig>,
    pub(super) formula: Option<Spanned<String>>,
    pub(super) unit: Option<Spanned<String>>,
    pub(super) decimals: Option<Spanned<u32>>,
    #[serde(default)]
    pub(super) words: Words,
    #[serde(default)]
    pub(super) expect: Expect,
    #[serde(default)]
    pub(super) hedged: HedgedConfig,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum HedgedConfig {
    /// A formula refuses operands that carry a hedge.
    #[default]
    Refuse,
    /// The result inherits the hedge.
    Inherit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatter {
    pub(super) title: String,
    pub(super) area: Option<Spanned<String>>,
    pub(super) year: Option<Spanned<i32>>,
    #[serde(default)]
    pub(super) authors: Vec<String>,
    #[serde(default)]
    pub(super) sources: Vec<String>,
}
