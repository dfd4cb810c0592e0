//! A difference for a terminal: what matters most first, then chapter by chapter.

use std::fmt::Write;

use super::{Cause, Difference, ExhibitChange, FigureChange, Run, SentenceChange};

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// Returns the text; deletions are `[-…-]`, insertions `{+…+}` where there is no colour.
#[must_use]
pub fn text(difference: &Difference, colour: bool) -> String {
    let mut out = Out { text: String::new(), colour };
    let Difference { old, new, .. } = difference;
    out.line(&format!("{} ({}) → {} ({})", old.name, old.year, new.name, new.year));
    if difference.is_empty() {
        out.line("no difference");
        return out.text;
    }
    out.most_important(difference);
    out.observations(difference);
    let mut last = None;
    for sentence in &difference.sentences {
        let place = (&sentence.chapter, &sentence.entry);
        if last != Some(place) {
            out.heading(&place_of(place.0, place.1.as_deref()));
            last = Some(place);
        }
        out.sentence(sentence);
    }
    if !difference.exhibits.is_empty() {
        out.heading("charts and tables");
        difference.exhibits.iter().for_each(|exhibit| out.exhibit(exhibit));
    }
    out.counts(difference);
    out.text
}

fn place_of(chapter: &str, entry: Option<&str>) -> String {
    entry.map_or_else(|| chapter.to_owned(), |entry| format!("{chapter}【{entry}】"))
}

/// What something was or is; nothing is said to be nothing.
pub(super) fn or_none(text: Option<&str>) -> &str {
    text.filter(|text| !text.is_empty()).unwrap_or("(none)")
}

/// A cause in words.
pub(super) fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Observation { key, old, new } => {
            format!("{key}: {} → {}", or_none(old.as_deref()), or_none(new.as_deref()))
        }
        Cause::Inputs { old, new } => format!("other inputs: {} → {}", old.join(", "), new.join(", ")),
        Cause::Rule { old, new } => format!("another rule: {old} → {new}"),
        Cause::Year => "another data year".to_owned(),
        Cause::Form => "unit, decimals, words or rounding".to_owned(),
        Cause::Elsewhere => "data that it is compared with, or a definition".to_owned(),
        Cause::Template => "the template".to_owned(),
    }
}

struct Out {
    text: String,
    colour: bool,
}

impl Out {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn heading(&mut self, heading: &str) {
        let line = if self.colour { format!("\n{BOLD}{heading}{RESET}") } else { format!("\n{heading}") };
        self.line(&line);
    }

    fn most_important(&mut self, difference: &Difference) {
        let flips: Vec<String> =
            difference.flips().map(|(figure, (old, new))| format!("{old} → {new}  {}", changed(figure))).collect();
        let ranks: Vec<String> = difference.ranks().map(changed).collect();
        let outcomes: Vec<String> =
            difference.outcomes().map(|(figure, (old, new))| format!("{old} → {new}  {}", changed(figure))).collect();
        for (heading, lines) in
            [("words that flip", flips), ("ranks that move", ranks), ("values that come or go", outcomes)]
        {
            if !lines.is_empty() {
                self.heading(heading);
                lines.iter().for_each(|line| self.line(&format!("  {line}")));
            }
        }
    }

    fn observations(&mut self, difference: &Difference) {
        if difference.observations.is_empty() {
            return;
        }
        self.heading("observations");
        for pair in &difference.observations {
            let text = |observed: &Option<crate::release::Observed>| {
                observed.as_ref().map(|observed| format!("{} {}", observed.text, observed.status))
            };
            let Some(any) = pair.new.as_ref().or(pair.old.as_ref()) else { continue };
            let (old, new) = (text(&pair.old), text(&pair.new));
            let plain = |text: &Option<String>| or_none(text.as_deref()).trim_end_matches(" A").to_owned();
            self.line(&format!("  {}: {} → {}  ({})", any.key, plain(&old), plain(&new), any.at));
        }
    }

    fn sentence(&mut self, sentence: &SentenceChange) {
        if let Some(old) = &sentence.old {
            let marked = self.runs(old, (RED, "[-", "-]"));
            self.line(&format!("- {marked}"));
        }
        if let Some(new) = &sentence.new {
            let marked = self.runs(new, (GREEN, "{+", "+}"));
            self.line(&format!("+ {marked}"));
        }
        for id in &sentence.figures {
            self.line(&format!("    figure {id}"));
        }
        for found in &sentence.causes {
            self.line(&format!("    because of {}", cause(found)));
        }
    }

    fn runs(&self, runs: &[Run], (colour, open, close): (&str, &str, &str)) -> String {
        let marked = |run: &Run| match (run.differs, self.colour) {
            (false, _) => run.text.clone(),
            (true, true) => format!("{colour}{}{RESET}", run.text),
            (true, false) => format!("{open}{}{close}", run.text),
        };
        runs.iter().map(marked).collect()
    }

    fn exhibit(&mut self, exhibit: &ExhibitChange) {
        let title = match (&exhibit.title.old, &exhibit.title.new) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            (Some(old), None) => format!("{old} is gone"),
            (None, Some(new)) => format!("{new} is new"),
            (_, new) => new.clone().unwrap_or_default(),
        };
        self.line(&format!("  {} {title}  ({})", exhibit.kind, exhibit.id));
        for cell in &exhibit.cells {
            let causes: Vec<String> = cell.causes.iter().map(cause).collect();
            self.line(&format!("    {}  because of {}", changed(cell), causes.join("; ")));
        }
    }

    fn counts(&mut self, difference: &Difference) {
        let Difference { observations, figures, sentences, exhibits, .. } = difference;
        let (observations, figures) = (observations.len(), figures.len());
        self.line(&format!(
            "\n{observations} observations, {figures} figures of the text, {} sentences, {} charts and tables differ",
            sentences.len(),
            exhibits.len()
        ));
    }
}

/// `id: old → new`
fn changed(figure: &FigureChange) -> String {
    format!("{}: {} → {}", figure.id, or_none(figure.old.as_deref()), or_none(figure.new.as_deref()))
}
