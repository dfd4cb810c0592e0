//! The findings that this room makes: one row a code, which `explain D101` and `docs/guide/codes.md` read.
//!
//! Must not know: how a fault is found.

use crate::findings::codes;

codes! {
    UNREADABLE_FORMULA "D101" Error "a formula does not follow the language of formulas"
    UNKNOWN_INDICATOR "D102" Error "a formula names an indicator that is neither declared nor in the data"
    UNKNOWN_AREA "D103" Error "a formula names an area that is not listed under `areas` in yearbook.yaml"
    CYCLE "D104" Error "indicators are computed from each other in a circle"
    UNITS_DO_NOT_MIX "D105" Error "a formula adds, compares or converts what has unlike units"
    FORMULA_UNIT "D106" Error "the declared unit of an indicator cannot measure what its formula gives"
    DATA_UNIT "D107" Error "the declared unit of an indicator cannot measure what its data hold"
    UNKNOWN_UNIT "D108" Error "the declared unit of an indicator is neither built in nor declared under `units`"
    TWO_ORIGINS "D109" Error "an indicator has a formula and observations too"
    NO_ORIGIN "D110" Error "an indicator is declared that no data and no formula gives"
    NAME_TWICE "D111" Error "one name means two indicators"
    UNEXPECTED_VALUE "D112" Warning "a value lies outside what its indicator expects"
    IMPOSSIBLE_EXPECTATION "D113" Error "an indicator expects at least more than at most"
    DISAGREEMENT "N001" Error "the panel and the exact evaluation of one figure do not agree"
    NOT_COMPUTED_TWICE "N002" Error "a printed figure lies where the panel does not reach, so that it was computed only once"
}
