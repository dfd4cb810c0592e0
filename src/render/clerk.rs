//! The ledger's clerk at the templates' desk.

use std::collections::BTreeMap;

use crate::book::{Book, Chapter};
use crate::findings::{Place, Problem};
use crate::indicators::Catalogue;
use crate::ledger::{Arguments, Call, ChapterLedger, Clerk, Figure};

use super::desk::{Office, Question, Recorder};

/// Opens a ledger for each chapter of a book.
pub(super) struct Ledgers<'b> {
    /// The book.
    pub(super) book: &'b Book,
    /// Its indicators.
    pub(super) catalogue: &'b Catalogue<'b>,
    /// Whether anybody asks what a chapter reads.
    pub(super) is_logged: bool,
}

impl Office for Ledgers<'_> {
    type Clerk<'a>
        = Clerk<'a>
    where
        Self: 'a;

    fn with_clerk<T>(
        &self,
        chapter: &Chapter,
        cited: &BTreeMap<String, Figure>,
        work: impl FnOnce(Clerk<'_>) -> T,
    ) -> T {
        // What this chapter reads, and no other.
        let logged = self.is_logged.then(|| self.catalogue.logged());
        work(Clerk::new(self.book, logged.as_ref().unwrap_or(self.catalogue), chapter, cited))
    }
}

impl Recorder for Clerk<'_> {
    fn record(&mut self, call: Call) -> Result<usize, Problem> {
        Clerk::record(self, &call)
    }

    fn chart(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        Clerk::chart(self, &arguments, &site)
    }

    fn sparkline(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        Clerk::sparkline(self, &arguments, &site)
    }

    fn table(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        Clerk::table(self, &arguments, &site)
    }

    fn reference(&mut self, arguments: Arguments, site: Place) -> Result<usize, Problem> {
        Clerk::reference(self, &arguments, &site)
    }

    fn answer(&mut self, question: Question, arguments: Arguments, site: Place) -> Result<String, Problem> {
        match question {
            Question::Outcome => self.outcome(&arguments, &site),
            Question::Basis => self.basis(&arguments, &site),
        }
    }

    fn finish(self) -> ChapterLedger {
        Clerk::finish(self)
    }
}
