//! Tera's errors, told as findings: the place in the source as written, the nearest name, what to do.

use std::ops::Range;

use tera::{Error, ErrorKind, ReportError};

use crate::findings::{Findings, Place, Problem, nearest};

use crate::findings::Code;

use super::codes;
use super::functions;
use super::sources::Sources;

/// Filters that Tera brings along: for suggestions.
const FILTERS: [&str; 33] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "group_by",
];
/// Tests that Tera brings along: for suggestions.
const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];

/// Reports an error of Tera; `name` is the template it came from where the error does not say.
pub(super) fn report(sources: &Sources, name: &str, error: &Error, findings: &mut Findings) {
    for (code, problem) in problems(sources, name, error) {
        code.report(findings, problem);
    }
}

/// Returns the name of the variable that an error misses.
pub(super) fn missing_variable(error: &Error) -> Option<&str> {
    let ErrorKind::RenderingError(report) = error.kind() else { return None };
    report.message().strip_prefix("Variable `")?.split_once("` is not defined").map(|(name, _)| name)
}

/// Returns the problems that an error of Tera tells of.
pub(super) fn problems(sources: &Sources, name: &str, error: &Error) -> Vec<(Code, Problem)> {
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let name = if report.filename().is_empty() { name } else { report.filename() };
            let place = place(sources, name, report.span().range.clone());
            vec![(codes::SYNTAX, Problem::new(lower(report.message())).at(place).maybe_hint(syntax_hint(report)))]
        }
        ErrorKind::RenderingError(report) => vec![rendering(sources, error, report)],
        ErrorKind::CircularInclude { include_chain, .. } => vec![circle(sources, "include each other", include_chain)],
        ErrorKind::CircularExtend { inheritance_chain, .. } => {
            vec![circle(sources, "extend each other", inheritance_chain)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let problem = Problem::new(format!("no template `{parent}` to extend")).at(whole(sources, current));
            vec![(codes::UNKNOWN_NAME, problem.maybe_hint(did_you_mean(parent, sources.names())))]
        }
        _ => validation(sources, name, &error.to_string()),
    }
}

/// The problem of a template that fails while it is filled.
fn rendering(sources: &Sources, error: &Error, report: &ReportError) -> (Code, Problem) {
    let (code, problem) = explain(report.message(), sources);
    let problem = problem.at(place(sources, report.filename(), report.span().range.clone()));
    let callers = called_from(sources, &error.to_string());
    (code, if callers.is_empty() { problem } else { with_note(problem, &callers.join(", ")) })
}

/// Adds to a problem's hint on which way the fault was come by.
pub(super) fn with_note(problem: Problem, note: &str) -> Problem {
    let hint = problem.hint.as_ref().map_or_else(|| note.to_owned(), |hint| format!("{hint} ({note})"));
    problem.hint(hint)
}

/// The callers that Tera names in its notes, by their places as written.
fn called_from(sources: &Sources, shown: &str) -> Vec<String> {
    let notes = shown.lines().filter_map(|line| line.strip_prefix("note: called from "));
    notes.filter_map(|note| locus(sources, note)).map(|place| format!("called from {place}")).collect()
}

/// The problems of a set of templates: Tera joins their reports into one text.
fn validation(sources: &Sources, name: &str, shown: &str) -> Vec<(Code, Problem)> {
    let mut found = Vec::new();
    let mut lines = shown.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let at = lines
            .peek()
            .and_then(|next| next.trim_start().strip_prefix("--> "))
            .and_then(|at| named_locus(sources, at));
        let (code, problem) = explain(message, sources);
        found.push((code, at.map_or_else(|| problem.clone(), |place| problem.clone().at(place))));
    }
    if found.is_empty() {
        let first = shown.lines().next().unwrap_or_default();
        let problem = Problem::new(lower(first)).at(whole(sources, name));
        found.push((if first.contains("Component") { codes::SYNTAX } else { codes::FAILED }, problem));
    }
    found
}

