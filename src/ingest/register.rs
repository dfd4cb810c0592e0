//! Names → ids: indicators by what is declared and what data files call them, areas by the book's tree.
//!
//! Must not know: cells, formulas.

use std::collections::BTreeMap;

use crate::book::{Area, Book, IndicatorDef, Language, Names};
use crate::findings::{Place, Problem};
use crate::quantity::UnitTable;

use super::codes::{self, Report};
use super::layout::{Plan, Word, compact};
use super::table::Table;

/// All names that data files may use.
pub(super) struct Register<'a> {
    book: &'a Book,
    /// Id by id or name.
    ids: BTreeMap<String, String>,
    declared: BTreeMap<&'a str, &'a IndicatorDef>,
    /// Names that came with rows.
    names: BTreeMap<String, Names>,
}

impl<'a> Register<'a> {
    /// Takes what the book declares.
    pub(super) fn new(book: &'a Book) -> Self {
        let declared: BTreeMap<_, _> = book.indicators.iter().map(|def| (def.id.as_str(), def)).collect();
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for def in &book.indicators {
            for name in def.names.iter() {
                ids.entry(name.to_owned()).or_insert_with(|| def.id.clone());
            }
        }
        ids.extend(declared.keys().map(|id| ((*id).to_owned(), (*id).to_owned())));
        Self { book, ids, declared, names: BTreeMap::new() }
    }

    pub(super) fn units(&self) -> &'a UnitTable {
        &self.book.units
    }

    /// Whether a text is a unit, and not merely empty.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        !text.is_empty() && self.book.units.parse(text).is_ok()
    }

    /// The id of an indicator that is known by this id or name.
    pub(super) fn known(&self, name: &str) -> Option<&str> {
        self.ids.get(name).map(String::as_str)
    }

    /// The id of an indicator; a name that nobody has declared is its own id.
    pub(super) fn indicator<'b>(&'b self, name: &'b str) -> &'b str {
        self.known(name).unwrap_or(name)
    }

    /// The declaration of an indicator.
    pub(super) fn declaration(&self, id: &str) -> Option<&'a IndicatorDef> {
        self.declared.get(id).copied()
    }

    /// An area by id or name; tables stretch short names with spaces (`全　国`).
    pub(super) fn area(&self, name: &str) -> Option<&'a Area> {
        let stretched = || name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        self.book
            .areas
            .get(name)
            .or_else(|| self.book.areas.get(&stretched()))
            .or_else(|| self.area_in_other_case(name))
    }

    fn area_in_other_case(&self, name: &str) -> Option<&'a Area> {
        let wanted = name.is_ascii().then(|| compact(name))?;
        self.book.areas.iter().find(|area| area.names.iter().any(|name| compact(name) == wanted))
    }

    /// Names that came with rows, by id.
    pub(super) fn into_names(self) -> BTreeMap<String, Names> {
        self.names
    }

    /// Collects the names that a table gives its indicators.
    pub(super) fn learn(&mut self, table: &Table, plan: &Plan, report: &mut Report<'_>) {
        let Some(ids) = plan.column(Word::Indicator) else { return };
        for (word, language) in [(Word::NameZh, Language::Zh), (Word::NameEn, Language::En)] {
            let Some(names) = plan.column(word) else { continue };
            let mut last = (String::new(), String::new());
            // That the file cannot be read, whoever reads its values will tell.
            let _ = table.each(|row| {
                let Ok(row) = row else { return };
                let pair = (row.cell(ids), row.cell(names));
                if pair != (&*last.0, &*last.1) {
                    if !pair.0.is_empty() && !pair.1.is_empty() {
                        self.learn_one(pair, language, &|| table.place(&row, names), report);
                    }
                    last = (pair.0.to_owned(), pair.1.to_owned());
                }
            });
        }
    }

    fn learn_one(
        &mut self,
        (id, name): (&str, &str),
        language: Language,
        place: &dyn Fn() -> Place,
        report: &mut Report<'_>,
    ) {
        let id = self.indicator(id).to_owned();
        let known = self.names.entry(id.clone()).or_default();
        let earlier = known.0.entry(language).or_insert_with(|| name.to_owned()).clone();
        if earlier != name {
            let problem =
                Problem::new(format!("indicator `{id}` is called `{name}` here and `{earlier}` before")).at(place());
            report.add(codes::NAME_CONFLICT, problem.hint("give it one name in each language"));
            return;
        }
        let other = self.ids.entry(name.to_owned()).or_insert_with(|| id.clone()).clone();
        self.ids.entry(id.clone()).or_insert_with(|| id.clone());
        if other != id {
            let problem =
                Problem::new(format!("`{name}` is the name of `{id}` here and of `{other}` elsewhere")).at(place());
            report.add(codes::NAME_CONFLICT, problem.hint("give one of the two another name"));
        }
    }
}
