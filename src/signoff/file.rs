//! `signoff/YEAR.yaml`: the ticks of one edition. The same form is what an export of ticks has, as YAML or JSON.
//!
//! The file is kept by the program, a block a tick, sorted by id, so that a change of one tick is a change of its lines.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::book::yaml::{self, Spanned};
use crate::book::{Files, Period};
use crate::findings::{Findings, Place, Problem};
use crate::ledger::Class;

use super::{Binding, Item, State, codes};

/// The version of the form.
const VERSION: u32 = 1;

/// What the file begins with.
const HEAD: &str = "# Kept by `yearbook sign`, sorted by id; comments and another order are not kept.\n";

/// Returns the path of an edition's sign-off in its book.
#[must_use]
pub fn path(year: i32) -> String {
    format!("signoff/{year}.yaml")
}

/// A tick: who said of what, and when, that it is right.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Tick {
    /// The id of the figure, chart or table.
    pub id: String,
    /// What it was when it was ticked.
    #[serde(flatten)]
    pub binding: Binding,
    /// Who ticked it.
    pub by: String,
    /// When, as `2026-11-24`.
    pub date: String,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it stands in its file; none while it is new.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// The ticks of one edition, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignOff {
    ticks: BTreeMap<String, Tick>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileConfig {
    version: Spanned<u32>,
    year: Spanned<i32>,
    signed: Vec<TickConfig>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TickConfig {
    id: Spanned<String>,
    of: Option<String>,
    text: Option<String>,
    value: Option<String>,
    class: Option<Class>,
    digest: Option<String>,
    cells: Option<BTreeMap<String, String>>,
    by: Option<String>,
    date: Option<String>,
    note: Option<String>,
}

/// Who ticks, where the ticks themselves do not say it. A day is given for an export of ticks only, which may also say no more
/// of a figure than what was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signer<'a> {
    /// Who.
    pub by: Option<&'a str>,
    /// When.
    pub date: Option<&'a str>,
}

impl SignOff {
    /// Reads the sign-off of an edition; empty where the book has none. What is wrong goes to `findings`.
    pub fn load(files: &Files, year: i32, findings: &mut Findings) -> Self {
        let path = path(year);
        if !files.exists(&path) {
            return Self::default();
        }
        match files.read(&path) {
            Ok(bytes) => Self::parse(&path, &bytes, (year, Signer::default()), findings),
            Err(error) => {
                codes::BROKEN_FILE.report(findings, Problem::new(error.to_string()).at(Place::file(path)));
                Self::default()
            }
        }
    }

    /// Reads ticks for an edition from the text of a file.
    pub fn parse(path: &str, bytes: &[u8], (year, signer): (i32, Signer<'_>), findings: &mut Findings) -> Self {
        let config = match config(path, bytes, year) {
            Ok(config) => config,
            Err(problem) => {
                codes::BROKEN_FILE.report(findings, problem);
                return Self::default();
            }
        };
        let text = String::from_utf8_lossy(bytes);
        let mut found = Self::default();
        for tick in config.signed {
            let place = yaml::place_of(path, &text, &tick.id);
            let id = tick.id.value.clone();
            match read_tick(tick, signer) {
                Err(problem) => codes::INCOMPLETE_TICK.report(findings, problem.about(id).at(place)),
                Ok(tick) => match found.ticks.get(&id) {
                    Some(earlier) => {
                        let first = earlier.place.as_ref().map(|place| format!(", first at {place}"));
                        let message = format!("`{id}` is ticked twice{}", first.unwrap_or_default());
                        let problem = Problem::new(message).about(id).at(place);
                        codes::TICKED_TWICE.report(findings, problem.hint("keep one of the two"));
                    }
                    None => drop(found.ticks.insert(id, Tick { place: Some(place), ..tick })),
                },
            }
        }
        found
    }

    /// Returns the ticks, by id.
    pub fn ticks(&self) -> impl Iterator<Item = &Tick> {
        self.ticks.values()
    }

    /// Returns the tick of an id.
    #[must_use]
    pub fn tick(&self, id: &str) -> Option<&Tick> {
        self.ticks.get(id)
    }

    /// Returns where something printed stands.
    #[must_use]
    pub fn state(&self, item: &Item<'_>) -> State {
        let Some(tick) = self.ticks.get(item.id) else { return State::Unsigned };
        let changes = tick.binding.changes(&item.binding());
        let tick = tick.clone();
        if changes.is_empty() { State::Signed { tick } } else { State::Reopened { tick, changes } }
    }

    /// Ticks something; a tick that is there is replaced.
    pub fn add(&mut self, tick: Tick) {
        self.ticks.insert(tick.id.clone(), tick);
    }

    /// Takes a tick back; returns whether there was one.
    pub fn revoke(&mut self, id: &str) -> bool {
        self.ticks.remove(id).is_some()
    }

    /// Returns the text of the file.
    #[must_use]
    pub fn to_yaml(&self, year: i32) -> String {
        let mut out = format!("{HEAD}version: {VERSION}\nyear: {year}\n");
        if self.ticks.is_empty() {
            out.push_str("signed: []\n");
            return out;
        }
        out.push_str("signed:\n");
        for tick in self.ticks.values() {
            write_tick(tick, &mut out);
        }
        out
    }
}

fn config(path: &str, bytes: &[u8], year: i32) -> Result<FileConfig, Problem> {
    let whole = || Place::file(path);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let problem = Problem::new(format!("expected UTF-8 text, found another encoding at byte {at}"));
        problem.at(whole()).hint("save the file as UTF-8")
    })?;
    let hint = "restore the last good file, or delete it and sign again";
    let config: FileConfig = yaml::read(path, text).map_err(|error| {
        let problem = error.problem().clone();
        let place = problem.place.clone().unwrap_or_else(whole);
        let own = problem.hint.clone().unwrap_or_else(|| hint.to_owned());
        problem.at(place).hint(own)
    })?;
    if config.version.value != VERSION {
        let message = format!("expected version {VERSION} of the sign-off form, found {}", config.version.value);
        return Err(Problem::new(message).at(yaml::place_of(path, text, &config.version)).hint(hint));
    }
    if config.year.value != year {
        let message = format!("the ticks are for {}, the edition is {year}", config.year.value);
        let problem = Problem::new(message).at(yaml::place_of(path, text, &config.year));
        return Err(problem.hint("a tick holds for one edition: sign the other one by itself"));
    }
    Ok(config)
}

