//! 90年 for 1990年.

use super::{Rule, after, before};

pub(super) const RULE: Rule = Rule {
    code: "W009",
    meaning: "years have four digits",
    hint: "write 1990年",
    doc: "\
## What it does
A year of two digits is reported.

## Why
90年 is 1990年, or ninety years.

## Wrong
自90年起

## Right
自1990年起

## Source
GB/T 15835-2011.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in &reading.mentions {
            let printed = reading.printed(mention);
            let number = printed
                .strip_suffix('年')
                .filter(|number| number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()));
            let head = before(&reading.text, mention.figure.span.start, 1);
            let named = matches!(head, "自" | "于" | "从" | "到" | "至" | "比" | "较" | "，" | "。" | "")
                && after(&reading.text, mention.figure.span.end, 1) != "来";
            if number.is_some_and(|number| number >= "49") && named {
                found.push((mention.figure.span.clone(), format!("`{printed}` is a year without its century")));
            }
        }
        found
    },
};
