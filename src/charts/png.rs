//! A chart's SVG as PNG, for places that take no SVG: word processors, chat platforms.
//!
//! The picture is the same; only here a font is needed. A letter that the font has no glyph for would be left out without a
//! word, so every letter is looked up first.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{Options, Tree};
use skrifa::MetadataProvider;

/// Families that have Chinese glyphs, the likeliest first.
const FAMILIES: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
];

/// Pixels across at least and at most.
const WIDTHS: std::ops::RangeInclusive<u32> = 100..=10_000;

/// A font face to draw text with.
#[derive(Clone)]
pub struct Face {
    fonts: Arc<Database>,
    id: ID,
    family: String,
}

/// Why a picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// The machine has none of the known Chinese fonts.
    NoSystemFont,
    /// The bytes are no font.
    NotAFont,
    /// The font lacks glyphs.
    MissingGlyphs {
        /// The font's family.
        family: String,
        /// The letters.
        letters: String,
    },
    /// The width cannot be drawn.
    BadWidth {
        /// As asked.
        width: u32,
    },
    /// The SVG cannot be drawn.
    Drawing {
        /// What the library says.
        reason: String,
    },
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSystemFont => write!(
                f,
                "no Chinese font found on this machine (looked for {}): install one such as Debian's fonts-noto-cjk, or give a \
                 file with --font",
                FAMILIES.join(", ")
            ),
            Self::NotAFont => f.write_str("the file is no font: expected TrueType or OpenType (.ttf, .otf, .ttc)"),
            Self::MissingGlyphs { family, letters } => {
                write!(f, "the font {family} has no glyphs for {letters}: choose a font with Chinese glyphs")
            }
            Self::BadWidth { width } => {
                write!(
                    f,
                    "a picture {width} pixels wide cannot be drawn: choose {} to {}",
                    WIDTHS.start(),
                    WIDTHS.end()
                )
            }
            Self::Drawing { reason } => write!(f, "the picture cannot be drawn: {reason}"),
        }
    }
}

impl std::error::Error for PngError {}

impl Face {
    /// Takes the first face of a font file.
    ///
    /// # Errors
    /// When the bytes are no font.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, PngError> {
        let mut fonts = Database::new();
        fonts.load_font_data(bytes);
        let face = fonts.faces().next().map(|face| (face.id, face.families.first().map(|(name, _)| name.clone())));
        let Some((id, Some(family))) = face else { return Err(PngError::NotAFont) };
        Ok(Self::new(fonts, id, family))
    }

    /// Looks for a Chinese font on the machine.
    ///
    /// # Errors
    /// When there is none of the known ones.
    pub fn of_system() -> Result<Self, PngError> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let found = FAMILIES.iter().find_map(|family| {
            let query = resvg::usvg::fontdb::Query {
                families: &[resvg::usvg::fontdb::Family::Name(family)],
                ..Default::default()
            };
            fonts.query(&query).map(|id| (id, (*family).to_owned()))
        });
        let (id, family) = found.ok_or(PngError::NoSystemFont)?;
        Ok(Self::new(fonts, id, family))
    }

    fn new(mut fonts: Database, id: ID, family: String) -> Self {
        // A chart ends its list of families with the generic one.
        fonts.set_sans_serif_family(&family);
        fonts.set_serif_family(&family);
        Self { fonts: Arc::new(fonts), id, family }
    }

    /// Returns the letters of a text that the face has no glyph for.
    fn lacks(&self, letters: &BTreeSet<char>) -> String {
        let missing = self.fonts.with_face_data(self.id, |data, index| {
            let font = skrifa::FontRef::from_index(data, index).ok();
            let charmap = font.as_ref().map(MetadataProvider::charmap);
            letters
                .iter()
                .filter(|letter| charmap.as_ref().is_none_or(|map| map.map(**letter).is_none()))
                .collect::<String>()
        });
        missing.unwrap_or_else(|| letters.iter().collect())
    }
}

/// Returns a chart as PNG of a width in pixels, on white: the same bytes for the same picture, font and width.
///
/// # Errors
/// When a letter has no glyph, or the picture cannot be drawn.
pub fn png(svg: &str, face: &Face, width: u32) -> Result<Vec<u8>, PngError> {
    if !WIDTHS.contains(&width) {
        return Err(PngError::BadWidth { width });
    }
    let drawing = |reason: String| PngError::Drawing { reason };
    let options = Options { fontdb: Arc::clone(&face.fonts), font_family: face.family.clone(), ..Options::default() };
    let letters = face.lacks(&letters(svg));
    if !letters.is_empty() {
        return Err(PngError::MissingGlyphs { family: face.family.clone(), letters });
    }
    let tree = Tree::from_str(svg, &options).map_err(|error| drawing(error.to_string()))?;
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "a width is far below 2^24")]
    let scale = width as f32 / size.width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height of a few thousand pixels")]
    let height = (size.height() * scale).ceil() as u32;
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| drawing("no room for the picture".into()))?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| drawing(error.to_string()))
}

/// Every letter between tags, but for white space and what stands for markup.
fn letters(svg: &str) -> BTreeSet<char> {
    let mut inside = false;
    let visible = svg.chars().filter(|c| {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                return false;
            }
            _ => {}
        }
        !inside
    });
    visible.filter(|c| !c.is_whitespace()).collect()
}
