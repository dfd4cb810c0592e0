//! Category labels: thinned, wrapped or turned before they overlap.

use super::*;

fn check(names: &[&str], slot: f64, turn: i32, expected: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let labels = plan(&names, slot, 40.0);
    assert_eq!(labels.turn, turn, "{names:?} at {slot}");
    let lines: Vec<String> = labels.lines.iter().map(|lines| lines.join("/")).collect();
    assert_eq!(lines, expected, "{names:?} at {slot}");
}

#[test]
fn labels_give_way_step_by_step() {
    let years = ["2012年", "2013年", "2014年", "2015年"];
    check(&years, 60.0, 0, &years);
    check(&years, 40.0, 0, &["2012", "2013", "2014", "2015"]);
    check(&years, 26.0, 0, &["", "2013年", "", "2015年"]);
    check(&["湘西土家族苗族自治州", "岳阳市"], 70.0, 0, &["湘西土家族/苗族自治州", "岳阳市"]);
    check(&["北京", "黑龙江"], 20.0, 0, &["北/京", "黑/龙/江"]);
    check(&["Prefecture 1", "Prefecture 2"], 40.0, -90, &["Prefecture 1", "Prefecture 2"]);
    check(&["Prefecture 1", "Prefecture 2"], 9.0, -90, &["", "Prefecture 2"]);
}
