//! Reads a book's files and checks what they say together: areas, units, datasets, indicators, chapters.
//!
//! A file that is not YAML at all is an error; everything else that is wrong becomes a finding, so that one run shows
//! all of it.

mod chapters;
mod checks;
mod datasets;
mod indicators;
mod prose;
mod site;

use std::collections::BTreeMap;

use crate::findings::{Findings, Place, Problem, nearest};
use crate::quantity::{UnitDeclaration, UnitTable};
use crate::{Error, Result};

use super::config::{AreaConfig, BookConfig, SeverityConfig, UnitConfig, WaiverConfig};
use super::yaml::{self, Spanned, TextOr};
use super::{Area, AreaTree, Book, Declarations, Declared, Files, HedgeBands, Setting, SeverityRule, Waiver};

/// The file that makes a folder a book.
pub(crate) const BOOK_FILE: &str = "yearbook.yaml";

/// Which files under `templates/` are texts that the book reads.
const TEMPLATE_KINDS: [&str; 5] = [".md", ".html", ".css", ".js", ".txt"];

/// What a stage of loading works with: the files, the YAML text for places, the sink.
struct Loader<'a> {
    files: &'a Files,
    text: &'a str,
    findings: &'a mut Findings,
}

impl Loader<'_> {
    fn place<T>(&self, value: &Spanned<T>) -> Place {
        yaml::place_of(BOOK_FILE, self.text, value)
    }

    fn wrong(&mut self, code: &'static str, problem: Problem) {
        self.findings.error(code, problem);
    }
}

impl Book {
    /// Reads `yearbook.yaml` and all that it names.
    ///
    /// # Errors
    /// When `yearbook.yaml` is missing or is not YAML of the right shape. Anything else goes to `findings`.
    pub fn load(files: Files, findings: &mut Findings) -> Result<Self> {
        if !files.exists(BOOK_FILE) {
            let problem = Problem::new(format!("this folder is no book: there is no `{BOOK_FILE}` in it"));
            return Err(Error::book(problem.hint("go to the book's folder, or name it with `-C`")));
        }
        let text = read_text(&files, BOOK_FILE).map_err(|error| error.or_at(Place::file(BOOK_FILE)))?;
        let config: BookConfig = yaml::read(BOOK_FILE, &text)?;
        let mut loader = Loader { files: &files, text: &text, findings };
        let areas = loader.areas(&config.areas);
        let units = loader.units(&config.units);
        loader.check_area(&areas, &config.area);
        let years = loader.years(&config);
        let datasets = loader.datasets(&config.datasets);
        let (indicators, checks) = loader.indicators(config.indicators.as_ref())?;
        let chapters = loader.chapters(&config.chapters, &areas)?;
        let templates = loader.templates(&chapters)?;
        let hedges = loader.hedges(&config);
        let waivers = loader.waivers(&config.waivers);
        let severities = loader.severities(&config.severities);
        loader.check_language(config.language);
        let site = loader.site(&config.site);
        let prose = loader.prose(&config.prose);
        Ok(Self {
            title: super::config::names(&config.title.0),
            publisher: config.publisher,
            area: config.area.value,
            year: config.year.value,
            years,
            draft: false,
            language: config.language,
            rounding: config.rounding,
            entry_headings: config.entry_headings,
            site,
            publish: config.publish,
            areas,
            units,
            hedges,
            charts: loader.declarations(config.charts),
            tables: loader.declarations(config.tables),
            waivers,
            prose,
            severities,
            datasets,
            indicators,
            checks,
            chapters,
            templates,
            files,
        })
    }

    /// Returns the book for another data year; chapters that set their own year keep it.
    ///
    /// # Errors
    /// When the year lies outside the book's observations.
    pub fn with_year(mut self, year: i32) -> Result<Self> {
        let (from, to) = self.years;
        if !(from..=to).contains(&year) {
            let problem = Problem::new(format!("year {year} is outside the book's years {from}—{to}"));
            return Err(Error::request(
                problem.hint(format!("choose a year from {from} to {to}, or widen `years` in {BOOK_FILE}")),
            ));
        }
        self.year = year;
        Ok(self)
    }

