//! 12000000元 for 1200万元.

use super::Rule;

pub(super) const RULE: Rule = Rule {
    code: "W016",
    meaning: "long numbers that end in zeros take 万 or 亿",
    hint: "write it with 万 or 亿",
    doc: "\
## What it does
A number of eight digits and more that ends in four zeros and has neither 万 nor 亿 is reported.

## Why
Nobody counts zeros; one too many is not seen.

## Wrong
投资125000000元

## Right
投资1.25亿元

## Source
GB/T 15835-2011; style guides of yearbook editors.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|m| m.figure.multiplier == 0 && !m.figure.chinese) {
            let printed = reading.printed(mention);
            let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
            if digits.len() >= 8 && digits.ends_with("0000") && !printed.contains('.') {
                found.push((mention.figure.span.clone(), format!("`{printed}` is written out")));
            }
        }
        found
    },
};
