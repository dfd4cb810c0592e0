//! Rows and columns: their order, their heads and labels.

use std::collections::BTreeMap;

use crate::book::Id;
use crate::findings::Problem;
use crate::quantity::Unit;

use super::super::clerk::Clerk;
use super::super::wording::TableWords;
use super::cells::Asked;
use super::notes::{Notes, Place};
use super::{Aspect, Down, Label, Plan, Slot, TableCell, TableColumn, TableRow, unit_text};

/// A row before its cells.
#[derive(Default)]
struct Line {
    slot: Slot,
    label: Label,
    depth: usize,
    of_which: bool,
    unit: Option<String>,
}

/// A column with its coordinates.
pub(super) type Placed = (Slot, TableColumn);

impl Clerk<'_> {
    pub(super) fn table_columns(&self, plan: &Plan<'_>, notes: &mut Notes) -> Result<Vec<Placed>, Problem> {
        let mut columns = Vec::new();
        for slot in self.column_slots(plan) {
            let path = self.column_path(plan, &slot)?;
            let unit = self.column_unit(plan, &slot);
            let marks = notes.bound(plan, &slot, Place::Column);
            let bare = slot.aspect == Some(Aspect::Rank);
            columns.push((slot, TableColumn { path, unit, bare, marks }));
        }
        let keep = kept_levels(&columns, plan);
        for (_, column) in &mut columns {
            let path = std::mem::take(&mut column.path);
            column.path = path.into_iter().zip(&keep).filter_map(|(label, keep)| keep.then_some(label)).collect();
        }
        Ok(columns)
    }

    fn column_slots(&self, plan: &Plan<'_>) -> Vec<Slot> {
        let mut slots = Vec::new();
        let outer: &[Id] = if plan.down == Down::Indicators { &plan.areas } else { &plan.indicators };
        for name in outer {
            let (indicator, area) = match plan.down {
                Down::Indicators => (None, Some(name.clone())),
                _ => (Some(name.clone()), None),
            };
            let base = Slot { indicator, area, ..Slot::default() };
            if plan.down == Down::Years {
                slots.extend(plan.areas.iter().flat_map(|area| {
                    let base = Slot { area: Some(area.clone()), ..base.clone() };
                    self.with_aspects(plan, &base)
                }));
                continue;
            }
            let level = |year: &i32| Slot { year: Some(*year), aspect: Some(Aspect::Level), ..base.clone() };
            slots.extend(plan.years.iter().map(level));
            let newest = Slot { year: Some(plan.newest()), ..base };
            slots.extend(self.with_aspects(plan, &newest).into_iter().skip(1));
        }
        slots
    }

    /// The level and what is said beside it; a rate has no growth.
    fn with_aspects(&self, plan: &Plan<'_>, base: &Slot) -> Vec<Slot> {
        let rate = base.indicator.as_ref().is_some_and(|indicator| plan.units[indicator].is_rate());
        let beside = plan.aspects.iter().copied().filter(|aspect| !(rate && *aspect == Aspect::Growth));
        let aspects = std::iter::once(Aspect::Level).chain(beside);
        aspects.map(|aspect| Slot { aspect: Some(aspect), ..base.clone() }).collect()
    }

    fn column_path(&self, plan: &Plan<'_>, slot: &Slot) -> Result<Vec<Label>, Problem> {
        let aspect = slot.aspect.unwrap_or(Aspect::Level);
        let indicator = slot.indicator.as_ref().map(|id| self.indicator_label(plan, id)).transpose()?;
        // The chapter's own area needs no head.
        let elsewhere = slot.area.as_ref().filter(|_| {
            plan.areas.iter().any(|area| **area != *self.book.area_of(self.chapter)) || plan.areas.len() != 1
        });
        let area = elsewhere.map(|id| self.area_label(plan, id)).transpose()?;
        let many = plan.down != Down::Years && plan.years.len() > 1;
        let beside = self.word_label(plan, aspect_word(aspect), slot.year.filter(|_| many));
        if plan.down != Down::Years {
            let year = slot.year.map(|year| self.year_label(plan, year)).unwrap_or_default();
            let last = if aspect == Aspect::Level { year } else { beside };
            return Ok(indicator.into_iter().chain(area).chain([last]).collect());
        }
        let alone = self.with_aspects(plan, slot).len() == 1;
        // A single indicator names its column itself, beside 比上年增减.
        if let ([_], [_]) = (plan.indicators.as_slice(), plan.areas.as_slice()) {
            let last = if aspect == Aspect::Level { indicator.unwrap_or_default() } else { beside };
            return Ok(vec![last]);
        }
        let last = if alone { Label::default() } else { beside };
        Ok(indicator.into_iter().chain(area).chain([last]).collect())
    }

    /// The unit that a column's head must name: none where it is the table's.
    fn column_unit(&self, plan: &Plan<'_>, slot: &Slot) -> Option<String> {
        let own = match (slot.aspect.unwrap_or(Aspect::Level), &slot.indicator) {
            (Aspect::Growth | Aspect::Share, _) => Unit::percent(),
            (Aspect::Rank, _) | (_, None) => return None,
            (aspect, Some(indicator)) => shown_unit(&plan.units[indicator], aspect),
        };
        if plan.unit.as_ref() == Some(&own) { None } else { unit_text(&own) }
    }

    pub(super) fn table_rows(
        &mut self,
        plan: &Plan<'_>,
        columns: &[Placed],
        notes: &mut Notes,
    ) -> Result<Vec<TableRow>, Problem> {
        let (mut rows, mut asked) = (Vec::new(), Asked::default());
        for line in self.lines(plan)? {
            let marks = notes.bound(plan, &line.slot, Place::Row);
            let mut cells: Vec<TableCell> = Vec::with_capacity(columns.len());
            for (column, _) in columns {
                let slot = Slot {
                    indicator: column.indicator.clone().or_else(|| line.slot.indicator.clone()),
                    area: line.slot.area.clone().or_else(|| column.area.clone()),
                    year: column.year.or(line.slot.year),
                    aspect: column.aspect,
                    total: line.slot.total,
                };
                let mut marks = notes.bound(plan, &slot, Place::Cell);
                let (cell, said) = self.table_cell(plan, &mut asked, &slot)?;
                for mark in said.iter().map(|text| notes.mark(text)) {
                    if !marks.contains(&mark) {
                        marks.push(mark);
                    }
                }
                cells.push(TableCell { marks: marks.into(), ..cell });
            }
            let Line { slot, label, depth, of_which, unit } = line;
            rows.push(TableRow { label, depth, of_which, total: slot.total, unit, marks, cells });
        }
        Ok(rows)
    }

    fn lines(&self, plan: &Plan<'_>) -> Result<Vec<Line>, Problem> {
        match plan.down {
            Down::Areas => self.area_lines(plan),
            Down::Years => {
                let line = |year: &i32| Line {
                    slot: Slot { year: Some(*year), ..Slot::default() },
                    label: self.year_label(plan, *year),
                    ..Line::default()
                };
                Ok(plan.years.iter().map(line).collect())
            }
            Down::Indicators => plan.indicators.iter().map(|id| self.indicator_line(plan, id)).collect(),
        }
    }

    fn indicator_line(&self, plan: &Plan<'_>, id: &Id) -> Result<Line, Problem> {
        Ok(Line {
            slot: Slot { indicator: Some(id.clone()), ..Slot::default() },
            label: self.indicator_label(plan, id)?,
            unit: if plan.unit.is_none() { unit_text(&plan.units[id]) } else { None },
            ..Line::default()
        })
    }

    /// Areas as a tree: the total first, parts behind the whole that they belong to.
    fn area_lines(&self, plan: &Plan<'_>) -> Result<Vec<Line>, Problem> {
        let roots: Vec<&Id> = plan.parts_of(None).collect();
        let mut lines = Vec::new();
        let mut depth = 0;
        if plan.flag("total") {
            let whole = self.whole_of(&roots);
            let label = match &whole {
                Some(whole) => self.area_label(plan, whole)?,
                None => self.word_label(plan, |words| words.total, None),
            };
            depth = usize::from(whole.is_some());
            let area = Some(whole.unwrap_or_else(|| self.book.area_of(self.chapter).into()));
            lines.push(Line { slot: Slot { area, total: true, ..Slot::default() }, label, ..Line::default() });
        }
        self.add_parts(plan, &roots, depth, &mut lines)?;
        Ok(lines)
    }

    fn add_parts(&self, plan: &Plan<'_>, parts: &[&Id], depth: usize, lines: &mut Vec<Line>) -> Result<(), Problem> {
        let whole = parts.first().and_then(|part| self.book.areas.get(part)?.part_of.clone());
        let some = depth > 0 && whole.is_some_and(|whole| self.book.areas.parts(&whole).count() > parts.len());
        for (index, area) in parts.iter().enumerate() {
            let slot = Slot { area: Some((*area).clone()), ..Slot::default() };
            let label = self.area_label(plan, area)?;
            lines.push(Line { slot, label, depth, of_which: some && index == 0, ..Line::default() });
            let place = plan.areas.iter().position(|listed| listed == *area);
            let own: Vec<&Id> = place.into_iter().flat_map(|place| plan.parts_of(Some(place))).collect();
            self.add_parts(plan, &own, depth + 1, lines)?;
        }
        Ok(())
    }

    /// The nearest of some areas that each of them is part of, as its place among them.
    pub(super) fn listed_wholes(&self, areas: &[Id]) -> Vec<Option<usize>> {
        let listed: BTreeMap<&str, usize> = areas.iter().map(|area| &**area).zip(0..).collect();
        let part_of = |area: &str| self.book.areas.get(area)?.part_of.as_deref();
        let wholes = |area: &Id| std::iter::successors(part_of(area), |whole| part_of(whole));
        areas.iter().map(|area| wholes(area).find_map(|whole| listed.get(whole).copied())).collect()
    }

    /// The area that all of these are parts of.
    pub(super) fn whole_of(&self, areas: &[&Id]) -> Option<Id> {
        let mut wholes = areas.iter().map(|area| self.book.areas.get(area)?.part_of.clone());
        let first = wholes.next()??;
        wholes.all(|whole| whole.as_ref() == Some(&first)).then_some(first)
    }

    /// The areas whose sum is the total: those that are no part of another in the table.
    pub(super) fn roots(&self, plan: &Plan<'_>) -> Vec<Id> {
        plan.parts_of(None).cloned().collect()
    }
}

