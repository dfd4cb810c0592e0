//! A row that goes the short way must become what it becomes the long way: each row alone in a file of its own.

use super::{dataset, run};
use crate::ingest::Observation;

/// Texts of each column; most rows are plain, and some are not.
const COLUMNS: [&[&str]; 6] = [
    &["fund", "fund", "people", "专项资金", "new", ""],
    &["平江县", "平江县", "汨罗市", "Pingjiang County", "平江", " 平江县"],
    &["2014", "2015", "2016", "2016年", "1999", "x"],
    &["12", "12.50", "-3", "0", "", "…", "约12", "\"1,283\"", "9999", "007", "\"1\"\"2\"", "3~4", "1亿元"],
    &["", "", "万元", "人", "公倾"],
    &["", "", "A", "B", "O", "X"],
];

const HEADER: &str = "indicator,area,year,value,unit,status";

fn rows(seed: u64, count: usize) -> Vec<String> {
    let mut state = seed;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((state >> 33) % bound as u64).expect("small")
    };
    let mut cell = |texts: &[&str]| {
        let plain = next(4) > 0;
        texts[next(if plain { texts.len().min(2) } else { texts.len() })].to_owned()
    };
    (0..count).map(|_| COLUMNS.map(&mut cell).join(",")).collect()
}

fn told(o: &Observation<'_>) -> String {
    let key = format!("{} {} {} {:?} {}", o.indicator, o.area, o.period, o.datum, o.raw);
    format!("{key} {} {} {:?} {:?} @{}", o.decimals, o.unit, o.status, o.qualifier, o.row)
}

#[test]
fn short_and_long_ways_come_to_the_same() {
    for seed in 0..60 {
        // The years tell the rows apart, so that none stands twice.
        let rows = rows(seed, 40);
        let mut kept: Vec<&String> = Vec::new();
        for row in &rows {
            let key = |row: &str| row.split(',').take(3).map(|part| part.trim().to_owned()).collect::<Vec<_>>();
            if !kept.iter().any(|other| key(other) == key(row)) {
                kept.push(row);
            }
        }
        let together = format!("{HEADER}\n{}\n", kept.iter().map(|row| row.as_str()).collect::<Vec<_>>().join("\n"));
        let mut one = dataset("all.csv");
        one.missing = super::map(&[("9999", "not_available")]);
        let alone: Vec<(String, Vec<u8>)> = (0..kept.len())
            .map(|at| (format!("{at:03}.csv"), format!("{HEADER}\n{}{}\n", "#\n".repeat(at), kept[at]).into_bytes()))
            .collect();
        let mut each = one.clone();
        each.files = alone.iter().map(|(path, _)| path.clone()).collect();
        let alone = alone.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
        let (short, short_findings) = run(&super::book(vec![("all.csv", together.into_bytes())], vec![one]));
        let (long, long_findings) = run(&super::book(alone, vec![each]));
        let list = |all: &crate::ingest::Observations| all.iter().map(|o| told(&o)).collect::<Vec<_>>();
        assert_eq!(list(&short), list(&long), "seed {seed}");
        let codes = |findings: &crate::findings::Findings| {
            let mut codes: Vec<_> = findings.as_slice().iter().map(|finding| finding.code).collect();
            codes.sort_unstable();
            codes
        };
        assert_eq!(codes(&short_findings), codes(&long_findings), "seed {seed}");
    }
}
