//! 增长2个百分点: points rise, they do not grow.

use super::Rule;
use crate::manuscript::reading::Role;

pub(super) const RULE: Rule = Rule {
    code: "W018",
    meaning: "percentage points rise and fall: 提高, 上升, 下降",
    hint: "write 提高…个百分点 or 下降…个百分点",
    doc: "\
## What it does
增长, 增加 and 减少 before percentage points are reported.

## Why
增长 is a rate and 增加 an amount; a rate itself 提高, 上升 or 下降.

## Wrong
比重增长2个百分点

## Right
比重提高2个百分点

## Source
Statistical usage.",
    find: |reading| {
        const WORDS: &[&str] = &["增长", "增加", "减少"];
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|mention| mention.role == Role::Points) {
            let clause = mention.clause.trim_end_matches(['了', '近', '约']);
            if let Some(word) = WORDS.iter().find(|word| clause.ends_with(**word)) {
                found.push((mention.figure.span.clone(), format!("`{word}` before `{}`", reading.printed(mention))));
            }
        }
        found
    },
};
