//! Where parts and totals stand: brackets, 其中, headers, a total at the end, area by area.
//!
//! Must not know: arithmetic.

use crate::manuscript::measure::Sort;
use crate::manuscript::reading::{Mention, Reading, Role};

/// What the place of parts says of their being all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// Some parts.
    Some,
    /// A list that is meant to be complete: a bracket, a header, 包括.
    Listed,
    /// All parts.
    Whole,
}

/// Totals to try, nearest first, and rows of parts to try, likeliest first.
pub(super) struct Group {
    pub(super) totals: Vec<usize>,
    pub(super) runs: Vec<Vec<usize>>,
    pub(super) evidence: Evidence,
}

/// How many paragraphs before its parts a total may stand.
const REACH: usize = 3;

/// Longer rows of figures are no parts of one total.
const LONGEST: usize = 80;

/// Words before the first part.
const MARKS: &[&str] = &["其中", "包括", "分别", "含", "剩余", "其余", "即", "有", "：", "——"];

/// Returns all places where parts and a total may stand.
pub(super) fn all(reading: &Reading) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut sentence = usize::MAX;
    for at in 0..reading.mentions.len() {
        groups.extend(bracket(reading, at));
        groups.extend(marked(reading, at));
        groups.extend(total_last(reading, at));
        groups.extend(others_last(reading, at));
        if reading.mentions[at].sentence != sentence {
            sentence = reading.mentions[at].sentence;
            groups.extend(header(reading, at));
        }
        groups.extend(area_by_area(reading, at));
    }
    groups
}

fn is_part(mention: &Mention) -> bool {
    mention.is_level()
        && mention.role != Role::Base
        && mention.amount.as_ref().is_some_and(|amount| amount.sort == Sort::Amount)
}

/// 控制在限额47.2亿元以内: a bound is no total.
fn is_limit(mention: &Mention) -> bool {
    ["限额", "控制在", "不超过", "上限", "目标", "预期"].iter().any(|word| mention.clause.contains(word))
        || mention.tail.starts_with("以内")
}

/// A level followed by a bracket with levels of its kind.
fn bracket(reading: &Reading, at: usize) -> Option<Group> {
    let total = &reading.mentions[at];
    let first = reading.mentions.get(at + 1)?;
    if !is_part(total)
        || first.depth != total.depth + 1
        || total.stop != '（' && total.stop != '('
        || first.sentence != total.sentence
    {
        return None;
    }
    let inside = (at + 1..reading.mentions.len().min(at + LONGEST))
        .take_while(|i| reading.mentions[*i].depth > total.depth && reading.mentions[*i].sentence == total.sentence);
    let parts: Vec<usize> = inside
        .filter(|i| {
            let part = &reading.mentions[*i];
            part.bracket == first.bracket && is_part(part) && part.is_like(total)
        })
        .collect();
    (parts.len() > 1).then(|| Group { totals: vec![at], runs: vec![parts], evidence: Evidence::Listed })
}

/// Parts after 其中, 包括 and the like, in the sentence of their total or the one after it.
fn marked(reading: &Reading, at: usize) -> Option<Group> {
    let first = &reading.mentions[at];
    if !is_part(first) {
        return None;
    }
    let mark = mark_of(reading, at)?;
    // 分别完成目标任务5000人、1200人的…: what is compared with is no part.
    if mark == "分别" && ["完成", "任务", "计划", "比", "较", "占"].iter().any(|word| first.clause.contains(word))
    {
        return None;
    }
    let sentence = reading.of_sentence(first.sentence);
    let mut totals: Vec<usize> = reading
        .before_in_sentence(at, LONGEST)
        .rev()
        .filter(|i| {
            let total = &reading.mentions[*i];
            is_part(total)
                && !is_limit(total)
                && total.is_like(first)
                && (total.bracket == first.bracket || total.depth < first.depth)
        })
        .take(4)
        .collect();
    if totals.is_empty() && matches!(mark, "其中" | "包括") {
        totals = heads_before(reading, first, 2);
    }
    let row: Vec<usize> = (at..sentence.end.min(at + LONGEST))
        .take_while(|i| {
            *i == at
                || mark_of(reading, *i).is_none_or(|mark| matches!(mark, "剩余" | "其余" | "有" | "："))
                || reading.mentions[*i].bracket != first.bracket
                || !reading.mentions[*i].is_like(first)
        })
        .filter(|i| {
            let part = &reading.mentions[*i];
            is_part(part) && part.is_like(first) && part.bracket == first.bracket
        })
        .collect();
    let closed = row.len() > 1
        && row.last().is_some_and(|last| {
            let lead = &reading.mentions[*last].lead;
            lead.contains("剩余") || lead.contains("其余")
        });
    let evidence = match mark {
        _ if closed => Evidence::Whole,
        "包括" => Evidence::Listed,
        _ => Evidence::Some,
    };
    let runs = runs(reading, &row);
    (!totals.is_empty() && !runs.is_empty()).then_some(Group { totals, runs, evidence })
}

