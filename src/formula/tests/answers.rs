//! Values and outcomes: published rates, identities, and every reason why there is no value.

use super::World;
use crate::ingest::Status;

/// National rural poverty, as published (10⁴ persons; %; yuan).
fn poverty() -> World {
    World::new()
        .data(
            "poor 全国 万人 2011=12238 2012=9899 2013=8249 2014=7017 2015=5575 2016=4335 2017=3046 2018=1660 2019=551",
        )
        .data("poor 东 万人 2018=147 2019=47")
        .data("poor 西 万人 2018=1513 2019=504")
        .data("rate 全国 % 2012=10.2 2018=1.7 2019=0.6")
        .data("income 全国 元 2016=8452 2017=9377~8483 2018=10371")
}

#[test]
fn published_rates_come_out() {
    let world = poverty();
    for (formula, year, begins) in [
        ("growth(poor)", 2012, "-0.1911"),
        ("growth(poor)", 2013, "-0.1666"),
        ("growth(poor)", 2014, "-0.1493"),
        ("growth(poor)", 2016, "-0.2224"),
        ("growth(poor)", 2019, "-0.6680"),
        ("points(rate, base: 2012)", 2019, "-0.096"),
        ("change(income)", 2017, "894"),
        ("growth(income)", 2017, "0.1053"),
        ("growth(income)", 2018, "0.1060"),
        ("change(poor)", 2016, "-12400000"),
    ] {
        let answer = world.answer(formula, "全国", year);
        assert!(answer.starts_with(begins), "{formula} {year}: {answer}");
    }
}

#[test]
fn functions_have_their_hand_computed_answers() {
    let world = World::new()
        .data("x 全国 元 2012=100 2013=110 2014=121 2016=400")
        .data("x 东 元 2012=30 2013=33 2014=60")
        .data("x 西 元 2012=70 2013=77 2014=61")
        .data("p 全国 _ 2013=104")
        .data("plan 全国 元 2012—2016=1000");
    for (formula, area, year, answer) in [
        ("times(x, base: 2014)", "全国", 2016, "3.305785123…"),
        ("ratio(x, x[year: 2012])", "全国", 2014, "1.21"),
        ("index(x, base: 2012)", "全国", 2014, "121"),
        ("index(x, base: 2012)", "全国", 2012, "100"),
        ("cagr(x, from: 2012)", "全国", 2014, "0.1"),
        ("cagr(x, from: 2012, to: 2014)", "全国", 2016, "0.1"),
        ("cumulative(x, from: 2012)", "全国", 2014, "331"),
        ("mean(x, from: 2012)", "全国", 2014, "110.333333333…"),
        ("mean(x, from: -1)", "全国", 2014, "115.5"),
        ("sum(x)", "全国", 2013, "110"),
        ("sum(x, areas: [东])", "全国", 2014, "60"),
        ("share(x)", "东", 2012, "0.3"),
        ("rank(x)", "东", 2014, "2"),
        ("rank(x, order: ascending)", "东", 2014, "1"),
        ("contribution(x)", "西", 2013, "0.7"),
        ("pull(x)", "东", 2013, "0.03"),
        ("deflate(x, p)", "全国", 2013, "0.057692307…"),
        ("x[area: 东] + x[area: 西]", "全国", 2014, "121"),
        ("x[year: -1]", "全国", 2014, "110"),
        ("x / plan[year: 2012—2016]", "全国", 2016, "0.4"),
        ("x ^ 0.5", "全国", 2014, "11"),
        ("x == 121", "全国", 2014, "1"),
        ("x < 121", "全国", 2014, "0"),
        ("-x", "全国", 2014, "-121"),
    ] {
        assert_eq!(world.answer(formula, area, year), answer, "{formula}@{area}@{year}");
    }
}

#[test]
fn contributions_and_pulls_add_up() {
    let world = poverty();
    let value = |formula: &str, area: &str| world.evaluate(formula, area, 2019).value().cloned().expect(formula);
    let parts = &value("contribution(poor)", "东") + &value("contribution(poor)", "西");
    assert_eq!(parts, crate::quantity::Exact::one());
    let pulls = &value("pull(poor)", "东") + &value("pull(poor)", "西");
    assert_eq!(pulls, value("growth(poor)", "全国"));
}

