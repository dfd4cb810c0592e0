//! Chinese numerals for small counts: 三年, 两年, 十二家, 一百零八.

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES: [&str; 4] = ["", "十", "百", "千"];

/// Returns a whole number below 10⁸ in Chinese numerals; 2 before a measure word is 两.
#[must_use]
pub(super) fn numeral(number: u32, before_measure_word: bool) -> Option<String> {
    match number {
        0 => Some("零".into()),
        2 if before_measure_word => Some("两".into()),
        1..=9999 => Some(below_wan(number)),
        10_000..=99_999_999 => {
            let (wan, rest) = (number / 10_000, number % 10_000);
            let zero = if rest > 0 && rest < 1000 { "零" } else { "" };
            let rest = if rest == 0 { String::new() } else { full(rest) };
            Some(format!("{}万{zero}{rest}", below_wan(wan)))
        }
        _ => None,
    }
}

/// 十二, not 一十二, at the beginning.
fn below_wan(number: u32) -> String {
    let text = full(number);
    if (10..20).contains(&number) { text.trim_start_matches('一').to_owned() } else { text }
}

fn full(number: u32) -> String {
    let mut text = String::new();
    let mut zero_due = false;
    for place in (0..4).rev() {
        let digit = (number / 10_u32.pow(place)) % 10;
        if digit == 0 {
            zero_due = !text.is_empty();
            continue;
        }
        if zero_due {
            text.push('零');
            zero_due = false;
        }
        text.push_str(DIGITS[digit as usize]);
        text.push_str(PLACES[place as usize]);
    }
    text
}
