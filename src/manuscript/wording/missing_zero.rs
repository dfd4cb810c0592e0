//! .46 for 0.46.

use super::{Rule, after, before, places};

pub(super) const RULE: Rule = Rule {
    code: "W013",
    meaning: "a decimal below one begins with 0",
    hint: "write 0.46",
    doc: "\
## What it does
A decimal below one without its zero is reported.

## Why
A point alone is lost in print.

## Wrong
产量.46吨

## Right
产量0.46吨

## Source
GB/T 15835-2011.",
    find: |reading| {
        let bare = places(&reading.text, &["."]).into_iter().filter(|span| {
            let (head, tail) = (before(&reading.text, span.start, 1), after(&reading.text, span.end, 1));
            let open = head.is_empty()
                || head.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '，' | '（' | '：'));
            open && tail.bytes().all(|b| b.is_ascii_digit()) && !tail.is_empty()
        });
        bare.map(|span| (span.clone(), format!("`.{}…` lacks its zero", after(&reading.text, span.end, 1)))).collect()
    },
};
