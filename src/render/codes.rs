//! The findings that this room makes.
//!
//! One row a code: what `explain T001` and `docs/guide/codes.md` say of it. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    REFUSED_CALL "T001" Error "a template asks for a figure, a chart, a table or an outcome that the ledger cannot give"
    SYNTAX "T002" Error "a template cannot be read: its syntax is wrong"
    UNKNOWN_VARIABLE "T003" Error "a template uses a variable or a field that is not defined"
    UNKNOWN_NAME "T004" Error "a template uses a function, filter, test, component, block or template that does not exist"
    FAILED "T005" Error "a template fails while it is filled"
    TAMPERED_FIGURE "T006" Error "a template changes, cuts or calculates with the token that stands for a figure"
    CITED_IN_CIRCLE "T007" Error "chapters cite each other's figures in a circle"
    UNCLEAR_CITATION "T008" Error "a citation does not say in the template which chapter it quotes"
    RAW_HTML "T009" Error "a chapter holds raw HTML"
    UNSAFE_LINK "T010" Error "a link leads to a script or to something else that is no address"
    CHART_IN_TEXT "T011" Error "a chart or a table stands inside a sentence, a heading, a list or a table"
    FIGURE_IN_LINK "T012" Error "a figure, a chart or a table stands where it cannot be shown: in an address, a link title or a block of code"
    NOT_PRINTED "T013" Warning "a figure, a chart or a table is computed, but the chapter does not print it"
    SECOND_TITLE "T014" Warning "a chapter has a heading of the first level beside its title"
    REPEATED_CHART "T015" Error "a chart or a table is printed twice"
    UNKNOWN_REFERENCE "T016" Error "a cross reference leads to no chart or table of that name"
    REPEATED_NAME "T017" Error "two charts or tables have the same name"
    SHARED_FILE "T018" Error "the data of two charts or tables would be one file"
}
