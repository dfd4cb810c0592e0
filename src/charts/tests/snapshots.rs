//! A few small pictures as text, for the eye: a change of layout shows here.

use super::super::*;
use super::sample;

fn small(kind: &str) -> String {
    let mut spec = sample(kind, 2, 20.0);
    spec.series.retain(|series| series.axis == Axis::Left);
    spec.series.truncate(1);
    spec.width = 320;
    draw(&spec).unwrap()
}

/// Compares with the file of that name, which says nothing of the crate that the room stands in.
fn check(name: &str, svg: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, svg);
    });
}

#[test]
fn bar() {
    check("bar", &small("bar"));
}

#[test]
fn pie() {
    check("pie", &small("pie"));
}

#[test]
fn level_growth() {
    let mut spec = sample("level-growth", 2, 20.0);
    spec.series.remove(1);
    spec.series[0].points[1].mark = Mark::Provisional;
    check("level_growth", &draw(&spec).unwrap());
}

#[test]
fn spark() {
    check("sparkline", &sparkline("2012年至2015年", &[Some(1.0), None, Some(2.0), Some(4.0)]).unwrap());
}
