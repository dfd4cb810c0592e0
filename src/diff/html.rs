//! A difference as one page that opens from disk, in the language of the newer edition.

use std::fmt::Write;

use crate::book::Language;

use super::text::{cause, or_none};
use super::{Cause, Difference, ExhibitChange, FigureChange, Run, SentenceChange};

const STYLE: &str = "body{font:16px/1.7 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222;background:#fff}\
h1{font-size:1.4em}h2{font-size:1.15em;border-bottom:1px solid #ccc;margin-top:2em}h3{font-size:1em}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.2em .5em;text-align:left;vertical-align:top}\
.pair{border-left:3px solid #ccc;padding-left:.8em;margin:1em 0}.pair p{margin:.2em 0}\
del{background:#fdd;color:#800}ins{background:#dfd;color:#050;text-decoration:none;border-bottom:2px solid #292}\
.why{color:#555;font-size:.9em;overflow-wrap:anywhere}.flip{color:#a00;font-weight:bold}\
@media(prefers-color-scheme:dark){body{background:#16181b;color:#ddd}del{background:#522;color:#fbb}\
ins{background:#243;color:#bfb}.why{color:#aaa}.flip{color:#f88}}";

/// The words of the page.
struct Labels {
    title: &'static str,
    same: &'static str,
    flips: &'static str,
    ranks: &'static str,
    outcomes: &'static str,
    observations: &'static str,
    text: &'static str,
    exhibits: &'static str,
    why: &'static str,
    what: &'static str,
    old: &'static str,
    new: &'static str,
    place: &'static str,
}

const ZH: Labels = Labels {
    title: "两版对照",
    same: "两版没有差别。",
    flips: "升降用词改变",
    ranks: "位次变动",
    outcomes: "数值出现或消失",
    observations: "数据",
    text: "正文",
    exhibits: "图表",
    why: "原因：",
    what: "项目",
    old: "原",
    new: "今",
    place: "出处",
};

const EN: Labels = Labels {
    title: "Two editions compared",
    same: "There is no difference.",
    flips: "Words that flip",
    ranks: "Ranks that move",
    outcomes: "Values that come or go",
    observations: "Data",
    text: "Text",
    exhibits: "Charts and tables",
    why: "Because of: ",
    what: "What",
    old: "Old",
    new: "New",
    place: "Where",
};

/// Renders the page.
#[must_use]
pub fn html(difference: &Difference) -> String {
    let labels = if difference.language == Language::Zh { &ZH } else { &EN };
    let mut page = Page { out: String::new(), labels, language: difference.language };
    page.head(difference);
    if difference.is_empty() {
        let _ = writeln!(page.out, "<p>{}</p>", labels.same);
    }
    page.figures(labels.flips, difference.flips().map(|(figure, words)| (figure, Some(words))));
    page.figures(labels.ranks, difference.ranks().map(|figure| (figure, None)));
    page.figures(labels.outcomes, difference.outcomes().map(|(figure, words)| (figure, Some(words))));
    page.observations(difference);
    page.sentences(&difference.sentences);
    page.exhibits(&difference.exhibits);
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
    labels: &'static Labels,
    language: Language,
}

