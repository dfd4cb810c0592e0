//! The findings that this room makes. Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    UNVALIDATED "N003" Warning "a printed figure hangs on a datum that has not been validated (status V)"
    GROWTH_OF_RATE "N004" Warning "a rate of growth is printed for what is itself a rate: 百分点 is usually meant"
}
