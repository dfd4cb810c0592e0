//! Notes bound to cells, rows and columns: numbered in reading order, and checked both ways.

use crate::findings::{Problem, nearest};

use super::super::clerk::Clerk;
use super::{Aspect, Down, Plan, Slot};

/// The first characters of marks, by which one that an editor wrote is recognised: ① to ⑳.
const MARKS: std::ops::RangeInclusive<char> = '\u{2460}'..='\u{2473}';

/// A note of the editor and what it is bound to.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    /// As written: `甲县@2016`.
    to: String,
    at: Slot,
    text: String,
    used: bool,
}

/// The notes of one table.
pub(super) struct Notes {
    bindings: Vec<Binding>,
    texts: Vec<String>,
}

/// What a binding may mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Column,
    Row,
    Cell,
}

impl Notes {
    pub(super) fn new(bindings: Vec<Binding>) -> Self {
        Self { bindings, texts: Vec::new() }
    }

    /// Returns the mark of a note, which has the next number unless it has been made before.
    pub(super) fn mark(&mut self, text: &str) -> usize {
        let known = self.texts.iter().position(|known| known == text);
        known.unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        })
    }

    /// Returns the marks that the editor's notes put at a place.
    pub(super) fn bound(&mut self, plan: &Plan<'_>, slot: &Slot, place: Place) -> Vec<usize> {
        if slot.aspect.is_some_and(|aspect| aspect != Aspect::Level) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for binding in self.bindings.iter_mut().filter(|binding| binding.place(plan.down) == place) {
            if covers(&binding.at, slot) {
                binding.used = true;
                found.push(binding.text.clone());
            }
        }
        found.iter().map(|text| self.mark(text)).collect()
    }

    /// Returns the texts by number, each with at least one mark, and those of them that the editor wrote.
    pub(super) fn finish(self) -> Result<(Vec<String>, Vec<String>), Problem> {
        match self.bindings.iter().find(|binding| !binding.used) {
            Some(binding) => {
                let problem = Problem::new(format!("the note on {} is bound to nothing in the table", binding.to));
                Err(problem.hint("name an area, a year or an indicator that the table shows"))
            }
            None => Ok((self.texts, self.bindings.into_iter().map(|binding| binding.text).collect())),
        }
    }
}

impl Binding {
    /// Where it marks, by which coordinates it names.
    fn place(&self, down: Down) -> Place {
        let Slot { indicator, area, year, .. } = &self.at;
        let (row, column) = match down {
            Down::Years => (year.is_some(), indicator.is_some() || area.is_some()),
            Down::Areas => (area.is_some(), indicator.is_some() || year.is_some()),
            Down::Indicators => (indicator.is_some(), area.is_some() || year.is_some()),
        };
        match (row, column) {
            (true, false) => Place::Row,
            (false, _) => Place::Column,
            (true, true) => Place::Cell,
        }
    }
}

/// Whether all coordinates of `wanted` are those of `slot`.
fn covers(wanted: &Slot, slot: &Slot) -> bool {
    fn same<T: PartialEq>(wanted: &Option<T>, own: &Option<T>) -> bool {
        wanted.is_none() || wanted == own
    }
    same(&wanted.indicator, &slot.indicator) && same(&wanted.area, &slot.area) && same(&wanted.year, &slot.year)
}

impl Clerk<'_> {
    /// Reads `notes=["甲县@2016：……"]`.
    pub(super) fn bindings(&self, plan: &Plan<'_>) -> Result<Vec<Binding>, Problem> {
        if let Some(name) = ["title", "note", "notes"]
            .into_iter()
            .find(|name| plan.given.list(name).iter().any(|text| text.contains(|c| MARKS.contains(&c))))
        {
            let problem = Problem::new(format!("`{name}` holds a circled number, which only the table itself gives"));
            return Err(problem.hint("bind the note to its cell: notes=[\"甲县@2016：……\"]"));
        }
        plan.given.list("notes").into_iter().map(|note| self.binding(plan, note)).collect()
    }

    fn binding(&self, plan: &Plan<'_>, note: &str) -> Result<Binding, Problem> {
        let Some((to, text)) = note.split_once(['：', ':']).filter(|(_, text)| !text.trim().is_empty()) else {
            let problem = Problem::new(format!("a note must name its cell before a colon, found \"{note}\""));
            return Err(problem.hint("write notes=[\"甲县@2016：……\"]; a remark on the whole table is note=\"…\""));
        };
        let mut at = Slot::default();
        for word in to.split('@').map(str::trim) {
            let area = self.book.areas.get(word).map(|area| area.id.clone());
            let year = word.trim_end_matches('年').parse::<i32>().ok().filter(|year| plan.years.contains(year));
            if let Some(year) = year {
                at.year = Some(year);
            } else if let Some(area) = area {
                at.area = Some(area);
            } else if let Some(indicator) = self.catalogue.lookup(word) {
                at.indicator = Some(indicator.into());
            } else {
                let names = plan.areas.iter().chain(&plan.indicators).map(|id| &**id);
                let near = nearest(word, names).map(|near| format!("did you mean `{near}`?"));
                let problem =
                    Problem::new(format!("the note on {to}: `{word}` is no area, year or indicator of the table"));
                return Err(problem.maybe_hint(near));
            }
        }
        Ok(Binding { to: to.trim().to_owned(), at, text: text.trim().to_owned(), used: false })
    }
}
