//! Charts: which cells, whose labels, what is missing.

use super::{arguments, desk, site};
use crate::findings::Problem;
use crate::ledger::{CHART_KINDS, ChartEntry};

const ROWS: &str = "poor 全国 2013 8249 万人 name=贫困人口\n poor 全国 2014 7017 万人 name=贫困人口\n poor 全国 2015 55750000 人 name=贫困人口\n poor 全国 2016 4335 万人 name=贫困人口
    poor 甲县 2016 10 万人\n poor 乙县 2016 20 万人\n rate 全国 2015 8.5 % status=V\n rate 全国 2016 4.5 %\n words 全国 2016 翻番 -\n gap 全国 2014 1 人\n gap 全国 2016 2 人 status=B";

fn chart(call: &str) -> Result<ChartEntry, Problem> {
    let (result, mut ledger) = desk(ROWS)
        .indicators("  - {id: growth_of_poor, formula: growth(poor), unit: '%', decimals: 1}")
        .ask(|clerk| clerk.chart(&arguments(call), &site()));
    result.map(|index| ledger.charts.remove(index))
}

/// Shows a chart as text: units, categories, a line a series.
fn shown(chart: &ChartEntry) -> String {
    let mut lines = vec![format!("{} {:?} {}", chart.id, chart.units, chart.categories.join(" "))];
    for series in &chart.series {
        let cells = series.cells.iter().map(|cell| {
            let text = cell.figure.as_ref().map(|figure| figure.print.text());
            let text = text.or_else(|| cell.reason.as_ref().map(|reason| format!("({reason})"))).unwrap_or_default();
            if cell.break_before { format!("|{text}") } else { text }
        });
        let side = if series.right { " →" } else { "" };
        lines.push(format!("{}{side}: {}", series.name, cells.collect::<Vec<_>>().join(" ")));
    }
    lines.join("\n")
}

#[test]
fn levels_with_their_growth() {
    let chart = chart(r#"chart(kind="level-growth", indicator="poor", from=2013, title="图")"#).unwrap();
    insta::assert_snapshot!(shown(&chart), @r#"
    c/chart:poor@全国@2013—2016 ("万人", Some("%")) 2013年 2014年 2015年 2016年
    贫困人口: 8249万人 7017万人 5575万人 4335万人
    比上年增长 →: (无基期数据) -14.9% -20.6% -22.2%
    "#);
    assert_eq!((chart.stem.as_str(), chart.number, chart.source.as_deref()), ("c-1", (0, 0), Some("统计局")));
    let cell = chart.series[1].cells[3].figure.as_ref().unwrap();
    assert_eq!(cell.id, "c/chart:poor@全国@2013—2016/growth:poor@全国@2016");
    assert_eq!(desk(ROWS).provenance(cell).filled, "4335万人 ÷ 55750000人 − 1");
}

#[test]
fn areas_are_the_categories_of_one_year() {
    let chart = chart(r#"chart(kind="ranked", indicator="poor", area=["甲县", "乙县", "丙县"], title="图")"#).unwrap();
    insta::assert_snapshot!(shown(&chart), @r#"
    c/chart:poor@甲县+乙县+丙县@2016 ("万人", None) 甲县 乙县 丙县
    贫困人口: 10万人 20万人 (无数据)
    "#);
}

#[test]
fn several_series_breaks_and_signs() {
    let two = chart(r#"chart(kind="line", indicator="poor", area=["全国", "甲县"], from=2015, title="图", unit="人", source="本书")"#).unwrap();
    insta::assert_snapshot!(shown(&two), @r#"
    c/chart:poor@全国+甲县@2015—2016 ("人", None) 2015年 2016年
    全国: 55750000人 43350000人
    甲县: (无数据) 100000人
    "#);
    assert_eq!(two.source.as_deref(), Some("本书"));
    let broken = chart(r#"chart(kind="bar", indicator="gap", from=2014, title="图", series="断数")"#).unwrap();
    insta::assert_snapshot!(shown(&broken), @r#"
    c/chart:gap@全国@2014—2016 ("人", None) 2014年 2015年 2016年
    断数: 1人 (无数据) |2人
    "#);
    let signed = chart(r#"chart(kind="bar", indicator="growth_of_poor", from=2015, title="图")"#).unwrap();
    insta::assert_snapshot!(shown(&signed), @r#"
    c/chart:growth_of_poor@全国@2015—2016 ("%", None) 2015年 2016年
    growth_of_poor: -20.6% -22.2%
    "#);
    let unvalidated = chart(r#"chart(kind="line", indicator="rate", from=2015, title="图", note="说明")"#).unwrap();
    assert_eq!(unvalidated.notes, ["说明", "2015年rate8.5%未经核实"]);
}

/// Once a datum, however many cells hang on it.
#[test]
fn an_unvalidated_datum_warns_once_a_chart() {
    let call = r#"chart(kind="level-growth", indicator="rate", from=2015, title="图")"#;
    let (_, ledger) = desk(ROWS).ask(|clerk| clerk.chart(&arguments(call), &site()));
    assert_eq!(ledger.findings.as_slice().iter().map(|finding| finding.code).collect::<Vec<_>>(), ["N003"]);
}

#[test]
fn wrong_charts_say_what_to_do() {
    let said = [
        r#"chart(kind="lines", indicator="poor", title="图")"#,
        r#"chart(kind="line", indicator="poor")"#,
        r#"chart(kind="line", indicator="pour", title="图")"#,
        r#"chart(kind="line", indicator=["poor", "rate"], title="图")"#,
        r#"chart(kind="line", indicator="words", title="图")"#,
        r#"chart(kind="line", indicator="poor", area="丙县", title="图")"#,
        r#"chart(kind="line", indicator="poor", from=2016, to=2015, title="图")"#,
        r#"chart(kind="line", indicator="poor", from=1990, title="图")"#,
    ]
    .map(|call| {
        let Problem { message, hint, .. } = chart(call).expect_err(call);
        format!("{call}\n  {message}\n  → {}", hint.unwrap_or_default())
    })
    .join("\n");
    insta::assert_snapshot!(said);
    assert!(CHART_KINDS.contains(&"level-growth"));
}
