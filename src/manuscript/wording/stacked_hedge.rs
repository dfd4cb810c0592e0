//! Two hedges on one number: 约5000万元左右, 至少3人以上.

use super::{Rule, after, before};

pub(super) const RULE: Rule = Rule {
    code: "W003",
    meaning: "one hedge a number: not 约…左右, 近…多, 至少…以上",
    hint: "keep one of the hedges",
    doc: "\
## What it does
Two hedges on one number are reported.

## Why
约 and 左右 say the same; 至少 and 以上 too.

## Wrong
约5000万元左右；至少3人以上

## Right
约5000万元；5000万元左右

## Source
Style guides of official documents.",
    find: |reading| {
        const FIRST: &[&str] =
            &["约", "大约", "近", "将近", "接近", "超过", "超", "逾", "至少", "不足", "不到", "突破"];
        const LAST: &[&str] = &["左右", "上下", "以上", "以下", "以内", "多", "余"];
        let mut found = Vec::new();
        for mention in &reading.mentions {
            let (span, printed) = (&mention.figure.span, reading.printed(mention));
            let head = before(&reading.text, span.start, 3);
            let hedged = FIRST.iter().any(|word| head.ends_with(word)) && !head.ends_with("附近");
            let tail = after(&reading.text, span.end, 2);
            let again = LAST.iter().any(|word| tail.starts_with(word)) || printed.contains(['多', '余']);
            if hedged && again {
                found.push((span.clone(), format!("`{head}{printed}{tail}` hedges one number twice")));
            }
        }
        found
    },
};