/// The unit of an aspect of an indicator: the change of a rate is in percentage points.
pub(super) fn shown_unit(unit: &Unit, aspect: Aspect) -> Unit {
    match aspect {
        Aspect::Growth | Aspect::Share => Unit::percent(),
        Aspect::Rank => Unit::place(),
        Aspect::Change if unit.is_rate() => Unit::percentage_point(),
        Aspect::Level | Aspect::Change => unit.clone(),
    }
}

fn aspect_word(aspect: Aspect) -> fn(&TableWords) -> &'static str {
    match aspect {
        Aspect::Level => |words| words.level,
        Aspect::Change => |words| words.change,
        Aspect::Growth => |words| words.growth,
        Aspect::Share => |words| words.share,
        Aspect::Rank => |words| words.rank,
    }
}

/// Which levels of heads say anything: one that is the same for all columns does not, if the title says it.
fn kept_levels(columns: &[Placed], plan: &Plan<'_>) -> Vec<bool> {
    let Some((_, first)) = columns.first() else { return Vec::new() };
    let title = plan.given.text("title").unwrap_or_default();
    let mut keep: Vec<bool> = (0..first.path.len())
        .map(|level| {
            let label = &first.path[level].text;
            let constant = columns.iter().all(|(_, column)| column.path[level].text == *label);
            !constant || (!label.is_empty() && !title.contains(label.trim_end_matches('年')))
        })
        .collect();
    if !keep.contains(&true) {
        keep[0] = true;
    }
    keep
}
