//! Chinese: 万 and 亿 beside Arabic digits, where 多 stands, the verbs of change.
//!
//! Where 多 and 余 stand: as the data file's own text has them (20多万); else, behind a number that ends in 0, before the
//! multiplier (2800多万元) or the measure word (1500多名); behind another number, after the multiplier (8万多人) or after the
//! unit (3年多). A number that was cut off here stands by what was cut: 10.9万 is 10万多, 2853万 is 2800多万.
//! A number with decimals takes neither.

use crate::book::Period;
use crate::findings::Problem;
use crate::formula::{NoValue, Turn};
use crate::ingest::Status;
use crate::quantity::{Multiplier, Unit};

use super::super::number::{Amount, Beyond, Number, Numerals, Written, repeats_in_range};
use super::super::round::Rounded;
use super::numerals_zh::chinese;
use super::{Claim, Datum, Elsewhere, Movement, Remark, Sign, TableWords, Wording};

/// Hedges that stand inside the number.
const INSIDE: [&str; 2] = ["多", "余"];
/// Hedges that stand behind it.
const BEHIND: [&str; 6] = ["以上", "以下", "以内", "左右", "上下", "有余"];
/// Hedges that stand before it; any other does as well.
const BEFORE: [&str; 13] =
    ["超过", "约", "近", "逾", "大约", "将近", "接近", "不足", "不到", "至少", "最多", "超", "突破"];

const TABLE: TableWords = TableWords {
    years: "年份",
    areas: "地区",
    indicators: "指标",
    total: "合计",
    level: "数值",
    change: "比上年增减",
    growth: "比上年增长",
    share: "比重",
    rank: "位次",
    signs: [
        "“…”表示数据不足本表最小单位数",
        "空格表示数据不详或无该项数据",
        "“-”表示该项不适用",
        "“|”表示口径变动，前后不可比",
    ],
    around_signs: ["表中", "；", "。"],
    unit: "单位",
    notes: "注",
};

/// Chinese.
pub(super) struct Chinese;

impl Wording for Chinese {
    fn number(&self, number: &Number) -> Result<Written, Problem> {
        let hedge = number.hedge.as_deref().unwrap_or_default();
        let token = match &number.amount {
            Amount::Range(low, high) => range(low, high, number)?,
            Amount::One(value) if INSIDE.contains(&hedge) => loose(value, hedge, number)?,
            Amount::One(value) => format!("{}{}", digits(value, number)?, unit_text(number)),
        };
        let (mut before, mut after) = (String::new(), String::new());
        match hedge {
            inside if INSIDE.contains(&inside) => {}
            behind if BEHIND.contains(&behind) => behind.clone_into(&mut after),
            other => other.clone_into(&mut before),
        }
        Ok(Written { hedge: before, token, after })
    }

