//! The chapters that `yearbook.yaml` lists, in its order.

use std::collections::BTreeMap;

use crate::Result;
use crate::book::config::FrontMatter;
use crate::book::yaml::{self, Spanned};
use crate::book::{AreaTree, Chapter, front};
use crate::findings::{Problem, nearest};

use super::{Loader, read_text};

/// Pages of the site that are no chapters, and `README` of the Markdown edition.
const RESERVED: [&str; 7] = ["index", "notes", "lists", "indicators", "credits", "search", "README"];

impl Loader<'_> {
    pub(super) fn chapters(&mut self, listed: &[Spanned<String>], areas: &AreaTree) -> Result<Vec<Chapter>> {
        let mut chapters = Vec::new();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for path in listed {
            let place = self.place(path);
            let id = stem(&path.value);
            // On many systems files are one whose names differ in upper and lower case alone.
            if let Some(earlier) = seen.insert(id.to_lowercase(), path.value.clone()) {
                let message = match (earlier == path.value, stem(&earlier) == id) {
                    (true, _) => format!("chapter `{}` is listed twice", path.value),
                    (_, true) => format!("chapters `{earlier}` and `{}` would both be `{id}`", path.value),
                    (_, false) => format!(
                        "chapters `{earlier}` and `{}` would have one file where upper and lower case are the same",
                        path.value
                    ),
                };
                self.wrong(
                    "B014",
                    Problem::new(message).at(place).hint("each chapter stands once, under a file name of its own"),
                );
                continue;
            }
            if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(&id)) {
                let problem = Problem::new(format!("chapter `{}` would overwrite the page `{id}.html`", path.value));
                self.wrong("B020", problem.at(place).hint("give the file another name"));
                continue;
            }
            if let Some(source) = self.chapter_source(path) {
                chapters.push(self.chapter(id, &path.value, source, areas)?);
            }
        }
        Ok(chapters)
    }

    fn chapter_source(&mut self, path: &Spanned<String>) -> Option<String> {
        let place = self.place(path);
        read_text(self.files, &path.value)
            .map_err(|error| {
                let known = self.files.glob("templates/**/*.md").unwrap_or_default();
                let near = nearest(&path.value, known.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`?"));
                let problem = error.problem().clone();
                self.wrong("B015", Problem { place: Some(place), hint: near.or(problem.hint), ..problem });
            })
            .ok()
    }

    fn chapter(&mut self, id: String, file: &str, source: String, areas: &AreaTree) -> Result<Chapter> {
        let (front, body) = front::split(file, &source)?;
        self.check_front(file, &source, &front, areas);
        Ok(Chapter {
            id,
            file: file.to_owned(),
            title: front.title,
            area: front.area.map(|area| area.value),
            year: front.year.map(|year| year.value),
            authors: front.authors,
            sources: front.sources,
            source,
            body,
        })
    }

    fn check_front(&mut self, file: &str, source: &str, front: &FrontMatter, areas: &AreaTree) {
        let Some(area) = front.area.as_ref().filter(|area| areas.get(&area.value).is_none()) else { return };
        let near = nearest(&area.value, areas.names()).map(|near| format!("did you mean `{near}`?"));
        let problem = Problem::new(format!("area `{}` is not in `areas`", area.value));
        self.wrong("B003", problem.at(yaml::place_of(file, source, area)).maybe_hint(near));
    }
}

/// `templates/chapters/income.md` → `income`
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
