//! Where value labels go: each tries a few spots, and takes the first that covers nothing. Either all labels of a group fit,
//! or they lose their unit, or only those that matter most are shown. Must not know what is labelled.

use super::geometry::{At, Rect};
use super::palette::Paint;
use super::sheet::Anchor;
use super::text;

/// The size of value labels in pixels.
pub(super) const SIZE: f64 = 11.5;

/// A place where a label may stand: the point of its baseline, and which way it runs from there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) at: At,
    pub(super) anchor: Anchor,
}

/// A label that wants a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wish {
    /// The token as given.
    pub(super) text: String,
    /// The token without the unit that the axis states; the same where there is none.
    pub(super) short: String,
    /// From the best spot to the worst.
    pub(super) spots: Vec<Spot>,
    pub(super) paint: Paint,
    /// Shown even where the others find no room: the first, last, largest and smallest.
    pub(super) matters: bool,
}

/// A label with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) spot: Spot,
    pub(super) paint: Paint,
}

/// What is already on the sheet.
#[derive(Debug, Clone)]
pub(super) struct Placer {
    bounds: Rect,
    boxes: Vec<Rect>,
    lines: Vec<(At, At)>,
}

impl Placer {
    /// Returns a placer for labels within those bounds.
    pub(super) fn new(bounds: Rect) -> Self {
        Self { bounds, boxes: Vec::new(), lines: Vec::new() }
    }

    /// Keeps labels off a box.
    pub(super) fn keep_off(&mut self, taken: Rect) {
        self.boxes.push(taken);
    }

    /// Keeps labels off a straight line.
    pub(super) fn keep_off_line(&mut self, from: At, to: At) {
        self.lines.push((from, to));
    }

    /// Returns the labels that found a place, and keeps later ones off them. All groups are treated alike: all labels with
    /// their units, else all without, else of each group only those that matter; of crowded groups always the last.
    pub(super) fn place(&mut self, groups: &[Vec<Wish>], crowded: bool) -> Vec<Placed> {
        let told: Vec<Vec<&Wish>> =
            groups.iter().map(|group| group.iter().filter(|wish| !wish.text.is_empty()).collect()).collect();
        let total: usize = told.iter().map(Vec::len).sum();
        for text in [full, short] {
            let mut tried = self.clone();
            let placed = if crowded { Vec::new() } else { tried.place_in_turn(&told, text) };
            if placed.len() == total {
                *self = tried;
                return placed;
            }
        }
        let few: Vec<Vec<&Wish>> =
            told.into_iter().map(|group| group.into_iter().filter(|wish| wish.matters).collect()).collect();
        self.place_in_turn(&few, short)
    }

    fn place_in_turn(&mut self, groups: &[Vec<&Wish>], text: fn(&Wish) -> &String) -> Vec<Placed> {
        let mut placed = Vec::new();
        for group in groups {
            let found = self.attempt(group, text);
            placed.extend(self.keep(found));
        }
        placed
    }

    fn keep(&mut self, placed: Vec<Placed>) -> Vec<Placed> {
        self.boxes.extend(placed.iter().map(|label| extent(&label.text, label.spot).grown(1.5)));
        placed
    }

    fn attempt(&self, wishes: &[&Wish], text: fn(&Wish) -> &String) -> Vec<Placed> {
        let mut taken: Vec<Rect> = Vec::new();
        let mut placed = Vec::new();
        for wish in wishes {
            let text = text(wish);
            let free = |spot: &&Spot| {
                let own = extent(text, **spot);
                self.is_free(&own) && !taken.iter().any(|other| other.overlaps(&own.grown(1.5)))
            };
            if let Some(spot) = wish.spots.iter().find(free) {
                taken.push(extent(text, *spot));
                placed.push(Placed { text: text.clone(), spot: *spot, paint: wish.paint.clone() });
            }
        }
        placed
    }

    /// Says whether nothing lies under a box.
    pub(super) fn is_free(&self, own: &Rect) -> bool {
        self.bounds.holds(own)
            && !self.boxes.iter().any(|other| other.overlaps(own))
            && !self.lines.iter().any(|(a, b)| own.is_crossed(*a, *b))
    }
}

fn full(wish: &Wish) -> &String {
    &wish.text
}

fn short(wish: &Wish) -> &String {
    &wish.short
}

/// Returns the box that a label covers.
pub(super) fn extent(text: &str, spot: Spot) -> Rect {
    let width = text::width(text, SIZE);
    let x0 = match spot.anchor {
        Anchor::Start => spot.at.0,
        Anchor::Middle => spot.at.0 - width / 2.0,
        Anchor::End => spot.at.0 - width,
    };
    Rect { x0, y0: spot.at.1 - SIZE * 0.86, x1: x0 + width, y1: spot.at.1 + SIZE * 0.14 }
}

/// Returns the token without the unit that the axis states, if it ends with that.
pub(super) fn without_unit(token: &str, unit: &str) -> String {
    match token.strip_suffix(unit) {
        Some(rest) if !unit.is_empty() && !rest.trim_end().is_empty() => rest.trim_end().to_owned(),
        _ => token.to_owned(),
    }
}

#[cfg(test)]
mod tests;
