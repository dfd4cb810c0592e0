//! What counts as the same id over another data year.

use super::align::{align, with_years};

#[test]
fn ids_move_with_the_edition_and_fixed_years_stay() {
    let old = ["c/figure:x@甲@2018", "c/figure:x@甲@2012", "c/growth:x@甲@2017", "c/change:x@甲@2018#2"];
    let new = ["c/figure:x@甲@2019", "c/figure:x@甲@2012", "c/growth:x@甲@2018", "c/rank:x@甲@2019"];
    let pairs = align(old.into_iter(), new.into_iter(), (2018, 2019));
    let expected = [(old[1], new[1]), (old[0], new[0]), (old[2], new[2])];
    assert_eq!(pairs.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn only_years_are_years() {
    assert_eq!(with_years("2018年末1660万人，x2018y 20181", |year| year + 1), "2019年末1660万人，x2019y 20181");
}