    fn movement(&self, movement: Movement, sign: Sign) -> &'static str {
        match (movement, sign) {
            (_, Sign::Flat) => "持平",
            (Movement::Growth, Sign::Up) => "增长",
            (Movement::Change, Sign::Up) => "增加",
            (Movement::Points, Sign::Up) => "提高",
            (Movement::Change, Sign::Down) => "减少",
            (Movement::Growth | Movement::Points, Sign::Down) => "下降",
        }
    }

    fn period(&self, period: Period) -> String {
        format!("{period}年")
    }

    fn times(&self, base: i32, previous: bool) -> String {
        if previous { "是上年的".to_owned() } else { format!("是{base}年的") }
    }

    fn doubled(&self, n: u32) -> String {
        match n {
            1 => "翻番".to_owned(),
            _ => format!("翻{}番", chinese(&n.into(), true).unwrap_or_else(|| n.to_string())),
        }
    }

    fn share(&self) -> &'static str {
        "占"
    }

    fn completion(&self) -> &'static str {
        "完成目标任务的"
    }

    fn streak(&self, years: usize, verb: &str) -> Claim {
        ("连续".to_owned(), format!("{years}年"), verb.to_owned())
    }

    fn rank(&self, rank: &str, tied: bool) -> Claim {
        let word = if tied { "并列" } else { "居" };
        (word.to_owned(), format!("第{rank}位"), String::new())
    }

    fn extreme(&self, since: i32, highest: bool) -> Claim {
        (format!("为{since}年以来"), if highest { "最高" } else { "最低" }.to_owned(), String::new())
    }

    fn missing(&self, indicator: &str, area: &str, period: &str) -> String {
        format!("缺{period}{area}{indicator}所需的数据")
    }

    fn pending(&self) -> &'static str {
        "【待补】"
    }

    fn is_whole(&self, hedge: &str) -> bool {
        INSIDE.contains(&hedge)
    }

    fn more(&self) -> &'static str {
        "多"
    }

    fn about(&self) -> &'static str {
        "约"
    }

    fn growth_series(&self, of: Option<&str>) -> String {
        format!("{}比上年增长", of.unwrap_or_default())
    }

    fn series(&self, indicator: &str, area: &str) -> String {
        format!("{indicator}（{area}）")
    }

    fn absence(&self, none: &NoValue) -> String {
        let text = match none {
            NoValue::ZeroBase => "基数为零，不计算",
            NoValue::NegativeBase(Turn::ToPositive) => "由负转正，不计算增长速度",
            NoValue::NegativeBase(Turn::ToNegative) => "由正转负，不计算增长速度",
            NoValue::NegativeBase(_) => "基数为负，不计算增长速度",
            NoValue::MissingBase { .. } => "无基期数据",
            NoValue::MissingCurrent { .. } => "无数据",
            NoValue::NotComparable { .. } => "口径不可比",
            NoValue::NotANumber { .. } => self.no_number(),
        };
        text.to_owned()
    }

    fn no_number(&self) -> &'static str {
        "不是可计算的数"
    }

    fn table(&self) -> &'static TableWords {
        &TABLE
    }

    fn of_year(&self, words: &str, year: i32) -> String {
        format!("{year}年{words}")
    }

    fn marked(&self, other: Option<&Elsewhere<'_>>, status: Status, note: Option<&str>) -> String {
        let note = note.map_or(String::new(), |note| format!("：{note}"));
        let what = match status {
            Status::A => "正常值",
            Status::B => "口径变动后的数",
            Status::E => "估计数",
            Status::I => "反推数",
            Status::M => "不可能存在的数",
            Status::O => "缺数",
            Status::P => "初步数",
            Status::V => "未经核实的数",
        };
        let of = other.map_or(String::new(), |Elsewhere { period, area, indicator }| {
            let period = period.map(|period| format!("{period}年")).unwrap_or_default();
            format!("所用{period}{}{}数据为", area.unwrap_or_default(), indicator.unwrap_or_default())
        });
        format!("{of}{what}{note}")
    }

    fn remark(&self, remark: &Remark<'_>) -> String {
        let with = |note: Option<&str>| note.map_or(String::new(), |note| format!("：{note}"));
        match remark {
            Remark::ComparableBase { name, year, published: Some(published), used } => {
                format!("按可比口径计算：{year}年{name}可比基数为{used}，公布数为{published}")
            }
            Remark::ComparableBase { name, year, published: None, used } => {
                format!("按可比口径计算：{year}年{name}可比基数为{used}")
            }
            Remark::RevisedBase { name, year, old, new } => {
                format!("{year}年{name}由{old}修订为{new}，按修订数计算")
            }
            Remark::Incomplete { what } => format!("未计入：{what}"),
            Remark::Status { status, datum: Datum { name, period, recorded }, note } => {
                let meaning = match status {
                    Status::I => "为反推数，据此计算的结果不作佐证",
                    Status::V => "未经核实",
                    Status::P => "为初步数",
                    Status::E => "为估计数",
                    Status::A | Status::B | Status::M | Status::O => "",
                };
                format!("{period}年{name}{recorded}{meaning}{}", with(*note))
            }
            Remark::Hedged { hedge } => format!("所据数带“{hedge}”字"),
            Remark::Cited { chapter } => format!("引自《{chapter}》"),
        }
    }

    fn ends_in_hedge(&self, text: &str) -> bool {
        BEFORE.iter().any(|hedge| text.ends_with(hedge))
    }
}

