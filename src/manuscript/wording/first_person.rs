//! The first person: 我市, 我局, 来校.

use super::{Rule, places};

pub(super) const RULE: Rule = Rule {
    code: "W002",
    meaning: "no first person: 我市, 我局, 我校",
    hint: "write the full name, or 全市, 该局",
    doc: "\
## What it does
The first person is reported: 我市, 我局, 本院来校.

## Why
A yearbook is written in the third person, and its offices are many.

## Wrong
我市完成投资5亿元

## Right
全市完成投资5亿元

## Source
Style guides of yearbook editors.",
    find: |reading| {
        const WORDS: &[&str] = &[
            "我市",
            "我省",
            "我县",
            "我区",
            "我局",
            "我委",
            "我校",
            "我院",
            "我镇",
            "我乡",
            "我公司",
            "我们",
            "来校",
            "来我",
        ];
        places(&reading.text, WORDS)
            .into_iter()
            .map(|span| (span.clone(), format!("`{}` speaks in the first person", &reading.text[span])))
            .collect()
    },
};
