//! The table of figures and its filter.

use std::collections::BTreeMap;

use crate::ledger::{Class, InputRecord, Provenance};
use crate::render::{fragment, html};

use super::super::gathered::Gathered;
use super::super::record::{Line, Signature};
use super::Page;

impl Page<'_> {
    /// The section of all figures up to their rows, which are in reading order.
    pub(super) fn figures_head(&self, out: &mut Gathered<'_>) {
        let words = self.words;
        let heads = words.heads.map(|head| format!("<th scope=\"col\">{head}</th>")).concat();
        out.push_str(&format!(
            "<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">{}</h2>\n{}<table class=\"figures\">\n\
             <thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n",
            words.figures,
            self.filter(),
        ));
    }

    /// The same behind the rows.
    pub(super) fn figures_foot(&self, out: &mut Gathered<'_>) {
        let filter = self.words.filter;
        out.push_str(&format!(
            "</tbody>\n</table>\n<p class=\"more\" hidden><button type=\"button\" data-more=\"300\">{}</button> \
             <button type=\"button\" data-more=\"all\">{}</button></p>\n</section>\n",
            filter.more, filter.every
        ));
    }

    /// Shown by the script only, which it is of no use without.
    fn filter(&self) -> String {
        let words = self.words.filter;
        let lines = self.lines;
        let chapters = listed(lines.iter().map(|line| (line.chapter.id.as_str(), line.chapter.title.as_str())));
        let mut indicators: Vec<(&str, &str)> =
            lines.iter().map(|line| (&*line.figure.indicator, self.record.indicator(&line.figure.indicator))).collect();
        indicators.sort_by_key(|(id, name)| (*name, *id));
        let codes = self.codes();
        let found = [("+", words.any), ("-", words.without)].into_iter();
        let findings = found.chain(codes.iter().map(|code| (code.as_str(), code.as_str())));
        let kinds = ["text", "table", "chart", "sparkline"].into_iter().zip(self.words.spots);
        let classes = [Class::Computed, Class::Reconstructed, Class::Quoted]
            .map(|class| (class_name(class), self.terms.class(class)));
        let signatures = [Signature::Signed, Signature::Reopened, Signature::Unsigned];
        let signatures = signatures.map(|signature| (sign_name(signature), self.terms.signature(signature)));
        let select = |name: &str, label: &str, options: &mut dyn Iterator<Item = (&str, &str)>| {
            let all = format!("<option value=\"\">{}</option>", words.all);
            choice(name, label, &all, options)
        };
        format!(
            "<form class=\"filter\" role=\"search\" aria-label=\"{}\" data-count=\"{}\" data-sign=\"{}\" data-year=\"{}\" hidden>\n\
             <label>{}<input type=\"search\" name=\"text\" autocomplete=\"off\"></label>\n{}{}{}{}{}{}{}\
             <button type=\"reset\">{}</button>\n<output aria-live=\"polite\"></output>\n</form>\n",
            words.name,
            html(words.count),
            words.sign,
            self.record.book().year,
            words.text,
            select("chapter", words.chapter, &mut chapters.into_iter()),
            select("indicator", words.indicator, &mut listed(indicators.into_iter()).into_iter()),
            select("kind", words.kind, &mut kinds.into_iter()),
            select("class", words.class, &mut classes.into_iter()),
            select("finding", words.finding, &mut findings.into_iter()),
            select("signature", words.signature, &mut signatures.into_iter()),
            choice("sort", words.sort, "", &mut words.orders.into_iter()),
            words.reset,
        )
    }

    /// The codes of all findings about figures, waived ones too.
    fn codes(&self) -> Vec<String> {
        let codes = self.lines.iter().flat_map(|line| self.codes_of(line));
        let codes: BTreeMap<&str, ()> = codes.map(|(code, _)| (code, ())).collect();
        codes.into_keys().map(str::to_owned).collect()
    }

    /// Codes of what was found about a figure, each with the element that tells it.
    fn codes_of(&self, line: &Line<'_>) -> Vec<(&'static str, String)> {
        let found = self.record.findings.as_slice();
        let waived = self.record.findings.waived();
        let found = line.findings.iter().filter_map(|at| Some((found.get(*at)?.code, format!("finding-{}", at + 1))));
        let waived =
            line.waived.iter().filter_map(|at| Some((waived.get(*at)?.finding.code, format!("waived-{}", at + 1))));
        found.chain(waived).collect()
    }

    pub(super) fn row(&self, line: &Line<'_>) -> String {
        let figure = line.figure;
        let codes = self.codes_of(line);
        let names = codes.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(" ");
        let value = figure.printed_value().map(|value| format!(" data-v=\"{}\"", value.to_f64())).unwrap_or_default();
        let codes =
            codes.iter().map(|(code, to)| format!("<a href=\"#{to}\">{code}</a>")).collect::<Vec<_>>().join(" ");
        let [_, printed, indicator, unrounded, rule, class, signature, findings] = self.words.heads;
        format!(
            "<tr id=\"{}\" data-figure=\"{}\" data-c=\"{}\" data-i=\"{}\" data-k=\"{}\" data-y=\"{}\" data-s=\"{}\" data-f=\"{names}\"{value}>\n\
             <td class=\"n\">{}</td>\n<th scope=\"row\" data-h=\"{printed}\"><a href=\"{}\">{}</a>\
             <small>{}</small></th>\n<td data-h=\"{indicator}\">{}<small class=\"at\">{}</small></td>\n\
             <td class=\"v\" data-h=\"{unrounded}\">{}</td>\n<td class=\"r\" data-h=\"{rule}\">{}</td>\n\
             <td data-h=\"{class}\">{}</td>\n<td data-h=\"{signature}\">{}</td>\n<td data-h=\"{findings}\">{codes}</td>\n</tr>\n",
            html(&line.element),
            html(&figure.id),
            html(&figure.chapter),
            html(&figure.indicator),
            line.spot.name(),
            class_name(figure.class),
            sign_name(line.signature),
            line.number,
            html(&line.address()),
            html(&figure.print.text()),
            html(&self.place(line)),
            html(self.record.indicator(&figure.indicator)),
            html(&format!("{}{}{}", self.record.area(&figure.area), self.words.comma, figure.period)),
            html(&line.unrounded().unwrap_or_else(|| "—".to_owned())),
            self.rule(line),
            self.terms.class(figure.class),
            self.terms.signature(line.signature),
        )
    }

    /// Chapter, entry, table or chart.
    fn place(&self, line: &Line<'_>) -> String {
        let spot = self.terms.spot(line.spot, line.figure.entry.as_deref());
        let parts = [line.chapter.title.as_str(), &spot];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// The rule, with numbers put in, and the details behind it.
    fn rule(&self, line: &Line<'_>) -> String {
        let (figure, words) = (line.figure, self.words);
        let Provenance { rule, filled, inputs } = line.provenance(self.record);
        let filled = if filled == rule { String::new() } else { format!("<br>{}", html(filled)) };
        let count = inputs.len();
        let inputs = inputs.iter().map(|input| self.input(input)).collect::<String>();
        let rounding = figure.print.rounding.map(|how| words.rounded(self.terms.direction(how.direction), how.places));
        let facts = [
            (words.rounding, rounding.unwrap_or_default()),
            (words.pending, figure.pending.as_deref().unwrap_or_default().to_owned()),
            (words.notes, figure.notes.join(" ")),
            (words.call, figure.site.to_string()),
            (words.id, figure.id.clone()),
        ];
        let facts = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
        let facts = facts.map(|(label, fact)| format!("<li><b>{label}</b>{}{}</li>\n", words.colon, html(&fact)));
        format!(
            "{}{filled}\n<details><summary>{}</summary>\n<ul>\n{inputs}{}</ul></details>",
            html(rule),
            words.inputs(count),
            facts.collect::<String>(),
        )
    }

    fn input(&self, record: &InputRecord) -> String {
        let input = &record.input;
        let (terms, words) = (self.terms, self.words);
        let status = (record.status != crate::ingest::Status::A).then(|| terms.status(record.status));
        let source = record.source.as_ref().map(|source| format!("{}{}{source}", words.source, words.colon));
        let said = [Some(terms.place(&record.place)), status, record.note.clone(), source];
        let said = said.into_iter().flatten().map(|text| html(&text)).collect::<Vec<_>>().join("<br>");
        let name = format!(
            "{}[{}{}{}]",
            self.record.indicator(&input.indicator),
            self.record.area(&input.area),
            words.comma,
            input.period
        );
        format!("<li>{} = <b>{}</b><br>{said}</li>\n", html(&name), html(&record.recorded))
    }

    /// A link to a figure's row.
    pub(super) fn to_row(line: &Line<'_>, text: &str) -> String {
        format!("<a href=\"{}\">{}</a>", html(&fragment(&line.element)), html(text))
    }
}

/// What is listed, each once, in order.
fn listed<'t>(all: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<(&'t str, &'t str)> {
    let mut seen = std::collections::BTreeSet::new();
    all.filter(|(id, _)| seen.insert(*id)).collect()
}

fn choice(name: &str, label: &str, first: &str, options: &mut dyn Iterator<Item = (&str, &str)>) -> String {
    let option = |(value, text): (&str, &str)| format!("<option value=\"{}\">{}</option>", html(value), html(text));
    let options = options.map(option).collect::<String>();
    format!("<label>{label}<select name=\"{name}\">{first}{options}</select></label>\n")
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Computed => "computed",
        Class::Reconstructed => "reconstructed",
        Class::Quoted => "quoted",
    }
}

fn sign_name(signature: Signature) -> &'static str {
    match signature {
        Signature::Unsigned => "unsigned",
        Signature::Signed => "signed",
        Signature::Reopened => "reopened",
    }
}