/// Puts a message of Tera into our words, with what to do.
fn explain(message: &str, sources: &Sources) -> (Code, Problem) {
    let filters = || FILTERS.into_iter().collect();
    let tests = || TESTS.into_iter().collect();
    for (start, kind, known) in [
        ("Unknown function `", "template function", &functions::names as &dyn Fn() -> Vec<&'static str>),
        ("Unknown filter `", "filter", &filters),
        ("Unknown test `", "test", &tests),
    ] {
        if let Some(name) = quoted(message, start) {
            return (codes::UNKNOWN_NAME, unknown(kind, name, known().into_iter()));
        }
    }
    if let Some(name) = quoted(message, "Unknown component `") {
        return (codes::UNKNOWN_NAME, unknown("component", name, sources.components()));
    }
    if let Some(name) = quoted(message, "Unknown template `") {
        let hint = "included templates lie under templates/ in the book and are named from there: `partials/x.md`";
        let problem = Problem::new(format!("no template `{name}`")).hint(hint);
        return (codes::UNKNOWN_NAME, problem.maybe_hint(did_you_mean(name, sources.names())));
    }
    if message.starts_with("Math operations can only be done on numbers") {
        let hint =
            "a figure is no number in a template: declare an indicator with a formula and print it with `figure`";
        return (codes::TAMPERED_FIGURE, Problem::new("a template calculates with what is no number").hint(hint));
    }
    undefined(message).unwrap_or_else(|| (codes::FAILED, Problem::new(lower(message))))
}

/// A variable or a field that is not there.
fn undefined(message: &str) -> Option<(Code, Problem)> {
    let (kind, rest) = [("variable", "Variable `"), ("field", "Field `")]
        .into_iter()
        .find_map(|(kind, start)| message.strip_prefix(start).map(|rest| (kind, rest)))?;
    let (name, rest) = rest.split_once('`')?;
    let known = rest.split_once("Available").and_then(|(_, list)| list.split_once(": ")).map(|(_, list)| list);
    let known = known
        .map(|list| list.split(", ").filter(|known| !known.starts_with("__")).collect::<Vec<_>>())
        .unwrap_or_default();
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.is_empty() => {
            Some("a component sees only its arguments: declare the value as one, or as `@name`".to_owned())
        }
        None => Some(format!("known here: {}", sorted(&known).join(", "))),
    };
    Some((codes::UNKNOWN_VARIABLE, Problem::new(format!("{kind} `{name}` is not defined")).maybe_hint(hint)))
}

fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let known = known.collect::<Vec<_>>();
    let problem = Problem::new(format!("no {kind} `{name}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem,
        None => problem.hint(format!("there are {}", sorted(&known).join(", "))),
    }
}

fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

fn quoted<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.split_once('`').map(|(name, _)| name)
}

fn circle(sources: &Sources, verb: &str, chain: &[String]) -> (Code, Problem) {
    let place = chain.first().map(|name| whole(sources, name));
    let mut problem = Problem::new(format!("templates {verb} in a circle: {}", chain.join(" → ")));
    problem.place = place;
    (codes::SYNTAX, problem.hint("take one of them out of the circle"))
}

fn whole(sources: &Sources, name: &str) -> Place {
    Place::file(sources.get(name).map_or("templates", |source| &source.file))
}

fn place(sources: &Sources, name: &str, compiled: Range<usize>) -> Place {
    sources.get(name).map_or_else(|| Place::file(name), |source| source.place(compiled))
}

/// Reads `name:line:column` of a compiled source. A name that is quoted in a template's own name does not matter: the
/// longest known one wins by coming first from the right.
fn locus(sources: &Sources, text: &str) -> Option<Place> {
    let mut parts = text.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let source = sources.get(name)?;
    let at = source.marked.offset_of(line, column);
    Some(source.place(at..at))
}

/// The same, with the name that the error is about underlined.
fn named_locus(sources: &Sources, text: &str) -> Option<Place> {
    let Place::Text { file, line, column, excerpt, .. } = locus(sources, text)? else { return None };
    let rest = excerpt.chars().skip(column - 1);
    let quote = excerpt.chars().nth(column - 1).filter(|c| matches!(c, '"' | '\'' | '`'));
    let length = match quote {
        Some(quote) => rest.skip(1).take_while(|c| *c != quote).count() + 2,
        None => rest.take_while(|c| c.is_alphanumeric() || *c == '_').count(),
    };
    Some(Place::Text { file, line, column, length, excerpt })
}

/// Our messages begin with a small letter and have no final period.
pub(super) fn lower(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

fn syntax_hint(report: &ReportError) -> Option<String> {
    let message = report.message();
    let hint = if message.contains("Unexpected end") || message.contains("end of input") {
        "close what is open: `}}`, `%}`, `{% endif %}` or `{% endfor %}` is missing"
    } else if message.contains("Unexpected character") {
        "inside `{{ }}` and `{% %}` write half-width punctuation and plain quotation marks; names are ASCII"
    } else if message.contains("but expected ,") {
        "arguments are parted by commas, and a call ends with `)`"
    } else if message.contains("Unknown tag") {
        "tags are if, elif, else, endif, for, endfor, set, endset, include, raw, endraw, filter, component, block, extends"
    } else {
        return None;
    };
    Some(hint.to_owned())
}