    /// Returns the book with only the named chapters.
    ///
    /// # Errors
    /// When there is no such chapter.
    pub fn with_chapters(mut self, ids: &[String]) -> Result<Self> {
        for id in ids {
            if !self.chapters.iter().any(|chapter| chapter.id == *id) {
                let known: Vec<&str> = self.chapters.iter().map(|chapter| chapter.id.as_str()).collect();
                let near = nearest(id, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let hint = near.unwrap_or_else(|| format!("chapters: {}", known.join(", ")));
                return Err(Error::request(Problem::new(format!("no chapter `{id}`")).hint(hint)));
            }
        }
        if !ids.is_empty() {
            self.chapters.retain(|chapter| ids.contains(&chapter.id));
        }
        Ok(self)
    }
}

impl Loader<'_> {
    fn areas(&mut self, configs: &[Spanned<TextOr<AreaConfig>>]) -> AreaTree {
        let areas = configs.iter().map(|config| {
            let AreaConfig { id, name, part_of } = &config.value.0;
            let names = super::config::names(&name.0);
            Area { id: id.as_str().into(), names, part_of: part_of.as_deref().map(Into::into) }
        });
        AreaTree::new(areas.collect()).unwrap_or_else(|(index, message)| {
            let place = self.place(&configs[index]);
            self.wrong("B002", Problem::new(message).at(place).hint("mend the list of areas"));
            AreaTree::flat(configs.iter().map(|config| config.value.0.id.as_str()))
        })
    }

    fn check_area(&mut self, areas: &AreaTree, area: &Spanned<String>) {
        if areas.get(&area.value).is_none() {
            let near = nearest(&area.value, areas.names()).map(|near| format!("did you mean `{near}`?"));
            let problem = Problem::new(format!("area `{}` is not in `areas`", area.value)).at(self.place(area));
            self.wrong("B003", problem.maybe_hint(near));
        }
    }

    fn years(&mut self, config: &BookConfig) -> (i32, i32) {
        let edition = config.year.value;
        let Some(years) = &config.years else { return (edition - 100, edition) };
        let (from, to) = (years.value.from, years.value.to);
        if from > to || !(from..=to).contains(&edition) {
            let message = format!("the edition's year {edition} does not lie in `years` {from}—{to}");
            let problem = Problem::new(message).at(self.place(years)).hint("widen `years`, or mend `year`");
            self.wrong("B004", problem);
        }
        (from.min(to), to.max(from))
    }

    fn units(&mut self, configs: &[Spanned<TextOr<UnitConfig>>]) -> UnitTable {
        let mut declared: Vec<UnitDeclaration> = Vec::new();
        let mut table = UnitTable::default();
        for config in configs {
            let attempt = unit_declaration(&config.value.0).and_then(|declaration| {
                let with = declared.iter().cloned().chain([declaration.clone()]).collect::<Vec<_>>();
                UnitTable::with(&with).map(|table| (table, declaration)).map_err(|error| error.to_string())
            });
            match attempt {
                Ok((next, declaration)) => {
                    table = next;
                    declared.push(declaration);
                }
                Err(message) => {
                    let place = self.place(config);
                    self.wrong(
                        "B005",
                        Problem::new(message).at(place).hint("form: {symbol: 蒲式耳, equals: 27/1000, of: 吨}"),
                    );
                }
            }
        }
        table
    }

    fn hedges(&mut self, config: &BookConfig) -> HedgeBands {
        let mut bands = super::model::default_hedges();
        for (word, band) in &config.hedges {
            let (from, to) = (band.value.from, band.value.to);
            if from < to {
                bands.insert(word.clone(), (from, to));
            } else {
                let problem = Problem::new(format!("hedge `{word}` holds from {from} to {to}, which is no band"));
                let place = self.place(band);
                self.wrong(
                    "B006",
                    problem.at(place).hint("`from` must be below `to`; both are value ÷ printed number"),
                );
            }
        }
        bands
    }

