//! From a manuscript to a first chapter template: a call where the ledger prints exactly what stands there, the text where
//! it does not, and the proof that both read the same.
//!
//! Must not know: how a template is written down (that is `template`).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::{Book as Source, Chapter};
use crate::findings::{Findings, Problem};
use crate::ledger::Clerk;
use crate::manuscript::Verified;
use crate::manuscript::against::{Match, against};
use crate::render;

use super::candidates::{Desk, Printed};
use super::template::{Written, write};
use super::{Book, Defaults, chapter, codes, dates, phrases};

/// A manuscript as a template.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The template with its front matter.
    pub template: String,
    /// How many figures and phrases are calls now.
    pub calls: usize,
    /// How many years are filled in.
    pub years: usize,
    /// The figures that stayed text.
    pub kept: Vec<Kept>,
    /// Sentences that the template prints otherwise than the manuscript: none, unless the template is at fault.
    pub differing: Vec<String>,
    /// What is wrong with the template, as the book's build would say it.
    pub build: Findings,
}

impl Bound {
    /// Returns everything worth telling: what stayed text, what reads otherwise, what the build would say.
    #[must_use]
    pub fn findings(&self, file: &Verified) -> Findings {
        let mut findings = Findings::default();
        for kept in &self.kept {
            let problem = Problem::new(format!("{} stays text: {}", kept.printed, kept.why));
            codes::KEPT.report(&mut findings, problem.at(file.place(&kept.span)));
        }
        for sentence in &self.differing {
            let problem = Problem::new(format!("the template does not print `{sentence}`"));
            let hint = "put the text of this sentence back where a call stands";
            codes::DIFFERS.report(&mut findings, problem.hint(hint));
        }
        findings.append(self.build.clone());
        findings
    }
}

/// A figure that stayed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stands in the manuscript's text.
    pub span: Range<usize>,
    /// As printed.
    pub printed: String,
    /// Why.
    pub why: &'static str,
}

/// Writes a manuscript as a template; `id` is what the chapter will be called.
#[must_use]
pub fn bind(file: &Verified, book: &Book<'_>, defaults: &Defaults, id: &str) -> Bound {
    let (area, year) = book.defaults(&file.manuscript, defaults);
    let asked = chapter(&area, year);
    let facts = book.facts(&file.reading, &area, year);
    let found = against(&file.reading, &facts.data);
    let cited = BTreeMap::new();
    let clerk = Clerk::new(book.catalogue.book(), book.catalogue, &asked, &cited);
    let mut desk = Desk::new(clerk, &asked, &file.reading, &facts, &found);
    let (calls, kept) = calls(file, &mut desk, &found);
    let mut years = free(dates::years(&file.reading, year), &calls);
    years.retain(|(span, _)| !is_fixed(&file.reading.text, span.start));
    let filled: Vec<(Range<usize>, String)> = calls
        .iter()
        .map(|printed| (printed.span.clone(), format!("{{{{ {} }}}}", printed.ask.written())))
        .chain(years.iter().cloned())
        .collect();
    let written = write(&file.manuscript, filled, (book.catalogue.book(), &area, year), id);
    let (differing, build) = proof(file, book, &written, &asked, id);
    Bound { template: written.text, calls: calls.len(), years: years.len(), kept, differing, build }
}

/// The stretches that calls print, without overlaps, and the figures that stay.
fn calls(file: &Verified, desk: &mut Desk<'_>, found: &[(usize, Match)]) -> (Vec<Printed>, Vec<Kept>) {
    let reading = &file.reading;
    let mut printed: Vec<Printed> = Vec::new();
    let mut kept = Vec::new();
    let matches: BTreeMap<usize, &Match> = found.iter().map(|(at, found)| (*at, found)).collect();
    for (at, mention) in reading.mentions.iter().enumerate() {
        let span = &mention.figure.span;
        let taken = |own: &Range<usize>| printed.last().is_some_and(|last| own.start < last.span.end);
        let table = is_fixed(&reading.text, span.start);
        let call = if table { None } else { desk.printed(at).filter(|call| !taken(&call.span)) };
        match call {
            Some(call) => {
                desk.found.entry(at).or_insert_with(|| call.key.clone());
                printed.push(call);
            }
            None if taken(span) => {}
            None => {
                let why = if table { "in a table, a caption or a note" } else { why(matches.get(&at).copied()) };
                kept.push(Kept { span: span.clone(), printed: reading.printed(mention).to_owned(), why });
            }
        }
    }
    let taken: Vec<Range<usize>> = printed.iter().map(|printed| printed.span.clone()).collect();
    let phrases = phrases::phrases(desk).into_iter();
    let free: Vec<Printed> = phrases.filter(|phrase| !taken.iter().any(|span| overlap(span, &phrase.span))).collect();
    kept.retain(|kept| !free.iter().any(|phrase| overlap(&phrase.span, &kept.span)));
    printed.extend(free);
    printed.sort_by_key(|printed| printed.span.start);
    printed.dedup_by(|next, kept| next.span.start < kept.span.end);
    (printed, kept)
}

fn why(found: Option<&Match>) -> &'static str {
    match found {
        Some(Match::Found(_)) => "no call prints it in this form",
        Some(Match::NearMiss(_)) => "the data have another value",
        Some(Match::Ambiguous(_)) => "several data fit",
        Some(Match::NotInTheData) | None => "not in the data",
    }
}

/// Tables, captions, notes and sources are not sentences: their figures and years stay as they are.
pub(super) fn is_fixed(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
    let line = text[start..end].trim_start();
    let noted = ["资料来源", "数据来源", "注：", "注:", "单位："].iter().any(|mark| line.starts_with(mark));
    let caption = line.chars().count() < 60
        && (line.starts_with(['图', '表']) && line.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    line.contains('|') || noted || caption || line.starts_with(|c| ('①'..='⑳').contains(&c))
}

fn free(years: Vec<(Range<usize>, String)>, calls: &[Printed]) -> Vec<(Range<usize>, String)> {
    years.into_iter().filter(|(span, _)| !calls.iter().any(|call| overlap(&call.span, span))).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Fills the template with the book's data and compares sentence by sentence.
fn proof(file: &Verified, book: &Book<'_>, written: &Written, asked: &Chapter, id: &str) -> (Vec<String>, Findings) {
    let path = format!("templates/chapters/{id}.md");
    let own = Chapter {
        id: id.to_owned(),
        file: path,
        title: written.title.clone(),
        source: written.text.clone(),
        body: written.body,
        ..asked.clone()
    };
    let source = Source { chapters: vec![own], ..book.catalogue.book().clone() };
    let mut findings = Findings::default();
    let chapters = render::chapters(&source, book.catalogue, &mut findings);
    let printed: Vec<String> = chapters
        .iter()
        .flat_map(|chapter| render::passages(&source, chapter))
        .flat_map(|passage| sentences(&passage.text))
        .collect();
    let wanted = file.manuscript.text.lines().filter(|line| !line.contains('|')).flat_map(sentences);
    let differing =
        wanted.filter(|sentence| !printed.contains(sentence)).filter(|sentence| !written.left_out(sentence));
    (differing.collect(), findings)
}

/// Sentences that hold figures, without spaces and the marks around entry names.
fn sentences(text: &str) -> Vec<String> {
    let sentences = text
        .split(['。', '\n', '【', '】'])
        .map(|sentence| sentence.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    sentences.filter(|sentence| sentence.chars().count() > 3).collect()
}
