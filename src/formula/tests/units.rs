//! Units of formulas: what fits, what does not, and how it is said.

use super::super::{parse, unit_of};
use super::World;

fn world() -> World {
    World::new()
        .data("money 全国 亿元 2016=1")
        .data("people 全国 万人 2016=1")
        .data("homes 全国 户 2016=1")
        .data("rate 全国 % 2016=1")
        .data("area 全国 公顷 2016=1")
        .data("mu 全国 亩 2016=1")
}

#[test]
fn units_follow_the_algebra() {
    for (formula, unit) in [
        ("money", "亿元"),
        ("money + money", "亿元"),
        ("area + mu", "公顷"),
        ("money / people", "元/人"),
        ("per(money, homes)", "元/户"),
        ("money * 2", "元"),
        ("growth(money)", "%"),
        ("share(people, people)", "%"),
        ("points(rate)", "个百分点"),
        ("times(money)", "倍"),
        ("index(money, base: 2010)", ""),
        ("change(money)", "亿元"),
        ("rank(money)", "位"),
        ("pull(money)", "个百分点"),
        ("deflate(money, 104)", "%"),
        ("cagr(people, from: 2012)", "%"),
        ("money > money", ""),
        ("area ^ 2", "公顷^2"),
    ] {
        let found = unit_of(&parse(formula).expect(formula), &world()).expect(formula);
        assert_eq!(found.to_string(), unit, "{formula}");
    }
}

#[test]
fn units_that_do_not_fit_are_named() {
    let told = |formula: &str| {
        let problem = unit_of(&parse(formula).expect(formula), &world()).expect_err(formula);
        format!("{formula}: «{}» {}", &formula[problem.span.clone()], problem.message)
    };
    let wrong = [
        "money + homes",
        "people - homes",
        "points(money)",
        "share(money, people)",
        "homes < people",
        "money ^ 0.5",
        "2 ^ money",
        "deflate(money, homes)",
        "deflate(money, rate)",
        "points(people / people)",
        "points(index(money, base: 2012))",
        "growth(money[year: 2016])",
        "change(5)",
        "pull(money, money[year: 2015])",
        "sum(money, areas: [东, 全国])",
    ];
    insta::assert_snapshot!(wrong.map(told).join("\n"));
}
