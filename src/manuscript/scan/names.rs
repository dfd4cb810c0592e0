//! Names, marks and numbers of things: what has digits and is no figure.
//!
//! Must not know: dates, quantities.

use super::Read;
use super::chars::{Chars, is_space};
use super::figure::{FigureMention, Kind};
use super::{numeral, units};

/// Abbreviations of indicators: a figure may follow them without a space (`GDP4000.5亿元`).
const INDICATORS: &[&str] = &["GDP", "GNP", "GMV", "CPI", "PPI", "PMI", "FDI", "GNI", "SO", "NO"];

/// Words before a number that make it the number of a thing.
const BEFORE: &[&str] = &[
    "电话",
    "电话：",
    "手机",
    "手机：",
    "传真",
    "传真：",
    "热线",
    "热线：",
    "邮编",
    "邮编：",
    "邮政编码",
    "邮政编码：",
    "账号",
    "账号：",
    "证号",
    "编号",
    "编号：",
    "代码",
    "代码：",
    "文号",
    "文号：",
    "QQ",
    "QQ：",
    "微信",
    "微信：",
    "北纬",
    "东经",
    "南纬",
    "西经",
    "国发",
    "附件",
    "附录",
    "专栏",
    "民国",
    "光绪",
    "宣统",
    "同治",
    "咸丰",
    "道光",
    "嘉庆",
    "乾隆",
    "雍正",
    "康熙",
    "顺治",
    "崇祯",
    "万历",
    "嘉靖",
    "洪武",
    "国道",
    "工业",
    "双",
    "G",
    "S",
    "《",
    "号：",
    "NO.",
    "No.",
];

/// Words after a whole number that make it the number of a thing.
const AFTER: &[&str] = &[
    "号",
    "民初",
    "民终",
    "刑初",
    "刑终",
    "行初",
    "行终",
    "国道",
    "省道",
    "县道",
    "乡道",
    "热线",
    "电话",
    "指挥中心",
    "工程",
    "专项行动",
    "楼",
    "室",
    "院校",
    "高校",
    "条款",
    "路公交",
    "版",
    "等功",
    "等奖",
    "型",
    "系列",
    "频道",
    "航班",
    "次列车",
    "次航班",
    "周年校庆",
    "年级",
    "班次表",
    "中学",
    "小学",
    "医院",
    "师",
    "团级",
    "联队",
    "室",
    "单元",
    "栋楼",
];

/// Reads a run of Latin letters, with the digits and signs that belong to its name.
pub(super) fn latin(chars: &Chars, at: usize) -> Read {
    let letters = chars.skip_while(at, |c| c.is_ascii_alphabetic());
    if is_address(chars, at) {
        return name(chars, at, chars.skip_while(at, |c| c.is_ascii_graphic()));
    }
    let word = chars.text(at, letters);
    if let Some(end) = standard(chars, at, letters) {
        return name(chars, at, end);
    }
    let next = chars.get(letters);
    let joined =
        next.is_ascii_digit() || (matches!(next, '-' | '.' | '+') && chars.get(letters + 1).is_ascii_alphanumeric());
    if !joined || INDICATORS.contains(&word.as_str()) && next.is_ascii_digit() {
        return Some((None, letters));
    }
    name(chars, at, chars.skip_while(letters, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | '/')))
}

fn is_address(chars: &Chars, at: usize) -> bool {
    const LOOKED_AT: usize = 64;
    let run: String = (at..at + LOOKED_AT).map(|i| chars.get(i)).take_while(char::is_ascii_graphic).collect();
    run.starts_with("http") || run.starts_with("www.") || run.contains('@') || run.contains("://")
}

/// `GB/T 8170—2008`, `ISO 9001`, `DB43/T 123-2016`.
fn standard(chars: &Chars, at: usize, letters: usize) -> Option<usize> {
    let word = chars.text(at, letters);
    if !matches!(
        word.as_str(),
        "GB" | "DB" | "ISO" | "IEC" | "QB" | "NY" | "HJ" | "JB" | "LY" | "CJJ" | "JGJ" | "SL" | "DL" | "YY"
    ) {
        return None;
    }
    let end = chars
        .skip_while(letters, |c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '—' | '.' | '：') || is_space(c));
    let end = (letters..=end).rev().find(|end| !is_space(chars.before(*end)))?;
    chars.text(letters, end).contains(|c: char| c.is_ascii_digit()).then_some(end)
}

