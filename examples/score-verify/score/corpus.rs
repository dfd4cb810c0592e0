//! The annotated passages: JSON files of one passage, or of a list of them.

use std::path::Path;

#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct Passage {
    pub(crate) id: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) figures: Vec<String>,
    #[serde(default)]
    pub(crate) hanzi_figures: Vec<String>,
    #[serde(default)]
    pub(crate) claims: Vec<Annotated>,
}

#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct Annotated {
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) operands: Vec<Operand>,
    pub(crate) stated: String,
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) advanced: bool,
    #[serde(default)]
    pub(crate) interval: Option<(f64, f64)>,
}

#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct Operand {
    pub(crate) printed: String,
}

/// Reads every `*.json` of a folder, by name.
pub(crate) fn read(folder: &Path) -> Result<Vec<Passage>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut passages = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let wrong = |error| format!("{}: {error}", path.display());
        match text.trim_start().starts_with('[') {
            true => passages.extend(serde_json::from_str::<Vec<Passage>>(&text).map_err(wrong)?),
            false => passages.push(serde_json::from_str(&text).map_err(wrong)?),
        }
    }
    Ok(passages)
}

/// Spaces within a printed figure carry nothing.
pub(crate) fn squeezed(printed: &str) -> String {
    printed.chars().filter(|c| !c.is_whitespace()).collect()
}