/// The mark before a part: in its lead, or 中 after the total.
fn mark_of(reading: &Reading, at: usize) -> Option<&'static str> {
    let beside = || {
        // 其中公办20家、床位3200张: the mark is for both kinds.
        let before = at.checked_sub(1)?;
        let (other, mention) = (&reading.mentions[before], &reading.mentions[at]);
        let pair = other.sentence == mention.sentence && !other.is_like(mention) && mention.lead.starts_with('、');
        if pair { own_mark(reading, before).filter(|mark| *mark == "其中") } else { None }
    };
    own_mark(reading, at).or_else(beside)
}

fn own_mark(reading: &Reading, at: usize) -> Option<&'static str> {
    let mention = &reading.mentions[at];
    let found = MARKS.iter().find(|mark| match **mark {
        "有" => mention.clause == "有",
        mark => mention.lead.contains(mark),
    });
    let within = || {
        let before = reading.mentions.get(at.checked_sub(1)?).filter(|m| m.sentence == mention.sentence)?;
        let rest = mention.lead.split('，').next().unwrap_or_default();
        (before.tail.ends_with('中')
            || rest.ends_with('中') && mention.lead.contains('，')
            || rest.contains("已") && before.is_like(mention))
        .then_some("其中")
    };
    found.copied().or_else(within)
}

/// The whole row; then its pieces between semicolons; then its beginnings.
fn runs(reading: &Reading, row: &[usize]) -> Vec<Vec<usize>> {
    let mut runs = vec![row.to_vec()];
    for piece in row.chunk_by(|a, b| reading.mentions[*a].group == reading.mentions[*b].group) {
        if piece.len() < row.len() {
            runs.push(piece.to_vec());
        }
    }
    runs.extend((2..row.len().min(12)).rev().map(|length| row[..length].to_vec()));
    runs.retain(|run| run.len() > 1);
    runs
}

/// The first level of its kind in each of the sentences before, nearest first; not those that are parts under a header.
fn heads_before(reading: &Reading, first: &Mention, paragraphs_and_sentences: usize) -> Vec<usize> {
    let mut heads = Vec::new();
    let mut sentence = first.sentence;
    while sentence > 0 && heads.len() < 4 && first.sentence - sentence < paragraphs_and_sentences + 8 {
        sentence -= 1;
        let range = reading.of_sentence(sentence);
        let Some(opening) = reading.mentions.get(range.start).filter(|_| !range.is_empty()) else { continue };
        if opening.paragraph + REACH < first.paragraph || has_header(opening) {
            continue;
        }
        heads.extend(range.clone().find(|i| {
            is_part(&reading.mentions[*i]) && reading.mentions[*i].is_like(first) && reading.mentions[*i].depth == 0
        }));
    }
    heads
}

/// 分产业看, 按地域分, 从国有和非国有看, 按行业类别划分.
fn has_header(mention: &Mention) -> bool {
    mention.lead.split(['，', '：']).any(|clause| {
        let clause = clause.trim_start_matches(['\u{1}', '\n']);
        let opens = ["分", "按", "从", "在"].iter().any(|word| clause.starts_with(word));
        opens && ["看", "分", "划分", "中"].iter().any(|word| clause.ends_with(word)) && clause.chars().count() >= 3
    })
}

/// Parts after a header, in its sentence and the next ones up to another header.
fn header(reading: &Reading, at: usize) -> Option<Group> {
    let opening = &reading.mentions[at];
    if !has_header(opening) {
        return None;
    }
    let sentence = reading.of_sentence(opening.sentence);
    let first = sentence.clone().find(|i| is_part(&reading.mentions[*i]) && reading.mentions[*i].depth == 0)?;
    let mut totals = heads_before(reading, &reading.mentions[first], 4);
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut row: Vec<usize> = Vec::new();
    let mut end = sentence.end;
    let mut from = sentence.start;
    for _ in 0..4 {
        row.extend((from..end.min(from + LONGEST)).filter(|i| {
            let part = &reading.mentions[*i];
            is_part(part) && part.is_like(&reading.mentions[first]) && part.bracket == reading.mentions[first].bracket
        }));
        if row.len() > 1 && runs.last() != Some(&row) {
            runs.push(row.clone());
        }
        let Some(next) =
            reading.mentions.get(end).filter(|next| next.paragraph == opening.paragraph && !has_header(next))
        else {
            break;
        };
        from = end;
        end = reading.of_sentence(next.sentence).end;
    }
    totals.extend((sentence.start..first).filter(|i| is_part(&reading.mentions[*i])));
    (!runs.is_empty() && !totals.is_empty()).then_some(Group { totals, runs, evidence: Evidence::Listed })
}

