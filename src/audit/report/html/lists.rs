//! The sections behind the figures: what was found, what is waived, what is quoted.

use crate::findings::Finding;
use crate::ledger::Class;
use crate::render::{fragment, html, table_source_id};

use super::super::gathered::Gathered;
use super::super::record::Line;
use super::Page;

/// Figures that are named beside a finding.
const NAMED: usize = 12;

impl Page<'_> {
    /// What the checks found, in the order in which they did.
    pub(super) fn findings(&self, out: &mut Gathered<'_>) {
        let about = self.about(self.record.findings.as_slice().len(), |line| &line.findings);
        let findings = self.record.findings.as_slice().iter().zip(about).enumerate();
        let rows =
            findings.map(|(at, (finding, lines))| self.finding(&format!("finding-{}", at + 1), finding, &lines, None));
        self.section(("findings", self.words.findings), &self.words.finding_heads, rows, out);
    }

    /// What the book waives, each with its reason.
    pub(super) fn waived(&self, out: &mut Gathered<'_>) {
        let about = self.about(self.record.findings.waived().len(), |line| &line.waived);
        let waived = self.record.findings.waived().iter().zip(about).enumerate();
        let rows = waived.map(|(at, (waived, lines))| {
            self.finding(&format!("waived-{}", at + 1), &waived.finding, &lines, Some(&waived.reason))
        });
        self.section(("waived", self.words.waived), &self.words.finding_heads, rows, out);
    }

    /// The large tables: each is one account, and its cells stand in `audit.json`. No section where there are none.
    pub(super) fn tables(&self, out: &mut Gathered<'_>) {
        let rows = self.record.large_tables().map(|(written, table)| {
            let chapter = self.record.book().chapters.iter().find(|chapter| chapter.id == written.chapter);
            let page = format!("../html/{}.html", written.chapter);
            format!(
                "<tr><td>{}</td><td><a href=\"{}\">{}-{}</a></td><td>{}</td><td class=\"n\">{}</td><td><a href=\"{}\">{}</a></td><td>{}</td></tr>\n",
                html(chapter.map_or("", |chapter| &chapter.title)),
                html(&format!("{page}{}", fragment(&table.stem))),
                table.number.0,
                table.number.1,
                html(&table.title.text),
                table.tally().figures,
                html(&format!("{page}{}", fragment(&table_source_id(table)))),
                self.words.account,
                self.terms.signature(self.record.signatures.get(&table.id).copied().unwrap_or_default()),
            )
        });
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.section(("tables", self.words.tables), &self.words.table_heads, rows, out);
        }
    }

    /// The figures that are quoted, with their sources.
    pub(super) fn quoted(&self, out: &mut Gathered<'_>) {
        let quoted = self.lines.iter().filter(|line| line.figure.class == Class::Quoted);
        let rows = quoted.map(|line| {
            let inputs = &line.provenance(self.record).inputs;
            let sources = inputs.iter().filter_map(|input| input.source.as_deref());
            format!(
                "<tr><td class=\"n\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                line.number,
                Self::to_row(line, &line.figure.print.text()),
                html(self.record.indicator(&line.figure.indicator)),
                html(&sources.collect::<Vec<_>>().join(self.words.comma)),
            )
        });
        self.section(("quoted", self.words.quoted), &self.words.quoted_heads, rows, out);
    }

    fn section(
        &self,
        (id, title): (&str, &str),
        heads: &[&str],
        rows: impl Iterator<Item = String>,
        out: &mut Gathered<'_>,
    ) {
        out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n"));
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            let heads = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect::<String>();
            out.push_str(&format!("<table class=\"list\">\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n"));
            rows.for_each(|row| out.push_str(&row));
            out.push_str("</tbody>\n</table>\n");
        } else {
            out.push_str(&format!("<p>{}</p>\n", self.words.none));
        }
        out.push_str("</section>\n");
    }

    fn finding(&self, id: &str, finding: &Finding, lines: &[&Line<'_>], reason: Option<&str>) -> String {
        let (problem, words) = (&finding.problem, self.words);
        let hint = problem.hint.as_ref().map(|hint| format!("<small>{}</small>", html(hint))).unwrap_or_default();
        let reason =
            reason.map(|reason| format!("<small><b>{}{}</b>{}</small>", words.reason, words.colon, html(reason)));
        let subject =
            problem.subject.as_ref().map(|subject| format!("<small>{}</small>", html(subject))).unwrap_or_default();
        let place = problem.place.as_ref().map(|place| self.terms.place(place)).unwrap_or_default();
        let mut named: Vec<String> =
            lines.iter().take(NAMED).map(|line| Self::to_row(line, &line.figure.print.text())).collect();
        if lines.len() > NAMED {
            named.push(format!("… {}", lines.len()));
        }
        let severity = self.terms.severity(finding.severity);
        format!(
            "<tr id=\"{id}\"><td>{}</td><td>{severity}</td><td><span lang=\"en\">{}{hint}</span>{}</td><td>{}{subject}</td><td>{}</td></tr>\n",
            finding.code,
            html(&problem.message),
            reason.unwrap_or_default(),
            html(&place),
            named.join(words.comma),
        )
    }

    /// The figures that each of `count` findings is about.
    fn about(&self, count: usize, of: impl for<'l> Fn(&'l Line<'_>) -> &'l Vec<usize>) -> Vec<Vec<&Line<'_>>> {
        let mut about = vec![Vec::new(); count];
        for line in self.lines {
            for at in of(line) {
                if let Some(lines) = about.get_mut(*at) {
                    lines.push(line);
                }
            }
        }
        about
    }
}
