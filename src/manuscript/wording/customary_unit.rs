//! Units that yearbooks do not use: 亩, 斤, m², kw.

use super::Rule;

pub(super) const RULE: Rule = Rule {
    code: "W014",
    meaning: "units are the legal ones, by their Chinese names",
    hint: "15 亩 are 1 公顷; write 千克, 平方米, 千瓦",
    doc: "\
## What it does
Customary units (亩, 斤, 担, 两, 尺, 里) and units by their symbols (m², kg, kW) are reported.

## Why
Print keeps to the legal units; a text has names and not symbols.

## Wrong
耕地7000亩；建筑面积1200m²

## Right
耕地466.67公顷；建筑面积1200平方米

## Source
GB 3100 to 3102; style guides of yearbook editors. Bulletins may keep 亩 for arable land: waive it there.",
    find: |reading| {
        const CUSTOMARY: &[&str] = &["亩", "斤", "担", "市斤", "尺", "里", "顷"];
        let mut found = Vec::new();
        for mention in &reading.mentions {
            let unit = mention.figure.unit.split('/').next().unwrap_or_default();
            let printed = reading.printed(mention);
            let symbol = unit
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '㎡' | '㎥' | '㎞' | '㎏' | 'μ'))
                && !matches!(unit, "TEU" | "MB" | "GB" | "TB" | "PB" | "Mbps" | "Gbps");
            if CUSTOMARY.contains(&unit) {
                found.push((mention.figure.span.clone(), format!("`{printed}` is in a customary unit")));
            } else if symbol {
                found.push((mention.figure.span.clone(), format!("`{printed}` has its unit as a symbol")));
            }
        }
        found
    },
};
