//! The findings that this room makes, and how they are counted.
//!
//! One row a code: what `explain D001` and `docs/guide/codes.md` say of it. Must not know: how a fault is found.

use std::collections::BTreeMap;

use crate::findings::{Code, Finding, Findings, Problem, codes};

codes! {
    UNREADABLE_NUMBER "D001" Error "a value has digits but is no number, or is no word that could be quoted"
    UNKNOWN_UNIT "D002" Error "a unit is neither built in nor declared under `units` in yearbook.yaml"
    REPEATED_EQUAL "D003" Warning "the same indicator, area and year stand twice with the same value"
    REPEATED_DIFFERENT "D004" Error "the same indicator, area and year stand twice with different values"
    UNREADABLE_YEAR "D005" Error "a year is neither a year nor a span such as 2016—2020"
    YEAR_OUTSIDE "D006" Error "a year lies outside the book's `years`"
    UNKNOWN_AREA "D007" Error "an area is not listed under `areas` in yearbook.yaml"
    UNIT_CHANGES "D008" Error "one indicator is measured in units that cannot be converted into each other"
    UNKNOWN_STATUS "D009" Error "a status is not an SDMX observation status that yearbooks use"
    RAGGED_ROW "D010" Error "a row has more or fewer cells than the header"
    MISSING_COLUMN "D011" Error "a column that is needed is not in the file"
    IGNORED_COLUMN "D012" Warning "a column is not read: its header is blank or close to, but not, a known word"
    REPEATED_COLUMN "D013" Error "two columns have the same header"
    DAMAGED_FILE "D014" Error "a file is not there, is damaged, or is not in its stated format"
    EMPTY_FILE "D015" Error "a file or sheet has nothing in it"
    HEADER_ONLY "D016" Warning "a file or sheet has a header and no data"
    WRONG_ENCODING "D017" Error "a file is not in the stated encoding, or in none that is known"
    DETECTED_ENCODING "D018" Info "a file without stated encoding is not UTF-8 and was read as GB 18030"
    MISSING_SHEET "D019" Error "a workbook has no sheet of the stated name"
    BAD_RANGE "D020" Error "the `range` of a dataset is not one such as B3:F20, or holds no cells"
    BAD_QUOTING "D021" Error "a quote stands where none may stand in comma- or tab-separated text"
    TOO_PRECISE "D022" Warning "a binary number has more than 15 significant digits: a remainder of binary arithmetic"
    UNIT_CONFLICT "D023" Error "the unit in a value's text disagrees with the row's unit"
    BREAK_AS_VALUE "D024" Error "`|` is no value: a break between two observations is status B"
    QUALIFIER_CONFLICT "D025" Error "two qualifiers (约, 多, …) on one number"
    BLANK_KEY "D026" Error "an observation lacks its indicator, area or year"
    NAME_CONFLICT "D027" Error "one name means two indicators, or one indicator has two names in a language"
    NO_CACHED_VALUE "D028" Error "a formula of a workbook was never computed by a spreadsheet program"
    MERGED_VALUE "D029" Error "one value stands in a merged cell that covers several observations"
    STATUS_CONFLICT "D030" Warning "a status contradicts its value"
    UNREADABLE_COLUMN "D031" Error "a column of a Parquet file has a type that holds no text, number or date"
    UNUSED_COLUMN "D032" Info "a column of a long file is none of ours and is not read"
    LONE_CELL "D033" Info "a row has a single cell, such as a heading or a note under the table, and is not read"
}

/// The sink with a bound: a file whose every row is at fault in one way is not worth a million messages.
pub(super) struct Report<'a> {
    findings: &'a mut Findings,
    /// Findings that belong before others, and which.
    late: Vec<(usize, Finding)>,
    counts: BTreeMap<(&'static str, String), usize>,
    total: usize,
}

impl<'a> Report<'a> {
    /// How many findings of one code are listed for one file.
    const SHOWN: usize = 200;

    pub(super) fn new(findings: &'a mut Findings) -> Self {
        Self { findings, late: Vec::new(), counts: BTreeMap::new(), total: 0 }
    }

    pub(super) fn add(&mut self, code: Code, problem: Problem) {
        if self.is_shown(code, &problem) {
            self.findings.push(code.id, code.severity, problem);
        }
    }

    /// Adds a finding before those that were made since [`Self::mark`].
    pub(super) fn add_at(&mut self, mark: usize, code: Code, problem: Problem) {
        if self.is_shown(code, &problem) {
            self.late.push((mark, Finding { code: code.id, severity: code.severity, problem }));
        }
    }

    /// Where in the list the next finding will stand.
    pub(super) fn mark(&self) -> usize {
        self.findings.as_slice().len()
    }

    fn is_shown(&mut self, code: Code, problem: &Problem) -> bool {
        let file = problem.place.as_ref().map(|place| place.path().to_owned()).unwrap_or_default();
        let count = self.counts.entry((code.id, file)).or_default();
        *count += 1;
        self.total += 1;
        *count <= Self::SHOWN
    }

    /// How many findings were added, listed or not.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Says what was left out.
    pub(super) fn finish(self) {
        self.findings.insert(self.late);
        for ((id, file), count) in self.counts {
            let Some(more) = count.checked_sub(Self::SHOWN).filter(|more| *more > 0) else { continue };
            let code = TABLE.iter().find(|code| code.id == id).expect("only codes of the table are added");
            let problem = Problem::new(format!("{more} more findings {id} in this file are not listed"));
            let problem = problem.at(crate::findings::Place::file(file)).hint("mend those that are, then run it again");
            self.findings.push(id, code.severity, problem);
        }
    }
}
