//! `yearbook sign`

mod list;

use std::collections::BTreeSet;
use std::path::Path;

use crate::Error;
use crate::edition::{Edition, Request};
use crate::findings::{Findings, Problem, Severity, nearest};
use crate::publish::{Before, replace};
use crate::render::Written;
use crate::signoff::{self, Binding, Item, SignOff, Signer, State, Tick};

use super::args::{Arguments, OutputFormat, Sign};
use super::{Exit, Failure, Streams};

/// What a run did, in ticks.
#[derive(Default)]
struct Done {
    signed: usize,
    unchanged: usize,
    revoked: usize,
    /// Ticks of a file that no longer hold, and why.
    refused: Vec<String>,
    /// The remark for ticks that have none.
    note: Option<String>,
}

impl Done {
    /// Takes a tick over that holds.
    fn keep(&mut self, item: &Item<'_>, tick: &Tick, signoff: &mut SignOff) {
        if signoff.state(item).is_signed() {
            self.unchanged += 1;
            return;
        }
        self.signed += 1;
        let (id, binding) = (item.id.to_owned(), item.binding());
        let note = tick.note.clone().or_else(|| self.note.clone());
        signoff.add(Tick { id, binding, note, place: None, ..tick.clone() });
    }
}

pub(super) fn run(arguments: &Arguments, sign: &Sign, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let request = Request { year: sign.year, ..Request::default() };
    let edition = super::requested(arguments, &request, streams.watched)?;
    let year = edition.book.year;
    let mut findings = Findings::default();
    let mut signoff = SignOff::load(&edition.book.files, year, &mut findings);
    if findings.any(Severity::Error) {
        streams.findings(&findings)?;
        let problem = Problem::new(format!("{} is damaged and stays as it is", signoff::path(year)));
        return Err(Error::request(problem.hint("mend it, or restore the last good file")).into());
    }
    if sign.list {
        list::show(&edition, &signoff, &sign.what, streams)?;
        return Ok(Exit::Done);
    }
    let done = match (&sign.from, sign.revoke) {
        (Some(file), _) => import(&edition, sign, file, &mut signoff)?,
        (None, true) => revoke(&edition, sign, &mut signoff)?,
        (None, false) => tick(&edition, sign, &mut signoff)?,
    };
    if done.signed + done.revoked > 0 {
        write(arguments, &edition, &signoff)?;
    }
    tell(&edition, &done, streams)?;
    Ok(if done.refused.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Replaces the file, if it is still the one that was read.
fn write(arguments: &Arguments, edition: &Edition, signoff: &SignOff) -> Result<(), Error> {
    let path = signoff::path(edition.book.year);
    let old = edition.book.files.read(&path).ok();
    let before = old.as_deref().map_or(Before::Nothing, Before::Bytes);
    let text = signoff.to_yaml(edition.book.year);
    replace(&arguments.directory.join(path), text.as_bytes(), before).map_err(crate::Error::from)
}

/// All that the edition prints, in reading order.
fn items(edition: &Edition) -> Vec<Item<'_>> {
    edition.chapters.iter().map(ledger).flat_map(signoff::items).collect()
}

fn ledger(written: &Written) -> &crate::ledger::ChapterLedger {
    &written.ledger
}

fn tick(edition: &Edition, sign: &Sign, signoff: &mut SignOff) -> Result<Done, Error> {
    let by = sign.by.as_deref().map(str::trim).filter(|by| !by.is_empty());
    let by = by.ok_or_else(|| request("nobody is named who signs", "say who: --by NAME"))?;
    let date = super::day(sign.date.as_deref())?;
    let all = items(edition);
    let chosen = if sign.all { all.iter().collect() } else { chosen(&all, &sign.what)? };
    let mut done = Done::default();
    for item in chosen {
        if signoff.state(item).is_signed() {
            done.unchanged += 1;
            continue;
        }
        done.signed += 1;
        signoff.add(Tick {
            id: item.id.to_owned(),
            binding: item.binding(),
            by: by.to_owned(),
            date: date.clone(),
            note: sign.note.clone(),
            place: None,
        });
    }
    Ok(done)
}

fn revoke(edition: &Edition, sign: &Sign, signoff: &mut SignOff) -> Result<Done, Error> {
    let all = items(edition);
    // A tick may be of what the book no longer prints.
    let (strays, known): (Vec<_>, Vec<_>) = sign.what.iter().cloned().partition(|what| signoff.tick(what).is_some());
    let mut ids: Vec<String> = match (sign.all, known.is_empty() && !strays.is_empty()) {
        (true, _) => signoff.ticks().map(|tick| tick.id.clone()).collect(),
        (false, true) => Vec::new(),
        (false, false) => chosen(&all, &known)?.into_iter().map(|item| item.id.to_owned()).collect(),
    };
    ids.extend(strays);
    let revoked = ids.iter().filter(|id| signoff.revoke(id)).count();
    Ok(Done { revoked, ..Done::default() })
}

/// Takes ticks over from a file: those of what is printed as it was ticked.
fn import(edition: &Edition, sign: &Sign, file: &Path, signoff: &mut SignOff) -> Result<Done, Error> {
    let name = file.display().to_string();
    let bytes = read(file)?;
    let today = super::day(sign.date.as_deref())?;
    let signer = Signer { by: sign.by.as_deref(), date: Some(&today) };
    let mut findings = Findings::default();
    let given = SignOff::parse(&name, &bytes, (edition.book.year, signer), &mut findings);
    if let Some(first) = findings.as_slice().first() {
        return Err(Error::request(first.problem.clone()));
    }
    let all = items(edition);
    let mut done = Done { note: sign.note.clone(), ..Done::default() };
    let cells = take_cells(&all, &given, signoff, &mut done);
    for tick in given.ticks().filter(|tick| !cells.contains(&tick.id)) {
        let Some(item) = all.iter().find(|item| item.id == tick.id) else {
            done.refused.push(format!("`{}` is not printed in this edition", tick.id));
            continue;
        };
        match given.state(item) {
            State::Reopened { changes, .. } => {
                let changes = changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
                done.refused.push(format!("`{}`: {changes}", tick.id));
            }
            _ => done.keep(item, tick, signoff),
        }
    }
    Ok(done)
}

/// A page ticks cells one by one: a chart or a table is ticked when all of its cells are. Returns the ids of the cells.
fn take_cells(all: &[Item<'_>], given: &SignOff, signoff: &mut SignOff, done: &mut Done) -> BTreeSet<String> {
    let mut taken = BTreeSet::new();
    for item in all {
        let Binding::Cells { cells, .. } = &item.binding() else { continue };
        let ids = cells.iter().map(|(key, text)| (format!("{}/{key}", item.id), text));
        let ticked: Vec<_> = ids.filter_map(|(id, text)| Some((given.tick(&id)?, text))).collect();
        let Some((first, _)) = ticked.first() else { continue };
        let holds = |tick: &Tick, text: &str| matches!(&tick.binding, Binding::Read { text: read } if read == text);
        let right = ticked.iter().filter(|(tick, text)| holds(tick, text)).count();
        if right == cells.len() {
            done.keep(item, first, signoff);
        } else {
            let (id, all) = (item.id, cells.len());
            done.refused.push(format!("`{id}`: {right} of its {all} cells are ticked as they are printed now"));
        }
        taken.extend(ticked.into_iter().map(|(tick, _)| tick.id.clone()));
    }
    taken
}

#[expect(clippy::disallowed_methods, reason = "ticks come from a browser's download folder, not from the book")]
fn read(file: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(file).map_err(|error| {
        let problem = Problem::new(format!("cannot read the ticks {}: {error}", file.display()));
        Error::request(problem.hint("give the path of the file that the audit exported"))
    })
}

/// What is meant by ids, chapters and entries.
fn chosen<'i, 'a>(all: &'i [Item<'a>], what: &[String]) -> Result<Vec<&'i Item<'a>>, Error> {
    if what.is_empty() {
        return Err(request("nothing is named that is meant", "give ids, chapters, entries (CHAPTER/ENTRY), or --all"));
    }
    let mut chosen = Vec::new();
    for name in what {
        let found: Vec<&Item<'_>> = all.iter().filter(|item| is_meant(item, name)).collect();
        if found.is_empty() {
            return Err(unknown(all, name));
        }
        chosen.extend(found);
    }
    chosen.sort_by_key(|item| item.id);
    chosen.dedup_by_key(|item| item.id);
    Ok(chosen)
}

fn is_meant(item: &Item<'_>, name: &str) -> bool {
    let in_entry = || {
        let rest = name.strip_prefix(item.chapter()).and_then(|rest| rest.strip_prefix('/'));
        rest.is_some_and(|entry| item.entry == Some(entry.trim_start_matches('【').trim_end_matches('】')))
    };
    item.id == name || item.chapter() == name || in_entry()
}

fn unknown(all: &[Item<'_>], name: &str) -> Error {
    let mut names: Vec<String> = all.iter().map(|item| item.id.to_owned()).collect();
    names.extend(all.iter().map(|item| item.chapter().to_owned()));
    names.extend(all.iter().filter_map(|item| Some(format!("{}/{}", item.chapter(), item.entry?))));
    let near = nearest(name, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
    let known = "`yearbook sign --list` shows ids, chapters and entries".to_owned();
    request(&format!("no figure, chart, table, chapter or entry is called `{name}`"), &near.unwrap_or(known))
}

fn request(message: &str, hint: &str) -> Error {
    Error::request(Problem::new(message).hint(hint))
}

fn tell(edition: &Edition, done: &Done, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let states = items(edition);
    let path = signoff::path(edition.book.year);
    if streams.format == OutputFormat::Json {
        streams.json(&serde_json::json!({
            "file": path,
            "signed": done.signed,
            "unchanged": done.unchanged,
            "revoked": done.revoked,
            "refused": done.refused,
            "printed": states.len(),
        }))?;
        return Ok(());
    }
    for refused in &done.refused {
        writeln!(streams.err, "not signed: {refused}")?;
    }
    let errors = edition.findings.count(Severity::Error);
    if errors > 0 {
        writeln!(streams.err, "the book has {errors} errors: `yearbook check` tells them")?;
    }
    let Done { signed, unchanged, revoked, .. } = done;
    writeln!(streams.out, "{path}: {signed} signed, {unchanged} already signed, {revoked} taken back")?;
    Ok(())
}
