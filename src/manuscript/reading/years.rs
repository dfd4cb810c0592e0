//! The year each figure is said for, carried over where it is omitted, and what a change is compared with.
//!
//! Must not know: roles beyond from and to, arithmetic.

use super::sentences::Sentence;
use super::{Base, Mention, Role};
use crate::manuscript::scan::{FigureMention, Kind};

/// Gives every mention its year and its base.
pub(super) fn assign(text: &str, sentences: &[Sentence], scanned: &[FigureMention], mentions: &mut [Mention]) {
    let mut dates = scanned.iter().filter(|m| m.kind == Kind::Date).peekable();
    let mut carried: Option<i32> = None;
    // The last year of a span (2015—2017年) is said of its own sentence, and carried no further.
    let mut span: Option<(usize, i32)> = None;
    let mut previous_end = 0;
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        let from = previous_end.max(sentences[mention.sentence].span.start);
        let (mut own, mut base) = (None, None);
        let mut spans = false;
        while let Some(date) = dates.next_if(|date| date.span.start < mention.figure.span.start) {
            let Some(year) = date.date.and_then(|date| date.last_year.or(date.year)) else { continue };
            if date.span.start < from {
                let span = date.date.is_some_and(|date| date.last_year.is_some());
                carried = if span { carried.or(Some(year)) } else { Some(year) };
                continue;
            }
            if is_compared(&text[from..date.span.start]) {
                base = Some(year);
            } else {
                // 2020年，由2015年的…: the first is the year of the sentence.
                carried = own.filter(|_| !spans).or(carried);
                own = Some(year);
                spans = date.date.is_some_and(|date| date.last_year.is_some()) && carried.is_some();
            }
        }
        let words = mention.clause.as_str();
        let said_base = base.map(Base::Year).or_else(|| base_in(words));
        let mention = &mut mentions[at];
        if mention.role == Role::Base && mention.depth == 0 {
            mention.year = base.or(own);
            mention.base = None;
        } else {
            mention.base = said_base;
            span = own.filter(|_| spans).map(|year| (mention.sentence, year)).or(span.filter(|_| own.is_none()));
            let spanned = span.filter(|(sentence, _)| *sentence == mention.sentence).map(|(_, year)| year);
            mention.year = own.or(spanned).or(carried);
            let keeps = mention.role != Role::From && mention.depth == 0 && !spans;
            carried = if keeps { own.or(carried) } else { carried };
        }
        if let Some((_, place)) = mentions[at].list.filter(|(_, place)| *place > 0) {
            mentions[at].base = mentions[at - place].base;
        }
        previous_end = mentions[at].figure.span.end;
    }
}

/// Whether a date is what something is compared with: 比, 较, 是, 为 stand before it in its clause.
fn is_compared(words: &str) -> bool {
    let mut start = words.len().saturating_sub(120);
    while !words.is_char_boundary(start) {
        start += 1;
    }
    let clause = words[start..].rsplit(['，', '；', '。', '（', '、', '：']).next().unwrap_or_default();
    let compares = clause
        .rfind(['比', '较'])
        .is_some_and(|at| !clause[at..].starts_with("比重") && !clause[at..].contains("同比"));
    compares || clause.ends_with('是') || clause.ends_with("相当于") || clause == "为"
}

fn base_in(words: &str) -> Option<Base> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if has(&["环比", "比上月", "比上季", "比一季度", "比年初", "较年初", "比上半年", "比期初", "比全省", "比全国"])
    {
        return Some(Base::Other);
    }
    has(&["同比", "比上年", "比去年", "较上年", "较去年", "比同期", "较同期", "与上年", "比前年"])
        .then_some(Base::YearBefore)
}
