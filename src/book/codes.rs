//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::{Code, Severity};

const fn row(id: &'static str, meaning: &'static str) -> Code {
    Code { id, severity: Severity::Error, meaning }
}

const fn warning(id: &'static str, meaning: &'static str) -> Code {
    Code { id, severity: Severity::Warning, meaning }
}

/// The findings about `yearbook.yaml`, indicator files and front matter.
pub const TABLE: &[Code] = &[
    row("B001", "a file under `templates/` cannot be read as UTF-8 text"),
    row("B002", "the areas are no tree: an area stands twice, or is part of itself or of an area that is not listed"),
    row("B003", "the area of the book or of a chapter is not listed under `areas`"),
    row("B004", "the edition's year does not lie within `years`"),
    row("B005", "a declared unit cannot be understood, or contradicts one that is known"),
    row("B006", "the band of a hedge word is none: `from` must be below `to`"),
    row("B007", "a dataset names a file that is not there, or a path that leaves the book"),
    row("B008", "a data file is listed twice"),
    row("B009", "the format of a data file cannot be told by its name"),
    row("B010", "a dataset has a column, constant, missing kind or header that is not known"),
    row("B011", "`indicators` names no file"),
    row("B012", "an indicator is declared twice"),
    row("B013", "an indicator is printed with more decimals than any statistic has"),
    row("B014", "a chapter is listed twice, or two chapters would have one name"),
    row("B015", "a chapter's file is not there or cannot be read"),
    warning("B016", "the edition is in a language whose wording is not complete"),
    row("B017", "a waiver, or another severity, gives no reason"),
    warning("B018", "a waiver fits no finding"),
    row("B020", "a chapter's file has the name of a page of the site, such as `notes` or `search`"),
    row("B021", "the logo is not there, is too large, or is no picture"),
    row("B022", "the site's colour is none, or cannot be read on the page"),
    row("B024", "a declared check does not say what has to hold, stands twice, or has a tolerance without a reason"),
    row("B050", "a name listed under `prose` has no text or no reason, or stands there twice"),
    row("B025", "a waiver or a severity is given for a code that no finding has"),
    row("B026", "a finding that makes the book impossible is waived or made less than an error"),
];
