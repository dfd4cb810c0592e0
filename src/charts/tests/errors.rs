//! What has no honest picture is refused in words.

use super::super::*;
use super::sample;

fn check(kind: &str, spoil: impl FnOnce(&mut ChartSpec), expected: &str) {
    let mut spec = sample(kind, 3, 10.0);
    spoil(&mut spec);
    let message = draw(&spec).unwrap_err().to_string();
    assert!(message.contains(expected), "{message:?} does not say {expected:?}");
}

#[test]
fn refusals() {
    check("bar", |s| s.categories.clear(), "chart has no categories");
    check("bar", |s| s.series.clear(), "chart has no series");
    check("bar", |s| s.series[0].points.truncate(2), "has 2 points: expected 3");
    check("bar", |s| s.series.push(s.series[0].clone()), "expected at most 1; use \"grouped\"");
    check("line", |s| s.series = vec![s.series[0].clone(); 9], "has 9 series: expected at most 8");
    check("line", |s| s.series[1].points[2].value = Some(f64::NAN), "at \"1982年\" is not a finite value");
    check("line", |s| s.series[1].axis = Axis::Right, "asks for the right axis");
    check("pie", |s| s.series[0].points[1].value = Some(-1.0), "at \"1981年\" is below zero");
    check("stacked-100", |s| s.series[2].points[0].value = Some(-1.0), "is below zero");
    check("area", |s| s.series[2].points[0].value = Some(-1.0), "is below zero");
    check("pie", |s| s.series[0].points.iter_mut().for_each(|p| p.value = Some(0.0)), "add up to zero");
    check("bar", |s| s.series[0].points.iter_mut().for_each(|p| p.value = None), "nothing but missing values");
    check("level-growth", |s| s.series.truncate(2), "lacks a series on the right axis");
    check("level-growth", |s| s.series.drain(..2).for_each(drop), "lacks a series on the left axis");
    check("level-growth", |s| s.unit_right = None, "lacks the unit of the right axis");
    check("bar", |s| s.id = "a b".to_owned(), "chart id \"a b\" cannot be used");
    check("bar", |s| s.width = 100, "chart width is 100 px: expected 280 to 2400 px");
    check("bar", |s| s.categories = vec![String::new(); 121], "has 121 categories: expected at most 120");
}

#[test]
fn unknown_kinds_name_the_known_ones() {
    let message = ChartKind::from_name("barr").unwrap_err().to_string();
    assert!(message.contains("unknown kind of chart \"barr\": expected one of level-growth, line"), "{message}");
}

#[test]
fn kinds_are_found_by_their_names() {
    for name in ChartKind::names() {
        assert_eq!(ChartKind::from_name(name).unwrap().name(), name);
    }
}

#[test]
fn sparklines() {
    assert_eq!(sparkline("x", &[None, None]), Err(ChartError::AllMissing));
    assert!(sparkline("x", &[Some(f64::INFINITY)]).is_err());
    for values in [vec![Some(3.0)], vec![Some(0.0), Some(0.0)], vec![Some(-1.0), None, Some(4.0), Some(1e12)]] {
        let svg = sparkline("脱贫人数<1>", &values).unwrap();
        super::markup::elements(&svg).unwrap();
        assert!(svg.contains("aria-label=\"脱贫人数&lt;1&gt;\"") && !svg.contains("NaN"), "{svg}");
    }
}
