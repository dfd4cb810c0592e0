//! = and > in prose.

use super::{Rule, after, before, places};

pub(super) const RULE: Rule = Rule {
    code: "W012",
    meaning: "no mathematical signs in prose",
    hint: "write 等于, 大于, 以上",
    doc: "\
## What it does
=, > and the like in a sentence are reported.

## Why
Prose is read aloud.

## Wrong
甲=乙；产值>5亿元

## Right
甲等于乙；产值超过5亿元

## Source
Style guides of yearbook editors.",
    find: |reading| {
        let is_word = |text: &str| {
            text.chars().all(|c| c.is_ascii_digit() || ('\u{4e00}'..='\u{9fff}').contains(&c)) && !text.is_empty()
        };
        let signs = places(&reading.text, &["=", ">", "<", "≥", "≤", "＝", "＞", "＜"]).into_iter();
        let prose = signs
            .filter(|span| is_word(before(&reading.text, span.start, 1)) && is_word(after(&reading.text, span.end, 1)));
        prose.map(|span| (span.clone(), format!("`{}` is a mathematical sign", &reading.text[span]))).collect()
    },
};
