//! In which order chapters are filled: a chapter that cites others comes after them.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;
use crate::findings::{Findings, Place, Problem};

use super::codes;
use super::sources::Sources;

/// Whom each chapter cites, with the place of the first citation; by indices into the book's chapters.
type Citations = Vec<BTreeMap<usize, Place>>;

/// Returns the chapters in waves, each wave citing only earlier ones. Chapters in a circle are reported and left out.
pub(super) fn waves(book: &Book, sources: &Sources, findings: &mut Findings) -> Vec<Vec<usize>> {
    let citations = citations(book, sources, findings);
    let mut waves: Vec<Vec<usize>> = Vec::new();
    let mut done = BTreeSet::new();
    let mut open: BTreeSet<usize> = (0..book.chapters.len()).collect();
    while !open.is_empty() {
        let ready = |chapter: &usize| citations[*chapter].keys().all(|cited| done.contains(cited));
        let wave = open.iter().copied().filter(ready).collect::<Vec<_>>();
        if wave.is_empty() {
            let circle = circle(&citations, &open);
            report(book, &citations, &circle, findings);
            // The rest of the circle, and who cites it, cannot be filled either; other circles are told as well.
            let dropped = circle.iter().copied().collect::<BTreeSet<_>>();
            open.retain(|chapter| !dropped.contains(chapter));
            open.retain(|chapter| !reaches(&citations, *chapter, &dropped));
            continue;
        }
        open.retain(|chapter| !wave.contains(chapter));
        done.extend(wave.iter().copied());
        waves.push(wave);
    }
    waves
}

fn citations(book: &Book, sources: &Sources, findings: &mut Findings) -> Citations {
    let index = |id: &str| book.chapters.iter().position(|chapter| chapter.id == id);
    let mut unclear: BTreeSet<Place> = BTreeSet::new();
    let mut all = Vec::new();
    for chapter in &book.chapters {
        let mut cited = BTreeMap::new();
        for (citation, place) in sources.citations(&chapter.file).into_iter().filter(|(citation, _)| !citation.is_asked)
        {
            match &citation.chapter {
                // A chapter that does not exist is the clerk's finding, with the nearest figure.
                Some(id) => {
                    if let Some(index) = index(id) {
                        cited.entry(index).or_insert(place);
                    }
                }
                None => {
                    unclear.insert(place);
                }
            }
        }
        all.push(cited);
    }
    for place in unclear {
        let problem = Problem::new("a citation must begin with the chapter that it quotes").at(place);
        let hint = "write the id as a text: cite(figure=\"chapter/growth:indicator@area@2016\"); what follows the `/` may be joined on with `~`";
        codes::UNCLEAR_CITATION.report(findings, problem.hint(hint));
    }
    all
}

/// Walks along citations until a chapter comes again. Each open chapter cites an open one.
fn circle(citations: &Citations, open: &BTreeSet<usize>) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut current = *open.first().expect("asked only while chapters are open");
    loop {
        if let Some(start) = path.iter().position(|seen| *seen == current) {
            return path.split_off(start);
        }
        path.push(current);
        let next = citations[current].keys().find(|cited| open.contains(cited));
        current = *next.expect("a chapter that is not ready cites one that is not done");
    }
}

fn reaches(citations: &Citations, from: usize, goal: &BTreeSet<usize>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(chapter) = open.pop() {
        if goal.contains(&chapter) {
            return true;
        }
        if seen.insert(chapter) {
            open.extend(citations[chapter].keys());
        }
    }
    false
}

fn report(book: &Book, citations: &Citations, circle: &[usize], findings: &mut Findings) {
    let id = |index: usize| book.chapters[index].id.as_str();
    let (first, next) = (circle[0], circle[1 % circle.len()]);
    let problem = if circle.len() == 1 {
        let hint = "repeat the call that made the figure instead of `cite`";
        Problem::new(format!("chapter `{}` cites its own figure", id(first))).hint(hint)
    } else {
        let path = circle.iter().chain([&first]).map(|index| id(*index)).collect::<Vec<_>>().join(" → ");
        let hint = "let one of them compute its figure from data instead of citing it";
        Problem::new(format!("chapters cite each other in a circle: {path}")).hint(hint)
    };
    codes::CITED_IN_CIRCLE.report(findings, problem.at(citations[first][&next].clone()));
}
