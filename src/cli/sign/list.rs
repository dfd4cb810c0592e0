//! `yearbook sign --list`: counts by chapter and entry, what has changed, what nobody has signed.

use serde_json::{Value, json};

use crate::edition::Edition;
use crate::signoff::{Item, SignOff, State};

use super::super::args::OutputFormat;
use super::super::{Failure, Streams};

/// How many are signed, reopened, unsigned.
#[derive(Clone, Copy, Default)]
struct Counts([usize; 3]);

impl Counts {
    fn add(&mut self, state: &State) {
        let index = match state {
            State::Signed { .. } => 0,
            State::Reopened { .. } => 1,
            State::Unsigned => 2,
        };
        self.0[index] += 1;
    }

    fn text(self) -> String {
        let [signed, reopened, unsigned] = self.0;
        format!("{signed} signed, {reopened} reopened, {unsigned} unsigned")
    }

    fn json(self) -> Value {
        let [signed, reopened, unsigned] = self.0;
        json!({ "signed": signed, "reopened": reopened, "unsigned": unsigned })
    }
}

struct Chapter<'a> {
    id: &'a str,
    counts: Counts,
    /// In reading order; what stands before the first entry has none.
    entries: Vec<(Option<&'a str>, Counts)>,
}

pub(super) fn show(
    edition: &Edition,
    signoff: &SignOff,
    what: &[String],
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let all = super::items(edition);
    let chosen: Vec<&Item<'_>> = if what.is_empty() { all.iter().collect() } else { super::chosen(&all, what)? };
    let listed: Vec<(&Item<'_>, State)> = chosen.into_iter().map(|item| (item, signoff.state(item))).collect();
    let chapters = chapters(&listed);
    match streams.format {
        OutputFormat::Json => streams.json(&as_json(edition, &listed, &chapters))?,
        OutputFormat::Human => as_text(&listed, &chapters, streams)?,
    }
    Ok(())
}

fn chapters<'a>(listed: &[(&Item<'a>, State)]) -> Vec<Chapter<'a>> {
    let mut chapters: Vec<Chapter<'a>> = Vec::new();
    for (item, state) in listed {
        let at = chapters.iter().position(|chapter| chapter.id == item.chapter()).unwrap_or_else(|| {
            chapters.push(Chapter { id: item.chapter(), counts: Counts::default(), entries: Vec::new() });
            chapters.len() - 1
        });
        let chapter = &mut chapters[at];
        chapter.counts.add(state);
        let at = chapter.entries.iter().position(|(entry, _)| *entry == item.entry).unwrap_or_else(|| {
            chapter.entries.push((item.entry, Counts::default()));
            chapter.entries.len() - 1
        });
        chapter.entries[at].1.add(state);
    }
    chapters
}

fn as_text(listed: &[(&Item<'_>, State)], chapters: &[Chapter<'_>], streams: &mut Streams<'_>) -> Result<(), Failure> {
    for chapter in chapters {
        writeln!(streams.out, "{}: {}", chapter.id, chapter.counts.text())?;
        for (entry, counts) in &chapter.entries {
            let entry = entry.map_or_else(|| "(before the first entry)".to_owned(), |entry| format!("【{entry}】"));
            writeln!(streams.out, "  {entry} {}", counts.text())?;
        }
    }
    for (item, state) in listed {
        if let State::Reopened { tick, changes } = state {
            let changes = changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            writeln!(streams.out, "reopened {}: {changes} (signed by {} on {})", item.id, tick.by, tick.date)?;
        }
    }
    for (item, _) in listed.iter().filter(|(_, state)| *state == State::Unsigned) {
        writeln!(streams.out, "unsigned {}: {}", item.id, item.text)?;
    }
    Ok(())
}

fn as_json(edition: &Edition, listed: &[(&Item<'_>, State)], chapters: &[Chapter<'_>]) -> Value {
    let entry = |(entry, counts): &(Option<&str>, Counts)| json!({ "entry": entry, "counts": counts.json() });
    let chapter = |chapter: &Chapter<'_>| {
        let entries: Vec<Value> = chapter.entries.iter().map(entry).collect();
        json!({ "chapter": chapter.id, "counts": chapter.counts.json(), "entries": entries })
    };
    let item = |(item, state): &(&Item<'_>, State)| {
        json!({
            "id": item.id,
            "kind": item.kind,
            "text": item.text,
            "entry": item.entry,
            "site": item.site.to_string(),
            "binding": item.binding(),
            "signoff": state,
        })
    };
    json!({
        "format": "yearbook-signoff",
        "version": 1,
        "year": edition.book.year,
        "chapters": chapters.iter().map(chapter).collect::<Vec<_>>(),
        "items": listed.iter().map(item).collect::<Vec<_>>(),
    })
}
