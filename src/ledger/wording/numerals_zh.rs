//! Chinese numerals: 一千二百万, 一百零八, 两年. Must not know: what is counted.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// Writes a whole number below 10¹⁶; `measured` when a measure word or a multiplier follows, before which 2 is 两.
pub(super) fn chinese(number: &BigInt, measured: bool) -> Option<String> {
    let sign = if number.is_negative() { "负" } else { "" };
    let magnitude = number.abs().to_u64().filter(|magnitude| *magnitude < 10_000_000_000_000_000)?;
    let text = match magnitude {
        0 => DIGITS[0].to_owned(),
        2 if measured => "两".to_owned(),
        _ => groups(magnitude),
    };
    Some(format!("{sign}{text}"))
}

/// Groups of four digits, highest first; a gap between them reads 零 once.
fn groups(number: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (index, name) in GROUPS.iter().enumerate().rev() {
        let group = number / 10_000_u64.pow(u32::try_from(index).expect("four groups")) % 10_000;
        if group == 0 {
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() && (gap || group < 1000) {
            text.push_str(DIGITS[0]);
        }
        gap = false;
        text.push_str(&below_ten_thousand(group));
        // 亿 belongs to both halves of 万亿: 一万二千亿, not 一万亿二千亿.
        let joined = *name == "万亿" && !(number / 100_000_000).is_multiple_of(10_000);
        text.push_str(if joined { "万" } else { name });
    }
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

fn below_ten_thousand(number: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (index, place) in PLACES.iter().enumerate().rev() {
        let digit = number / 10_u64.pow(u32::try_from(index).expect("four places")) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
        }
        gap = false;
        text.push_str(DIGITS[usize::try_from(digit).expect("one digit")]);
        text.push_str(place);
    }
    text
}