#[test]
fn every_reason_for_no_value_is_typed() {
    let world = World::new()
        .data("x 全国 元 2012=0 2013=5 2014=_ 2015=7 2016=8!B 2017=9")
        .data("n 全国 元 2012=-5 2013=4 2014=-3 2015=-2 2016=-6 2017=-6")
        .data("w 全国 元 2013=翻番 2014=…")
        .data("h 全国 元 2013=100?多 2014=200")
        .formula("computed", "h * 2")
        .formula("inherits", "h * 2")
        .hedged("inherits");
    let asked = [
        ("growth(x)", 2013),
        ("growth(x)", 2014),
        ("growth(x)", 2015),
        ("growth(x)", 2016),
        ("growth(x, base: 2015)", 2017),
        ("growth(x)", 2017),
        ("growth(x, base: 2017)", 2017),
        ("growth(n)", 2013),
        ("growth(n)", 2014),
        ("growth(n)", 2015),
        ("growth(n)", 2016),
        ("growth(n)", 2017),
        ("change(n)", 2014),
        ("x", 2019),
        ("x / 0", 2013),
        ("w * 2", 2013),
        ("w", 2014),
        ("h * 2", 2013),
        ("h", 2013),
        ("computed", 2013),
        ("inherits", 2013),
        ("sum(x)", 2013),
        ("share(x)", 2013),
        ("cumulative(x, from: 2013)", 2015),
        ("mean(x, from: 2015, to: 2014)", 2015),
        ("cagr(x, from: 2017)", 2017),
    ];
    let told = asked.map(|(formula, year)| format!("{formula} {year} → {}", world.answer(formula, "全国", year)));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_base_is_the_year_before_and_never_the_row_before() {
    let world = World::new().data("x 全国 元 2012=100 2014=200");
    assert!(world.answer("growth(x)", "全国", 2014).starts_with("missing_base"));
}

#[test]
fn bases_are_noted_and_statuses_kept() {
    let world = World::new().data("x 全国 元 2012=100<90 2013=110!I 2014=120~115");
    let revised = world.evaluate("growth(x)", "全国", 2013);
    insta::assert_debug_snapshot!(revised.notes);
    assert!(revised.statuses.contains(&Status::I));
    let comparable = world.evaluate("growth(x)", "全国", 2014);
    insta::assert_debug_snapshot!(comparable.notes);
    // Over two years there is no comparable base, so the published one counts.
    assert!(world.evaluate("growth(x, base: 2012)", "全国", 2014).notes.len() == 1);
}

#[test]
fn roots_are_as_narrow_as_asked_and_no_narrower_than_true() {
    let world = poverty();
    let root = world.evaluate("cagr(poor, from: 2012)", "全国", 2019);
    let value = root.value().expect("a value");
    assert!(value.as_rational().is_none());
    assert!(value.to_string().starts_with("-0.338"), "{value}");
}

#[test]
fn explanations_show_the_rule_and_the_numbers() {
    let world = poverty()
        .data("fund 全国 万元 2015=4797 2016=18900")
        .formula("rise", "growth(fund)")
        .data("loss 全国 万元 2018=-5 2019=-7")
        .data("about 全国 户 2019=30?约")
        .data("much 全国 万元 2019=2800?多")
        .data("eight 全国 万人 2019=8?多")
        .data("more 全国 户 2019=200?以上")
        .data("none 全国 户 2018=1")
        .formula("twice", "rise * 2");
    let asked = [
        ("growth(fund)", "全国", 2016),
        ("rise", "全国", 2016),
        ("twice", "全国", 2016),
        ("share(poor)", "东", 2019),
        ("contribution(poor)", "东", 2019),
        ("pull(poor)", "西", 2019),
        ("growth(income)", "全国", 2017),
        ("cagr(poor, from: 2012)", "全国", 2019),
        ("index(poor, base: 2012)", "全国", 2019),
        ("mean(poor, from: 2017)", "全国", 2019),
        ("sum(poor)", "全国", 2019),
        ("rank(poor)", "东", 2019),
        ("(poor - poor[year: -1]) / poor[year: 2012]", "全国", 2019),
        ("poor / (poor / poor)", "全国", 2019),
        ("poor - (poor - poor)", "全国", 2019),
        ("rise[area: 东]", "全国", 2016),
        ("poor[area: 东] * 2", "全国", 2019),
        ("growth(income[area: 全国])", "东", 2017),
        ("loss - loss[year: -1] + 2 * loss", "全国", 2019),
        ("loss ^ 2 - -loss", "全国", 2019),
        ("about + much + more + eight", "全国", 2019),
        ("rise / none", "全国", 2019),
    ];
    let told = asked.map(|(formula, area, year)| {
        let (rule, filled) = world.explained(formula, area, year);
        format!("{formula}\n  {rule}\n  {filled}")
    });
    insta::assert_snapshot!(told.join("\n"));
}
