//! P005: hedges that their value contradicts.

use crate::findings::{Code, Findings, Severity};

use super::clause::{lead, tail};
use super::{Check, Look, Prose};

pub(super) const CHECK: Check = Check {
    code: Code { id: "P005", severity: Severity::Warning, meaning: "a hedge (近, 超过, 约…左右) does not fit the value, or hedges a number twice" },
    doc: "\
## What it does
Compares a hedge that was typed beside a figure with the value before rounding: 近, 接近 and 不足 stand before a number that the
value does not reach, 超过, 逾, 突破 and 多 where it is above. A hedge typed beside a number that carries one already is reported too.

## Why
超过1.2亿元 is wrong when the value is 1.196亿元 rounded up; 约…左右 says one thing twice.

## Example
`超过{{ figure(indicator=\"fund\", unit=\"亿元\", decimals=1) }}` over 11 960 万元.

## What to do
Take the hedge out: the data carry hedges (`qualifier`), and calls print them.",
    look: Look::Chapter(look),
};

/// Hedges before and after a number, and whether the value lies above it; none for either side.
const BEFORE: [(&str, Option<bool>); 12] = [
    ("大约", None),
    ("约", None),
    ("将近", Some(false)),
    ("接近", Some(false)),
    ("近", Some(false)),
    ("不足", Some(false)),
    ("不到", Some(false)),
    ("超过", Some(true)),
    ("突破", Some(true)),
    ("逾", Some(true)),
    ("超", Some(true)),
    ("多达", None),
];
const AFTER: [(&str, Option<bool>); 5] =
    [("左右", None), ("上下", None), ("以上", Some(true)), ("多", Some(true)), ("余", Some(true))];

fn look(prose: &Prose<'_>, findings: &mut Findings) {
    for shown in prose.figures() {
        let print = &shown.figure.print;
        let (words, rest) = (lead(shown.passage, shown.mark), tail(shown.passage, shown.mark));
        // What the call itself prints before its number is no hedge of the editor's.
        let typed = words.strip_suffix(print.hedge.as_str()).unwrap_or(words);
        let before = BEFORE.iter().find(|(word, _)| typed.ends_with(word) && !typed.ends_with("附近"));
        let after =
            AFTER.iter().find(|(word, _)| rest.strip_prefix(print.after.as_str()).unwrap_or(rest).starts_with(word));
        let carried = !print.hedge.is_empty()
            || print.token.contains(['多', '余'])
            || AFTER.iter().any(|(word, _)| print.after == *word);
        let typed_hedges = [before, after].into_iter().flatten().collect::<Vec<_>>();
        let Some((word, above)) = typed_hedges.first().copied().copied() else { continue };
        if carried || typed_hedges.len() > 1 {
            let message = format!("`{words}{}{rest}` hedges one number twice", print.token);
            shown.report(CHECK.code, findings, message, "take the typed hedge out: the figure carries its own");
            continue;
        }
        let (Some(above), Some(value), Some(rounded)) = (above, shown.figure.value(), print.rounded.as_ref()) else {
            continue;
        };
        let is_inclusive = word == "以上";
        let fits = match value.order(rounded) {
            Some(std::cmp::Ordering::Equal) => is_inclusive,
            Some(order) => order.is_gt() == above,
            None => true,
        };
        if !fits {
            let side = match value.order(rounded) {
                Some(std::cmp::Ordering::Equal) => "exactly that",
                Some(std::cmp::Ordering::Less) => "below it",
                _ => "above it",
            };
            let message = format!("`{word}` beside `{}`: the value is {side}", print.token);
            shown.report(CHECK.code, findings, message, "take the hedge out, or print the decimals that bear it out");
        }
    }
}
