//! The functions that chapters call: the way from Tera's values to the clerk's slips and back.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::book::AreaTree;
use crate::findings::{Place, Problem, nearest};
use crate::ledger::{Argument, Arguments, FigureFunction};

use super::desk::{Ask, Desk, Question};
use super::source::SITE_ARGUMENT;
use super::token;

/// Functions that Tera brings along.
const BUILT_IN: [&str; 3] = ["range", "throw", "super"];
/// Functions that list what loops go over.
const LISTS: [&str; 2] = ["areas", "years"];
/// The functions of the ledger that print no figure.
const OTHERS: [(&str, Asked); 6] = [
    ("chart", Asked::Record(Ask::Chart)),
    ("sparkline", Asked::Record(Ask::Sparkline)),
    ("table", Asked::Record(Ask::Table)),
    ("ref", Asked::Record(Ask::Reference)),
    ("outcome", Asked::Question(Question::Outcome)),
    ("basis", Asked::Question(Question::Basis)),
];

/// What a function of the ledger asks for.
#[derive(Clone, Copy)]
enum Asked {
    /// Something to be recorded, which prints a mark.
    Record(Ask),
    /// An answer.
    Question(Question),
}

/// What the functions of one chapter know.
#[derive(Clone)]
pub(super) struct Surroundings {
    /// Where each call stands, by its number.
    pub(super) sites: Arc<Vec<Place>>,
    /// The book's areas.
    pub(super) areas: Arc<AreaTree>,
    /// The chapter's area.
    pub(super) area: String,
    /// The chapter's year.
    pub(super) year: i32,
}

/// Returns what a function of the ledger asks for.
fn asked_by(name: &str) -> Option<Asked> {
    let figure = FigureFunction::ALL
        .into_iter()
        .find(|function| function.name() == name)
        .map(|function| Asked::Record(Ask::Figure(function)));
    figure.or_else(|| OTHERS.into_iter().find(|(other, _)| *other == name).map(|(_, ask)| ask))
}

/// Returns whether calls of a function carry their site.
pub(super) fn has_site(name: &str) -> bool {
    asked_by(name).is_some() || LISTS.contains(&name)
}

/// Returns the names of all functions: for suggestions.
pub(super) fn names() -> Vec<&'static str> {
    let figures = FigureFunction::ALL.into_iter().map(FigureFunction::name);
    figures.chain(OTHERS.into_iter().map(|(name, _)| name)).chain(LISTS).chain(BUILT_IN).collect()
}

/// What the functions of one chapter have at hand: its desk, and what they know.
struct Seat {
    desk: Desk,
    around: Surroundings,
}

thread_local! {
    /// The seat of the chapter that this thread fills. Functions are registered once for all chapters, since a copy of Tera
    /// for each, with all templates in it, was 8 % of a build of fifty chapters; and a template runs in a thread of
    /// its own anyway.
    static SEAT: RefCell<Option<Seat>> = const { RefCell::new(None) };
}

/// Does some work in which the functions are those of a chapter.
pub(super) fn seated<T>(desk: Desk, around: Surroundings, work: impl FnOnce() -> T) -> T {
    SEAT.set(Some(Seat { desk, around }));
    let done = work();
    // The clerk waits until no desk is left.
    SEAT.take();
    done
}

/// Registers the functions. Outside of a chapter, where templates are only compiled, none is ever called.
pub(super) fn register(tera: &mut Tera) {
    let at_seat =
        |answer: &dyn Fn(&Seat) -> Value| SEAT.with_borrow(|seat| seat.as_ref().map_or_else(Value::none, answer));
    for name in names() {
        let Some(ask) = asked_by(name) else { continue };
        tera.register_function(name, move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            Ok(at_seat(&|seat| call(seat, ask, &kwargs)))
        });
    }
    let lists: [(&str, List); 2] = [("areas", areas), ("years", years)];
    for (name, list) in lists {
        tera.register_function(name, move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            Ok(at_seat(&|seat| {
                let site = site(&seat.around, &kwargs);
                let listed = arguments(&kwargs).and_then(|given| list(&seat.around, &given));
                listed.unwrap_or_else(|problem| {
                    seat.desk.note(problem.at(site));
                    Value::from_serializable::<[i32]>(&[])
                })
            }))
        });
    }
}

type List = fn(&Surroundings, &BTreeMap<String, Argument>) -> Result<Value, Problem>;

/// Hands in one call; what is refused prints nothing.
fn call(Seat { desk, around }: &Seat, ask: Asked, kwargs: &Kwargs) -> Value {
    if depends_on_unknown(kwargs) {
        return Value::safe_string("");
    }
    let site = site(around, kwargs);
    let arguments = match arguments(kwargs) {
        Ok(arguments) => Arguments(arguments),
        Err(problem) => {
            desk.note(problem.at(site));
            return Value::safe_string("");
        }
    };
    match ask {
        Asked::Record(ask) => Value::safe_string(&token::sealed(desk.hand_in(ask, arguments, site))),
        Asked::Question(question) => {
            desk.ask(question, arguments, site).map_or_else(|| Value::safe_string(""), Value::from)
        }
    }
}

