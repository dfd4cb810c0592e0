//! The SVG backend: plotters maps coordinates and calls; this file writes elements. Coordinates come in tenths of a pixel,
//! because plotters counts in whole numbers, and are written with at most one decimal. Must not know charts.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::palette::Paint;
use super::text;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// SVG text in the making.
pub(super) struct Svg {
    out: String,
    size: (u32, u32),
}

impl Svg {
    /// Returns an empty picture of that many tenths of a pixel.
    pub(super) fn new(size: (u32, u32)) -> Self {
        Self { out: String::with_capacity(16 * 1024), size }
    }

    /// Adds markup as it stands.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Takes what was written.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Writes an element without content.
    pub(super) fn element(&mut self, name: &str, geometry: &[(&str, i32)], paint: &Paint) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in geometry {
            self.write(format_args!(" {key}=\"{}\"", Tenths(*value)));
        }
        self.write(format_args!("{}/>\n", paint.0));
    }

    /// Writes an open or closed line through points.
    pub(super) fn path(&mut self, points: impl Iterator<Item = BackendCoord>, closed: bool, paint: &Paint) {
        self.out.push_str("<path d=\"");
        for (n, (x, y)) in points.enumerate() {
            self.write(format_args!("{}{} {}", if n == 0 { 'M' } else { 'L' }, Tenths(x), Tenths(y)));
        }
        self.write(format_args!("{}\"{}/>\n", if closed { "Z" } else { "" }, paint.0));
    }

    /// Writes a line of text; `attributes` are size, anchor and paint.
    pub(super) fn line_of_text(&mut self, content: &str, (x, y): BackendCoord, attributes: &str) {
        let content = text::escape(content);
        self.write(format_args!("<text x=\"{}\" y=\"{}\"{attributes}>{content}</text>\n", Tenths(x), Tenths(y)));
    }

    fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.out.write_fmt(arguments).expect("a string takes whatever is written");
    }
}

/// Tenths of a pixel, written as pixels in the shortest form.
pub(super) struct Tenths(pub(super) i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        match size % 10 {
            0 => write!(f, "{sign}{}", size / 10),
            part => write!(f, "{sign}{}.{part}", size / 10),
        }
    }
}

fn fill(colour: BackendColor) -> Paint {
    let (r, g, b) = colour.rgb;
    Paint(format!(" fill=\"#{r:02x}{g:02x}{b:02x}\" fill-opacity=\"{:.2}\"", colour.alpha))
}

fn stroke(style: &impl BackendStyle) -> Paint {
    let (r, g, b) = style.color().rgb;
    let width = Tenths(i32::try_from(style.stroke_width()).unwrap_or(10));
    Paint(format!(" fill=\"none\" stroke=\"#{r:02x}{g:02x}{b:02x}\" stroke-width=\"{width}\""))
}

fn filled_or_not(style: &impl BackendStyle, filled: bool) -> Paint {
    if filled { fill(style.color()) } else { stroke(style) }
}

/// The calls of plotters' own elements, so that any of them can be drawn too.
impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Done {
        self.element("rect", &[("x", point.0), ("y", point.1), ("width", 1), ("height", 1)], &fill(colour));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.path([from, to].into_iter(), false, &stroke(style));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, filled: bool) -> Done {
        self.rect(a, b, &filled_or_not(style, filled));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.path(path.into_iter(), false, &stroke(style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, filled: bool) -> Done {
        let radius = i32::try_from(radius).unwrap_or(0);
        self.element("circle", &[("cx", centre.0), ("cy", centre.1), ("r", radius)], &filled_or_not(style, filled));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Done {
        self.path(vert.into_iter(), true, &fill(style.color()));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, content: &str, style: &T, at: BackendCoord) -> Done {
        let size = style.size() / 10.0;
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let shift = match style.anchor().v_pos {
            VPos::Top => 0.88,
            VPos::Center => 0.36,
            VPos::Bottom => -0.12,
        };
        let paint = fill(style.color());
        let attributes = format!(" dy=\"{shift:.2}em\" font-size=\"{size:.1}\" text-anchor=\"{anchor}\"{}", paint.0);
        self.line_of_text(content, at, &attributes);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let tenths = |length: f64| u32::try_from(super::geometry::whole(length)).unwrap_or(0);
        Ok((tenths(text::width(content, style.size())), tenths(style.size())))
    }
}

impl Svg {
    /// Writes the box between two corners.
    pub(super) fn rect(&mut self, a: BackendCoord, b: BackendCoord, paint: &Paint) {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        let (width, height) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        self.element("rect", &[("x", x), ("y", y), ("width", width), ("height", height)], paint);
    }
}
