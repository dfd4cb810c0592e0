//! Which id of one edition is which of the other.
//!
//! With the same data year ids are the same. With another one, what is asked for the edition's own year moves along with it,
//! and what is asked for a fixed year stays.

use std::collections::{BTreeMap, BTreeSet};

/// Maps ids of the older edition to those of the newer.
pub(super) fn align<'a>(
    old: impl Iterator<Item = &'a str>,
    new: impl Iterator<Item = &'a str>,
    years: (i32, i32),
) -> BTreeMap<&'a str, &'a str> {
    let new: BTreeSet<&str> = new.collect();
    let mut taken = BTreeSet::new();
    let mut pairs = BTreeMap::new();
    let old: Vec<&str> = old.collect();
    // What names the edition's own year goes first: what is left may then be of a fixed year.
    for moves in [own_year, same, all_years] {
        for id in &old {
            let found = moves(id, years).and_then(|wanted| new.get(wanted.as_str()).copied());
            if let Some(found) = found.filter(|found| !pairs.contains_key(id) && !taken.contains(found)) {
                taken.insert(found);
                pairs.insert(*id, found);
            }
        }
    }
    pairs
}

/// The id, if it names the older edition's year, with the newer one in its place.
fn own_year(id: &str, (old, new): (i32, i32)) -> Option<String> {
    let moved = with_years(id, |year| if year == old { new } else { year });
    (old == new || moved != id).then_some(moved)
}

fn same(id: &str, _: (i32, i32)) -> Option<String> {
    Some(id.to_owned())
}

fn all_years(id: &str, (old, new): (i32, i32)) -> Option<String> {
    (old != new).then(|| with_years(id, |year| year + new - old))
}

/// A text with each number of four digits between 1900 and 2199 put through `change`.
pub(super) fn with_years(text: &str, change: impl Fn(i32) -> i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        let number = &rest[start..start + digits];
        out.push_str(&rest[..start]);
        match number.parse::<i32>() {
            Ok(year) if digits == 4 && (1900..2200).contains(&year) => out.push_str(&change(year).to_string()),
            _ => out.push_str(number),
        }
        rest = &rest[start + digits..];
    }
    out.push_str(rest);
    out
}