fn read_tick(config: TickConfig, signer: Signer<'_>) -> Result<Tick, Problem> {
    let id = config.id.value;
    let needed = |key: &str, what: &str| {
        Problem::new(format!("the tick of `{id}` has no `{key}`")).hint(format!("{what}; or tick it again"))
    };
    let is_read = signer.date.is_some() && config.of.is_none() && config.class.is_none() && config.value.is_none();
    let binding = match (config.text, config.digest) {
        (Some(text), None) if is_read => Binding::Read { text },
        (Some(text), None) => Binding::Figure {
            text,
            of: config.of.ok_or_else(|| needed("of", "say of what it is: indicator@area@period"))?,
            value: config.value,
            class: config.class.ok_or_else(|| needed("class", "say computed, reconstructed or quoted"))?,
        },
        (None, Some(digest)) => {
            let cells = config.cells.ok_or_else(|| needed("cells", "list what the cells print"))?;
            Binding::Cells { digest, cells }
        }
        (Some(_), Some(_)) => {
            let message = format!("the tick of `{id}` has both a `text` and a `digest`");
            return Err(Problem::new(message).hint("a figure has a text, a chart or a table a digest; tick it again"));
        }
        (None, None) => return Err(needed("text", "say what was printed")),
    };
    let given = |own: Option<String>, usual: Option<&str>| own.or_else(|| usual.map(str::to_owned));
    let by = given(config.by, signer.by).filter(|by| !by.trim().is_empty());
    let date = given(config.date, signer.date).ok_or_else(|| needed("date", "say when"))?;
    if !is_date(&date) {
        let message = format!("the tick of `{id}` is dated `{date}`, which is no date");
        return Err(Problem::new(message).hint("write it as 2026-11-24"));
    }
    Ok(Tick {
        by: by.ok_or_else(|| needed("by", "say who ticked it"))?,
        id,
        binding,
        date,
        note: config.note,
        place: None,
    })
}

/// Returns whether a text is a day such as `2026-11-24`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, length: usize| {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    Period::parse(&year.to_string()).is_some() && (1..=days).contains(&day)
}

fn write_tick(tick: &Tick, out: &mut String) {
    out.push_str(&format!("  - id: {}\n", quoted(&tick.id)));
    let mut line = |key: &str, value: &str| out.push_str(&format!("    {key}: {}\n", quoted(value)));
    match &tick.binding {
        Binding::Figure { of, text, value, class } => {
            line("of", of);
            line("text", text);
            if let Some(value) = value {
                line("value", value);
            }
            line("class", class.name());
        }
        Binding::Cells { digest, .. } => line("digest", digest),
        Binding::Read { text } => line("text", text),
    }
    line("by", &tick.by);
    line("date", &tick.date);
    if let Some(note) = &tick.note {
        line("note", note);
    }
    if let Binding::Cells { cells, .. } = &tick.binding {
        out.push_str(if cells.is_empty() { "    cells: {}\n" } else { "    cells:\n" });
        for (key, text) in cells {
            out.push_str(&format!("      {}: {}\n", quoted(key), quoted(text)));
        }
    }
}

/// A text in double quotes, which YAML reads as JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
