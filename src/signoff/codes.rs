//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    BROKEN_FILE "S001" Error "a sign-off file is no YAML of the known form, or is for another year than its name"
    TICKED_TWICE "S002" Error "a sign-off file ticks one id twice"
    UNKNOWN_TICK "S003" Warning "a tick is for something that the book does not print"
    INCOMPLETE_TICK "S004" Error "a tick does not say who ticked what and when"
    REOPENED "S005" Warning "what was ticked has changed since; an error with `--require-signed`"
    UNSIGNED "S006" Error "something printed is not ticked, and `--require-signed` asks for it"
}
