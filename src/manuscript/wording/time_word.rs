//! Words that mean another time next year: 今年, 目前, 近年来.

use super::{Rule, after, places};

pub(super) const RULE: Rule = Rule {
    code: "W001",
    meaning: "no 今年, 去年, 目前, 近年: a yearbook is read in other years",
    hint: "write the year, 年内 or 全年; compare with 上年",
    doc: "\
## What it does
A word whose meaning moves with the reader is reported: 今年, 去年, 目前, 近年来.

## Why
A yearbook is read years after it was written.

## Wrong
目前全市有企业50家；到去年底

## Right
年末全市有企业50家；到2015年底

## Source
GB/T 15835-2011 asks for full years; the style guides of yearbook editors forbid these words.",
    find: |reading| {
        const WORDS: &[&str] =
            &["今年", "去年", "明年", "当前", "目前", "最近", "近年来", "近年", "近几年", "近几个月", "眼下", "现阶段"];
        let found = places(&reading.text, WORDS).into_iter();
        let other = |end: usize| ["度", "前"].iter().any(|next| after(&reading.text, end, 1) == *next);
        found
            .filter(|span| !other(span.end))
            .map(|span| (span.clone(), format!("`{}` means another time in another year", &reading.text[span])))
            .collect()
    },
};
