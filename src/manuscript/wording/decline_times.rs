//! 下降1倍: what shrinks by its whole self is nothing.

use super::Rule;
use crate::manuscript::measure::Sort;
use crate::manuscript::reading::Direction;

pub(super) const RULE: Rule = Rule {
    code: "W007",
    meaning: "下降 and 减少 take % or a fraction, never 倍",
    hint: "write 下降…% or 减少…分之…",
    doc: "\
## What it does
A fall by 倍 is reported.

## Why
What falls by its whole self is nothing.

## Wrong
成本下降1倍

## Right
成本下降50%；下降二分之一

## Source
Statistical usage.",
    find: |reading| {
        let shrinks = reading.mentions.iter().filter(|mention| {
            mention.direction == Direction::Down
                && mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Times)
        });
        shrinks
            .map(|mention| (mention.figure.span.clone(), format!("nothing shrinks by `{}`", reading.printed(mention))))
            .collect()
    },
};
