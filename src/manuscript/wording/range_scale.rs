//! A range whose first number lacks its multiplier or %: 5～6万吨, 15~30%.

use super::Rule;
use crate::manuscript::scan::Kind;

pub(super) const RULE: Rule = Rule {
    code: "W005",
    meaning: "both ends of a range carry 万, 亿 and % (GB/T 15835-2011)",
    hint: "write 5万～6万吨, 15%～30%",
    doc: "\
## What it does
A range is reported whose first number lacks the 万, 亿 or % of the second.

## Why
5～6万吨 may mean 5 tonnes to 60 000.

## Wrong
5～6万吨；15～30%

## Right
5万～6万吨；15%～30%

## Source
GB/T 15835-2011.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|mention| mention.figure.kind == Kind::Range) {
            let printed = reading.printed(mention);
            let first = printed.split(['～', '~', '—', '-', '至', '到']).next().unwrap_or_default();
            let lacks = |mark: char| printed.contains(mark) && !first.contains(mark);
            if ['万', '亿', '%', '％', '‰'].into_iter().any(lacks) {
                found.push((
                    mention.figure.span.clone(),
                    format!("`{printed}`: the first number of the range lacks its multiplier or sign"),
                ));
            }
        }
        found
    },
};
