//! The desk at which templates ask the clerk of the ledger.
//!
//! Tera's functions live as long as the program, a clerk only as long as its book. So a template runs in a thread of
//! its own and hands in slips, and the clerk answers them one after the other in the thread that owns it.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::book::Chapter;
use crate::findings::{Place, Problem};
use crate::ledger::{Arguments, Call, ChapterLedger, Figure, FigureFunction};

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
    /// Returns the clerk of a chapter that may cite these figures.
    fn clerk<'a>(&'a self, chapter: &'a Chapter, cited: &'a BTreeMap<String, Figure>) -> Self::Clerk<'a>;
}

/// What a template may ask without anything being printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// `outcome(kind=…, …)`
    Outcome,
    /// `basis(…)`
    Basis,
}

/// What a slip asks for.
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
    /// An answer.
    Question(Question),
}

/// What the clerk says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It stands in the ledger under this index.
    Recorded(usize),
    /// The answer to a question.
    Text(String),
    /// The problem has been noted.
    Refused,
}

struct Slip {
    ask: Ask,
    arguments: Arguments,
    site: Place,
    answer: Sender<Answer>,
}

/// The template's side of the desk.
#[derive(Clone, Debug)]
pub(super) struct Desk(Sender<Message>);

enum Message {
    Slip(Slip),
    Problem(Problem),
}

impl Desk {
    /// Asks, and waits for the answer.
    pub(super) fn ask(&self, ask: Ask, arguments: Arguments, site: Place) -> Answer {
        let (answer, answers) = mpsc::channel();
        let slip = Slip { ask, arguments, site, answer };
        // A clerk that is gone has panicked, and its panic goes on in its own thread.
        let asked = self.0.send(Message::Slip(slip)).is_ok();
        if asked { answers.recv().unwrap_or(Answer::Refused) } else { Answer::Refused }
    }

    /// Notes a problem that the template's side found itself.
    pub(super) fn note(&self, problem: Problem) {
        // See above.
        let _ = self.0.send(Message::Problem(problem));
    }
}

/// Lets `work` run against `clerk`; returns what it made and the problems, each once.
pub(super) fn attend<R: Recorder, T: Send>(clerk: &mut R, work: impl FnOnce(Desk) -> T + Send) -> (T, Vec<Problem>) {
    thread::scope(|scope| {
        let (sender, messages) = mpsc::channel();
        let worker = scope.spawn(move || work(Desk(sender)));
        let problems = serve(clerk, &messages);
        let made = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (made, problems)
    })
}

fn serve(clerk: &mut impl Recorder, messages: &Receiver<Message>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut note = |problem: Problem| {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    };
    for message in messages {
        match message {
            Message::Problem(problem) => note(problem),
            Message::Slip(slip) => {
                let answer = answer(clerk, slip.ask, slip.arguments, slip.site).unwrap_or_else(|problem| {
                    note(problem);
                    Answer::Refused
                });
                // A template that waits no more has panicked; the panic goes on when its thread is joined.
                let _ = slip.answer.send(answer);
            }
        }
    }
    problems
}

fn answer(clerk: &mut impl Recorder, ask: Ask, arguments: Arguments, site: Place) -> Result<Answer, Problem> {
    let place = site.clone();
    let answer = match ask {
        Ask::Figure(function) => clerk.record(Call { function, site, arguments }).map(Answer::Recorded),
        Ask::Chart => clerk.chart(arguments, site).map(Answer::Recorded),
        Ask::Sparkline => clerk.sparkline(arguments, site).map(Answer::Recorded),
        Ask::Table => clerk.table(arguments, site).map(Answer::Recorded),
        Ask::Reference => clerk.reference(arguments, site).map(Answer::Recorded),
        Ask::Question(question) => clerk.answer(question, arguments, site).map(Answer::Text),
    };
    answer.map_err(|problem| if problem.place.is_some() { problem } else { problem.at(place) })
}
