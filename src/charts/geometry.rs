//! Boxes and lines in pixels, and the three number conversions that the room needs. Must not know what they bound.

/// A point in pixels, y downwards.
pub(super) type At = (f64, f64);

/// An upright box in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Rect {
    /// Returns the box between two corners, in any order.
    pub(super) fn between(a: At, b: At) -> Self {
        Self { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
    }

    /// Returns the square of that half side around a point.
    pub(super) fn around(at: At, half: f64) -> Self {
        Self { x0: at.0 - half, y0: at.1 - half, x1: at.0 + half, y1: at.1 + half }
    }

    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn centre(&self) -> At {
        (f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    /// Returns the box made larger on all sides.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Says whether two boxes share more than an edge.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Says whether the other box lies within this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && self.x1 >= other.x1 && self.y1 >= other.y1
    }

    /// Says whether a straight line between two points touches the box (Liang and Barsky's clipping).
    pub(super) fn is_crossed(&self, a: At, b: At) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let mut span = (0.0_f64, 1.0_f64);
        let sides = [(-dx, a.0 - self.x0), (dx, self.x1 - a.0), (-dy, a.1 - self.y0), (dy, self.y1 - a.1)];
        for (p, q) in sides {
            if p == 0.0 && q < 0.0 {
                return false;
            }
            if p < 0.0 {
                span.0 = span.0.max(q / p);
            } else if p > 0.0 {
                span.1 = span.1.min(q / p);
            }
        }
        span.0 <= span.1
    }
}

/// Returns a count as a number to measure with.
pub(super) fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::from(u32::MAX), f64::from)
}

/// Returns the nearest whole number; beyond the range of `i32`, its end.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and pixels stay far inside the range")]
pub(super) fn whole(value: f64) -> i32 {
    (value + 0.5).floor() as i32
}

/// Returns how many steps are needed to cover a length, at least one.
pub(super) fn steps(length: f64, step: f64) -> usize {
    usize::try_from(whole((length / step).ceil())).unwrap_or(1).max(1)
}

/// Moves blocks, given as (top, height) downwards, as little as needed so that none overlaps and all stay within the bounds,
/// if they have room there at all.
pub(super) fn spread(blocks: &mut [(f64, f64)], bounds: (f64, f64)) {
    let mut free = bounds.0;
    for block in blocks.iter_mut() {
        block.0 = block.0.max(free);
        free = block.0 + block.1;
    }
    let mut free = bounds.1;
    for block in blocks.iter_mut().rev() {
        block.0 = block.0.min(free - block.1);
        free = block.0;
    }
}
