//! The labels under the plot: level, in short form, in several lines, slanted, upright or thinned, so that none overlaps
//! another. Must not know values.

use super::geometry::{At, count, steps};
use super::sheet::{Anchor, Drawn, Setting, Shape, Sheet};
use super::{palette, text};

const SIZE: f64 = 12.0;
const LINE: f64 = 15.0;
const LONGEST: f64 = 118.0;

/// How the labels are set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labels {
    /// The lines of each label; none where it is left out.
    pub(super) lines: Vec<Vec<String>>,
    /// Degrees, clockwise.
    pub(super) turn: i32,
    /// The height that they take in pixels.
    pub(super) height: f64,
}

/// Returns the labels for slots of that width, the first of which begins so many pixels from the left edge of the sheet.
pub(super) fn plan(categories: &[String], slot: f64, left: f64) -> Labels {
    let level = |lines: Vec<Vec<String>>| {
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        Labels { lines, turn: 0, height: 8.0 + LINE * count(most) }
    };
    let singles = || categories.iter().map(|name| vec![name.clone()]).collect::<Vec<_>>();
    if fits(categories, slot) {
        return level(singles());
    }
    if are_periods(categories) {
        let short: Vec<String> = categories.iter().map(|name| name.trim_end_matches('年').to_owned()).collect();
        if fits(&short, slot) {
            return level(short.into_iter().map(|name| vec![name]).collect());
        }
        let step = steps(widest(categories) + 8.0, slot);
        return level(thinned(singles(), step));
    }
    match folded(categories, slot - 5.0) {
        Some(lines) => level(lines),
        None => turned(categories, slot, left),
    }
}

fn widest(categories: &[String]) -> f64 {
    text::widest(categories.iter().map(String::as_str), SIZE)
}

fn fits(categories: &[String], slot: f64) -> bool {
    widest(categories) + 7.0 <= slot
}

/// Says whether the categories are years or spans of years, in order, so that some may go unlabelled.
fn are_periods(categories: &[String]) -> bool {
    categories.iter().all(|name| name.len() >= 4 && name.chars().take(4).all(|c| c.is_ascii_digit()))
}

/// Keeps each `step`th label, so that the last one stays.
fn thinned(lines: Vec<Vec<String>>, step: usize) -> Vec<Vec<String>> {
    let last = lines.len().saturating_sub(1);
    let keep = |(n, line): (usize, Vec<String>)| if (last - n).is_multiple_of(step) { line } else { Vec::new() };
    lines.into_iter().enumerate().map(keep).collect()
}

/// Returns the labels in at most three lines, or four of one character, unless that would break a word or lose a part.
fn folded(categories: &[String], room: f64) -> Option<Vec<Vec<String>>> {
    let whole = |name: &String| text::words(name).iter().all(|word| text::width(word.trim_end(), SIZE) <= room);
    if room < SIZE || !categories.iter().all(whole) {
        return None;
    }
    let lines: Vec<Vec<String>> = categories.iter().map(|name| text::wrap_evenly(name, SIZE, room)).collect();
    let most = if room < SIZE * 2.0 { 4 } else { 3 };
    lines.iter().all(|lines| lines.len() <= most).then_some(lines)
}

fn turned(categories: &[String], slot: f64, left: f64) -> Labels {
    let cut: Vec<String> = categories.iter().map(|name| text::cut(name, SIZE, LONGEST)).collect();
    let longest = widest(&cut);
    let fits_left =
        cut.iter().enumerate().all(|(n, name)| text::width(name, SIZE) * 0.71 + 12.0 <= left + slot * (count(n) + 0.5));
    let lines = cut.into_iter().map(|name| vec![name]).collect();
    if slot >= 22.0 && fits_left {
        return Labels { lines, turn: -45, height: longest * 0.71 + 20.0 };
    }
    Labels { lines: thinned(lines, steps(14.0, slot)), turn: -90, height: longest + 12.0 }
}

/// Draws the labels under a line at `y`, each centred on its `x`.
pub(super) fn draw(sheet: &Sheet, labels: &Labels, y: f64, x: impl Fn(usize) -> f64) -> Drawn {
    for (n, lines) in labels.lines.iter().enumerate() {
        for (row, line) in lines.iter().enumerate() {
            let (at, setting) = place(labels.turn, (x(n), y), row);
            sheet.draw(&[at], &Shape::Text(line.clone(), setting), &palette::plain())?;
        }
    }
    Ok(())
}

fn place(turn: i32, (x, y): At, row: usize) -> (At, Setting) {
    match turn {
        0 => ((x, y + 17.0 + LINE * count(row)), Setting::new(SIZE, Anchor::Middle)),
        -45 => ((x + 4.0, y + 14.0), Setting { turn, ..Setting::new(SIZE, Anchor::End) }),
        _ => ((x + SIZE * 0.36, y + 6.0), Setting { turn, ..Setting::new(SIZE, Anchor::End) }),
    }
}

#[cfg(test)]
mod tests;
