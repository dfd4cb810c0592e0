//! % where a rate changed by points: 比重…提高0.07%.

use super::Rule;
use crate::manuscript::measure::Sort;
use crate::manuscript::reading::Role;

pub(super) const RULE: Rule = Rule {
    code: "W006",
    meaning: "the difference of two percentages is in 百分点",
    hint: "write 百分点 if the difference of the two rates is meant",
    doc: "\
## What it does
A rate that changes by a percentage is reported.

## Why
From 65 % to 82 % are 17 percentage points, and 26.2 %.

## Wrong
比重为81.78%，比上年提高0.07%

## Right
比重为81.78%，比上年提高0.07个百分点

## Source
Statistical usage.",
    find: |reading| {
        let mut found = Vec::new();
        for pair in reading.mentions.windows(2) {
            // 就业率提高5%，达到92%: the state may follow.
            let (change, state) = (&pair[0], &pair[1]);
            let named = change.subject.ends_with(['率', '重']) || change.subject.ends_with("占比");
            let follows = state.role == Role::To && state.subject.is_empty() && state.sentence == change.sentence;
            let rate = state.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
            if named && follows && rate && change.role == Role::Rate {
                let printed = reading.printed(change);
                found.push((change.figure.span.clone(), format!("a rate changes by `{printed}`: % or 百分点?")));
            }
            let (state, change) = (&pair[0], &pair[1]);
            let rate = state.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Rate);
            let stands =
                matches!(state.role, Role::Share | Role::Level | Role::To) && state.sentence == change.sentence;
            let own = change.subject.is_empty() || change.subject.ends_with(['率', '重']);
            if rate && stands && own && change.role == Role::Rate {
                let printed = reading.printed(change);
                found.push((change.figure.span.clone(), format!("a rate changes by `{printed}`: % or 百分点?")));
            }
        }
        found
    },
};