/// `1.89`, `一千二百`.
fn digits(value: &Rounded, number: &Number) -> Result<String, Problem> {
    if number.numerals == Numerals::Arabic {
        return Ok(value.to_string());
    }
    let measured = number.unit.multiplier() != Multiplier::One || !number.unit.symbol().is_empty();
    value.integer().and_then(|integer| chinese(&integer, measured)).ok_or_else(|| {
        Problem::new(format!("`numerals=\"zh\"` writes whole numbers below 10^16, found {value}"))
            .hint("leave `numerals` out: numbers with decimals are written in Arabic digits (GB/T 15835-2011)")
    })
}

fn unit_text(number: &Number) -> String {
    let symbol = if number.symbol { number.unit.symbol() } else { "" };
    format!("{}{symbol}", number.unit.multiplier().symbol())
}

/// `2800多万元`, `8万多人`, `3年多`.
fn loose(value: &Rounded, hedge: &str, number: &Number) -> Result<String, Problem> {
    let Some(integer) = value.integer() else {
        let unit = unit_text(number);
        return Err(Problem::new(format!("a number with decimals takes no `{hedge}`: {value}{unit}{hedge}"))
            .hint("print fewer decimals (`decimals=0`), or take another hedge such as 约 or 超过"));
    };
    let (figures, multiplier) = (digits(value, number)?, number.unit.multiplier().symbol());
    let symbol = if number.symbol { number.unit.symbol() } else { "" };
    let round = (&integer % num_bigint::BigInt::from(10)) == 0.into();
    Ok(match place(hedge, number, round) {
        Place::BeforeMultiplier => format!("{figures}{hedge}{multiplier}{symbol}"),
        Place::BeforeSymbol => format!("{figures}{multiplier}{hedge}{symbol}"),
        Place::Last => format!("{figures}{multiplier}{symbol}{hedge}"),
    })
}

enum Place {
    BeforeMultiplier,
    BeforeSymbol,
    Last,
}

fn place(hedge: &str, number: &Number, round: bool) -> Place {
    let multiplier = number.unit.multiplier().symbol();
    let plain = multiplier.is_empty();
    let raw = number.raw.as_deref().unwrap_or_default();
    if !plain && raw.contains(&format!("{hedge}{multiplier}")) {
        return Place::BeforeMultiplier;
    }
    if !plain && raw.contains(&format!("{multiplier}{hedge}")) {
        return Place::BeforeSymbol;
    }
    if number.unit.is_rate() {
        return Place::Last;
    }
    let behind_digits = number.beyond.map_or(round, |beyond| beyond == Beyond::Units);
    match (behind_digits, plain) {
        (true, _) => Place::BeforeMultiplier,
        (false, false) => Place::BeforeSymbol,
        (false, true) => Place::Last,
    }
}

/// `3~4名`, `13万元~17万元`, `15%~30%`.
fn range(low: &Rounded, high: &Rounded, number: &Number) -> Result<String, Problem> {
    if let Some(hedge) = number.hedge.as_deref().filter(|hedge| INSIDE.contains(hedge)) {
        return Err(
            Problem::new(format!("a range takes no `{hedge}`: {low}~{high}")).hint("remove the qualifier or the range")
        );
    }
    if number.numerals == Numerals::Chinese {
        return Err(Problem::new(format!("`numerals=\"zh\"` writes no ranges, found {low}~{high}"))
            .hint("leave `numerals` out: ranges are written in Arabic digits"));
    }
    let unit = unit_text(number);
    let first = if repeats(&number.unit, number.symbol) { unit.as_str() } else { "" };
    Ok(format!("{low}{first}~{high}{unit}"))
}

fn repeats(unit: &Unit, symbol: bool) -> bool {
    repeats_in_range(unit) && (symbol || unit.multiplier() != Multiplier::One)
}
