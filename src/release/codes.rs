//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    REVISED_SILENTLY "R001" Warning "an observation that an earlier release printed has another value now, and the data do not say so"
    REVISED "R002" Info "an observation that an earlier release printed has been revised, as its `revised_from` says"
    PRINTED_OTHERWISE "R003" Warning "a figure that an earlier release printed is printed otherwise now"
    BROKEN_RELEASE "R004" Error "a file in `releases/` is no release, or is of a version that is not known"
}
