//! A chapter of the workload as a template: its slots become calls, its text stays.

use crate::Outcome;
use crate::workload::{Chapter, Workload};

/// What the peers print where there is no value.
const MISSING: &str = "…";

/// Writes the template of a chapter.
pub(crate) fn template(workload: &Workload, chapter: &Chapter, text: &str) -> Outcome<String> {
    let body = text.lines().filter(|line| !line.starts_with("# ") && !is_table_title(line));
    // The book numbers its entries itself, or not at all.
    let numbered =
        |line: &str| line.strip_prefix("## ").and_then(|title| Some(format!("## {}", title.split_once(' ')?.1)));
    let body = body.map(|line| numbered(line).unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("\n");
    let title = |number: &str| {
        let line = text.lines().find(|line| line.contains(number) && is_table_title(line))?;
        Some(line.trim_matches('*').split_once('　')?.1.to_owned())
    };
    let mut out = format!("---\ntitle: {}\n---\n", chapter.title);
    let (mut rest, mut tables) = (body.as_str(), 0);
    while let Some((before, behind)) = rest.split_once("{{") {
        let (slot, after) = behind.split_once("}}").ok_or_else(|| format!("{}: an open slot", chapter.id))?;
        let words: Vec<&str> = slot.split(' ').collect();
        let wrong = |message: String| format!("{}: {{{{{slot}}}}}: {message}", chapter.id);
        let (before, call, taken) = match words[..] {
            ["table", kind, id] => {
                tables += 1;
                let number = chapter.id.trim_start_matches("ch").trim_start_matches('0');
                let title = title(&format!("**表{number}-{tables}　")).ok_or_else(|| wrong("no title".into()))?;
                (before, table(workload, kind, (id, &format!("{}-t{tables}", chapter.id)), &title), 0)
            }
            ["chart", caption, kind, _, ref ids @ ..] => (before, chart(workload, caption, kind, ids), 0),
            _ => in_text(workload, &words, before, after).map_err(wrong)?,
        };
        out.push_str(&in_years(workload, before));
        out.push_str(&call);
        rest = &after[taken..];
    }
    out.push_str(&in_years(workload, rest));
    out.push('\n');
    Ok(out)
}

/// The edition's year is not typed: the same chapter prints the next one.
fn in_years(workload: &Workload, text: &str) -> String {
    text.replace(&format!("{}年", workload.last()), "{{ year }}年")
}

fn is_table_title(line: &str) -> bool {
    line.starts_with("**表")
}

/// A call in the running text, the text before it, and how much of the text behind it the call prints itself.
fn in_text<'t>(workload: &Workload, words: &[&str], before: &'t str, after: &str) -> Outcome<(&'t str, String, usize)> {
    let plain = |call: String| Ok((before, call, 0));
    match words {
        ["level", id, area, _] => {
            let unit = unit_behind(workload, id, after)?;
            let call = format!("{{{{ figure({}, otherwise=\"{MISSING}{unit}\") }}}}", subject(id, area));
            Ok((before, call, unit.len()))
        }
        ["yoy", id, area, _] => plain(format!("{{{{ growth({}, otherwise=\"{MISSING}\") }}}}", subject(id, area))),
        ["cagr", id, area, ..] => plain(format!("{{{{ figure({}) }}}}", subject(&format!("{id}_cagr"), area))),
        ["share", id, whole, area, _] => {
            plain(format!("{{{{ share({}, of=\"{whole}\", word=false) }}}}", subject(id, area)))
        }
        ["rshare", id, area, _] => {
            plain(format!("{{{{ share({}, word=false, otherwise=\"{MISSING}\") }}}}", subject(id, area)))
        }
        ["rank", id, area, _] => {
            let before = before.strip_suffix('第').ok_or("a rank stands behind 第")?;
            let taken = after.strip_prefix('位').map(|_| '位'.len_utf8()).ok_or("a rank stands before 位")?;
            let call = format!(
                "{{{{ rank({}, missing=\"leave_out\", word=false, otherwise=\"第{MISSING}位\") }}}}",
                subject(id, area)
            );
            Ok((before, call, taken))
        }
        ["percap", id, area, _] => {
            let unit = unit_behind(workload, id, after)?;
            Ok((before, format!("{{{{ figure({}) }}}}", subject(&format!("{id}_per"), area)), unit.len()))
        }
        ["target", id, _] => {
            plain(format!("{{{{ completion({}, target=\"{id}_target\", word=false) }}}}", subject(id, "T")))
        }
        _ => Err("a slot of no known kind".to_owned()),
    }
}

/// The indicator, and the area where it is not the chapter's own.
fn subject(id: &str, area: &str) -> String {
    if area == "T" { format!("indicator=\"{id}\"") } else { format!("indicator=\"{id}\", area=\"{area}\"") }
}

fn unit_behind<'w>(workload: &'w Workload, id: &str, after: &str) -> Outcome<&'w str> {
    let unit = workload.indicator(id)?.unit.as_str();
    if after.starts_with(unit) { Ok(unit) } else { Err(format!("{unit} does not stand behind it")) }
}

fn table(workload: &Workload, kind: &str, (id, name): (&str, &str), title: &str) -> String {
    let first = workload.years.first().copied().unwrap_or_default();
    let (indicator, from, rank) = match kind {
        "level" => (id.to_owned(), first, ", rank=true, missing=\"leave_out\""),
        "yoy" => (format!("{id}_growth"), first + 1, ""),
        _ => (format!("{id}_share"), first, ""),
    };
    format!(
        "{{{{ table(name=\"{name}\", rows=\"areas\", indicator=\"{indicator}\", from={from}, total=true{rank}, title=\"{title}\") }}}}"
    )
}

/// Which areas lead is written into the template; a stack takes the five largest areas of one indicator, since the
/// workload's own stack would add amounts of unlike units, which `yearbook` refuses.
fn chart(workload: &Workload, caption: &str, kind: &str, ids: &[&str]) -> String {
    let first = workload.years.first().copied().unwrap_or_default();
    let (count, from) = match kind {
        "bar" => (15, None),
        "grouped" => (8, Some(workload.last() - 2)),
        _ => (5, Some(first)),
    };
    let id = ids.first().copied().unwrap_or_default();
    let areas = workload.leading(id, count, kind == "stacked").join("\", \"");
    let from = from.map_or(String::new(), |from| format!(", from={from}"));
    let title = caption.split_once('　').map_or(caption, |(_, title)| title);
    format!("{{{{ chart(kind=\"{kind}\", indicator=\"{id}\", area=[\"{areas}\"]{from}, title=\"{title}\") }}}}")
}
