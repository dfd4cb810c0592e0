//! A binary number of a workbook or Parquet file → the decimal that people see.
//!
//! The number format adds the zeros of `33.30` and turns 0.127 into `12.7%`; it never takes digits away.
//! Must not know: cells and sheets.

/// Significant digits that survive the way through a binary number.
pub(super) const RELIABLE: usize = 15;

/// The shortest decimal that stands for `number`, as its format shows it.
pub(super) fn text(number: f64, format: &str) -> String {
    let shortest = format!("{number}");
    if !number.is_finite() {
        return shortest;
    }
    let Shown { decimals, is_percent } = Shown::of(format);
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let (whole, mut fraction) =
        if is_percent { hundredfold(whole, fraction) } else { (whole.to_owned(), fraction.to_owned()) };
    while fraction.len() < decimals {
        fraction.push('0');
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{whole}{point}{fraction}{}", if is_percent { "%" } else { "" })
}

/// Counts the digits of a decimal without leading and trailing zeros.
pub(super) fn significant(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len()
}

/// Moves the point two places to the right.
fn hundredfold(whole: &str, fraction: &str) -> (String, String) {
    let padded = format!("{fraction:0<2}");
    let (moved, rest) = padded.split_at(2);
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let joined = format!("{digits}{moved}");
    let trimmed = joined.trim_start_matches('0');
    (format!("{sign}{}", if trimmed.is_empty() { "0" } else { trimmed }), rest.to_owned())
}

/// What a number format shows.
struct Shown {
    decimals: usize,
    is_percent: bool,
}

impl Shown {
    /// Reads the first section of a format such as `#,##0.00_);[Red](#,##0.00)`, literal text left out.
    fn of(format: &str) -> Self {
        let mut shown = Self { decimals: 0, is_percent: false };
        let mut after_point = false;
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => drop(chars.by_ref().find(|c| *c == '"')),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                '\\' | '_' | '*' => drop(chars.next()),
                'E' | 'e' | '/' => return Self { decimals: 0, is_percent: false },
                '%' => shown.is_percent = true,
                '.' => after_point = true,
                '0' if after_point => shown.decimals += 1,
                '0' | '#' | '?' | ',' => {}
                _ => after_point = false,
            }
        }
        shown.decimals = shown.decimals.min(RELIABLE);
        shown
    }
}