/// Reads a bracketed mark: `[2]`, `〔2016〕12号`, `①`.
pub(super) fn bracketed(chars: &Chars, at: usize) -> Option<(Option<FigureMention>, usize)> {
    if matches!(chars.get(at), '①'..='⑳') {
        return name(chars, at, at + 1);
    }
    let close = match chars.get(at) {
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        '【' => '】',
        _ => return None,
    };
    let digits_end = chars.skip_while(at + 1, |c| c.is_ascii_digit() || matches!(c, ',' | '-'));
    if digits_end == at + 1 || chars.get(digits_end) != close || digits_end - at > 10 {
        return None;
    }
    let number_end = chars.skip_while(digits_end + 1, |c| c.is_ascii_digit());
    let end = if chars.get(number_end) == '号' { number_end + 1 } else { digits_end + 1 };
    name(chars, at, end)
}

/// Reads a number that names or numbers a thing.
pub(super) fn with_digits(chars: &Chars, at: usize) -> Read {
    if let Some(end) = ordinal(chars, at) {
        return Some((Some(FigureMention::new(chars.span(at, end), Kind::Ordinal)), end));
    }
    if let Some(end) = model(chars, at) {
        return name(chars, at, end);
    }
    let end = digits_end(chars, at);
    let is_name = is_listed(chars, at)
        || is_phone(chars, at, end)
        || is_quoted(chars, at, end)
        || is_signed_pair(chars, at)
        || is_coordinate(chars, end)
        || is_lettered(chars, end)
        || is_numbered(chars, at, end)
        || is_exhibit(chars, at)
        || is_generation(chars, at, end)
        || end - at > 30
        || end - at >= 13 && is_bare(chars, end);
    if !is_name {
        return None;
    }
    let end = chars.skip_while(end, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '·' | '°' | '′' | '″'));
    let end = (at + 1..=end).rev().find(|end| !matches!(chars.before(*end), '-' | '+' | '·')).unwrap_or(end);
    name(chars, at, end)
}

fn name(chars: &Chars, from: usize, to: usize) -> Read {
    Some((Some(FigureMention::new(chars.span(from, to), Kind::Name)), to))
}

fn digits_end(chars: &Chars, at: usize) -> usize {
    chars.skip_while(at, |c| c.is_ascii_digit())
}

/// `第4位`, `第三次`: the number after 第, and `前10名`, `前3位`.
fn ordinal(chars: &Chars, at: usize) -> Option<usize> {
    let end = digits_end(chars, at);
    let space = usize::from(is_space(chars.before(at)));
    if chars.before(at - space.min(at)) == '第' && end > at {
        let after = chars.skip_spaces(end);
        return Some(units::read(chars, after).map_or(end, |(_, end)| end));
    }
    let ranked = chars.before(at) == '前' && matches!(chars.get(end), '位' | '名' | '强');
    let until = chars.ends(at, "至第") || chars.ends(at, "、第");
    (ranked || until).then_some(end + 1)
}

/// `1.` or `2、` at the start of a line, `（3）` anywhere, `情况1.一般`: a number in a list.
fn is_listed(chars: &Chars, at: usize) -> bool {
    let end = digits_end(chars, at);
    if end == at || end - at > 2 {
        return false;
    }
    let after = chars.get(end);
    let enclosed = matches!(chars.before(at), '(' | '（') && matches!(after, ')' | '）');
    let pointed = after == '.' && !chars.get(end + 1).is_ascii_digit();
    let begins = chars.begins_line(at) && matches!(after, '、' | ')' | '）' | '．');
    let page =
        chars.before(at) == '-' && after == '-' && chars.before(at - 1) != ' ' && !chars.get(end + 1).is_ascii_digit();
    enclosed || pointed || begins || page
}

/// `0730-8880000`, `13800000000`, `400-810-8888`.
fn is_phone(chars: &Chars, at: usize, end: usize) -> bool {
    let first = end - at;
    let rest = digits_end(chars, end + 1).saturating_sub(end + 1);
    let dashed = matches!(chars.get(end), '-' | '—') && (3..=4).contains(&first) && (7..=8).contains(&rest);
    let service = chars.get(end) == '-' && first == 3 && chars.is(at, "400");
    let mobile = first == 11 && chars.get(at) == '1' && units::read(chars, end).is_none();
    dashed || service || mobile
}

