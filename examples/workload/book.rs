//! `yearbook.yaml`, the indicators, and the data that the workload leaves to each tool to derive.

use std::fmt::Write;

use crate::workload::{Indicator, Workload};

/// The indicator that says for how many people a value is given: 每万人.
const PEOPLE: &str = "people";

pub(crate) fn files(workload: &Workload) -> Vec<(&'static str, String)> {
    vec![
        ("yearbook.yaml", settings(workload)),
        ("data/indicators/indicators.yaml", indicators(workload)),
        ("data/totals.csv", totals(workload)),
        ("data/targets.csv", targets(workload)),
    ]
}

fn settings(workload: &Workload) -> String {
    let mut out = format!("title: {{zh: {}}}\narea: T\nyear: {}\n", workload.title, workload.last());
    let first = workload.years.first().copied().unwrap_or_default();
    put(&mut out, format_args!("years: {{from: {first}, to: {}}}\n", workload.last()));
    out.push_str("entry_headings: plain\npublish: {observations: false, workbook: none}\nareas:\n  - {id: T, name: {zh: 全省}}\n");
    for (id, name) in &workload.areas {
        put(&mut out, format_args!("  - {{id: {id}, name: {{zh: {name}}}, part_of: T}}\n"));
    }
    out.push_str("datasets:\n  - {file: data/data.csv, columns: {area: region}}\n");
    out.push_str("  - file: data/totals.csv\n  - file: data/targets.csv\nchapters:\n");
    for chapter in &workload.chapters {
        put(&mut out, format_args!("  - templates/chapters/{}.md\n", chapter.id));
    }
    out.push_str("waivers:\n  - {code: D203, reason: 合计为有数地区之和，个别地区缺报}\n");
    let reasons = [
        ("D212", "数据按规则生成，波动没有含义"),
        ("D217", "数据按规则生成，波动没有含义"),
        ("N105", "对照的工具不写并列"),
        ("P001", "标题自带编号"),
        ("P007", "位次由调用给出"),
        ("P008", "条目长短随测试材料"),
        ("P009", "测试材料没有作者"),
    ];
    for (code, reason) in reasons {
        put(&mut out, format_args!("  - {{code: {code}, reason: {reason}}}\n"));
    }
    out
}

fn indicators(workload: &Workload) -> String {
    let mut out = "indicators:\n".to_owned();
    for (index, indicator) in workload.indicators.iter().enumerate() {
        let Indicator { id, name, unit, decimals } = indicator;
        put(&mut out, format_args!("  - {{id: {id}, name: {{zh: {name}}}, unit: {unit}, decimals: {decimals}}}\n"));
        if id != "POP" {
            derived(&mut out, workload, indicator, index);
        }
    }
    out
}

/// What prose and tables ask of an indicator beyond its levels: five indicators a section, twelve sections a chapter.
fn derived(out: &mut String, workload: &Workload, indicator: &Indicator, index: usize) {
    let Indicator { id, name, unit, .. } = indicator;
    let (first, section) = (workload.years.first().copied().unwrap_or_default(), index / 5 % 12);
    let mut add = |what: &str, name: &str, formula: &str, rest: &str| {
        put(out, format_args!("  - {{id: {id}_{what}, name: {{zh: {name}}}, formula: '{formula}', {rest}}}\n"));
    };
    let rate = "unit: '%', decimals: 1";
    match (index % 5, section) {
        (0, _) => {
            let words = "unit: '%', decimals: 1, words: {up: 增长, down: 下降, flat: 持平}";
            add("cagr", &format!("{name}年均增长速度"), &format!("cagr({id}, from: {first})"), words);
        }
        (4, _) => {
            let formula = format!("{id} / ratio(POP, {PEOPLE})");
            add("per", &format!("每万人{name}"), &formula, &format!("unit: {unit}, decimals: 2"));
        }
        _ => return,
    }
    match (index % 5, section) {
        (0, 5) => add("growth", &format!("{name}增长速度"), &format!("growth({id})"), rate),
        (0, 10) => add("share", &format!("{name}地区占比"), &format!("share({id}, {id}[area: T])"), rate),
        _ => {}
    }
}

/// The province's values, which a book records as its source gives them: the sums over the areas that have a value.
fn totals(workload: &Workload) -> String {
    let mut out = "indicator,area,year,value\n".to_owned();
    for year in &workload.years {
        for indicator in &workload.indicators {
            let total = workload.total(&indicator.id, *year);
            put(&mut out, format_args!("{},T,{year},{}.{:02}\n", indicator.id, total / 100, total % 100));
        }
    }
    out
}

fn targets(workload: &Workload) -> String {
    let mut out = format!("indicator,area,year,value,unit\n{PEOPLE},T,{},1,万人\n", workload.last());
    for [id, year, value] in &workload.targets {
        let unit = workload.indicator(id).map_or("", |indicator| indicator.unit.as_str());
        put(&mut out, format_args!("{id}_target,T,{year},{value},{unit}\n"));
    }
    out
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a text takes any text");
}
