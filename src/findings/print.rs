//! Renders problems for people: severity, message, place, the line with carets, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Finding, Findings, Place, Problem, Severity};

/// The one printer of problems. Knows whether the reader's terminal shows colours.
#[derive(Clone, Copy, Debug, Default)]
pub struct Printer {
    /// Whether to colour.
    pub colour: bool,
}

impl Printer {
    /// Renders one finding, ending in a line break.
    #[must_use]
    pub fn finding(self, finding: &Finding) -> String {
        self.render(finding.severity, Some(finding.code), &finding.problem)
    }

    /// Renders all findings, worst first in each file's own order, and a last line that counts them.
    #[must_use]
    pub fn findings(self, findings: &Findings) -> String {
        let mut out = String::new();
        for finding in findings.as_slice() {
            out.push_str(&self.finding(finding));
        }
        let count = |severity| findings.count(severity);
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let waived = findings.waived_count();
        if errors + warnings + count(Severity::Info) + waived > 0 {
            let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
            let set_aside = if waived > 0 { format!("; {waived} waived with a reason") } else { String::new() };
            let notes = counted(count(Severity::Info), "note");
            out.push_str(&format!(
                "{}, {}, {notes}{set_aside}\n",
                counted(errors, "error"),
                counted(warnings, "warning")
            ));
        }
        out
    }

    /// Renders an error that stopped the program.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        self.render(Severity::Error, None, problem)
    }

    fn render(self, severity: Severity, code: Option<&str>, problem: &Problem) -> String {
        let level = match severity {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut title = level.primary_title(problem.message.as_str());
        if let Some(code) = code {
            title = title.id(code);
        }
        let place = problem.place.as_ref().map(ToString::to_string);
        let mut group = match &problem.place {
            Some(Place::Text { file, line, column, length, excerpt }) => {
                let span = byte_span(excerpt, *column, *length);
                title.element(
                    Snippet::source(excerpt.as_str())
                        .path(file.as_str())
                        .line_start(*line)
                        .annotation(AnnotationKind::Primary.span(span)),
                )
            }
            _ => match place.as_deref() {
                Some(place) => title.element(annotate_snippets::Origin::path(place)),
                None => Group::with_title(title),
            },
        };
        if let Some(hint) = &problem.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group]).trim_end().to_owned() + "\n\n"
    }
}

/// The bytes of `length` characters from `column` on; at least one character where there is one.
fn byte_span(excerpt: &str, column: usize, length: usize) -> std::ops::Range<usize> {
    let at = |n: usize| excerpt.char_indices().nth(n).map_or(excerpt.len(), |(byte, _)| byte);
    at(column - 1)..at(column - 1 + length.max(1))
}
