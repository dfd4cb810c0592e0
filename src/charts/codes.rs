//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    NO_PICTURE "C001" Error "a chart has no honest picture: its kind is unknown, or its data do not fit the kind"
}
