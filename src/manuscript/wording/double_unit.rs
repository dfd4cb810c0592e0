//! Two units on one number: 3000万元美元.

use super::{Rule, after};

pub(super) const RULE: Rule = Rule {
    code: "W011",
    meaning: "a number has one unit",
    hint: "keep the right unit",
    doc: "\
## What it does
A number with two units is reported.

## Why
One of them is a slip.

## Wrong
3000万元美元

## Right
3000万美元

## Source
Found in printed gazetteers.",
    find: |reading| {
        const UNITS: &[&str] = &["美元", "元", "欧元", "吨", "公斤", "公顷", "亩", "%", "‰", "个百分点"];
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|mention| !mention.figure.unit.is_empty()) {
            let tail = after(&reading.text, mention.figure.span.end, 4);
            let second = UNITS
                .iter()
                .find(|unit| tail.starts_with(**unit))
                .filter(|_| UNITS.contains(&mention.figure.unit.as_str()));
            if let Some(second) = second {
                found.push((
                    mention.figure.span.clone(),
                    format!("`{}{second}` has two units", reading.printed(mention)),
                ));
            }
        }
        found
    },
};
