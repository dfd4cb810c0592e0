//! The desk at which templates ask the clerk of the ledger.
//!
//! Tera's functions live as long as the program, a clerk only as long as its book. So a template runs in a thread of
//! its own and hands in slips, and the clerk works through them one after the other in the thread that owns it. What is to
//! be recorded gets its place at once, and the template goes on: nothing of what it prints hangs on what the clerk finds. Only
//! questions are waited for.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use crate::book::Chapter;
use crate::findings::{Place, Problem};
use crate::ledger::{Arguments, Call, ChapterLedger, Figure, FigureFunction};

use super::token::{self, Token};

/// Who keeps the ledger of one chapter.
pub(crate) trait Recorder {
    /// Records a figure; returns its index.
    fn record(&mut self, call: Call) -> Result<usize, Problem>;
    /// Records a chart; returns its index.
    fn chart(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem>;
    /// Records a sparkline; returns its index.
    fn sparkline(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem>;
    /// Records a table; returns its index.
    fn table(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem>;
    /// Records a cross reference; returns its index.
    fn reference(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem>;
    /// Answers a question of which nothing is recorded.
    fn answer(&mut self, question: Question, arguments: Arguments, site: Place) -> Result<String, Problem>;
    /// Closes the ledger.
    fn finish(self) -> ChapterLedger;
}

/// Who has a clerk for each chapter.
pub(crate) trait Office: Sync {
    /// The clerk.
    type Clerk<'a>: Recorder
    where
        Self: 'a;
    /// Lets `work` have the clerk of a chapter that may cite these figures.
    fn with_clerk<T>(
        &self,
        chapter: &Chapter,
        cited: &BTreeMap<String, Figure>,
        work: impl FnOnce(Self::Clerk<'_>) -> T,
    ) -> T;
}

/// What a template may ask without anything being printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// `outcome(kind=…, …)`
    Outcome,
    /// `basis(…)`
    Basis,
}

/// What a slip asks to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// A figure.
    Figure(FigureFunction),
    /// A chart.
    Chart,
    /// A sparkline.
    Sparkline,
    /// A table.
    Table,
    /// A cross reference.
    Reference,
}

impl Ask {
    /// The mark of what stands at a place among its kind.
    fn token(self, place: usize) -> Token {
        match self {
            Self::Figure(_) => Token::Figure(place),
            Self::Chart => Token::Chart(place),
            Self::Sparkline => Token::Sparkline(place),
            Self::Table => Token::Table(place),
            Self::Reference => Token::Reference(place),
        }
    }
}

/// How many slips of each kind there have been: figures, charts, sparklines, tables, references.
#[derive(Debug, Default)]
struct Places([Cell<usize>; 5]);

impl Places {
    /// Returns the mark of the next one: both sides of the desk count alike.
    fn next(&self, ask: Ask) -> Token {
        let kind = match ask {
            Ask::Figure(_) => 0,
            Ask::Chart => 1,
            Ask::Sparkline => 2,
            Ask::Table => 3,
            Ask::Reference => 4,
        };
        ask.token(self.0[kind].replace(self.0[kind].get() + 1))
    }
}

/// How many slips a template may be ahead of the clerk: one that never ends fills no memory with them.
const AHEAD: usize = 256;

/// The template's side of the desk.
#[derive(Debug)]
pub(super) struct Desk {
    messages: SyncSender<Message>,
    places: Places,
}

#[derive(Debug)]
enum Message {
    Slip(Ask, Arguments, Place),
    Question(Question, Arguments, Place, Sender<Option<String>>),
    Problem(Problem),
}

impl Desk {
    /// Asks for something to be recorded; returns its mark.
    pub(super) fn hand_in(&self, ask: Ask, arguments: Arguments, site: Place) -> Token {
        // A clerk that is gone has panicked, and its panic goes on in its own thread.
        let _ = self.messages.send(Message::Slip(ask, arguments, site));
        self.places.next(ask)
    }

    /// Asks a question and waits for the answer; `None` if it was refused, and the problem has been noted.
    pub(super) fn ask(&self, question: Question, arguments: Arguments, site: Place) -> Option<String> {
        let (answer, answers) = mpsc::channel();
        // See above.
        self.messages.send(Message::Question(question, arguments, site, answer)).ok()?;
        answers.recv().ok().flatten()
    }

    /// Notes a problem that the template's side found itself.
    pub(super) fn note(&self, problem: Problem) {
        // See above.
        let _ = self.messages.send(Message::Problem(problem));
    }
}

/// What came of the slips.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What was refused or noted, each once.
    pub(super) problems: Vec<Problem>,
    /// Where each slip that was recorded stands in the ledger, by the mark that it got.
    recorded: BTreeMap<Token, Token>,
    /// Whether any was refused; if not, all stand where their marks say.
    refused: bool,
}

impl Outcome {
    fn note(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Returns a chapter's text with marks that say where things stand in the ledger; what was refused prints nothing.
    pub(super) fn settle(&self, text: String) -> String {
        if self.refused { token::renumbered(&text, |token| self.recorded.get(&token).copied()) } else { text }
    }
}

/// Lets `work` run against `clerk`; returns what it made and what came of its slips.
pub(super) fn attend<R: Recorder, T: Send>(clerk: &mut R, work: impl FnOnce(Desk) -> T + Send) -> (T, Outcome) {
    thread::scope(|scope| {
        let (sender, messages) = mpsc::sync_channel(AHEAD);
        let worker = scope.spawn(move || work(Desk { messages: sender, places: Places::default() }));
        let outcome = serve(clerk, &messages);
        let made = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (made, outcome)
    })
}

fn serve(clerk: &mut impl Recorder, messages: &Receiver<Message>) -> Outcome {
    let mut outcome = Outcome::default();
    let places = Places::default();
    for message in messages {
        match message {
            Message::Problem(problem) => outcome.note(problem),
            Message::Slip(ask, arguments, site) => {
                let mark = places.next(ask);
                match record(clerk, ask, arguments, &site) {
                    Ok(index) => drop(outcome.recorded.insert(mark, ask.token(index))),
                    Err(problem) => {
                        outcome.refused = true;
                        outcome.note(at(problem, site));
                    }
                }
            }
            Message::Question(question, arguments, site, answer) => {
                let found = clerk.answer(question, arguments, site.clone());
                let found = found.map_err(|problem| outcome.note(at(problem, site)));
                // A template that waits no more has panicked; the panic goes on when its thread is joined.
                let _ = answer.send(found.ok());
            }
        }
    }
    outcome
}

fn record(clerk: &mut impl Recorder, ask: Ask, arguments: Arguments, site: &Place) -> Result<usize, Problem> {
    let site = site.clone();
    match ask {
        Ask::Figure(function) => clerk.record(Call { function, site, arguments }),
        Ask::Chart => clerk.chart(arguments, site),
        Ask::Sparkline => clerk.sparkline(arguments, site),
        Ask::Table => clerk.table(arguments, site),
        Ask::Reference => clerk.reference(arguments, site),
    }
}

fn at(problem: Problem, site: Place) -> Problem {
    if problem.place.is_some() { problem } else { problem.at(site) }
}
