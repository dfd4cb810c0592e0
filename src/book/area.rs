//! Reference areas: a tree for sums, and areas that are merely listed because they overlap or lie outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Names;

/// The id of an indicator, an area, a chapter: one text that all who name it share, since every cell of a table does.
pub type Id = Arc<str>;

/// A reference area.
#[derive(Clone, Debug, Hash)]
pub struct Area {
    /// Its id, which may be Chinese: 平江县.
    pub id: Id,
    /// Its names, which are aliases of the id.
    pub names: Names,
    /// The area whose total it is a part of.
    pub part_of: Option<Id>,
}

/// All areas of a book, in the order of `yearbook.yaml`.
#[derive(Clone, Debug, Hash, Default)]
pub struct AreaTree {
    areas: Vec<Area>,
    by_name: BTreeMap<String, usize>,
}

impl AreaTree {
    /// Returns a tree, or what is wrong with it: a name used twice, a parent that is not listed, a cycle.
    pub(crate) fn new(areas: Vec<Area>) -> Result<Self, (usize, String)> {
        let mut by_name = BTreeMap::new();
        for (index, area) in areas.iter().enumerate() {
            let own = area.names.iter().filter(|name| **name != *area.id);
            for name in std::iter::once(&*area.id).chain(own) {
                if by_name.insert(name.to_owned(), index).is_some_and(|earlier| earlier != index) {
                    return Err((index, format!("area `{name}` is listed twice")));
                }
            }
        }
        let tree = Self { areas, by_name };
        for (index, area) in tree.areas.iter().enumerate() {
            tree.check_parents(area).map_err(|message| (index, message))?;
        }
        Ok(tree)
    }

    /// Returns a list without names or parents: what is left of a tree that is none, so that one slip is not reported
    /// again at every use of an area.
    pub(super) fn flat<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let unique: std::collections::BTreeSet<&str> = ids.collect();
        let area = |id: &&str| Area { id: (*id).into(), names: Names::default(), part_of: None };
        let areas: Vec<Area> = unique.iter().map(area).collect();
        let by_name = areas.iter().enumerate().map(|(index, area)| (area.id.to_string(), index)).collect();
        Self { areas, by_name }
    }

    fn check_parents(&self, area: &Area) -> Result<(), String> {
        let mut path = vec![&*area.id];
        let mut current = area;
        while let Some(parent) = &current.part_of {
            current = self
                .get(parent)
                .ok_or_else(|| format!("area `{}` is part of `{parent}`, which is not listed", current.id))?;
            path.push(&current.id);
            if current.id == area.id {
                return Err(format!("areas are parts of each other: {}", path.join(" → ")));
            }
        }
        Ok(())
    }

    /// Returns an area by its id or one of its names.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Area> {
        self.by_name.get(name).map(|&index| &self.areas[index])
    }

    /// Returns the parts of an area, in the book's order.
    pub fn parts<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Area> {
        self.areas.iter().filter(move |area| area.part_of.as_deref() == Some(id))
    }

    /// Returns the areas among which an area is ranked: the parts of the same whole, itself included; itself alone
    /// when it is part of none.
    #[must_use]
    pub fn siblings(&self, id: &str) -> Vec<&Area> {
        match self.get(id) {
            Some(Area { part_of: Some(whole), .. }) => self.parts(whole).collect(),
            Some(area) => vec![area],
            None => Vec::new(),
        }
    }

    /// Returns all areas, in the book's order.
    pub fn iter(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter()
    }

    /// Returns all ids and names: for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}
