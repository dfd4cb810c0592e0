//! The sheet of paper: plotters' drawing areas over the SVG backend, in pixels or in the coordinates of a panel. Must not
//! know what a shape stands for.

use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::backend::{Svg, Tenths};
use super::error::ChartError;
use super::geometry::{At, Rect, whole};
use super::palette::{Dot, Paint};

/// What comes of drawing.
pub(super) type Drawn = Result<(), ChartError>;

/// Where a text hangs on its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
    /// Degrees, clockwise.
    pub(super) turn: i32,
}

impl Setting {
    pub(super) const fn new(size: f64, anchor: Anchor) -> Self {
        Self { size, anchor, bold: false, turn: 0 }
    }
}

/// A shape to be hung on points.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// The box between two points.
    Box,
    /// A line through the points.
    Path,
    /// The area within the points.
    Polygon,
    /// A marker on each point, of that half size in pixels.
    Dot(Dot, f64),
    /// A line of text on each point.
    Text(String, Setting),
}

/// A plotters element: a shape on points of any coordinate system.
struct Glyph<'a, C> {
    at: &'a [C],
    shape: &'a Shape,
    paint: &'a Paint,
}

impl<'a, C> PointCollection<'a, C> for &'a Glyph<'_, C> {
    type Point = &'a C;
    type IntoIter = &'a [C];

    fn point_iter(self) -> &'a [C] {
        self.at
    }
}

impl<C> Drawable<Svg> for Glyph<'_, C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        svg: &mut Svg,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        match self.shape {
            Shape::Path => svg.path(points, false, self.paint),
            Shape::Polygon => svg.path(points, true, self.paint),
            Shape::Box => {
                let corners: Vec<BackendCoord> = points.collect();
                if let [a, b] = corners[..] {
                    svg.rect(a, b, self.paint);
                }
            }
            Shape::Dot(form, half) => points.for_each(|at| dot(svg, at, (*form, whole(half * 10.0)), self.paint)),
            Shape::Text(content, setting) => {
                points.for_each(|at| svg.line_of_text(content, at, &attributes(at, *setting, self.paint)));
            }
        }
        Ok(())
    }
}

fn dot(svg: &mut Svg, (x, y): BackendCoord, (form, half): (Dot, i32), paint: &Paint) {
    match form {
        Dot::Circle => svg.element("circle", &[("cx", x), ("cy", y), ("r", half)], paint),
        Dot::Square => svg.rect((x - half, y - half), (x + half, y + half), paint),
        Dot::Triangle => {
            let corners = [(x, y - half - 8), (x + half + 4, y + half), (x - half - 4, y + half)];
            svg.path(corners.into_iter(), true, paint);
        }
        Dot::Diamond => {
            let far = half + 8;
            svg.path([(x, y - far), (x + far, y), (x, y + far), (x - far, y)].into_iter(), true, paint);
        }
        Dot::Cross => {
            svg.path([(x - half, y - half), (x + half, y + half)].into_iter(), false, paint);
            svg.path([(x - half, y + half), (x + half, y - half)].into_iter(), false, paint);
        }
        Dot::Target => {
            svg.element("circle", &[("cx", x), ("cy", y), ("r", half + 6)], paint);
            svg.element("circle", &[("cx", x), ("cy", y), ("r", 6)], paint);
        }
    }
}

fn attributes((x, y): BackendCoord, setting: Setting, paint: &Paint) -> String {
    let anchor = match setting.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if setting.bold { " font-weight=\"600\"" } else { "" };
    let turn = match setting.turn {
        0 => String::new(),
        turn => format!(" transform=\"rotate({turn} {} {})\"", Tenths(x), Tenths(y)),
    };
    format!("{} font-size=\"{}\"{anchor}{weight}{turn}", paint.0, setting.size)
}

/// The whole picture, in pixels.
pub(super) struct Sheet {
    svg: Rc<RefCell<Svg>>,
    root: DrawingArea<Svg, Shift>,
    /// The prefix of ids.
    pub(super) id: String,
    pub(super) size: At,
}

impl Sheet {
    /// Returns an empty sheet of that many pixels.
    pub(super) fn new(id: &str, size: At) -> Self {
        let tenths = |length: f64| u32::try_from(whole(length * 10.0)).unwrap_or(0);
        let svg = Rc::new(RefCell::new(Svg::new((tenths(size.0), tenths(size.1)))));
        let root = DrawingArea::from(&svg);
        Self { svg, root, id: id.to_owned(), size }
    }

    /// Adds markup as it stands.
    pub(super) fn raw(&self, markup: &str) {
        self.svg.borrow_mut().raw(markup);
    }

    /// Draws a shape on points given in pixels.
    pub(super) fn draw(&self, at: &[At], shape: &Shape, paint: &Paint) -> Drawn {
        let at: Vec<BackendCoord> = at.iter().map(|p| (whole(p.0 * 10.0), whole(p.1 * 10.0))).collect();
        self.root.draw(&Glyph { at: &at, shape, paint }).map_err(|error| ChartError::Drawing(error.to_string()))
    }

    /// Returns a part of the sheet with coordinates of its own: `x` rightwards, `y` upwards.
    pub(super) fn panel(&self, place: Rect, x: Range<f64>, y: Range<f64>) -> Panel {
        let tenths = |length: f64| whole(length * 10.0);
        let pixels = (tenths(place.x0)..tenths(place.x1), tenths(place.y1)..tenths(place.y0));
        let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, pixels);
        Panel { area: self.root.apply_coord_spec(coordinates), place }
    }

    /// Takes the finished markup.
    pub(super) fn take(self) -> String {
        self.svg.borrow_mut().take()
    }
}

/// A part of the sheet with coordinates of its own.
pub(super) struct Panel {
    area: DrawingArea<Svg, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    pub(super) place: Rect,
}

impl Panel {
    /// Draws a shape on points given in the panel's coordinates.
    pub(super) fn draw(&self, at: &[At], shape: &Shape, paint: &Paint) -> Drawn {
        self.area.draw(&Glyph { at, shape, paint }).map_err(|error| ChartError::Drawing(error.to_string()))
    }

    /// Returns where a point of the panel lies on the sheet, in pixels.
    pub(super) fn at(&self, x: f64, y: f64) -> At {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }
}
