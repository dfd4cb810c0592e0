//! What two years must have in common to be compared, and which bases are used; hedges on their way up.

use super::super::Note;
use super::World;

#[test]
fn a_break_in_any_series_that_is_read_makes_years_incomparable() {
    let world = World::new()
        .data("income 全国 元 2013=10 2014=11 2015=12!B 2016=13 2017=14")
        .data("people 全国 人 2012=2 2013=2 2014=2 2015=2 2016=2 2017=2")
        .data("money 全国 元 2013=20 2014=20 2015=20 2016=20 2017=20")
        .data("money 东 元 2014=5 2015=5 2016=5")
        .data("money 西 元 2014=15 2015=15!B 2016=15")
        .formula("average", "income / people")
        .formula("twice", "average * 2");
    for (formula, area, year, broken) in [
        ("growth(income)", "全国", 2015, true),
        ("growth(income)", "全国", 2016, false),
        ("growth(average)", "全国", 2015, true),
        ("growth(average)", "全国", 2016, false),
        ("change(twice, base: 2014)", "全国", 2017, true),
        ("change(twice, base: 2015)", "全国", 2017, false),
        ("cagr(average, from: 2013)", "全国", 2016, true),
        ("index(average, base: 2016)", "全国", 2014, true),
        ("index(average, base: 2016)", "全国", 2015, false),
        ("growth(people + people[year: -1] + income[year: -1] * 0 / income[year: -1])", "全国", 2016, true),
        ("change(people / income[year: -1])", "全国", 2015, false),
        ("change(people / income[year: -1])", "全国", 2016, true),
        ("change(people / income[year: 2015])", "全国", 2015, false),
        ("growth(sum(money))", "全国", 2015, true),
        ("growth(sum(money))", "全国", 2016, false),
        ("growth(money)", "全国", 2015, false),
        ("growth(sum(money, areas: [东]))", "全国", 2015, false),
        ("growth(share(money))", "东", 2015, false),
        ("growth(share(money))", "西", 2015, true),
        ("growth(money[area: 西])", "东", 2015, true),
        ("contribution(money)", "西", 2015, true),
        ("pull(average, income)", "全国", 2015, true),
    ] {
        let told = world.answer(formula, area, year);
        assert_eq!(told.starts_with("not_comparable"), broken, "{formula}@{area}@{year}: {told}");
    }
}

