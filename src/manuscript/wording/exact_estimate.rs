//! 约3125.67万元: an estimate that is as exact as a count.

use super::Rule;
use crate::manuscript::scan::Qualifier;

pub(super) const RULE: Rule = Rule {
    code: "W017",
    meaning: "an estimate is not printed to the last digit",
    hint: "round the number, or drop 约",
    doc: "\
## What it does
A number of five significant digits and more with 约, 大约 or 左右 is reported.

## Why
Who knows five digits knows the number.

## Wrong
投入约3125.67万元

## Right
投入约3100万元；投入3125.67万元

## Source
Style guides of official documents.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|m| m.figure.qualifier == Some(Qualifier::About)) {
            let printed = reading.printed(mention);
            let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
            if digits.trim_start_matches('0').trim_end_matches('0').len() >= 5 {
                found.push((mention.figure.span.clone(), format!("`{printed}` is exact, and said to be about")));
            }
        }
        found
    },
};
