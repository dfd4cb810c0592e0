//! Verifies manuscripts: reads them, recomputes their claims, looks for conflicts, remarks on wording.
//!
//! Must not know: where files come from and findings go to.

use std::ops::Range;

use super::claims::{Cause, Claim, Verdict, claims};
use super::codes;
use super::conflict::{Conflict, conflicts};
use super::reading::Reading;
use super::sighting::{Sighting, Status};
use super::stale::{Stale, stale};
use super::text::{Comment, Manuscript};
use super::vocabulary::Vocabulary;
use super::wording::{Remark, remarks};
use crate::findings::{Code, Findings, Place, Problem, Severity};

/// A place of the text and what is told of it.
pub(super) type Told = (Range<usize>, Code, Problem);

/// A manuscript with all that was found in it.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// Its figures in their sentences.
    pub reading: Reading,
    /// Its claims, in order.
    pub claims: Vec<Claim>,
    /// Remarks on its wording.
    pub remarks: Vec<Remark>,
    /// Sentences taken over from an earlier manuscript.
    pub stale: Vec<Stale>,
    /// What its figures are among the data of a book, where there is one.
    pub sightings: Vec<Sighting>,
}

/// Manuscripts that were verified together.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Each manuscript.
    pub files: Vec<Verified>,
    /// One thing with two values, in one file or in two.
    pub conflicts: Vec<Conflict>,
}

/// Verifies manuscripts, each against itself and all against each other; sentences that stand in `earlier` word for
/// word are called stale.
#[must_use]
pub fn verify(manuscripts: Vec<Manuscript>, earlier: Option<&Manuscript>) -> Verification {
    verify_with(manuscripts, earlier, &Vocabulary::default())
}

/// Verifies manuscripts that also use the units and names of a book.
#[must_use]
pub fn verify_with(
    manuscripts: Vec<Manuscript>,
    earlier: Option<&Manuscript>,
    vocabulary: &Vocabulary,
) -> Verification {
    let earlier = earlier.map(|manuscript| Reading::with(&manuscript.text, vocabulary));
    let one = |manuscript: Manuscript| {
        let reading = Reading::with(&manuscript.text, vocabulary);
        Verified {
            claims: claims(&reading),
            remarks: remarks(&reading),
            stale: earlier.as_ref().map(|earlier| stale(&reading, earlier)).unwrap_or_default(),
            sightings: Vec::new(),
            manuscript,
            reading,
        }
    };
    let files: Vec<Verified> = manuscripts.into_iter().map(one).collect();
    let readings: Vec<&Reading> = files.iter().map(|file| &file.reading).collect();
    let conflicts = conflicts(&readings);
    Verification { files, conflicts }
}

impl Verification {
    /// Returns whether any claim does not hold.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.files.iter().flat_map(|file| &file.claims).any(|claim| claim.verdict == Verdict::DoesNotHold)
    }

    /// Returns everything as findings, file by file in reading order.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        for (index, file) in self.files.iter().enumerate() {
            for (_, code, problem) in self.told(index, file) {
                findings.push(code.id, code.severity, problem);
            }
        }
        findings
    }

    /// Returns the remarks to be written into the margin of one manuscript: all but what merely could not be recomputed.
    #[must_use]
    pub fn comments(&self, index: usize) -> Vec<Comment> {
        let Some(file) = self.files.get(index) else { return Vec::new() };
        let open = |code: &Code| matches!(code.id, "V003" | "V004");
        let told = self.told(index, file).into_iter().filter(|(_, code, _)| !open(code));
        told.map(|(span, code, problem)| {
            let hints = problem.hint.iter().map(|hint| format!("\n{hint}")).collect::<String>();
            Comment { span, text: format!("{}: {}{hints}", code.id, problem.message) }
        })
        .collect()
    }

    /// Everything told of one file, in reading order.
    pub(super) fn told(&self, index: usize, file: &Verified) -> Vec<Told> {
        let mut list = file.findings();
        let own = self.conflicts.iter().filter(|conflict| conflict.second.0 == index);
        list.extend(own.map(|conflict| (conflict.second.1.clone(), codes::CONFLICT, self.conflicting(conflict))));
        list.sort_by_key(|(span, code, _)| (span.start, code.id));
        list
    }

    fn conflicting(&self, conflict: &Conflict) -> Problem {
        let ((first_file, first, first_printed), (file, second, printed)) = (&conflict.first, &conflict.second);
        let other = self.files[*first_file].manuscript.place(first.clone());
        let message =
            format!("{} of {} is {printed} here and {first_printed} at {other}", conflict.subject, conflict.year);
        Problem::new(message).at(self.files[*file].place(second)).hint("find out which is right; keep one")
    }
}