    fn declarations(&self, configs: BTreeMap<String, Spanned<BTreeMap<String, Setting>>>) -> Declarations {
        let declared = |config: Spanned<BTreeMap<String, Setting>>| {
            let place = self.place(&config);
            Declared { settings: config.value, place }
        };
        configs.into_iter().map(|(name, config)| (name, declared(config))).collect()
    }

    fn waivers(&mut self, configs: &[Spanned<WaiverConfig>]) -> Vec<Waiver> {
        let mut waivers = Vec::new();
        for config in configs {
            let place = self.place(config);
            let WaiverConfig { code, on, reason } = &config.value;
            if reason.trim().is_empty() {
                let problem = Problem::new(format!("the waiver of {code} gives no reason")).at(place.clone());
                self.wrong("B017", problem.hint("say why the finding is right as it is"));
            }
            waivers.push(Waiver { code: code.clone(), on: on.clone(), reason: reason.clone(), place });
        }
        waivers
    }

    fn severities(&mut self, configs: &[Spanned<SeverityConfig>]) -> Vec<SeverityRule> {
        let mut rules = Vec::new();
        for config in configs {
            let place = self.place(config);
            let SeverityConfig { code, on, severity, reason } = &config.value;
            if reason.trim().is_empty() {
                let problem = Problem::new(format!("{code} is made {severity} without a reason")).at(place.clone());
                self.wrong("B017", problem.hint("say why it is worse, or less bad, in this book"));
            }
            let (code, on, reason) = (code.clone(), on.clone(), reason.clone());
            rules.push(SeverityRule { code, on, severity: *severity, reason, place });
        }
        rules
    }

    fn check_language(&mut self, language: super::Language) {
        if language != super::Language::Zh {
            let problem = Problem::new("editions other than Chinese are not complete: units keep their Chinese names");
            self.findings.warning("B016", problem.at(Place::file(BOOK_FILE)).hint("use `language: zh` for print"));
        }
    }

    /// Every text under `templates/` that is not a chapter, by its path there.
    fn templates(&mut self, chapters: &[super::Chapter]) -> Result<BTreeMap<String, String>> {
        let mut templates = BTreeMap::new();
        for path in self.files.glob("templates/**/*").map_err(super::unreadable)? {
            let is_text = TEMPLATE_KINDS.iter().any(|kind| path.ends_with(kind));
            if !is_text || chapters.iter().any(|chapter| chapter.file == path) {
                continue;
            }
            let name = path.trim_start_matches("templates/").to_owned();
            match read_text(self.files, &path) {
                Ok(text) => drop(templates.insert(name, text)),
                Err(error) => self.wrong("B001", error.problem().clone()),
            }
        }
        Ok(templates)
    }
}

fn unit_declaration(config: &UnitConfig) -> std::result::Result<UnitDeclaration, String> {
    let equals = config.equals.as_deref().unwrap_or("1");
    let (numerator, denominator) = equals.split_once('/').unwrap_or((equals, "1"));
    let whole = |text: &str| text.trim().parse::<i64>().ok().filter(|n| *n > 0);
    let (Some(numerator), Some(denominator)) = (whole(numerator), whole(denominator)) else {
        return Err(format!(
            "unit `{}` equals `{equals}`: expected a whole number or a quotient such as 1/15",
            config.symbol
        ));
    };
    Ok(UnitDeclaration { symbol: config.symbol.clone(), equals: (numerator, denominator), of: config.of.clone() })
}

/// Reads a text file of the book as UTF-8.
fn read_text(files: &Files, path: &str) -> Result<String> {
    let bytes = files.read(path).map_err(super::unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = Problem::new(format!("expected UTF-8 text, found another encoding at byte {at}"));
        Error::book(problem.at(Place::file(path)).hint("save the file as UTF-8"))
    })
}