impl Page {
    fn head(&mut self, difference: &Difference) {
        let Difference { old, new, .. } = difference;
        let title = self.labels.title;
        let lang = self.language.tag();
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{} ({}) → {} ({})</p>\n",
            escape(&old.name),
            old.year,
            escape(&new.name),
            new.year
        );
    }

    fn heading(&mut self, heading: &str) {
        let _ = writeln!(self.out, "<h2>{heading}</h2>");
    }

    fn figures<'a>(
        &mut self,
        heading: &str,
        figures: impl Iterator<Item = (&'a FigureChange, Option<&'a (String, String)>)>,
    ) {
        let figures: Vec<_> = figures.collect();
        if figures.is_empty() {
            return;
        }
        self.heading(heading);
        self.out.push_str("<ul>\n");
        for (figure, words) in figures {
            let words =
                words.map(|(old, new)| format!("<span class=\"flip\">{} → {}</span> ", escape(old), escape(new)));
            let _ = writeln!(self.out, "<li>{}{}</li>", words.unwrap_or_default(), self.figure(figure));
        }
        self.out.push_str("</ul>\n");
    }

    fn figure(&self, figure: &FigureChange) -> String {
        let (old, new) = (or_none(figure.old.as_deref()), or_none(figure.new.as_deref()));
        let causes = self.causes(&figure.causes);
        format!(
            "<del>{}</del> → <ins>{}</ins> <span class=\"why\">{}; {causes}</span>",
            escape(old),
            escape(new),
            escape(&figure.id)
        )
    }

    fn causes(&self, causes: &[Cause]) -> String {
        let told: Vec<String> = causes.iter().map(|found| escape(&self.cause(found))).collect();
        format!("{}{}", self.labels.why, told.join("; "))
    }

    fn cause(&self, found: &Cause) -> String {
        if self.language != Language::Zh {
            return cause(found);
        }
        match found {
            Cause::Inputs { old, new } => format!("所用数据不同：{} → {}", old.join("、"), new.join("、")),
            Cause::Rule { old, new } => format!("计算方法不同：{old} → {new}"),
            Cause::Year => "数据年份不同".to_owned(),
            Cause::Form => "单位、小数位、用词或修约".to_owned(),
            Cause::Elsewhere => "与之比较的数据或口径".to_owned(),
            Cause::Template => "模板".to_owned(),
            Cause::Observation { .. } => cause(found),
        }
    }

    fn observations(&mut self, difference: &Difference) {
        if difference.observations.is_empty() {
            return;
        }
        let labels = self.labels;
        self.heading(labels.observations);
        let _ = writeln!(
            self.out,
            "<table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>",
            labels.what, labels.old, labels.new, labels.place
        );
        for pair in &difference.observations {
            let Some(any) = pair.new.as_ref().or(pair.old.as_ref()) else { continue };
            let text = |observed: &Option<crate::release::Observed>| {
                let told = observed.as_ref().map(|observed| match observed.status.as_str() {
                    "A" => observed.text.clone(),
                    status => format!("{} ({status})", observed.text),
                });
                escape(&told.unwrap_or_default())
            };
            let _ = writeln!(
                self.out,
                "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"why\">{}</td></tr>",
                escape(&any.key),
                text(&pair.old),
                text(&pair.new),
                escape(&any.at)
            );
        }
        self.out.push_str("</table>\n");
    }

    fn sentences(&mut self, sentences: &[SentenceChange]) {
        if !sentences.is_empty() {
            self.heading(self.labels.text);
        }
        let mut last = None;
        for sentence in sentences {
            let place = (&sentence.chapter, &sentence.entry);
            if last != Some(place) {
                let entry = sentence.entry.as_ref().map(|entry| format!("【{entry}】")).unwrap_or_default();
                let _ = writeln!(self.out, "<h3>{}{}</h3>", escape(&sentence.chapter), escape(&entry));
                last = Some(place);
            }
            self.out.push_str("<div class=\"pair\">\n");
            for (runs, mark) in [(&sentence.old, "del"), (&sentence.new, "ins")] {
                if let Some(runs) = runs {
                    let _ = writeln!(self.out, "<p>{}</p>", marked(runs, mark));
                }
            }
            let ids: Vec<String> = sentence.figures.iter().map(|id| escape(id)).collect();
            let _ =
                writeln!(self.out, "<p class=\"why\">{} {}</p>\n</div>", self.causes(&sentence.causes), ids.join(" "));
        }
    }

    fn exhibits(&mut self, exhibits: &[ExhibitChange]) {
        if !exhibits.is_empty() {
            self.heading(self.labels.exhibits);
        }
        for exhibit in exhibits {
            let (old, new) = (exhibit.title.old.as_deref(), exhibit.title.new.as_deref());
            let title = match (old, new) {
                (Some(old), Some(new)) if old == new => escape(new),
                _ => format!(
                    "<del>{}</del> <ins>{}</ins>",
                    escape(old.unwrap_or_default()),
                    escape(new.unwrap_or_default())
                ),
            };
            let _ = writeln!(self.out, "<h3>{title}</h3>\n<p class=\"why\">{}</p>\n<ul>", escape(&exhibit.id));
            for cell in &exhibit.cells {
                let _ = writeln!(self.out, "<li>{}</li>", self.figure(cell));
            }
            self.out.push_str("</ul>\n");
        }
    }
}

fn marked(runs: &[Run], mark: &str) -> String {
    let one = |run: &Run| {
        let text = escape(&run.text);
        if run.differs { format!("<{mark}>{text}</{mark}>") } else { text }
    };
    runs.iter().map(one).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