/// 预算总收入88.2亿元, 合计: a total that stands after its parts.
fn total_last(reading: &Reading, at: usize) -> Option<Group> {
    const TOTALS: &[&str] = &[
        "总收入",
        "总支出",
        "合计",
        "总计",
        "共计",
        "共",
        "收入总量",
        "支出总量",
        "总量",
        "总额",
        "收入合计",
        "支出合计",
    ];
    let total = &reading.mentions[at];
    let clause = ["完成", "实现", "达到", "达", "为", "是"]
        .iter()
        .fold(total.clause.as_str(), |clause, verb| clause.strip_suffix(verb).unwrap_or(clause));
    let said = TOTALS.iter().any(|word| clause.ends_with(word));
    if !said || !is_part(total) {
        return None;
    }
    let like = |i: &usize| {
        let part = &reading.mentions[*i];
        is_part(part) && part.is_like(total) && part.bracket == total.bracket
    };
    let in_sentence: Vec<usize> = reading.before_in_sentence(at, LONGEST).filter(like).collect();
    let in_group: Vec<usize> =
        in_sentence.iter().copied().filter(|i| reading.mentions[*i].group == total.group).collect();
    let parts = if in_group.len() > 1 { in_group } else { in_sentence };
    let after_total = parts.iter().rposition(|i| TOTALS.iter().any(|word| reading.mentions[*i].clause.ends_with(word)));
    let parts = after_total.map_or(parts.clone(), |last| parts[last + 1..].to_vec());
    let evidence = if total.clause.contains("合计")
        || total.clause.contains("总计")
        || total.clause.contains("共计")
        || total.clause.contains("总收入")
        || total.clause.contains("总支出")
    {
        Evidence::Whole
    } else if clause == "，共" || clause == "共" {
        Evidence::Listed
    } else {
        Evidence::Some
    };
    // 18个乡镇、2个街道，286个村、31个社区，合计317个村（社区）: the last ones alone may be meant.
    let mut runs = vec![parts.clone()];
    runs.extend((1..parts.len().saturating_sub(1)).take(12).map(|from| parts[from..].to_vec()));
    (parts.len() > 1).then_some(Group { totals: vec![at], runs, evidence })
}

/// A total, and after it parts of it the last of which are the others: 出警862起，火灾316起，救援421起，其他125起.
fn others_last(reading: &Reading, at: usize) -> Option<Group> {
    let last = &reading.mentions[at];
    let named =
        ["其他", "其它", "其余"].iter().any(|word| last.subject.starts_with(word) || last.clause.starts_with(word));
    if !named || !is_part(last) || last.lead.contains("其中") {
        return None;
    }
    let row: Vec<usize> = reading
        .before_in_sentence(at, 16)
        .filter(|i| {
            let part = &reading.mentions[*i];
            is_part(part) && part.is_like(last) && part.bracket == last.bracket && part.group == last.group
        })
        .chain([at])
        .collect();
    let (total, parts) = row.split_first()?;
    // Joined to the first part as to an equal, it is a part too.
    let equal = reading.mentions[*parts.first()?].lead.starts_with('、');
    (!equal && parts.len() > 1).then(|| Group {
        totals: vec![*total],
        runs: vec![parts.to_vec()],
        evidence: Evidence::Some,
    })
}

/// The same thing sentence by sentence: 全市在园幼儿…。市区…在园幼儿…。四县…在园幼儿….
fn area_by_area(reading: &Reading, at: usize) -> Option<Group> {
    let total = &reading.mentions[at];
    let name = total.subject.as_str();
    if !is_part(total) || total.depth > 0 || name.chars().count() < 3 {
        return None;
    }
    let mut parts: Vec<usize> = Vec::new();
    for i in at + 1..(at + 60).min(reading.mentions.len()) {
        let part = &reading.mentions[i];
        if part.paragraph != total.paragraph || parts.len() >= 12 {
            break;
        }
        let same = part.subject.ends_with(name) && part.subject.chars().count() <= name.chars().count() + 8;
        let apart = parts.last().map_or(total.sentence, |last| reading.mentions[*last].sentence) < part.sentence;
        if same && apart && is_part(part) && part.is_like(total) && part.depth == 0 && part.year == total.year {
            parts.push(i);
        }
    }
    let less = |i: &usize| matches!((&reading.mentions[*i].amount, &total.amount), (Some(part), Some(total)) if part.value < total.value);
    (parts.len() > 1 && parts.iter().any(less)).then(|| Group {
        totals: vec![at],
        runs: vec![parts],
        evidence: Evidence::Some,
    })
}
