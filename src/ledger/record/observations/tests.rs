//! Quick ways of writing, against the slow ones.

use super::{put_decimal, put_text};
use crate::ingest::RawText;
use crate::ledger::record::quoted;

#[test]
fn a_decimal_is_written_as_it_was_read() {
    for digits in [0, 1, -1, 5, 10, -1250, 3330, 99_999_999_999_999_999, -99_999_999_999_999_999] {
        for decimals in [0, 1, 2, 5, 17] {
            let mut out = Vec::new();
            put_decimal(&mut out, digits, decimals);
            assert_eq!(String::from_utf8_lossy(&out), RawText::Decimal(digits, decimals).to_string());
        }
    }
}

#[test]
fn texts_are_quoted_where_they_have_to_be() {
    for text in ["", "fund", "一般公共预算", "a,b", "=1", "-x", "-1", "a\"b", "a\nb", "@x", "data/a.csv"] {
        let mut out = Vec::new();
        put_text(&mut out, text);
        assert_eq!(String::from_utf8_lossy(&out), quoted(text));
    }
}
