//! Value labels: where they fit, and which stay when room is short.

use super::*;

fn wish(text: &str, x: f64, matters: bool) -> Wish {
    let spots = vec![Spot { at: (x, 50.0), anchor: Anchor::Middle }];
    let short = without_unit(text, "万人");
    Wish { text: text.to_owned(), short, spots, paint: Paint(String::new()), matters }
}

fn check(gap: f64, crowded: bool, expected: &[&str]) {
    let mut placer = Placer::new(Rect { x0: 0.0, y0: 0.0, x1: 300.0, y1: 100.0 });
    let group =
        [wish("4335万人", 50.0, true), wish("3046万人", 50.0 + gap, false), wish("1660万人", 50.0 + 2.0 * gap, true)];
    let found: Vec<String> = placer.place(&[group.to_vec()], crowded).into_iter().map(|label| label.text).collect();
    assert_eq!(found, expected, "{gap}");
}

#[test]
fn labels_lose_their_unit_then_their_neighbours() {
    check(60.0, false, &["4335万人", "3046万人", "1660万人"]);
    check(35.0, false, &["4335", "3046", "1660"]);
    check(18.0, false, &["4335", "1660"]);
    check(60.0, true, &["4335", "1660"]);
}

#[test]
fn labels_keep_off_what_is_drawn() {
    let mut placer = Placer::new(Rect { x0: 0.0, y0: 0.0, x1: 300.0, y1: 100.0 });
    placer.keep_off_line((0.0, 0.0), (100.0, 100.0));
    assert!(placer.place(&[vec![wish("1", 50.0, true)]], false).is_empty());
    assert_eq!(placer.place(&[vec![wish("2", 90.0, true)]], false).len(), 1);
    placer.keep_off(Rect { x0: 140.0, y0: 40.0, x1: 160.0, y1: 60.0 });
    assert!(placer.place(&[vec![wish("3", 150.0, true)]], false).is_empty());
    assert!(placer.place(&[vec![wish("4", 299.0, true)]], false).is_empty(), "beyond the bounds");
}

#[test]
fn a_token_loses_only_the_unit_of_its_axis() {
    let check = |token, unit, expected| assert_eq!(without_unit(token, unit), expected);
    check("4335万人", "万人", "4335");
    check("4335万人", "人", "4335万");
    check("1.89亿元", "万元", "1.89亿元");
    check("万人", "万人", "万人");
    check("5", "", "5");
}
