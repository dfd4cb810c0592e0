//! Figures against a handful of data.

use num_rational::BigRational;

use super::{Data, Datum, Match, against};
use crate::manuscript::reading::Reading;
use crate::quantity::Exact;

fn datum(id: &str, name: &str, year: i32, value: i64, class: &str) -> Datum {
    let (_, area) = id.split_once('@').unwrap_or((id, "全县"));
    Datum {
        id: id.into(),
        names: vec![name.into()],
        area: area.into(),
        years: (year, year),
        value: Exact::from(BigRational::from_integer(value.into())),
        class: class.into(),
    }
}

fn matches(text: &str, list: Vec<Datum>) -> Vec<(String, String)> {
    let areas = vec![("甲镇".into(), "甲镇".into()), ("乙镇".into(), "乙镇".into())];
    let data = Data::new(list, areas, "全县", 2016);
    let reading = Reading::new(text);
    let named = |number: &usize| data.list()[*number].id.clone();
    let told = |found: Match| match found {
        Match::Found(number) => named(&number),
        Match::NearMiss(number) => format!("near {}", named(&number)),
        Match::Ambiguous(numbers) => format!("one of {}", numbers.iter().map(named).collect::<Vec<_>>().join(", ")),
        Match::NotInTheData => "none".into(),
    };
    let found = against(&reading, &data).into_iter();
    found.map(|(at, found)| (reading.printed(&reading.mentions[at]).to_owned(), told(found))).collect()
}

fn check(text: &str, list: Vec<Datum>, expected: &[(&str, &str)]) {
    let found = matches(text, list);
    let expected: Vec<(String, String)> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn figures_are_found_missed_or_not_there() {
    let data = vec![
        datum("grain", "粮食总产量", 2016, 206_400, "吨1"),
        datum("grain-2015", "粮食总产量", 2015, 200_000, "吨1"),
        datum("visitors", "接待游客人数", 2016, 310_000, "人次1"),
    ];
    check(
        "2016年，全县粮食总产量20.64万吨。全年接待游客30万人次，建成公厕36座。",
        data,
        &[("20.64万吨", "grain"), ("30万人次", "near visitors"), ("36座", "none")],
    );
}

#[test]
fn the_area_last_named_decides() {
    let data = vec![
        datum("people@全县", "年末总人口", 2016, 52_000, "人1"),
        datum("people@甲镇", "年末总人口", 2016, 12_000, "人1"),
        datum("people@乙镇", "年末总人口", 2016, 13_000, "人1"),
    ];
    check(
        "年末总人口52000人。其中甲镇总人口12000人，乙镇总人口14000人。\n全县年末总人口53000人。",
        data,
        &[
            ("52000人", "people@全县"),
            ("12000人", "people@甲镇"),
            ("14000人", "near people@乙镇"),
            ("53000人", "near people@全县"),
        ],
    );
}

#[test]
fn two_of_one_name_and_value_are_ambiguous() {
    let data = vec![
        datum("schools", "小学学校数", 2016, 45, "所1"),
        datum("schools-private", "民办小学学校数", 2016, 45, "所1"),
        datum("hospitals", "医院数", 2016, 45, "个1"),
    ];
    check("2016年末有小学45所。", data, &[("45所", "schools")]);
    let same = vec![datum("a", "城区小学数", 2016, 45, "所1"), datum("b", "农村小学数", 2016, 45, "所1")];
    check("2016年末有城区小学、农村小学各45所。", same, &[("45所", "one of a, b")]);
}

#[test]
fn small_counts_need_their_name_and_falls_their_sign() {
    let data = vec![
        datum("bridges", "新建桥梁数", 2016, 3, "座1"),
        Datum {
            value: Exact::from(BigRational::new((-125).into(), 1000.into())),
            ..datum("growth", "农村贫困人口增长速度", 2016, 0, "%")
        },
    ];
    check(
        "新建水库3座，新建桥梁3座。农村贫困人口下降12.5%。",
        data,
        &[("3座", "none"), ("3座", "bridges"), ("12.5%", "growth")],
    );
}