fn site(around: &Surroundings, kwargs: &Kwargs) -> Place {
    let number = kwargs.get::<usize>(SITE_ARGUMENT).ok().flatten();
    number.and_then(|number| around.sites.get(number)).cloned().unwrap_or_else(|| Place::file("templates"))
}

/// Returns whether an argument comes from an undefined variable, whose fault is known already.
fn depends_on_unknown(kwargs: &Kwargs) -> bool {
    kwargs.iter().any(|(_, value)| value.to_string().contains(token::UNKNOWN))
}

/// Reads the arguments of a call; `none` means that the argument is not given.
fn arguments(kwargs: &Kwargs) -> Result<BTreeMap<String, Argument>, Problem> {
    let mut given = BTreeMap::new();
    for (key, value) in kwargs.iter() {
        let name = key.as_str().unwrap_or_default();
        if name != SITE_ARGUMENT && !value.is_none() {
            given.insert(name.to_owned(), argument(name, value)?);
        }
    }
    Ok(given)
}

fn argument(name: &str, value: &Value) -> Result<Argument, Problem> {
    if value.is_undefined() {
        let hint = "give the variable a value, or leave the argument out";
        return Err(Problem::new(format!("argument `{name}` has no value: its variable is not defined")).hint(hint));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Argument::Flag(flag));
    }
    if let Some(integer) = value.as_i64() {
        return Ok(Argument::Integer(integer));
    }
    if let Some(list) = value.as_array() {
        return list.iter().map(|item| text(name, item)).collect::<Result<_, _>>().map(Argument::List);
    }
    if let Some(map) = value.as_map() {
        let pairs = map.iter().map(|(key, item)| Ok((key.as_str().unwrap_or_default().to_owned(), text(name, item)?)));
        return pairs.collect::<Result<_, Problem>>().map(Argument::Map);
    }
    text(name, value).map(Argument::Text)
}

fn text(name: &str, value: &Value) -> Result<String, Problem> {
    let text = value.to_string();
    if token::has_mark(&text) {
        let problem =
            Problem::new(format!("argument `{name}` holds a figure: a figure is printed, it is no value to work with"));
        return Err(problem.hint(
            "give the id of an indicator instead; what is to be computed is declared as an indicator with a formula",
        ));
    }
    Ok(text)
}

/// `areas(part_of=…)`: the parts of an area, in the book's order; of the chapter's area by default.
fn areas(around: &Surroundings, given: &BTreeMap<String, Argument>) -> Result<Value, Problem> {
    only("areas", given, &["part_of"])?;
    let whole = match given.get("part_of") {
        None => around.area.clone(),
        Some(Argument::Text(name)) => name.clone(),
        Some(other) => return Err(wrong("part_of", "the name of an area", other)),
    };
    let Some(area) = around.areas.get(&whole) else {
        let near = nearest(&whole, around.areas.names()).map(|near| format!("did you mean `{near}`?"));
        return Err(Problem::new(format!("no area `{whole}` in this book"))
            .hint("areas are listed under `areas` in yearbook.yaml")
            .maybe_hint(near));
    };
    let parts = around.areas.parts(&area.id).map(|part| &*part.id).collect::<Vec<_>>();
    Ok(Value::from_serializable(&parts))
}

/// `years(from=…, to=…)`: the years from the first to the last; to the chapter's year by default.
fn years(around: &Surroundings, given: &BTreeMap<String, Argument>) -> Result<Value, Problem> {
    only("years", given, &["from", "to"])?;
    let year = |name: &str| match given.get(name) {
        None => Ok(None),
        Some(Argument::Integer(year)) if (1..=9999).contains(year) => Ok(Some(*year)),
        Some(other) => Err(wrong(name, "a year such as 2012", other)),
    };
    let from =
        year("from")?.ok_or_else(|| Problem::new("`years` needs `from`").hint("write years(from=2012, to=year)"))?;
    let to = year("to")?.unwrap_or_else(|| i64::from(around.year));
    Ok(Value::from_serializable(&(from..=to).collect::<Vec<_>>()))
}

/// Refuses arguments that a function does not take.
fn only(function: &str, given: &BTreeMap<String, Argument>, known: &[&str]) -> Result<(), Problem> {
    let Some(unknown) = given.keys().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
    let takes = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    let near = nearest(unknown, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    Err(Problem::new(format!("`{function}` has no argument `{unknown}`"))
        .hint(format!("it takes {takes}"))
        .maybe_hint(near))
}

fn wrong(name: &str, expected: &str, found: &Argument) -> Problem {
    let found = match found {
        Argument::Text(text) => format!("the text `{text}`"),
        Argument::Integer(number) => format!("the number {number}"),
        Argument::Flag(flag) => format!("{flag}"),
        Argument::List(_) => "a list".to_owned(),
        Argument::Map(_) => "a map".to_owned(),
    };
    Problem::new(format!("argument `{name}` must be {expected}, found {found}"))
}
