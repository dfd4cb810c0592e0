//! Number texts as data staff write them, read or refused.

use super::*;

/// `number unit qualifier decimals`, or the reason why there is none.
fn shown(text: &str) -> String {
    match read(text, &UnitTable::default()) {
        Err(fault) => format!("{} {}", fault.code.id, fault.reason),
        Ok(value) => {
            let datum = match value.datum {
                Datum::Number(number) => number.to_string(),
                Datum::Range(low, high) => format!("{low}~{high}"),
                Datum::Words(words) => format!("“{words}”"),
                Datum::Missing(missing) => format!("{missing:?}"),
            };
            let unit = value.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            let qualifier = value.qualifier.map(|word| format!(" [{word}]")).unwrap_or_default();
            let decimals = if value.decimals > 0 { format!(" .{}", value.decimals) } else { String::new() };
            format!("{datum}{unit}{qualifier}{decimals}")
        }
    }
}

#[test]
fn texts_and_what_they_say() {
    for (text, expected) in [
        ("1.89", "1.89 .2"),
        ("33.30", "33.3 .2"),
        ("-12", "-12"),
        ("－１２．５", "-12.5 .1"),
        ("−3", "-3"),
        ("＋5", "5"),
        ("１，２３４", "1234"),
        ("1,283,400.50", "1283400.5 .2"),
        (" 1 283.4　", "1283.4 .1"),
        ("84205 亿元", "84205 亿元"),
        (".5", "0.5 .1"),
        ("1.89亿元", "1.89 亿元 .2"),
        ("12.7％", "12.7 % .1"),
        ("20多万", "20 万 [多]"),
        ("8万多人", "8 万人 [多]"),
        ("2800多万元", "2800 万元 [多]"),
        ("1500余名", "1500 名 [余]"),
        ("1500多", "1500 [多]"),
        ("约1200", "1200 [约]"),
        ("超过1.2", "1.2 [超过] .1"),
        ("近3万人", "3 万人 [近]"),
        ("150以上", "150 [以上]"),
        ("1.2亿元以上", "1.2 亿元 [以上] .1"),
        ("＞5", "5 [>]"),
        ("3~4", "3~4"),
        ("3～4名", "3~4 名"),
        ("13万~17万", "13~17 万"),
        ("13万~17万元", "13~17 万元"),
        ("13万元~17万元", "13~17 万元"),
        ("8000万~1.2亿", "0.8~1.2 亿 .1"),
        ("-36~-8℃", "-36~-8 ℃"),
        ("15%—30%", "15~30 %"),
        ("翻番", "“翻番”"),
        ("全部", "“全部”"),
        ("三年", "“三年”"),
        ("", "NotAvailable"),
        ("　", "NotAvailable"),
        ("…", "BelowUnit"),
        ("……", "BelowUnit"),
        ("...", "BelowUnit"),
        ("-", "NotApplicable"),
        ("－", "NotApplicable"),
        ("——", "NotApplicable"),
        ("–", "NotApplicable"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn texts_that_are_no_values() {
    for (text, expected) in [
        ("|", "D024 marks a break in the series and is no value"),
        ("｜", "D024 marks a break in the series and is no value"),
        ("1.2.3", "D001 has a decimal point in the wrong place"),
        ("5.", "D001 has a decimal point in the wrong place"),
        ("1,28", "D001 has commas that do not group digits by threes"),
        ("1 2345", "D001 has spaces that do not group digits by threes"),
        ("1.5E+05", "D001 is in scientific notation"),
        ("2016-03-04", "D001 looks like a date"),
        ("2016年3月", "D001 looks like a date"),
        ("(123)", "D001 stands in parentheses"),
        ("1234①", "D001 has a footnote mark after the number"),
        ("3千", "D001 has the Chinese numeral 千 after digits"),
        ("下降3.2%", "D001 has digits but does not begin with a number"),
        ("3 4", "D001 has spaces that do not group digits by threes"),
        ("3/4", "D001 is more than one number"),
        ("5万圆", "D002 has an unknown unit `万圆`"),
        (
            "5~6万吨",
            "D001 is a range in which only one end carries 万 or 亿, so that the other can be read in two ways",
        ),
        ("4~3", "D001 is a range whose end is not above its start"),
        ("约1000多人", "D025 carries two qualifiers, 约 and 多"),
        ("约5000万元左右", "D025 carries two qualifiers, 约 and 左右"),
        ("13.2多万人", "D001 has decimals and yet the qualifier 多"),
        ("N/A", "D001 is neither a number nor words that could be quoted"),
        ("#DIV/0!", "D001 is an error of a spreadsheet program"),
        ("*", "D001 is neither a number nor words that could be quoted"),
        ("不详", "D001 is neither a number nor words that could be quoted"),
        ("NaN", "D001 is neither a number nor words that could be quoted"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    assert!(shown(&"9".repeat(61)).contains("more than 60 digits"));
    assert!(shown(&format!("{},000", "9".repeat(61))).starts_with("D001"));
}

#[test]
fn no_text_panics() {
    let alphabet = [
        "1", "9", "0", ".", ",", " ", "-", "—", "~", "万", "亿", "多", "约", "元", "%", "/", "(", ")", "以上", "年",
        "e", "\u{3000}", "至",
    ];
    let mut seed: u64 = 7;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(alphabet[(seed >> 33) as usize % alphabet.len()]);
        }
        let _ = read(&text, &UnitTable::default());
    }
}
