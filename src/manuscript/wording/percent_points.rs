//! % where a rate changed by points: 比重…提高0.07%.

use super::Rule;
use crate::manuscript::measure::Sort;
use crate::manuscript::reading::Role;

pub(super) const RULE: Rule = Rule {
    code: "W006",
    meaning: "the difference of two percentages is in 百分点",
    hint: "write 百分点 if the difference of the two rates is meant",
    find: |reading| {
        let mut found = Vec::new();
        for pair in reading.mentions.windows(2) {
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
