//! The findings that this room makes.
//!
//! One row a code: what `explain V001` and `docs/guide/codes.md` say of it. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    DOES_NOT_HOLD "V001" Error "a claim does not hold: the printed figures give another value"
    LAST_PLACE "V002" Warning "a claim is off by one unit of its last place"
    NOT_COMPARABLE "V003" Info "growth at constant prices or on another basis, which printed levels cannot recompute"
    MISSING_OPERAND "V004" Info "a claim whose base is not printed; the base that it implies"
    CONFLICT "V005" Warning "one thing of one year has two values"
    STALE "V006" Warning "a sentence has the figures of the manuscript of another year"
    NEAR_MISS "V007" Warning "a figure is named like a datum of the book, but has another value"
}
