//! How long a chart takes: `cargo bench --no-default-features --bench charts`
//!
//! Each kind is drawn many times with values made by rule; the table gives the fastest, the median and the slowest round in
//! microseconds a chart, and the size of the picture.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark takes the time and prints its table")]

use std::hint::black_box;
use std::time::Instant;

use yearbook::charts::{Axis, ChartKind, ChartSpec, Point, Series, draw};

const ROUNDS: usize = 15;
const CHARTS: usize = 40;

fn main() {
    println!("{:<14} {:>10} {:>9} {:>9} {:>9} {:>8}", "kind", "points", "fastest", "median", "slowest", "bytes");
    for name in ChartKind::names() {
        for years in [9, 40] {
            measure(name, years);
        }
    }
}

fn measure(name: &str, years: usize) {
    let spec = spec(name, years);
    let points: usize = spec.series.iter().map(|series| series.points.len()).sum();
    let bytes = draw(&spec).expect("a chart").len();
    let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| round(&spec)).collect();
    rounds.sort_by(f64::total_cmp);
    let [fastest, median, slowest] = [rounds[0], rounds[ROUNDS / 2], rounds[ROUNDS - 1]];
    println!("{name:<14} {points:>10} {fastest:>9.1} {median:>9.1} {slowest:>9.1} {bytes:>8}");
}

/// Microseconds a chart.
fn round(spec: &ChartSpec) -> f64 {
    let start = Instant::now();
    for _ in 0..CHARTS {
        black_box(draw(black_box(spec)).expect("a chart"));
    }
    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
    let charts = CHARTS as f64;
    start.elapsed().as_secs_f64() * 1e6 / charts
}

fn spec(name: &str, years: usize) -> ChartSpec {
    let kind = ChartKind::from_name(name).expect("a kind of the table");
    let one = ["bar", "ranked", "pie", "doughnut"].contains(&name);
    let mut series: Vec<Series> = (1..=if one || name == "level-growth" { 1 } else { 3 })
        .map(|row| Series {
            name: format!("第{row}产业增加值"), axis: Axis::Left, points: points(years, row, "亿元")
        })
        .collect();
    if name == "level-growth" {
        series.push(Series { name: "比上年增长".into(), axis: Axis::Right, points: points(years, 7, "%") });
    }
    ChartSpec {
        unit_left: "亿元".into(),
        unit_right: (name == "level-growth").then(|| "%".into()),
        categories: (0..years).map(|year| format!("{}年", 1980 + year)).collect(),
        series,
        source: Some("统计局".into()),
        ..ChartSpec::new("bench", kind, "地区生产总值及其比上年增长速度")
    }
}

fn points(years: usize, row: usize, unit: &str) -> Vec<Point> {
    let value = |year: usize| f64::from(u32::try_from(100 + (year * 37 + row * 53) % 400).expect("small"));
    (0..years).map(|year| Point::new(value(year), &format!("{}{unit}", value(year)))).collect()
}
