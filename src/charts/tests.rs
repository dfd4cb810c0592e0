//! What must hold of every picture, whatever is in it.

use super::geometry::Rect;
use super::*;

mod errors;
mod markup;
mod snapshots;

use markup::{Element, elements};

const KINDS: [&str; 10] =
    ["level-growth", "line", "area", "bar", "ranked", "grouped", "stacked", "stacked-100", "pie", "doughnut"];

/// A chart of a kind with that many categories, whose values are of that size.
fn sample(kind: &str, categories: usize, size: f64) -> ChartSpec {
    let kind = ChartKind::from_name(kind).unwrap();
    let mut spec = ChartSpec::new("c1", kind, "2012—2019年农村贫困人口及其增长速度");
    spec.categories = (0..categories).map(|n| format!("{}年", 1980 + n)).collect();
    spec.unit_left = "万人".to_owned();
    let series = if kind.most_series() == 1 { 1 } else { 3 };
    for s in 0..series {
        let value = |n: usize| size * geometry::count((n * 37 + s * 11) % 17 + 1) / 17.0;
        let points = (0..categories).map(|n| Point::new(value(n), &format!("{:.4}万人", value(n)))).collect();
        spec.series.push(Series { name: format!("第{s}类地区"), points, ..Series::default() });
    }
    if kind == ChartKind::LevelGrowth {
        spec.unit_right = Some("%".to_owned());
        spec.series[2].axis = Axis::Right;
    }
    spec.notes = vec!["按现行标准测算。".to_owned()];
    spec.source = Some("国家统计局".to_owned());
    spec
}

/// Makes a chart as awkward as its kind allows.
fn roughen(mut spec: ChartSpec) -> ChartSpec {
    let marks = [Mark::Provisional, Mark::Estimated, Mark::Unvalidated];
    let free = !spec.kind.is_share() && spec.kind != ChartKind::Area;
    for series in &mut spec.series {
        for (n, point) in series.points.iter_mut().enumerate() {
            match n % 6 {
                1 => point.mark = marks[n % 3],
                2 if n > 2 => *point = Point::missing("未公布"),
                3 => point.break_before = true,
                4 if free => point.value = point.value.map(|value| -value),
                _ => {}
            }
        }
    }
    spec
}

/// Names of areas instead of years: short, long, in English.
fn rename(mut spec: ChartSpec) -> ChartSpec {
    const NAMES: [&str; 5] = [
        "岳阳市",
        "湘西土家族苗族自治州",
        "新疆生产建设兵团第一师阿拉尔市",
        "Xinjiang Uygur Autonomous Region",
        "平江县",
    ];
    let short = spec.categories.len().is_multiple_of(2);
    let name = |n: usize| if short { format!("县{n}") } else { format!("{}{n}", NAMES[n % NAMES.len()]) };
    spec.categories = (0..spec.categories.len()).map(name).collect();
    spec
}

fn every_sample(mut look: impl FnMut(&ChartSpec, &str)) {
    for kind in KINDS {
        for categories in [1, 2, 3, 5, 8, 9, 12, 20, 31, 40] {
            for (size, width) in [(1e-3, 360), (1.0, 720), (250.0, 320), (9e4, 720), (1e12, 720), (1e12, 360)] {
                let plain = sample(kind, categories, size);
                for spec in [roughen(plain.clone()), rename(plain.clone()), plain] {
                    let spec = ChartSpec { width, ..spec };
                    look(&spec, &draw(&spec).unwrap());
                }
            }
        }
    }
}

fn told(spec: &ChartSpec) -> String {
    format!("{} with {} categories at {} px", spec.kind.name(), spec.categories.len(), spec.width)
}

#[test]
fn markup_is_well_formed() {
    every_sample(|spec, svg| {
        let elements = elements(svg).unwrap_or_else(|why| panic!("{}: {why}", told(spec)));
        assert_eq!(elements.first().map(|element| element.name.as_str()), Some("svg"));
        let ids: Vec<&str> = elements.iter().filter_map(|element| element.get("id")).collect();
        assert!(ids.iter().all(|id| id.starts_with("c1-")), "{}: {ids:?}", told(spec));
        assert!(!svg.contains("style=") && !svg.contains("NaN") && !svg.contains("inf"), "{}", told(spec));
    });
}

#[test]
fn texts_neither_overlap_nor_leave_the_picture() {
    every_sample(|spec, svg| {
        let elements = elements(svg).unwrap();
        let texts: Vec<&Element> =
            elements.iter().filter(|element| element.name == "text" && !element.is_in("yb-tip")).collect();
        let size = (elements[0].number("width"), elements[0].number("height"));
        let sheet = Rect { x0: 0.0, y0: 0.0, x1: size.0, y1: size.1 };
        for (n, text) in texts.iter().enumerate() {
            assert!(sheet.holds(&text.extent()), "{}: {:?} leaves {sheet:?}", told(spec), text);
            for other in &texts[n + 1..] {
                let apart = !text.extent().grown(-0.6).overlaps(&other.extent().grown(-0.6));
                assert!(apart, "{}: {:?} and {:?}", told(spec), text, other);
            }
        }
    });
}

