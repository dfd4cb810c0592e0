//! What would take all time, all memory or the whole stack is refused instead. Tests run on small stacks, as workers do.

use super::super::{parse, unit_of};
use super::World;

#[test]
fn long_formulas_fit_on_a_small_stack() {
    let world = World::new().data("x 全国 元 2016=2");
    let long = ["x"; 257].join(" + ");
    assert_eq!(world.answer(&long, "全国", 2016), "514");
    let expr = parse(&long).expect("256 operators");
    assert_eq!(unit_of(&expr, &world).expect("one unit").to_string(), "元");
    assert!(world.explained(&long, "全国", 2016).1.ends_with("2元 + 2元"));
    let longer = ["x"; 258].join(" + ");
    let problem = parse(&longer).expect_err("257 operators");
    assert_eq!(problem.message, "more than 256 operators in one formula");
    let selectors = format!("x{}", "[year: -1]".repeat(300));
    assert!(parse(&selectors).is_err());
}

#[test]
fn chains_of_indicators_end_before_the_stack_does() {
    for formula in
        ["{} + 1", "change({})", "rank({})", "share({}, {})", "mean({}, from: 0)", "sum({}, areas: [全国])", "-{}"]
    {
        let mut world = World::new().data(&yearly("c0"));
        for level in 1..=400 {
            world = world.formula(&format!("c{level}"), &formula.replace("{}", &format!("c{}", level - 1)));
        }
        let told = world.answer("c400", "全国", 2020);
        assert!(
            told.starts_with("not_a_number: the formula and those that it is made of are too deeply nested"),
            "{formula}: {told}"
        );
        let told = world.answer("c20", "全国", 2020);
        assert!(!told.starts_with("not_a_number"), "{formula}: {told}");
    }
}

#[test]
fn functions_within_functions_take_time_in_proportion() {
    let world = World::new().data(&yearly("x"));
    let nested = (0..40).fold("x".to_owned(), |inner, _| format!("change({inner})"));
    // The difference of powers of two is the power before.
    assert_eq!(world.answer(&nested, "全国", 2020), (1_u64 << 30).to_string());
    let ranks = (0..40).fold("x".to_owned(), |inner, _| format!("rank({inner})"));
    let world = World::new().data("x 东 元 2016=1").data("x 西 元 2016=2");
    assert_eq!(world.answer(&ranks, "东", 2016), "1");
}

#[test]
fn endless_work_is_given_up() {
    let world = World::new().data(&yearly("x"));
    let endless = (0..3).fold("x".to_owned(), |inner, _| format!("mean({inner}, from: -900)"));
    assert!(world.answer(&endless, "全国", 2020).contains("takes more than 500000 steps"));
}

#[test]
fn numbers_do_not_grow_without_end() {
    let mut world = World::new().data("c0 全国 元 2016=1.5").data("zero 全国 元 2016=0");
    for level in 1..=60 {
        world = world.formula(&format!("c{level}"), &format!("c{0} * c{0}", level - 1));
    }
    let long = "not_a_number: a number of more than 131072 binary digits";
    assert_eq!(world.answer("c60", "全国", 2016), long);
    assert_eq!(world.answer("(c0 ^ 1000) ^ 1000", "全国", 2016), long);
    assert!(world.answer("c0 ^ 1001", "全国", 2016).contains("the exponent is beyond 1000"));
    assert!(world.answer("(-c0) ^ 0.5", "全国", 2016).contains("the root of a negative number"));
    assert!(world.answer("zero ^ -1", "全国", 2016).starts_with("zero_base"));
}

/// 2⁰ in 1950 up to 2⁷⁰ in 2020.
fn yearly(indicator: &str) -> String {
    let cells = (0..=70).map(|power| format!("{}={}", 1950 + power, 1_u128 << power)).collect::<Vec<_>>();
    format!("{indicator} 全国 元 {}", cells.join(" "))
}
