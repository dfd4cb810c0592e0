//! Figures: the printed tokens, as a bag.

use yearbook::manuscript::scan::{FigureMention, scan};

use super::corpus::{Passage, squeezed};
use super::tally::{Tally, leftovers};

pub(crate) struct Figures {
    pub(crate) tally: Tally,
    pub(crate) chinese: Tally,
    pub(crate) misses: Vec<String>,
}

/// Compares the scanned figures of all passages with the annotated ones. A figure in Chinese numerals that is not
/// annotated as a figure counts in neither.
pub(crate) fn score(passages: &[Passage]) -> Figures {
    let mut figures = Figures { tally: Tally::default(), chinese: Tally::default(), misses: Vec::new() };
    for passage in passages {
        let wanted: Vec<String> = passage.figures.iter().map(|printed| squeezed(printed)).collect();
        let found = scan(&passage.text);
        chinese(passage, &found, &mut figures.chinese);
        let counted = found.iter().filter(|mention| mention.is_figure());
        let counted = counted.filter(|m| !m.chinese || wanted.contains(&squeezed(m.printed(&passage.text))));
        let found: Vec<String> = counted.map(|mention| squeezed(mention.printed(&passage.text))).collect();
        let (missed, extra) = leftovers(&wanted, &found);
        figures.tally.hits += wanted.len() - missed.len();
        figures.tally.missed += missed.len();
        figures.tally.extra += extra.len();
        figures.misses.extend(missed.iter().map(|printed| format!("{}: figure missed: {printed}", passage.id)));
        figures.misses.extend(extra.iter().map(|printed| format!("{}: figure extra: {printed}", passage.id)));
    }
    figures
}

/// The annotated figures in Chinese numerals that are found. Few are annotated, so others are not counted as extra.
fn chinese(passage: &Passage, found: &[FigureMention], tally: &mut Tally) {
    let printed: Vec<String> = found
        .iter()
        .filter(|mention| mention.chinese)
        .map(|mention| squeezed(mention.printed(&passage.text)))
        .collect();
    let wanted: Vec<String> = passage.hanzi_figures.iter().map(|printed| squeezed(printed)).collect();
    let (missed, _) = leftovers(&wanted, &printed);
    tally.hits += wanted.len() - missed.len();
    tally.missed += missed.len();
}