/// `“211”`, `“5+5”`: nothing but digits and signs within quotation marks.
fn is_quoted(chars: &Chars, at: usize, end: usize) -> bool {
    let opens = matches!(chars.before(at), '“' | '"' | '‘' | '「');
    let end = chars.skip_while(end, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '·' | '/' | 'X' | 'N'));
    opens && matches!(chars.get(end), '”' | '"' | '’' | '」')
}

/// `5+5`, `1+X`, `3·15`, `9·11`.
fn is_signed_pair(chars: &Chars, at: usize) -> bool {
    let end = digits_end(chars, at);
    end > at && end - at <= 2 && matches!(chars.get(end), '+' | '·') && chars.get(end + 1).is_ascii_alphanumeric()
}

/// `歼-20`: a dash between a letter and a number without unit. Begins at the dash.
fn model(chars: &Chars, at: usize) -> Option<usize> {
    const VERBS: &[char] = &['为', '是', '达', '至', '到', '在', '由', '从', '约', '即', '以', '于', '和', '与', '比'];
    let end = digits_end(chars, at + 1);
    let before = chars.before(at);
    let han = ('\u{4e00}'..='\u{9fff}').contains(&before) && !VERBS.contains(&before);
    (chars.get(at) == '-' && han && (1..=3).contains(&(end - at - 1)) && is_bare(chars, end)).then_some(end)
}

/// `90后`, `00后`.
fn is_generation(chars: &Chars, at: usize, end: usize) -> bool {
    end - at == 2 && chars.get(end) == '后' && chars.get(at + 1) == '0' && !chars.get(end + 1).is_ascii_digit()
}

/// Whether no multiplier, point or unit follows a number.
fn is_bare(chars: &Chars, end: usize) -> bool {
    let next = chars.skip_spaces(end);
    chars.get(end) != '.' && numeral::multiplier(chars, next).is_none() && units::read(chars, next).is_none()
}

/// `表1-1`, `图2-3`, `附表3`: the number of a table or picture.
fn is_exhibit(chars: &Chars, at: usize) -> bool {
    const EXHIBITS: &[&str] = &["图", "表", "附表", "附图", "续表"];
    let before = EXHIBITS.iter().any(|word| chars.ends(at, word)) && !chars.ends(at, "地图") && !chars.ends(at, "代表");
    let end = chars.skip_while(digits_end(chars, at), |c| c.is_ascii_digit() || matches!(c, '-' | '—' | '.'));
    before
        && end - at <= 7
        && units::read(chars, chars.skip_spaces(end)).is_none()
        && numeral::multiplier(chars, end).is_none()
}

fn is_coordinate(chars: &Chars, end: usize) -> bool {
    let end = chars.skip_while(end, |c| c.is_ascii_digit() || c == '.');
    chars.get(end) == '°' && !matches!(chars.get(end + 1), 'C' | 'c') || matches!(chars.get(end), '′' | '″')
}

/// `5G`, `3D`, `4A级`: letters that are no unit.
fn is_lettered(chars: &Chars, end: usize) -> bool {
    chars.get(end).is_ascii_alphabetic() && units::read(chars, end).is_none()
}

fn is_numbered(chars: &Chars, at: usize, end: usize) -> bool {
    let before = BEFORE.iter().any(|word| chars.ends(at, word) && !is_measured(chars, end, word));
    let after = chars.any(end, AFTER).is_some_and(|(word, _)| word != "师" || !chars.is(end, "师生"));
    let dotted = chars.get(end) == '.' && chars.is(digits_end(chars, end + 1), "版");
    before || end > at && after || dotted
}

/// `工业100亿元`, `双3.5%`: a word that makes names stands before a plain quantity. After 热线 and the like never.
fn is_measured(chars: &Chars, end: usize, word: &str) -> bool {
    if !matches!(word, "工业" | "双" | "国道" | "《" | "热线") {
        return false;
    }
    let end = if chars.get(end) == '.' { digits_end(chars, end + 1) } else { end };
    let next = chars.skip_spaces(end);
    numeral::multiplier(chars, next).is_some() || units::read(chars, next).is_some()
}
