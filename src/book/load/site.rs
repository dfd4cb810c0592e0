//! What `site:` says: logo, colour, footer, credits.

use crate::book::config::{SiteConfig, names};
use crate::book::yaml::Spanned;
use crate::book::{Credit, Logo, Site};
use crate::findings::{Problem, nearest};

use super::Loader;

/// What a browser shows as a picture.
const PICTURES: [&str; 5] = ["svg", "png", "jpg", "jpeg", "webp"];

/// The largest logo, in bytes.
const LARGEST_LOGO: usize = 1 << 20;

/// The paper that links stand on, and the contrast that a reader needs (WCAG 2, level AA).
const PAPER: &str = "#fdfcf9";
const CONTRAST: f64 = 4.5;

impl Loader<'_> {
    pub(super) fn site(&mut self, config: &SiteConfig) -> Site {
        let credit = |credit: &crate::book::config::CreditConfig| Credit {
            role: names(&credit.role.0),
            names: credit.names.clone(),
        };
        Site {
            logo: config.logo.as_ref().and_then(|path| self.logo(path)),
            colour: config.colour.as_ref().and_then(|colour| self.colour(colour)),
            footer: names(&config.footer.0),
            credits: config.credits.iter().map(credit).collect(),
            audit_links: config.audit_links,
        }
    }

    fn logo(&mut self, path: &Spanned<String>) -> Option<Logo> {
        let place = self.place(path);
        let ending = path.value.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if !PICTURES.contains(&ending.as_str()) {
            let problem = Problem::new(format!("logo `{}` is no picture that every browser shows", path.value));
            self.wrong("B021", problem.at(place).hint(format!("one of: {}", PICTURES.join(", "))));
            return None;
        }
        match self.files.read(&path.value) {
            Ok(bytes) if bytes.len() <= LARGEST_LOGO => Some(Logo { ending, bytes }),
            Ok(bytes) => {
                let problem =
                    Problem::new(format!("logo `{}` has {} bytes, at most {LARGEST_LOGO}", path.value, bytes.len()));
                self.wrong("B021", problem.at(place).hint("a logo is small: shrink it, or save it as SVG"));
                None
            }
            Err(error) => {
                let known = PICTURES.iter().flat_map(|ending| self.files.glob(&format!("**/*.{ending}")));
                let known = known.flatten().collect::<Vec<_>>();
                let near = nearest(&path.value, known.iter().map(String::as_str));
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                self.wrong("B021", Problem::new(error.to_string()).at(place).maybe_hint(hint));
                None
            }
        }
    }

    fn colour(&mut self, colour: &Spanned<String>) -> Option<String> {
        let problem = match (luminance(&colour.value), luminance(PAPER)) {
            (Some(ink), Some(paper)) => {
                let contrast = (paper + 0.05) / (ink + 0.05);
                if contrast >= CONTRAST {
                    return Some(colour.value.to_ascii_lowercase());
                }
                Problem::new(format!("colour `{}` cannot be read: contrast with the page {contrast:.1}", colour.value))
                    .hint(format!("choose a darker colour: at least {CONTRAST}"))
            }
            _ => Problem::new(format!("`{}` is no colour", colour.value)).hint("form: '#8a2b1f'"),
        };
        let place = self.place(colour);
        self.wrong("B022", problem.at(place));
        None
    }
}

/// The relative luminance of `#rrggbb` (WCAG 2).
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let mut sum = 0.0;
    for (part, weight) in [(0..2, 0.2126), (2..4, 0.7152), (4..6, 0.0722)] {
        let level = f64::from(u8::from_str_radix(&digits[part], 16).ok()?) / 255.0;
        let linear = if level <= 0.040_45 { level / 12.92 } else { libm::pow((level + 0.055) / 1.055, 2.4) };
        sum += weight * linear;
    }
    Some(sum)
}
