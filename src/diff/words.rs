//! Which words of two sentences differ. A figure's word and its number are words of their own; else a number, a Latin word or a
//! Chinese character is one.

use std::collections::BTreeSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sentences::Sentence;
use super::{Run, Runs};

/// Returns the two sentences in stretches, those that only one of them has marked.
pub(super) fn compare(old: Option<&Sentence<'_>>, new: Option<&Sentence<'_>>) -> (Option<Runs>, Option<Runs>) {
    let (Some(old), Some(new)) = (old, new) else {
        let whole = |sentence: Option<&Sentence<'_>>| {
            sentence.map(|sentence| vec![Run { text: sentence.text().trim().to_owned(), differs: true }])
        };
        return (whole(old), whole(new));
    };
    let (a, b) = (words(old), words(new));
    let (mut old_runs, mut new_runs) = (Runs::new(), Runs::new());
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let differs = !matches!(op, DiffOp::Equal { .. });
        add(&mut old_runs, &a[op.old_range()], differs);
        add(&mut new_runs, &b[op.new_range()], differs);
    }
    (Some(old_runs), Some(new_runs))
}

fn add(runs: &mut Runs, words: &[&str], differs: bool) {
    let text = words.concat();
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.differs == differs => last.text.push_str(&text),
        _ => runs.push(Run { text, differs }),
    }
}

fn words<'a>(sentence: &Sentence<'a>) -> Vec<&'a str> {
    let (text, range) = (&sentence.said.text, sentence.range.clone());
    let within: Vec<_> = sentence.marks().map(|mark| (mark.span.0, mark.span.1, mark.token.0, mark.token.1)).collect();
    let mut ends: BTreeSet<usize> = within.iter().flat_map(|(a, b, c, d)| [*a, *b, *c, *d]).collect();
    let in_figure = |at: usize| within.iter().any(|(from, to, ..)| (*from + 1..*to).contains(&at));
    let mut before: Option<char> = None;
    for (at, c) in text[range.clone()].char_indices() {
        let joins = before.is_some_and(|before| is_latin(before) && is_latin(c));
        if !joins && !in_figure(range.start + at) {
            ends.insert(range.start + at);
        }
        before = Some(c);
    }
    ends.insert(range.end);
    ends.retain(|at| *at >= range.start && *at <= range.end && text.is_char_boundary(*at));
    let ends: Vec<usize> = ends.into_iter().collect();
    ends.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%')
}
