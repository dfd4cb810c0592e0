//! Axes: nice ticks, the zero line, 万 and 亿.

use super::*;

fn ruler(language: Language, unit: &str) -> Ruler<'_> {
    Ruler { language, unit, ticks: 5 }
}

fn written(scale: &Scale) -> String {
    scale.ticks.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" ")
}

fn check(values: &[f64], unit: &str, expected: &str) {
    let scale = Scale::from_zero(values.iter().copied(), ruler(Language::Zh, unit));
    assert_eq!(written(&scale), expected, "{values:?} {unit}");
}

#[test]
fn ticks_from_zero() {
    check(&[9899.0, 551.0], "万人", "0 2000 4000 6000 8000 10000");
    check(&[0.0032], "", "0 0.001 0.002 0.003 0.004");
    check(&[35_000.0], "人", "0 1万 2万 3万 4万");
    check(&[25_000.0], "人", "0 0.5万 1.0万 1.5万 2.0万 2.5万");
    check(&[35_000.0], "万元", "0 10000 20000 30000 40000");
    check(&[1.89e9], "元", "0 5亿 10亿 15亿 20亿");
    check(&[3e12], "元", "0 1万亿 2万亿 3万亿");
    check(&[-30.0, 12.0], "%", "-30 -20 -10 0 10 20");
    check(&[-3.0], "", "-3 -2 -1 0");
    check(&[0.0, 0.0], "", "0 0.2 0.4 0.6 0.8 1.0");
}

#[test]
fn english_ticks() {
    let scale = |value: f64, unit| written(&Scale::from_zero([value].into_iter(), ruler(Language::En, unit)));
    assert_eq!(scale(35_000.0, "persons"), "0 10000 20000 30000 40000");
    assert_eq!(scale(3e6, "persons"), "0 1 m 2 m 3 m");
    assert_eq!(scale(3e9, "yuan"), "0 1 bn 2 bn 3 bn");
    assert_eq!(scale(3e6, "10 000 persons"), "0 1000000 2000000 3000000");
}

#[test]
fn lines_leave_zero_out_only_where_it_is_far() {
    let around = |values: &[f64]| Scale::around(values.iter().copied(), ruler(Language::Zh, "%"));
    let range = |scale: &Scale| (scale.low, scale.high);
    assert_eq!(range(&around(&[7.5])), (0.0, 8.0));
    assert_eq!(range(&around(&[-7.5])), (-8.0, 0.0));
    assert_eq!(range(&around(&[3.0, 9.0])), (0.0, 10.0));
    assert_eq!(range(&around(&[101.0, 104.0])), (101.0, 104.0));
    assert_eq!(range(&around(&[0.0])), (0.0, 1.0));
    assert_eq!(range(&around(&[])), (0.0, 1.0));
}

#[test]
fn all_values_lie_within_and_ticks_are_even() {
    for power in -3..13 {
        for value in [1.0, 1.3, 2.0, 3.7, 4.999, 5.0, 7.1, 9.99] {
            let value = value * ten_to(power);
            for scale in [
                Scale::from_zero([value, -value / 3.0].into_iter(), ruler(Language::Zh, "元")),
                Scale::around([value, value * 1.01].into_iter(), ruler(Language::Zh, "元")),
            ] {
                let close = value.abs() * 1e-9;
                assert!(scale.low <= value + close && scale.high >= value - close, "{value} in {scale:?}");
                assert!((3..=9).contains(&scale.ticks.len()), "{value} in {scale:?}");
                let labels: std::collections::BTreeSet<&String> = scale.ticks.iter().map(|tick| &tick.1).collect();
                assert_eq!(labels.len(), scale.ticks.len(), "{scale:?}");
            }
        }
    }
}
