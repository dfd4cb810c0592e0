//! 多 after a decimal: 13.2万多人 is as exact as it claims not to be.

use super::Rule;

pub(super) const RULE: Rule = Rule {
    code: "W004",
    meaning: "no 多 or 余 after a number with decimals",
    hint: "drop 多, or round the number",
    doc: "\
## What it does
多 or 余 after a number with decimals is reported.

## Why
A decimal claims an exactness that 多 takes back.

## Wrong
13.2万多人

## Right
13万多人；13.2万人

## Source
Style guides of yearbook editors.",
    find: |reading| {
        let decimal = |printed: &str| printed.contains('.') && printed.contains(['多', '余']);
        let hit = reading.mentions.iter().filter(|mention| decimal(reading.printed(mention)));
        hit.map(|mention| (mention.figure.span.clone(), format!("`{}` has decimals and 多", reading.printed(mention))))
            .collect()
    },
};
