//! Exact arithmetic against hand-computed values, units against GB 3100 and common yearbook usage.

use super::{DivisionError, Exact, Multiplier, UnitTable};

fn exact(text: &str) -> Exact {
    Exact::parse(text).expect(text)
}

#[test]
fn decimals_are_read_exactly_or_refused() {
    for good in ["0", "1.89", "-0.0365", "+12", "007", "123456789012345678901234567890.5"] {
        assert!(Exact::parse(good).is_some(), "{good}");
    }
    for bad in ["", "-", ".5", "5.", "1e3", "1_000", "1,000", "１", "--1", "1.2.3", "NaN"] {
        assert!(Exact::parse(bad).is_none(), "{bad}");
    }
}

#[test]
fn quotients_are_kept_as_ratios() {
    let third = exact("1").divide(&exact("3")).expect("not zero");
    assert_eq!(&third * &exact("3"), exact("1"));
    assert_eq!(exact("1").divide(&Exact::zero()), Err(DivisionError::Zero));
    let growth = &exact("18900").divide(&exact("4797")).expect("not zero") - &Exact::one();
    assert_eq!(growth.to_string(), "2.939962476…");
}

#[test]
fn roots_are_exact_or_enclosed() {
    assert_eq!(exact("6.25").root(2, 5), Some(exact("2.5")));
    let root = exact("2").root(2, 10).expect("positive");
    assert!(root.as_rational().is_none());
    let square = &root * &root;
    assert!(square.lo() < exact("2").lo() && square.hi() > exact("2").lo());
    assert!(exact("-1").root(2, 5).is_none());
}

#[test]
fn units_of_yearbooks_are_read() {
    let table = UnitTable::default();
    for (text, scale, symbol, multiplier) in [
        ("元", "1", "元", Multiplier::One),
        ("万元", "10000", "元", Multiplier::Wan),
        ("亿元", "100000000", "元", Multiplier::Yi),
        ("万", "10000", "", Multiplier::Wan),
        ("万羽", "10000", "羽", Multiplier::Wan),
        ("万公顷", "10000", "公顷", Multiplier::Wan),
        ("千米", "1000", "千米", Multiplier::One),
        ("%", "0.01", "%", Multiplier::One),
        ("元/人", "1", "元/人", Multiplier::One),
        ("万元/户", "10000", "元/户", Multiplier::Wan),
        ("人/平方公里", "0.01", "人/平方公里", Multiplier::One),
    ] {
        let unit = table.parse(text).expect(text);
        assert_eq!(unit.worth(), exact(scale), "{text}");
        assert_eq!((unit.symbol(), unit.multiplier()), (symbol, multiplier), "{text}");
        assert_eq!(unit.to_string(), text);
    }
    assert!(table.parse("万万元").is_err());
    assert!(table.parse("圆").is_err());
}

#[test]
fn fifteen_mu_are_one_hectare_exactly() {
    let table = UnitTable::default();
    let mu = Exact::from(table.parse("亩").expect("known").scale());
    assert_eq!(&mu * &exact("15"), Exact::from(table.parse("公顷").expect("known").scale()));
}

#[test]
fn unlike_units_do_not_mix() {
    let table = UnitTable::default();
    let unit = |text| table.parse(text).expect(text);
    assert!(!unit("户").is_compatible(&unit("人")));
    assert!(unit("万元").is_compatible(&unit("亿元")));
    assert!(unit("亩").is_compatible(&unit("平方公里")));
    assert_eq!(unit("亿元").per(&unit("万人")).to_string(), "元/人");
    assert!(unit("亿元").per(&unit("万元")).is_pure());
}

/// Short numbers and long ones must agree wherever both can be.
#[test]
fn machine_words_compute_as_long_numbers_do() {
    use num_rational::BigRational;
    let mut state = 20_261_124_u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 16) % bound
    };
    let sizes = [10, 1000, 1 << 31, (1 << 47) - 1];
    for _ in 0..20_000 {
        let mut number = || {
            let (size, scale) = (sizes[next(4) as usize], sizes[next(4) as usize]);
            let numerator = i64::try_from(next(size)).expect("small") - i64::try_from(size / 3).expect("small");
            (numerator * if next(9) == 0 { 65_536 } else { 1 }, i64::try_from(next(scale)).expect("small") + 1)
        };
        let (a, b) = (number(), number());
        let long = |(numerator, denominator): (i64, i64)| BigRational::new(numerator.into(), denominator.into());
        let (short_a, short_b) = (Exact::ratio(a.0, a.1), Exact::ratio(b.0, b.1));
        let (long_a, long_b) = (long(a), long(b));
        assert_eq!((&short_a + &short_b).lo(), &long_a + &long_b, "{a:?} + {b:?}");
        assert_eq!((&short_a - &short_b).lo(), &long_a - &long_b, "{a:?} - {b:?}");
        assert_eq!((&short_a * &short_b).lo(), &long_a * &long_b, "{a:?} × {b:?}");
        assert_eq!((-&short_a).lo(), -&long_a);
        assert_eq!(short_a.abs().lo(), num_traits::Signed::abs(&long_a));
        assert_eq!(short_a.order(&short_b), Some(long_a.cmp(&long_b)), "{a:?} and {b:?}");
        match short_a.divide(&short_b) {
            Ok(quotient) => assert_eq!(quotient.lo(), &long_a / &long_b, "{a:?} ÷ {b:?}"),
            Err(error) => assert_eq!((error, b.0), (DivisionError::Zero, 0)),
        }
        assert_eq!(Exact::from(long_a), short_a, "one number has one form");
    }
}

#[test]
fn the_ends_of_machine_words_are_no_ends() {
    let least = Exact::from(i64::MIN);
    assert_eq!((-&least).to_string(), "9223372036854775808");
    assert_eq!(-&-&least, least);
    assert_eq!(least.abs(), -&least);
    assert_eq!(least.divide(&Exact::from(-1)), Ok(-&least));
    assert_eq!(Exact::one().divide(&least).map(|inverse| &inverse * &least), Ok(Exact::one()));
    assert_eq!(Exact::ratio(i64::MIN, i64::MIN), Exact::one());
    assert_eq!(Exact::ratio(1, i64::MIN).divide(&Exact::ratio(1, i64::MIN)), Ok(Exact::one()));
    let most = Exact::from(i64::MAX);
    assert_eq!(&(&most + &most) - &most, most);
    assert_eq!(exact("9223372036854775808"), &most + &Exact::one());
}
