//! Which area a place of a text speaks of: the last one named in its paragraph.
//!
//! Must not know: figures.

use std::collections::BTreeMap;

use super::Data;

/// Words that lead back to the area of the whole text.
const WHOLE: &[&str] =
    &["全市", "全县", "全区", "全省", "全州", "全镇", "全乡", "全国", "全旗", "全盟", "我市", "我县"];

/// The areas that a text names, in order; `None` leads back to that of the text.
pub(super) struct Areas {
    named: Vec<(usize, Option<String>)>,
    lines: Vec<usize>,
}

impl Areas {
    pub(super) fn new(text: &str, data: &Data) -> Self {
        let mut words: BTreeMap<char, Vec<(&str, Option<&str>)>> = BTreeMap::new();
        let whole = WHOLE.iter().map(|word| (*word, None));
        let names = data.areas().iter().map(|(name, area)| (name.as_str(), Some(area.as_str())));
        for (name, area) in whole.chain(names).filter(|(name, _)| !name.is_empty()) {
            words.entry(name.chars().next().unwrap_or_default()).or_default().push((name, area));
        }
        for list in words.values_mut() {
            // An area of the book goes before a word such as 全国.
            list.sort_by_key(|(name, area)| (std::cmp::Reverse(name.len()), area.is_none()));
        }
        let mut named = Vec::new();
        let mut until = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let Some(list) = words.get(&c).filter(|_| at >= until) else { continue };
            if let Some((name, area)) = list.iter().find(|(name, _)| text[at..].starts_with(name)) {
                named.push((at, area.map(str::to_owned)));
                until = at + name.len();
            }
        }
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { named, lines }
    }

    /// Returns whether an area is named before a place, in its line.
    pub(super) fn has(&self, area: &str, at: usize) -> bool {
        let line = self.lines[self.lines.partition_point(|start| *start <= at).saturating_sub(1)];
        let from = self.named.partition_point(|(place, _)| *place < line);
        let to = self.named.partition_point(|(place, _)| *place < at);
        self.named.get(from..to).unwrap_or_default().iter().any(|(_, named)| named.as_deref() == Some(area))
    }

    /// Returns the area last named before a place, in its line.
    pub(super) fn before(&self, at: usize) -> Option<String> {
        let line = self.lines[self.lines.partition_point(|start| *start <= at).saturating_sub(1)];
        let index = self.named.partition_point(|(place, _)| *place < at).checked_sub(1)?;
        let (place, area) = &self.named[index];
        if *place < line { None } else { area.clone() }
    }
}