#[test]
fn every_value_can_be_reached() {
    every_sample(|spec, svg| {
        let points: usize = spec.series.iter().map(|series| series.points.len()).sum();
        let circle = spec.kind.is_circle();
        let missing =
            spec.series.iter().flat_map(|series| &series.points).filter(|point| point.value.is_none()).count();
        let expected = if circle { points - missing } else { points };
        let elements = elements(svg).unwrap();
        let reached = elements.iter().filter(|element| element.get("class") == Some("yb-pt"));
        let named =
            reached.filter(|element| element.get("tabindex") == Some("0") && element.get("aria-label").is_some());
        assert_eq!(named.count(), expected, "{}", told(spec));
    });
}

#[test]
fn columns_stand_on_zero() {
    for kind in ["bar", "grouped", "level-growth"] {
        for size in [1e-3, 40.0, 1e12] {
            let svg = draw(&sample(kind, 9, size)).unwrap();
            let elements = elements(&svg).unwrap();
            let columns =
                elements.iter().filter(|e| e.name == "rect" && e.get("class").is_some_and(|c| c.starts_with("yb-f")));
            let feet: Vec<f64> = columns.map(|e| e.number("y") + e.number("height")).collect();
            let floor = feet.iter().copied().fold(0.0, f64::max);
            assert!(feet.iter().all(|foot| (foot - floor).abs() < 0.15) || kind == "grouped" || kind == "level-growth");
            let standing = feet.iter().filter(|foot| (**foot - floor).abs() < 0.15).count();
            assert!(standing >= 9, "{kind}: {feet:?}");
        }
    }
}

#[test]
fn heights_are_in_proportion() {
    let mut spec = sample("bar", 3, 1.0);
    for (point, value) in spec.series[0].points.iter_mut().zip([10.0, 20.0, 40.0]) {
        point.value = Some(value);
    }
    let svg = draw(&spec).unwrap();
    let columns: Vec<f64> = elements(&svg)
        .unwrap()
        .iter()
        .filter(|element| element.get("class") == Some("yb-f0"))
        .map(|element| element.number("height"))
        .collect();
    assert!(
        (columns[1] / columns[0] - 2.0).abs() < 0.01 && (columns[2] / columns[0] - 4.0).abs() < 0.02,
        "{columns:?}"
    );
}

#[test]
fn same_bytes_twice() {
    every_sample(|spec, svg| assert_eq!(svg, draw(spec).unwrap()));
}

#[test]
fn printed_tokens_are_the_given_ones() {
    let mut spec = sample("bar", 2, 1.0);
    spec.series[0].points[1].label = "近5万人".to_owned();
    let svg = draw(&spec).unwrap();
    assert!(svg.contains(">近5万人</text>"), "{svg}");
}

#[test]
fn a_line_stops_at_gaps_and_breaks() {
    let mut spec = sample("line", 7, 10.0);
    spec.series.truncate(1);
    spec.series[0].points[2] = Point::missing("未公布");
    spec.series[0].points[5].break_before = true;
    let svg = draw(&spec).unwrap();
    let elements = elements(&svg).unwrap();
    let strokes = elements.iter().filter(|element| element.get("class") == Some("yb-k0") && element.name == "path");
    assert_eq!(strokes.count(), 3, "1-2, 4-5 and 6-7");
    assert!(svg.contains("stroke-dasharray=\"4 3\""), "the break has its rule");
    assert!(svg.contains("无数据 \u{ff08}未公布\u{ff09}"), "the gap says why");
}

#[test]
fn text_from_data_is_escaped() {
    for kind in KINDS {
        let mut spec = sample(kind, 2, 5.0);
        let foul = "<b x=\"1\">&'\u{1}";
        spec.title = foul.to_owned();
        spec.categories[0] = foul.to_owned();
        spec.series[0].name = foul.to_owned();
        spec.series[0].points[0].label = foul.to_owned();
        spec.notes = vec![foul.to_owned()];
        spec.unit_left = foul.to_owned();
        let svg = draw(&spec).unwrap();
        assert!(!svg.contains("<b") && !svg.contains('\u{1}'), "{kind}");
        elements(&svg).unwrap();
    }
}

#[test]
fn ranked_bars_fall_and_missing_come_last() {
    let mut spec = sample("ranked", 4, 10.0);
    for (point, value) in spec.series[0].points.iter_mut().zip([Some(1.0), None, Some(9.0), Some(-3.0)]) {
        point.value = value;
    }
    let svg = draw(&spec).unwrap();
    let place = |name: &str| svg.find(&format!(">{name}</text>")).unwrap();
    let order = [place("1982年"), place("1980年"), place("1983年"), place("1981年")];
    assert!(order.is_sorted(), "{order:?}");
}
