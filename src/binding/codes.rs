//! The findings that this room makes.
//!
//! One row a code: what `explain V008` and `docs/guide/codes.md` say of it. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    DIFFERS "V008" Error "a template written from a manuscript prints another text than the manuscript"
    KEPT "V009" Info "a figure of a manuscript that no call prints, so that it stays text"
}
