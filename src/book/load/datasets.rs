//! The entries of `datasets`: files, formats, columns.

use std::collections::BTreeMap;

use crate::book::config::{DatasetConfig, LayoutConfig};
use crate::book::yaml::Spanned;
use crate::book::{Dataset, Format, Layout};
use crate::findings::{Problem, nearest};

use super::Loader;

/// Our words for the columns of a data file.
const COLUMN_WORDS: [&str; 13] = [
    "indicator",
    "area",
    "year",
    "value",
    "unit",
    "status",
    "qualifier",
    "note",
    "source",
    "comparable_base",
    "revised_from",
    "name_zh",
    "name_en",
];

/// What a text may mean that stands for a missing value.
const MISSING_WORDS: [&str; 3] = ["below_unit", "not_available", "not_applicable"];

impl Loader<'_> {
    pub(super) fn datasets(&mut self, configs: &[Spanned<DatasetConfig>]) -> Vec<Dataset> {
        let mut datasets = Vec::new();
        let mut seen: BTreeMap<(String, Option<String>), ()> = BTreeMap::new();
        for config in configs {
            let files = self.files_of(&config.value.file);
            for file in &files {
                let key = (file.clone(), config.value.sheet.clone());
                let repeated = config.value.range.is_none() && seen.insert(key, ()).is_some();
                if repeated {
                    let place = self.place(&config.value.file);
                    let problem = Problem::new(format!("data file `{file}` is listed twice")).at(place);
                    self.wrong("B008", problem.hint("remove one of the two, or tell them apart by `sheet` or `range`"));
                }
            }
            let format = files.first().and_then(|file| self.format_of(&config.value, file));
            if let Some(format) = format {
                let dataset = self.dataset(config, files, format);
                datasets.push(dataset);
            }
        }
        datasets
    }

    fn files_of(&mut self, pattern: &Spanned<String>) -> Vec<String> {
        let place = self.place(pattern);
        match self.files.glob(&pattern.value) {
            Ok(files) if files.is_empty() => {
                let known = self.files.glob("data/**/*").unwrap_or_default();
                let near = nearest(&pattern.value, known.iter().map(String::as_str));
                let hint = near
                    .map_or("put the file there, or mend the path".into(), |near| format!("did you mean `{near}`?"));
                self.wrong("B007", Problem::new(format!("no data file `{}`", pattern.value)).at(place).hint(hint));
                Vec::new()
            }
            Ok(files) => files,
            Err(error) => {
                self.wrong("B007", Problem::new(error.to_string()).at(place));
                Vec::new()
            }
        }
    }

    fn format_of(&mut self, config: &DatasetConfig, file: &str) -> Option<Format> {
        let by_name =
            |file: &str| match file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
                Some("csv" | "txt") => Some(Format::Csv),
                Some("tsv" | "tab") => Some(Format::Tsv),
                Some("xlsx" | "xlsm") => Some(Format::Xlsx),
                Some("parquet") => Some(Format::Parquet),
                _ => None,
            };
        let format = config.format.or_else(|| by_name(file));
        if format.is_none() {
            let place = self.place(&config.file);
            let problem = Problem::new(format!("cannot tell the format of `{file}` by its name")).at(place);
            self.wrong("B009", problem.hint("add `format: csv`, `tsv`, `xlsx` or `parquet`"));
        }
        format
    }

    fn dataset(&mut self, config: &Spanned<DatasetConfig>, files: Vec<String>, format: Format) -> Dataset {
        let place = self.place(config);
        let config = &config.value;
        let header_rows = config.header_rows.as_ref().map_or(1, |rows| rows.value);
        if let Some(rows) = config.header_rows.as_ref().filter(|rows| !(1..=10).contains(&rows.value)) {
            let place = self.place(rows);
            self.wrong("B010", Problem::new("`header_rows` must lie between 1 and 10").at(place));
        }
        Dataset {
            files,
            format,
            layout: layout(config.layout),
            columns: self.keyed(&config.columns, &COLUMN_WORDS, "column"),
            constants: self.keyed(&config.constants, &COLUMN_WORDS, "constant"),
            sheet: config.sheet.clone(),
            range: config.range.clone(),
            header_rows: header_rows.clamp(1, 10),
            encoding: config.encoding.clone(),
            comment: config.comment.clone(),
            missing: self.missing(&config.missing),
            place,
        }
    }

    /// A mapping whose keys must be among our words.
    fn keyed(
        &mut self,
        given: &BTreeMap<String, Spanned<String>>,
        words: &[&str],
        what: &str,
    ) -> BTreeMap<String, String> {
        for (key, value) in given.iter().filter(|(key, _)| !words.contains(&key.as_str())) {
            let near = nearest(key, words.iter().copied());
            let hint =
                near.map_or_else(|| format!("known: {}", words.join(", ")), |near| format!("did you mean `{near}`?"));
            let place = self.place(value);
            self.wrong("B010", Problem::new(format!("unknown {what} `{key}`")).at(place).hint(hint));
        }
        given.iter().map(|(key, value)| (key.clone(), value.value.clone())).collect()
    }

    fn missing(&mut self, given: &BTreeMap<String, Spanned<String>>) -> BTreeMap<String, String> {
        for value in given.values().filter(|value| !MISSING_WORDS.contains(&value.value.as_str())) {
            let place = self.place(value);
            let problem = Problem::new(format!("unknown missing kind `{}`", value.value)).at(place);
            self.wrong("B010", problem.hint(format!("known: {}", MISSING_WORDS.join(", "))));
        }
        given.iter().map(|(text, kind)| (text.clone(), kind.value.clone())).collect()
    }
}

fn layout(config: LayoutConfig) -> Layout {
    match config {
        LayoutConfig::Long => Layout::Long,
        LayoutConfig::YearsAcross => Layout::YearsAcross,
        LayoutConfig::IndicatorsAcross => Layout::IndicatorsAcross,
        LayoutConfig::AreasAcross => Layout::AreasAcross,
    }
}
