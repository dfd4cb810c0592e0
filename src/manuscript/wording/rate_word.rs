//! 增长 is for rates, 增加 for amounts: 增加277万元，增长18.64%.

use super::Rule;
use crate::manuscript::reading::Role;

pub(super) const RULE: Rule = Rule {
    code: "W008",
    meaning: "增长 takes a rate, 增加 an amount",
    hint: "write 增加…万元, 增长…%",
    doc: "\
## What it does
增长 before an amount and 增加 before a rate are reported.

## Why
增长 takes a rate, 增加 an amount: a reader of the word alone knows which follows.

## Wrong
增长277万元，增加18.64%

## Right
增加277万元，增长18.64%

## Source
Statistical usage.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in &reading.mentions {
            let clause = mention.clause.trim_end_matches(['了', '近', '约']);
            let grown = mention.role == Role::Change && clause.ends_with("增长");
            let added = mention.role == Role::Rate && clause.ends_with("增加");
            if grown || added {
                let word = if grown { "增长" } else { "增加" };
                found.push((mention.figure.span.clone(), format!("`{word}` before `{}`", reading.printed(mention))));
            }
        }
        found
    },
};