#[test]
fn revised_bases_are_noted_wherever_they_are_read() {
    let world = World::new()
        .data("x 全国 元 2014=100<90 2015=110 2016=121")
        .data("x 东 元 2014=40 2015=44")
        .data("y 全国 人 2014=1 2015=1<2 2016=1")
        .formula("average", "x / y");
    let revised = |formula: &str, area: &str, year: i32| {
        let notes = world.evaluate(formula, area, year).notes;
        let told = notes.into_iter().map(|note| match note {
            Note::RevisedBase { of, old, new } => format!("{}@{}: {old} → {new}", of.indicator, of.period),
            other => format!("{other:?}"),
        });
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(revised("growth(x)", "全国", 2015), "x@2014: 90元 → 100元");
    assert_eq!(revised("growth(average)", "全国", 2015), "x@2014: 90元 → 100元");
    assert_eq!(revised("growth(average)", "全国", 2016), "y@2015: 2人 → 1人");
    assert_eq!(revised("pull(x)", "东", 2015), "x@2014: 90元 → 100元");
    assert_eq!(revised("x", "全国", 2014), "");
}

#[test]
fn a_comparable_base_is_used_where_the_year_before_is_the_base() {
    let world = World::new()
        .data("x 全国 元 2015=100 2016=110~88 2017=121")
        .data("x 东 元 2015=50 2016=60~44")
        .data("p 全国 _ 2016=100");
    for (formula, area, year, answer) in [
        ("growth(x)", "全国", 2016, "0.25"),
        ("change(x)", "全国", 2016, "22"),
        ("times(x)", "全国", 2016, "1.25"),
        ("growth(x[area: 全国])", "东", 2016, "0.25"),
        ("growth(x, base: 2015)", "全国", 2016, "0.25"),
        ("contribution(x)", "东", 2016, "0.727272727…"),
        ("pull(x)", "东", 2016, "0.181818181…"),
        ("deflate(x, p)", "全国", 2016, "0.25"),
        ("growth(x)", "全国", 2017, "0.1"),
        ("growth(x, base: 2015)", "全国", 2017, "0.21"),
    ] {
        assert_eq!(world.answer(formula, area, year), answer, "{formula}@{area}@{year}");
    }
}

#[test]
fn a_base_lies_before_and_is_a_year_as_the_other_is() {
    let world = World::new().data("x 全国 元 2014=100 2016=110 2014—2016=300");
    for (formula, answer) in [
        ("growth(x, base: 2016)", "not_comparable: not comparable: the base year 2016 of x is later than 2014"),
        ("change(x, base: +2)", "not_comparable: not comparable: the base year 2016 of x is later than 2014"),
        ("index(x, base: 2016)", "90.909090909…"),
        (
            "(growth(x))[year: 2014—2016]",
            "not_comparable: not comparable: x of all years of 2014—2016 cannot be compared with 2015 alone",
        ),
        ("(x)[year: 2014—2016]", "300"),
        ("(x[year: 0])[year: 2014—2016]", "110"),
        ("(x[year: -2])[year: 2014—2016]", "100"),
    ] {
        assert_eq!(world.answer(formula, "全国", 2014), answer, "{formula}");
    }
}

#[test]
fn a_hedge_passes_only_through_what_takes_it() {
    let world = World::new()
        .data("h 全国 元 2015=90 2016=100?多")
        .data("x 全国 元 2015=10 2016=20")
        .formula("plain", "h * 2")
        .formula("taking", "h * 2")
        .formula("above", "taking + x")
        .formula("all", "taking + x")
        .formula("mixed", "plain + x")
        .hedged("taking")
        .hedged("all")
        .hedged("mixed");
    let hedge = |formula: &str| {
        let evaluation = world.evaluate(formula, "全国", 2016);
        evaluation.value().map(|value| format!("{}{value}", evaluation.hedge.clone().unwrap_or_default()))
    };
    for (formula, told) in [
        ("h", Some("多100")),
        ("h[year: -1]", Some("90")),
        ("plain", None),
        ("taking", Some("多200")),
        ("taking[year: 0]", Some("多200")),
        ("above", None),
        ("all", Some("多220")),
        ("mixed", None),
        ("taking + 0", None),
        ("growth(h)", None),
    ] {
        assert_eq!(hedge(formula).as_deref(), told, "{formula}");
    }
    let accepted = world.evaluator().accept_hedged(true);
    let growth = super::parse("growth(h)").expect("read");
    let context = super::Context { area: "全国".into(), period: super::Period::Year(2016) };
    assert_eq!(accepted.evaluate(&growth, &context).hedge.as_deref(), Some("多"));
}

#[test]
fn what_is_missing_is_named_in_full() {
    let world = World::new().data("x 全国 元 2010=1 2016=_").data("x 东 元 2016=1").data("x 西 元 2016=…");
    for (formula, area, told) in [
        ("rank(x)", "东", "missing_current: x@西@2016 is less than half the smallest unit (…)"),
        ("sum(x)", "全国", "missing_current: x@西@2016 is less than half the smallest unit (…)"),
        ("sum(x)", "外", "not_a_number: 外 has no parts to add up"),
        (
            "cumulative(x)",
            "全国",
            "missing_current: x@全国@2011 has no observation, x@全国@2012 has no observation, \
             x@全国@2013 has no observation, x@全国@2014 has no observation, x@全国@2015 has no observation, and 1 more",
        ),
        ("index(x, base: 2016)", "全国", "missing_current: x@全国@2016 is not available (blank)"),
        ("growth(sum(x))", "全国", "missing_current: x@西@2016 is less than half the smallest unit (…)"),
    ] {
        assert_eq!(world.answer(formula, area, 2016), told, "{formula}@{area}");
    }
}

#[test]
fn known_identities_of_the_trade_hold() {
    let world = World::new()
        .data("t 全国 _ 2015=4.12 2016=22.28")
        .data("d 全国 _ 2015=3.6 2016=7.2")
        .data("fund 全国 万元 2015=4797 2016=18900")
        .data("gdp 全国 亿元 2015=100 2016=110")
        .data("cpi 全国 _ 2016=102");
    for (formula, begins) in [
        ("growth(t)", "4.4077"),
        ("times(t)", "5.4077"),
        ("times(d)", "2"),
        ("growth(d)", "1"),
        ("growth(fund)", "2.939962476"),
        ("deflate(gdp, cpi)", "0.078431372"),
        ("(1 + growth(gdp)) / (cpi / 100) - 1 - deflate(gdp, cpi)", "0"),
    ] {
        let answer = world.answer(formula, "全国", 2016);
        assert!(answer.starts_with(begins), "{formula}: {answer}");
    }
}
