//! The larger book: four counties that make a city, ten years, crops that make the grain harvest, a secretary in every
//! village, shares that make 100; and values that stand alone.

use super::rng::Rng;

pub(super) const AREAS: [&str; 4] = ["甲县", "乙县", "丙县", "丁县"];
pub(super) const CITY: &str = "某市";
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2007..=2016;
pub(super) const CROPS: [(&str, &str); 3] = [("rice", "水稻产量"), ("wheat", "小麦产量"), ("maize", "玉米产量")];

/// A row of data: digits, decimals, multiplier (a power of ten) and unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Datum {
    pub(super) indicator: String,
    pub(super) area: String,
    pub(super) year: i32,
    pub(super) digits: String,
    pub(super) unit: String,
}

impl Datum {
    pub(super) fn line(&self) -> String {
        format!("{},{},{},{},{}\n", self.indicator, self.area, self.year, self.digits, self.unit)
    }

    fn new(indicator: &str, area: &str, year: i32, digits: String, unit: &str) -> Self {
        Self { indicator: indicator.into(), area: area.into(), year, digits, unit: unit.into() }
    }
}

/// `12345` → `123.45`
fn decimal(value: i64, decimals: u32) -> String {
    let one = 10_i64.pow(decimals);
    if decimals == 0 {
        value.to_string()
    } else {
        format!("{}.{:0width$}", value / one, value % one, width = decimals as usize)
    }
}

/// A series that grows by 3 to 6 % a year, with a scatter of half a per cent.
fn series(rng: &mut Rng, start: i64) -> Vec<i64> {
    let growth = 1030 + i64::try_from(rng.below(30)).expect("small");
    let mut level = start * 1000;
    YEARS
        .map(|_| {
            level = level * growth / 1000;
            let scatter = 9975 + i64::try_from(rng.below(50)).expect("small");
            level / 1000 * scatter / 10_000
        })
        .collect()
}

/// All rows of the book.
pub(super) fn rows() -> Vec<Datum> {
    let mut rng = Rng::new(2016);
    let mut rows = Vec::new();
    let mut city = [0_i64; 4].map(|_| vec![0_i64; 10]);
    for (number, area) in AREAS.iter().enumerate() {
        let start = 6000 + 2000 * i64::try_from(number).expect("small");
        let crops = [series(&mut rng, start), series(&mut rng, start / 2), series(&mut rng, start / 3)];
        let households = series(&mut rng, start * 7);
        for (index, year) in YEARS.enumerate() {
            let values = [crops[0][index], crops[1][index], crops[2][index], households[index]];
            push(&mut rows, area, year, values);
            values.iter().enumerate().for_each(|(which, value)| city[which][index] += value);
        }
    }
    for (index, year) in YEARS.enumerate() {
        push(&mut rows, CITY, year, [city[0][index], city[1][index], city[2][index], city[3][index]]);
    }
    for number in 0..40 {
        let value = 1000 + i64::try_from(rng.below(9000)).expect("small");
        rows.push(Datum::new(&format!("alone_{number:02}x"), CITY, 2016, value.to_string(), "元"));
    }
    rows
}

/// The rows of one area and year.
fn push(rows: &mut Vec<Datum>, area: &str, year: i32, [rice, wheat, maize, households]: [i64; 4]) {
    let grain = rice + wheat + maize;
    for ((id, _), value) in CROPS.iter().zip([rice, wheat, maize]) {
        rows.push(Datum::new(id, area, year, decimal(value, 2), "万吨"));
        let share = (value * 10_000 / grain + 5) / 10;
        rows.push(Datum::new(&format!("{id}_share"), area, year, decimal(share, 1), "%"));
    }
    rows.push(Datum::new("grain", area, year, decimal(grain, 2), "万吨"));
    rows.push(Datum::new("households", area, year, households.to_string(), "户"));
    let villages = (households / 400).to_string();
    if area != CITY {
        rows.push(Datum::new("villages", area, year, villages.clone(), "个"));
        rows.push(Datum::new("secretaries", area, year, villages, "名"));
    }
}

/// The book's own files, without data and chapters.
pub(super) fn yaml(chapters: &str) -> String {
    let parts: String = AREAS.iter().map(|area| format!("  - {{id: {area}, part_of: {CITY}}}\n")).collect();
    format!(
        "title: 试书\narea: {CITY}\nyear: 2016\nyears: {{from: 2007, to: 2020}}\nareas:\n  - {CITY}\n{parts}\
         datasets:\n  - file: data/a.csv\nchapters: [{chapters}]\n"
    )
}

/// Names and declared checks.
pub(super) fn indicators() -> String {
    let crops: String = CROPS
        .iter()
        .map(|(id, name)| format!("  - {{id: {id}, name: {name}}}\n  - {{id: {id}_share, name: {}比重}}\n", &name[..6]))
        .collect();
    format!(
        "indicators:\n{crops}  - {{id: grain, name: 粮食产量}}\n  - {{id: households, name: 农户数}}\n\
         checks:\n  - {{id: crops, total: grain, parts: [rice, wheat, maize]}}\n  \
         - {{id: structure, total: 100%, parts: [rice_share, wheat_share, maize_share]}}\n  \
         - {{id: secretary, that: secretaries == villages, counts: true}}\n"
    )
}