impl Verified {
    /// Returns the place of a range of the text.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        self.manuscript.place(span.clone())
    }

    fn findings(&self) -> Vec<Told> {
        let found: Vec<usize> = self
            .sightings
            .iter()
            .filter(|sighting| sighting.status == Status::Found)
            .map(|sighting| self.reading.mentions[sighting.mention].figure.span.start)
            .collect();
        // What the book's data give needs no base in the text.
        let open = |claim: &&Claim| {
            claim.verdict != Verdict::MissingOperand || found.binary_search(&claim.stated.span.start).is_err()
        };
        let claims = self.claims.iter().filter(open).filter_map(|claim| {
            let code = code_of(claim.verdict)?;
            let problem = Problem::new(message(claim)).at(self.place(&claim.stated.span)).maybe_hint(advice(claim));
            Some((claim.stated.span.clone(), code, problem))
        });
        let remarks = self.remarks.iter().map(|remark| {
            let code = Code { id: remark.code, severity: Severity::Info, meaning: "" };
            (
                remark.span.clone(),
                code,
                Problem::new(remark.message.clone()).at(self.place(&remark.span)).hint(remark.hint),
            )
        });
        let stale = self.stale.iter().map(|stale| {
            let message = format!("the {} figures of this sentence are those of the earlier manuscript", stale.figures);
            (
                stale.span.clone(),
                codes::STALE,
                Problem::new(message).at(self.place(&stale.span)).hint("bring the figures up to date"),
            )
        });
        claims.chain(remarks).chain(stale).chain(self.near_misses()).collect()
    }

    fn near_misses(&self) -> impl Iterator<Item = Told> {
        self.sightings.iter().filter(|sighting| sighting.status == Status::NearMiss).map(|sighting| {
            let mention = &self.reading.mentions[sighting.mention];
            let span = &mention.figure.span;
            let value = sighting.value.as_deref().unwrap_or_default();
            let message = format!("{} is printed, but the data have {value}", self.reading.printed(mention));
            let hint = format!("`{}`: correct the text, or the data", sighting.data.join("`, `"));
            (span.clone(), codes::NEAR_MISS, Problem::new(message).at(self.place(span)).hint(hint))
        })
    }
}

/// Returns what a verdict is reported under; what holds is not.
#[must_use]
pub fn code_of(verdict: Verdict) -> Option<Code> {
    match verdict {
        Verdict::Holds | Verdict::WithinRounding => None,
        Verdict::LastPlace => Some(codes::LAST_PLACE),
        Verdict::DoesNotHold => Some(codes::DOES_NOT_HOLD),
        Verdict::NotComparable => Some(codes::NOT_COMPARABLE),
        Verdict::MissingOperand => Some(codes::MISSING_OPERAND),
    }
}

/// What a claim states, and what came out: `12.2% is stated, 106.68亿斤 ÷ … gives 12.6`.
#[must_use]
pub fn message(claim: &Claim) -> String {
    let stated = &claim.stated.printed;
    match (&claim.computed, claim.verdict) {
        (Some(computed), Verdict::DoesNotHold) if claim.cause == Some(Cause::PercentForPoints) => {
            format!("{stated} is stated, but {} gives {}", claim.formula, computed.printed.replace('%', "个百分点"))
        }
        (Some(computed), Verdict::DoesNotHold | Verdict::LastPlace) => {
            format!("{stated} is stated, but {} gives {}", claim.formula, computed.printed)
        }
        (Some(computed), Verdict::NotComparable) => {
            format!("{stated} is not comparable: {} gives {}", claim.formula, computed.printed)
        }
        (_, Verdict::NotComparable) => format!("{stated} cannot be recomputed from printed figures"),
        (_, Verdict::DoesNotHold) => format!("{stated} is impossible"),
        (_, Verdict::MissingOperand) => format!("{stated} cannot be recomputed: its base is not printed"),
        _ => format!("{stated} holds: {}", claim.formula),
    }
}

/// The likely cause and what else is known.
#[must_use]
pub fn advice(claim: &Claim) -> Option<String> {
    let cause = claim.cause.map(cause_words);
    match (cause, &claim.note) {
        (Some(cause), Some(note)) => Some(format!("{cause}; {note}")),
        (Some(cause), None) => Some(cause.to_owned()),
        (None, note) => note.clone(),
    }
}

fn cause_words(cause: Cause) -> &'static str {
    match cause {
        Cause::DigitSlip => "one digit differs: probably a slip",
        Cause::DigitsSwapped => "two neighbouring digits changed places",
        Cause::Magnitude => "the same digits at another power of ten: a misplaced point, 亿 for 万, or ‰ for %",
        Cause::PercentForPoints => "the difference of two percentages is meant: write 个百分点",
        Cause::GrowthForLevel => "增长 and 增长到 (是…的) are confused: they differ by one whole",
        Cause::WrongBase => "divided by the current value instead of the base",
        Cause::Periods => "the periods are miscounted",
        Cause::Direction => "it went the other way",
    }
}
